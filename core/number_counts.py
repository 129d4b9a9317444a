"""What a figure counts: the noun phrase it stands with."""

from __future__ import annotations

from quoth.core.model import NumberKind, Span
from quoth.core.parse import Token


def counted(text: str, tokens: tuple[Token, ...], span: Span, kind: NumberKind) -> Span | None:
    """The span of the phrase that a figure counts, None where the text names none."""
    return None

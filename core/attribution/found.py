"""An attribution as the finders hand it on."""

from __future__ import annotations

from dataclasses import dataclass

from quoth.core.model import Span


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution before its speaker is known. ``talk``: a conversation is named without its content;
    ``turn``: a turn of a transcript; ``stated``: the "we" of an official statement.

    ``head`` is the cue's main word, ``probability`` the cue finder's, ``margin`` and ``edge`` how clearly the tagger saw the
    source and the ends of the content.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: Span | None = None
    probability: float = 1.0
    head: int = -1
    margin: float = 0.0
    edge: float = 0.0
    talk: bool = False
    turn: bool = False
    stated: bool = False

"""A speaker in the making, and what a text tells of it beside its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quoth.core.model import Span, Speaker, SpeakerKind
from quoth.core.people.names import Lexicon

_SPACED = re.compile(r" (?=[,’']|'s\b)|(?<=[(/]) | (?=[)/%])")


@dataclass(slots=True, eq=False)
class Entry:
    """One speaker in the making. ``words`` is the fullest name so far; ``strong`` that it is surely a person or body."""

    kind: SpeakerKind
    words: tuple[str, ...]
    strong: bool = True
    id: str = ""
    gender: str = ""
    party: str | None = None
    titles: dict[str, str] = field(default_factory=dict)  # title -> rank
    mentions: list[Span] = field(default_factory=list)

    @property
    def name(self) -> str:
        return plain_name(self.words)

    def entitle(self, title: str, rank: str, lex: Lexicon) -> None:
        """Adds a title unless it or a fuller one is known: "PM" and "Secretary" beside "Secretary of State"."""
        low = lex.spelt_out(title)
        if not any(f"{lex.spelt_out(own)} ".startswith(f"{low} ") for own in self.titles):
            self.titles[title] = rank

    def speaker(self, more: Iterable[Span] = ()) -> Speaker:
        """What the briefing keeps of it; ``more`` are mentions besides its names, as pronouns are."""
        mentions = tuple(sorted({*self.mentions, *more}))
        return Speaker(self.id, self.name, self.kind, tuple(self.titles), self.party, mentions)


def plain_name(words: Sequence[str]) -> str:
    """Words as they are written: no space before a comma or a possessive."""
    return _SPACED.sub("", " ".join(words))

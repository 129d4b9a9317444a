"""The tree that a search is read as. It knows nothing of how it is searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from quoth.core.model import Act, NumberKind, QuoteKind, SpeakerKind, SubjectKind
from quoth.core.query.folding import words

FieldName = Literal["speaker", "topic", "about", "act", "party", "kind", "unit", "doc", "is"]
State = Literal["uncertain", "collective", "reported", "verbatim", "corrected", "copy", "undated"]
FIELDS: tuple[str, ...] = (*get_args(FieldName), "number", "date")
CHOICES: dict[str, tuple[str, ...]] = {
    "act": get_args(Act),
    "kind": tuple(
        dict.fromkeys(kind for kinds in (QuoteKind, NumberKind, SpeakerKind, SubjectKind) for kind in get_args(kinds))
    ),
    "is": get_args(State),
}
"""Fields that take one of a few values."""


@dataclass(frozen=True, slots=True)
class Everything:
    """``*``, or no words at all."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word (any word of its stem), or with ``prefix`` any word that begins with it. Folded."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other, exactly (the last may be a prefix). Folded."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field that holds these words one after another (``speaker:dar`` finds Ishaq Dar)."""

    name: FieldName
    words: tuple[str, ...]
    prefix: bool = False

    @property
    def asked(self) -> str:
        """The words as they stand in a value whose words are each between two spaces."""
        return f" {' '.join(self.words)}{'' if self.prefix else ' '}"

    def fits(self, value: str) -> bool:
        """Whether a value holds the words."""
        return self.asked in f" {' '.join(word.text for word in words(value))} "


@dataclass(frozen=True, slots=True)
class NumberRange:
    """A number between two values, which are included unless it is ``open``."""

    low: float
    high: float
    open: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """A document's date between two days (``date.toordinal``), both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """All but these."""

    part: Node


Node = Everything | Word | Phrase | Field | NumberRange | DateRange | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A search that was read: its text and its tree."""

    text: str
    tree: Node

    @property
    def is_everything(self) -> bool:
        """Whether it leaves nothing out."""
        return isinstance(self.tree, Everything)

    def wanted(self) -> Iterator[Node]:
        """The leaves that a match may hold: all but those below a NOT."""
        return _leaves(self.tree)


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case Not():
            return
        case _:
            yield node

"""What a search answers with: one frozen row a hit, and pages of them. Spans are code points of the document's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from quoth.core.model import Number, Quote, Sentence, Span, Speaker, SpeakerKind, SubjectKind

Order = Literal["date", "relevance", "speaker", "topic", "value", "position", "kind"]
Kind = Literal["documents", "quotes", "numbers", "sentences"]
Status = Literal["new", "same", "revision", "near"]
T = TypeVar("T")

BETWEEN_PARTS = " ... "
"""Stands between the parts of a split quotation."""
CAP = 1000
"""Totals are counted up to this and then shown as "1000+"; every order but by date sorts this many of the newest."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an added briefing.

    ``new``; ``same``: the text is kept already, nothing was written; ``revision``: a changed text under a known name;
    ``near``: kept as another print of a story that is there already, its repeated sentences are not counted again.
    """

    id: str
    status: Status
    revision: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A kept document. ``added`` is ISO time (UTC); ``verbatim`` and ``reported`` count its quotes, ``figures`` its numbers but for labels,
    dates and ordinals."""

    id: str
    name: str
    title: str | None
    source: str | None
    date: str | None
    added: str
    revision: int
    sentences: int
    verbatim: int
    reported: int
    figures: int
    story: str | None = None
    """Id shared by all prints of one story; None where there is one print only."""
    pages: tuple[int, ...] = ()
    """Offsets at which pages start, of a text that has pages."""


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote: ``text`` is its content's words, parts joined by " ... "; ``index`` its place in ``briefing.quotes``.

    ``cue`` are the words that bring it: welcomed, did not say; empty where there are none.
    """

    document: DocumentRow
    index: int
    quote: Quote
    speakers: tuple[Speaker, ...]
    text: str
    hits: tuple[Span, ...] = ()
    cue: str = ""


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number, the words of what it counts, the quote it stands in (if any) and who said it."""

    document: DocumentRow
    index: int
    number: Number
    text: str
    counts_text: str
    quote: Quote | None
    speakers: tuple[Speaker, ...]
    hits: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence and whose words or views it reports."""

    document: DocumentRow
    index: int
    sentence: Sentence
    text: str
    speakers: tuple[Speaker, ...]
    hits: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with how often it occurs."""

    id: str
    label: str
    quotes: int
    numbers: int
    sentences: int


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker with how often they speak. Titles and party are of the newest document that gives them."""

    id: str
    name: str
    kind: SpeakerKind
    titles: tuple[str, ...]
    party: str | None
    quotes: int
    numbers: int
    documents: int


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A named thing that is spoken about with how often it occurs."""

    id: str
    name: str
    kind: SubjectKind
    sentences: int
    documents: int


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the rows found, and how many there are; ``capped`` when there are more than ``total``."""

    rows: tuple[T, ...]
    total: int
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What ``check`` found and did: one line a matter, each naming its file."""

    checked: int
    repaired: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    """What is wrong and was left as it is (in a library that may not be changed: all that is wrong)."""

    @property
    def sound(self) -> bool:
        """Whether every record could be read as it was written."""
        return not self.aside and not self.repaired and not self.damaged

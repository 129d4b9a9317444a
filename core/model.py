"""What a text is made of. All of it is stand-off: spans into the document's own untouched text.

Offsets count Unicode code points of ``Document.text`` and are half-open: ``text[span.start:span.end]``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Speech = Literal["direct", "indirect", "mixed", "none"]
QuoteKind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organisation", "country", "group"]
Act = Literal["state", "agree", "pledge", "ask", "praise", "criticise", "reject", "support", "think"]
NumberKind = Literal[
    "money", "percent", "count", "ordinal", "quantity", "duration", "age", "date", "fraction", "ratio", "label"
]
SubjectKind = Literal["place", "event", "organisation", "agreement", "other"]
Value = int | float | str | None

UNCERTAIN_BELOW = 0.5
"""A quote of less confidence is told to be uncertain."""
NO_FIGURES: tuple[NumberKind, ...] = ("label", "date", "ordinal")
"""Numbers that count nothing: part of a name, of the calendar, or a place in an order."""


class Span(NamedTuple):
    """A half-open stretch of a text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words it covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read, and what is known of it. ``date`` is ISO text (2024-05-30, 2024-05, 2024).

    ``place`` is the dateline's, ``pages`` are the offsets at which pages start, ``notes`` say what the reader left out
    or had to guess.
    """

    name: str
    text: str
    title: str | None = None
    source: str | None = None
    date: str | None = None
    place: str | None = None
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Hex digest of the text in UTF-8."""
        import hashlib  # loads OpenSSL: a tenth of the browser's memory

        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class TopicScore(NamedTuple):
    """A topic of the topic table by id, and how sure it is (0 to 1)."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with whose words or views it reports and what it is about (topics best first)."""

    span: Span
    paragraph: int
    speech: Speech = "none"
    speakers: tuple[str, ...] = ()
    topics: tuple[TopicScore, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person, organisation, country or group under one name, with every place that names it."""

    id: str
    name: str
    kind: SpeakerKind
    titles: tuple[str, ...] = ()
    party: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Something said: its content (several parts when split), the cue and the source mention, and by whom.

    ``speakers`` are ids of :class:`Speaker`; several for a collective; empty for an unnamed source.
    ``confidence`` is 0 to 1, calibrated.
    """

    kind: QuoteKind
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speakers: tuple[str, ...] = ()
    act: Act = "state"
    topics: tuple[str, ...] = ()
    confidence: float = 1.0

    @property
    def is_uncertain(self) -> bool:
        """Whether it is to be checked before it is used."""
        return self.confidence < UNCERTAIN_BELOW


@dataclass(frozen=True, slots=True)
class Number:
    """One figure. ``value`` is a number, ISO text (dates), ratio text (11-2), or None where vague.

    ``unit`` is ISO 4217 for money, % for percent, a singular name for quantities, durations and ages. ``counts`` is the span
    of the phrase that is counted: 55,000 [Pakistanis].
    """

    span: Span
    kind: NumberKind
    value: Value
    value_max: Value = None
    unit: str | None = None
    qualifier: str | None = None
    counts: Span | None = None

    @property
    def is_figure(self) -> bool:
        """Whether it says how much or how many."""
        return self.kind not in NO_FIGURES


@dataclass(frozen=True, slots=True)
class Subject:
    """A named thing that is spoken about, one canonical name, with its mentions."""

    id: str
    name: str
    kind: SubjectKind
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that was found in one document."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    quotes: tuple[Quote, ...] = ()
    numbers: tuple[Number, ...] = ()
    subjects: tuple[Subject, ...] = ()
    _speaker_by_id: dict[str, Speaker] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._speaker_by_id.update((speaker.id, speaker) for speaker in self.speakers)

    def speaker(self, id: str) -> Speaker:
        """The speaker of that id; KeyError where there is none."""
        return self._speaker_by_id[id]

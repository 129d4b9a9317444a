"""What is handed on: who said what by topic, the figures, the sources. Gathered once, written in several forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quoth.core.model import Briefing
from quoth.core.query.tree import Query
from quoth.store import Library
from quoth.store.rows import DocumentRow, NumberRow, QuoteRow
from quoth.tui.output.cite import describe_document, describe_source, one_line, place, said_words
from quoth.tui.output.finding import all_rows
from quoth.tui.output.table import describe_value

NOTE = "Only words in quotation marks are verbatim; what says “reported” is told in the words of the source."
NO_TOPIC = "Other matters"
NO_FIGURES = ("label", "date")  # part of a name, or of the calendar


@dataclass(frozen=True, slots=True)
class Said:
    """Something said: by whom, the words as they may be repeated, and where they stand."""

    who: str
    words: str
    place: str
    source: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts and who named it."""

    text: str
    value: str
    counted: str
    who: str
    place: str
    source: int


@dataclass(frozen=True, slots=True)
class Section:
    """A topic with what was said on it, speaker by speaker."""

    topic: str
    voices: tuple[tuple[str, tuple[Said, ...]], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A briefing to read. Sources are numbered from 1. Every text is one line and harmless to print."""

    title: str
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    sources: tuple[str, ...]
    verbatim: int

    @property
    def summary(self) -> str:
        """How much there is of each."""
        quotes = sum(len(said) for section in self.sections for _, said in section.voices)
        return (
            f"{_count(quotes, 'quote')} ({self.verbatim} verbatim, {quotes - self.verbatim} reported), "
            f"{_count(len(self.figures), 'figure')}, {_count(len(self.sources), 'source')}"
        )


def gather(
    library: Library, query: str | Query, title: str, *, sources: Iterable[DocumentRow] = (), limit: int | None = None
) -> Report:
    """What a search finds, newest first. A quote stands once, under the first of its topics; large topics lead.

    ``sources`` are listed even where nothing was found in them.
    """
    quotes = list(all_rows(library.quotes, query, limit))
    numbers = [row for row in all_rows(library.numbers, query, limit) if row.number.kind not in NO_FIGURES]
    found = (*sources, *(row.document for row in quotes), *(row.document for row in numbers))
    documents = list({document.id: document for document in found}.values())
    numbered = {document.id: number for number, document in enumerate(documents, start=1)}
    labels = {topic.id: topic.label for topic in library.topics(query)}
    get = lru_cache(maxsize=16)(library.get)
    said = [(_topic(row, labels), _said(row, get(row.document.id), numbered)) for row in quotes]
    figures = tuple(_figure(row, get(row.document.id), numbered) for row in numbers)
    verbatim = sum(row.quote.kind == "direct" for row in quotes)
    return Report(one_line(title), _sections(said), figures, tuple(map(describe_document, documents)), verbatim)


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _topic(row: QuoteRow, labels: dict[str, str]) -> str:
    return labels.get(row.quote.topics[0], row.quote.topics[0]) if row.quote.topics else NO_TOPIC


def _said(row: QuoteRow, briefing: Briefing, numbered: dict[str, int]) -> Said:
    who = describe_source(row.speakers, row.quote, briefing)
    return Said(who, said_words(row, briefing), place(row.quote.content, briefing), numbered[row.document.id])


def _figure(row: NumberRow, briefing: Briefing, numbered: dict[str, int]) -> Figure:
    who = describe_source(row.speakers, row.quote, briefing) if row.quote else ""
    return Figure(
        one_line(row.text),
        one_line(describe_value(row.number)),
        one_line(row.counts_text),
        who,
        place([row.number.span], briefing),
        numbered[row.document.id],
    )


def _sections(said: Sequence[tuple[str, Said]]) -> tuple[Section, ...]:
    by_topic = _grouped(said)
    order = sorted(by_topic, key=lambda topic: (topic == NO_TOPIC, -len(by_topic[topic])))
    return tuple(
        Section(
            topic,
            tuple((who, tuple(group)) for who, group in _grouped((one.who, one) for one in by_topic[topic]).items()),
        )
        for topic in order
    )


def _grouped(pairs: Iterable[tuple[str, Said]]) -> dict[str, list[Said]]:
    groups: dict[str, list[Said]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups

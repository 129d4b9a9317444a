"""What is handed on: who said what by topic, the figures, the sources. Gathered once, written in several forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from quoth.core.model import Briefing, Speaker
from quoth.core.query.tree import Query
from quoth.store import Library
from quoth.store.rows import DocumentRow, NumberRow, QuoteRow
from quoth.tui.output.cite import counted, describe_document, describe_source, office_of, one_line, place, said_words
from quoth.tui.output.finding import all_rows
from quoth.tui.output.table import describe_value

NOTE = "Only words in quotation marks are verbatim; what says “reported” is told in the words of the source."
PLACES = "A place is the number of its source, paragraph, sentence, page of a PDF, and characters of the source's text."
NO_TOPIC = "Other matters"


class Voice(NamedTuple):
    """Somebody who is quoted: name, titles and country or party, how many quotes."""

    name: str
    office: str
    verbatim: int
    reported: int


class Said(NamedTuple):
    """Something said: by whom, the words as they may be repeated, and where they stand."""

    who: str
    words: str
    place: str
    source: int


class Figure(NamedTuple):
    """A number, what it counts and who named it."""

    text: str
    value: str
    counted: str
    who: str
    place: str
    source: int


class Section(NamedTuple):
    """A topic with what was said on it, speaker by speaker."""

    topic: str
    voices: tuple[tuple[str, tuple[Said, ...]], ...]


class Report(NamedTuple):
    """A briefing to read. Sources are numbered from 1. Every text is one line and harmless to print."""

    title: str
    search: str
    dates: str
    voices: tuple[Voice, ...]
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    sources: tuple[str, ...]
    verbatim: int

    @property
    def summary(self) -> str:
        """How much there is of each, and from when."""
        quotes = sum(len(said) for section in self.sections for _, said in section.voices)
        return (
            f"{counted(quotes, 'quote')} ({self.verbatim} verbatim, {quotes - self.verbatim} reported), "
            f"{counted(len(self.figures), 'figure')}, {counted(len(self.sources), 'source')}, {self.dates}"
        )


def gather(
    library: Library, query: str | Query, title: str, *, sources: Iterable[DocumentRow] = (), limit: int | None = None
) -> Report:
    """What a search finds, newest first. A quote stands once, under the first of its topics; large topics lead.

    ``sources`` are listed even where nothing was found in them. A ``title`` that is empty is the only source's own, or
    Briefing.
    """
    quotes = list(all_rows(library.quotes, query, limit))
    numbers = [row for row in all_rows(library.numbers, query, limit) if row.number.is_figure]
    found = (*sources, *(row.document for row in quotes), *(row.document for row in numbers))
    documents = list({document.id: document for document in found}.values())
    numbered = {document.id: number for number, document in enumerate(documents, start=1)}
    labels = {topic.id: topic.label for topic in library.topics(query)}
    notes: dict[str, tuple[str, ...]] = {}

    @lru_cache(maxsize=128)  # quotes, then figures of the same documents
    def get(id: str) -> Briefing:
        briefing = library.get(id)
        notes[id] = briefing.document.notes
        return briefing

    said = [(_topic(row, labels), _said(row, get(row.document.id), numbered)) for row in quotes]
    figures = tuple(_figure(row, get(row.document.id), numbered) for row in numbers)
    own = (documents[0].title or documents[0].name) if len(documents) == 1 else "Briefing"
    return Report(
        one_line(title or own),
        one_line(query if isinstance(query, str) else query.text),
        _dates(documents),
        _voices(quotes),
        _sections(said),
        figures,
        tuple(_source(document, notes.get(document.id, ())) for document in documents),
        sum(row.quote.kind == "direct" for row in quotes),
    )


def _source(document: DocumentRow, notes: Sequence[str]) -> str:
    """What is known of a source, and what its reader left out or had to guess."""
    return describe_document(document) + (f" ({one_line('; '.join(notes))})" if notes else "")


def _dates(documents: Sequence[DocumentRow]) -> str:
    """``2024-05-01 to 2024-05-30, 2 undated``."""
    dates = sorted(document.date for document in documents if document.date)
    undated = len(documents) - len(dates)
    known = dates[:1] if dates[:1] == dates[-1:] else [f"{dates[0]} to {dates[-1]}"]
    return one_line(", ".join(known + ([f"{undated} undated" if known else "undated"] if undated else [])))


def _voices(quotes: Iterable[QuoteRow]) -> tuple[Voice, ...]:
    """Everybody by name who is quoted, the most quoted first; several at once count for each."""
    verbatim: Counter[str] = Counter()
    reported: Counter[str] = Counter()
    by_id: dict[str, Speaker] = {}
    for row in quotes:
        for speaker in row.speakers:
            by_id.setdefault(speaker.id, speaker)
            (verbatim if row.quote.kind == "direct" else reported)[speaker.id] += 1
    most = sorted(by_id, key=lambda id: -(verbatim[id] + reported[id]))
    return tuple(Voice(one_line(by_id[id].name), office_of(by_id[id]), verbatim[id], reported[id]) for id in most)


def _topic(row: QuoteRow, labels: dict[str, str]) -> str:
    return labels.get(row.quote.topics[0], row.quote.topics[0]) if row.quote.topics else NO_TOPIC


def _said(row: QuoteRow, briefing: Briefing, numbered: dict[str, int]) -> Said:
    who = describe_source(row.speakers, row.quote, briefing, titles=False)
    return Said(
        who,
        said_words(row),
        place(row.quote.content, row.document, briefing),
        numbered[row.document.id],
    )


def _figure(row: NumberRow, briefing: Briefing, numbered: dict[str, int]) -> Figure:
    who = describe_source(row.speakers, row.quote, briefing, titles=False) if row.quote else "the text itself"
    return Figure(
        one_line(row.text),
        one_line(describe_value(row.number)),
        one_line(row.counts_text),
        who + (" (reported)" if row.quote and row.quote.kind != "direct" else ""),
        place([row.number.span], row.document, briefing),
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

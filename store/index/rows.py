"""An article as the rows of the index: what is shown, what is searched and what is counted."""

from __future__ import annotations

import json
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from quoth.core.model import Number, Quote, Sentence, Span, Speaker, Subject, Value
from quoth.core.query.folding import words
from quoth.core.query.values import day_of
from quoth.store.index.tags import ANY, GAP, amount_tags, tags
from quoth.store.record.entry import Entry
from quoth.store.rows import BETWEEN_PARTS

"""Quotes of a lower confidence are uncertain."""

_LARGEST = sys.float_info.max

Amount = tuple[float, float, str]
"""Lowest and highest value and the unit's words, between spaces."""


class IndexRow(NamedTuple):
    """A sentence, quote or number. ``text`` is what is searched; ids are separated by spaces."""

    data: str
    text: str
    tags: str
    topics: str
    speakers: str
    subjects: str
    amounts: tuple[Amount, ...]
    sentence: int


@dataclass(frozen=True, slots=True)
class IndexRows:
    """All rows of one article."""

    day: int
    outside_sentences: str
    """What the text holds outside its sentences, and the title: found with the document only."""
    tags: str
    sentences: tuple[IndexRow, ...]
    quotes: tuple[IndexRow, ...]
    numbers: tuple[IndexRow, ...]
    names: tuple[tuple[str, str, str], ...]
    """(speaker or subject, id, data)"""


def index_rows(entry: Entry) -> IndexRows:
    """Everything that the index holds of an article but its place."""
    return _Reading(entry).facts()


def amount_of(number: Number) -> Amount | None:
    """What ``number:`` compares; None for dates, ratios and what is vague."""
    low, high = _finite(number.value), _finite(number.value_max)
    if low is None:
        return None
    top = low if high is None else high
    return min(low, top), max(low, top), f" {' '.join(word.text for word in words(unit_of(number)))} "


def unit_of(number: Number) -> str:
    """What ``unit:`` finds."""
    return "percent" if number.kind == "percent" else number.unit or ""


def _finite(value: Value) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -_LARGEST <= value <= _LARGEST:
        return None
    return float(value)


class _Reading:
    def __init__(self, entry: Entry) -> None:
        self.briefing = briefing = entry.edited
        self.text = briefing.document.text
        document = briefing.document
        self.of_document = tags("doc", (entry.id, document.name, document.title or "", document.source or ""))
        self.corrected = tags("is", ("corrected",)) if briefing != entry.briefing else ""
        self.speakers = {speaker.id: speaker for speaker in briefing.speakers}
        self.subjects = {subject.id: subject for subject in briefing.subjects}
        self.starts = [sentence.span.start for sentence in briefing.sentences]
        self.figures = [_Figure.of(number) for number in briefing.numbers]
        self.numbers = _Placed((number.span, place) for place, number in enumerate(briefing.numbers))
        self.mentions = _Placed(
            (mention, place) for place, subject in enumerate(briefing.subjects) for mention in subject.mentions
        )
        self.quote_of = self.innermost()
        self._said_by: dict[tuple[str, ...], str] = {}

    def facts(self) -> IndexRows:
        briefing = self.briefing
        sentences = tuple(self.sentence(sentence) for sentence in briefing.sentences)
        quotes = tuple(self.quote(quote) for quote in briefing.quotes)
        numbers = tuple(self.number(place, number) for place, number in enumerate(briefing.numbers))
        different = dict.fromkeys(fact.tags[1:] for fact in (*sentences, *quotes, *numbers))
        filed = dict.fromkeys(tag.strip() for tags_of_one in different for tag in tags_of_one.split(GAP))
        subjects = self.about([subject.id for subject in briefing.subjects])
        kinds = tags("kind", tuple(subject.kind for subject in briefing.subjects))
        return IndexRows(
            day_of(briefing.document.date) or 0,
            self.outside_sentences(),
            f"{ANY} {self.of_document} {self.corrected} {f' {GAP} '.join(filed)} {GAP} {subjects} {kinds}",
            sentences,
            quotes,
            numbers,
            tuple(_names(briefing.speakers, briefing.subjects)),
        )

    def outside_sentences(self) -> str:
        parts, at = [self.briefing.document.title or ""], 0
        for sentence in self.briefing.sentences:
            parts.append(self.text[at : sentence.span.start])
            at = max(at, sentence.span.end)
        parts.append(self.text[at:])
        return "\n".join(part for part in map(str.strip, parts) if part)

    def sentence(self, sentence: Sentence) -> IndexRow:
        text = sentence.span.of(self.text)
        topics = [topic.id for topic in sentence.topics]
        figures = self.inside((sentence.span,))
        states = ("verbatim",) if sentence.speech == "direct" else ("reported",) if sentence.speech != "none" else ()
        filed = (
            self.said_by(sentence.speakers),
            tags("topic", tuple(topics)),
            self.about(sentence.subjects),
            tags("kind", (sentence.speech, *(figure.kind for figure in figures))),
            tags("is", (*states, *self.collective(sentence.speakers))),
            _figures(figures),
        )
        data = (*sentence.span, sentence.paragraph, sentence.speech, sentence.speakers, sentence.topics)
        return self.fact((*data, sentence.subjects), text, filed, topics, sentence.speakers, sentence.subjects, figures)

    def quote(self, quote: Quote) -> IndexRow:
        text = BETWEEN_PARTS.join(part.of(self.text) for part in quote.content)
        figures = self.inside(quote.content)
        subjects = [self.briefing.subjects[place].id for place in self.mentions.inside(quote.content)]
        filed = (self.manner(quote), self.about(subjects), _figures(figures))
        kinds = tags("kind", tuple(figure.kind for figure in figures))
        data = (
            quote.kind,
            quote.content,
            quote.cue,
            quote.source,
            quote.speakers,
            quote.act,
            quote.topics,
            quote.confidence,
            " ".join(part.of(self.text) for part in quote.cue),
        )
        return self.fact(data, text, (*filed, kinds), quote.topics, quote.speakers, subjects, figures)

    def number(self, place: int, number: Number) -> IndexRow:
        at = self.sentence_at(number.span.start)
        sentence = self.briefing.sentences[at] if at >= 0 else None
        quote = self.quote_of.get(place)
        said = None if quote is None else self.briefing.quotes[quote]
        span = sentence.span if sentence else number.span
        subjects = sentence.subjects if sentence else ()
        topics = dict.fromkeys((*(said.topics if said else ()), *(t.id for t in (sentence.topics if sentence else ()))))
        speakers = said.speakers if said else ()
        filed = (
            self.manner(said) if said else "",
            tags("topic", tuple(topics)),
            self.about(subjects),
            tags("kind", (number.kind,)),
            self.figures[place].tags,
        )
        counts = number.counts.of(self.text) if number.counts else ""
        data = (
            *(*number.span, number.kind, number.value, number.value_max, number.unit, number.qualifier, number.counts),
            *(number.span.of(self.text), counts, quote, span.start),
        )
        return self.fact(data, span.of(self.text), filed, tuple(topics), speakers, subjects, (self.figures[place],), at)

    def fact(
        self,
        data: Sequence[Any],
        text: str,
        filed: Iterable[str],
        topics: Sequence[str],
        speakers: Sequence[str],
        subjects: Sequence[str],
        figures: Sequence[_Figure],
        sentence: int = -1,
    ) -> IndexRow:
        amounts = tuple(dict.fromkeys(figure.amount for figure in figures if figure.amount))
        return IndexRow(
            _json(data),
            text,
            " ".join((ANY, *filter(None, (*filed, self.corrected)))),
            " ".join(dict.fromkeys(topics)),
            " ".join(dict.fromkeys(speakers)),
            " ".join(dict.fromkeys(subjects)),
            amounts,
            sentence,
        )

    def manner(self, quote: Quote) -> str:
        states = ["verbatim" if quote.kind == "direct" else "reported", *self.collective(quote.speakers)]
        if quote.is_uncertain:
            states.append("uncertain")
        return " ".join(
            (
                self.said_by(quote.speakers),
                tags("topic", quote.topics),
                tags("act", (quote.act,)),
                tags("kind", (quote.kind,)),
                tags("is", tuple(states)),
            )
        )

    def said_by(self, ids: tuple[str, ...]) -> str:
        if ids not in self._said_by:
            speakers = [self.speakers[id] for id in ids if id in self.speakers]
            self._said_by[ids] = " ".join(
                (
                    tags("speaker", tuple(name for speaker in speakers for name in (speaker.name, speaker.id))),
                    tags("party", tuple(speaker.party or "" for speaker in speakers)),
                    tags("kind", tuple(speaker.kind for speaker in speakers)),
                )
            )
        return self._said_by[ids]

    def collective(self, ids: Sequence[str]) -> tuple[str, ...]:
        group = len(ids) > 1 or any(id in self.speakers and self.speakers[id].kind == "group" for id in ids)
        return ("collective",) if group else ()

    def about(self, ids: Iterable[str]) -> str:
        found = [self.subjects[id] for id in ids if id in self.subjects]
        return tags("about", tuple(name for subject in found for name in (subject.name, subject.id)))

    def inside(self, spans: Iterable[Span]) -> list[_Figure]:
        return [self.figures[place] for place in self.numbers.inside(spans)]

    def innermost(self) -> dict[int, int]:
        """For each number the quote with the shortest content that it stands in."""
        found: dict[int, tuple[int, int]] = {}
        for place, quote in enumerate(self.briefing.quotes):
            length = sum(part.end - part.start for part in quote.content)
            for number in self.numbers.inside(quote.content):
                found[number] = min(found.get(number, (length, place)), (length, place))
        return {number: place for number, (_, place) in found.items()}

    def sentence_at(self, offset: int) -> int:
        at = bisect_right(self.starts, offset) - 1
        return at if at >= 0 and offset < self.briefing.sentences[at].span.end else -1


class _Placed:
    """Things by their place in the text, so that those inside a span are found without looking at all."""

    def __init__(self, things: Iterable[tuple[Span, int]]) -> None:
        self.things = sorted(things)
        self.starts = [span.start for span, _ in self.things]

    def inside(self, spans: Iterable[Span]) -> list[int]:
        """The things that lie wholly inside one of the spans, in text order and each once."""
        found: dict[int, None] = {}
        for span in spans:
            for at in range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)):
                if self.things[at][0].end <= span.end:
                    found[self.things[at][1]] = None
        return list(found)


class _Figure(NamedTuple):
    """What a number is found by."""

    kind: str
    amount: Amount | None
    tags: str

    @classmethod
    def of(cls, number: Number) -> _Figure:
        amount = amount_of(number)
        unit = tags("unit", (unit_of(number),))
        return cls(number.kind, amount, f"{amount_tags(*amount[:2])} {unit}".strip() if amount else unit)


def _figures(figures: Sequence[_Figure]) -> str:
    return " ".join(dict.fromkeys(figure.tags for figure in figures)) if figures else ""


def _names(speakers: Iterable[Speaker], subjects: Iterable[Subject]) -> Iterable[tuple[str, str, str]]:
    for speaker in speakers:
        data = (speaker.name, speaker.kind, speaker.titles, speaker.party, speaker.mentions)
        yield "speaker", speaker.id, _json(data)
    for subject in subjects:
        yield "subject", subject.id, _json((subject.name, subject.kind))


_json = json.JSONEncoder(separators=(",", ":")).encode

"""A second, slow search: looks at every row of every briefing. The index must answer as it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from quoth.core.model import Briefing, Number, Quote, Span
from quoth.core.query.folding import words
from quoth.core.query.language import parse_query
from quoth.core.query.tree import And, DateRange, Everything, Field, Node, Not, NumberRange, Or, Phrase, Word
from quoth.core.query.values import day_of
from quoth.core.topics.table import TopicTable
from quoth.store.index.stems import stem_of


@dataclass
class Row:
    """What a row can be found by."""

    day: int | None
    text: list[str]
    values: dict[str, list[list[str]]] = field(default_factory=dict)
    numbers: list[Number] = field(default_factory=list)

    def file(self, name: str, *values: str) -> None:
        self.values.setdefault(name, []).extend([word.text for word in words(value)] for value in values if value)


def search(briefings: Iterable[Briefing], kind: str, text: str, *, typing: bool = False) -> list[tuple[str, int]]:
    """Document name and place of every row that matches, newest document first."""
    tree = parse_query(text, typing=typing).tree
    dated = sorted(briefings, key=lambda briefing: -(day_of(briefing.document.date) or 0))
    return [
        (briefing.document.name, place)
        for briefing in dated
        for place, row in enumerate(rows(briefing, kind))
        if matches(tree, row)
    ]


def rows(briefing: Briefing, kind: str) -> list[Row]:
    if kind == "documents":
        return [_document(briefing)]
    if kind == "quotes":
        return [_quote(briefing, quote) for quote in briefing.quotes]
    if kind == "numbers":
        return [_number(briefing, number) for number in briefing.numbers]
    return [_sentence(briefing, place) for place in range(len(briefing.sentences))]


def matches(node: Node, row: Row) -> bool:
    match node:
        case Everything():
            return True
        case Word(text, prefix):
            return any(_is(word, text, prefix) for word in row.text)
        case Phrase(parts, prefix):
            return _holds(row.text, parts, prefix)
        case Field(name, parts, prefix):
            return any(_holds(value, parts, prefix) for value in row.values.get(name, []))
        case NumberRange():
            return any(_within(node, number) for number in row.numbers)
        case DateRange(low, high):
            return row.day is not None and low <= row.day <= high
        case And(parts):
            units = [part for part in parts if isinstance(part, Field) and part.name == "unit"]
            rest = [part for part in parts if not isinstance(part, NumberRange)]
            ranges = [part for part in parts if isinstance(part, NumberRange)]
            return all(matches(part, row) for part in rest) and all(
                any(_within(part, n) and all(_of_unit(n, unit) for unit in units) for n in row.numbers)
                for part in ranges
            )
        case Or(parts):
            return any(matches(part, row) for part in parts)
        case Not(part):
            return not matches(part, row)


def _document(briefing: Briefing) -> Row:
    document = briefing.document
    row = _row(briefing, f"{document.title or ''}\n{document.text}")
    for kind in ("quotes", "numbers", "sentences"):
        for part in rows(briefing, kind):
            for name, values in part.values.items():
                row.values.setdefault(name, []).extend(values)
    row.file("about", *(subject.name for subject in briefing.subjects))
    row.file("kind", *(subject.kind for subject in briefing.subjects))
    row.numbers = list(briefing.numbers)
    return row


def _sentence(briefing: Briefing, place: int) -> Row:
    sentence = briefing.sentences[place]
    row = _row(briefing, sentence.span.of(briefing.document.text))
    _said_by(row, briefing, sentence.speakers)
    _topics(row, [topic.id for topic in sentence.topics])
    row.file("about", *(s.name for s in briefing.subjects if s.id in sentence.subjects))
    row.file("kind", sentence.speech)
    row.file("is", *(["verbatim"] if sentence.speech == "direct" else ["reported"] * (sentence.speech != "none")))
    _numbers(row, briefing, (sentence.span,))
    return row


def _quote(briefing: Briefing, quote: Quote) -> Row:
    row = _row(briefing, " ".join(span.of(briefing.document.text) for span in quote.content))
    _manner(row, briefing, quote)
    row.file("about", *(s.name for s in briefing.subjects if _any_inside(s.mentions, quote.content)))
    _numbers(row, briefing, quote.content)
    return row


def _number(briefing: Briefing, number: Number) -> Row:
    sentence = next(s for s in briefing.sentences if s.span.holds(number.span))
    row = _row(briefing, sentence.span.of(briefing.document.text))
    for quote in briefing.quotes:
        if any(span.holds(number.span) for span in quote.content):
            _manner(row, briefing, quote)
    _topics(row, [topic.id for topic in sentence.topics])
    row.file("about", *(s.name for s in briefing.subjects if s.id in sentence.subjects))
    row.file("kind", number.kind)
    row.file("unit", "percent" if number.kind == "percent" else number.unit or "")
    row.numbers = [number]
    return row


def _row(briefing: Briefing, text: str) -> Row:
    document = briefing.document
    row = Row(day_of(document.date), [word.text for word in words(text)])
    row.file("doc", document.name, document.title or "", document.source or "")
    row.file("is", *(["undated"] if row.day is None else []))
    return row


def _manner(row: Row, briefing: Briefing, quote: Quote) -> None:
    _said_by(row, briefing, quote.speakers)
    _topics(row, quote.topics)
    row.file("act", quote.act)
    row.file("kind", quote.kind)
    row.file("is", "verbatim" if quote.kind == "direct" else "reported", "uncertain" * (quote.confidence < 0.5))


def _said_by(row: Row, briefing: Briefing, ids: Iterable[str]) -> None:
    speakers = [briefing.speaker(id) for id in ids]
    row.file("speaker", *(speaker.name for speaker in speakers))
    row.file("party", *(speaker.party or "" for speaker in speakers))
    row.file("kind", *(speaker.kind for speaker in speakers))
    row.file("is", "collective" * (len(speakers) > 1))


def _topics(row: Row, ids: Iterable[str]) -> None:
    labels = {topic.id: topic.label for topic in TopicTable.load().topics}
    for id in ids:
        row.file("topic", id, labels.get(id, ""))


def _numbers(row: Row, briefing: Briefing, spans: Iterable[Span]) -> None:
    row.numbers = [number for number in briefing.numbers if _any_inside((number.span,), spans)]
    row.file("kind", *(number.kind for number in row.numbers))
    row.file("unit", *("percent" if number.kind == "percent" else number.unit or "" for number in row.numbers))


def _any_inside(inner: Iterable[Span], outer: Iterable[Span]) -> bool:
    return any(span.holds(mention) for span in outer for mention in inner)


def _is(word: str, asked: str, prefix: bool) -> bool:
    return word == asked or stem_of(word) == stem_of(asked) or (prefix and word.startswith(asked))


def _holds(said: list[str], parts: tuple[str, ...], prefix: bool) -> bool:
    for start in range(len(said) - len(parts) + 1):
        here = said[start : start + len(parts)]
        last = here[-1].startswith(parts[-1]) if prefix else here[-1] == parts[-1]
        if here[:-1] == list(parts[:-1]) and last:
            return True
    return False


def _within(asked: NumberRange, number: Number) -> bool:
    if not isinstance(number.value, int | float):
        return False
    top = number.value_max if isinstance(number.value_max, int | float) else number.value
    if asked.open:
        return top > asked.low and number.value < asked.high
    return top >= asked.low and number.value <= asked.high


def _of_unit(number: Number, unit: Field) -> bool:
    name = "percent" if number.kind == "percent" else number.unit or ""
    return _holds([word.text for word in words(name)], unit.words, unit.prefix)

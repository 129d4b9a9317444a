"""A briefing as the JSON that SCHEMA 1 promises, and back. The order of keys is the order they are read in."""

from __future__ import annotations

from typing import Any, cast

from quoth.core.errors import LibraryDamagedError
from quoth.core.model import (
    Briefing,
    Document,
    Number,
    Quote,
    Sentence,
    Span,
    Speaker,
    Subject,
    TopicScore,
)

SCHEMA = 1
Record = dict[str, Any]


def to_record(briefing: Briefing) -> Record:
    """The whole analysis as plain JSON values; offsets are half-open code points of ``document.text``."""
    return {
        "schema": SCHEMA,
        "document": document_record(briefing.document),
        "sentences": [sentence_record(sentence) for sentence in briefing.sentences],
        "speakers": [speaker_record(speaker) for speaker in briefing.speakers],
        "quotes": [quote_record(quote) for quote in briefing.quotes],
        "numbers": [number_record(number) for number in briefing.numbers],
        "subjects": [subject_record(subject) for subject in briefing.subjects],
    }


def from_record(record: Record) -> Briefing:
    """The briefing of a record; keys it does not know are ignored.

    LibraryDamagedError where the record is of a later schema, a part is missing or a text is not the one its hash says.
    """
    try:
        if record["schema"] != SCHEMA:
            raise LibraryDamagedError(
                f"the analysis is of schema {record['schema']}, this quoth reads {SCHEMA}: install a newer quoth"
            )
        document = document_of(record["document"])
        if record["document"].get("sha256", document.sha256) != document.sha256:
            raise LibraryDamagedError(f"{document.name}: the text is not the one that was written (its hash differs)")
        return Briefing(
            document=document,
            sentences=tuple(map(sentence_of, record["sentences"])),
            speakers=tuple(map(speaker_of, record["speakers"])),
            quotes=tuple(map(quote_of, record["quotes"])),
            numbers=tuple(map(number_of, record["numbers"])),
            subjects=tuple(map(subject_of, record["subjects"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LibraryDamagedError(f"the analysis cannot be read: {type(error).__name__}: {error}") from error


def document_record(document: Document) -> Record:
    return {
        "name": document.name,
        "title": document.title,
        "source": document.source,
        "date": document.date,
        **({"place": document.place} if document.place else {}),
        **({"pages": list(document.pages)} if document.pages else {}),
        **({"notes": list(document.notes)} if document.notes else {}),
        "sha256": document.sha256,
        "text": document.text,
    }


def document_of(record: Record) -> Document:
    return Document(
        record["name"],
        record["text"],
        record["title"],
        record["source"],
        record["date"],
        record.get("place"),
        tuple(record.get("pages", ())),
        tuple(record.get("notes", ())),
    )


def sentence_record(sentence: Sentence) -> Record:
    return {
        "start": sentence.span.start,
        "end": sentence.span.end,
        "paragraph": sentence.paragraph,
        "speech": sentence.speech,
        "speakers": list(sentence.speakers),
        "topics": [{"id": topic.id, "score": topic.score} for topic in sentence.topics],
        "subjects": list(sentence.subjects),
    }


def sentence_of(record: Record) -> Sentence:
    return Sentence(
        Span(record["start"], record["end"]),
        record["paragraph"],
        record["speech"],
        tuple(record["speakers"]),
        tuple(TopicScore(topic["id"], topic["score"]) for topic in record["topics"]),
        tuple(record["subjects"]),
    )


def speaker_record(speaker: Speaker) -> Record:
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind,
        "titles": list(speaker.titles),
        "party": speaker.party,
        "mentions": _pairs(speaker.mentions),
    }


def speaker_of(record: Record) -> Speaker:
    return Speaker(
        record["id"],
        record["name"],
        record["kind"],
        tuple(record["titles"]),
        record["party"],
        _spans(record["mentions"]),
    )


def quote_record(quote: Quote) -> Record:
    return {
        "kind": quote.kind,
        "content": _pairs(quote.content),
        "cue": _pairs(quote.cue),
        "source": _pairs(quote.source),
        "speakers": list(quote.speakers),
        "act": quote.act,
        "topics": list(quote.topics),
        "confidence": quote.confidence,
    }


def quote_of(record: Record) -> Quote:
    return Quote(
        record["kind"],
        _spans(record["content"]),
        _spans(record["cue"]),
        _spans(record["source"]),
        tuple(record["speakers"]),
        record["act"],
        tuple(record["topics"]),
        record["confidence"],
    )


def number_record(number: Number) -> Record:
    return {
        "start": number.span.start,
        "end": number.span.end,
        "kind": number.kind,
        "value": number.value,
        "value_max": number.value_max,
        "unit": number.unit,
        "qualifier": number.qualifier,
        "counts": None if number.counts is None else list(number.counts),
    }


def number_of(record: Record) -> Number:
    counts = record["counts"]
    return Number(
        Span(record["start"], record["end"]),
        record["kind"],
        record["value"],
        record["value_max"],
        record["unit"],
        record["qualifier"],
        None if counts is None else Span(*counts),
    )


def subject_record(subject: Subject) -> Record:
    return {
        "id": subject.id,
        "name": subject.name,
        "kind": subject.kind,
        "mentions": _pairs(subject.mentions),
    }


def subject_of(record: Record) -> Subject:
    return Subject(record["id"], record["name"], record["kind"], _spans(record["mentions"]))


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*cast("tuple[int, int]", pair)) for pair in pairs)

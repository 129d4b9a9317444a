"""The fields that rows are written with: one name and meaning for JSON, JSON lines, CSV and Markdown.

The names are stable: new ones may be added, none is renamed or given another meaning. Offsets are code points of
the document's text, half-open. Speakers, topics and subjects are ids; their names stand beside them.
"""

from __future__ import annotations

from typing import Any

from quoth.core.model import Span, Speaker
from quoth.store.rows import DocumentRow, NumberRow, QuoteRow, SentenceRow, SpeakerRow, SubjectRow, TopicRow
from quoth.tui.output.cite import cite, page_of

Row = DocumentRow | QuoteRow | NumberRow | SentenceRow | TopicRow | SpeakerRow | SubjectRow
Record = dict[str, Any]

_DOCUMENT = {
    "document": "id of the document in the library",
    "name": "file name or given id",
    "title": "title, or null",
    "outlet": "who published it, or null",
    "date": "ISO date (2024-05-30, 2024-05 or 2024), or null where undated",
}
_PAGE = {"page": "the page it begins on, from 1, or null where the text has no pages"}
_WHO = {"speakers": "speaker ids; empty where unnamed", "names": "the speakers' names"}

FIELDS: dict[str, dict[str, str]] = {
    "documents": {
        **_DOCUMENT,
        "added": "when it was added (ISO)",
        "revision": "how often its record was written, from 1",
        "sentences": "count of its sentences",
        "verbatim": "count of its quotes in the speaker's own words",
        "reported": "count of its other quotes",
        "figures": "count of its numbers without labels, dates and ordinals",
        "story": "id shared by all prints of one story, or null where there is one print",
    },
    "quotes": {
        **_DOCUMENT,
        "index": "position among the document's quotes, from 0",
        "kind": "direct, indirect or mixed",
        "verbatim": "true where all the words are the speaker's own (kind direct)",
        "text": "the words of the content as in the source; parts joined by ' ... '",
        **_WHO,
        "act": "what the speaker does by it: state agree pledge ask praise criticise reject support think",
        "topics": "topic ids, best first",
        "confidence": "0 to 1",
        "content": "spans [start, end] of the content",
        "verb": "the words that bring it (said, did not say); empty where there are none",
        "cue": "spans of the cue",
        "source": "spans of the mention it is attributed to",
        **_PAGE,
        "citation": "a line to paste: words, who, document, date, place",
    },
    "numbers": {
        **_DOCUMENT,
        "index": "position among the document's numbers, from 0",
        "text": "the figure as in the source",
        "kind": "money percent count ordinal quantity duration age date fraction ratio label",
        "value": "a number, or ISO text for dates, text for ratios; null where vague",
        "value_max": "upper end of a range, or null",
        "unit": "ISO 4217 for money, else a singular name, or null",
        "qualifier": "about, more than, ..., or null",
        "counts": "what is counted, as in the source, or null",
        "start": "start of the figure",
        "end": "end of the figure",
        **_PAGE,
        "speech": "kind of the quote it stands in, or null",
        **_WHO,
        "citation": "a line to paste: figure, who, document, date, place",
    },
    "sentences": {
        **_DOCUMENT,
        "index": "position among the document's sentences, from 0",
        "text": "the sentence as in the source",
        "start": "start of the sentence",
        "end": "end of the sentence",
        **_PAGE,
        "paragraph": "number of its paragraph, from 0",
        "speech": "direct, indirect, mixed or none",
        **_WHO,
        "topics": "topic ids, best first",
        "subjects": "subject ids",
    },
    "topics": {
        "id": "topic id",
        "label": "its name",
        "quotes": "count of quotes on it",
        "numbers": "count of numbers in sentences on it",
        "sentences": "count of sentences on it",
    },
    "speakers": {
        "id": "speaker id",
        "name": "name",
        "kind": "person, organisation, country or group",
        "titles": "titles",
        "party": "party or country, or null",
        "quotes": "count of quotes",
        "numbers": "count of numbers in them",
        "documents": "count of documents that quote the speaker",
    },
    "subjects": {
        "id": "subject id",
        "name": "name",
        "kind": "place, event, organisation, agreement or other",
        "sentences": "count of sentences that name it",
        "documents": "count of documents that name it",
    },
}


def record(row: Row) -> Record:
    """The row's fields in the order of :data:`FIELDS`."""
    match row:
        case DocumentRow():
            return _of_document(row) | {key: getattr(row, key) for key in list(FIELDS["documents"])[len(_DOCUMENT) :]}
        case QuoteRow():
            return _of_quote(row)
        case NumberRow():
            return _of_number(row)
        case SentenceRow():
            return _of_sentence(row)
        case TopicRow():
            return {key: getattr(row, key) for key in FIELDS["topics"]}
        case SpeakerRow():
            return {key: getattr(row, key) for key in FIELDS["speakers"]}
        case SubjectRow():
            return {key: getattr(row, key) for key in FIELDS["subjects"]}


def _of_document(row: DocumentRow) -> Record:
    return {"document": row.id, "name": row.name, "title": row.title, "outlet": row.source, "date": row.date}


def _of_quote(row: QuoteRow) -> Record:
    quote = row.quote
    return {
        **_of_document(row.document),
        "index": row.index,
        "kind": quote.kind,
        "verbatim": quote.kind == "direct",
        "text": row.text,
        **_who(quote.speakers, row.speakers),
        "act": quote.act,
        "topics": list(quote.topics),
        "confidence": quote.confidence,
        "content": _spans(quote.content),
        "verb": row.cue,
        "cue": _spans(quote.cue),
        "source": _spans(quote.source),
        "page": page_of(row.document, quote.content[0].start),
        "citation": cite(row),
    }


def _of_number(row: NumberRow) -> Record:
    number = row.number
    return {
        **_of_document(row.document),
        "index": row.index,
        "text": row.text,
        "kind": number.kind,
        "value": number.value,
        "value_max": number.value_max,
        "unit": number.unit,
        "qualifier": number.qualifier,
        "counts": row.counts_text or None,
        "start": number.span.start,
        "end": number.span.end,
        "page": page_of(row.document, number.span.start),
        "speech": row.quote.kind if row.quote else None,
        **_who(tuple(speaker.id for speaker in row.speakers), row.speakers),
        "citation": cite(row),
    }


def _of_sentence(row: SentenceRow) -> Record:
    sentence = row.sentence
    return {
        **_of_document(row.document),
        "index": row.index,
        "text": row.text,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "page": page_of(row.document, sentence.span.start),
        "paragraph": sentence.paragraph,
        "speech": sentence.speech,
        **_who(sentence.speakers, row.speakers),
        "topics": [topic.id for topic in sentence.topics],
        "subjects": list(sentence.subjects),
    }


def _who(ids: tuple[str, ...], speakers: tuple[Speaker, ...]) -> Record:
    return {"speakers": list(ids), "names": [speaker.name for speaker in speakers]}


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[start, end] for start, end in spans]

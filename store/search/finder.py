"""Keys of the index as the rows that are shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from quoth.core.model import Number, Quote, Sentence, Span, Speaker, TopicScore
from quoth.core.query.hits import Matcher
from quoth.store.index.database import DamagedIndexError, checksum, those_of
from quoth.store.index.schema import PLACES
from quoth.store.rows import BETWEEN_PARTS, DocumentRow, NumberRow, QuoteRow, SentenceRow

_DOCUMENT = """SELECT base, last, id, name, title, source, date, added, revision, sentences, verbatim, reported, figures,
    pages, sum, coalesce(story, (SELECT d.id FROM document AS other WHERE other.story = d.id LIMIT 1)) FROM document AS d"""


class Finder:
    """Reads rows of one state of the index; documents and speakers are read once each."""

    def __init__(self, database: sqlite3.Connection, matcher: Matcher) -> None:
        self.database = database
        self.matcher = matcher
        self._documents: dict[int, tuple[int, DocumentRow]] = {}
        self._speakers: dict[tuple[int, str], Speaker | None] = {}

    def documents(self, bases: Sequence[int]) -> tuple[DocumentRow, ...]:
        return tuple(self.document(base)[1] for base in bases)

    def quotes(self, keys: Sequence[int]) -> tuple[QuoteRow, ...]:
        return tuple(self.quote_row(key, text, data) for key, text, data in self.rows("quote", keys))

    def numbers(self, keys: Sequence[int]) -> tuple[NumberRow, ...]:
        return tuple(self.number_row(key, text, data) for key, text, data in self.rows("number", keys))

    def sentences(self, keys: Sequence[int]) -> tuple[SentenceRow, ...]:
        return tuple(self.sentence_row(key, text, data) for key, text, data in self.rows("sentence", keys))

    def quote_row(self, key: int, text: str, data: str) -> QuoteRow:
        base, document = self.document(key)
        *found, cue = json.loads(data)
        quote = quote_of(found)
        hits = self.quote_hits(quote, text)
        return QuoteRow(document, key - base, quote, self.speakers(base, quote.speakers), text, hits, cue)

    def number_row(self, key: int, sentence: str, data: str) -> NumberRow:
        base, document = self.document(key)
        start, end, kind, value, top, unit, qualifier, counts, text, counts_text, said, offset = json.loads(data)
        number = Number(Span(start, end), kind, value, top, unit, qualifier, Span(*counts) if counts else None)
        quote = None if said is None else self.quote(base + said)
        speakers = self.speakers(base, quote.speakers) if quote else ()
        hits = tuple(self.matcher.find(sentence, shift=offset))
        return NumberRow(document, key - base, number, text, counts_text, quote, speakers, hits)

    def sentence_row(self, key: int, text: str, data: str) -> SentenceRow:
        base, document = self.document(key)
        start, end, paragraph, speech, speakers, topics, subjects = json.loads(data)
        scored = tuple(TopicScore(*topic) for topic in topics)
        sentence = Sentence(Span(start, end), paragraph, speech, tuple(speakers), scored, tuple(subjects))
        hits = tuple(self.matcher.find(text, shift=start))
        return SentenceRow(document, key - base, sentence, text, self.speakers(base, speakers), hits)

    def quote(self, key: int) -> Quote | None:
        row = self.database.execute("SELECT data FROM quote WHERE key = ?", (key,)).fetchone()
        return quote_of(json.loads(row[0])[:-1]) if row else None

    def quote_hits(self, quote: Quote, text: str) -> tuple[Span, ...]:
        if not self.matcher:
            return ()
        found: list[Span] = []
        at = 0
        for part in quote.content:
            length = part.end - part.start
            found += self.matcher.find(text, at, at + length, shift=part.start - at)
            at += length + len(BETWEEN_PARTS)
        return tuple(found)

    def rows(self, kind: str, keys: Sequence[int]) -> list[tuple[int, str, str]]:
        """Key, text and data of each, in the order of the keys."""
        found: dict[int, tuple[int, str, str]] = {}
        for key, text, data, kept in those_of(
            self.database, f"SELECT key, text, data, sum FROM {kind} WHERE key", keys
        ):
            if checksum(key, text, data) == kept:
                found[key] = key, text, data
        try:
            return [found[key] for key in keys]
        except KeyError as error:
            raise DamagedIndexError(f"{kind} {error} is not as it was written") from error

    def document(self, key: int) -> tuple[int, DocumentRow]:
        """The first key and the row of the document that a key belongs to."""
        known = self._documents.get(key >> PLACES)
        if known is None:
            row = self.database.execute(f"{_DOCUMENT} WHERE base <= ? ORDER BY base DESC LIMIT 1", (key,)).fetchone()
            if row is None or row[1] < key:
                raise DamagedIndexError(f"{key} is of no document")
            self._documents[key >> PLACES] = known = row[0], _document_row(row)
        return known

    def speakers(self, base: int, ids: Iterable[str]) -> tuple[Speaker, ...]:
        return tuple(speaker for id in ids if (speaker := self.speaker(base, id)) is not None)

    def speaker(self, base: int, id: str) -> Speaker | None:
        if (base, id) not in self._speakers:
            row = self.database.execute(
                "SELECT data, sum FROM named WHERE kind = 'speaker' AND id = ? AND base = ?", (id, base)
            ).fetchone()
            if row and checksum(id, base, row[0]) != row[1]:
                raise DamagedIndexError(f"speaker {id} is not as it was written")
            self._speakers[base, id] = speaker_of(id, json.loads(row[0])) if row else None
        return self._speakers[base, id]


def document_row(database: sqlite3.Connection, id: str) -> DocumentRow | None:
    """The row of one document."""
    row = database.execute(f"{_DOCUMENT} WHERE id = ?", (id,)).fetchone()
    return _document_row(row) if row else None


def _document_row(row: tuple[Any, ...]) -> DocumentRow:
    *shown, kept, story = row
    if checksum(*shown) != kept:
        raise DamagedIndexError(f"document {row[2]} is not as it was written")
    *known, pages = shown[2:]
    return DocumentRow(*(*known, story, tuple(json.loads(pages))))


def quote_of(data: list[Any]) -> Quote:
    kind, content, cue, source, speakers, act, topics, confidence = data
    return Quote(kind, _spans(content), _spans(cue), _spans(source), tuple(speakers), act, tuple(topics), confidence)


def speaker_of(id: str, data: list[Any]) -> Speaker:
    name, kind, titles, party, mentions = data
    return Speaker(id, name, kind, tuple(titles), party, _spans(mentions))


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)

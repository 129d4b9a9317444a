"""Everything that a library answers from its index."""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, TypeVar, get_args

from quoth.core.errors import LibraryDamagedError, QueryError, UsageError
from quoth.core.model import Document, Span, SpeakerKind, SubjectKind
from quoth.core.query.hits import Matcher
from quoth.core.query.language import parse_query
from quoth.core.query.tree import Field, Query
from quoth.core.topics.table import TopicTable
from quoth.store.index.database import Index, is_damage
from quoth.store.index.filing import damaged_files
from quoth.store.interface import Library
from quoth.store.rows import (
    CAP,
    DocumentRow,
    Kind,
    NumberRow,
    Order,
    Page,
    QuoteRow,
    SentenceRow,
    SpeakerRow,
    SubjectRow,
    TopicRow,
)
from quoth.store.search import counts
from quoth.store.search.finder import Finder, document_row
from quoth.store.search.near import near
from quoth.store.search.ordering import in_order
from quoth.store.search.plan import forms_of, plan

SPEAKER_KINDS, SUBJECT_KINDS = get_args(SpeakerKind), get_args(SubjectKind)
R = TypeVar("R")
Read = Callable[[Finder, Sequence[int]], tuple[R, ...]]


class Reader(Protocol):
    """Gives a reader the index to look at."""

    def token(self) -> str:
        """Changes when the library has changed."""

    def index(self) -> Index:
        """The index, in step with the records as far as that needs no waiting."""

    def rebuild(self) -> None:
        """Build a damaged index anew."""

    def close(self) -> None:
        """Let go of it."""


class SearchedLibrary(Library):
    """A library without the means to change it."""

    def __init__(self, reader: Reader, *, name: str, read_only: bool, topics: TopicTable | None) -> None:
        self.name = name
        self.read_only = read_only
        self._reader = reader
        self._topics = topics
        self._guard = threading.RLock()
        self._asked_last: tuple[object, ...] = ()
        self._keys_last = array("q")

    def documents(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: Order = "date"
    ) -> Page[DocumentRow]:
        return self._page("document", Finder.documents, query, limit, offset, order)

    def quotes(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: Order = "date"
    ) -> Page[QuoteRow]:
        return self._page("quote", Finder.quotes, query, limit, offset, order)

    def numbers(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: Order = "date"
    ) -> Page[NumberRow]:
        return self._page("number", Finder.numbers, query, limit, offset, order)

    def sentences(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: Order = "date"
    ) -> Page[SentenceRow]:
        return self._page("sentence", Finder.sentences, query, limit, offset, order)

    def topics(self, query: str | Query = "") -> tuple[TopicRow, ...]:
        labels = {topic.id: topic.label for topic in self.topic_table().topics}
        return self._ask(lambda index: counts.topic_rows(self._counts(index, "topic", query), labels))

    def speakers(self, query: str | Query = "") -> tuple[SpeakerRow, ...]:
        read = _query(query)
        rows = self._ask(lambda index: counts.speaker_rows(index.database, self._counts(index, "speaker", read)))
        return tuple(row for row in rows if _means(read, "speaker", row))

    def subjects(self, query: str | Query = "") -> tuple[SubjectRow, ...]:
        read = _query(query)
        rows = self._ask(lambda index: counts.subject_rows(index.database, self._counts(index, "subject", read)))
        return tuple(row for row in rows if _means(read, "about", row))

    def hits(self, id: str, query: str | Query) -> tuple[Span, ...]:
        text = self.get(id).document.text
        return self._ask(lambda index: tuple(_matcher(index.database, _query(query)).find(text)))

    def near(self, query: str | Query, kind: Kind = "quotes") -> tuple[str, ...]:
        asked = _query(query)

        def finds(index: Index, text: str) -> bool:
            try:
                other = parse_query(text)
            except QueryError:
                return False
            return bool(plan(other, kind[:-1], index.database, self.topic_table).keys(index.database, 1))

        return self._ask(
            lambda index: tuple(near(index.database, asked.text, self.topic_table(), partial(finds, index)))
        )

    def document(self, id: str) -> DocumentRow:
        row = self._ask(lambda index: document_row(index.database, self._id(index, id)))
        assert row is not None
        return row

    def knows(self, document: Document) -> str | None:
        return self._ask(lambda index: index.id_of_text(document.sha256))

    def problems(self) -> tuple[str, ...]:
        return self._ask(lambda index: tuple(damaged_files(index).values()))

    def version(self) -> str:
        return self._reader.token()

    def close(self) -> None:
        with self._guard:
            self._reader.close()

    def _page(self, kind: str, read: Read[R], query: str | Query, limit: int, offset: int, order: Order) -> Page[R]:
        asked = _query(query)

        def page(index: Index) -> Page[R]:
            with index.snapshot() as database:
                matcher = _matcher(database, asked)
                if order == "date" and offset + limit <= CAP:
                    keys: Sequence[int] = plan(asked, kind, database, self.topic_table).keys(database, CAP + 1)
                else:
                    keys = self._all_keys(database, asked, kind, order, matcher)
                rows = read(Finder(database, matcher), keys[offset : offset + limit])
                return Page(rows, min(len(keys), CAP), len(keys) > CAP)

        return self._ask(page)

    def _all_keys(
        self, database: sqlite3.Connection, query: Query, kind: str, order: Order, matcher: Matcher
    ) -> Sequence[int]:
        """Every key in order; the last answer is kept for who reads on page by page."""
        asked = (query.tree, kind, order, self._reader.token())
        if asked != self._asked_last:
            keys = plan(query, kind, database, self.topic_table).keys(database, -1)
            self._asked_last, self._keys_last = asked, array("q", in_order(database, kind, keys, order, matcher))
        return self._keys_last

    def _counts(self, index: Index, facet: counts.Facet, query: str | Query) -> counts.Counts:
        asked = _query(query)
        with index.snapshot() as database:
            if asked.is_everything:
                return counts.whole(database, facet)

            def keys_of(kind: str) -> list[int]:
                return plan(asked, kind, database, self.topic_table).keys(database, CAP)

            return counts.matching(database, facet, keys_of)

    def _ask(self, question: Callable[[Index], R]) -> R:
        """Put a question to the index; one that turns out to be damaged is built anew and asked again."""
        with self._guard:
            try:
                return question(self._reader.index())
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self._reader.rebuild()
                return question(self._reader.index())

    def _id(self, index: Index, part: str) -> str:
        """The one id that begins, or else ends, so; UsageError where there is none or are several."""
        ids = (index.ids_from(part) or index.ids_to(part)) if part else []
        if len(ids) == 1:
            return ids[0]
        if ids:
            raise UsageError(f"{part}: could be any of {', '.join(ids)}; write more of it")
        for file, said in damaged_files(index).items():
            if part and file.startswith(part):
                raise LibraryDamagedError(said)
        raise UsageError(f"{part or 'no id'}: there is no such document; quoth list shows them")

    def topic_table(self) -> TopicTable:
        if self._topics is None:
            self._topics = TopicTable.load()
        return self._topics


def _query(query: str | Query) -> Query:
    return parse_query(query) if isinstance(query, str) else query


def _matcher(database: sqlite3.Connection, query: Query) -> Matcher:
    return Matcher(query, partial(forms_of, database))


def _means(query: Query, field: str, row: SpeakerRow | SubjectRow) -> bool:
    """Whether a search that names speakers (or subjects) means this one, and not one beside it in the same row."""
    kinds = SPEAKER_KINDS if field == "speaker" else SUBJECT_KINDS
    fields = [node for node in query.wanted() if isinstance(node, Field)]
    named = [node for node in fields if node.name == field]
    of_kind = [node for node in fields if node.name == "kind" and any(map(node.fits, kinds))]
    return (not named or any(node.fits(row.name) or node.fits(row.id) for node in named)) and (
        not of_kind or any(node.fits(row.kind) for node in of_kind)
    )

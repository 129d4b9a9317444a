"""What a library offers, wherever it is kept: the one way in which screens and verbs reach stored briefings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from types import TracebackType
from typing import Self

from quoth.core.model import Briefing, Document, Span
from quoth.core.query.tree import Query
from quoth.core.topics.table import TopicTable
from quoth.store.rows import (
    Added,
    DocumentRow,
    Kind,
    NumberRow,
    Order,
    Page,
    QuoteRow,
    Report,
    SentenceRow,
    SpeakerRow,
    SubjectRow,
    TopicRow,
)


class Library(ABC):
    """Briefings that are kept and found again.

    A query is text in the search language (see :mod:`quoth.core.query.language`) or a parsed :class:`Query`; a bad one raises
    QueryError with its place. Rows come newest first and undated last unless ``order`` says otherwise (relevance is
    of the newest 1000, what follows is by date); totals are capped at 1000, rows are not; beyond the last there are
    none. An id may be shortened to any beginning that no other document shares, or to its last part. Every method may
    be called from any thread. What names a document raises UsageError for an id that is not there, what reads its record
    LibraryDamagedError where that cannot be read, what changes anything LibraryLockedError where that may not be.
    """

    name: str
    read_only: bool

    @abstractmethod
    def add(self, briefing: Briefing, *, again: bool = False) -> Added:
        """Keep a briefing; once this returns it is safe on disk.

        A text that is there already is left as it is, unless ``again``: then its new analysis replaces the old one,
        and what the user has set by hand stays.
        """

    @abstractmethod
    def knows(self, document: Document) -> str | None:
        """The id under which exactly this text is kept, found without any analysis; None when it is not there."""

    @abstractmethod
    def get(self, id: str) -> Briefing:
        """The whole briefing, with what the user has set."""

    @abstractmethod
    def document(self, id: str) -> DocumentRow:
        """The row of one document."""

    @abstractmethod
    def remove(self, id: str, *, purge: bool = False) -> DocumentRow | None:
        """Take a document out and give its row. It stays in the folder "old" unless ``purge``.

        ``purge`` leaves nothing of it, old revisions and copies of its texts included; the whole id of a document
        that was removed before is accepted too (then there is no row).
        """

    @abstractmethod
    def set_metadata(
        self, id: str, *, title: str | None = None, source: str | None = None, date: str | None = None
    ) -> DocumentRow:
        """Set what the text does not say; None leaves a value as it is, "" takes it away. Survives re-analysis."""

    @abstractmethod
    def documents(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: Order = "date"
    ) -> Page[DocumentRow]:
        """Documents that hold all that is asked for, anywhere in them."""

    @abstractmethod
    def quotes(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: Order = "date"
    ) -> Page[QuoteRow]:
        """Quotes whose content matches."""

    @abstractmethod
    def numbers(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: Order = "date"
    ) -> Page[NumberRow]:
        """Numbers whose sentence matches."""

    @abstractmethod
    def sentences(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: Order = "date"
    ) -> Page[SentenceRow]:
        """Sentences that match."""

    @abstractmethod
    def topic_table(self) -> TopicTable:
        """The topics that texts of this library are tagged with: those that ship, changed by its user's own."""

    @abstractmethod
    def topics(self, query: str | Query = "") -> tuple[TopicRow, ...]:
        """Topics, most frequent first, with counts over what matches (its newest 1000 when there is a query)."""

    @abstractmethod
    def speakers(self, query: str | Query = "") -> tuple[SpeakerRow, ...]:
        """Speakers, most quoted first, with counts as for topics."""

    @abstractmethod
    def subjects(self, query: str | Query = "") -> tuple[SubjectRow, ...]:
        """Named things spoken about, most frequent first, with counts as for topics."""

    @abstractmethod
    def hits(self, id: str, query: str | Query) -> tuple[Span, ...]:
        """Every place in a document's text that a search's words match, in order, to be highlighted in the source."""

    @abstractmethod
    def near(self, query: str | Query, kind: Kind = "quotes") -> tuple[str, ...]:
        """Searches that differ in one term and do find rows of the kind, best first: for one that finds nothing."""

    @abstractmethod
    def problems(self) -> tuple[str, ...]:
        """What is wrong with records that cannot be read, one line each, naming the file. They are left out."""

    @abstractmethod
    def version(self) -> str:
        """A token that changes when anything in the library has changed, by whichever process; costs microseconds."""

    @abstractmethod
    def check(
        self,
        *,
        analyse: Callable[[Document], Briefing] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Report:
        """Verify every record, repair what can be, set aside what cannot, rebuild the index.

        ``analyse`` is used on a record whose text is sound and whose analysis is not; ``progress`` is called with
        how many of how many records are done.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of files; further calls are errors."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

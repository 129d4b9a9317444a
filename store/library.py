"""Changing a library: every change is one record written in place, then filed in the index."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from quoth.core.errors import LibraryDamagedError, LibraryLockedError, UsageError
from quoth.core.model import Briefing, Document
from quoth.core.query.folding import words
from quoth.core.topics.table import TopicTable
from quoth.store.check import look_over, repair
from quoth.store.index.articles import wipe
from quoth.store.index.database import Index
from quoth.store.index.filing import file_entry, unfile
from quoth.store.index.location import IndexFile, IndexLocation, MemoryIndex, OwnIndexFile, no_progress
from quoth.store.index.own_folder import is_shared_between_machines
from quoth.store.index.reader import IndexReader
from quoth.store.record.collection import FolderRecords, MemoryRecords, Records
from quoth.store.record.entry import Edit, Entry
from quoth.store.record.folder import Folder
from quoth.store.record.lock import user_name
from quoth.store.record.near import SAME_STORY, is_revision, shared, sketch
from quoth.store.rows import Added, DocumentRow, Report
from quoth.store.search.answers import Reader, SearchedLibrary
from quoth.store.search.finder import document_row

_LONGEST_SLUG = 40


class StoredLibrary(SearchedLibrary):
    """A library over records and an index, wherever both are."""

    def __init__(
        self,
        records: Records,
        location: IndexLocation,
        reader: Reader,
        *,
        name: str,
        who: str | None = None,
        read_only: bool = False,
        topics: TopicTable | None = None,
    ) -> None:
        super().__init__(reader, name=name, read_only=read_only, topics=topics)
        self._records = records
        self._location = location
        self._who = who

    def add(self, briefing: Briefing, *, again: bool = False) -> Added:
        with self._changing() as index:
            known = index.id_of_text(briefing.document.sha256)
            if known is None:
                return self._add_text(index, briefing)
            old = self._records.read(index.file_of(known))
            if not again or old.briefing == briefing:
                return Added(known, "same", old.revision)
            entry = replace(old, revision=old.revision + 1, briefing=briefing)
            self._replace(index, old, entry, keep=False)
            return Added(known, "revision", entry.revision)

    def get(self, id: str) -> Briefing:
        with self._guard:
            return self._ask(lambda index: self._newest(index, self._id(index, id))).edited

    def remove(self, id: str, *, purge: bool = False) -> DocumentRow | None:
        with self._changing() as index:
            if purge and not index.ids_from(id, 1) and self._records.purge(id):
                self._wipe_off(index)
                self._note_purge(index)
                return None
            id = self._id(index, id)
            row = document_row(index.database, id)
            file = index.file_of(id)
            if purge:
                self._wipe_off(index, id)
                self._records.purge(id)
                self._note_purge(index)
            else:
                self._records.retire(file, keep=True)
                self._file(index, lambda: unfile(index, self._records, id))
            return row

    def set_metadata(
        self, id: str, *, title: str | None = None, source: str | None = None, date: str | None = None
    ) -> DocumentRow:
        with self._changing() as index:
            id = self._id(index, id)
            old = self._records.read(index.file_of(id))
            now = old.edited.document
            at, sha256 = _now(), old.briefing.document.sha256
            asked = {"title": title, "source": source, "date": date}
            edits = tuple(
                Edit(sha256, field, value or None, at, self._who or user_name())
                for field, value in asked.items()
                if value is not None and (value or None) != getattr(now, field)
            )
            if edits:
                entry = replace(old, revision=old.revision + 1, edits=(*old.edits, *edits))
                self._replace(index, old, entry, keep=False)
            row = document_row(index.database, id)
            assert row is not None
            return row

    def check(
        self,
        *,
        analyse: Callable[[Document], Briefing] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Report:
        with self._guard:
            tell = progress or no_progress
            if self.read_only or not self._records.files():
                return look_over(self._records, tell)
            with self._location.changing(anew=True, progress=tell) as index:
                return repair(self._records, index, analyse)

    def _newest(self, index: Index, id: str) -> Entry:
        """The newest revision, also where a writer has just put one in the place of what the index names."""
        file = index.file_of(id)
        while True:
            try:
                return self._records.read(file)
            except LibraryDamagedError:
                newest = self._records.files().get(id, file)
                if newest == file:
                    raise
                file = newest

    def _add_text(self, index: Index, briefing: Briefing) -> Added:
        document = briefing.document
        smallest = sketch(document.text)
        for id, other in index.sketches_named(document.name, document.source):
            if is_revision(smallest, other):
                return self._add_revision(index, id, briefing, smallest)
        story = self._story(index, smallest)
        entry = Entry(_new_id(index, document), 1, _now(), briefing, story, smallest)
        file = self._records.write(entry)
        self._file(index, lambda: file_entry(index, self._records, entry, file))
        return Added(entry.id, "near" if story else "new", 1)

    def _add_revision(self, index: Index, id: str, briefing: Briefing, smallest: tuple[int, ...]) -> Added:
        old = self._records.read(index.file_of(id))
        entry = replace(old, revision=old.revision + 1, added=_now(), briefing=briefing, sketch=smallest)
        self._replace(index, old, entry, keep=True)
        return Added(id, "revision", entry.revision)

    def _replace(self, index: Index, old: Entry, entry: Entry, *, keep: bool) -> None:
        """Put a record in the place of another; the old one goes only when the new one is safe."""
        before = index.file_of(old.id)
        file = self._records.write(entry)
        self._records.retire(before, keep=keep)
        self._file(index, lambda: file_entry(index, self._records, entry, file))

    def _file(self, index: Index, change: Callable[[], None]) -> None:
        """Note a change in the index. The record is safe already: an index without room catches up later."""
        try:
            with index.change():
                change()
                index.set_meta("stamp", self._records.stamp())
        except sqlite3.Error:
            self._location.distrust()

    def _wipe_off(self, index: Index, id: str | None = None) -> None:
        """Leave nothing of an article, or of what was taken out before, in the index, or no index.

        It is not in step until the records are purged too.
        """
        try:
            with index.change():
                if id is not None:
                    unfile(index, self._records, id)
                index.set_meta("stamp", None)
            wipe(index)
        except sqlite3.Error:
            self._location.discard()

    def _note_purge(self, index: Index) -> None:
        """The records and this index hold nothing of it any more; every other index is told."""
        self._location.note_purge()
        self._file(index, lambda: None)

    @contextmanager
    def _changing(self) -> Iterator[Index]:
        if self.read_only:
            raise LibraryLockedError(f"{self.name}: the library may not be written to")
        with self._guard, self._location.changing() as index:
            yield index

    @staticmethod
    def _story(index: Index, smallest: tuple[int, ...]) -> str | None:
        """The story of the print that shares most with this text, if any shares enough."""
        found = [(shared(smallest, other), story) for _, story, other in index.sketches_like(smallest)]
        near = [(share, story) for share, story in found if share >= SAME_STORY]
        return max(near)[1] if near else None


class FileLibrary(StoredLibrary):
    """A library in a folder: one TinyDB file an article, an index beside them.

    ``name`` is who this is, for others to see: who holds the lock, whose edits they are. None: the user's login name.
    Nothing is written before the first change, not even the folder. Who may not write there can read all the same.
    """

    def __init__(
        self,
        folder: Path | str,
        read_only: bool = False,
        name: str | None = None,
        *,
        topics: TopicTable | None = None,
    ) -> None:
        self.folder = Folder(Path(folder).expanduser())
        records = FolderRecords(self.folder)
        own = is_shared_between_machines(self.folder.path)
        location = (
            OwnIndexFile(self.folder, name) if own else IndexFile(self.folder.own, records, self.folder.make, name)
        )
        read_only = read_only or not self.folder.writable()
        reader = IndexReader(location, records, may_write=own or not read_only)
        super().__init__(
            records, location, reader, name=self.folder.path.name, who=name, read_only=read_only, topics=topics
        )
        weakref.finalize(self, reader.close)  # in the right order also where nobody closes it


class MemoryLibrary(StoredLibrary):
    """A library that lasts as long as the process, searched the same way."""

    def __init__(
        self, briefings: Iterable[Briefing] = (), *, name: str = "memory", topics: TopicTable | None = None
    ) -> None:
        records = MemoryRecords()
        location = MemoryIndex(records)
        super().__init__(records, location, _MemoryReader(records, location), name=name, topics=topics)
        for briefing in briefings:
            self.add(briefing)


class _MemoryReader:
    """The index in memory is always in step."""

    def __init__(self, records: MemoryRecords, location: MemoryIndex) -> None:
        self._records = records
        self._location = location

    def token(self) -> str:
        return str(self._records.stamp())

    def index(self) -> Index:
        return self._location.reader()

    def rebuild(self) -> None:
        with self._location.writing(anew=True):
            pass

    def close(self) -> None:
        self._location.close()


def _new_id(index: Index, document: Document) -> str:
    """A short readable id: words of the title or name, and as much of the text's hash as makes it the only one."""
    named = document.title or document.name.rsplit(".", 1)[0]
    slug = ""
    for word in words(named):
        if word.text.isascii() and len(slug) + len(word.text) < _LONGEST_SLUG:
            slug += f"{word.text}-"
    for length in range(4, 65, 4):
        id = f"{slug or 'text-'}{document.sha256[:length]}"
        if not index.ids_from(id, 1):
            return id
    raise UsageError(f"{document.name}: no id is free for it")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")

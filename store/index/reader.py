"""Which index a reader looks at, and whether it is in step with the records."""

from __future__ import annotations

import time
from itertools import chain
from zlib import crc32

from quoth.core.errors import LibraryLockedError
from quoth.store.index.database import Index
from quoth.store.index.filing import damaged_files
from quoth.store.index.location import IndexFile, IndexLocation, MemoryIndex, OwnIndexFile
from quoth.store.record.collection import FolderRecords

SETTLED = 1.0
"""Seconds after which a folder's time is sure to differ from that of a later change."""
COMPARED = 60.0
"""Seconds between two comparisons of all names, while the folder's time alone says that nothing has come."""


class IndexReader:
    """Reads the library's own index. Who may not write there and finds it missing or behind builds one in the cache.

    A reader never waits for a writer: while one is at work, the index is read as it is.
    """

    def __init__(self, shared: IndexFile, records: FolderRecords, *, may_write: bool) -> None:
        self.shared = shared
        self.records = records
        self.may_write = may_write
        self._private: OwnIndexFile | None = None
        self._damaged: str | None = None
        self._empty: MemoryIndex | None = None
        self._location: IndexLocation = shared
        self._index: Index | None = None
        self._seen: tuple[str, tuple[int, ...]] | None = None
        self._compare_at = 0.0

    def token(self) -> str:
        """Changes when a record comes or goes and when a writer begins or ends."""
        return f"{self.records.stamp():x}-{crc32(self.shared.records_lock.raw()):08x}"

    def index(self) -> Index:
        """The index to read now."""
        token = self.token()
        if self._index is None or self._seen != (token, self._location.state()):
            self._index, in_step = self._pick()
            self._seen = (token, self._location.state()) if in_step else None
        return self._index

    def rebuild(self) -> None:
        """Build anew what turned out to be damaged; who may not do so passes it over from now on."""
        self._index, self._seen = None, None
        damaged = self._location
        self._written(None, anew=True)
        if damaged is self.shared is not self._location:
            self._damaged = self.shared.lock.notice().index

    def close(self) -> None:
        for location in (self.shared, self._private, self._empty):
            if location is not None:
                location.close()
        self._index = None

    def _pick(self) -> tuple[Index, bool]:
        self._location = self.shared
        index = self.shared.reader() if self.shared.lock.notice().index != self._damaged else None
        if index is not None:
            if self._is_in_step(index):
                self._note_settled(index)
                return self.shared.reader() or index, True
            if self.shared.lock.is_held():
                return index, False
            if self._is_in_step(index) or self._holds_just(index):
                return index, True
        elif not any(self.records.folder.files()):
            return self._nothing(), True
        try:
            return self._written(0.0 if index is not None else None), True
        except LibraryLockedError:
            if index is None:
                raise
            return index, False

    def _written(self, wait: float | None, *, anew: bool = False) -> Index:
        """An index brought into step, or built ``anew``: the library's own, or where that is refused a private one."""
        if self.may_write:
            try:
                return _written(self.shared, wait, anew)
            except LibraryLockedError:
                if wait is not None or isinstance(self.shared, OwnIndexFile):
                    raise
                self.may_write = False  # so that a full disk is not tried again with every question
        self._location = self._own()
        return _written(self._location, wait, anew)

    def _is_in_step(self, index: Index) -> bool:
        """Whether the folder is as the last writer left it; now and then all names are compared to be sure."""
        stamp = self.records.stamp()
        if index.meta("stamp") != stamp:
            return False
        now, due = time.monotonic(), self._compare_at
        if index.meta("settled") != stamp and now < due:
            return True
        self._compare_at = now + COMPARED
        return index.meta("settled") == stamp or self._holds_just(index)

    def _holds_just(self, index: Index) -> bool:
        return self.records.holds_just(chain(index.file_names(), damaged_files(index)))

    def _note_settled(self, index: Index) -> None:
        """Spare the next reader the comparison of all names.

        The folder's time has the grain of the system's clock: only when it is a while ago can nothing have come since.
        """
        stamp = self.records.stamp()
        if not self.may_write or index.meta("settled") == stamp or time.time() - stamp / 1e9 < SETTLED:
            return
        try:
            with self.shared.writing(0.0) as writable:
                if self._holds_just(writable):
                    with writable.change():
                        writable.set_meta("settled", stamp)
        except LibraryLockedError:
            return

    def _own(self) -> OwnIndexFile:
        if self._private is None:
            self._private = OwnIndexFile(self.records.folder)
        return self._private

    def _nothing(self) -> Index:
        if self._empty is None:
            self._empty = MemoryIndex(self.records)
        return self._empty.reader()


def _written(location: IndexLocation, wait: float | None, anew: bool) -> Index:
    with location.writing(wait, anew=anew):
        index = location.reader()
    assert index is not None
    return index

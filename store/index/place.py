"""Where an index is: a file in a corner of its own, written by who holds the lock there, read by anybody."""

from __future__ import annotations

import os
import sqlite3
import stat
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from quoth.core.errors import LibraryLockedError
from quoth.store.index.database import VERSION_KEY, Index
from quoth.store.index.filing import Progress, catch_up
from quoth.store.record.collection import Records
from quoth.store.record.lock import Lock, Notice


def no_progress(done: int, of: int) -> None:
    """For who does not want to hear of it."""


Writing = AbstractContextManager[Index]


class Place(ABC):
    """An index and who may write to it."""

    @abstractmethod
    def reader(self) -> Index | None:
        """The index as it is, perhaps behind the records; None where there is none that can be trusted."""

    @abstractmethod
    def writing(self, wait: float | None = None, *, anew: bool = False, progress: Progress = no_progress) -> Writing:
        """Hold the lock, with an index that is in step with the records; ``anew`` builds it from nothing."""

    @abstractmethod
    def distrust(self) -> None:
        """Let go of an index that could not be changed, while the lock is held: who reads next sees to it."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the index."""


class MemoryPlace(Place):
    """An index in memory, for records in memory."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._index: Index | None = None

    def reader(self) -> Index:
        if self._index is None:
            self._index = Index.create(_connect(":memory:"))
            catch_up(self._index, self.records)
        return self._index

    @contextmanager
    def writing(
        self, wait: float | None = None, *, anew: bool = False, progress: Progress = no_progress
    ) -> Iterator[Index]:
        if anew:
            self.close()
        yield self.reader()

    def distrust(self) -> None:
        self.close()

    def close(self) -> None:
        if self._index is not None:
            self._index.database.close()
            self._index = None


class FilePlace(Place):
    """An index as a file, shared by all processes.

    Readers open it read-only, so that it changes under the lock and nowhere else: a file that is not as the last
    writer left it has been touched from outside and is built anew. Its journal (WAL) is left beside it, so that also
    those can read along who may not write there.
    """

    def __init__(self, corner: Path, records: Records, prepare: Callable[[], None]) -> None:
        self.corner = corner
        self._prepare = prepare
        self.records = records
        self.lock = Lock(corner / "lock")
        self._reader: Index | None = None
        self._writer: Index | None = None
        self._open = ""

    def reader(self) -> Index | None:
        return self._read(self.lock.notice())

    @contextmanager
    def writing(
        self, wait: float | None = None, *, anew: bool = False, progress: Progress = no_progress
    ) -> Iterator[Index]:
        self._prepare()
        with self.lock.held(wait) as before:
            try:
                yield self._rebuilt(before, progress) if anew else self._in_step(before, progress)
            finally:
                if self._open:
                    self.lock.leave(self._open, self._state(self._open))

    def distrust(self) -> None:
        self.close()

    def close(self) -> None:
        for index in (self._writer, self._reader):  # while a reader is open, the journal stays
            if index is not None:
                with suppress(sqlite3.Error):
                    index.database.close()
        self._writer = self._reader = None
        self._open = ""

    def _read(self, notice: Notice) -> Index | None:
        if not notice.index or self._is_suspect(notice):
            return None
        if self._open != notice.index:
            self.close()
            try:
                index = Index(_connect(f"file:{_escaped(self.corner / notice.index)}?mode=ro"))
                if index.meta("version") != VERSION_KEY:
                    return None
            except sqlite3.DatabaseError:
                return None
            self._reader, self._open = index, notice.index
        return self._reader

    def _is_suspect(self, notice: Notice) -> bool:
        """Whether the files are not as they were left; a writer that is at work (or died at it) changes them."""
        if notice.busy or notice.left == self._state(notice.index):
            return False
        return self.lock.notice() == notice

    def _state(self, name: str) -> tuple[int, ...]:
        found: list[int] = []
        for path in (self.corner / name, self.corner / f"{name}-wal"):
            try:
                status = path.stat()
                found += [status.st_size, status.st_mtime_ns]
            except FileNotFoundError:
                found += [0, 0]
        return tuple(found)

    def _in_step(self, before: Notice, progress: Progress) -> Index:
        if self._read(before) is None:
            return self._rebuilt(before, progress)
        try:
            if self._writer is None:
                self._writer = Index(_connect(f"file:{_escaped(self.corner / self._open)}?mode=rw"))
            if before.busy or self._writer.meta("stamp") != self.records.stamp():
                self.records.tidy()
                catch_up(self._writer, self.records, progress)
            return self._writer
        except sqlite3.OperationalError as error:
            raise _unwritable(self.corner, error) from error
        except sqlite3.DatabaseError:
            return self._rebuilt(before, progress)

    def _rebuilt(self, before: Notice, progress: Progress) -> Index:
        """A new file, built beside and then named in the lock's notice; the one before goes."""
        self.close()
        name = f"index-{before.turn}.sqlite"
        self._delete(name)
        self.records.tidy()
        path = self.corner / name
        mode = stat.S_IMODE(self.corner.stat().st_mode) & 0o666
        try:
            handle = os.open(path, os.O_CREAT | os.O_WRONLY, mode)
            os.fchmod(handle, mode)
            os.close(handle)
            database = _connect(f"file:{_escaped(path)}?mode=rw", bulk=True)
            try:
                catch_up(Index.create(database), self.records, progress)
            finally:
                database.close()
            self._writer = Index(_connect(f"file:{_escaped(path)}?mode=rw"))
            self._reader = Index(_connect(f"file:{_escaped(path)}?mode=ro"))
            with self._writer.change():  # begins the journal
                self._writer.set_meta("version", VERSION_KEY)
            self._reader.meta("version")
        except (OSError, sqlite3.OperationalError) as error:
            self.close()
            self._delete(name)
            raise _unwritable(self.corner, error) from error
        self._open = name
        self.lock.leave(name, self._state(name))
        for other in self.corner.glob("index-*.sqlite"):
            if other.name != name:
                self._delete(other.name)
        return self._writer

    def _delete(self, name: str) -> None:
        for end in ("", "-wal", "-shm", "-journal"):
            (self.corner / f"{name}{end}").unlink(missing_ok=True)


def _connect(address: str, *, bulk: bool = False) -> sqlite3.Connection:
    database = sqlite3.connect(address, uri=address.startswith("file:"), isolation_level=None, check_same_thread=False)
    if bulk:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536", "locking_mode = EXCLUSIVE"):
            database.execute(f"PRAGMA {setting}").fetchall()
    elif address.endswith("rw"):
        for setting in (
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "secure_delete = ON",
            "journal_size_limit = 4194304",
        ):
            database.execute(f"PRAGMA {setting}").fetchall()
    return database


def _escaped(path: Path) -> str:
    """The path as a part of an SQLite address."""
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _unwritable(corner: Path, error: Exception) -> LibraryLockedError:
    return LibraryLockedError(f"{corner}: the search index cannot be written: {error}")

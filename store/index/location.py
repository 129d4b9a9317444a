"""Where an index is: a file in a folder of its own, written by who holds the lock there, read by anybody."""

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
from quoth.store.index.own_folder import make_private, own_index_folder
from quoth.store.record.collection import FolderRecords, ReadRecords, Records
from quoth.store.record.folder import Folder
from quoth.store.record.lock import Lock, Notice


def no_progress(done: int, of: int) -> None:
    """For who does not want to hear of it."""


Writing = AbstractContextManager[Index]


class IndexLocation(ABC):
    """An index and who may write to it."""

    @abstractmethod
    def reader(self) -> Index | None:
        """The index as it is, perhaps behind the records; None where there is none that can be trusted."""

    @abstractmethod
    def writing(self, wait: float | None = None, *, anew: bool = False, progress: Progress = no_progress) -> Writing:
        """Hold the lock, with an index that is in step with the records; ``anew`` builds it from nothing."""

    def changing(self, *, anew: bool = False, progress: Progress = no_progress) -> Writing:
        """The same for who changes the records too."""
        return self.writing(anew=anew, progress=progress)

    @abstractmethod
    def state(self) -> tuple[int, ...]:
        """Changes when the index's files do, by whatever hand."""

    @abstractmethod
    def distrust(self) -> None:
        """Let go of an index that could not be changed, while the lock is held: who reads next sees to it."""

    @abstractmethod
    def discard(self) -> None:
        """Leave nothing of the index, while the lock is held."""

    @abstractmethod
    def note_purge(self) -> None:
        """Tell whoever has an index elsewhere that something is to be left in none; only within :meth:`changing`."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the index."""


class MemoryIndex(IndexLocation):
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

    def state(self) -> tuple[int, ...]:
        return ()

    def distrust(self) -> None:
        self.close()

    def discard(self) -> None:
        self.close()

    def note_purge(self) -> None:
        """Nobody else has an index of what is in memory."""

    def close(self) -> None:
        if self._index is not None:
            self._index.database.close()
            self._index = None


class IndexFile(IndexLocation):
    """An index as a file, shared by all processes.

    Readers open it read-only, so that it changes under the lock and nowhere else: a file that is not as the last
    writer left it has been touched from outside and is built anew. Its journal (WAL) is left beside it, so that also
    those can read along who may not write there.
    """

    def __init__(self, folder: Path, records: Records, prepare: Callable[[], None], who: str | None = None) -> None:
        self.folder = folder
        self._prepare = prepare
        self.records = records
        self.lock = self.records_lock = Lock(folder / "lock", who)
        self._reader: Index | None = None
        self._writer: Index | None = None
        self._open = ""

    def reader(self) -> Index | None:
        notice = self.lock.notice()
        if self._is_as_left(notice) or self.lock.notice() != notice:  # else a writer has begun just now
            return self._read(notice)
        return None

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
                    self.lock.leave(self._open, self.state())

    def state(self) -> tuple[int, ...]:
        return self._state(self._open) if self._open else ()

    def distrust(self) -> None:
        self.close()

    def discard(self) -> None:
        self.close()
        self.lock.leave("", ())
        self._delete_but("")

    def note_purge(self) -> None:
        self.records_lock.note_purge()

    def close(self) -> None:
        for index in (self._writer, self._reader):  # while a reader is open, the journal stays
            if index is not None:
                with suppress(sqlite3.Error):
                    index.database.close()
        self._writer = self._reader = None
        self._open = ""

    def _read(self, notice: Notice) -> Index | None:
        if not notice.index:
            return None
        try:
            if self._reader is None or self._open != notice.index:
                self.close()
                self._reader = Index(_connect(f"file:{_escaped(self.folder / notice.index)}?mode=ro"))
                self._open = notice.index
            return self._reader if self._reader.meta("version") == self._expected() else None
        except sqlite3.DatabaseError:
            return None

    def _expected(self) -> str:
        """The version that an index is to be of."""
        return VERSION_KEY

    def _is_as_left(self, notice: Notice) -> bool:
        """Whether the files are as they were left; a writer that is at work (or died at it) may have changed them."""
        return notice.busy or (notice.index != "" and notice.left == self._state(notice.index))

    def _state(self, name: str) -> tuple[int, ...]:
        """Sizes and times. The file's time of change cannot be set by hand; the journal's changes when root reads it."""
        found: list[int] = []
        for path, times in ((self.folder / name, ("mtime", "ctime")), (self.folder / f"{name}-wal", ("mtime",))):
            try:
                status = path.stat()
                found += [status.st_size, *(getattr(status, f"st_{time}_ns") for time in times)]
            except OSError:
                found.append(0)
        return tuple(found)

    def _in_step(self, before: Notice, progress: Progress) -> Index:
        if not self._is_as_left(before) or self._read(before) is None:
            return self._rebuilt(before, progress)
        try:
            if self._writer is None:
                self._writer = Index(_connect(f"file:{_escaped(self.folder / self._open)}?mode=rw"))
            if before.busy or self._writer.meta("stamp") != self.records.stamp():
                self.records.tidy()
                catch_up(self._writer, self.records, progress)
            return self._writer
        except sqlite3.OperationalError as error:
            raise _unwritable(self.folder, error) from error
        except sqlite3.DatabaseError:
            return self._rebuilt(before, progress)

    def _rebuilt(self, before: Notice, progress: Progress) -> Index:
        """A new file, built beside and then named in the lock's notice; the one before goes."""
        self.close()
        name = f"index-{before.turn}.sqlite"
        self._delete(name)
        self.records.tidy()
        path = self.folder / name
        mode = stat.S_IMODE(self.folder.stat().st_mode) & 0o666
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
                self._writer.set_meta("version", self._expected())
            self._reader.meta("version")
        except (OSError, sqlite3.OperationalError) as error:
            self.close()
            self._delete(name)
            raise _unwritable(self.folder, error) from error
        self._open = name
        self.lock.leave(name, self._state(name))
        self._delete_but(name)
        return self._writer

    def _delete_but(self, name: str) -> None:
        for other in self.folder.glob("index-*.sqlite"):
            if other.name != name:
                self._delete(other.name)

    def _delete(self, name: str) -> None:
        for end in ("", "-wal", "-shm", "-journal"):
            (self.folder / f"{name}{end}").unlink(missing_ok=True)


class OwnIndexFile(IndexFile):
    """One user's index of a library whose folder has none for them: they may not write there, or no index may be there.

    It is never changed with the records, only after them. A purge leaves nothing in it: it is built anew.
    """

    def __init__(self, library: Folder, who: str | None = None) -> None:
        own = own_index_folder(library.path)
        super().__init__(own, ReadRecords(library), lambda: make_private(own), who)
        self._library = library
        self.records_lock = Lock(library.own / "lock", who)

    @contextmanager
    def changing(self, *, anew: bool = False, progress: Progress = no_progress) -> Iterator[Index]:
        self._library.make()
        with self.records_lock.held() as before:
            if before.busy:
                FolderRecords(self._library).tidy()
            with self.writing(anew=anew, progress=progress) as index:
                yield index

    def note_purge(self) -> None:
        super().note_purge()
        if self._writer is not None:
            with suppress(sqlite3.Error), self._writer.change():
                self._writer.set_meta("version", self._expected())

    def _expected(self) -> str:
        return f"{VERSION_KEY}/{self.records_lock.notice().purges}"


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


def _unwritable(folder: Path, error: Exception) -> LibraryLockedError:
    return LibraryLockedError(f"{folder}: the search index cannot be written: {error}")

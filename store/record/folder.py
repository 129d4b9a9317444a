"""The library's folder: one file a record, named ID-rREV-HASH.json, written beside, synced and renamed into place.

LIBRARY/ID-rREV-HASH.json    the records, one TinyDB file an article
LIBRARY/old/                 earlier revisions and removed articles
LIBRARY/aside/               files that could not be read
LIBRARY/.quoth/              the lock and the search index; may be thrown away
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

from quoth.core.errors import LibraryDamagedError, LibraryLockedError

_NAME = re.compile(r"([a-z0-9][a-z0-9-]*)-r(\d+)-([0-9a-f]{12})\.json")
_TEXT_HASH = re.compile(rb'"sha256": "([0-9a-f]{64})"')
_TEMPORARY = ".new-"
_HEAD = 512
OLD, ASIDE, OWN = "old", "aside", ".quoth"


class RecordName(NamedTuple):
    """The parts of a record's file name; ``digest`` is of the file's bytes."""

    id: str
    revision: int
    digest: str

    @property
    def file(self) -> str:
        return f"{self.id}-r{self.revision}-{self.digest}.json"

    @classmethod
    def of(cls, file: str) -> Self | None:
        """The parts, or None where it is not the name of a record."""
        match = _NAME.fullmatch(file)
        return cls(match[1], int(match[2]), match[3]) if match else None


def digest_of(data: bytes) -> str:
    """The hash that a record's name carries."""
    import hashlib  # loads OpenSSL, which browsing does not need

    return hashlib.sha256(data).hexdigest()[:12]


def newest(files: Iterable[str]) -> dict[str, str]:
    """Of each id the file with the highest revision. Others are left from an interrupted replacement."""
    found: dict[str, tuple[int, str]] = {}
    for file in files:
        if name := RecordName.of(file):
            found[name.id] = max(found.get(name.id, (0, "")), (name.revision, file))
    return {id: file for id, (_, file) in found.items()}


class Folder:
    """Records as files. Nothing is written before the first change, not even the folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def own(self) -> Path:
        """Where the lock and the index are."""
        return self.path / OWN

    def stamp(self) -> int:
        """Changes when a record comes or goes (nanoseconds; 0 where there is no folder).

        A network file system looks at the server again when a folder is opened, not when it is only asked after.
        """
        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):
            return 0
        try:
            return os.fstat(handle).st_mtime_ns
        finally:
            os.close(handle)

    def files(self) -> Iterator[str]:
        """The names of all records in the folder, superseded ones too; one at a time, for there may be many."""
        try:
            with os.scandir(self.path) as entries:
                yield from (entry.name for entry in entries if _NAME.fullmatch(entry.name))
        except FileNotFoundError:
            return

    def strangers(self) -> list[str]:
        """JSON files that are not named as records are."""
        return sorted(path.name for path in self.path.glob("*.json") if not _NAME.fullmatch(path.name))

    def read(self, file: str) -> bytes:
        """A record's bytes, as they were written: LibraryDamagedError where they are not."""
        path = self.path / file
        try:
            data = path.read_bytes()
        except OSError as error:
            raise LibraryDamagedError(f"{path}: cannot be read: {error.strerror}") from error
        name = RecordName.of(file)
        if name is None or digest_of(data) != name.digest:
            raise LibraryDamagedError(f"{path}: the file has changed since it was written; run: quoth check")
        return data

    def head(self, file: str) -> bytes:
        """The first bytes of a record, unverified: its id, revision and time of adding are among them."""
        try:
            with (self.path / file).open("rb") as stream:
                return stream.read(_HEAD)
        except OSError:
            return b""

    def make(self) -> None:
        """Make the folder and its own subfolder, readable for whom the folder is."""
        with self._telling():
            self.path.mkdir(parents=True, exist_ok=True)
            self._subfolder(OWN)

    def write(self, file: str, data: bytes) -> None:
        """Put a new record in place; when this returns it is on disk."""
        temporary = self.path / f"{_TEMPORARY}{os.getpid()}"
        try:
            with temporary.open("wb") as stream:
                os.fchmod(stream.fileno(), self._file_mode())
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.rename(self.path / file)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise self._unwritable(error) from error
        sync(self.path)

    def move(self, file: str, to: str) -> None:
        """Move a record into one of the subfolders; it is never overwritten there by different bytes."""
        with self._telling():
            folder = self._subfolder(to)
            target = folder / file
            if target.exists() and target.read_bytes() != (self.path / file).read_bytes():
                target = folder / f"{file}.{digest_of((self.path / file).read_bytes())}"
            (self.path / file).rename(target)
            sync(folder)
            sync(self.path)

    def delete(self, file: str) -> None:
        """Delete a record that another one replaces."""
        with self._telling():
            (self.path / file).unlink(missing_ok=True)
            sync(self.path)

    def purge(self, id: str) -> bool:
        """Delete every file of an id, wherever it is kept, and what is kept elsewhere of the same texts."""
        with self._telling():
            moved = [folder for name in (OLD, ASIDE) if (folder := self.path / name).is_dir()]
            kept = [path for folder in (self.path, *moved) for path in folder.iterdir() if _id_of(path.name)]
            own = [path for path in kept if _id_of(path.name) == id]
            texts = {text for path in own for text in _TEXT_HASH.findall(path.read_bytes())}
            elsewhere = (path for path in kept if path.parent != self.path and path not in own)
            same = [path for path in elsewhere if texts.intersection(_TEXT_HASH.findall(path.read_bytes()))]
            for path in (*own, *same):
                path.unlink()
            for folder in (self.path, *moved):
                sync(folder)
        return bool(own)

    def sweep(self) -> None:
        """Delete what an interrupted write left; only for who holds the lock."""
        for path in self.path.glob(f"{_TEMPORARY}*"):
            path.unlink(missing_ok=True)

    def writable(self) -> bool:
        """Whether this user may add records (or make the folder)."""
        path = self.path
        while not path.exists():
            path = path.parent
        own = self.own
        return os.access(path, os.W_OK | os.X_OK) and (not own.exists() or os.access(own, os.W_OK | os.X_OK))

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What the system refuses is told with the folder's name."""
        try:
            yield
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> LibraryLockedError:
        return LibraryLockedError(f"{self.path}: cannot be written to: {error.strerror}")

    def _file_mode(self) -> int:
        return stat.S_IMODE(self.path.stat().st_mode) & 0o666

    def _subfolder(self, name: str) -> Path:
        folder = self.path / name
        if not folder.is_dir():
            folder.mkdir(exist_ok=True)
            folder.chmod(stat.S_IMODE(self.path.stat().st_mode))
        return folder


def _id_of(file: str) -> str | None:
    """The id of a record's file, also of one that was moved aside under a longer name."""
    name = RecordName.of(re.sub(r"(\.json)\.[0-9a-f]{12}$", r"\1", file))
    return name.id if name else None


def sync(folder: Path) -> None:
    """Make the names in a folder safe on disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

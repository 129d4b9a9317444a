"""Where records are kept: the same few calls for a folder of TinyDB files and for memory."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace

from quoth.core.errors import LibraryDamagedError
from quoth.store.record.entry import Entry
from quoth.store.record.folder import ASIDE, OLD, Folder, RecordName, digest_of, newest

_ADDED = re.compile(rb'"added": "([0-9T:.+-]+)"')


class Records(ABC):
    """Entries by the names of their files."""

    @abstractmethod
    def stamp(self) -> int:
        """Changes when a record comes or goes."""

    @abstractmethod
    def files(self) -> dict[str, str]:
        """Of each id the file of its newest revision."""

    @abstractmethod
    def read(self, file: str) -> Entry:
        """LibraryDamagedError names the file where it cannot be read as it was written."""

    @abstractmethod
    def added(self, file: str) -> str:
        """When an entry was added, read quickly and not verified; empty where that cannot be read."""

    @abstractmethod
    def write(self, entry: Entry) -> str:
        """Keep an entry and give its file's name; nothing is overwritten."""

    @abstractmethod
    def retire(self, file: str, *, keep: bool) -> None:
        """Take a file out: into the folder "old", or for good."""

    @abstractmethod
    def set_aside(self, file: str) -> None:
        """Move a file that cannot be read out of the way, never overwriting another."""

    @abstractmethod
    def salvage(self, file: str) -> Entry | None:
        """What can be trusted of a damaged file, with an empty analysis; None where not even the text can."""

    @abstractmethod
    def is_newer(self, file: str) -> bool:
        """Whether a file is sound and only of a later schema."""

    @abstractmethod
    def strays(self) -> list[str]:
        """What else is wrong: old revisions that cannot be read, files that are no records. One line each."""

    @abstractmethod
    def purge(self, id: str) -> bool:
        """Delete every file of an id, old revisions and copies of its texts too; False where there was none."""

    @abstractmethod
    def tidy(self) -> None:
        """Clear what interrupted writers left: unfinished files go, replaced revisions become old ones."""


class FolderRecords(Records):
    """One TinyDB file an article in a folder."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def stamp(self) -> int:
        return self.folder.stamp()

    def files(self) -> dict[str, str]:
        return newest(self.folder.files())

    def holds_just(self, files: Iterable[str]) -> bool:
        """Whether these, each named once, are the records of the folder, no more and no fewer."""
        return _sum(self.folder.files()) == _sum(files)

    def read(self, file: str) -> Entry:
        from quoth.store.record.tables import decode

        path = self.folder.path / file
        entry = decode(self.folder.read(file), str(path))
        name = RecordName.of(file)
        if name is None or (entry.id, entry.revision) != (name.id, name.revision):
            raise LibraryDamagedError(f"{path}: holds another article than its name says; run: quoth check")
        return entry

    def added(self, file: str) -> str:
        match = _ADDED.search(self.folder.head(file))
        return match[1].decode() if match else ""

    def write(self, entry: Entry) -> str:
        from quoth.store.record.tables import encode

        data = encode(entry)
        file = RecordName(entry.id, entry.revision, digest_of(data)).file
        self.folder.write(file, data)
        return file

    def retire(self, file: str, *, keep: bool) -> None:
        if keep:
            self.folder.move(file, OLD)
        else:
            self.folder.delete(file)

    def set_aside(self, file: str) -> None:
        self.folder.move(file, ASIDE)

    def salvage(self, file: str) -> Entry | None:
        from quoth.store.record.tables import salvage

        try:
            entry = salvage((self.folder.path / file).read_bytes())
        except OSError:
            return None
        name = RecordName.of(file)
        return replace(entry, id=name.id, revision=name.revision) if entry and name else None

    def is_newer(self, file: str) -> bool:
        from quoth.store.record.tables import NewerSchemaError

        try:
            self.read(file)
        except NewerSchemaError:
            return True
        except LibraryDamagedError:
            pass
        return False

    def strays(self) -> list[str]:
        found = [f"{self.folder.path / file}: is no record of quoth; left alone" for file in self.folder.strangers()]
        old = Folder(self.folder.path / OLD)
        for file in sorted(old.files()):
            try:
                old.read(file)
            except LibraryDamagedError as error:
                found.append(str(error).split(";")[0])
        return found

    def purge(self, id: str) -> bool:
        return self.folder.purge(id)

    def tidy(self) -> None:
        self.folder.sweep()
        files = list(self.folder.files())
        for file in set(files) - set(newest(files).values()):
            self.folder.move(file, OLD)


def _sum(names: Iterable[str]) -> tuple[int, int]:
    """How many, and the sum of their hashes: two folders of 25,000 names are compared without holding them."""
    count = total = 0
    for name in names:
        count += 1
        total += hash(name)
    return count, total


class ReadRecords(FolderRecords):
    """Records of a folder that are only read."""

    def tidy(self) -> None:
        """Leave everything as it is."""


class MemoryRecords(Records):
    """Entries that last as long as the process."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._stamp = 0

    def stamp(self) -> int:
        return self._stamp

    def files(self) -> dict[str, str]:
        return newest(self._entries)

    def read(self, file: str) -> Entry:
        return self._entries[file]

    def added(self, file: str) -> str:
        return self._entries[file].added

    def write(self, entry: Entry) -> str:
        file = RecordName(entry.id, entry.revision, entry.briefing.document.sha256[:12]).file
        self._entries[file] = entry
        self._stamp += 1
        return file

    def retire(self, file: str, *, keep: bool) -> None:
        del self._entries[file]
        self._stamp += 1

    def set_aside(self, file: str) -> None:
        self.retire(file, keep=False)

    def salvage(self, file: str) -> Entry | None:
        return self._entries.get(file)

    def is_newer(self, file: str) -> bool:
        return False

    def strays(self) -> list[str]:
        return []

    def purge(self, id: str) -> bool:
        files = [file for file, entry in self._entries.items() if entry.id == id]
        for file in files:
            self.retire(file, keep=False)
        return bool(files)

    def tidy(self) -> None:
        """Nothing is ever left unfinished in memory."""

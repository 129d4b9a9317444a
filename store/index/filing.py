"""Keeping the index in step with the records."""

from __future__ import annotations

import json
from collections.abc import Callable

from quoth.core.errors import LibraryDamagedError
from quoth.store.index.articles import drop, put
from quoth.store.index.database import Index
from quoth.store.record.collection import Records
from quoth.store.record.entry import Entry
from quoth.store.records import SCHEMA

BATCH = 100
"""So many articles are filed in one transaction."""

Progress = Callable[[int, int], None]


def file_entry(index: Index, records: Records, entry: Entry, file: str) -> None:
    """File an article in place of what is filed under its id.

    Later prints of its story are filed anew behind it: the first print counts, and they repeat it.
    """
    later = _take_out_from(index, entry.id, entry.story or entry.id, (entry.story is not None, entry.added, entry.id))
    put(index, file, entry)
    for other in later:
        put(index, other, records.read(other))


def unfile(index: Index, records: Records, id: str) -> None:
    """Take an article out of the index; later prints of its story are filed anew."""
    for other in _take_out_from(index, id, index.story_of(id), (False, "", "")):
        put(index, other, records.read(other))


def catch_up(index: Index, records: Records, progress: Progress = lambda done, of: None) -> None:
    """File what has come and drop what has gone since the index last knew the records."""
    stamp = records.stamp()
    files, filed = records.files(), index.files()
    present = set(files.values())
    damaged = {file: said for file, said in damaged_files(index).items() if file in present}
    outdated = [file for file in outdated_files(index) if file in present]
    changed = [(id, file) for id, file in files.items() if filed.get(id) != file and file not in damaged]
    with index.change():
        for id in filed.keys() - files.keys():
            unfile(index, records, id)
    later: list[tuple[str, str, str]] = []
    for start in range(0, len(changed), BATCH):
        with index.change():
            for id, file in changed[start : start + BATCH]:
                try:
                    entry = records.read(file)
                except LibraryDamagedError as error:
                    damaged[file] = str(error)
                    unfile(index, records, id)
                    continue
                if entry.schema < SCHEMA:
                    outdated.append(file)
                if entry.story is None:
                    file_entry(index, records, entry, file)
                else:
                    later.append((entry.story, entry.added, file))
        progress(min(start + BATCH, len(changed)), len(changed))
    with index.change():
        for _, _, file in sorted(later):
            file_entry(index, records, records.read(file), file)
        note_state(index, records, damaged, outdated, stamp)


def note_state(
    index: Index, records: Records, damaged: dict[str, str], outdated: list[str], stamp: int | None = None
) -> None:
    """Note which records could not be read or are of an earlier schema, and that all others are filed."""
    index.set_meta("damaged", json.dumps(damaged))
    index.set_meta("outdated", json.dumps(outdated))
    index.set_meta("stamp", records.stamp() if stamp is None else stamp)


def damaged_files(index: Index) -> dict[str, str]:
    """The records that could not be read, each with what is wrong."""
    found: dict[str, str] = json.loads(index.meta("damaged") or "{}")
    return found


def outdated_files(index: Index) -> list[str]:
    """The records that are of an earlier schema."""
    found: list[str] = json.loads(index.meta("outdated") or "[]")
    return found


def _take_out_from(index: Index, id: str, story: str, rank: tuple[bool, str, str]) -> list[str]:
    """Drop an article and every print of a story that comes after ``rank``; gives the files of the latter."""
    later = [
        (other, file)
        for other, file, added in index.story_members(story)
        if other != id and (other != story, added, other) > rank
    ]
    for other, _ in later:
        drop(index, other)
    drop(index, id)
    return [file for _, file in later]

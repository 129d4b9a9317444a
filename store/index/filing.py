"""Keeping the index in step with the records."""

from __future__ import annotations

import json
from collections.abc import Callable

from quoth.core.errors import LibraryDamagedError
from quoth.store.index.articles import Filed, drop, put
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
    rank = (entry.story is not None, entry.added, entry.id)
    before, later = _take_out_from(index, entry.id, entry.story or entry.id, rank)
    put(index, file, entry, before)
    _file_again(index, records, later)


def unfile(index: Index, records: Records, id: str) -> None:
    """Take an article out of the index; later prints of its story are filed anew."""
    _, later = _take_out_from(index, id, index.story_of(id), (False, "", ""))
    _file_again(index, records, later)


def catch_up(index: Index, records: Records, progress: Progress = lambda done, of: None) -> None:
    """File what has come, in the order in which it was added, and drop what has gone."""
    stamp = records.stamp()
    files, filed = records.files(), index.files()
    present = set(files.values())
    damaged = {file: said for file, said in damaged_files(index).items() if file in present}
    outdated = [file for file in outdated_files(index) if file in present]
    changed = [(id, file) for id, file in files.items() if filed.get(id) != file and file not in damaged]
    changed.sort(key=lambda article: (records.added(article[1]), article))
    with index.change():
        for id in filed.keys() - files.keys():
            unfile(index, records, id)
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
                file_entry(index, records, entry, file)
        progress(min(start + BATCH, len(changed)), len(changed))
    with index.change():
        damaged |= {file: said for file, said in damaged_files(index).items() if file in present}
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


def _file_again(index: Index, records: Records, taken_out: list[tuple[str, Filed | None]]) -> None:
    """File again what was taken out. What cannot be read stays out and is noted: the change was to another article."""
    for file, before in taken_out:
        try:
            put(index, file, records.read(file), before)
        except LibraryDamagedError as error:
            index.set_meta("damaged", json.dumps({**damaged_files(index), file: str(error)}))


def _take_out_from(
    index: Index, id: str, story: str, rank: tuple[bool, str, str]
) -> tuple[Filed | None, list[tuple[str, Filed | None]]]:
    """Drop an article and every print of a story that comes after ``rank``; gives the files of the latter too."""
    later = [
        (other, file)
        for other, file, added in index.story_members(story)
        if other != id and (other != story, added, other) > rank
    ]
    taken_out = [(file, drop(index, other)) for other, file in later]
    return drop(index, id), taken_out

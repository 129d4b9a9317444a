"""Verifying every record: what can be repaired is, what cannot is set aside, never deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from quoth.core.errors import LibraryDamagedError
from quoth.core.model import Briefing, Document
from quoth.store.index.database import Index
from quoth.store.index.filing import Progress, damaged_files, file_entry, note_state, outdated_files
from quoth.store.record.collection import Records
from quoth.store.rows import Report

Analyse = Callable[[Document], Briefing]


def look_over(records: Records, progress: Progress) -> Report:
    """Read every record and say what is wrong, changing nothing."""
    files = sorted(records.files().values())
    wrong: list[str] = []
    for done, file in enumerate(files, 1):
        try:
            records.read(file)
        except LibraryDamagedError as error:
            wrong.append(str(error))
        progress(done, len(files))
    return Report(len(files), damaged=(*wrong, *records.strays()))


def repair(records: Records, index: Index, analyse: Analyse | None) -> Report:
    """See to what a new index has found: damaged records, and those of an earlier schema.

    A damaged record whose text is sound is analysed anew; any other is set aside. Nothing is deleted: what is
    replaced goes into the folder "old" or "aside".
    """
    files = records.files()
    damaged = damaged_files(index)
    left: dict[str, str] = {}
    repaired: list[str] = []
    aside: list[str] = []
    for file, said in sorted(damaged.items()):
        entry = records.salvage(file)
        if records.is_newer(file):
            left[file] = said
        elif entry is not None and analyse is not None:
            mended = replace(entry, revision=entry.revision + 1, briefing=analyse(entry.briefing.document))
            written = records.write(mended)
            records.set_aside(file)
            with index.change():
                file_entry(index, records, mended, written)
            repaired.append(f"{said.split(';')[0]}: its text is sound and was analysed anew, as {written}")
        else:
            records.set_aside(file)
            aside.append(f"{said.split(';')[0]}: set aside")
    for file in outdated_files(index):
        repaired.append(_migrate(records, index, file))
    with index.change():
        note_state(index, records, left, [])
    strays = (*left.values(), *records.strays())
    return Report(len(files), tuple(repaired), tuple(aside), strays)


def _migrate(records: Records, index: Index, file: str) -> str:
    old = records.read(file)
    entry = replace(old, revision=old.revision + 1)
    written = records.write(entry)
    records.read(written)
    records.retire(file, keep=True)
    with index.change():
        file_entry(index, records, entry, written)
    return f"{file}: brought to the schema of this quoth, as {written}"

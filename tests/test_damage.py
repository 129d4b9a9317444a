"""What is damaged from outside is named and repaired or set aside, and nothing wrong is ever answered."""

from __future__ import annotations

import os
import random
import re
import shutil
import time
from pathlib import Path

import pytest
from briefings import make_briefing
from quoth.core.errors import LibraryDamagedError
from quoth.core.model import Briefing, Document
from quoth.store import FileLibrary
from quoth.store.index.location import IndexFile
from test_faults import KEPT, QUERIES, id_of, kept_library, open_and, same_answers

__all__ = ["kept_library"]


def test_a_flipped_byte_in_a_record_is_named_and_set_aside(template: Path, tmp_path: Path) -> None:
    pick = random.Random(1)
    for trial in range(24):
        folder = tmp_path / f"library-{trial}"
        shutil.copytree(template, folder)
        path = next(folder.glob("lisbon*.json"))
        _flip(path, pick.randrange(path.stat().st_size), pick)
        os.utime(folder, ns=(time.time_ns(), time.time_ns()))
        with FileLibrary(folder) as library:
            with pytest.raises(LibraryDamagedError, match=path.name):
                library.get("lisbon")
            for briefing in KEPT:
                assert library.get(id_of(library, briefing)) == briefing
            report = library.check(analyse=_analyse if trial % 2 else None)
            assert len(report.aside) + len(report.repaired) == 1
            assert path.name in (*report.aside, *report.repaired)[0]
            assert (folder / "aside" / path.name).exists()
            assert same_answers(library, [*KEPT, make_briefing()] if report.repaired else KEPT)
            assert library.check().sound
        shutil.rmtree(folder)


def _analyse(document: Document) -> Briefing:
    assert document == make_briefing().document
    return make_briefing()


def test_a_flipped_byte_in_the_index_changes_no_answer(template: Path, tmp_path: Path) -> None:
    pick = random.Random(2)
    for trial in range(40):
        folder = tmp_path / f"library-{trial}"
        shutil.copytree(template, folder, copy_function=shutil.copy2)
        files = [path for path in (folder / ".quoth").glob("index-*") if path.stat().st_size and "shm" not in path.name]
        path = files[trial % len(files)]
        _flip(path, pick.randrange(path.stat().st_size) if trial > 4 else trial * 20, pick)
        with FileLibrary(folder) as library:
            assert same_answers(library, [*KEPT, make_briefing()]), trial
        shutil.rmtree(folder)


def test_a_byte_flipped_with_the_time_set_back_changes_no_answer(template: Path, tmp_path: Path) -> None:
    pick = random.Random(5)
    folder = tmp_path / "library"
    shutil.copytree(template, folder, copy_function=shutil.copy2)
    with FileLibrary(folder) as open_library:
        for _ in range(8):
            assert same_answers(open_library, [*KEPT, make_briefing()])
            [path] = (folder / ".quoth").glob("index-*.sqlite")
            before = path.stat()
            for _ in range(3):
                _flip(path, pick.randrange(before.st_size), pick)
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
            assert same_answers(open_library, [*KEPT, make_briefing()])
            [now] = (folder / ".quoth").glob("index-*.sqlite")
            assert now != path, "it was built anew"


def test_a_disk_that_forgets_shows_no_wrong_row(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that change below the file system leave no trace but themselves: each row that is shown is verified."""
    monkeypatch.setattr(IndexFile, "_is_as_left", lambda location, notice: True)
    pick = random.Random(6)
    known = {briefing.document.name: briefing for briefing in (*KEPT, make_briefing())}
    open_and(lambda library: library.check())(template)
    rebuilt = 0
    for trial in range(60):
        folder = tmp_path / f"library-{trial}"
        shutil.copytree(template, folder, copy_function=shutil.copy2)
        [path] = (folder / ".quoth").glob("index-*.sqlite")
        for word in (b"council", b"million dollars", b"Ana Duarte"):
            _flip(path, pick.choice([match.start() for match in re.finditer(word, path.read_bytes())]), pick)
        with FileLibrary(folder) as library:
            for query in QUERIES:
                for row in library.quotes(query, limit=999).rows:
                    briefing = known[row.document.name]
                    assert row.quote == briefing.quotes[row.index] and row.document.date == briefing.document.date
                    assert row.text in briefing.document.text
                    assert all(speaker == briefing.speaker(speaker.id) for speaker in row.speakers)
        rebuilt += not path.exists()
        shutil.rmtree(folder)
    assert rebuilt > 30


def test_a_byte_flipped_under_an_open_library_changes_no_answer(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(template, folder, copy_function=shutil.copy2)
    pick = random.Random(3)
    with FileLibrary(folder) as library:
        for _ in range(10):
            assert same_answers(library, [*KEPT, make_briefing()])
            [path] = (folder / ".quoth").glob("index-*.sqlite")
            _flip(path, pick.randrange(path.stat().st_size), pick)
            assert same_answers(library, [*KEPT, make_briefing()])


@pytest.mark.parametrize("junk", [b"", b"not a database at all" * 300])
def test_an_index_that_is_none_is_built_anew(template: Path, tmp_path: Path, junk: bytes) -> None:
    folder = tmp_path / "library"
    shutil.copytree(template, folder, copy_function=shutil.copy2)
    for path in (folder / ".quoth").iterdir():
        path.write_bytes(junk)
    with FileLibrary(folder) as library:
        assert same_answers(library, [*KEPT, make_briefing()])


def _flip(path: Path, at: int, pick: random.Random) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        byte = stream.read(1)[0]
        stream.seek(at)
        stream.write(bytes([byte ^ (1 << pick.randrange(8))]))

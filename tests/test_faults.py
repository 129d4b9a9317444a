"""Nothing that was acknowledged is lost, whatever happens: death at any step, no room, many at once, damage."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import oracle
import pytest
from briefings import MEETING, invented_briefing, make_briefing
from faults import DIED, SURVIVED, run_in_child
from quoth.core.errors import QuothError
from quoth.core.model import Briefing
from quoth.store import FileLibrary, Library
from quoth.store import library as library_module
from quoth.store.record.tables import MIGRATIONS

KEPT = [invented_briefing(seed, sentences=3) for seed in range(3)]
NEW = invented_briefing(50, sentences=3)
REVISED = make_briefing(text=MEETING + "A correction was printed.\n")
QUERIES = ("", "council", "agree", "speaker:holm", "number:>=100m", "joint OR grain", "topic:trade")


@pytest.fixture(scope="module", name="template")
def kept_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "library"
    with FileLibrary(folder) as library:
        for briefing in (*KEPT, make_briefing()):
            library.add(briefing)
    return folder


def open_and(change: Callable[[Library], object]) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        with FileLibrary(folder) as library:
            change(library)

    return run


def id_of(library: Library, briefing: Briefing) -> str:
    id = library.knows(briefing.document)
    assert id is not None
    return id


TITLED = replace(make_briefing(), document=replace(make_briefing().document, title="Set by hand"))
OPERATIONS: dict[str, tuple[Callable[[Path], None], list[Briefing], list[Briefing]]] = {
    "add": (open_and(lambda lib: lib.add(NEW)), [*KEPT, make_briefing()], [*KEPT, make_briefing(), NEW]),
    "revise": (open_and(lambda lib: lib.add(REVISED)), [*KEPT, make_briefing()], [*KEPT, REVISED]),
    "edit": (
        open_and(lambda lib: lib.set_metadata("lisbon", title="Set by hand")),
        [*KEPT, make_briefing()],
        [*KEPT, TITLED],
    ),
    "remove": (open_and(lambda lib: lib.remove("lisbon")), [*KEPT, make_briefing()], KEPT),
    "purge": (open_and(lambda lib: lib.remove("lisbon", purge=True)), [*KEPT, make_briefing()], KEPT),
    "rebuild": (open_and(lambda lib: lib.check()), [*KEPT, make_briefing()], [*KEPT, make_briefing()]),
    "first add": (open_and(lambda lib: lib.add(NEW)), [], [NEW]),
}


def same_answers(library: Library, briefings: list[Briefing]) -> bool:
    """Whether the library holds just these and answers as the slow search over them does."""
    held = [library.get(row.id) for row in library.documents(limit=999).rows]
    if sorted(map(repr, held)) != sorted(map(repr, briefings)):
        return False
    for query in QUERIES:
        rows = [(row.document.name, row.index) for row in library.quotes(query, limit=999).rows]
        assert sorted(rows) == sorted(oracle.search(briefings, "quotes", query)), query
    return True


def prepared(template: Path, tmp_path: Path, operation: str, number: int) -> Path:
    folder = tmp_path / f"{operation}-{number}"
    if operation != "first add":
        shutil.copytree(template, folder, copy_function=shutil.copy2)
    return folder


@pytest.mark.parametrize("fault", ["die", "no room"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_fault_at_any_step(template: Path, tmp_path: Path, operation: str, fault: str) -> None:
    change, before, after = OPERATIONS[operation]
    steps = 0
    while True:
        steps += 1
        folder = prepared(template, tmp_path, operation, steps)
        status = run_in_child(lambda folder=folder: change(folder), at=steps, fault=fault)  # type: ignore[misc]
        with FileLibrary(folder) as library:
            changed = same_answers(library, after)
            assert changed or same_answers(library, before), (operation, steps)
            assert changed or status in (DIED, 1), (operation, steps)
            assert library.problems() == ()
            if steps % 5 == 1:
                assert library.check().sound
                assert library.add(invented_briefing(60)).status == "new"
        shutil.rmtree(folder, ignore_errors=True)
        if status == 0:
            break
        assert status in ((DIED,) if fault == "die" else (SURVIVED, 1)), (operation, steps)
    assert steps > 10


@pytest.mark.parametrize("fault", ["die", "no room"])
def test_a_fault_at_any_step_of_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    from test_library import _rewrite, records

    monkeypatch.setitem(MIGRATIONS, 0, lambda tables: tables)
    old = tmp_path / "old"
    open_and(lambda library: library.add(make_briefing()))(old)
    _rewrite(records(old)[0], lambda tables: tables["document"]["1"].update(schema=0))
    steps, status = 0, -1
    while status != 0:
        steps += 1
        folder = tmp_path / f"migrate-{steps}"
        shutil.copytree(old, folder)
        work = partial(open_and(lambda library: library.check()), folder)
        status = run_in_child(work, at=steps, fault=fault)
        with FileLibrary(folder) as library:
            assert same_answers(library, [make_briefing()])
        shutil.rmtree(folder)
    assert steps > 20


def test_random_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    pick = random.Random(4)
    acknowledged: list[int] = []
    number = 0
    for _ in range(8):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                with FileLibrary(folder) as library:
                    for seed in range(number, number + 500):
                        library.add(invented_briefing(seed, sentences=3))
                        os.write(writing, f"{seed}\n".encode())
            finally:
                os._exit(1)
        os.close(writing)
        time.sleep(pick.uniform(0.02, 0.3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading) as told:
            acknowledged += [int(line) for line in told if line.endswith("\n")]
        number = max([number, *acknowledged]) + 2
    with FileLibrary(folder) as library:
        names = {row.name for row in library.documents(limit=10_000).rows}
        assert {f"report-{seed:05}.txt" for seed in acknowledged} <= names
        assert library.check().sound
        for row in library.documents(limit=10_000).rows:
            assert library.get(row.id) == invented_briefing(int(row.name[7:12]), sentences=3)
    assert acknowledged


@pytest.mark.parametrize("limit", [1_000, 8_000, 60_000, 150_000, 400_000])
def test_a_file_size_limit_breaks_nothing(template: Path, tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "library"
    shutil.copytree(template, folder)
    added: list[int] = []
    reading, writing = os.pipe()

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with FileLibrary(folder) as library:
            for seed in range(100, 130):
                try:
                    library.add(invented_briefing(seed, sentences=3))
                except QuothError:
                    continue
                os.write(writing, f"{seed}\n".encode())

    run_in_child(work)
    os.close(writing)
    with os.fdopen(reading) as told:
        added = [int(line) for line in told]
    with FileLibrary(folder) as library:
        names = {row.name for row in library.documents(limit=999).rows}
        assert {f"report-{seed:05}.txt" for seed in added} <= names
        known = [invented_briefing(seed, sentences=3) for seed in range(100, 130)]
        held = [briefing for briefing in known if briefing.document.name in names]
        assert same_answers(library, [*KEPT, make_briefing(), *held])
        assert library.check().sound


@pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_breaks_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.system(f"mount -t tmpfs -o size=900k tmpfs {disk} 2>/dev/null") != 0:
        pytest.skip("no disk can be mounted here")
    try:
        folder = disk / "library"
        added: list[str] = []
        with FileLibrary(folder) as library:
            for seed in range(200):
                try:
                    added.append(library.add(invented_briefing(seed, sentences=3)).id)
                except QuothError as error:
                    assert "cannot be written" in str(error)
            assert 3 < len(added) < 200
        shutil.copytree(folder, tmp_path / "rescued")
    finally:
        os.system(f"umount {disk}")
    with FileLibrary(tmp_path / "rescued") as library:
        assert set(added) <= {row.id for row in library.documents(limit=999).rows}
        assert library.check().sound
        for id in added:
            assert library.get(id).quotes


@pytest.mark.parametrize("writers", [2, 8])
def test_many_writers_at_once(tmp_path: Path, writers: int) -> None:
    folder = tmp_path / "library"
    each = 24 // writers
    children = []
    for writer in range(writers):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                with FileLibrary(folder) as library:
                    library._location.lock.wait = 60  # type: ignore[attr-defined]
                    for number in range(each):
                        library.add(invented_briefing(writer * each + number, sentences=3))
                        library.add(make_briefing())
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * writers
    with FileLibrary(folder) as library:
        expected = [invented_briefing(seed, sentences=3) for seed in range(each * writers)]
        assert same_answers(library, [*expected, make_briefing()])
        assert library.check().sound


def test_a_reader_beside_a_writer_never_waits_and_sees_whole_articles(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(template, folder)
    child = os.fork()
    if child == 0:
        try:
            with FileLibrary(folder) as library:
                for seed in range(100, 130):
                    library.add(invented_briefing(seed, sentences=3))
        finally:
            os._exit(0)
    seen = 0
    with FileLibrary(folder) as library:
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            rows = library.quotes(limit=9999).rows
            assert len(rows) == sum(
                document.verbatim + document.reported for document in {row.document for row in rows}
            )
            assert len(rows) >= seen
            seen = len(rows)
        assert library.documents().total == 34


def test_a_briefing_is_there_whatever_replaces_it_meanwhile(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(template, folder)
    child = os.fork()
    if child == 0:
        try:
            with FileLibrary(folder) as library:
                for number in range(60):
                    library.set_metadata("lisbon", title=f"Title {number}")
        finally:
            os._exit(0)
    with FileLibrary(folder) as library:
        read = 0
        while os.waitpid(child, os.WNOHANG) == (0, 0) or not read:
            assert library.get("lisbon").quotes == make_briefing().quotes
            read += 1
        assert library.get("lisbon").document.title == "Title 59"


def test_a_clock_that_goes_backwards(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "library"
    shutil.copytree(template, folder)
    times = iter(f"20{year:02}-01-01T00:00:00+00:00" for year in range(40, 0, -1))
    monkeypatch.setattr(library_module, "_now", lambda: next(times))
    monkeypatch.setattr(time, "time", lambda: 0.0)
    with FileLibrary(folder) as library:
        library.add(NEW)
        os.utime(folder, (1, 1))
        assert same_answers(library, [*KEPT, make_briefing(), NEW])
        library.add(REVISED)
        os.utime(folder, (0, 0))
        assert same_answers(library, [*KEPT, NEW, REVISED])
        library.set_metadata("lisbon", title="Set by hand")
        titled = replace(REVISED, document=replace(REVISED.document, title="Set by hand"))
        assert same_answers(library, [*KEPT, NEW, titled])
        assert library.check().sound

"""Kills a process at every system call that a change of the library makes, SQLite's included, by strace's injection.

After each death the library must hold all that was acknowledged before, whole; the change must be there or not at
all; `check` must find everything sound. Needs strace.

    python tests/bench/kill_everywhere.py [--operations add,edit,remove,index,migrate]
"""

from __future__ import annotations

import argparse
import collections
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path.insert(0, str(TESTS))

from briefings import invented_briefing, make_briefing
from quoth.store import FileLibrary
from quoth.store.record.folder import RecordName, digest_of
from quoth.store.record.tables import MIGRATIONS

CALLS = (
    *("openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "mkdir", "fchmod", "chmod", "ftruncate"),
    *("flock", "fcntl", "close", "mmap", "munmap", "fchown", "utimensat"),
)
MARK = "/begin-of-the-change"
OPERATIONS = {
    "add": "library.add(invented_briefing(50, sentences=3))",
    "revise": "library.add(make_briefing(text=MEETING + 'More.\\n'))",
    "edit": "library.set_metadata('lisbon', title='Set by hand')",
    "remove": "library.remove('lisbon')",
    "purge": "library.remove('lisbon', purge=True)",
    "index": "library.check()",
    "migrate": "MIGRATIONS[0] = lambda tables: tables; library.check()",
}
CHILD = """
import sys; sys.path.insert(0, {tests!r})
import os, getpass, socket, tinydb
from briefings import *
from quoth.store import FileLibrary
from quoth.store.record.tables import MIGRATIONS
try: os.open({mark!r}, os.O_RDONLY)
except OSError: pass
with FileLibrary(sys.argv[1]) as library: {change}
"""


def strace(folder: Path, operation: str, *options: str) -> int:
    code = CHILD.format(tests=str(TESTS), mark=MARK, change=OPERATIONS[operation])
    command = ["strace", "-qq", "-e", f"trace={','.join(CALLS)}", *options, sys.executable, "-c", code, str(folder)]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode


def steps(template: Path, scratch: Path, operation: str) -> list[tuple[str, int]]:
    """Every call of the change: its name and how many of that name the process has made with it."""
    folder, log = scratch / "counted", scratch / "log"
    shutil.copytree(template, folder)
    strace(folder, operation, "-o", str(log))
    shutil.rmtree(folder)
    made: collections.Counter[str] = collections.Counter()
    found: list[tuple[str, int]] = []
    begun = False
    for line in log.read_text(errors="replace").splitlines():
        name = line.partition("(")[0]
        made[name] += 1
        if begun:
            found.append((name, made[name]))
        begun = begun or MARK in line
    return found


def make_old(path: Path) -> None:
    """Make a record one of an earlier schema."""
    data = path.read_bytes().replace(b'"schema": 1', b'"schema": 0')
    name = RecordName.of(path.name)
    assert name is not None
    path.unlink()
    path.with_name(name._replace(digest=digest_of(data)).file).write_bytes(data)


def verify(folder: Path, operation: str) -> str | None:
    """What is wrong, if anything."""
    kept = [invented_briefing(seed, sentences=3) for seed in range(3)]
    with FileLibrary(folder) as library:
        for briefing in kept:
            id = library.knows(briefing.document)
            if id is None or library.get(id) != briefing:
                return f"{briefing.document.name} is lost"
        meeting = library.documents("doc:meeting")
        if meeting.total != 1 and operation not in ("remove", "purge"):
            return "the meeting is lost"
        quotes = library.quotes("", limit=999).rows
        documents = library.documents(limit=999).rows
        if len(quotes) != sum(row.verbatim + row.reported for row in documents):
            return "quotes are missing"
        if any(library.get(row.document.id).quotes[row.index] != row.quote for row in quotes):
            return "a quote is another one"
        report = library.check()
        if not report.sound and not (operation == "migrate" and library.check().sound):
            return f"check: {report}"
        if library.add(invented_briefing(99, sentences=3)).status != "new":
            return "nothing more can be added"
    return None


def main() -> None:
    MIGRATIONS[0] = lambda tables: tables
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--operations", default=",".join(OPERATIONS))
    options = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        template = scratch / "template"
        with FileLibrary(template) as library:
            for seed in range(3):
                library.add(invented_briefing(seed, sentences=3))
            library.add(make_briefing())
        old = scratch / "old"
        shutil.copytree(template, old)
        make_old(next(old.glob("lisbon*.json")))
        for operation in options.operations.split(","):
            kept, wrong_before = (old if operation == "migrate" else template), wrong
            places = steps(kept, scratch, operation)
            killed = 0
            for name, number in places:
                folder = scratch / "library"
                shutil.copytree(kept, folder)
                status = strace(folder, operation, "-o", "/dev/null", "-e", f"inject={name}:signal=KILL:when={number}")
                killed += status != 0
                if said := verify(folder, operation):
                    wrong += 1
                    print(f"{operation}: killed at {name} {number}: {said}")
                shutil.rmtree(folder)
            print(
                f"{operation}: {len(places)} system calls, killed at {killed} of them, {wrong - wrong_before} wrong",
                flush=True,
            )
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()

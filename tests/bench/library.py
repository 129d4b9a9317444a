"""Figures of the library beside bare FTS5: opening, key presses, adding, rebuilding.

Bare FTS5 is what a plain script would do with the same files: the text of every row in one stemmed full-text table and
one with prefixes, its fields in a third column, the row itself as JSON beside it, rows in the same order.

    python tests/bench/library.py --shared DIR --articles 2000 [--library DIR that is kept]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from big_library import articles, fill
from quoth.core.model import Briefing
from quoth.core.query.language import parse_query
from quoth.core.query.values import day_of
from quoth.store import FileLibrary

TYPED = ("t", "tr", "tra", "trad", "trade", "trade a", "trade ag", "trade agr", "trade agre", "trade agree", "s", "c")
KINDS = ("document", "sentence", "quote", "number")


def bare_build(folder: Path, path: Path) -> None:
    """The same rows and columns, from the same files, in a plain script."""
    database = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
        database.execute(f"PRAGMA {setting}")
    for kind in KINDS:
        database.execute(f"CREATE TABLE {kind} (key INTEGER PRIMARY KEY, data TEXT, text TEXT, tags TEXT)")
        for name, options in (("stem", "tokenize='porter unicode61'"), ("raw", "prefix='1 2 3'")):
            database.execute(
                f"CREATE VIRTUAL TABLE {kind}_{name} USING fts5(text, tags, content='', columnsize=0, {options})"
            )
    database.execute("BEGIN")
    for number, file in enumerate(sorted(folder.glob("*.json"))):
        bare_put(database, number, json.loads(file.read_bytes()))
    database.execute("COMMIT")
    database.close()


def bare_put(database: sqlite3.Connection, number: int, tables: dict[str, dict[str, dict[str, object]]]) -> None:
    document = tables["document"]["1"]
    text = str(document["text"])
    day = day_of(document["date"])  # type: ignore[arg-type]
    base = ((4_000_000 - (day or 0)) << 21 | number) << 20
    rows: dict[str, list[tuple[object, str, str]]] = {"document": [(document["title"], text, str(document["name"]))]}
    sentences = [(int(s["start"]), int(s["end"])) for s in tables["sentences"].values()]  # type: ignore[call-overload]
    rows["sentence"] = [
        (s, text[s["start"] : s["end"]], " ".join((*s["speakers"], *(t["id"] for t in s["topics"]), *s["subjects"])))  # type: ignore[index,misc,attr-defined]
        for s in tables["sentences"].values()
    ]
    rows["quote"] = [
        (q, " ... ".join(text[a:b] for a, b in q["content"]), " ".join((*q["speakers"], *q["topics"], q["act"])))  # type: ignore[attr-defined,misc]
        for q in tables["quotes"].values()
    ]
    rows["number"] = [
        (n, next((text[a:b] for a, b in sentences if a <= n["start"] < b), ""), f"{n['kind']} {n['unit']}")  # type: ignore[operator]
        for n in tables["numbers"].values()
    ]
    for kind, found in rows.items():
        kept = [(base + place, json.dumps(data), said, tags) for place, (data, said, tags) in enumerate(found)]
        database.executemany(f"INSERT INTO {kind} VALUES (?, ?, ?, ?)", kept)
        for name in ("stem", "raw"):
            database.executemany(
                f"INSERT INTO {kind}_{name} (rowid, text, tags) VALUES (?, ?, ?)", (row[:1] + row[2:] for row in kept)
            )


def bare_search(database: sqlite3.Connection, typed: str, files: list[Path] | None = None) -> int:
    """The newest 50 rows and the count up to 1000, as a key press asks for them.

    The rows are read from the records' files, or without these from JSON in the database.
    """
    *whole, last = typed.split()
    prefix = f'"{last}"*'
    if whole:
        stems = " ".join(f'"{word}"' for word in whole)
        keys = database.execute(
            """SELECT rowid FROM quote_raw WHERE quote_raw MATCH ? AND rowid IN
            (SELECT rowid FROM quote_stem WHERE quote_stem MATCH ?) ORDER BY rowid LIMIT 1001""",
            (f"text : {prefix}", f"text : {stems}"),
        ).fetchall()
    else:
        keys = database.execute(
            "SELECT rowid FROM quote_raw WHERE quote_raw MATCH ? ORDER BY rowid LIMIT 1001", (f"text : {prefix}",)
        ).fetchall()
    if files is not None:
        read: dict[int, list[object]] = {}
        for (key,) in keys[:50]:
            number = key >> 20 & (1 << 21) - 1
            if number not in read:
                read[number] = list(json.loads(files[number].read_bytes())["quotes"].values())
        return len([read[key >> 20 & (1 << 21) - 1][key & (1 << 20) - 1] for (key,) in keys[:50]])
    marks = ", ".join("?" * len(keys[:50]))
    rows = database.execute(f"SELECT key, data, text FROM quote WHERE key IN ({marks})", [k for (k,) in keys[:50]])
    return len([json.loads(data) for _, data, _ in rows])


def timed(work: Callable[[], object], times: int = 1, clock: Callable[[], float] = time.process_time) -> list[float]:
    """Milliseconds of each run, of CPU unless another clock is given (others may be busy on the machine)."""
    found = []
    for _ in range(times):
        start = clock()
        work()
        found.append((clock() - start) * 1000)
    return found


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def drop_caches(*paths: Path) -> None:
    """Ask the system to forget the files, so that the next read is cold."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)


def rebuild(folder: Path) -> None:
    shutil.rmtree(folder / ".quoth", ignore_errors=True)
    with FileLibrary(folder) as library:
        library.documents(limit=1)


def opening(folder: Path) -> None:
    with FileLibrary(folder) as library:
        library.quotes(limit=50)


def adding(folder: Path, briefings: Iterator[Briefing], count: int, clock: Callable[[], float]) -> float:
    """Median milliseconds of adding one."""
    with FileLibrary(folder) as library:
        library.documents(limit=1)
        added = [library.add(next(briefings)).id]
        times = timed(lambda: added.append(library.add(next(briefings)).id), count, clock)
        for id in added:
            library.remove(id)
    shutil.rmtree(folder / "old")
    return statistics.median(times)


def measure(folder: Path, small: Path, shared: Path, *, build: bool) -> Iterator[tuple[str, float, float | None]]:
    """Name, figure and what it is compared with."""
    bare_path = folder.with_name(folder.name + "-bare.sqlite")
    if build:
        bare_path.unlink(missing_ok=True)
        bare = seconds(lambda: bare_build(folder, bare_path))
        yield "rebuild, CPU s", seconds(lambda: rebuild(folder)), bare
    [index] = (folder / ".quoth").glob("index-*.sqlite")
    yield "index, MB", index.stat().st_size / 1e6, bare_path.stat().st_size / 1e6

    def bare_open() -> None:
        database = sqlite3.connect(f"file:{bare_path}?mode=ro", uri=True)
        keys = [key for (key,) in database.execute("SELECT key FROM quote ORDER BY key LIMIT 50")]
        database.execute(f"SELECT data FROM quote WHERE key IN ({','.join('?' * len(keys))})", keys).fetchall()
        database.close()

    time.sleep(1.5)
    opening(folder)
    drop_caches(index, bare_path)
    cold = [timed(work, clock=time.perf_counter)[0] for work in (lambda: opening(folder), bare_open)]
    yield "open and first query, cold, ms of wall", cold[0], cold[1]
    ours, theirs = timed(lambda: opening(folder), 15), timed(bare_open, 15)
    yield "open and first query, warm, ms", statistics.median(ours), statistics.median(theirs)

    database = sqlite3.connect(f"file:{bare_path}?mode=ro", uri=True)
    with FileLibrary(folder, read_only=True) as library:
        files = sorted(folder.glob("*.json"))
        pressed: dict[str, list[float]] = {"ours": [], "from files": [], "from the database": []}
        for typed in TYPED:
            query = parse_query(typed, typing=True)
            ours = timed(lambda query=query: library.quotes(query, limit=50), 15)  # type: ignore[misc]
            from_files = timed(lambda typed=typed: bare_search(database, typed, files), 5)  # type: ignore[misc]
            pressed["ours"] += ours
            pressed["from files"] += from_files
            pressed["from the database"] += timed(lambda typed=typed: bare_search(database, typed), 15)  # type: ignore[misc]
            yield f"  {typed!r}, p50 ms", statistics.median(ours), statistics.median(from_files)
        for rows in ("from files", "from the database"):
            ours, theirs = pressed["ours"], pressed[rows]
            yield f"key press, p50 ms (beside: rows {rows})", statistics.median(ours), statistics.median(theirs)
            yield f"key press, p95 ms (beside: rows {rows})", percentile(ours, 0.95), percentile(theirs, 0.95)
        yield "200 rows of quotes, ms", statistics.median(timed(lambda: library.quotes("the"), 15)), None
        yield (
            "topics, all and 't', ms",
            statistics.median(timed(library.topics, 15)),
            statistics.median(timed(lambda: library.topics("t*"), 15)),
        )
        yield "speakers, all, ms", statistics.median(timed(library.speakers, 15)), None
    database.close()
    new = articles(shared, 1000, seed=77)
    for name, clock in (("CPU", time.process_time), ("wall", time.perf_counter)):
        figures = [adding(library, new, 60, clock) for library in (folder, small)]
        yield f"add one ready briefing, p50 ms of {name} (beside: to 250 articles)", figures[0], figures[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--library", type=Path, help="made once and kept; without it a temporary one")
    parser.add_argument("--core", type=int, help="pin the process to this core")
    parser.add_argument("--no-rebuild", action="store_true", help="take the indexes as they are")
    options = parser.parse_args()
    if options.core is not None:
        os.sched_setaffinity(0, {options.core})
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.library or Path(scratch) / "big"
        if not folder.exists():
            fill(folder, articles(options.shared, options.articles))
        small = Path(scratch) / "small"
        fill(small, articles(options.shared, 250, seed=5))
        rebuild(small)
        print(f"{len(list(folder.glob('*.json')))} articles".ljust(60) + "   quoth    bare   ratio")
        for name, ours, theirs in measure(folder, small, options.shared, build=not options.no_rebuild):
            compared = "" if theirs is None else f"{theirs:8.2f}{ours / theirs:8.2f}"
            print(f"{name:60}{ours:8.2f}{compared}", flush=True)


if __name__ == "__main__":
    main()

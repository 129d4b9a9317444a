"""Eight readers typing and two writers adding, each a process of its own, on all cores: milliseconds of wall and CPU.

On a machine that others use too, run it under chrt -r 5 (as root).

python tests/bench/crowd.py --shared DIR --library DIR     (made by big_library.py; what is added is removed)
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

READERS, WRITERS, SECONDS, PREPARED, PAUSE = 8, 2, 20.0, 20.0, 0.12
TYPED = ("t", "tr", "tra", "trad", "trade", "trade a", "trade ag", "trade agr", "trade agre", "trade agree", "s", "c")


def read(folder: Path, seed: int, until: float) -> dict[str, float]:
    from quoth.core.query.language import parse_query
    from quoth.store import FileLibrary

    times: list[float] = []
    busy: list[float] = []
    with FileLibrary(folder, read_only=seed % 2 == 0) as library:
        library.quotes(limit=50)
        time.sleep(max(0.0, until - SECONDS - time.time()))
        while time.time() < until:
            query = parse_query(TYPED[(seed + len(times)) % len(TYPED)], typing=True)
            library.version()
            start, worked = time.perf_counter(), time.process_time()
            library.quotes(query, limit=50)
            times.append((time.perf_counter() - start) * 1000)
            busy.append((time.process_time() - worked) * 1000)
            time.sleep(PAUSE)
        private = _private_memory()
    told = {"MB": private}
    for name, values in (("wall", sorted(times)), ("CPU", sorted(busy))):
        told |= {f"{name} p50": values[len(values) // 2], f"{name} p95": values[int(len(values) * 0.95)]}
    return told


def write(folder: Path, shared: Path, seed: int, until: float) -> dict[str, float]:
    from big_library import articles
    from quoth.store import FileLibrary

    briefings = list(articles(shared, 60, seed=500 + seed))
    ids: list[str] = []
    with FileLibrary(folder) as library:
        time.sleep(max(0.0, until - SECONDS - time.time()))
        for briefing in briefings:
            if time.time() > until:
                break
            ids.append(library.add(briefing).id)
            time.sleep(0.3)
        time.sleep(max(0.0, until - time.time()) + 1)
        for id in ids:
            library.remove(id)
    return {"added": len(ids)}


def _private_memory() -> float:
    """Megabytes that only this process has, the interpreter's own included."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--role", help=argparse.SUPPRESS)
    parser.add_argument("--until", type=float, default=0.0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.role:
        kind, _, seed = options.role.partition("-")
        work = read(options.library, int(seed), options.until) if kind == "reader" else None
        print(json.dumps(work or write(options.library, options.shared, int(seed), options.until)))
        return
    until = time.time() + PREPARED + SECONDS
    roles = [f"reader-{n}" for n in range(READERS)] + [f"writer-{n}" for n in range(WRITERS)]
    arguments = [*sys.argv[1:], "--until", str(until), "--role"]
    children = [
        subprocess.Popen([sys.executable, __file__, *arguments, role], stdout=subprocess.PIPE, text=True)
        for role in roles
    ]
    for role, child in zip(roles, children, strict=True):
        told = json.loads(child.communicate()[0])
        print(role, "  ".join(f"{name} {value:.2f}" for name, value in told.items()), flush=True)


if __name__ == "__main__":
    main()

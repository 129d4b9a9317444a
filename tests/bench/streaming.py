"""Memory of ``quoth analyse --jsonl`` as it streams, and the start-up of verbs that do not analyse.

python tests/bench/streaming.py --shared DIR [--texts 10000]
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

QUOTH = [sys.executable, "-c", "from quoth.tui.cli import main; main()"]
VERBS = (
    "", "--help", "--version", "paths", "completion bash", "list", "show readout-of-president-donald", "rm nothing", "export",
    "quotes ukraine", "numbers", "sentences ukraine", "topics", "speakers", "subjects",
)  # fmt: skip
EARLY = 100  # texts after which memory is first read


def resident(process: int) -> int:
    """Kilobytes of memory that a process holds."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def stream(lines: list[bytes], texts: int) -> tuple[int, int]:
    """Kilobytes after EARLY texts and after all of them."""
    running = subprocess.Popen([*QUOTH, "analyse", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert running.stdin is not None
    assert running.stdout is not None
    stdin = running.stdin

    def feed() -> None:
        with stdin:
            stdin.writelines(itertools.islice(itertools.cycle(lines), texts))

    threading.Thread(target=feed, daemon=True).start()
    early = late = 0
    for count, _ in enumerate(running.stdout, start=1):
        if count == EARLY:
            early = resident(running.pid)
        elif count == texts:
            late = resident(running.pid)
    running.wait()
    return early, late


def start_up(verb: list[str], library: Path) -> float:
    """Least CPU milliseconds of ten calls; of Python alone where there is no verb."""
    command = [*QUOTH, "--library", str(library), *verb] if verb else [sys.executable, "-c", "pass"]
    least = float("inf")
    for _ in range(10):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return least * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=1000)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with (options.shared / "corpora" / "readouts" / "readouts.jsonl").open("rb") as readouts:
        lines = list(itertools.islice(readouts, 300))
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder)
        add = [*QUOTH, "--library", folder, "add", "--jsonl"]
        subprocess.run(add, input=b"".join(lines[:50]), stdout=subprocess.DEVNULL, check=True)
        for verb in VERBS:
            print(f"{verb or 'python alone':20} {start_up(verb.split(), library):6.0f} ms CPU", flush=True)
    early, late = stream(lines, options.texts)
    print(f"memory: {early:,} kB after {EARLY} texts, {late:,} kB after {options.texts:,}, {late / early:.3f} times")


if __name__ == "__main__":
    main()

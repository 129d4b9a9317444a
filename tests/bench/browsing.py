"""What a key costs the browser: its own CPU time and the time from the key to the last byte on the screen.

The library holds real analyses, repeated with small changes (words swapped, other days), so that its size and shape
are a user's. The keys go to the real program in a terminal of 80x24.

    quoth --library /tmp/readouts add --jsonl - < readouts.jsonl
    python tests/bench/browsing.py --articles-of /tmp/readouts --library /tmp/ten-thousand --count 10000
    python tests/bench/browsing.py --library /tmp/readouts
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from big_library import fill
from library import percentile
from quoth.core.model import Briefing
from quoth.store import FileLibrary

QUIET_S = 0.08  # nothing more comes when nothing has come for so long
SEARCHES = ("trade agreement", "speaker:sullivan taiwan", "number:>=1bn ukraine", "act:pledge israel", "the")
_WORD = re.compile(r"\b[a-z]{5,9}\b")


def varied(briefings: list[Briefing], count: int) -> Iterator[Briefing]:
    """So many briefings: the same over and over, a tenth of the words changing places, on other days."""
    pick = random.Random(1)
    for number, briefing in enumerate(islice(cycle(briefings), count)):
        document = briefing.document
        day = date(2004, 1, 1) + timedelta(days=pick.randrange(8000))
        name = f"{document.name}-{number}"
        text = _shuffled(document.text, pick)
        yield replace(briefing, document=replace(document, name=name, text=text, date=day.isoformat()))


def _shuffled(text: str, pick: random.Random) -> str:
    """The text with words of equal length having changed places: every offset still holds."""
    words = [match.span() for match in _WORD.finditer(text)]
    changed = list(text)
    for start, end in pick.sample(words, len(words) // 20):
        other, stop = pick.choice(words)
        if stop - other == end - start:
            changed[start:end], changed[other:stop] = changed[other:stop], changed[start:end]
    return "".join(changed)


class Browser:
    """The program in a terminal of its own."""

    def __init__(self, library: Path, home: Path) -> None:
        self.begun = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            folders = {f"XDG_{name}_HOME": str(home / name) for name in ("STATE", "DATA", "CONFIG")}
            os.environ.update({"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **folders})
            code = "from quoth.tui.cli import main; main()"
            os.execv(sys.executable, [sys.executable, "-c", code, "--library", str(library)])
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def cpu_ms(self) -> float:
        """What all its threads have used."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    def settle(self, since: float, patience_s: float = 20.0) -> tuple[float, int]:
        """Read until nothing more comes: milliseconds until the last byte, and how many came."""
        last, count = since, 0
        while select.select([self.terminal], [], [], QUIET_S if count else patience_s)[0]:
            count += len(os.read(self.terminal, 65536))
            last = time.perf_counter()
        return (last - since) * 1000, count

    def press(self, key: str) -> tuple[float, float, int]:
        """Milliseconds of CPU, milliseconds to the last byte, and bytes."""
        before, begun = self.cpu_ms(), time.perf_counter()
        os.write(self.terminal, key.encode())
        wall, count = self.settle(begun, 1.0)
        return self.cpu_ms() - before, wall, count

    def end(self) -> None:
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def measure(library: Path) -> None:
    """Print a line a kind of key."""
    with tempfile.TemporaryDirectory() as home:
        Browser.settle(browser := Browser(library, Path(home)), time.perf_counter())
        browser.end()
        ready = []
        for _ in range(5):
            browser = Browser(library, Path(home))
            wall, _ = browser.settle(browser.begun)
            ready.append((browser.cpu_ms(), wall, 0))
            browser.end()
        _tell("ready for keys", ready)
        browser = Browser(library, Path(home))
        browser.settle(browser.begun)
        for panel in "21356":
            browser.press(panel)
            _tell(f"a step in panel {panel}", [browser.press("j") for _ in range(100)])
        browser.press("2")
        for search in SEARCHES:
            browser.press("/")
            _tell(f"a letter of {search!r}", [browser.press(letter) for letter in search])
            browser.press("\x1b")
        browser.end()


def _tell(name: str, pressed: list[tuple[float, float, int]]) -> None:
    figures = []
    for values in zip(*pressed, strict=True):
        figures += [percentile(list(values), 0.5), percentile(list(values), 0.95)]
    print(f"{name:<36}" + "".join(f"{figure:>10.1f}" for figure in figures), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--articles-of", type=Path, help="make the library of the articles of this one first")
    parser.add_argument("--count", type=int, default=10_000)
    options = parser.parse_args()
    if options.articles_of:
        with FileLibrary(options.articles_of, read_only=True) as library:
            rows = [row for at in range(0, 2000, 200) for row in library.documents(offset=at).rows]
            briefings = [library.get(row.id) for row in rows]
        fill(options.library, varied(briefings, options.count))
        with FileLibrary(options.library) as library:
            library.documents(limit=1)
    print(f"{'':<36}" + "".join(f"{head:>20}" for head in ("CPU ms p50, p95", "wall ms p50, p95", "bytes p50, p95")))
    measure(options.library)


if __name__ == "__main__":
    main()

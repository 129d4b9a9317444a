"""The browser on a terminal beside an empty Textual program: ready, memory, bytes, steps, idle, what is left behind.

    python tests/bench/terminal.py --shared DIR [--articles 10000] [--runs 5] [--library DIR that is kept]

Measured from outside by the shared folder's tui/tuiprobe.py (needs pyte), E by its floors.py in the same minutes, turn by
turn. Times are of a machine that does nothing else; the load is printed with them, and CPU time beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from big_library import articles, fill

SEED = Path(__file__).parent.parent.parent / "seeds" / "000_92df1d4cf2710af1.txt"
QUOTH = str(Path(sys.executable).parent / "quoth")
READY = r"\? help"
STEPS = 80


class Probe:
    """tuiprobe.py, with folders of its own for what quoth keeps."""

    def __init__(self, shared: Path, home: Path) -> None:
        self._tui = shared / "eval" / "tui"
        self._home = home

    def floor(self) -> dict[str, Any]:
        return self.run([sys.executable, str(self._tui / "floors.py"), "empty"], "READY.*Quit")

    def quoth(self, library: Path, *options: str) -> dict[str, Any]:
        shutil.rmtree(self._home / "state", ignore_errors=True)
        return self.run([QUOTH, "--library", str(library)], READY, *options)

    def run(self, argv: list[str], ready: str, *options: str) -> dict[str, Any]:
        """One run's figures."""
        kept = [f"XDG_{name.upper()}_HOME={self._home / name}" for name in ("config", "state", "cache", "data")]
        told = self._home / "told.json"
        settings = [word for pair in kept for word in ("--env", pair)]
        command = [sys.executable, str(self._tui / "tuiprobe.py"), "--runs", "1", "--idle", "0", *settings]
        command += ["--ready", ready, "--json", str(told), *options, "--", *argv]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        (result,) = json.loads(told.read_text()).values()
        return {**result["runs"][0], "exits": result["summary"]["exits"]}


def tell(what: str, value: float, most: float, unit: str = "") -> None:
    print(f"{what:58} {value:8.2f} {unit:6} at most {most:g} {'' if value <= most else '  MISSED'}")


def median(runs: list[dict[str, Any]], *path: str) -> float:
    values = []
    for run in runs:
        value: Any = run
        for name in path:
            value = value[name]
        values.append(float(value))
    return statistics.median(values)


def compare(probe: Probe, one: Path, many: Path, count: int, runs: int) -> None:
    floors, ones, manys = [], [], []
    for _ in range(runs):
        floors.append(probe.floor())
        ones.append(probe.quoth(one))
        manys.append(probe.quoth(many))
    for name, measured, most in (("one article", ones, 1.3), (f"{count} articles", manys, 1.4)):
        for what, figure in (("ready", "ready_ms"), ("CPU until settled", "cpu_ms")):
            ratio = median(measured, "start", figure) / median(floors, "start", figure)
            tell(f"{what}, {name} ({median(measured, 'start', figure):.0f} ms)", ratio, most, "E")
        tell(f"peak memory, {name}", median(measured, "peak_mb") / median(floors, "peak_mb"), 1.6, "E")
        paint = median(measured, "start", "settled_bytes") / median(floors, "start", "settled_bytes")
        tell(f"full paint, {name}", paint, 1.3, "E")


def step(probe: Probe, library: Path) -> None:
    for name, before in (("zoomed", "z,"), ("with the source following", "")):
        run = probe.quoth(library, "--keys", f"{before}j*{STEPS}")
        keys = [key for key in run["keys"] if key["label"] == "j"]
        sizes = sorted(key["bytes"] for key in keys)
        times = sorted(key["settle_ms"] or 0 for key in keys)
        cpu = statistics.median(key["cpu_ms"] for key in keys)
        print(
            f"a step {name}: median {statistics.median(sizes):g} bytes, {statistics.median(times):.1f} ms, CPU {cpu:.1f} ms"
        )
        if before:
            tell("a step zoomed, mean", statistics.mean(sizes), 320, "bytes")
            tell("a step zoomed, largest", sizes[-1], 320, "bytes")
            tell("a step zoomed, 95 of 100 within", times[int(len(times) * 0.95)], 10, "ms")


def stay(probe: Probe, library: Path) -> None:
    run = probe.quoth(library, "--keys", "/,w", "--idle", "10")
    tell("idle 10 s with the search open", run["idle"]["bytes"], 0, "bytes")
    tell("idle", run["idle"]["cpu_ms"] / 10, 2, "ms/s")


def leave(probe: Probe, library: Path) -> None:
    ways = "q,SIGTERM,SIGHUP,SIGINT,SIGQUIT,hangup"
    for end in probe.quoth(library, "--exit", ways)["exits"]:
        left = ", ".join(end["left"]) or "nothing"
        print(f"left behind after {end['how']:8} {left:20} status {end['status']}, {end['exit_ms']} ms")
    for term, allowed in (("vt100", {"altscreen", "bpaste"}), ("dumb", set())):
        run = probe.run([QUOTH, "--library", str(library)], READY if allowed else "DATE", "--term", term)
        found = set(run.get("caps", ())) - allowed
        print(f"{term:8} uses {', '.join(sorted(found)) or 'nothing that it should not'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        one, many = home / "one", options.library or home / "many"
        if not many.exists():
            fill(many, articles(options.shared, options.articles))
        subprocess.run([QUOTH, "--library", str(many), "list", "--limit", "1"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([QUOTH, "--library", str(one), "add", str(SEED)], check=True, stdout=subprocess.DEVNULL)
        probe = Probe(options.shared, home)
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        compare(probe, one, many, options.articles, options.runs)
        step(probe, many)
        stay(probe, many)
        leave(probe, one)
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()

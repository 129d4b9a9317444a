"""Progress on a terminal: one line, and nothing to put back however the program ends."""

from __future__ import annotations

import io
import signal
import sys
from pathlib import Path

import pytest
from emulator import Emulator, quoth
from quoth.tui.verbs import progress
from quoth.tui.verbs.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("done", "total", "line"),
    [
        (5, None, "5 texts, 2.5/s"),
        (5, 20, "5/20 texts, 2.5/s, 0:06 left"),
        (20, 20, "20/20 texts, 10.0/s, 0:00 left"),
        (1, 1000, "1/1000 texts, 0.5/s, 33:18 left"),
        (0, 10, "0/10 texts, 0.0/s"),
    ],
)
def test_what_is_told(done: int, total: int | None, line: str) -> None:
    counted = Progress(total)
    counted.reach(done, total)
    assert counted.line(2.0) == line


@pytest.mark.parametrize("terminal", [True, False])
def test_only_a_terminal_is_told_and_the_line_is_wiped(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "EVERY_S", -1.0)
    with Progress(3) as counted:
        for _ in range(3):
            counted.advance()
    sent = stream.getvalue()
    assert bool(sent) is terminal
    assert "\x1b" not in sent
    assert not terminal or sent.rsplit("\r", 2)[1].isspace()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_during_an_analysis_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    for text in range(400):
        (tmp_path / f"{text}.txt").write_text(f"The minister said {text} bridges were open. " * 20, encoding="utf-8")
    library = tmp_path / "library"
    with Emulator(
        quoth("--library", str(library), "add", "--jobs", "1", str(tmp_path)), tmp_path, term="dumb"
    ) as adding:
        adding.until("/400 texts")
        adding.process.send_signal(number)
        assert adding.leave() in (-number, 128 + number)
        assert adding.left_behind() == set()
        assert "\x1b" not in adding.raw
    with Emulator(quoth("--library", str(library), "check"), tmp_path, term="dumb") as checking:
        assert checking.leave() == 0

"""Calling quoth as a user does: in this process, in one of its own, in a terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from briefings import invented_briefing, make_briefing
from click.testing import CliRunner, Result
from quoth.store import open_library
from quoth.tui.cli import main

SEED = Path(__file__).parent.parent / "seeds" / "000_92df1d4cf2710af1.txt"
QUOTH = [sys.executable, "-c", "from quoth.tui.cli import main; main()"]


@pytest.fixture(name="home", autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of the test's own, and no setting from outside."""
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    for name in [name for name in os.environ if name.startswith("QUOTH_")] + ["NO_COLOR"]:
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture(name="library")
def small_library(tmp_path: Path) -> Path:
    """A library of four documents and 41 quotes."""
    folder = tmp_path / "library"
    with open_library(folder) as library:
        library.add(make_briefing())
        for seed in range(3):
            library.add(invented_briefing(seed))
    return folder


def call(*arguments: str | Path, input: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=input)


def process(*arguments: str | Path, input: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*QUOTH, *map(str, arguments)],
        check=False,
        input=input,
        capture_output=True,
        env={**os.environ, **environ},
        timeout=60,
    )


def in_terminal(*arguments: str | Path, when: bytes = b"", keys: bytes = b"", **environ: str) -> tuple[str, int]:
    """What a terminal 80 columns wide is sent, and the status; the keys are typed when ``when`` has come."""
    return terminal_of([*QUOTH, *map(str, arguments)], when, keys, environ)


def terminal_of(command: list[str], when: bytes, keys: bytes, environ: dict[str, str]) -> tuple[str, int]:
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update({"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **environ})
        os.execv(command[0], command)
    sent, until = b"", time.monotonic() + 60
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                sent += os.read(terminal, 65536)
            except OSError:
                break
            if keys and when in sent:
                os.write(terminal, keys)
                keys = b""
    os.close(terminal)
    return sent.decode("utf-8", "replace").replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

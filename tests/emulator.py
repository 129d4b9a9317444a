"""A program in a real pseudo-terminal, its screen kept by an emulator, its modes and bytes written down."""

from __future__ import annotations

import codecs
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

MODES = re.compile(r"\x1b\[\?([\d;]+)([hl])")
NAMES = {
    "1049": "alternate screen",
    "2004": "bracketed paste",
    "1004": "focus reports",
    "1000": "mouse",
    "1006": "mouse",
}
_NOT_FOR_PYTE = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b\[[<>=][\d;]*u|\x1b\[\?\d+\$p")
PATIENCE_S = 20.0


class Emulator:
    """Runs ``argv`` with a terminal of its own; ``text`` is what its screen shows."""

    def __init__(
        self,
        argv: Sequence[str],
        home: Path,
        *,
        size: tuple[int, int] = (80, 24),
        term: str = "xterm-256color",
        **env: str,
    ) -> None:
        self.master, self.slave = os.openpty()
        self.resize(*size, tell=False)
        self.before = termios.tcgetattr(self.slave)
        self.screen = pyte.Screen(*size)
        self.stream = pyte.Stream(self.screen)
        self.raw = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        environ = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": term, **env}
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            environ[f"XDG_{name}_HOME"] = str(home / name.lower())
        self.process = subprocess.Popen(
            argv,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=environ,
            preexec_fn=self._own_terminal,  # noqa: PLW1509 - the tests have no threads
        )

    def _own_terminal(self) -> None:
        os.setsid()
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for handle in (self.master, self.slave):
            if handle >= 0:
                os.close(handle)

    @property
    def text(self) -> str:
        """The screen's lines."""
        return "\n".join(self.screen.display)

    def send(self, keys: str | bytes) -> None:
        """Type."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            self.read(0)
            _, writable, _ = select.select([], [self.master], [], 1)
            if writable:
                data = data[os.write(self.master, data[:1024]) :]

    def resize(self, columns: int, rows: int, *, tell: bool = True) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if tell:
            self.screen.resize(rows, columns)
            self.process.send_signal(signal.SIGWINCH)

    def read(self, wait: float = 0.05) -> bool:
        """Take what there is to read; whether there was something."""
        ready, _, _ = select.select([self.master], [], [], wait)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        text = self._decoder.decode(data)
        self.raw += text
        self.stream.feed(_NOT_FOR_PYTE.sub("", text))
        return bool(data)

    def until(self, found: str | Callable[[], Any], patience: float = PATIENCE_S) -> None:
        """Read until the screen shows the text, or the question is answered by yes."""
        end = time.monotonic() + patience
        while not (found in self.text if isinstance(found, str) else found()):
            assert time.monotonic() < end, f"never came: {found}\n{self.text}\n{self.raw[-2000:]!r}"
            self.read()

    def settle(self, quiet: float = 0.3) -> None:
        """Read until nothing comes any more."""
        while self.read(quiet):
            pass

    def leave(self, patience: float = PATIENCE_S) -> int:
        """Wait for the end of the program; its status."""
        end = time.monotonic() + patience
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still there\n{self.text}"
            self.read()
        self.settle(0.05)
        return self.process.returncode

    def left_behind(self) -> set[str]:
        """What the terminal has been changed in and not been put back."""
        modes: dict[str, bool] = {}
        for match in MODES.finditer(self.raw):
            modes.update((mode, match[2] == "h") for mode in match[1].split(";"))
        left = {name for mode, name in NAMES.items() if modes.get(mode)}
        left |= {"hidden cursor"} if modes.get("25") is False else set()
        left |= {"no wrapping"} if modes.get("7") is False else set()
        left |= {"kitty keyboard"} if len(re.findall(r"\x1b\[>\d*u", self.raw)) > self.raw.count("\x1b[<") else set()
        pen = self.screen.cursor.attrs
        left |= {"colours"} if pen._replace(data=" ") != self.screen.default_char._replace(data=" ") else set()
        now = termios.tcgetattr(self.slave)
        left |= {"terminal settings"} if now != self.before else set()
        return left


def quoth(*arguments: str) -> list[str]:
    """The command line of a quoth in this Python."""
    return [sys.executable, "-c", "from quoth.tui.cli import main; main()", *arguments]

"""A program in a real pseudo-terminal, its screen kept by a terminal emulator (pyte)."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence

import pyte


class Emulated:
    """Runs a command as the leader of its own session on a pseudo-terminal; ``written`` is all it wrote."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], *, columns: int = 80, rows: int = 24) -> None:
        self._view = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._view)
        self.written = b""
        self._master, self._slave = pty.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes_before = termios.tcgetattr(self._slave)
        self.process = subprocess.Popen(
            argv, stdin=self._slave, stdout=self._slave, stderr=self._slave, env=dict(env), start_new_session=True
        )

    def __enter__(self) -> Emulated:
        return self

    def __exit__(self, *exc: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)
        os.close(self._slave)

    @property
    def screen(self) -> str:
        """What a person sees, a line a row, without trailing blanks."""
        return "\n".join(line.rstrip() for line in self._view.display)

    @property
    def modes(self) -> list[object]:
        """The terminal's modes now, to be compared with ``modes_before``."""
        return termios.tcgetattr(self._slave)

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def read(self, seconds: float = 0.05) -> None:
        """Take in what the program writes within the time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not select.select([self._master], [], [], left)[0]:
                return
            try:
                data = os.read(self._master, 65536)
            except OSError:
                return
            self.written += data
            self._stream.feed(data)

    def wait_for(self, pattern: str, seconds: float = 20) -> str:
        """The screen, once it matches; AssertionError with the screen when it never does."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read()
            if re.search(pattern, self.screen, re.MULTILINE):
                return self.screen
        raise AssertionError(f"{pattern!r} never came up on\n{self.screen}")

    def wait_for_end(self, seconds: float = 10) -> int:
        """The exit status, once it has ended; AssertionError when it does not."""
        until = time.monotonic() + seconds
        while self.process.poll() is None:
            if time.monotonic() > until:
                raise AssertionError(f"still running:\n{self.screen}")
            self.read()
        self.read(0.2)
        return self.process.returncode

    def kill(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

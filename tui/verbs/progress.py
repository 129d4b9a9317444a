"""Progress of long work on a terminal's standard error: how many of how many, the rate, the time left.

One line that overwrites itself: no colour, no hidden cursor, nothing to put back however the program ends.
"""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

from quoth.tui.terminal.abilities import is_tty

EVERY_S = 0.3


class Progress:
    """Counts what is done; shows itself only on a terminal, and only when the work takes a while."""

    def __init__(self, total: int | None, unit: str = "texts") -> None:
        self.total, self.unit, self.done = total, unit, 0
        self._shown = is_tty(sys.stderr)
        self._begin = self._told = time.monotonic()
        self._width = 0

    def advance(self) -> None:
        """One more is done."""
        self.reach(self.done + 1, self.total)

    def reach(self, done: int, total: int | None) -> None:
        """So many of so many are done."""
        self.done, self.total = done, total
        if self._shown and time.monotonic() - self._told > EVERY_S:
            self._told = time.monotonic()
            self._write(self.line(self._told - self._begin))

    def line(self, seconds: float) -> str:
        """What there is to tell after so many seconds."""
        rate = self.done / seconds
        total = self.total if self.total and self.total >= self.done else None  # a file of many texts counts as one
        parts = [f"{self.done}{f'/{total}' if total else ''} {self.unit}", f"{rate:.1f}/s"]
        if total and rate:
            minutes, rest = divmod(round((total - self.done) / rate), 60)
            parts.append(f"{minutes}:{rest:02} left")
        return ", ".join(parts)

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r{text.ljust(self._width)}\r")
        sys.stderr.flush()
        self._width = len(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._width:
            self._write("")

"""Progress of long work on a terminal's standard error: a bar, how many of how many, the rate, the time left."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from quoth.tui.terminal.abilities import is_tty

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import Task, TaskID

DELAY = 0.3  # seconds before a bar is worth showing


class Progress:
    """Counts what is done; shows itself only on a terminal, and only when the work takes a while."""

    def __init__(self, total: int | None, unit: str = "texts", *, color: bool = True) -> None:
        self.total, self.unit, self.done = total, unit, 0
        self._color = color
        self._begin = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._shown = is_tty(sys.stderr)

    def advance(self) -> None:
        """One more is done."""
        self.reach(self.done + 1, self.total)

    def reach(self, done: int, total: int | None) -> None:
        """So many of so many are done."""
        self.done, self.total = done, total
        if self._bar is None and self._shown and time.monotonic() - self._begin > DELAY:
            self._show()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self.done, total=self.total)

    def _show(self) -> None:
        from rich import progress
        from rich.console import Console

        unit = self.unit

        class Rate(progress.ProgressColumn):
            def render(self, task: Task) -> str:
                return f"{task.finished_speed or task.speed or 0:.1f} {unit}/s"

        console = Console(stderr=True, highlight=False, no_color=not self._color)
        columns = (progress.BarColumn(), progress.MofNCompleteColumn(), Rate(), progress.TimeRemainingColumn())
        self._bar = progress.Progress(*columns, console=console, transient=True, redirect_stdout=False)
        self._task = self._bar.add_task("", total=self.total)
        self._bar.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

"""The rows of a list of any length, of which only some windows of equal length are held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")

WINDOW = 64  # rows a request: more than a list shows at once
KEPT_WINDOWS = 40


class Windows(Generic[Row]):
    """Finds a row by its number, and says which window to ask for where it is not there."""

    def __init__(self) -> None:
        self._windows: dict[int, Sequence[Row]] = {}
        self._asked: set[int] = set()

    def __getitem__(self, index: int) -> Row | None:
        """The row, None where it is not held."""
        rows = self._windows.get(index // WINDOW, ())
        at = index % WINDOW
        return rows[at] if 0 <= at < len(rows) else None

    def __len__(self) -> int:
        """How many rows are held."""
        return sum(map(len, self._windows.values()))

    def clear(self) -> None:
        """Hold none."""
        self._windows, self._asked = {}, set()

    def take(self, rows: Sequence[Row], offset: int, near: int) -> None:
        """Hold the rows from the offset on (a multiple of WINDOW); those furthest from ``near`` are let go."""
        self._asked.discard(offset)
        for at in range(0, len(rows), WINDOW):
            self._windows[(offset + at) // WINDOW] = rows[at : at + WINDOW]
        while len(self._windows) > KEPT_WINDOWS:
            furthest = max(self._windows, key=lambda number: abs(number - near // WINDOW))
            if furthest == offset // WINDOW:
                break
            del self._windows[furthest]

    def to_ask(self, index: int) -> int | None:
        """The offset of the row's window, the first time it is asked for."""
        offset = index // WINDOW * WINDOW
        if index < 0 or offset in self._asked:
            return None
        self._asked.add(offset)
        return offset

    def find(self, wanted: Callable[[Row], bool]) -> int | None:
        """The number of the first such row that is held."""
        return next((index for index, row in self._held() if wanted(row)), None)

    def _held(self) -> Iterator[tuple[int, Row]]:
        for number in sorted(self._windows):
            for at, row in enumerate(self._windows[number]):
                yield number * WINDOW + at, row

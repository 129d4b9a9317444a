"""When the speaker under the cursor was quoted: a bar a month, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from quoth.store.rows import QuoteRow
from quoth.tui.panels.canvas import Canvas
from quoth.tui.panels.cells import fit
from quoth.tui.panels.words import bar, short
from textual.strip import Strip


class Timeline(Canvas):
    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._name = ""
        self._months: list[tuple[str, int]] = []
        self._capped = False

    def show(self, name: str, quotes: Iterable[QuoteRow], *, capped: bool = False) -> None:
        """Show how many of the quotes fall into each month."""
        counts = Counter((row.document.date or "undated")[:7] for row in quotes)
        self._name = name
        self._months = sorted(counts.items(), key=lambda item: (item[0] != "undated", item[0]), reverse=True)
        self._capped = capped
        self.refresh()

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        if y == 0:
            newest = " (the newest)" if self._capped else ""
            title = f" Quotes a month: {short(self._name)}{newest}" if self._name else " Timeline"
            return self.strip([(fit(title, cells), "caption")], cells)
        if y > len(self._months):
            return self.strip([], cells)
        month, count = self._months[y - 1]
        most = max(count for _, count in self._months)
        return self.strip(
            [(f" {month:<8}", "number"), (f"{count:>5} ", ""), (bar(count, most, cells - 16), "bar")], cells
        )

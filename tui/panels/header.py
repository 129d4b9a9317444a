"""The first line: what the document in view is."""

from __future__ import annotations

from collections import Counter

from quoth.core.model import Briefing
from quoth.store.rows import DocumentRow
from quoth.tui.panels.cells import fit, width
from quoth.tui.panels.lines import Canvas
from quoth.tui.panels.words import short
from textual.strip import Strip

NAMED = 3


class Header(Canvas):
    """Title and outlet, who speaks most, date, and how much of it is verbatim, reported, figures."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left = "quoth"
        self._right = ""

    def describe(self, row: DocumentRow | None, briefing: Briefing | None) -> None:
        """Say what the document is."""
        left, right = ("quoth", "") if row is None else describe(row, briefing)
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        right = f" {self._right} "
        room = max(cells - width(right), 0)
        return self.strip(
            [(fit(f" {self._left}", room), "caption-focus"), (fit(right, cells - room), "caption")], cells
        )


def describe(row: DocumentRow, briefing: Briefing | None) -> tuple[str, str]:
    """What comes first (title, outlet, who) and what must not be cut off (date and counts)."""
    who = ", ".join(_most_quoted(briefing)) if briefing else ""
    known = [short(row.title or row.name), short(row.source), short(who)]
    counts = f"{row.verbatim} verbatim, {row.reported} reported, {row.numbers} figures"
    return " - ".join(part for part in known if part), f"{short(row.date) or 'undated'}  {counts}"


def _most_quoted(briefing: Briefing) -> list[str]:
    counts = Counter(speaker for quote in briefing.quotes for speaker in quote.speakers)
    return [briefing.speaker(id).name for id, _ in counts.most_common(NAMED)]

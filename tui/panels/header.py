"""The first line: what the document in view is."""

from __future__ import annotations

from collections import Counter

from quoth.core.model import Briefing
from quoth.store.rows import DocumentRow
from quoth.tui.output.cite import counted
from quoth.tui.panels.canvas import Canvas
from quoth.tui.panels.cells import fit, width
from quoth.tui.panels.words import short
from textual.strip import Strip

NAMED = 3
SHORTEST = 20  # cells for place and names, before the counts are put in short


class Header(Canvas):
    """Place and who speaks most, date, and how much of it is verbatim, reported, figures; the title where it fits."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._known: tuple[str, ...] = ("quoth",)
        self._counts: tuple[str, ...] = ("",)

    def describe(self, row: DocumentRow | None, briefing: Briefing | None) -> None:
        """Say what the document is."""
        known, counts = (
            (("quoth",), ("",)) if row is None or briefing is None else (what(row, briefing), counts_of(row))
        )
        if (known, counts) != (self._known, self._counts):
            self._known, self._counts = known, counts
            self.refresh()

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        right = next((text for text in self._counts if cells - width(text) >= SHORTEST), self._counts[-1])
        right = f" {right} "
        room = max(cells - width(right), 0)
        left = next((text for text in self._known if width(text) < room), self._known[-1])
        return self.strip([(fit(f" {left}", room), "caption-focus"), (fit(right, cells - room), "caption")], cells)


def what(row: DocumentRow, briefing: Briefing) -> tuple[str, ...]:
    """Place, who speaks most and the title: in full, and shorter. The source's caption has the title too."""
    place = short(briefing.document.place)
    who = ", ".join(_most_quoted(briefing))
    title = short(row.title or row.name)
    parts = [part for part in (place, who) if part]
    return (": ".join([" - ".join(parts), title]) if parts else title, " - ".join(parts) or title)


def counts_of(row: DocumentRow) -> tuple[str, ...]:
    """Date and counts, in full and in short."""
    date = short(row.date) or "undated"
    return (
        f"{date}  {row.verbatim} verbatim, {row.reported} reported, {counted(row.figures, 'figure')}",
        f"{date}  {row.verbatim} verb. {row.reported} rep. {row.figures} fig.",
    )


def _most_quoted(briefing: Briefing) -> list[str]:
    counts = Counter(speaker for quote in briefing.quotes for speaker in quote.speakers)
    return [short(briefing.speaker(id).name) for id, _ in counts.most_common(NAMED)]

"""Every figure: its value on the right of its column, what it counts, who said it."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.store.rows import NumberRow
from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import fit, width
from quoth.tui.panels.dated import Dated
from quoth.tui.panels.words import figure, hit_words, marked, names, short, value, with_hits


class Numbers(Dated[NumberRow]):
    PANEL, TITLE, NUMBER = "numbers", "Numbers", 3

    def fields(self, row: NumberRow, cells: int) -> Sequence[Field]:
        date = self.date(row, cells)
        surface = min(26, max(16, cells * 3 // 10))
        kind = 9 if cells >= 70 else 0
        read = 20 if cells >= 100 else 0
        who = min(24, max(11, (cells - surface - kind - read) // 3))
        counts = cells - surface - who - kind - read - 4 - sum(width(text) for text, _ in date)
        speakers = names(row.speakers, unnamed="unnamed source" if row.quote else "the text")
        counted = row.number.counts
        found = hit_words(row.hits, row.counts_text, counted.start) if counted else set()
        fields: list[Field] = [
            *date,
            (fit(figure(row), surface, right=True) + "  ", "number"),
            *with_hits(fit(short(row.counts_text), max(counts, 0)), "", found),
            marked(row.quote, row.speakers),
            (fit(speakers, who) + " ", "speaker"),
        ]
        if kind:
            fields.append((fit(row.number.kind, kind), "dim"))
        if read:
            fields.append((fit(value(row.number), read, right=True), "dim"))
        return fields

"""Every figure: its value on the right of its column, what it counts, who said it."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.store.rows import NumberRow
from quoth.tui.panels.cells import fit
from quoth.tui.panels.lines import Field, Lines
from quoth.tui.panels.words import marked, names, short, value


class Numbers(Lines[NumberRow]):
    PANEL, TITLE, NUMBER = "numbers", "Numbers", 3

    def key(self, row: NumberRow) -> object:
        return row.document.id, row.index

    def fields(self, row: NumberRow, cells: int) -> Sequence[Field]:
        who = min(24, max(11, cells // 6))
        surface = min(24, max(14, cells // 4))
        wide = cells >= 70
        read = 20 if wide else 0
        counts = max(cells - surface - 2 - who - 2 - read - 9 * wide, 0)
        speakers = names(row.speakers, unnamed="unnamed source" if row.quote else "the text")
        fields: list[Field] = [
            (fit(short(row.text), surface, right=True) + "  ", "number"),
            (fit(short(row.counts_text), counts), ""),
            marked(row.quote, row.speakers),
            (fit(speakers, who) + " ", "speaker"),
        ]
        if wide:
            fields += [(fit(row.number.kind, 8), "dim"), (fit(value(row.number), read, right=True), "dim")]
        return fields

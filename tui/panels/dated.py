"""What the lists of quotes and of numbers have in common: rows of several documents say of which day they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from quoth.store.rows import NumberRow, QuoteRow
from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import fit
from quoth.tui.panels.lines import Lines
from quoth.tui.panels.words import short

Row = TypeVar("Row", bound=QuoteRow | NumberRow)

WHOLE_DATE_FROM = 90  # cells


class Dated(Lines[Row]):
    """Rows that stand in documents."""

    several = False

    def key(self, row: Row) -> object:
        return row.document.id, row.index

    def fill(self, rows: Sequence[Row], total: int, *, capped: bool = False, note: str = "") -> None:
        before, self.several = self.several, len({row.document.id for row in rows}) > 1
        super().fill(rows, total, capped=capped, note=note)
        if before != self.several:
            self.refresh()

    def date(self, row: Row, cells: int) -> list[Field]:
        """The document's day, or where room is short its month; nothing where all rows are of one document."""
        if not self.several:
            return []
        taken = 10 if cells >= WHOLE_DATE_FROM else 7
        return [(fit((short(row.document.date) or "undated")[:taken], taken) + " ", "dim")]

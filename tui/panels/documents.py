"""The documents, newest first: date, title, outlet, counts."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.store.rows import DocumentRow
from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import fit, width
from quoth.tui.panels.lines import Lines
from quoth.tui.panels.words import short


class Documents(Lines[DocumentRow]):
    PANEL, TITLE, NUMBER = "documents", "Documents", 6

    def key(self, row: DocumentRow) -> object:
        return row.id

    def fields(self, row: DocumentRow, cells: int) -> Sequence[Field]:
        fields: list[Field] = [(fit(short(row.date) or "undated", 10) + " ", "number")]
        tail: list[Field] = []
        if cells >= 100:
            said = f"{row.verbatim:>4} verb.{row.reported:>4} rep.{row.figures:>4} fig."
            tail = [(fit(" " + short(row.source), 14), "topic"), (said, "dim")]
        taken = 11 + sum(width(text) for text, _ in tail)
        return [*fields, (fit(short(row.title or row.name), cells - taken), ""), *tail]

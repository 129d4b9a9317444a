"""The line of the search: what one types, the filters in force, what is wrong with the search."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.core.errors import QueryError
from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import fit, width
from quoth.tui.panels.editor import Editor
from quoth.tui.terminal.visible import visible_line
from textual.strip import Strip

IDLE = "everything: / searches, F filters by the row under the cursor"

SHORTEST_TERM = 6  # cells


class SearchLine(Editor):
    """An editor while one types; otherwise ``/search [filter] [filter]``."""

    PROMPT = "/"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._terms: list[Field] = []
        self._error: QueryError | None = None

    def show(self, search: str, filters: Sequence[str], preview: str) -> None:
        """Show the search and the filters in force."""
        terms: list[Field] = [(f"/{visible_line(search)}", "key")] if search and not self.active else []
        terms += [(f"[{visible_line(term)}]", "key") for term in filters]
        terms += [(f"({visible_line(preview)})", "dim")] if preview else []
        if terms != self._terms:
            self._terms = terms
            self.refresh()

    def show_error(self, error: QueryError | None) -> None:
        """Underline what cannot be read, and say why."""
        if error is not self._error:
            self._error = error
            self.refresh()

    def typed(self, cells: int) -> list[Field]:
        fields = super().typed(cells)
        if self._error is None or sum(len(text) for text, _ in fields) < len(self.text):
            return fields
        return [part for field, start in _starts(fields) for part in _underline(field, start, self._error)]

    def _shown_terms(self, cells: int) -> list[Field]:
        """All that is in force, the longest shortened where there is no room for all of it."""
        widths = [width(text) for text, _ in self._terms]
        while sum(widths) + len(widths) > cells and max(widths, default=0) > SHORTEST_TERM:
            widths[widths.index(max(widths))] -= 1
        return [(f" {fit(text, taken)}", pen) for (text, pen), taken in zip(self._terms, widths, strict=True)]

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        fields = self.typed(max(cells // 2, cells - 60)) if self.active else []
        if self._error is not None:
            fields = [*fields, (f" ! {visible_line(str(self._error))}", "error")]
        elif self._terms or fields:
            fields = [*fields, *self._shown_terms(cells - sum(width(text) for text, _ in fields))]
        else:
            fields = [(f" {IDLE}", "dim")]
        return self.strip(_within(fields, cells), cells)


def _starts(fields: Sequence[Field]) -> list[tuple[Field, int]]:
    """Each field with where its text begins in what is typed; the prompt lies before it."""
    at, found = -len(SearchLine.PROMPT), []
    for field in fields:
        found.append((field, at))
        at += len(field[0])
    return found


def _underline(field: Field, at: int, error: QueryError) -> list[Field]:
    """The field in up to three, the one in the middle being what cannot be read."""
    text, style = field
    start = min(max(error.start - at, 0), len(text))
    end = min(max(max(error.end, error.start + 1) - at, 0), len(text))
    return [(text[:start], style), (text[start:end], style if style == "cursor" else "error"), (text[end:], style)]


def _within(fields: Sequence[Field], cells: int) -> list[Field]:
    shown, room = [], cells
    for text, style in fields:
        taken = min(width(text), room)
        shown.append((text if taken == width(text) else fit(text, taken), style))
        room -= taken
    return shown

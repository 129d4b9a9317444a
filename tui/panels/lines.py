"""The one list: rows of any number drawn one a line, of which a step repaints two.

A list holds windows over the library's answers and asks for what it lacks by a message; it never fetches.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from quoth.tui.panels.canvas import Canvas, Field, Pressed
from quoth.tui.panels.cells import fit, width, wrap
from quoth.tui.panels.windows import WINDOW, Windows
from quoth.tui.terminal.scrolling import can_scroll, scroll
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

Row = TypeVar("Row")

CONTEXT = 3  # rows of the page before that stay in view
AHEAD = 20  # rows: what lies so near beyond the page is asked for before it is needed
LOADING = "..."


class Tab(NamedTuple):
    """A list in the caption of those that share one place."""

    panel: str
    title: str
    here: bool


class Lines(Canvas, Generic[Row]):
    """A caption and below it the rows, one of which is under the cursor."""

    PANEL: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    NUMBER: ClassVar[int] = 0

    class Moved(Message):
        """The mouse has put the cursor on another row."""

        def __init__(self, lines: Lines[Any]) -> None:
            super().__init__()
            self.lines = lines

    class Wanted(Message):
        """Rows from ``offset`` on are about to be shown and not there."""

        def __init__(self, lines: Lines[Any], offset: int) -> None:
            super().__init__()
            self.lines = lines
            self.offset = offset

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.total = 0
        self.capped = False
        self.note = ""
        self.cursor = 0
        self.top = 0
        self.empty = ""
        self.tabs: Sequence[Tab] = ()
        self._rows: Windows[Row] = Windows()
        self._restarts = False

    # rows

    def fields(self, row: Row, cells: int) -> Sequence[Field]:
        """What to show of a row in so many cells; the first column, the cursor's, is not part of it."""
        raise NotImplementedError

    def key(self, row: Row) -> object:
        """What makes a row the same one after a change of the library."""
        return row

    def row(self, index: int) -> Row | None:
        """The row, None where it is not loaded."""
        return self._rows[index]

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor]

    @property
    def loaded(self) -> int:
        """How many rows are held just now."""
        return len(self._rows)

    def fill(self, rows: Sequence[Row], total: int, *, capped: bool = False, note: str = "") -> None:
        """Take new rows in place of all, from the first on; the cursor stays on its row if that is there.

        The note stands in the caption behind the count.
        """
        before, current = self._in_view(), self.current
        self._rows.clear()
        self._rows.take(rows, 0, 0)
        self.total, self.capped, self.note = total, capped, note
        self.cursor = self._find(None if self._restarts else current)
        self._restarts = False
        self._scroll_to_cursor()
        self._refresh_changes(before)

    def extend(self, rows: Sequence[Row], offset: int, total: int, *, capped: bool = False) -> None:
        """Take a further window of the same rows."""
        before = self._in_view()
        self._rows.take(rows, offset, self.cursor)
        if capped:  # the count is a lower bound: what was found beyond it counts
            self.total = max(self.total, total, offset + len(rows))
            self.capped = bool(rows) and len(rows) % WINDOW == 0
        self._refresh_changes(before)

    def explain(self, why: str) -> None:
        """Say why there are no rows, where there are none."""
        if why != self.empty:
            self.empty = why
            if not self.total:
                self.refresh()

    def start_over(self) -> None:
        """Have the cursor on the first of the rows that come next; a step made meanwhile counts from there."""
        self.go(0)
        self._restarts = True

    def select(self, wanted: Callable[[Row], bool]) -> None:
        """Put the cursor on the first such row that is loaded, telling nobody."""
        if (current := self.current) is not None and wanted(current):
            return
        if (found := self._rows.find(wanted)) is not None:
            self.go(found)

    def _find(self, row: Row | None) -> int:
        if row is None:
            return min(self.cursor, max(self.total - 1, 0))
        wanted = self.key(row)
        return self._rows.find(lambda other: self.key(other) == wanted) or 0

    def _want(self, index: int) -> None:
        if (offset := self._rows.to_ask(index)) is not None:
            self.post_message(self.Wanted(self, offset))

    def _in_view(self) -> list[object]:
        """What each line shows, to compare."""
        state: list[object] = [(self.found, self.note)]
        for index in range(self.top, self.top + self.height):
            state.append((index == self.cursor, index < self.total, self.row(index)))
        return state

    def _refresh_changes(self, before: list[object]) -> None:
        now, cells = self._in_view(), self.size.width
        changed = [y for y, (old, new) in enumerate(zip(before, now, strict=True)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, cells, 1) for y in changed))

    # moving

    @property
    def height(self) -> int:
        """How many rows are in view."""
        return max(self.size.height - 1, 1)

    def step(self, by: int) -> bool:
        """Move the cursor by so many rows; whether it moved."""
        return self.go(self.cursor + by)

    def turn(self, by: int) -> bool:
        """Move by so many lines of the screen, which here are rows."""
        return self.step(by)

    def go(self, index: int) -> bool:
        """Move the cursor to the row (the nearest one there is); whether it moved."""
        last = self.total - 1
        if self.capped and index > last and self.row(last) is not None:
            self._want(self.total)
        index = max(0, min(index, last))
        ahead = min(index + AHEAD if index > self.cursor else max(index - AHEAD, 0), last)
        if self.row(ahead) is None:
            self._want(ahead)
        if index == self.cursor:
            return False
        before, self.cursor = self.cursor, index
        by = self._scroll_to_cursor()
        if by and not scroll(self, range(1, self.height + 1), by):
            self.refresh()
        else:
            rows = (row - self.top + 1 for row in (before, index))
            self.refresh(*(Region(0, y, self.size.width, 1) for y in rows if 1 <= y <= self.height))
        return True

    def _scroll_to_cursor(self) -> int:
        """Bring the cursor into view; by how many rows the list has moved up.

        By one row where the terminal can do that itself, else a page at a time, not to repaint the list at every step.
        """
        before, outside = self.top, (self.top - 1, self.top + self.height)
        context = min(CONTEXT, (self.height - 1) // 2)
        if self.cursor in outside and can_scroll(self):
            self.top += 1 if self.cursor > self.top else -1
        elif self.cursor < self.top:
            self.top = self.cursor - self.height + 1 + context
        elif self.cursor >= self.top + self.height:
            self.top = self.cursor - context
        self.top = max(min(self.top, self.total - self.height), 0)
        return self.top - before

    def on_resize(self) -> None:
        self.top = 0 if self.cursor < self.height else self.top
        self._scroll_to_cursor()
        self.refresh()

    def refresh_active(self) -> None:
        cells = self.size.width
        self.refresh(Region(0, 0, cells, 1), Region(0, self.cursor - self.top + 1, cells, 1))

    # the mouse

    def on_click(self, event: events.Click) -> None:
        if event.y == 0:
            self.post_message(Pressed(self._tab_at(event.x)))
        elif self.top + event.y - 1 < self.total:
            self.go(self.top + event.y - 1)
            self.post_message(Pressed(self.PANEL))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        if self.step(3):
            self.post_message(self.Moved(self))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        if self.step(-3):
            self.post_message(self.Moved(self))

    def _tab_at(self, x: int) -> str:
        for tab, text in self._tabs(self.size.width):
            x -= width(text)
            if x < 0:
                return tab.panel
        return self.PANEL

    # drawing

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        if y == 0:
            return self._caption(cells)
        index = self.top + y - 1
        if index >= self.total:
            return self.strip([(f"  {self._empty_line(y - 1, cells - 4)}", "dim")], cells)
        row = self.row(index)
        if row is None:
            self._want(index)
            return self.strip([(LOADING, "dim")], cells)
        fields = self.fields(row, cells - 1)
        if index != self.cursor:
            return self.strip([(" ", ""), *fields], cells)
        text = fit(">" + "".join(text for text, _ in fields), cells)
        return self.strip([(text, "cursor" if self.active else "cursor-idle")], cells)

    def _empty_line(self, number: int, cells: int) -> str:
        """A line of what is said where there are no rows."""
        lines = wrap(self.empty, cells) if not self.total else []
        return self.empty[slice(*lines[number])] if number < len(lines) else ""

    @property
    def counter(self) -> str:
        """Where the cursor is: ``3/12``, ``3/1000+``."""
        return f"{self.cursor + 1 if self.total else 0}/{self.found}"

    @property
    def found(self) -> str:
        """How many rows there are: ``12``, ``1000+``."""
        return f"{self.total}{'+' if self.capped else ''}"

    def _tabs(self, cells: int) -> list[tuple[Tab, str]]:
        """The panel's name with its count, among the names of those that share its place; close where room is short."""
        count = f"{self.found} {self.note}".strip()
        tabs = self.tabs or (Tab(self.PANEL, f"{self.NUMBER} {self.TITLE}", here=True),)
        for after in (" ", ""):
            texts = [f" {tab.title} {count} " if tab.here else f" {tab.title}{after}" for tab in tabs]
            if sum(map(width, texts)) <= cells:
                break
        return list(zip(tabs, texts, strict=True))

    def _caption(self, cells: int) -> Strip:
        room = cells
        fields: list[Field] = []
        for tab, text in self._tabs(cells):
            shown = f"[{text[1:-1]}]" if tab.here and self.active else text
            taken = min(width(shown), room)
            fields.append((fit(shown, taken), "caption-focus" if tab.here and self.active else "caption"))
            room -= taken
        return self.strip([*fields, (" " * room, "caption")], cells)

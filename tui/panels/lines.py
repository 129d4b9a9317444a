"""The one list: rows of any number drawn one a line, of which a step repaints two.

A list holds windows over the library's answers and asks for what it lacks by a message; it never fetches.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar, cast

from quoth.tui.panels.cells import fit, width
from quoth.tui.themes import Pens
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

Row = TypeVar("Row")
Field = tuple[str, str]  # text, name of its pen

WINDOW = 200  # rows a request
KEPT_WINDOWS = 12
CONTEXT = 3  # rows of the page before that stay in view
LOADING = "..."


class HasPens(Protocol):
    """The app, as far as the panels know it."""

    pens: Pens


class Canvas(Widget):
    """A widget that draws its lines itself, with the pens of the theme."""

    active = False

    def activate(self, active: bool) -> None:
        """Show whether the keys go here. Textual's own focus is not used: it repaints the whole screen."""
        if active != self.active:
            self.active = active
            self.refresh_active()

    def refresh_active(self) -> None:
        """Repaint what shows whether the keys go here."""

    @property
    def pens(self) -> Pens:
        """What to draw with."""
        return cast("HasPens", self.app).pens

    def strip(self, fields: Sequence[Field], cells: int) -> Strip:
        """The fields one after the other in exactly so many cells."""
        pens = self.pens
        segments = [Segment(text, pens[pen]) for text, pen in fields if text]
        return Strip(segments).adjust_cell_length(cells, pens.base)


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

    class Pressed(Message):
        """A row was clicked on (only with the mouse switched on)."""

        def __init__(self, lines: Lines[Any]) -> None:
            super().__init__()
            self.lines = lines

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.total = 0
        self.capped = False
        self.order = ""
        self.cursor = 0
        self.top = 0
        self.empty = ""
        self.tabs: Sequence[tuple[str, bool]] = ()
        self._windows: dict[int, Sequence[Row]] = {}
        self._asked: set[int] = set()
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
        rows = self._windows.get(index // WINDOW, ())
        at = index % WINDOW
        return rows[at] if 0 <= at < len(rows) else None

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.row(self.cursor)

    @property
    def loaded(self) -> int:
        """How many rows are held just now."""
        return sum(map(len, self._windows.values()))

    def fill(
        self,
        rows: Sequence[Row],
        total: int,
        *,
        capped: bool = False,
        offset: int = 0,
        order: str = "",
        fresh: bool = True,
    ) -> None:
        """Take a window of rows; a fresh one replaces all rows, the cursor staying on its row if that is there."""
        before = self._in_view()
        if fresh:
            current = self.current
            self._windows, self._asked = {}, set()
            self._take(rows, offset)
            self.total, self.capped, self.order = total, capped, order
            self.cursor = self._find(None if self._restarts else current, rows, offset)
            self._restarts = False
            self._scroll_to_cursor()
        else:
            self._take(rows, offset)
            if capped:  # the count is a lower bound: what was found beyond it counts
                self.total = max(self.total, total, offset + len(rows))
                self.capped = len(rows) >= WINDOW
        self._refresh_changes(before)

    def start_over(self) -> None:
        """Have the cursor on the first of the rows that come next; a step made meanwhile counts from there."""
        self.go(0)
        self._restarts = True

    def _in_view(self) -> list[object]:
        """What each line shows, to compare."""
        state: list[object] = [(self.found, self.order)]
        for index in range(self.top, self.top + self.height):
            state.append((index == self.cursor, index < self.total, self.row(index)))
        return state

    def _refresh_changes(self, before: list[object]) -> None:
        now, cells = self._in_view(), self.size.width
        changed = [y for y, (old, new) in enumerate(zip(before, now, strict=True)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, cells, 1) for y in changed))

    def _take(self, rows: Sequence[Row], offset: int) -> None:
        for at in range(0, len(rows), WINDOW):
            self._windows[(offset + at) // WINDOW] = rows[at : at + WINDOW]
        self._asked.discard(offset)
        while len(self._windows) > KEPT_WINDOWS:
            furthest = max(self._windows, key=lambda number: abs(number - self.cursor // WINDOW))
            if furthest == offset // WINDOW:
                break
            del self._windows[furthest]

    def _find(self, row: Row | None, rows: Sequence[Row], offset: int) -> int:
        if row is None:
            return min(self.cursor, max(self.total - 1, 0))
        wanted = self.key(row)
        return next((offset + at for at, other in enumerate(rows) if self.key(other) == wanted), 0)

    def _want(self, index: int) -> None:
        offset = index // WINDOW * WINDOW
        if offset not in self._asked and index >= 0:
            self._asked.add(offset)
            self.post_message(self.Wanted(self, offset))

    def select(self, wanted: Callable[[Row], bool]) -> None:
        """Put the cursor on the first such row that is loaded, telling nobody."""
        for number in sorted(self._windows):
            for at, row in enumerate(self._windows[number]):
                if wanted(row):
                    self.cursor = number * WINDOW + at
                    self._scroll_to_cursor()
                    self.refresh()
                    return

    # moving

    @property
    def height(self) -> int:
        """How many rows are in view."""
        return max(self.size.height - 1, 1)

    def step(self, by: int) -> bool:
        """Move the cursor by so many rows; whether it moved."""
        return self.go(self.cursor + by)

    def go(self, index: int) -> bool:
        """Move the cursor to the row (the nearest one there is); whether it moved."""
        last = self.total - 1
        if self.capped and index > last and self.row(last) is not None:
            self._want(self.total)
        index = max(0, min(index, last))
        if index == self.cursor:
            return False
        before, self.cursor = self.cursor, index
        if self._scroll_to_cursor():
            self.refresh()
        else:
            cells = self.size.width
            self.refresh(Region(0, before - self.top + 1, cells, 1), Region(0, index - self.top + 1, cells, 1))
        return True

    def _scroll_to_cursor(self) -> bool:
        """Bring the cursor into view, a page at a time: scrolling by one row would repaint the list at every step."""
        context = min(CONTEXT, (self.height - 1) // 2)
        top = self.top
        if self.cursor < top:
            top = self.cursor - self.height + 1 + context
        elif self.cursor >= top + self.height:
            top = self.cursor - context
        top = max(min(top, self.total - self.height), 0)
        moved, self.top = top != self.top, top
        return moved

    def on_resize(self) -> None:
        self.top = 0 if self.cursor < self.height else self.top
        self._scroll_to_cursor()
        self.refresh()

    def refresh_active(self) -> None:
        cells = self.size.width
        self.refresh(Region(0, 0, cells, 1), Region(0, self.cursor - self.top + 1, cells, 1))

    def on_click(self, event: events.Click) -> None:
        if event.y >= 1 and self.top + event.y - 1 < self.total:
            self.go(self.top + event.y - 1)
            self.post_message(self.Pressed(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        if self.step(3):
            self.post_message(self.Moved(self))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        if self.step(-3):
            self.post_message(self.Moved(self))

    # drawing

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        if y == 0:
            return self._caption(cells)
        index = self.top + y - 1
        if index >= self.total:
            words = self.empty if y == 1 and not self.total else ""
            return self.strip([(fit(f"  {words}", cells), "dim")] if words else [], cells)
        row = self.row(index)
        if row is None:
            self._want(index)
            return self.strip([(LOADING, "dim")], cells)
        fields = self.fields(row, cells - 1)
        if index != self.cursor:
            return self.strip([(" ", ""), *fields], cells)
        text = fit(">" + "".join(text for text, _ in fields), cells)
        return self.strip([(text, "cursor" if self.active else "cursor-idle")], cells)

    @property
    def counter(self) -> str:
        """Where the cursor is: ``3/12``, ``3/1000+``."""
        return f"{self.cursor + 1 if self.total else 0}/{self.found}"

    @property
    def found(self) -> str:
        """How many rows there are: ``12``, ``1000+``."""
        return f"{self.total}{'+' if self.capped else ''}"

    def _caption(self, cells: int) -> Strip:
        """The panel's name, among the tabs of the others where they share its place."""
        room = cells
        fields: list[Field] = []
        for name, here in self.tabs or ((f"{self.NUMBER} {self.TITLE}", True),):
            words = f"{name} {self.found}{f' by {self.order}' if self.order else ''}" if here else name
            text = f"[{words}]" if here and self.active else f" {words} "
            taken = min(width(text), room)
            fields.append((fit(text, taken), "caption-focus" if here and self.active else "caption"))
            room -= taken
        return self.strip([*fields, (" " * room, "caption")], cells)

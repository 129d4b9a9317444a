"""The line of the search: the box one types into, the filters in force, what is wrong with the search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from quoth.core.errors import QueryError
from quoth.tui.panels.cells import fit, width
from quoth.tui.panels.lines import Canvas, Field
from quoth.tui.visible import visible_line
from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

LONGEST_PASTE = 2_000


class SearchLine(Horizontal):
    """Posts what is typed; shows filters as ``[topic:energy]``."""

    class Typed(Message):
        """The search reads otherwise now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Kept(Message):
        """Typing is over and the search stays."""

    class Dropped(Message):
        """Typing is over and the search goes."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place = _Place()
        self.box = Box(self._place)
        self.terms = Terms()

    def compose(self) -> ComposeResult:
        yield self.box
        yield self.terms

    def edit(self, text: str, history: Sequence[str]) -> None:
        """Open the box for typing."""
        self.box.history = history
        self.add_class("-typing")
        with self.box.prevent(Input.Changed):
            self.box.value = text
        self.box.cursor_position = len(text)
        self.box.focus()

    def close(self) -> None:
        """Back to showing what is in force."""
        self.remove_class("-typing")

    def show(self, search: str, filters: Sequence[str], preview: str) -> None:
        """Show the search and the filters in force."""
        self.terms.show(search, filters, preview)

    def show_error(self, error: QueryError | None) -> None:
        """Underline what cannot be read, and say why."""
        self._place.span = (error.start, max(error.end, error.start + 1)) if error else None
        self.terms.show_error(str(error) if error else "")
        self.box.refresh()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Kept())


class Box(Input):
    """One line of input: no blinking, history on up and down, long pastes cut."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", show=False),
        Binding("down", "newer", show=False),
        Binding("escape", "drop", show=False),
    ]

    def __init__(self, highlighter: Highlighter | None = None) -> None:
        super().__init__(highlighter=highlighter, select_on_focus=False, compact=True)
        self.cursor_blink = False
        self.history: Sequence[str] = ()
        self._at = -1

    def action_older(self) -> None:
        self._recall(self._at + 1)

    def action_newer(self) -> None:
        self._recall(self._at - 1)

    def action_drop(self) -> None:
        self.post_message(SearchLine.Dropped())

    def _recall(self, at: int) -> None:
        if -1 <= at < len(self.history):
            self._at = at
            self.value = self.history[at] if at >= 0 else ""
            self.cursor_position = len(self.value)

    def on_paste(self, event: events.Paste) -> None:
        event.text = visible_line(event.text[:LONGEST_PASTE])


class _Place(Highlighter):
    """Underlines the place of an error."""

    span: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        if self.span:
            text.stylize("underline bold", *self.span)


class Terms(Canvas):
    """What is in force: ``/search  [filter] [filter]``, or what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: list[Field] = []
        self._error = ""

    def show(self, search: str, filters: Sequence[str], preview: str) -> None:
        fields: list[Field] = []
        if search:
            fields.append((f"/{visible_line(search)} ", "key"))
        for term in filters:
            fields += [(f"[{visible_line(term)}]", "key"), (" ", "")]
        if preview:
            fields.append((f"({visible_line(preview)}) ", "dim"))
        if fields != self._fields:
            self._fields = fields
            self.refresh()

    def show_error(self, error: str) -> None:
        if error != self._error:
            self._error = error
            self.refresh()

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        if self._error:
            return self.strip([(fit(" ! " + visible_line(self._error), cells), "error")], cells)
        if not self._fields:
            return self.strip(
                [(fit(" everything: / searches, F filters by the row under the cursor", cells), "dim")], cells
            )
        room, fields = cells, []
        for text, style in self._fields:
            fields.append((fit(text, min(width(text), room)), style))
            room -= min(width(text), room)
        return self.strip(fields, cells)

"""Small questions: one or several lines to fill in, or one of a list to choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from quoth.tui.panels.editor import Editor
from quoth.tui.panels.lines import Field, Lines
from quoth.tui.screens.sheet import Caption
from quoth.tui.visible import visible_line
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen


class Form(ModalScreen[dict[str, str] | None], inherit_bindings=False):
    """Lines to fill in, each with its name before it; the answer is None when it is left by esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "cancel", show=False),
        Binding("tab", "move(1)", show=False),
        Binding("shift+tab", "move(-1)", show=False),
    ]

    def __init__(self, title: str, fields: dict[str, str], notes: Sequence[str] = ()) -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._notes = notes

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield Caption(self._title)
            for note in self._notes:
                yield Note(note)
            for name, value in self._fields.items():
                with Horizontal(classes="entry"):
                    yield Label(name)
                    yield Editor(value, id=name.lower())
            yield Caption("enter does it, tab moves, esc leaves it")

    def on_mount(self) -> None:
        self._editors = list(self.query(Editor))
        self._editors[0].activate(True)

    @property
    def editor(self) -> Editor:
        """The one that keys go to."""
        return next(editor for editor in self._editors if editor.active)

    def action_move(self, by: int) -> None:
        at = self._editors.index(self.editor)
        self.editor.activate(False)
        self._editors[(at + by) % len(self._editors)].activate(True)

    def on_key(self, event: events.Key) -> None:
        self.editor.press(event)

    def on_paste(self, event: events.Paste) -> None:
        self.editor.paste(event.text)

    def on_editor_entered(self) -> None:
        self.dismiss({name: self.query_one(f"#{name.lower()}", Editor).text for name in self._fields})

    def on_editor_left(self) -> None:
        self.dismiss(None)

    def action_cancel(self) -> None:
        self.dismiss(None)


class Note(Caption):
    """A line that explains."""

    STYLE = ""


class Label(Caption):
    """A name before a line of input."""

    STYLE = "key"


class Choices(Lines[str]):
    PANEL, TITLE, NUMBER = "choices", "", 0

    def fields(self, row: str, cells: int) -> Sequence[Field]:
        return [(visible_line(row), "")]


class Choose(ModalScreen[tuple[str, int] | None], inherit_bindings=False):
    """One of several; the answer is the key that chose (``enter`` or one of ``keys``) and the number chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+c", "cancel", show=False),
        Binding("j,down", "step(1)", show=False),
        Binding("k,up", "step(-1)", show=False),
        Binding("space,pagedown", "step(10)", show=False),
        Binding("b,pageup", "step(-10)", show=False),
        Binding("g,home", "go(0)", show=False),
        Binding("G,end", "go(100000)", show=False),
    ]

    def __init__(
        self, title: str, rows: Sequence[str], hint: str = "enter chooses, esc leaves it", keys: str = ""
    ) -> None:
        super().__init__()
        self._title, self._rows, self._hint, self._keys = title, rows, hint, keys
        self._list = Choices()

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield self._list
            yield Caption(self._hint)

    def on_mount(self) -> None:
        self._list.tabs = [(self._title, True)]
        self._list.styles.height = min(len(self._rows), 12) + 1
        self._list.fill(self._rows, len(self._rows))
        self._list.activate(True)

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter" or (event.character and event.character in self._keys):
            event.stop()
            self.dismiss((event.key if event.key == "enter" else event.character or "", self._list.cursor))

    def on_lines_pressed(self) -> None:
        self.dismiss(("enter", self._list.cursor))

    def action_step(self, by: int) -> None:
        self._list.step(by)

    def action_go(self, index: int) -> None:
        self._list.go(index)

    def action_cancel(self) -> None:
        self.dismiss(None)

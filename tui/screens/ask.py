"""Small questions: one or several lines to fill in, or one of a list to choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import wrap
from quoth.tui.panels.editor import Editor
from quoth.tui.panels.lines import Lines, Tab
from quoth.tui.screens.keyed import Dialog
from quoth.tui.screens.sheet import Caption
from quoth.tui.terminal.visible import visible_line
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

MOST_LINES = 3  # of a note


class Form(Dialog[dict[str, str] | None], inherit_bindings=False):
    """Lines to fill in, each with its name before it; the answer is None when it is left by esc."""

    KEYS: ClassVar[Mapping[str, str]] = {"ctrl+c": "cancel", "tab": "move(1)", "shift+tab": "move(-1)"}

    def __init__(self, title: str, fields: dict[str, str], notes: Sequence[str] = ()) -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._notes = notes

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield Caption(self._title)
            for note in self._notes:
                text, cells = visible_line(note), self.app.size.width - 2
                yield from (Note(text[start:end]) for start, end in wrap(text, cells)[:MOST_LINES])
            for name, value in self._fields.items():
                with Horizontal(classes="entry"):
                    yield Label(name)
                    yield Editor(value, id=name.lower())
            yield Caption("enter does it, tab moves, esc leaves it")

    def on_mount(self) -> None:
        self._editors = list(self.query(Editor))
        self._editors[0].activate(True)

    @property
    def editing(self) -> Editor:
        return next(editor for editor in self._editors if editor.active)

    def entered(self) -> None:
        self.dismiss({name: editor.text for name, editor in zip(self._fields, self._editors, strict=True)})

    def left(self) -> None:
        self.dismiss(None)

    def action_move(self, by: int) -> None:
        at = self._editors.index(self.editing)
        self.editing.activate(False)
        self._editors[(at + by) % len(self._editors)].activate(True)

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


class Choose(Dialog[int | None], inherit_bindings=False):
    """One of several; the answer is its number."""

    KEYS: ClassVar[Mapping[str, str]] = {
        "enter": "choose",
        **dict.fromkeys(("escape", "q", "ctrl+c"), "cancel"),
        **dict.fromkeys(("j", "down"), "step(1)"),
        **dict.fromkeys(("k", "up"), "step(-1)"),
        **dict.fromkeys(("space", "pagedown"), "step(10)"),
        **dict.fromkeys(("b", "pageup"), "step(-10)"),
        **dict.fromkeys(("g", "home"), "go(0)"),
        **dict.fromkeys(("G", "end"), "go(100000)"),
    }

    def __init__(self, title: str, rows: Sequence[str], *, key: str = "") -> None:
        """``key`` is another key that chooses."""
        super().__init__()
        self._title, self._rows, self._key = title, rows, key
        self._list = Choices()

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield self._list
            yield Caption(f"enter {self._key and f'or {self._key} '}chooses, esc leaves it")

    def on_mount(self) -> None:
        self._list.tabs = [Tab("choices", self._title, here=True)]
        self._list.styles.height = min(len(self._rows), 12) + 1
        self._list.fill(self._rows, len(self._rows))
        self._list.activate(True)

    def on_pressed(self) -> None:
        self.action_choose()

    def meaning(self, key: str) -> str:
        return "choose" if key == self._key else super().meaning(key)

    def action_choose(self) -> None:
        self.dismiss(self._list.cursor)

    def action_step(self, by: int) -> None:
        self._list.step(by)

    def action_go(self, index: int) -> None:
        self._list.go(index)

    def action_cancel(self) -> None:
        self.dismiss(None)

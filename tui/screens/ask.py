"""Small questions: one or several lines to fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from quoth.tui.panels.cells import wrap
from quoth.tui.panels.editor import Editor
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

"""Every command, found by the letters of its title or by its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from quoth.tui.actions import Action, available
from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import fit
from quoth.tui.panels.editor import Editor
from quoth.tui.panels.lines import Lines, Tab
from quoth.tui.screens.choices import MOST_ROWS
from quoth.tui.screens.keyed import Dialog
from quoth.tui.screens.sheet import Caption
from textual.app import ComposeResult
from textual.containers import Vertical

KEYS_CELLS = 14


class Found(Lines[Action]):
    PANEL, TITLE, NUMBER = "commands", "Commands", 0

    def fields(self, row: Action, cells: int) -> Sequence[Field]:
        return [(fit(row.shown, KEYS_CELLS), "key"), (fit(row.title, cells - KEYS_CELLS), "")]


class Prompt(Editor):
    PROMPT = ":"


class Commands(Dialog[str | None], inherit_bindings=False):
    """Answers the action that is wanted. Those of the panel come first."""

    KEYS: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("down", "tab", "ctrl+n"), "step(1)"),
        **dict.fromkeys(("up", "shift+tab", "ctrl+p"), "step(-1)"),
        "pagedown": f"step({MOST_ROWS})",
        "pageup": f"step(-{MOST_ROWS})",
        "ctrl+c": "cancel",
    }

    def __init__(self, panel: str, *, writing: bool) -> None:
        super().__init__()
        self._actions = sorted(available(writing=writing), key=lambda action: panel not in action.panels)
        self._found = Found()
        self._prompt = Prompt()

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield self._found
            yield self._prompt
            yield Caption("enter does it, up and down choose, esc leaves it")

    def on_mount(self) -> None:
        self._found.styles.height = min(MOST_ROWS, self.app.size.height - 4) + 1
        self._found.tabs = [Tab("commands", "Commands", here=True)]
        self._found.empty = "no command has these letters"
        self._found.activate(True)
        self._prompt.activate(True)
        self.typed()

    @property
    def editing(self) -> Editor:
        return self._prompt

    def typed(self) -> None:
        found = matching(self._actions, self._prompt.text)
        self._found.start_over()
        self._found.fill(found, len(found))

    def entered(self) -> None:
        self.dismiss(action.name if (action := self._found.current) else None)

    def left(self) -> None:
        self.dismiss(None)

    def on_pressed(self) -> None:
        self.entered()

    def action_step(self, by: int) -> None:
        self._found.step(by)

    def action_cancel(self) -> None:
        self.dismiss(None)


def matching(actions: Sequence[Action], typed: str) -> list[Action]:
    """The actions whose titles hold every typed word, or whose key it is; where a title's words begin so, first."""
    words = typed.casefold().split()

    def begins(action: Action) -> bool:
        return all(any(part.startswith(word) for part in action.title.casefold().split()) for word in words)

    def is_key(action: Action) -> bool:
        return typed.strip() in action.shown.split()

    found = [action for action in actions if is_key(action) or all(word in action.title.casefold() for word in words)]
    return sorted(found, key=lambda action: (not is_key(action), not begins(action))) if words else found

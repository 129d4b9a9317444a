"""A list at the foot of the screen, of which one row is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeVar

from quoth.tui.panels.canvas import Field
from quoth.tui.panels.lines import Lines, Tab
from quoth.tui.screens.keyed import Dialog
from quoth.tui.screens.sheet import Caption
from quoth.tui.terminal.visible import visible_line
from textual.app import ComposeResult
from textual.containers import Vertical

Result = TypeVar("Result")

MOST_ROWS = 12


class Choices(Lines[str]):
    PANEL, TITLE, NUMBER = "choices", "", 0

    def fields(self, row: str, cells: int) -> Sequence[Field]:
        return [(visible_line(row), "")]


class Choosing(Dialog[Result], inherit_bindings=False):
    """A list and below it the notes and keys; what enter means is the subclass's."""

    KEYS: ClassVar[Mapping[str, str]] = {
        "enter": "choose",
        **dict.fromkeys(("escape", "q", "ctrl+c"), "cancel"),
        **dict.fromkeys(("j", "down"), "step(1)"),
        **dict.fromkeys(("k", "up"), "step(-1)"),
        **dict.fromkeys(("space", "pagedown"), f"step({MOST_ROWS - 2})"),
        **dict.fromkeys(("b", "pageup"), f"step({2 - MOST_ROWS})"),
        **dict.fromkeys(("g", "home"), "go(0)"),
        **dict.fromkeys(("G", "end"), f"go({10**6})"),
    }

    def __init__(self, title: str, *captions: Caption) -> None:
        super().__init__()
        self._title, self._captions = title, captions
        self.list = Choices()

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield self.list
            yield from self._captions

    def on_mount(self) -> None:
        self.list.tabs = [Tab("choices", self._title, here=True)]
        self.list.activate(True)
        self.show()

    @property
    def rows(self) -> Sequence[str]:
        """What there is to choose."""
        raise NotImplementedError

    def show(self) -> None:
        """Fill the list."""
        self.list.styles.height = min(max(len(self.rows), 1), MOST_ROWS) + 1
        self.list.fill(self.rows, len(self.rows))

    def on_pressed(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        raise NotImplementedError

    def action_step(self, by: int) -> None:
        self.list.step(by)

    def action_go(self, index: int) -> None:
        self.list.go(index)

    def action_cancel(self) -> None:
        self.dismiss(None)


class Choose(Choosing[int | None], inherit_bindings=False):
    """One of several; the answer is its number."""

    def __init__(self, title: str, rows: Sequence[str], *, key: str = "") -> None:
        """``key`` is another key that chooses."""
        super().__init__(title, Caption(f"enter {key and f'or {key} '}chooses, esc leaves it"))
        self._rows, self._key = rows, key

    @property
    def rows(self) -> Sequence[str]:
        return self._rows

    def meaning(self, key: str) -> str:
        return "choose" if key == self._key else super().meaning(key)

    def action_choose(self) -> None:
        self.dismiss(self.list.cursor)

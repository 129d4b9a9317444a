"""Saved searches and earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from quoth.tui.panels.lines import Tab
from quoth.tui.screens.ask import Choices, Choose, Note
from quoth.tui.screens.keyed import Dialog
from quoth.tui.screens.sheet import Caption
from textual.app import ComposeResult
from textual.containers import Vertical


class Searches(Dialog[str | None], inherit_bindings=False):
    """Answers the search to use. ``saved`` is changed in place: ``a`` saves the search in force, ``d`` removes one."""

    KEYS: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("escape", "q", "ctrl+c", "f"), "cancel"),
        **dict.fromkeys(("j", "down"), "step(1)"),
        **dict.fromkeys(("k", "up"), "step(-1)"),
        "enter": "use",
        "a": "add",
        "d": "remove",
    }

    def __init__(self, saved: list[str], history: list[str], current: str, *, lasting: bool = True) -> None:
        """``lasting``: whether they are kept for the next time."""
        super().__init__()
        self._saved, self._history, self._current = saved, history, current
        self._lasting = lasting
        self._list = Choices()

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield self._list
            if not self._lasting:
                yield Note("Files that are looked at without a library: nothing here is kept for the next time.")
            yield Caption("enter searches, a saves the search in force, d removes, esc leaves it")

    def on_mount(self) -> None:
        self._list.tabs = [Tab("searches", "Saved searches (*) and earlier ones", here=True)]
        self._list.empty = "None yet: a saves the search in force."
        self.show()
        self._list.activate(True)

    @property
    def searches(self) -> list[str]:
        """The saved ones first."""
        return [*self._saved, *(text for text in self._history if text not in self._saved)]

    def show(self) -> None:
        """Fill the list."""
        rows = [f"{'*' if text in self._saved else ' '} {text}" for text in self.searches]
        self._list.fill(rows, len(rows))
        self._list.styles.height = min(max(len(rows), 1), 12) + 1

    def action_step(self, by: int) -> None:
        self._list.step(by)

    def action_use(self) -> None:
        self.dismiss(self.searches[self._list.cursor] if self.searches else None)

    def action_add(self) -> None:
        if self._current and self._current not in self._saved:
            self._saved.append(self._current)
            self.show()

    def action_remove(self) -> None:
        text = self.searches[self._list.cursor] if self.searches else ""
        if text:
            self.app.push_screen(Choose(f"Remove {text}?", ["no", "yes, remove it"]), partial(self.remove_search, text))

    def remove_search(self, text: str, answer: int | None) -> None:
        """Remove a search if that was the answer."""
        if answer == 1:
            (self._saved if text in self._saved else self._history).remove(text)
            self.show()

    def action_cancel(self) -> None:
        self.dismiss(None)

"""Saved searches and earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from quoth.tui.place import forget_search, save_search
from quoth.tui.screens.ask import Note
from quoth.tui.screens.choices import Choose, Choosing
from quoth.tui.screens.sheet import Caption


class Searches(Choosing[str | None], inherit_bindings=False):
    """Answers the search to use. ``a`` saves the search in force, ``d`` removes one: at once, for every browser."""

    KEYS: ClassVar[Mapping[str, str]] = {**Choosing.KEYS, "f": "cancel", "a": "add", "d": "remove"}

    def __init__(self, saved: list[str], history: list[str], current: str, place_key: str) -> None:
        """``saved`` and ``history`` are changed in place; without a ``place_key`` nothing is kept."""
        keys = Caption("enter searches, a adds the one in force, d removes, esc leaves")
        notes = [] if place_key else [Note("Nothing here is kept: these files are in no library.")]
        super().__init__("Saved searches (*) and earlier ones", *notes, keys)
        self._saved, self._history, self._current = saved, history, current
        self._place_key = place_key
        self.list.empty = "None yet: a saves the search in force."

    @property
    def _searches(self) -> list[str]:
        """The saved ones first."""
        return [*self._saved, *(text for text in self._history if text not in self._saved)]

    @property
    def rows(self) -> Sequence[str]:
        return [f"{'*' if text in self._saved else ' '} {text}" for text in self._searches]

    @property
    def _text(self) -> str:
        """The search under the cursor."""
        return self._searches[self.list.cursor] if self._searches else ""

    def action_choose(self) -> None:
        self.dismiss(self._text or None)

    def action_add(self) -> None:
        if self._current and self._current not in self._saved:
            self._saved.append(self._current)
            if self._place_key:
                save_search(self._place_key, self._current)
            self.show()

    def action_remove(self) -> None:
        if text := self._text:
            self.app.push_screen(Choose(f"Remove {text}?", ["no", "yes, remove it"]), partial(self.remove_search, text))

    def remove_search(self, text: str, answer: int | None) -> None:
        """Remove a search if that was the answer."""
        if answer != 1:
            return
        if text in self._saved:
            self._saved.remove(text)
            if self._place_key:
                forget_search(self._place_key, text)
        else:
            self._history.remove(text)
        self.show()

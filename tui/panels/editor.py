"""One line to type into. It repaints itself alone, does not blink, and cuts what is pasted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from quoth.tui.panels.canvas import Canvas, Field
from quoth.tui.panels.cells import cut, width
from quoth.tui.terminal.visible import visible_line
from textual.strip import Strip

LONGEST = 2_000  # characters


class Editor(Canvas):
    """Text, the place in it where one types, and the keys that every shell has for that."""

    PROMPT: ClassVar[str] = ""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.history: Sequence[str] = ()
        self.text = text
        self.caret = len(text)
        self._recalled = -1
        self._replaces = bool(text)
        self._keys: dict[str, Callable[[], None]] = {
            "left": lambda: self.move(self.caret - 1),
            "right": lambda: self.move(self.caret + 1),
            "home": lambda: self.move(0),
            "end": lambda: self.move(len(self.text)),
            "backspace": lambda: self.change(self.text[: max(self.caret - 1, 0)], self.text[self.caret :]),
            "delete": lambda: self.change(self.text[: self.caret], self.text[self.caret + 1 :]),
            "ctrl+u": lambda: self.change("", self.text[self.caret :]),
            "ctrl+k": lambda: self.change(self.text[: self.caret], ""),
            "ctrl+w": lambda: self.change(_without_last_word(self.text[: self.caret]), self.text[self.caret :]),
            "up": lambda: self.recall(self._recalled + 1),
            "down": lambda: self.recall(self._recalled - 1),
        }

    def edit(self, text: str, history: Sequence[str] = ()) -> None:
        """Begin with a text that is kept when one edits it, and replaced when one types another."""
        self.text, self.caret, self.history, self._recalled = text, len(text), history, -1
        self._replaces = bool(text)
        self.refresh()

    def move(self, to: int) -> None:
        """Put the caret before that character."""
        self.caret = max(0, min(to, len(self.text)))
        self.refresh()

    def change(self, before: str, after: str) -> None:
        """Let the text be these two, the caret between them."""
        self.text, self.caret = (before + after)[:LONGEST], min(len(before), LONGEST)
        self.refresh()

    def recall(self, number: int) -> None:
        """Take a text of the history, the newest is 0; -1 is an empty one."""
        if self.history and -1 <= number < len(self.history):
            self._recalled = number
            self.change(self.history[number] if number >= 0 else "", "")

    def insert(self, text: str) -> None:
        """Type the text."""
        if self._replaces:
            self.change(text, "")
        else:
            self.change(self.text[: self.caret] + text, self.text[self.caret :])

    def press(self, key: str, character: str | None) -> bool:
        """Take a key if it means something here: a printable one comes with its character. Whether the text changed."""
        before = self.text
        if act := self._keys.get(key):
            act()
        elif character:
            self.insert(visible_line(character))
        else:
            return False
        self._edited()
        return self.text != before

    def paste(self, text: str) -> bool:
        """Take the beginning of what is pasted; whether the text changed."""
        before = self.text
        self.insert(visible_line(text[:LONGEST]).strip())
        self._edited()
        return self.text != before

    def _edited(self) -> None:
        if self._replaces:
            self._replaces = False
            self.refresh()

    def refresh_active(self) -> None:
        self.refresh()

    def typed(self, cells: int) -> list[Field]:
        """The prompt, the text and the caret, of which the caret is always in view, in at most so many cells."""
        room = max(cells - width(self.PROMPT) - 1, 4)
        start = 0
        while width(self.text[start : self.caret]) > room - 1:
            start += max(1, (self.caret - start) // 4)
        shown = visible_line(self.text[start:])
        shown = shown[: cut(shown, room)]
        at = self.caret - start
        under = shown[at : at + 1] or " "
        return [
            (self.PROMPT, "key"),
            (shown[:at], "item" if self._replaces and self.active else ""),
            (under, "cursor" if self.active else ""),
            (shown[at + 1 :], ""),
        ]

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        return self.strip(self.typed(cells), cells)


def _without_last_word(text: str) -> str:
    return text.rstrip()[: text.rstrip().rfind(" ") + 1]

"""A page of text over the panels: help, what was copied. Any of the leaving keys closes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from quoth.tui.panels.canvas import Canvas, Field
from quoth.tui.panels.cells import fit, wrap
from quoth.tui.screens.keyed import Dialog
from quoth.tui.terminal.visible import visible_line
from textual.app import ComposeResult
from textual.message import Message
from textual.strip import Strip

Paragraph = tuple[str, str]  # text, name of its style


class Page(Canvas):
    """Paragraphs, wrapped, that can be scrolled."""

    class Scrolled(Message):
        """Other lines are in view; ``more`` says which, where that is not all."""

        def __init__(self, more: str) -> None:
            super().__init__()
            self.more = more

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        super().__init__()
        self._paragraphs = paragraphs
        self._lines: list[Field] = []
        self._top = 0

    def on_resize(self) -> None:
        cells = max(self.size.width - 2, 10)
        self._lines = [
            (line, style) for text, style in self._paragraphs for line in _wrapped(visible_line(text), cells)
        ]
        self.scroll(0)

    def scroll(self, by: int) -> None:
        """Move so many lines."""
        self._top = max(0, min(self._top + by, len(self._lines) - self.size.height))
        self.refresh()
        self.post_message(self.Scrolled(self.more))

    @property
    def more(self) -> str:
        """Which lines are in view, where that is not all."""
        last = self._top + self.size.height
        return (
            f"{self._top + 1}-{min(last, len(self._lines))} of {len(self._lines)}"
            if len(self._lines) > self.size.height
            else ""
        )

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        at = self._top + y
        if at >= len(self._lines):
            return self.strip([], cells)
        text, style = self._lines[at]
        return self.strip([(fit(f" {text}", cells), style)], cells)


class Sheet(Dialog[None], inherit_bindings=False):
    """A title, the page, and how to go on."""

    KEYS: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("escape", "q", "enter", "ctrl+c"), "dismiss"),
        **dict.fromkeys(("j", "down"), "scroll(1)"),
        **dict.fromkeys(("k", "up"), "scroll(-1)"),
        **dict.fromkeys(("space", "pagedown", "ctrl+d"), "scroll(10)"),
        **dict.fromkeys(("b", "pageup", "ctrl+u"), "scroll(-10)"),
        **dict.fromkeys(("g", "home"), "scroll(-100000)"),
        **dict.fromkeys(("G", "end"), "scroll(100000)"),
    }

    def __init__(self, title: str, paragraphs: Sequence[Paragraph], hint: str = "esc closes") -> None:
        super().__init__()
        self._heading = Caption(title)
        self._page = Page(paragraphs)
        self._hint = hint
        self._foot = Caption(hint)

    def compose(self) -> ComposeResult:
        yield self._heading
        yield self._page
        yield self._foot

    def on_page_scrolled(self, event: Page.Scrolled) -> None:
        self._foot.say(f"{self._hint}   {event.more}, space shows more" if event.more else self._hint)

    def action_scroll(self, by: int) -> None:
        self._page.scroll(by)


class Caption(Canvas):
    """One line in the caption's style."""

    STYLE: ClassVar[str] = "caption-focus"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def say(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        return self.strip([(fit(f" {visible_line(self._text)}", self.size.width), self.STYLE)], self.size.width)


def _wrapped(text: str, cells: int) -> list[str]:
    indent = len(text) - len(text.lstrip(" "))
    return [text[start:end] if start == 0 else " " * indent + text[start:end] for start, end in wrap(text, cells)]

"""The last line: the keys that matter here, or something to be told until the next key."""

from __future__ import annotations

from functools import partial

from quoth.tui.actions import Action, available
from quoth.tui.panels.canvas import Canvas, Field
from quoth.tui.panels.cells import fit, width
from quoth.tui.terminal.visible import visible_line
from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer

LASTING_S = 5  # an error lasts until the next key


class Foot(Canvas):
    def __init__(self, *, writing: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self._writing = writing
        self._panel = "quotes"
        self._said = ""
        self._error = False
        self._working = ""
        self._clears: Timer | None = None

    def show_panel(self, panel: str) -> None:
        """Show the keys of a panel."""
        if panel != self._panel:
            self._panel = panel
            self.refresh()

    def say(self, text: str, *, error: bool = False) -> None:
        """Tell something; an empty text brings the keys back."""
        if self._clears is not None:
            self._clears.stop()
        self._clears = self.set_timer(LASTING_S, partial(self.say, "")) if text and not error else None
        if (text, error) != (self._said, self._error):
            self._said, self._error = text, error
            self.refresh()

    def work(self, text: str) -> None:
        """Tell what is being done, as long as there is nothing else to be told; an empty text: nothing."""
        if text != self._working:
            self._working = text
            self.refresh()

    @property
    def said(self) -> str:
        """What is being told."""
        return self._said

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        if told := self._said or self._working:
            return self.strip([(fit(" " + visible_line(told), cells), "error" if self._error else "key")], cells)
        hints = [action for action in available(self._panel, writing=self._writing) if action.footer]
        *others, last = sorted(hints, key=lambda action: action.footer)
        fields, room = _hint(last), cells - sum(width(text) for text, _ in _hint(last))
        for action in others:  # as many as there is room for before the last one, which says how to see them all
            hint = _hint(action)
            room -= sum(width(text) for text, _ in hint)
            if room < 0:
                break
            fields[-2:-2] = hint
        return self.strip(fields, cells)


def _hint(action: Action) -> list[Field]:
    return [(f" {action.shown.split()[0]}", "key"), (f" {action.hint}", "dim")]


class Whereabouts(Canvas):
    """Where in the list one is, at the end of the search line; its own widget, so that it is drawn alone."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def show(self, text: str) -> None:
        """Show it, if it is another."""
        if text != self.text:
            cells = max(len(text), len(self.text))
            self.text = text
            self.refresh(Region(0, 0, cells, 1))

    def render_line(self, y: int) -> Strip:
        return self.strip([(fit(self.text, self.size.width), "")], self.size.width)

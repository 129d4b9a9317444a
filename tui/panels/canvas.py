"""A widget that draws its own lines with the pens of the theme; every panel is one."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.tui.themes import Pens
from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

Field = tuple[str, str]  # text, name of its pen


class Pressed(Message):
    """The mouse has asked for a panel (only where it is switched on)."""

    def __init__(self, panel: str) -> None:
        super().__init__()
        self.panel = panel


class Canvas(Widget):
    """A widget without styles of its own; what has the keys is marked by itself, see :meth:`activate`."""

    active = False

    def activate(self, active: bool) -> None:
        """Show whether the keys go here. Textual's own focus is not used: it repaints the whole screen."""
        if active != self.active:
            self.active = active
            self.refresh_active()

    def refresh_active(self) -> None:
        """Repaint what shows whether the keys go here."""

    @property
    def pens(self) -> Pens:
        """What to draw with: the app has them."""
        pens: Pens = self.app.pens  # type: ignore[attr-defined]
        return pens

    def strip(self, fields: Sequence[Field], cells: int) -> Strip:
        """The fields one after the other in exactly so many cells."""
        pens = self.pens
        segments = [Segment(text, pens[pen]) for text, pen in fields if text]
        return Strip(segments).adjust_cell_length(cells, pens.base)

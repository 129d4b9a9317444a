"""Which panels there are and where they stand: one alone, a list and the text, three columns, or all there is."""

from __future__ import annotations

from typing import Any

from quoth.tui.panels.documents import Documents
from quoth.tui.panels.foot import Foot, Whereabouts
from quoth.tui.panels.header import Header
from quoth.tui.panels.lines import Lines, Tab
from quoth.tui.panels.numbers import Numbers
from quoth.tui.panels.quotes import Quotes
from quoth.tui.panels.searchline import SearchLine
from quoth.tui.panels.source import Source
from quoth.tui.panels.speakers import Speakers
from quoth.tui.panels.timeline import Timeline
from quoth.tui.panels.topics import Topics
from quoth.tui.screens.keyed import Keyed
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.dom import DOMNode
from textual.geometry import Size

TINY, MEDIUM, WIDE = (60, 15), (110, 30), (180, 50)
LISTS: tuple[type[Lines[Any]], ...] = (Topics, Quotes, Numbers, Speakers, Documents)


class Arrangement(Keyed[None], inherit_bindings=False):
    """The screen as it is put together. One list is current, and one panel, that list or the source, has the keys."""

    def __init__(self, *, writing: bool = True) -> None:
        super().__init__()
        self.writing = writing
        self.list_name = "quotes"
        self.panel_name = "quotes"
        self.size_name = ""
        self.zoomed = False

    def compose(self) -> ComposeResult:
        lists = self.lists = {panel.PANEL: panel(id=panel.PANEL, classes="panel") for panel in LISTS}
        self.header = Header(id="header")
        self.source = Source(id="source", classes="panel")
        self.timeline = Timeline(id="timeline")
        self.searchline = SearchLine(id="searchline")
        self.counter = Whereabouts()
        self.foot = Foot(id="foot", writing=self.writing)
        shelf = Vertical(lists["documents"], id="shelf", classes="column")
        left = Vertical(lists["topics"], lists["speakers"], id="left", classes="column")
        middle = Vertical(lists["quotes"], lists["numbers"], id="middle", classes="column")
        right = Vertical(self.source, self.timeline, id="right", classes="column")
        self.columns = {
            "topics": left, "speakers": left, "quotes": middle, "numbers": middle, "source": right, "documents": shelf
        }  # fmt: skip
        self.size_name = layout_for(self.app.size)
        self._mark_all()  # before styles are worked out for the first time
        yield self.header
        yield Container(shelf, left, middle, right, id="body")
        yield Horizontal(self.searchline, self.counter, id="bottom")
        yield self.foot

    @property
    def panel(self) -> Lines[Any] | Source:
        """The panel that keys go to."""
        return self.source if self.panel_name == "source" else self.lists[self.panel_name]

    @property
    def lines(self) -> Lines[Any]:
        """The list that keys go to, or went to last."""
        return self.lists[self.list_name]

    @property
    def in_view(self) -> list[str]:
        """The lists that are in view."""
        if not self._columns:
            return [self.list_name]
        names = ["quotes", "numbers", "topics", "speakers"]
        return [*names, "documents"] if self.size_name == "-wide" or self.list_name == "documents" else names

    @property
    def source_in_view(self) -> bool:
        """Whether the text can be seen."""
        return self.panel_name == "source" or not (self.zoomed or self.size_name == "-tiny")

    @property
    def _columns(self) -> bool:
        return self.size_name in ("-medium", "-wide") and not self.zoomed

    def count(self) -> None:
        """Say where in the list, or in the source, one is."""
        self.counter.show(self.panel.counter)

    def give_keys(self, name: str) -> None:
        """Let the keys go to a panel."""
        self.panel_name = name
        if name != "source":
            self.list_name = name
        self.place_panels()
        for panel in (self.source, *self.lists.values()):
            panel.activate(panel is self.panel)
        self.foot.show_panel(name)

    def place_panels(self) -> None:
        """Show what is current and what has the keys."""
        if self._mark_all():
            self.update_node_styles()
        self.lines.refresh()

    def _mark_all(self) -> bool:
        """Mark what is current and what has the keys, app.tcss does the rest; whether that changed any."""
        marks: dict[DOMNode, set[str]] = {node: set() for node in (self, self.source, *self.columns.values())}
        marks[self] = {self.size_name, *(["-documents"] if self.list_name == "documents" else [])}
        marks[self] |= {"-zoom"} if self.zoomed else set()
        for name, lines in self.lists.items():
            marks[lines] = {"-current"} if name == self.list_name else set()
            lines.tabs = () if self._columns else [_tab(panel, name == panel.PANEL) for panel in LISTS]
        marks[self.panel].add("-focus")
        for name, column in self.columns.items():
            marks[column] |= marks[self.source if name == "source" else self.lists[name]]
        changed = [node for node, names in marks.items() if _mark(node, names)]
        return bool(changed)


def layout_for(size: Size) -> str:
    """The layout's class: one panel alone, one list and one text, three columns, or all there is."""
    names = ("-tiny", "-small", "-medium", "-wide")
    return names[sum(size.width >= width and size.height >= height for width, height in (TINY, MEDIUM, WIDE))]


def _tab(panel: type[Lines[Any]], here: bool) -> Tab:
    return Tab(panel.PANEL, f"{panel.NUMBER} {panel.TITLE}", here)


def _mark(node: DOMNode, names: set[str]) -> bool:
    """Give a node just these of the marking classes, without restyling it; whether that changed any."""
    before = {name for name in node.classes if name.startswith("-")}
    node.remove_class(*(before - names), update=False)
    node.add_class(*(names - before), update=False)
    return before != names

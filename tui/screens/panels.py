"""The panels together: it is here that one follows another; a panel only says what happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any

from quoth.core.errors import QueryError
from quoth.store.interface import Library
from quoth.store.rows import DocumentRow, NumberRow, Page, QuoteRow, SpeakerRow, SubjectRow, TopicRow
from quoth.tui.actions import PANELS
from quoth.tui.desk import Desk, Done, Failed
from quoth.tui.panels.documents import Documents
from quoth.tui.panels.editor import Editor
from quoth.tui.panels.foot import Counter, Foot
from quoth.tui.panels.header import Header
from quoth.tui.panels.lines import Lines
from quoth.tui.panels.numbers import Numbers
from quoth.tui.panels.quotes import Quotes
from quoth.tui.panels.searchline import SearchLine
from quoth.tui.panels.source import Source
from quoth.tui.panels.speakers import Speakers
from quoth.tui.panels.timeline import Timeline
from quoth.tui.panels.topics import Topics
from quoth.tui.place import Place
from quoth.tui.screens.keyed import Keyed
from quoth.tui.screens.lister import Lister
from quoth.tui.screens.reader import Reader
from quoth.tui.screens.terms import AnyRow, speaker_of, term_of
from quoth.tui.session import Session
from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.dom import DOMNode
from textual.geometry import Size

POLL_S = 1.0
LONGEST_OPENING_S = 0.15
TINY, MEDIUM, WIDE = (60, 15), (110, 30), (180, 50)
TITLES = {panel.PANEL: f"{panel.NUMBER} {panel.TITLE}" for panel in (Topics, Quotes, Numbers, Speakers, Documents)}


class Panels(Keyed[None], inherit_bindings=False):
    def __init__(self, library: Library, place: Place, *, start: str | None = None, writing: bool = True) -> None:
        super().__init__()
        self.library = library
        self.session = Session.at(place)
        self.place = place
        self.writing = writing
        if start:
            self.session.search, self.session.filters = "", [f"doc:{start}"]
        self._version = ""
        self._pending_document = 0
        self.list_name = "quotes"
        self.panel_name = "quotes"
        self.size_name = ""
        self.zoomed = False
        self._opening = ExitStack()
        self.opened = False

    def compose(self) -> ComposeResult:
        self.lists: dict[str, Lines[Any]] = {
            panel.PANEL: panel(id=panel.PANEL, classes="panel")
            for panel in (Topics, Quotes, Numbers, Speakers, Documents)
        }
        self.header, self.source, self.timeline = (
            Header(id="header"),
            Source(id="source", classes="panel"),
            Timeline(id="timeline"),
        )
        self.searchline, self.counter, self.foot = (
            SearchLine(id="searchline"),
            Counter(),
            Foot(id="foot", writing=self.writing),
        )
        lists = self.lists
        shelf = Vertical(lists["documents"], id="shelf", classes="column")
        left = Vertical(lists["topics"], lists["speakers"], id="left", classes="column")
        middle = Vertical(lists["quotes"], lists["numbers"], id="middle", classes="column")
        right = Vertical(self.source, self.timeline, id="right", classes="column")
        self.columns = {
            "topics": left, "speakers": left, "quotes": middle, "numbers": middle, "source": right, "documents": shelf
        }  # fmt: skip
        yield self.header
        yield Container(shelf, left, middle, right, id="body")
        yield Horizontal(self.searchline, self.counter, id="bottom")
        yield self.foot

    def on_mount(self) -> None:
        self._opening.enter_context(self.app.batch_update())
        self.set_timer(LONGEST_OPENING_S, self.open)
        self.desk = Desk(self)
        self.lister = Lister(self.library, self.desk, self.session, self.lists)
        self.reader = Reader(self.library, self.desk, self.source, self.header, self.timeline)
        self.lister.on_filled = self.on_filled
        self.reader.on_shown = self.on_shown
        self.lister.start_at(self.place.cursors)
        self.size_name = layout_for(self.app.size)
        self.show_panel(self.place.panel if self.place.panel in PANELS else "quotes")
        self.show_terms()
        self.set_interval(POLL_S, self.poll)

    def open(self) -> None:
        """Let the first picture be drawn: when there is something to show, or there has not been for too long."""
        if not self.opened:
            self.opened = True
            self._opening.close()
            self.check_idle()

    def note_place(self, place: Place) -> None:
        """Write down where one is."""
        session = self.session
        place.panel, place.search, place.filters = self.panel_name, session.search, list(session.filters)
        place.orders, place.history = dict(session.orders), list(session.history)
        place.cursors = {name: lines.cursor for name, lines in self.lists.items()}

    def on_unmount(self) -> None:
        self.desk.close()

    # layout and focus

    def on_resize(self, event: events.Resize) -> None:
        name = layout_for(event.size)
        if name != self.size_name:
            self.size_name = name
            self.mark_current()
            self.follow(self.lines.current)

    @property
    def panel(self) -> Lines[Any] | Source:
        """The panel that keys go to."""
        return self.source if self.panel_name == "source" else self.lists[self.panel_name]

    @property
    def lines(self) -> Lines[Any]:
        """The list that keys go to, or went to last."""
        return self.lists[self.list_name]

    def show_panel(self, name: str) -> None:
        """Give the keys to a panel, and bring it into view."""
        self.panel_name = name
        if name != "source":
            self.list_name = name
        if name not in ("topics", "speakers", "source"):
            self.show_preview("")
        self.mark_current()
        for panel in (self.source, *self.lists.values()):
            panel.activate(panel is self.panel)
        self.foot.show_panel(name)
        self.count()
        if name in self.lists and (row := self.lines.current) is not None:
            self.follow(row)

    def mark_current(self) -> None:
        """Mark what is current and what has the keys; app.tcss does the rest."""
        marks: dict[DOMNode, set[str]] = {node: set() for node in (self, self.source, *self.columns.values())}
        marks[self] = {self.size_name, *(["-documents"] if self.list_name == "documents" else [])}
        marks[self] |= {"-zoom"} if self.zoomed else set()
        for name, lines in self.lists.items():
            marks[lines] = {"-current"} if name == self.list_name else set()
            lines.tabs = self.tabs(name)
        marks[self.panel].add("-focus")
        for panel, column in self.columns.items():
            marks[column] |= marks[self.source if panel == "source" else self.lists[panel]]
        changed = [node for node, names in marks.items() if _mark(node, names)]
        if changed:
            self.update_node_styles()
        self.lines.refresh()
        self.lister.fill(self.in_view)

    def tabs(self, name: str) -> list[tuple[str, bool]]:
        """The lists that share one place, where there is room for one list only."""
        if self.size_name in ("-medium", "-wide") and not self.zoomed:
            return []
        return [(title, other == name) for other, title in TITLES.items()]

    @property
    def in_view(self) -> list[str]:
        """The lists that are in view."""
        if self.size_name in ("-medium", "-wide") and not self.zoomed:
            names = ["quotes", "numbers", "topics", "speakers"]
            return [*names, "documents"] if self.size_name == "-wide" or self.list_name == "documents" else names
        return [self.list_name]

    # what follows what

    def move(self, moved: bool) -> None:
        """The panel that has the keys has moved (or could not): the others follow."""
        self.foot.say("")
        if moved and self.panel_name in self.lists:
            self.count()
            self.follow(self.lines.current)

    def count(self) -> None:
        """Say where in the list one is."""
        self.counter.show(self.lines.counter)

    def on_lines_moved(self, event: Lines.Moved) -> None:
        self.move(self.panel_name == event.lines.PANEL)

    def on_lines_pressed(self, event: Lines.Pressed) -> None:
        self.show_panel(event.lines.PANEL)

    def on_lines_wanted(self, event: Lines.Wanted) -> None:
        self.lister.fetch_window(event.lines.PANEL, event.offset)

    def follow_item(self, lines: Lines[Any]) -> None:
        """Let the source follow a list of quotes, numbers or documents."""
        row = lines.current
        if isinstance(row, QuoteRow | NumberRow | DocumentRow):
            self.reader.follow(row)

    def follow(self, row: AnyRow | None) -> None:
        """Let the other panels follow the row under the cursor."""
        match row:
            case QuoteRow() | NumberRow() | DocumentRow():
                self.reader.follow(row)
            case TopicRow() | SubjectRow() | SpeakerRow():
                self.show_preview(term_of(row))
        if self.size_name == "-wide" and (speaker := speaker_of(row)):
            self.reader.show_timeline(*speaker)

    def on_filled(self, lines: Lines[Any]) -> None:
        """A list has its rows: the source follows the one that has the keys."""
        self.count()
        if lines is self.lines or (lines.PANEL == "quotes" and self.session.preview):
            self.follow_item(lines)
        if lines.PANEL == "documents" and self._pending_document:
            by, self._pending_document = self._pending_document, 0
            self.show_document(by)
        if lines.PANEL == "quotes" and not lines.total and self.reader.document is None:
            self.desk.ask("first", lambda: self.library.documents("", limit=1), self.open_first)

    def open_first(self, page: Page[DocumentRow]) -> None:
        """There are no quotes: show the newest document, or what to do where there is none."""
        if page.rows:
            self.reader.follow(page.rows[0])
        else:
            self.welcome()

    def show_document(self, way: int) -> None:
        """Show the next document, or the previous one."""
        documents = self.lists["documents"]
        if not documents.total:
            self._pending_document = way
            self.lister.fill(["documents"])
            return
        documents.go(documents.cursor + way)
        row = documents.current
        if row is None or (self.reader.document and row.id == self.reader.document.id):
            self.foot.say("There is no further document.")
        elif any(term.startswith("doc:") for term in self.session.filters):
            self.add_filter(term_of(row))
        else:
            self.reader.follow(row)
            for name in ("quotes", "numbers"):
                self.lists[name].select(lambda other: other.document.id == row.id)

    def welcome(self) -> None:
        """There is nothing in the library."""

    def on_shown(self, document: DocumentRow) -> None:
        """A document is in view: the list of documents says which, and the search is found in it."""
        self.open()
        self.lists["documents"].select(lambda row: row.id == document.id)
        self.find_hits()

    def find_hits(self) -> None:
        """Highlight the search in the document in view."""
        try:
            self.reader.find_hits(self.lister.search())
        except QueryError:
            return

    def on_done(self, message: Done) -> None:
        message.deliver()

    def on_failed(self, message: Failed) -> None:
        self.open()
        self.foot.say(f"{message.kind}: {message.error}", error=True)

    def poll(self) -> None:
        """Look whether the library has changed."""
        self.desk.ask("version", self.library.version, self.take_version)

    def take_version(self, version: str) -> None:
        before, self._version = self._version, version
        if before not in ("", version):
            self.reader.forget()
            self.refill()
            self.foot.say("The library has changed.")

    # search and filters

    def refill(self, names: Iterable[str] | None = None, *, start_over: bool = False) -> None:
        """Fetch the lists again (what cannot be seen: later); a search that cannot be read keeps the last rows."""
        try:
            self.lister.changed(names)
        except QueryError as error:
            self.searchline.show_error(error)
            return
        self.searchline.show_error(None)
        for lines in self.lists.values() if start_over else ():
            lines.start_over()
        self.lister.fill([*self.in_view, *(["quotes"] if self.session.preview else [])])
        self.show_terms()
        self.find_hits()

    def show_terms(self) -> None:
        self.searchline.show(self.session.search, self.session.filters, self.session.preview)

    def show_preview(self, term: str) -> None:
        """Show the quotes and numbers of the row under the cursor, without filtering by it yet."""
        if term != self.session.preview and term not in self.session.filters:
            self.session.preview = term
            self.refill(("quotes", "numbers"))

    def add_filter(self, term: str) -> None:
        self.session.add_filter(term)
        self.refill()

    @property
    def editing(self) -> Editor | None:
        return self.searchline if self.searchline.active else None

    def typed(self) -> None:
        self.session.search = self.searchline.text
        self.refill(start_over=True)

    def entered(self) -> None:
        self.session.keep_search()
        self.end_search()

    def left(self) -> None:
        self.session.search = ""
        self.end_search()
        self.refill()

    def end_search(self) -> None:
        self.searchline.activate(False)
        self.show_panel(self.panel_name)
        self.show_terms()


def layout_for(size: Size) -> str:
    """The layout's class: one panel alone, one list and one text, three columns, or all there is."""
    names = ("-tiny", "-small", "-medium", "-wide")
    return names[sum(size.width >= width and size.height >= height for width, height in (TINY, MEDIUM, WIDE))]


def _mark(node: DOMNode, names: set[str]) -> bool:
    """Give a node just these of the marking classes, without restyling it; whether that changed any."""
    before = {name for name in node.classes if name.startswith("-")}
    node.remove_class(*(before - names), update=False)
    node.add_class(*(names - before), update=False)
    return before != names

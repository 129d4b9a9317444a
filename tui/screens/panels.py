"""The panels together: it is here that one follows another; a panel only says what happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any

from quoth.core.errors import QueryError
from quoth.core.model import Span
from quoth.store.interface import Library
from quoth.store.rows import DocumentRow, NumberRow, Page, QuoteRow, SpeakerRow, SubjectRow, TopicRow
from quoth.tui.actions import BY_NAME, PANELS
from quoth.tui.desk import Desk, Done, Failed
from quoth.tui.panels.canvas import Pressed
from quoth.tui.panels.lines import Lines
from quoth.tui.place import Place
from quoth.tui.screens.arrangement import layout_for
from quoth.tui.screens.lister import Lister
from quoth.tui.screens.reader import Reader
from quoth.tui.screens.searching import Searching
from quoth.tui.screens.terms import AnyRow, speaker_of, terms_of
from textual import events, on

POLL_S = 1.0
LONGEST_OPENING_S = 0.15
DOING = {"save": "saving", "pipe": "gathering", "sample": "analysing the sample article", "source": "reading"}


Followed = QuoteRow | NumberRow | DocumentRow


class Panels(Searching, inherit_bindings=False):
    def __init__(
        self, library: Library, place: Place, place_key: str = "", *, start: str | None = None, writing: bool = True
    ) -> None:
        super().__init__(library, place, place_key, start=start, writing=writing)
        self._version = ""
        self._pending_document = 0
        self._unfollowed: Followed | None = None
        self._opening = ExitStack()
        self.opened = False

    def on_mount(self) -> None:
        self._opening.enter_context(self.app.batch_update())
        self.set_timer(LONGEST_OPENING_S, self.open)
        self.desk = Desk(self, self.tell_progress)
        self.lister = Lister(self.library, self.desk, self.session, self.lists)
        self.reader = Reader(self.library, self.desk, self.source, self.header, self.timeline)
        self.lister.on_filled = self.on_filled
        self.reader.on_shown = self.on_shown
        self.lister.start_at(self.place.cursors)
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
        place.all_numbers = session.all_numbers
        place.cursors = {name: lines.cursor for name, lines in self.lists.items()}

    def on_unmount(self) -> None:
        self.desk.close()

    def on_resize(self, event: events.Resize) -> None:
        name = layout_for(event.size)
        if name != self.size_name:
            self.size_name = name
            self.mark_current()
            self.follow(self.lines.current)

    def show_panel(self, name: str) -> None:
        """Give the keys to a panel, and bring it into view."""
        self.give_keys(name)
        self.lister.fill(self.in_view)
        self.count()
        if self.source_in_view:
            self.catch_up()
        row = self.lines.current
        if name in ("quotes", "numbers", "documents") and row is not None and not self.desk.waits(name):
            self.follow(row)

    def mark_current(self) -> None:
        """Arrange the panels anew, and fill what has come into view."""
        self.place_panels()
        self.lister.fill(self.in_view)
        if self.source_in_view:
            self.catch_up()

    # the library's answers

    def ready(self, action: str) -> bool:
        """An action on a row waits for the row, one on the text for what follows the row."""
        needs = BY_NAME[action].needs if action in BY_NAME else ""
        if not needs:
            return True
        if needs == "text":
            self.catch_up()
        kinds = (
            [self.list_name]
            if self.panel_name in self.lists and needs == "rows"
            else [self.list_name, "source", "first"]
        )
        if self.session.preview and needs == "text":
            kinds.append("quotes")
        return not self.desk.waits(*kinds)

    async def on_done(self, message: Done) -> None:
        self.foot.work("")
        self.desk.answered(message.kind)
        message.deliver()
        await self.take_keys()

    async def on_failed(self, message: Failed) -> None:
        self.open()
        self.foot.work("")
        self.desk.answered(message.kind)
        self.foot.say(f"{message.kind.partition('@')[0]}: {message.error}", error=True)
        await self.take_keys()

    def tell_progress(self, kind: str, seconds: float) -> None:
        """Say what takes long, and since when."""
        self.foot.work(f"{DOING.get(kind, 'searching')} ... {seconds:.0f} s" if kind else "")

    def poll(self) -> None:
        """Look whether the library has changed."""
        self.desk.ask("version", self.library.version, self.take_version)

    def take_version(self, version: str) -> None:
        before, self._version = self._version, version
        if before not in ("", version):
            self.reader.forget()
            self.refill()
            self.foot.say("The library has changed.")

    # what follows what

    def move(self, moved: bool) -> None:
        """The panel that has the keys has moved (or could not): the others follow."""
        if moved:
            self.count()
            if self.panel_name in self.lists:
                self.follow(self.lines.current)
            else:
                self.follow_sentence()

    def on_lines_moved(self, event: Lines.Moved) -> None:
        self.move(self.panel_name == event.lines.PANEL)

    @on(Pressed)
    def press_panel(self, event: Pressed) -> None:
        self.show_panel(event.panel)

    def on_lines_wanted(self, event: Lines.Wanted) -> None:
        self.lister.fetch_window(event.lines.PANEL, event.offset)

    def follow(self, row: AnyRow | None) -> None:
        """Let the other panels follow the row under the cursor."""
        match row:
            case QuoteRow() | NumberRow() | DocumentRow():
                self.follow_in_source(row)
            case TopicRow() | SubjectRow() | SpeakerRow():
                self.show_preview(terms_of(row)[0])
        if self.size_name == "-wide" and (speaker := speaker_of(row)):
            self.reader.show_timeline(*speaker)

    def follow_in_source(self, row: Followed) -> None:
        """Let the source follow a row, at once or when it is seen again."""
        self._unfollowed = row
        if self.source_in_view:
            self.catch_up()
        else:
            self.open()

    def catch_up(self) -> None:
        """Let the source follow what it has not."""
        if self._unfollowed is not None:
            row, self._unfollowed = self._unfollowed, None
            self.reader.follow(row)

    def follow_sentence(self) -> None:
        """Let the quotes and numbers follow the sentence under the source's cursor."""
        if (sentence := self.reader.sentence) is None:
            return
        where, document = sentence.sentence.span, sentence.document.id
        self.lists["quotes"].select(lambda row: row.document.id == document and _in(row.quote.content, where))
        self.lists["numbers"].select(lambda row: row.document.id == document and _in((row.number.span,), where))

    def on_filled(self, lines: Lines[Any]) -> None:
        """A list has its rows: the source follows the one that has the keys."""
        self.count()
        row = lines.current
        only_looked_at = isinstance(row, TopicRow | SubjectRow | SpeakerRow) and not self.session.preview
        if lines is self.lines and not only_looked_at:
            self.follow(row)
        elif lines.PANEL == "quotes" and self.session.preview and isinstance(row, QuoteRow):
            self.follow_in_source(row)
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
            self.add_filter(f"doc:{row.id}")
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


def _in(spans: Iterable[Span], where: Span) -> bool:
    return any(span.overlaps(where) for span in spans)

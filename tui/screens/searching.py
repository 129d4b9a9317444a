"""Searching as one types, the filters, and the lists being fetched again."""

from __future__ import annotations

from collections.abc import Iterable

from quoth.core.errors import QueryError
from quoth.core.query.language import parse_query
from quoth.store.interface import Library
from quoth.tui.panels.editor import Editor
from quoth.tui.place import Place
from quoth.tui.screens.arrangement import Arrangement
from quoth.tui.screens.lister import Lister
from quoth.tui.session import Session


class Searching(Arrangement, inherit_bindings=False):
    lister: Lister

    def __init__(
        self, library: Library, place: Place, place_key: str = "", *, start: str | None = None, writing: bool = True
    ) -> None:
        """``place_key`` is what the place is kept under; empty: it is not kept."""
        super().__init__(writing=writing)
        self.place_key = place_key
        self.library = library
        self.place = place
        self.session = Session.at(place)
        if start:
            self.session.search, self.session.filters = "", [f"doc:{start}"]

    def show_panel(self, name: str) -> None:
        """Give the keys to a panel."""
        raise NotImplementedError

    def find_hits(self) -> None:
        """Highlight the search in the document in view."""
        raise NotImplementedError

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
        self.lister.fill(self.in_view)
        if self.session.preview:
            self.lister.peek("quotes")
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
        self.lister.allow()
        self.session.search = self.searchline.text
        self.refill(start_over=True)

    def entered(self) -> None:
        try:
            parse_query(self.session.search)
        except QueryError as error:
            self.searchline.show_error(error)
            self.lister.withhold(f"the search cannot be read: {error}")
            self.count()
            return
        self.session.keep_search()
        self.end_search()
        self.refill()

    def left(self) -> None:
        self.session.search = ""
        self.end_search()
        self.refill()

    def end_search(self) -> None:
        self.session.typing = False
        self.lister.allow()
        self.searchline.activate(False)
        self.show_panel(self.panel_name)
        self.show_terms()

"""Fills the lists with what the library answers; only those that can be seen, the others when they come into view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from quoth.core.query.language import Query, parse_query
from quoth.core.query.tree import And, Node
from quoth.store.interface import Library
from quoth.store.rows import Page
from quoth.tui.desk import Desk
from quoth.tui.panels.lines import WINDOW, Lines
from quoth.tui.session import Session

MOST_SUBJECTS = 200


class Lister:
    """Asks the desk for the rows of each list, page by page."""

    def __init__(self, library: Library, desk: Desk, session: Session, lists: Mapping[str, Lines[Any]]) -> None:
        self._library = library
        self._desk = desk
        self._session = session
        self._lists = lists
        self._stale = set(lists)
        self._cursors: dict[str, int] = {}
        self.on_filled: Callable[[Lines[Any]], None] = lambda _: None

    def start_at(self, cursors: Mapping[str, int]) -> None:
        """Put the cursors there when the lists are filled for the first time."""
        self._cursors = dict(cursors)

    def changed(self, names: Iterable[str] | None = None) -> None:
        """The rows of these lists (of all) are to be fetched again; an unreadable search raises QueryError."""
        self.search()
        self._stale.update(self._lists if names is None else names)

    def search(self) -> Query:
        """The search, read as one that is still being typed; QueryError marks what cannot be read."""
        return parse_query(self._session.search, typing=True)

    def query(self, panel: str) -> Query:
        """What a panel shows: the filters it goes by and the search."""
        search = self.search()
        terms = [parse_query(term).tree for term in self._session.terms(panel)]
        parts: tuple[Node, ...] = (*terms, *(() if search.is_everything else (search.tree,)))
        text = " ".join([*self._session.terms(panel), self._session.search]).strip()
        return Query(text, parts[0]) if len(parts) == 1 else Query(text, And(parts)) if parts else parse_query("")

    def fill(self, names: Iterable[str]) -> None:
        """Fetch the lists that are stale."""
        for name in names:
            if name in self._stale:
                self._stale.discard(name)
                self._desk.ask(name, partial(self._fetch, name, self.query(name)), partial(self._take, name))

    def fetch_window(self, name: str, offset: int) -> None:
        """Fetch further rows."""
        job = partial(self._fetch, name, self.query(name), offset)
        self._desk.ask(f"{name}@{offset}", job, partial(self._take_window, name, offset))

    def _fetch(self, name: str, query: Query, offset: int = 0) -> Page[Any]:
        """Runs in the desk's thread."""
        library = self._library
        if name == "topics":
            rows = (*library.topics(query), *library.subjects(query)[:MOST_SUBJECTS])
            return Page(rows, len(rows))
        if name == "speakers":
            speakers = library.speakers(query)
            return Page(speakers, len(speakers))
        find: Callable[..., Page[Any]] = getattr(library, name)
        return find(query, limit=WINDOW, offset=offset, order=self._session.order(name))

    def _take(self, name: str, page: Page[Any]) -> None:
        lines = self._lists[name]
        order = self._session.order(name)
        asked = self._session.terms(name) or self._session.search.strip()
        lines.empty = "nothing matches" if asked else "none"
        lines.fill(page.rows, page.total, capped=page.capped, order="" if order == "date" else order)
        if cursor := self._cursors.pop(name, 0):
            lines.go(cursor)
        self.on_filled(lines)

    def _take_window(self, name: str, offset: int, page: Page[Any]) -> None:
        self._lists[name].fill(page.rows, page.total, capped=page.capped, offset=offset, fresh=False)

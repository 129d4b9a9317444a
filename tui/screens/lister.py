"""Fills the lists with what the library answers; only those that can be seen, the others when they come into view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Literal, cast, get_args

from quoth.core.query.language import Query, parse_query
from quoth.core.query.tree import And, Node
from quoth.store.interface import Library
from quoth.store.rows import CAP, Page
from quoth.tui.desk import Desk
from quoth.tui.panels.lines import LOADING, Lines
from quoth.tui.panels.windows import WINDOW
from quoth.tui.session import Session
from quoth.tui.where import listings

NearKind = Literal["documents", "quotes", "numbers"]
NEAR_KINDS = get_args(NearKind)
PANEL_KEYS = {"quotes": 2, "numbers": 3}
MOST_SUBJECTS = 200
MOST_AT_ONCE = 1024  # rows


class Lister:
    """Asks the desk for the rows of each list, page by page; its jobs are named as the lists."""

    def __init__(self, library: Library, desk: Desk, session: Session, lists: Mapping[str, Lines[Any]]) -> None:
        self._library = library
        self._desk = desk
        self._session = session
        self._lists = lists
        self._stale = set(lists)
        self._cursors: dict[str, int] = {}
        self._withheld = self._refused = False
        self.on_filled: Callable[[Lines[Any]], None] = lambda _: None

    def start_at(self, cursors: Mapping[str, int]) -> None:
        """Put the cursors there when the lists are filled for the first time."""
        self._cursors = dict(cursors)

    def changed(self, names: Iterable[str] | None = None) -> None:
        """The rows of these lists (of all) are to be fetched again; an unreadable search raises QueryError."""
        self.search()
        if self._refused:
            self._refused = False
            self._forget_why(self._lists)
        self._stale.update(self._lists if names is None else names)

    def withhold(self, why: str) -> None:
        """Show no rows, but why, until they are allowed again."""
        self._withheld = self._refused = True
        for lines in self._lists.values():
            lines.explain(why)
            lines.fill((), 0)

    def allow(self) -> None:
        """Show rows again."""
        self._withheld = False

    def search(self) -> Query:
        """The search; QueryError marks what cannot be read."""
        return parse_query(self._session.search, typing=self._session.typing)

    def query(self, panel: str) -> Query:
        """What a panel shows: the filters it goes by and the search."""
        search, terms = self.search(), self._session.terms(panel)
        kinds = self._session.figures(panel)
        queries = [*(parse_query(term) for term in (*terms, kinds) if term), search]
        parts = tuple(part for query in queries if not query.is_everything for part in _parts(query.tree))
        text = self._session.joined(terms)
        return Query(text, parts[0]) if len(parts) == 1 else Query(text, And(parts)) if parts else parse_query("")

    def fill(self, names: Iterable[str]) -> None:
        """Fetch the lists that are stale, as far as to the cursor and a window on."""
        for name in names:
            if name in self._stale:
                self._stale.discard(name)
                cursor = self._cursors.get(name, self._lists[name].cursor)
                self._ask(name, min((cursor // WINDOW + 1) * WINDOW, MOST_AT_ONCE))
        self._forget_why(self._stale)

    def _forget_why(self, names: Iterable[str]) -> None:
        """Why lists were empty says nothing of what they are to show next."""
        for name in names:
            self._lists[name].explain(LOADING)

    def peek(self, name: str) -> None:
        """Fetch the first row of a list that cannot be seen, for the source to show it; the list stays stale."""
        if name in self._stale:
            self._ask(name, 1)

    def _ask(self, name: str, limit: int) -> None:
        job = partial(self._fetch, name, self.query(name), 0, limit)
        self._desk.ask(name, job, partial(self._take, name))

    def fetch_window(self, name: str, offset: int) -> None:
        """Fetch further rows."""
        limit = WINDOW if offset + WINDOW <= CAP else MOST_AT_ONCE  # beyond what was counted: a good deal at once
        job = partial(self._fetch, name, self.query(name), offset, limit)
        self._desk.ask(f"{name}@{offset}", job, partial(self._take_window, name, offset))

    def _fetch(self, name: str, query: Query, offset: int, limit: int) -> Page[Any]:
        """Runs in the desk's thread."""
        library = self._library
        if name in ("topics", "speakers"):  # the library gives them whole
            rows: tuple[Any, ...]
            if name == "topics":
                rows = (*library.topics(query), *library.subjects(query)[:MOST_SUBJECTS])
            else:  # "Participants" are nobody one looks for
                rows = tuple(sorted(library.speakers(query), key=lambda speaker: speaker.kind == "group"))
            return Page(rows[offset : offset + MOST_AT_ONCE], len(rows))
        find: Callable[..., Page[Any]] = getattr(library, name)
        return find(query, limit=limit, offset=offset, order=self._session.order(name))

    def _take(self, name: str, page: Page[Any]) -> None:
        if self._withheld:
            return
        lines = self._lists[name]
        lines.explain(self._session.why_empty(name))
        lines.fill(page.rows, page.total, capped=page.capped, note=self._session.note(name, capped=page.capped))
        if cursor := self._cursors.pop(name, 0):
            lines.go(cursor)
        if not page.rows and name in NEAR_KINDS and self._session.whole and not self._session.typing:
            others = {kind: self.query(kind) for kind in ("quotes", "numbers") if kind != name}
            near = partial(self._near, cast("NearKind", name), self.query(name), others)
            self._desk.ask("near", near, partial(self._help, lines, self._session.whole))
        self.on_filled(lines)

    def _near(self, name: NearKind, query: Query, others: Mapping[str, Query]) -> list[str]:
        """What helps where nothing was found; runs in the desk's thread."""
        ways = []
        for kind, other in others.items():
            found = getattr(self._library, kind)(other, limit=1)
            if found.total:
                ways.append(f"{kind} that match: {_count(found)} ({PANEL_KEYS[kind]} shows them)")
        sentences = self._library.sentences(query, limit=1)
        if sentences.total and not ways:
            ways.append(f"sentences that match: {_count(sentences)} (quoth sentences lists them)")
        if near := self._library.near(query, name):
            ways.append(f"these find something: {'   '.join(f'/{search}' for search in near)}")
        return ways or [f"{key} lists {what}" for key, _, what in listings(query.text)]

    def _help(self, lines: Lines[Any], search: str, ways: list[str]) -> None:
        """Say more of what to do, if the list still has no rows for the same search."""
        if ways and not lines.total and not self._withheld and search == self._session.whole:
            lines.explain("; ".join([self._session.why_empty(lines.PANEL), *ways]))

    def _take_window(self, name: str, offset: int, page: Page[Any]) -> None:
        self._lists[name].extend(page.rows, offset, page.total, capped=page.capped)


def _count(page: Page[Any]) -> str:
    return f"{page.total}{'+' if page.capped else ''}"


def _parts(tree: Node) -> tuple[Node, ...]:
    """What all has to hold: side by side, so that a unit and an amount mean one number wherever each was asked for."""
    return tree.parts if isinstance(tree, And) else (tree,)

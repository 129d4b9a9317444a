"""What is being looked for: the search, the filters and the orders, apart from any screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quoth.core.errors import QueryError
from quoth.core.model import NO_FIGURES
from quoth.core.query.language import parse_query
from quoth.core.query.tree import Node, Or
from quoth.store.rows import CAP, Order
from quoth.tui.place import Place

ORDERS: dict[str, tuple[Order, ...]] = {
    "quotes": ("date", "relevance", "speaker", "topic", "position"),
    "numbers": ("date", "value", "kind", "speaker", "position"),
    "documents": ("date", "relevance"),
}
OWN_FIELDS = {"topics": ("topic", "about"), "speakers": ("speaker",), "documents": ("doc",)}
HISTORY = 50


@dataclass
class Session:
    """The state of a search. A filter is one term of the search language: ``topic:energy``."""

    search: str = ""
    """While it is ``typing``, its last word is a beginning."""
    filters: list[str] = field(default_factory=list)
    preview: str = ""
    orders: dict[str, Order] = field(default_factory=dict)
    all_numbers: bool = False
    history: list[str] = field(default_factory=list)
    typing: bool = False

    @classmethod
    def at(cls, place: Place) -> Session:
        """As it was left."""
        orders: dict[str, Order] = {
            panel: order for panel, known in ORDERS.items() for order in known if place.orders.get(panel) == order
        }
        search = place.search if _tree(place.search) else ""
        filters = [term for term in place.filters if _tree(term)]
        return cls(search, filters, "", orders, place.all_numbers, list(place.history))

    def terms(self, panel: str) -> list[str]:
        """The filters a panel goes by; a panel of topics, say, still offers the topics that are not filtered by."""
        own = OWN_FIELDS.get(panel, ())
        filters = [term for term in self.filters if term.partition(":")[0] not in own]
        return [*filters, self.preview] if self.preview and panel in ("quotes", "numbers") else filters

    def figures(self, panel: str) -> str:
        """What leaves labels, dates and ordinals out of the numbers, unless they are wanted or a kind is asked for."""
        asked = " ".join([*self.terms(panel), self.search])
        left_out = panel == "numbers" and not self.all_numbers and "kind:" not in asked
        return " ".join(f"-kind:{kind}" for kind in NO_FIGURES) if left_out else ""

    def note(self, panel: str, *, capped: bool) -> str:
        """How a list is sorted and what it holds, where that is not what one expects."""
        order = self.order(panel)
        notes = [f"by {order}"] if order != "date" else []
        if capped and order == "relevance":
            notes.append(f"newest {CAP} only")
        if panel == "numbers" and self.all_numbers:
            notes.append("of every kind")
        return ", ".join(notes)

    def why_empty(self, panel: str) -> str:
        """What to do where a list has no rows."""
        ways = [
            *(["esc clears the search"] if self.search.strip() else []),
            *(["x removes a filter"] * bool(self.filters)),
        ]
        if self.figures(panel):
            ways.append("a shows every number")
        matches = "nothing matches" if self.search.strip() or self.terms(panel) else "none"
        return f"{matches}: {', '.join(ways)}" if ways else matches

    @property
    def whole(self) -> str:
        """The filters and the search as one query."""
        return self.joined(self.filters)

    def joined(self, terms: Sequence[str]) -> str:
        """These terms and the search as one query that means both."""
        search = self.search.strip()
        if terms and isinstance(_tree(search, typing=True), Or):
            search = f"({search})"
        return " ".join([*terms, search]).strip()

    def order(self, panel: str) -> Order:
        """How a panel is sorted."""
        return self.orders.get(panel, "date")

    def next_order(self, panel: str) -> Order:
        """Sort a panel by the next of its orders."""
        orders = ORDERS[panel]
        self.orders[panel] = orders[(orders.index(self.order(panel)) + 1) % len(orders)]
        return self.orders[panel]

    def add_filter(self, term: str) -> None:
        """Filter by a term as well; of document, topic, speaker and subject only one at a time."""
        name = term.partition(":")[0]
        self.filters = [other for other in self.filters if other.partition(":")[0] != name] + [term]
        self.preview = ""

    @property
    def in_force(self) -> list[str]:
        """All that narrows what is listed, in the order in which one goes back: filters, the search, the row followed."""
        search = [f"/{self.search}"] if self.search.strip() else []
        preview = [f"({self.preview})"] if self.preview else []
        return [*self.filters, *search, *preview]

    def drop(self, term: str) -> None:
        """Take one of what is in force away."""
        if term.startswith("/"):
            self.search = ""
            self._forget_relevance()
        elif term.startswith("("):
            self.preview = ""
        else:
            self.filters.remove(term)

    def _forget_relevance(self) -> None:
        """What was most relevant to one search is in no order for another."""
        self.orders = {panel: order for panel, order in self.orders.items() if order != "relevance"}

    def keep_search(self) -> None:
        """Put the search into the history, newest first."""
        if self.search.strip():
            if self.history[:1] != [self.search]:
                self._forget_relevance()
            self.history = [self.search, *(text for text in self.history if text != self.search)][:HISTORY]


def _tree(search: str, *, typing: bool = False) -> Node | None:
    """What a search is read as; None where it cannot be read."""
    try:
        return parse_query(search, typing=typing).tree
    except QueryError:
        return None

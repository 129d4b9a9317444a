"""What is being looked for: the search, the filters and the orders, apart from any screen."""

from __future__ import annotations

from dataclasses import dataclass, field

from quoth.store.rows import Order
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
    filters: list[str] = field(default_factory=list)
    preview: str = ""
    orders: dict[str, Order] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, place: Place) -> Session:
        """As it was left."""
        orders: dict[str, Order] = {
            panel: order for panel, known in ORDERS.items() for order in known if place.orders.get(panel) == order
        }
        return cls(place.search, list(place.filters), "", orders, list(place.history))

    def terms(self, panel: str) -> list[str]:
        """The filters a panel goes by; a panel of topics, say, still offers the topics that are not filtered by."""
        own = OWN_FIELDS.get(panel, ())
        filters = [term for term in self.filters if term.partition(":")[0] not in own]
        return [*filters, self.preview] if self.preview and panel in ("quotes", "numbers") else filters

    @property
    def whole(self) -> str:
        """The filters and the search as one query."""
        return " ".join([*self.filters, self.search]).strip()

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

    def drop_filter(self, term: str | None = None) -> bool:
        """Take a filter away, the last one when none is named; whether there was one."""
        if not self.filters:
            return False
        self.filters.remove(term if term is not None else self.filters[-1])
        return True

    def keep_search(self) -> None:
        """Put the search into the history, newest first."""
        if self.search.strip():
            self.history = [self.search, *(text for text in self.history if text != self.search)][:HISTORY]

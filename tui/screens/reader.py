"""Keeps the source, the header and the timeline with the row under the cursor."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial

from quoth.core.model import Briefing, Span
from quoth.core.query.tree import Node, Query
from quoth.store.interface import Library
from quoth.store.rows import DocumentRow, NumberRow, QuoteRow, SentenceRow
from quoth.tui.desk import Desk
from quoth.tui.panels.header import Header
from quoth.tui.panels.source import Source
from quoth.tui.panels.timeline import Timeline

KEPT_BRIEFINGS = 8

Row = QuoteRow | NumberRow | DocumentRow


class Reader:
    """Shows documents; reads each once and remembers the last few."""

    def __init__(self, library: Library, desk: Desk, source: Source, header: Header, timeline: Timeline) -> None:
        self._library = library
        self._desk = desk
        self._source = source
        self._header = header
        self._timeline = timeline
        self._briefings: OrderedDict[tuple[str, int], Briefing] = OrderedDict()
        self._wanted: Row | None = None
        self._hits_of: tuple[str, Node] | None = None
        self.document: DocumentRow | None = None
        self.item: QuoteRow | NumberRow | None = None
        self.on_shown: Callable[[DocumentRow], None] = lambda _: None

    def follow(self, row: Row | None) -> None:
        """Show the row's document with the row's own place in view."""
        if row is None:
            return
        self._wanted = row
        document = row if isinstance(row, DocumentRow) else row.document
        if briefing := self._briefings.get((document.id, document.revision)):
            self._show(row, briefing)
        else:
            self._desk.ask("source", partial(self._library.get, document.id), partial(self._take, row))

    def forget(self) -> None:
        """The library has changed: what is remembered of it may be old."""
        self._briefings.clear()
        self._hits_of = None

    @property
    def briefing(self) -> Briefing | None:
        """The document in view."""
        return self._source.briefing

    @property
    def sentence(self) -> SentenceRow | None:
        """The sentence under the source's cursor; None while that is the list's item."""
        index, briefing = self._source.sentence, self.briefing
        if index is None or briefing is None or self.document is None:
            return None
        sentence = briefing.sentences[index]
        speakers = tuple(briefing.speaker(id) for id in sentence.speakers)
        return SentenceRow(self.document, index, sentence, sentence.span.of(briefing.document.text), speakers)

    def find_hits(self, query: Query) -> None:
        """Highlight what the search finds in the document in view."""
        if self.document is None or self._hits_of == (wanted := (self.document.id, query.tree)):
            return
        self._hits_of = wanted
        if query.is_everything:
            self._source.mark_hits(())
            return
        job = partial(self._library.hits, self.document.id, query)
        self._desk.ask("hits", job, partial(self._take_hits, wanted))

    def show_timeline(self, name: str, term: str) -> None:
        """Show when a speaker was quoted."""
        job = partial(self._library.quotes, term, limit=1000)
        self._desk.ask("timeline", job, lambda page: self._timeline.show(name, page.rows, capped=page.capped))

    def _take(self, row: Row, briefing: Briefing) -> None:
        document = row if isinstance(row, DocumentRow) else row.document
        self._briefings[document.id, document.revision] = briefing
        while len(self._briefings) > KEPT_BRIEFINGS:
            self._briefings.popitem(last=False)
        if row is self._wanted:  # else another row has been followed meanwhile
            self._show(row, briefing)

    def _show(self, row: Row, briefing: Briefing) -> None:
        self.document = row if isinstance(row, DocumentRow) else row.document
        self.item = None if isinstance(row, DocumentRow) else row
        self._source.show(briefing)
        self._source.mark(*_places(row))
        self._header.describe(self.document, briefing)
        self.on_shown(self.document)

    def _take_hits(self, wanted: tuple[str, Node], hits: tuple[Span, ...]) -> None:
        if self.document is not None and self.document.id == wanted[0] and self._hits_of == wanted:
            self._source.mark_hits(hits)


def _places(row: Row) -> tuple[Sequence[Span], Sequence[Span]]:
    """Where the row stands in its document, and what around it belongs to it."""
    match row:
        case QuoteRow():
            return row.quote.content, (*row.quote.cue, *row.quote.source)
        case NumberRow():
            return (row.number.span,), (row.number.counts,) if row.number.counts else ()
    return (), ()

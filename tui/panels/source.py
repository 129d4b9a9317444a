"""The document as it was written, with the item under the cursor in its place, speakers and numbers marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from quoth.core.model import Briefing, Span
from quoth.tui.panels.cells import fit, width
from quoth.tui.panels.layout import Layout, Place
from quoth.tui.panels.lines import Canvas
from quoth.tui.panels.marks import Mark, Marks, lasting_marks
from quoth.tui.panels.words import short
from quoth.tui.terminal.visible import visible_line
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip

MARGIN = 1
WIDEST = 100  # cells; longer lines are hard to read
CONTEXT = 3  # lines kept above and below what is jumped to

PENS = {
    Mark.SPEAKER: "mention",
    Mark.NUMBER: "figure",
    Mark.CUE: "cue",
    Mark.HIT: "hit",
    Mark.ITEM: "item",
}


class Source(Canvas):
    PANEL: ClassVar[str] = "source"
    TITLE: ClassVar[str] = "Source"
    NUMBER: ClassVar[int] = 4

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.briefing: Briefing | None = None
        self.top = Place(0, 0)
        self.hits: list[Span] = []
        self._hit = -1
        self._items: tuple[Span, ...] = ()
        self._item_marks = Marks()
        self._hit_marks = Marks()
        self._lasting = Marks()
        self._layout = Layout("", 40)

    # what to show

    def show(self, briefing: Briefing | None) -> None:
        """Show another document from its beginning."""
        if briefing is self.briefing:
            return
        self.briefing = briefing
        self._lasting = lasting_marks(briefing) if briefing else Marks()
        self._items, self._item_marks = (), Marks()
        self.hits, self._hit_marks = [], Marks()
        self.top = Place(0, 0)
        self._lay_out()

    def mark(self, items: Sequence[Span], cues: Sequence[Span] = ()) -> None:
        """Highlight the item (and, more quietly, its cue and source) and bring it into view."""
        before, self._items = self._items, (*items, *cues)
        self._item_marks = Marks([*((span, Mark.ITEM) for span in items), *((span, Mark.CUE) for span in cues)])
        if items and self._reveal(min(items), max(span.end for span in items)):
            self.refresh()
        else:
            self._refresh_spans((*before, *self._items))

    def mark_hits(self, hits: Sequence[Span]) -> None:
        """Highlight the places that a search found."""
        self._hit = -1
        if (found := sorted(hits)) != self.hits:
            before, self.hits = self.hits, found
            self._hit_marks = Marks((span, Mark.HIT) for span in found)
            self._refresh_spans((*before, *found))

    def next_hit(self, way: int) -> int:
        """Bring the next (or previous) hit into view, round the end; its number, from 0."""
        self._hit = (self._hit + way) % len(self.hits) if self._hit >= 0 else self._hit_from_here(way)
        self.mark([self.hits[self._hit]])
        return self._hit

    def _hit_from_here(self, way: int) -> int:
        """The first hit from the item (or the top of the page) on, or the last before it."""
        here = self._items[0].start if self._items else self.offset_in_view
        after = bisect_left(self.hits, here, key=lambda span: span.start)
        return (after if way > 0 else after - 1) % len(self.hits)

    @property
    def offset_in_view(self) -> int:
        """The character that the first line in view begins with."""
        return self._layout.span(self.top).start

    def scroll_to_offset(self, offset: int) -> None:
        """Put the line with the character first."""
        self.top = self._clamp(self._layout.place(offset))
        self.refresh()

    # moving

    @property
    def height(self) -> int:
        """How many lines of the text are in view."""
        return max(self.size.height - 1, 1)

    def step(self, by: int) -> bool:
        """Scroll by so many lines; whether it did."""
        return self._scroll(self._layout.move(self.top, by))

    def go(self, index: int) -> bool:
        """To the beginning (0) or, with anything else, to the end; whether it was elsewhere."""
        return self._scroll(Place(0, 0) if index == 0 else self._layout.last)

    def _scroll(self, place: Place) -> bool:
        place = self._clamp(place)
        if place == self.top:
            return False
        self.top = place
        self.refresh()
        return True

    def _clamp(self, place: Place) -> Place:
        """So that the last page is full."""
        last = self._layout.last
        return min(place, self._layout.move(last, 1 - self.height))

    def _reveal(self, first: Span, end: int) -> bool:
        """Scroll so that [first, end) is in view, if it is not; whether it had to."""
        start, stop = self._layout.place(first.start), self._layout.place(max(end - 1, first.start))
        above = self._layout.distance(self.top, start, self.height + 1)
        below = self._layout.distance(self.top, stop, self.height + 1)
        if above >= 0 and below < self.height:
            return False
        spare = max(self.height - 1 - self._layout.distance(start, stop, self.height), 0)
        top = self._clamp(self._layout.move(start, -min(CONTEXT, spare)))
        moved, self.top = top != self.top, top
        return moved

    def _refresh_spans(self, spans: Sequence[Span]) -> None:
        """Repaint only the lines in view that hold one of the spans."""
        rows = set()
        place = self.top
        for y in range(self.height):
            line = self._layout.span(place)
            if any(span.start <= line.end and line.start < span.end for span in spans):
                rows.add(y + 1)
            following = self._layout.move(place, 1)
            if following == place:
                break
            place = following
        if rows:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in sorted(rows)))

    # drawing

    def on_resize(self) -> None:
        offset = self.offset_in_view if self.briefing else 0
        self._lay_out()
        self.top = self._clamp(self._layout.place(offset))
        if self._items:
            self._reveal(self._items[0], self._items[0].end)

    def refresh_active(self) -> None:
        self.refresh(Region(0, 0, self.size.width, 1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.step(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.step(-3)

    def _lay_out(self) -> None:
        cells = min(max(self.size.width - 2 * MARGIN, 8), WIDEST)
        self._layout = Layout(self.briefing.document.text if self.briefing else "", cells)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        if y == 0:
            return self._caption(cells)
        place = self._layout.move(self.top, y - 1) if y > 1 else self.top
        if y > 1 and self._layout.distance(self.top, place, y) < y - 1:
            return self.strip([], cells)
        line = self._layout.span(place)
        segments = [Segment(" " * MARGIN, self.pens.base), *self._segments(line)]
        return Strip(segments).adjust_cell_length(cells, self.pens.base)

    def _segments(self, line: Span) -> list[Segment]:
        text = visible_line(line.of(self._layout.text))
        flags = [0] * len(text)
        for marks in (self._lasting, self._hit_marks, self._item_marks):
            for span, mark in marks.within(*line):
                for at in range(max(span.start - line.start, 0), min(span.end - line.start, len(text))):
                    flags[at] |= mark
        segments, at = [], 0
        for flag, run in groupby(flags):
            end = at + sum(1 for _ in run)
            segments.append(Segment(text[at:end], self.pens.mix(*(name for mark, name in PENS.items() if flag & mark))))
            at = end
        return segments

    def _caption(self, cells: int) -> Strip:
        document = self.briefing.document if self.briefing else None
        name = f"[{self.NUMBER} {self.TITLE}]" if self.active else f" {self.NUMBER} {self.TITLE} "
        done = self.offset_in_view * 100 // max(len(self._layout.text), 1)
        counter = fit(f" {done}% " if document else "", 6, right=True)
        title = short(document.title or document.name) if document else ""
        room = max(cells - width(name) - width(counter), 0)
        style = "caption-focus" if self.active else "caption"
        return self.strip(
            [(fit(name, min(width(name), cells)), style), (fit(f" {title}", room), "caption"), (counter, "caption")],
            cells,
        )

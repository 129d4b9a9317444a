"""The document as it was written, with the item under the cursor in its place, speakers and numbers marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from quoth.core.model import Briefing, Sentence, Span
from quoth.tui.panels.canvas import Canvas, Pressed
from quoth.tui.panels.cells import cut, fit, width
from quoth.tui.panels.marks import Mark, Marks, lasting_marks
from quoth.tui.panels.view import View
from quoth.tui.panels.words import short
from quoth.tui.terminal.scrolling import scroll
from quoth.tui.terminal.visible import visible_line
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip

MARGIN = 1
WIDEST = 100  # cells; longer lines are hard to read

PENS = {
    Mark.SPEAKER: "mention",
    Mark.NUMBER: "figure",
    Mark.CUE: "cue",
    Mark.HIT: "hit",
    Mark.ITEM: "item",
}


class Source(Canvas):
    """Shows one document. Its cursor is the item of the list, until one moves here: then it is a sentence."""

    PANEL: ClassVar[str] = "source"
    TITLE: ClassVar[str] = "Source"
    NUMBER: ClassVar[int] = 4

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.briefing: Briefing | None = None
        self.sentence: int | None = None
        self.hits: list[Span] = []
        self.marked: tuple[Span, ...] = ()
        self._hit = -1
        self._item_marks = Marks()
        self._hit_marks = Marks()
        self._lasting = Marks()
        self._view = View("", 40, 1)

    # what to show

    def show(self, briefing: Briefing | None) -> None:
        """Show another document from its beginning."""
        if briefing is self.briefing:
            return
        self.briefing = briefing
        self._lasting = lasting_marks(briefing) if briefing else Marks()
        self.sentence, self.marked, self._item_marks = None, (), Marks()
        self.hits, self._hit_marks = [], Marks()
        self._lay_out()

    def mark(self, items: Sequence[Span], cues: Sequence[Span] = (), *, sentence: int | None = None) -> None:
        """Highlight the item (and, more quietly, its cue and source) and bring it into view."""
        self.sentence = sentence
        self._mark(items, cues)
        if items:
            self._scrolled(self._view.reveal(min(items).start, max(span.end for span in items)))

    def _mark(self, items: Sequence[Span], cues: Sequence[Span] = ()) -> None:
        before, self.marked = self.marked, (*items, *cues)
        self._item_marks = Marks([*((span, Mark.ITEM) for span in items), *((span, Mark.CUE) for span in cues)])
        self._refresh_spans((*before, *self.marked))

    def mark_hits(self, hits: Sequence[Span]) -> None:
        """Highlight the places that a search found."""
        self._hit = -1
        if (found := sorted(hits)) != self.hits:
            before, self.hits = self.hits, found
            self._hit_marks = Marks((span, Mark.HIT) for span in found)
            self._refresh_spans((*before, *found))

    def next_hit(self, way: int) -> int:
        """Bring the next (or previous) hit into view, round the end; its number, from 0. Its sentence is the cursor."""
        self._hit = (self._hit + way) % len(self.hits) if self._hit >= 0 else self._hit_from_here(way)
        hit = self.hits[self._hit]
        self.mark([hit], sentence=self._sentence_at(hit.start))
        return self._hit

    def _hit_from_here(self, way: int) -> int:
        """The first hit from the cursor (or the top of the page) on, or the last before it."""
        here = self.marked[0].start if self.marked else self._view.offset
        after = bisect_left(self.hits, here, key=lambda span: span.start)
        return (after if way > 0 else after - 1) % len(self.hits)

    # the sentences

    @property
    def _sentences(self) -> Sequence[Sentence]:
        return self.briefing.sentences if self.briefing else ()

    def _sentence_at(self, offset: int) -> int | None:
        """The sentence that holds the character, or the last that begins before it; None where there is none."""
        if not self._sentences:
            return None
        return max(bisect_right(self._sentences, offset, key=lambda sentence: sentence.span.start) - 1, 0)

    @property
    def here(self) -> int | None:
        """The sentence of the cursor, or of the item, or the first in view."""
        if self.sentence is not None:
            return self.sentence
        return self._sentence_at(self.marked[0].start if self.marked else self._view.offset)

    def select(self, sentence: int) -> bool:
        """Put the cursor on a sentence (the nearest one there is); whether it was elsewhere."""
        sentence = max(0, min(sentence, len(self._sentences) - 1))
        if sentence == self.sentence:
            return False
        self.mark([self._sentences[sentence].span], sentence=sentence)
        return True

    @property
    def counter(self) -> str:
        """Which sentence: ``3/19``."""
        return f"{(self.here or 0) + 1}/{len(self._sentences)}" if self._sentences else ""

    # moving

    @property
    def height(self) -> int:
        """How many lines of the text are in view."""
        return self._view.height

    def step(self, by: int) -> bool:
        """To the next (or previous) sentence, through one longer than the page first; whether anything moved."""
        here = self.here
        if here is None:
            return self.turn(by)
        if self.sentence is not None:
            span = self._sentences[here].span
            if not self._view.shows(span.end - 1 if by > 0 else span.start):
                return self._scrolled(self._view.scroll(self.height // 2 * by))
        elif not self.marked:
            by = 0
        return self.select(here + by)

    def turn(self, by: int) -> bool:
        """Scroll by so many lines; the cursor comes along."""
        return self._scrolled(self._view.scroll(by)) and self._bring_cursor()

    def go(self, index: int) -> bool:
        """To the beginning (0) or, with anything else, to the end; whether it was elsewhere."""
        moved = self._scrolled(self._view.scroll_to(len(self._view.text) if index else 0))
        return (bool(self._sentences) and self.select(len(self._sentences) if index else 0)) or moved

    def _scrolled(self, by: int) -> bool:
        """Show that the text has moved by so many lines; whether it has."""
        if by and not scroll(self, range(1, self.height + 1), by):
            self.refresh()
        elif by:
            self.refresh_active()
        return bool(by)

    def _bring_cursor(self) -> bool:
        """Put the cursor on the first sentence that begins in view, if it is out of view."""
        if self._sentences and not (self.marked and self._view.shows(self.marked[0].start)):
            first = bisect_left(self._sentences, self._view.offset, key=lambda sentence: sentence.span.start)
            self.sentence = min(first, len(self._sentences) - 1)
            self._mark([self._sentences[self.sentence].span])
        return True

    def _refresh_spans(self, spans: Sequence[Span]) -> None:
        """Repaint only the lines in view that hold one of the spans."""
        if rows := [Region(0, y + 1, self.size.width, 1) for y in self._view.lines_with(spans)]:
            self.refresh(*rows)

    # the mouse

    def on_click(self, event: events.Click) -> None:
        if 0 < event.y <= len(self._view.lines):
            line = self._view.lines[event.y - 1]
            shown = visible_line(line.of(self._view.text))
            if (sentence := self._sentence_at(line.start + cut(shown, max(event.x - MARGIN, 0)))) is not None:
                self.select(sentence)
        self.post_message(Pressed(self.PANEL))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._scrolled(self._view.scroll(3))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._scrolled(self._view.scroll(-3))

    # drawing

    def on_resize(self) -> None:
        offset = self._view.offset
        self._lay_out()
        self._view.scroll_to(offset)
        if self.marked:
            self._view.reveal(self.marked[0].start, self.marked[0].end)

    def refresh_active(self) -> None:
        self.refresh(Region(0, 0, self.size.width, 1))

    def _lay_out(self) -> None:
        cells = min(max(self.size.width - 2 * MARGIN, 8), WIDEST)
        self._view = View(self.briefing.document.text if self.briefing else "", cells, self.size.height - 1)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        if y == 0:
            return self._caption(cells)
        if y > len(self._view.lines):
            return self.strip([], cells)
        segments = [Segment(" " * MARGIN, self.pens.base), *self._segments(self._view.lines[y - 1])]
        return Strip(segments).adjust_cell_length(cells, self.pens.base)

    def _segments(self, line: Span) -> list[Segment]:
        text = visible_line(line.of(self._view.text))
        found = [
            (max(span.start - line.start, 0), min(span.end - line.start, len(text)), mark)
            for marks in (self._lasting, self._hit_marks, self._item_marks)
            for span, mark in marks.within(*line)
        ]
        edges = sorted({0, len(text), *(edge for start, end, _ in found for edge in (start, end))})
        segments = []
        for left, right in pairwise(edges):
            here = {mark for start, end, mark in found if start <= left and right <= end}
            segments.append(Segment(text[left:right], self.pens.mix(*(PENS[mark] for mark in Mark if mark in here))))
        return segments

    def _caption(self, cells: int) -> Strip:
        document = self.briefing.document if self.briefing else None
        name = f"[{self.NUMBER} {self.TITLE}]" if self.active else f" {self.NUMBER} {self.TITLE} "
        done = self._view.offset * 100 // max(len(self._view.text), 1)
        counter = fit(f" {done}% " if document else "", 6, right=True)
        known = (document.title or document.name, document.source) if document else ()
        title = ", ".join(short(part) for part in known if part)
        room = max(cells - width(name) - width(counter), 0)
        style = "caption-focus" if self.active else "caption"
        return self.strip(
            [(fit(name, min(width(name), cells)), style), (fit(f" {title}", room), "caption"), (counter, "caption")],
            cells,
        )

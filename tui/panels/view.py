"""Which lines of a text are in view, and how that moves."""

from __future__ import annotations

from collections.abc import Iterable

from quoth.core.model import Span
from quoth.tui.panels.wrapped import Line, WrappedText

CONTEXT = 3  # lines kept above and below what is jumped to


class View:
    """A window of so many lines over a wrapped text. Lines in view are numbered from 0."""

    def __init__(self, text: str, cells: int, height: int) -> None:
        self.text = text
        self.height = max(height, 1)
        self.top = Line(0, 0)
        self._layout = WrappedText(text, cells)
        self._page: list[Span] = []

    @property
    def offset(self) -> int:
        """The character that the first line in view begins with."""
        return self.lines[0].start

    @property
    def lines(self) -> list[Span]:
        """What stands on each line in view; fewer where the text ends."""
        if not self._page:
            place = self.top
            for _ in range(self.height):
                self._page.append(self._layout.span(place))
                following = self._layout.move(place, 1)
                if following == place:
                    break
                place = following
        return self._page

    def scroll(self, by: int) -> int:
        """Move so many lines down (up where negative); how many it were."""
        return self._put(self._layout.move(self.top, by))

    def scroll_to(self, offset: int) -> int:
        """Put the line with the character first, or as high as it goes; by how many lines that moved the text."""
        return self._put(self._layout.place(offset))

    def shows(self, offset: int) -> bool:
        """Whether the character is in view."""
        place = self._layout.place(offset)
        return place >= self.top and self._layout.distance(self.top, place, self.height) < self.height

    def reveal(self, start: int, end: int) -> int:
        """Bring [start, end) into view, or its beginning where it is too long; by how many lines that moved the text."""
        if self.shows(start) and self.shows(max(end - 1, start)):
            return 0
        first, last = self._layout.place(start), self._layout.place(max(end - 1, start))
        spare = max(self.height - 1 - self._layout.distance(first, last, self.height), 0)
        return self._put(self._layout.move(first, -min(CONTEXT, spare)))

    def lines_with(self, spans: Iterable[Span]) -> list[int]:
        """The lines in view that hold a part of one of the spans."""
        first, last = self.lines[0], self.lines[-1]
        wanted = [span for span in spans if span.start <= last.end and first.start < span.end]  # hits may be many
        return [
            y
            for y, line in enumerate(self.lines)
            if any(span.start <= line.end and line.start < span.end for span in wanted)
        ]

    def _put(self, place: Line) -> int:
        """Put a line first, or so high that the last page is full; how many lines lower that is (a page counts as many)."""
        top = min(place, self._layout.move(self._layout.last, 1 - self.height))
        by = self._layout.distance(self.top, top, self.height + 1)
        if by:
            self.top, self._page = top, []
        return by

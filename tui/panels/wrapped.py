"""A long text in lines of the screen, wrapped only where it is looked at: a line of 2 MB costs no more than a page."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from quoth.core.model import Span
from quoth.tui.panels.cells import wrap
from quoth.tui.terminal.visible import visible

LONGEST_BLOCK = 20_000


class Line(NamedTuple):
    """A line of the screen: the number of its block, and of the line in it."""

    block: int
    line: int


class WrappedText:
    """The text cut into blocks (paragraphs, or parts of very long ones), each wrapped when it is first needed."""

    def __init__(self, text: str, cells: int) -> None:
        self.text = text
        self.cells = cells
        self._starts, self._ends = _blocks(text)
        self.lines = lru_cache(maxsize=256)(self._lines)

    def _lines(self, block: int) -> list[Span]:
        start, end = self._starts[block], self._ends[block]
        return [Span(start + a, start + b) for a, b in wrap(visible(self.text[start:end]), self.cells)]

    def place(self, offset: int) -> Line:
        """The line that shows the character at the offset."""
        block = max(bisect_right(self._starts, offset) - 1, 0)
        lines = self.lines(block)
        return Line(block, max(bisect_right(lines, offset, key=lambda line: line.start) - 1, 0))

    def span(self, place: Line) -> Span:
        """The stretch of text on a line."""
        return self.lines(place.block)[place.line]

    def move(self, place: Line, by: int) -> Line:
        """The line so many further down (up where negative), at most the last (the first)."""
        block, line = place
        line += by
        while line < 0 and block > 0:
            block -= 1
            line += len(self.lines(block))
        while line >= (count := len(self.lines(block))):
            if block == len(self._starts) - 1:
                return Line(block, count - 1)
            line -= count
            block += 1
        return Line(block, max(line, 0))

    def distance(self, start: Line, end: Line, most: int) -> int:
        """How many lines ``end`` is below ``start`` (negative above); no further than ``most`` is counted."""
        if end < start:
            return -self.distance(end, start, most)
        if start.block == end.block:
            return min(end.line - start.line, most)
        lines = len(self.lines(start.block)) - start.line
        for block in range(start.block + 1, end.block):
            if lines >= most:
                break
            lines += len(self.lines(block))
        return min(lines + end.line, most)

    @property
    def last(self) -> Line:
        """The last line of the text."""
        block = len(self._starts) - 1
        return Line(block, len(self.lines(block)) - 1)


def _blocks(text: str) -> tuple[list[int], list[int]]:
    starts, ends = [0], []
    for match in re.finditer(r"\r?\n", text):
        ends.append(match.start())
        starts.append(match.end())
    ends.append(len(text))
    if max(end - start for start, end in zip(starts, ends, strict=True)) <= LONGEST_BLOCK:
        return starts, ends
    cut_starts, cut_ends = [], []
    for start, end in zip(starts, ends, strict=True):
        while end - start > LONGEST_BLOCK:
            space = text.rfind(" ", start + LONGEST_BLOCK // 2, start + LONGEST_BLOCK)
            cut = space + 1 if space > 0 else start + LONGEST_BLOCK
            cut_starts.append(start)
            cut_ends.append(cut)
            start = cut
        cut_starts.append(start)
        cut_ends.append(end)
    return cut_starts, cut_ends

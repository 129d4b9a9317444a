"""Spans of a text with what they mark, found by the stretch they overlap."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import IntFlag
from itertools import accumulate

from quoth.core.model import Briefing, Span


class Mark(IntFlag):
    """What a stretch of the source is; a character may be several at once."""

    SPEAKER = 1
    NUMBER = 2
    CUE = 4
    HIT = 8
    ITEM = 16


class Marks:
    """Spans sorted once, then found in the time of a look into a dictionary."""

    def __init__(self, spans: Iterable[tuple[Span, Mark]] = ()) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span, _ in self._spans]
        self._reach = list(accumulate((span.end for span, _ in self._spans), max))

    def within(self, start: int, end: int) -> Iterator[tuple[Span, Mark]]:
        """Those that overlap [start, end)."""
        index = bisect_left(self._starts, end) - 1
        while index >= 0 and self._reach[index] > start:
            if self._spans[index][0].end > start:
                yield self._spans[index]
            index -= 1


def lasting_marks(briefing: Briefing) -> Marks:
    """Every mention of a speaker and every figure of the document."""
    speakers = ((span, Mark.SPEAKER) for speaker in briefing.speakers for span in speaker.mentions)
    numbers = ((number.span, Mark.NUMBER) for number in briefing.numbers if number.is_figure)
    return Marks([*speakers, *numbers])

"""Rows as the words of a panel: marks, names, counts; all made harmless to the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quoth.core.model import Number, Quote, Span, Speaker
from quoth.store.rows import NumberRow
from quoth.tui.output.cite import qualified, unit_of
from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import fit
from quoth.tui.terminal.visible import visible_line

LONGEST = 600  # characters of one field that are looked at: more than the widest screen shows
BAR = "█"


def short(text: str | None) -> str:
    """A field of one line, cut to what a screen can show and made harmless."""
    return visible_line(" ".join((text or "")[:LONGEST].split()))


def marked(quote: Quote | None, speakers: Sequence[Speaker]) -> tuple[str, str]:
    """``?`` uncertain, ``+`` a collective, a space otherwise; with its pen."""
    if quote is not None and quote.is_uncertain:
        return "?", "key"
    return ("+", "key") if len(speakers) > 1 else (" ", "")


def names(speakers: Sequence[Speaker], *, unnamed: str = "unnamed source") -> str:
    """The speakers' names, joined."""
    return short(" & ".join(speaker.name for speaker in speakers)) or unnamed


def first_name(speakers: Sequence[Speaker], cells: int) -> str:
    """The first speaker's name in so many cells, with how many others there are."""
    others = f" +{len(speakers) - 1}" if len(speakers) > 1 else ""
    return fit(fit(names(speakers[:1]), cells - len(others)).rstrip() + others, cells)


def figure(row: NumberRow) -> str:
    """A number as it stands in the text, with what qualifies it: ``nearly $7 billion``."""
    return short(qualified(row))


def value(number: Number) -> str:
    """The value as it is sorted by: ``34,000,000,000 USD``, ``10-20 %``, the text of dates and ratios."""
    low, high = _plain(number.value), _plain(number.value_max)
    digits = f"{low}-{high}" if low and high else low or high
    unit = unit_of(number)
    return f"{digits} {short(unit)}" if digits and unit else digits


def bar(count: int, most: int, cells: int) -> str:
    """A bar that is as long as the count is great; at least one cell for anything there is."""
    return BAR * max(1, round(cells * count / most)) if count and most else ""


def _plain(value: float | str | None) -> str:
    if isinstance(value, str):
        return short(value)
    return "" if value is None else f"{value:,}"


def with_hits(shown: str, pen: str, words: Iterable[str]) -> list[Field]:
    """The shown text with every one of the words that a search found in it highlighted."""
    found = sorted({short(word) for word in words} - {""}, key=len, reverse=True)
    if not found:
        return [(shown, pen)]
    parts = re.split(f"(\\b(?:{'|'.join(map(re.escape, found))}))", shown)
    return [(part, "hit" if at % 2 else pen) for at, part in enumerate(parts)]


def hit_words(hits: Iterable[Span], text: str, start: int) -> set[str]:
    """The words of the hits that lie in a text which stands at ``start`` of its document."""
    whole = Span(start, start + len(text))
    return {text[hit.start - start : hit.end - start] for hit in hits if whole.holds(hit)}

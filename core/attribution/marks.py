"""Pairing of quotation marks, paragraph by paragraph. Nothing is fatal: odd marks only shorten or lengthen a region.

Double marks (straight, curly, low, guillemets, ``LaTeX'' pairs) and single ones are told from apostrophes by what stands
on either side of them. A double mark left open ends with its paragraph and says so (``closed``), which is also how a
quotation that runs over several paragraphs looks: each opens with a mark, only the last one closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quoth.core.model import Span

_MARK = re.compile("``|''|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb'\u2018\u2019\u201a\u201b]")
_OPENING = frozenset(("``", "\u201c", "\u201e", "\u201f", "\u00ab"))
_CLOSING = frozenset(("''", "\u201d", "\u00bb"))
_SINGLE = frozenset("'\u2018\u2019\u201a\u201b")
_SINGLE_CLOSING = frozenset("'\u2019")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch in quotation marks, marks included. ``closed`` is false where the paragraph ends before the mark does."""

    span: Span
    closed: bool = True
    single: bool = False


def pair_marks(text: str, paragraphs: Iterable[Span]) -> tuple[Quoted, ...]:
    """Every quoted stretch with words in it, in text order; none crosses a paragraph, overlaps another or lies inside another."""
    found: list[Quoted] = []
    for paragraph in paragraphs:
        found.extend(_paragraph(text, paragraph, goes_on=bool(found) and not found[-1].closed))
    return tuple(quoted for quoted in found if any(map(str.isalnum, quoted.span.of(text))))


def _paragraph(text: str, paragraph: Span, *, goes_on: bool) -> list[Quoted]:
    """The quoted stretches of a paragraph; ``goes_on`` tells that a quotation was left open before it."""
    found: list[Quoted] = []
    double: int | None = None
    single: int | None = None
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark, start, end = match[0], match.start(), match.end()
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        if mark in _SINGLE:
            if double is not None:
                continue
            if single is None:
                single = start if _opens_single(mark, before, after) else None
            elif mark in _SINGLE_CLOSING and not before.isspace() and not after.isalnum():
                found.append(Quoted(Span(single, end), single=True))
                single = None
        elif double is None:
            if _opens_double(mark, before, after):
                double, single = start, None
            elif mark == "\u201d" and not before.isdigit():
                found.append(Quoted(Span(_unopened(text, paragraph, found, start, goes_on), end)))
                single = None
        elif mark not in _OPENING or (not before.isspace() and not after.isalnum()):
            found.append(Quoted(Span(double, end)))
            double = None
    if double is not None and double + 1 < paragraph.end:
        found.append(Quoted(Span(double, paragraph.end), closed=False))
    return found


def _unopened(text: str, paragraph: Span, found: list[Quoted], at: int, goes_on: bool) -> int:
    """Where a quotation without an opening mark begins: with its sentence, or with the paragraph where it goes on."""
    start = found[-1].span.end if found else paragraph.start
    if found or not goes_on:
        start = max(start, *(text.rfind(stop, start, at - 1) + 1 for stop in (". ", "? ", "! ")))
    while start < at and text[start].isspace():
        start += 1
    return start


def _opens_single(mark: str, before: str, after: str) -> bool:
    """An apostrophe has a letter before it; 'tis and '90s cannot be told and are dropped when nothing closes them."""
    return not before.isalnum() and before not in ".,!?%)" and not after.isspace() and not after.isdigit()


def _opens_double(mark: str, before: str, after: str) -> bool:
    """Any opening mark; a closing one only where it was typed the wrong way round; a straight one unless it is inches."""
    if mark in _OPENING:
        return True
    if mark in _CLOSING:
        return after.isalnum() and not before.isalnum()
    return not (before.isdigit() and not after.isalnum())

"""Paragraphs: what blank lines and line ends mean in a text, be it hard-wrapped or one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from quoth.core.model import Span

_STOPPED = re.compile(r"[.!?:;…][\"'”’)\]*_]*\Z")
_PROSE = re.compile(r"[.!?][\"'”’)\]*_]*\Z")
_OWN_LINE = re.compile(r"[*+]\s|[•‣◦▪●○⁃∙·]|\#{1,6}\s|[A-Z][A-Z.’' ]+:\s|Q\s")
_MARKER = re.compile(r"(?:[-–—]|\d{1,3}[.)]|[a-z][.)]|[A-Z]\)|[ivx]+[.)]|[IVX]{2,}[.)])\s")
LIST_WIDTH = 50
"""The lines of a list are shorter than this; a wrapped text has at least one that is longer, or a full stop."""


class Line(NamedTuple):
    """A line without the white space around it, and how far it is set in."""

    span: Span
    indent: int


def split_paragraphs(text: str) -> list[Span]:
    """The paragraphs in text order, without the white space around them.

    A blank line ends one. A line end does, too, unless the text is seen to be hard-wrapped: then only before a bullet, a
    number, a speaker label or an indented line, and where the next word would still have had room.
    """
    blocks = list(_blocks(text))
    width = _width(blocks) if _is_wrapped(text, blocks) else None
    paragraphs: list[Span] = []
    for block in blocks:
        prose = len(block) > 1 and any(_is_prose(text, line) for line in block)
        first = last = block[0]
        for line in block[1:]:
            if not (prose and _continues(text, first, last, line, width)):
                paragraphs.append(Span(first.span.start, last.span.end))
                first = line
            last = line
        paragraphs.append(Span(first.span.start, last.span.end))
    return paragraphs


def strip(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends; empty where there is nothing else."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, max(start, end - len(words) + len(words.rstrip())))


def _blocks(text: str) -> Iterator[list[Line]]:
    """Runs of lines with no blank line between."""
    block: list[Line] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        span = strip(text, at + raw.startswith("\ufeff"), at + len(raw))  # a byte order mark is no letter
        if span.start < span.end:
            block.append(Line(span, span.start - at))
        elif block:
            yield block
            block = []
        at += len(raw)
    if block:
        yield block


def _is_wrapped(text: str, blocks: list[list[Line]]) -> bool:
    """Whether line ends fall inside sentences: many lines without a stop are followed by one that begins small.

    Fewer such lines will do where most lines, and long ones, have no stop.
    """
    pairs = open_ = cut = 0
    for block in blocks:
        for line, following in pairwise(block):
            pairs += 1
            open_ += line.span.end - line.span.start >= 40 and not _STOPPED.search(_tail(text, line))
            cut += _is_cut(text, line, following)
    return cut > 0 and cut * (8 if open_ * 2 >= pairs else 4) >= pairs


def _is_prose(text: str, line: Line) -> bool:
    """Whether a line is none of a list: long, or ending a sentence."""
    return line.span.end - line.span.start >= LIST_WIDTH or bool(_PROSE.search(_tail(text, line)))


def _is_cut(text: str, line: Line, following: Line) -> bool:
    return text[following.span.start].islower() and not _STOPPED.search(_tail(text, line))


def _tail(text: str, line: Line) -> str:
    return text[max(line.span.start, line.span.end - 8) : line.span.end]


def _width(blocks: list[list[Line]]) -> int:
    """How wide a wrapped text is set: nearly all lines that another one follows are no longer."""
    widths = sorted(line.span.end - line.span.start for block in blocks for line in block[:-1])
    return widths[len(widths) * 9 // 10]


def _continues(text: str, first: Line, last: Line, line: Line, width: int | None) -> bool:
    """Whether a line goes on with the paragraph that ``first`` opened and ``last`` ends so far; ``width``: of wrapped lines."""
    if _OWN_LINE.match(text, line.span.start, line.span.end):
        return False
    if _MARKER.match(text, line.span.start, line.span.end) and (
        width is None or _STOPPED.search(_tail(text, last)) or _MARKER.match(text, first.span.start, first.span.end)
    ):
        return False
    if _is_cut(text, last, line):
        return True
    if width is None:
        return text[last.span.end - 1] == ";"
    if line.indent >= last.indent + 2:
        return False
    first_word = len(
        re.split(r"[ \t]", text[line.span.start : min(line.span.end, line.span.start + width)], maxsplit=1)[0]
    )
    return last.span.end - last.span.start + 1 + first_word > width * 0.8

"""Paragraphs: what blank lines and line ends mean in a text, be it hard-wrapped or one paragraph a line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from quoth.core.model import Span

_STOPPED = re.compile(r"[.!?:;…][\"'”’)\]*_]*\Z")
_PROSE = re.compile(r"[.!?][\"'”’)\]*_]*\Z")
_OWN_LINE = re.compile(
    r"(?:[-–—*+]|\d{1,3}[.)]|[A-Za-z][.)]|[ivxIVX]+[.)])\s|[•‣◦▪●○⁃∙·]|\#{1,6}\s|[A-Z][A-Z.’' ]+:\s|Q\s"
)
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
    wrapped = _is_wrapped(text, blocks)
    width = max((line.span.end - line.span.start for block in blocks for line in block), default=0)
    paragraphs: list[Span] = []
    for block in blocks:
        prose = len(block) > 1 and any(_is_prose(text, line) for line in block)
        start, last = block[0].span.start, block[0]
        for line in block[1:]:
            if not (prose and _continues(text, last, line, width if wrapped else None)):
                paragraphs.append(Span(start, last.span.end))
                start = line.span.start
            last = line
        paragraphs.append(Span(start, last.span.end))
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
    """Whether line ends fall inside sentences: many lines without a stop are followed by one that begins small."""
    pairs = cut = 0
    for block in blocks:
        for line, following in itertools.pairwise(block):
            pairs += 1
            cut += _is_cut(text, line, following)
    return cut * 4 >= pairs and cut > 0


def _is_prose(text: str, line: Line) -> bool:
    """Whether a line is none of a list: long, or ending a sentence."""
    return line.span.end - line.span.start >= LIST_WIDTH or bool(_PROSE.search(_tail(text, line)))


def _is_cut(text: str, line: Line, following: Line) -> bool:
    return text[following.span.start].islower() and not _STOPPED.search(_tail(text, line))


def _tail(text: str, line: Line) -> str:
    return text[max(line.span.start, line.span.end - 8) : line.span.end]


def _continues(text: str, line: Line, following: Line, width: int | None) -> bool:
    """Whether the following line goes on with this one's paragraph; ``width`` is the longest line of a wrapped text."""
    if _OWN_LINE.match(text, following.span.start, following.span.end):
        return False
    if _is_cut(text, line, following):
        return True
    if width is None:
        return text[line.span.end - 1] == ";"
    if following.indent >= line.indent + 2:
        return False
    first_word = len(text[following.span.start : following.span.start + width].split(maxsplit=1)[0])
    return line.span.end - line.span.start + 1 + first_word > width * 0.8

"""Attributions that show by their layout alone: Name: “words”, and “words” — Name."""

from __future__ import annotations

from collections.abc import Iterator

from quoth.core.attribution.found import Found
from quoth.core.attribution.words import Words
from quoth.core.model import Span

_LONGEST_NAME = 8
_STOPS = frozenset('.?!”"')  # at the end of a sentence; a heading or a dateline has none
_NAME_TAGS = frozenset(("NNP", "NNPS", "IN", "DT", "CC", ",", ".", "-LRB-", "-RRB-", "(", ")", "CD", "POS"))


def find_shapes(words: Words) -> Iterator[Found]:
    """Every such attribution outside the turns of a transcript."""
    paragraphs = [(first, last) for first, last in words.paragraphs if not words.in_turn[words.sentence[first]]]
    for first, last in paragraphs:
        colon = _colon(words, first, last)
        if colon is not None:
            yield _said(words, colon, words.span(first, colon - 1), colon + 1, words.extent[words.region[colon + 1]][1])
        if (dash := _dash(words, first, last)) is not None:
            yield _said(words, dash, words.span(dash + 1, _name_end(words, last)), first, dash - 1)


def opening_turn(words: Words) -> range:
    """The sentences before the first label where a transcript begins in the middle of a turn: it says "we" or "I" there."""
    until = words.parse.turns[0].label.start
    spans = [sentence.span for sentence in words.parse.sentences if sentence.span.end <= until]
    whole = [n for n, span in enumerate(spans) if span.of(words.parse.text)[-1] in _STOPS]
    said = any(words.low[i] in ("we", "i") for n in whole for i in range(words.first[n], words.first[n + 1]))
    return range(whole[0], whole[-1] + 1) if said else range(0)


def _said(words: Words, cue: int, source: Span, first: int, last: int) -> Found:
    return Found((words.span(first, last),), (words.span(cue, cue),), source, 0.9, cue)


def _colon(words: Words, first: int, last: int) -> int | None:
    """The colon between a name that opens the paragraph and a quotation."""
    for i in range(first, min(first + _LONGEST_NAME, last)):
        if words.low[i] == ":":
            named = any(words.tags[k] in ("NNP", "NNPS") for k in range(first, i))
            return i if named and words.region[i + 1] >= 0 and words.region[i] < 0 else None
        if words.tags[i] not in _NAME_TAGS:
            return None
    return None


def _dash(words: Words, first: int, last: int) -> int | None:
    """The dash after a quotation that opens the paragraph, with nothing but a name behind it."""
    region = words.region[first]
    if region < 0 or words.extent[region][0] != first:
        return None
    dash = words.extent[region][1] + 1
    end = _name_end(words, last)
    if dash >= end or end - dash > _LONGEST_NAME or words.low[dash] not in ("—", "-", "--"):
        return None
    return dash if all(words.tags[i] in _NAME_TAGS or words.tags[i] == "NN" for i in range(dash + 1, end + 1)) else None


def _name_end(words: Words, last: int) -> int:
    return last - (words.low[last] == ".")

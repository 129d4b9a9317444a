"""From the tagger's labels to the source mention of a cue."""

from __future__ import annotations

from quoth.core.attribution.contents import LOOSE
from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.spans import MAX_UNITS, Window
from quoth.core.attribution.words import Words
from quoth.core.model import Span


def source_of(words: Words, window: Window, labels: str) -> Span | None:
    """The source mention, up to its last noun: what a verb or a day adds at its end belongs to the clause."""
    first, last = labels.find("S"), labels.rfind("S")
    if first < 0:
        return None
    units, days = window.units, cue_lexicon().days
    while last > first and (units[last].tag[:2] == "VB" or units[last].word in days or units[last].word in LOOSE):
        last -= 1
    if not any(unit.word[0].isalnum() for unit in units[first : last + 1]):
        return None
    if last + 1 < len(units) and units[last + 1].word == ")" and "(" in (unit.word for unit in units[first : last + 1]):
        last += 1
    return _principal(words, units[first].first) or words.span(units[first].first, units[last].last)


def _principal(words: Words, first: int) -> Span | None:
    """Who speaks in "The United States, represented by Ambassador Lee, announced": not who stands after "by"."""
    start = words.first[words.sentence[first]]
    by = next((i for i in range(first, max(first - MAX_UNITS, start), -1) if words.low[i] == "by"), start)
    deputy = by - start > 2 and words.low[by - 1] in cue_lexicon().deputies and words.low[by - 2] == ","
    return words.span(start, by - 3) if deputy else None


def is_passive(words: Words, head: int) -> bool:
    """Whether who stands before the cue is the one who hears: "reporters were told"."""
    return words.tags[head] == "VBN" and words.lemma[head] in cue_lexicon().hearers


def teller_of(words: Words, head: int) -> Span | None:
    """Who tells in "were told by the spokeswoman that ...": the noun phrase after "by"."""
    first, end = head + 2, words.first[words.sentence[head] + 1]
    if first >= end or words.low[head + 1] != "by":
        return None
    last = first
    while last + 1 < end and words.tags[last + 1][:2] in ("NN", "JJ", "DT", "PR", "PO"):
        last += 1
    return words.span(first, last)

"""What a figure is told of by a verb or by "of": [grants] of $2,000; the [toll] stands at 387; [trade] declined 40 percent."""

from __future__ import annotations

from quoth.core.model import NumberKind, Span
from quoth.core.numbers.lexicon import lexicon, word_set
from quoth.core.numbers.phrases import before_hedges, phrase_after_of, phrase_to, whole_phrase
from quoth.core.numbers.pieces import Tagged

_BE = ("is", "are", "was", "were", "be", "been", "being")
_FAR = 14  # tokens in which the verb is looked for
_STEER = ("to", "at", "by", "from", "past", "above", "below", ",")


def told_of(tagged: Tagged, left: int, kind: NumberKind) -> Span | None:
    """[grants] of $2,000; the [toll] stands at 387; [trade] declined 40 percent."""
    at = before_hedges(tagged, left)
    if tagged.low(at) == "of":
        return (
            phrase_to(tagged, at - 1) if tagged.noun(at - 1) and tagged.low(at - 1) not in word_set("amounts") else None
        )
    leads = [n for n in range(at + 1, left + 1) if tagged.low(n) in _STEER]
    if leads and tagged.noun(leads[0] - 1):
        said = phrase_to(tagged, leads[0] - 1)
        before = tagged.left(said.start) if said else -1
        if tagged.low(before) == "of" and tagged.low(before - 1) in word_set("amounts"):
            return said  # ... and the number of [refugees] to 2.1 million
        before -= tagged.tag(before) in ("DT", "PRP$")
        puts = word_set("puts") if tagged.low(leads[0]) == "at" else lexicon().moves
        if tagged.low(before) in puts and tagged.tag(before).startswith("VB"):
            return said  # put the [crowd] at 15,000, raise [trade] to $100 billion, cut [emissions] by a fifth
    if leads and tagged.low(leads[0]) == "from" and tagged.low(at) == "," and tagged.noun(at - 1) and kind == "count":
        return phrase_to(tagged, at - 1)  # an increase in [cases], from 3,000
    return _subject(tagged, at, bool(leads), kind)


def _subject(tagged: Tagged, at: int, steered: bool, kind: NumberKind) -> Span | None:
    """The subject of the verb that tells the figure; ``steered`` says that "to", "at", "by" or "from" leads to it."""
    nearest = True
    for verb in range(at, max(at - _FAR, -1), -1):
        tag, low = tagged.tag(verb), tagged.low(verb)
        if low in (";", ":", "``", "''"):
            return None
        tells = low in word_set("tells")
        if not tag.startswith("VB") and not (tells and tagged.low(verb + 1) == "at"):
            nearest = nearest and tag.startswith("RB")
            continue
        moves = low in word_set("moves_itself") or (low in lexicon().moves and tagged.low(verb - 1) in _BE)
        if low in ("set", "put"):  # the rate is set at, the crowd was put at
            tells = tells and tagged.low(verb - 1) in _BE
        told = tells and (nearest or (steered and low not in _BE))
        if tagged.tag(verb - 1) == "IN":
            continue
        moved = moves and (steered or (nearest and kind in ("percent", "money")))
        return _subject_of(tagged, verb) if told or moved else None
    return None


def _subject_of(tagged: Tagged, verb: int) -> Span | None:
    at = verb - 1
    at -= 2 * (tagged.low(at) == "than" and tagged.low(at - 1) == "more")  # profit more than doubled
    while at >= 0 and (tagged.tag(at) in ("RB", "MD", "TO") or tagged.low(at) in word_set("auxiliaries")):
        at -= 1
    if tagged.tag(at) == "WDT":
        at -= 1 + (tagged.low(at - 1) == ",")
    if tagged.low(at) in word_set("time"):
        return _number_of(tagged, at)
    subject = whole_phrase(tagged, at)
    scorer = tagged.low(verb) == "hit" and tagged.tag(at) == tagged.tag(at - 1) == "NNP"  # Jos Buttler hit 84
    return None if scorer else subject


def _number_of(tagged: Tagged, at: int) -> Span | None:
    """The number of [people] living on less than $2.15 a day fell to ..."""
    for near in range(at, max(at - _FAR, 0), -1):
        if tagged.low(near) == "of" and tagged.low(near - 1) == "number":
            return phrase_after_of(tagged, near + 1, "count")
    return None

"""Noun phrases of a sentence, read from its parts of speech: forwards from a token, and backwards to one."""

from __future__ import annotations

from quoth.core.model import NumberKind, Span
from quoth.core.numbers.lexicon import lexicon, word_set
from quoth.core.numbers.pieces import Tagged

ADJECTIVE = ("JJ", "JJR", "JJS", "VBN", "VBG")


def phrase_from(tagged: Tagged, at: int, kind: NumberKind, whole: bool = False) -> Span | None:
    """The noun phrase from a token on: adjectives, then nouns; ``whole`` lets possessives stand inside it."""
    at += tagged.tag(at) == "``"
    first, last = at, -1
    owned = False  # after a possessive, where adjectives may come again
    if tagged.low(first) in word_set("not_counted"):
        return None
    while at < len(tagged.tokens):
        tag, low = tagged.tag(at), tagged.low(at)
        if tagged.noun(at) or (tag == "VBG" and low in word_set("ing_nouns")):
            if low == "worth" or (low in word_set("time") and (last >= first or kind == "money")):
                break
            if last >= first and tagged.tag(last) == "NNS" and tag.startswith("NNP") and kind != "ordinal":
                break  # hundreds of meetings | Clinton had
            last, owned = at, False
        elif last >= first and tag == "POS":
            if not whole and tagged.tag(last) not in ("NNP", "NNPS"):
                break
            owned = True
        elif last >= first and not owned and not _goes_on(tagged, at):
            plural = _shared_plural(tagged, at, kind)
            last = max(plural, last)
            break
        elif not _modifies(tagged, at, kind):
            break
        at += 1
    if last < first:
        return _as_noun(tagged, first)
    if (
        tagged.tag(last + 1) == "CC"
        and tagged.low(last) in word_set("as_noun")
        and tagged.low(last + 2) in word_set("as_noun")
    ):
        last += 2
    return Span(tagged.tokens[first].start, tagged.tokens[last].end)


def _shared_plural(tagged: Tagged, at: int, kind: NumberKind) -> int:
    """The plural that is counted after a noun and an adjective: 40 [state and local officials]; -1 if none."""
    if kind != "count" or tagged.tag(at) != "CC" or tagged.tag(at - 1) != "NN":
        return -1
    at += 1
    while tagged.tag(at) in ADJECTIVE or (tagged.tag(at) == "NN" and tagged.noun(at + 1)):
        at += 1
    return at if tagged.tag(at) == "NNS" and tagged.tag(at - 1) != "CC" else -1


def _modifies(tagged: Tagged, at: int, kind: NumberKind) -> bool:
    tag, low = tagged.tag(at), tagged.low(at)
    if tag in ADJECTIVE:
        dated = low in ("last", "next") and tagged.low(at + 1) in word_set("time")  # 300 last year
        return not (tag == "JJ" and (dated or low == "due"))
    if tag in ("RB", "RBS", "RBR"):
        return tagged.tag(at + 1) in ADJECTIVE and low not in ("ago", "later", "earlier", "not")
    if tag == "CD":
        return kind == "ordinal" or tagged.tag(at - 1) in ("POS", "CD")  # half of the country's 40 million people
    if low in ("outside", "inside"):
        return tagged.noun(at + 1)
    if tag == "CC":
        return tagged.tag(at - 1) in ("JJ", "VBN") and tagged.tag(at + 1) in ("JJ", "VBN")
    return low in (",", "-") and tagged.tag(at - 1) == "JJ" and tagged.tag(at + 1) == "JJ"


def _goes_on(tagged: Tagged, at: int) -> bool:
    """Whether the phrase goes on behind a noun: five Central [Asian] states, 200 U.S. [military] personnel, a platform
    [drafting] committee.
    """
    joins = {"JJ": "NNP", "VBG": "NN"}.get(tagged.tag(at))
    return joins is not None and tagged.tag(at - 1) == joins and tagged.noun(at + 1)


def _as_noun(tagged: Tagged, at: int) -> Span | None:
    """6,000 [dead and wounded]; 45 still [missing]."""
    at += tagged.tag(at) == "RB" and tagged.low(at + 1) in word_set("as_noun")
    if tagged.low(at) not in word_set("as_noun"):
        return None
    last = at + 2 if tagged.tag(at + 1) == "CC" and tagged.low(at + 2) in word_set("as_noun") else at
    return Span(tagged.tokens[at].start, tagged.tokens[last].end)


def phrase_after_of(tagged: Tagged, at: int, kind: NumberKind) -> Span | None:
    """Two-thirds of the [votes], the first of about 78 million [baby boomers], 20 of [Queensland's growers]."""
    while at < len(tagged.tokens) and (
        tagged.tag(at) in ("DT", "PDT", "CD", "$")
        or (tagged.tag(at) == "PRP$" and kind != "count")
        or tagged.low(at) in word_set("hedges")
    ):
        at += 1
    if tagged.low(at) in word_set("time"):
        return None
    if tagged.tag(at) == "PRP$":
        rest = phrase_from(tagged, at + 1, kind, whole=True)
        return Span(tagged.tokens[at].start, rest.end) if rest else None
    return phrase_from(tagged, at, kind, whole=True)


def whole_phrase(tagged: Tagged, at: int) -> Span | None:
    """The noun phrase that ends with a token or, over "of" and the like, the one that it belongs to."""
    for _ in range(4):
        if not tagged.noun(at) and tagged.low(at) not in word_set("as_noun"):
            return None
        phrase = phrase_to(tagged, at)
        if phrase is None:
            return None
        before = tagged.left(phrase.start)
        while tagged.tag(before) in ("DT", "PRP$", "CD", "JJ", "PDT"):
            before -= 1
        before -= tagged.tag(before) == "VBG" and tagged.tag(before - 1) == "IN"  # fees from advising clients
        link = tagged.tag(before) == "IN" or (tagged.tag(before) == "TO" and tagged.noun(before - 1))
        if not link or tagged.low(before) in word_set("clause_starts"):
            return phrase
        at = before - 1
        if tagged.low(before) == "of" and (tagged.low(at) in word_set("amounts") or _is_unit(tagged, at)):
            return phrase
        while tagged.tag(at) in ("VBN", "VBG") and tagged.low(at) not in word_set("as_noun"):
            at -= 1
        if not tagged.noun(at) and tagged.low(at) not in word_set("as_noun"):
            return phrase
    return None


def _is_unit(tagged: Tagged, at: int) -> bool:
    return tagged.low(at) in lexicon().units.by_first and tagged.tag(at - 1) == "CD"


def phrase_to(tagged: Tagged, at: int) -> Span | None:
    """The noun phrase that ends with a token, without its article."""
    first = at
    while first > 0 and (tagged.noun(first - 1) or tagged.tag(first - 1) in ("JJ", "JJR", "JJS", "POS")):
        first -= 1
    while first < at and (tagged.tag(first) == "POS" or tagged.low(first)[0].isdigit()):
        first += 1
    return Span(tagged.tokens[first].start, tagged.tokens[at].end) if at >= 0 else None


def before_hedges(tagged: Tagged, at: int) -> int:
    """The last token before the words that hedge a figure (about, more than, an additional)."""
    while at >= 0 and tagged.low(at) in word_set("hedges") and tagged.low(at) != "of":
        at -= 1
    return at

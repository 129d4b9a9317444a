"""What a figure counts: the noun phrase it stands before, is "of", or is told about.

55,000 [Pakistanis]   30 percent of [voters]   the $34 billion [loss]   [grants] of $2,000   [Trade] declined 40 percent
"""

from __future__ import annotations

from quoth.core.model import NumberKind, Span
from quoth.core.numbers.lexicon import lexicon, word_set
from quoth.core.numbers.phrases import (
    ADJECTIVE,
    before_hedges,
    phrase_after_of,
    phrase_from,
    phrase_to,
    whole_phrase,
)
from quoth.core.numbers.pieces import Tagged
from quoth.core.numbers.told import told_of

_AGAIN = ("whom", "which", "them", "these", "those")


def counted(text: str, tagged: Tagged, span: Span, kind: NumberKind, before: Span | None) -> Span | None:
    """The span of the phrase that a figure counts, None where the text names none.

    ``before`` is what the figure before it in the sentence counts, which "of whom" and "of them" speak of again.
    """
    if kind in ("date", "duration", "label"):
        return None
    left, right = tagged.left(span.start), tagged.right(span.end)
    if kind == "age":
        return _aged(tagged, left, right)
    if tagged.low(right) == "or" and tagged.low(right + 1) in ("so", "more"):
        right += 2
    if kind == "ordinal" and tagged.tag(right) == "CC" and tagged.low(right + 1) in lexicon().ordinals:
        right += 2
    joined = _hyphenated(text, tagged, span, right) if kind in ("count", "ordinal") else None
    if joined is not None and kind == "count":
        return joined
    if right < len(tagged.tokens) and tagged.tokens[right].start < span.end:
        right += 1
    if tagged.low(right) == "of":
        return before if tagged.low(right + 1) in _AGAIN else _of(tagged, right + 1, kind)
    if kind == "fraction" and tagged.tag(right) in ("DT", "PRP$"):
        return phrase_after_of(tagged, right, kind)  # half the [population]
    if kind == "money":
        return _of_money(tagged, left, right)
    if kind == "percent":
        return _of_percent(tagged, left, right)
    if kind == "ordinal":
        return _of_ordinal(tagged, right, joined)
    return None if kind == "quantity" else _of_count(tagged, left, right, kind, before)


def _of(tagged: Tagged, at: int, kind: NumberKind) -> Span | None:
    """12 of the [trucks], 20 tons of [wheat]; 300 miles of the Indian Ocean count nothing."""
    phrase = phrase_after_of(tagged, at, kind)
    named = phrase is not None and tagged.tag(tagged.left(phrase.end)).startswith("NNP")
    return None if named and kind == "quantity" else phrase


def _of_money(tagged: Tagged, left: int, right: int) -> Span | None:
    told_first = tagged.low(left) == "of" and tagged.low(left - 1) not in word_set("amounts")  # grants of $2,000
    told = _worth(tagged, left) or (told_of(tagged, left, "money") if told_first else None)
    return told or _money(tagged, left, right) or told_of(tagged, left, "money")


def _of_percent(tagged: Tagged, left: int, right: int) -> Span | None:
    opens = left < 0 or tagged.tag(left) in ("CC", ",", ":", ".", "``")
    if opens and tagged.tag(right) == "NN":  # 47% say yes; 37% disagree: verbs that were taken for nouns
        return None
    return _attributive(tagged, left, right) or told_of(tagged, left, "percent")


def _of_ordinal(tagged: Tagged, right: int, joined: Span | None) -> Span | None:
    phrase = phrase_from(tagged, right, "ordinal")
    if joined is None or tagged.low(right - 1).endswith("-ever"):
        return phrase
    return Span(joined.start, phrase.end if phrase else joined.end)


def _of_count(tagged: Tagged, left: int, right: int, kind: NumberKind, before: Span | None) -> Span | None:
    phrase = phrase_from(tagged, right, kind)
    if phrase is None and tagged.tag(right) == "VBD" and tagged.tag(left) in ("IN", "DT", "PRP$"):
        rest = phrase_from(tagged, right + 1, kind)  # a list of 25 recommended delegates
        phrase = Span(tagged.tokens[right].start, rest.end) if rest else None
    if phrase is None and kind == "count":
        phrase = _named_behind(tagged, right) or (before if _speaks_again(tagged, left) else None)
    return phrase or told_of(tagged, left, kind)


def _hyphenated(text: str, tagged: Tagged, span: Span, right: int) -> Span | None:
    """An eight-[page] insert."""
    if (
        right >= len(tagged.tokens)
        or not tagged.tokens[right].start < span.end
        or text[span.end : span.end + 1] not in "-‐‑"
    ):
        return None
    end = tagged.tokens[right].end
    if text[span.end + 1 : end].lower() in word_set("not_counted"):
        return None
    hyphen = text.find("-", span.end + 1, end)
    end = hyphen if hyphen > 0 else end
    return Span(span.end + 1, end) if end > span.end + 2 else None


def _aged(tagged: Tagged, left: int, right: int) -> Span | None:
    """A 19-year-old [man]; [Karen Janes], 67, ...; [children] under five."""
    if tagged.low(left) in ("under", "over", "above", "below") and tagged.low(left - 1) in word_set("people"):
        return phrase_to(tagged, left - 1)
    if (tagged.noun(right) or tagged.tag(right) == "JJ") and tagged.low(right) not in word_set("time"):
        return phrase_from(tagged, right, "age")
    return phrase_to(tagged, left - 1) if tagged.low(left) == "," and tagged.noun(left - 1) else None


def _attributive(tagged: Tagged, left: int, right: int) -> Span | None:
    """A 95% [immunization rate], the $34 billion [loss]; after an article or an adjective a name will do too."""
    placed = tagged.tag(left) in ("DT", "PRP$", "JJ", "POS", "VBN") or tagged.low(left) in ("about", "than", "nearly")
    if tagged.low(right) in word_set("time") or (tagged.tag(right).startswith("NNP") and not placed):
        return None
    if not tagged.noun(right) and not (placed and tagged.tag(right) in ADJECTIVE):
        return None
    return phrase_from(tagged, right, "money")


def _worth(tagged: Tagged, left: int) -> Span | None:
    """[deals] worth about $2 billion; Norway's [fund], worth ..."""
    at = before_hedges(tagged, left)
    if tagged.low(at) != "worth":
        return None
    at -= 1 + (tagged.low(at - 1) == ",")
    return whole_phrase(tagged, at) if tagged.noun(at) else None


def _speaks_again(tagged: Tagged, left: int) -> bool:
    """Whether "of whom" leads to a figure: 60,000 families, of whom some 300 were; of the 435 seats, 218 are needed."""
    at = before_hedges(tagged, left)
    if tagged.low(at) == "," and tagged.low(0) == "of":
        return True
    return tagged.low(at) in ("whom", "which") and tagged.low(at - 1) == "of"


def _named_behind(tagged: Tagged, right: int) -> Span | None:
    """Bringing to 19 the number of [dead]."""
    if tagged.low(right) != "the" or tagged.low(right + 1) not in word_set("amounts"):
        return None
    return (
        phrase_after_of(tagged, right + 3, "count")
        if tagged.low(right + 2) == "of"
        else phrase_from(tagged, right + 1, "count")
    )


def _money(tagged: Tagged, left: int, right: int) -> Span | None:
    right = _over_brackets(tagged, right)
    found = _attributive(tagged, left, right)
    if found is not None:
        return None if tagged.low(right) == "worth" else found
    if tagged.low(right) == "worth" and tagged.low(right + 1) == "of":
        return phrase_after_of(tagged, right + 2, "money")
    if tagged.low(right) != "in" or not (tagged.noun(right + 1) or tagged.tag(right + 1) in ADJECTIVE):
        return None
    phrase = phrase_from(tagged, right + 1, "money")
    head = tagged.left(phrase.end) if phrase else -1
    fixed = head == right + 1 and tagged.low(head) in word_set("in_phrases")  # in cash, in response
    return phrase if tagged.tag(head) in ("NN", "NNS") and not fixed else None


def _over_brackets(tagged: Tagged, at: int) -> int:
    """The token behind the brackets in which a sum is told again: a 28.7 trillion naira ($34 billion) [budget]."""
    if tagged.low(at) == ")":
        return at + 1
    if tagged.low(at) != "(":
        return at
    closing = next((n for n in range(at + 1, at + 7) if tagged.low(n) == ")"), at - 1)
    return closing + 1

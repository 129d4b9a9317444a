"""What a figure counts: the noun phrase it stands before, is "of", or is told about.

55,000 [Pakistanis]   30 percent of [voters]   the $34 billion [loss]   [grants] of $2,000   [Trade] declined 40 percent
"""

from __future__ import annotations

from quoth.core.model import NumberKind, Span
from quoth.core.numbers.lexicon import lexicon, word_set
from quoth.core.numbers.pieces import Tagged

_ADJECTIVE = ("JJ", "JJR", "JJS", "VBN", "VBG")
_BE = ("is", "are", "was", "were", "be", "been", "being")
_FAR = 14
_STEER = ("to", "at", "by", "from", "past", "above", "below", ",")
_AGAIN = ("whom", "which", "them", "these", "those")


def counted(text: str, tagged: Tagged, span: Span, kind: NumberKind, before: Span | None) -> Span | None:
    """The span of the phrase that a figure counts, None where the text names none.

    ``before`` is what the figure before it in the sentence counts, which "of whom" and "of them" speak of again.
    """
    left, right = tagged.left(span.start), tagged.right(span.end)
    if kind == "age":
        return _aged(tagged, left, right)
    if kind in ("date", "duration", "label"):
        return None
    if tagged.low(right) == "or" and tagged.low(right + 1) in ("so", "more"):
        right += 2
    if kind == "ordinal" and tagged.tag(right) == "CC" and tagged.low(right + 1) in lexicon().ordinals:
        right += 2
    joined = _hyphenated(text, tagged, span, right) if kind in ("count", "ordinal") else None
    if joined is not None and kind != "ordinal":
        return joined
    if right < len(tagged.tokens) and tagged.tokens[right].start < span.end:
        right += 1
    if kind == "ordinal" and tagged.low(right - 1).endswith("-ever"):
        joined = None
    if tagged.low(right) == "of":
        if tagged.low(right + 1) in _AGAIN:
            return before
        phrase = _after_of(tagged, right + 1, kind)
        named = phrase is not None and tagged.tag(tagged.left(phrase.end)).startswith("NNP")
        return None if named and kind == "quantity" else phrase  # 300 miles of the Indian Ocean
    if kind == "quantity":
        return None
    if kind == "fraction" and tagged.tag(right) in ("DT", "PRP$"):
        return _after_of(tagged, right, kind)  # half the [population]
    if kind == "money":
        told_first = tagged.low(left) == "of" and tagged.low(left - 1) not in word_set("amounts")  # grants of $2,000
        told = _worth(tagged, left) or (_told_of(tagged, left, kind) if told_first else None)
        return told or _money(tagged, left, right) or _told_of(tagged, left, kind)
    if kind == "percent":
        opens = left < 0 or tagged.tag(left) in ("CC", ",", ":", ".", "``")  # 47% say yes; 37% disagree
        return (
            None
            if opens and tagged.tag(right) == "NN"
            else _attributive(tagged, left, right) or _told_of(tagged, left, kind)
        )
    phrase = _phrase(tagged, right, kind)
    if phrase is None and tagged.tag(right) == "VBD" and tagged.tag(left) in ("IN", "DT", "PRP$"):
        rest = _phrase(tagged, right + 1, kind)  # a list of 25 recommended delegates
        phrase = Span(tagged.tokens[right].start, rest.end) if rest else None
    if phrase is None and kind == "count":
        phrase = _named_behind(tagged, right) or (before if _speaks_again(tagged, left) else None)
    if joined is not None:
        return Span(joined.start, phrase.end if phrase else joined.end)
    return phrase or (None if kind == "ordinal" else _told_of(tagged, left, kind))


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


def _phrase(tagged: Tagged, at: int, kind: NumberKind, whole: bool = False) -> Span | None:
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
        elif last >= first and not owned and not _is_name(tagged, at):
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
    while tagged.tag(at) in _ADJECTIVE or (tagged.tag(at) == "NN" and tagged.noun(at + 1)):
        at += 1
    return at if tagged.tag(at) == "NNS" and tagged.tag(at - 1) != "CC" else -1


def _modifies(tagged: Tagged, at: int, kind: NumberKind) -> bool:
    tag, low = tagged.tag(at), tagged.low(at)
    if tag in _ADJECTIVE:
        return not (tag == "JJ" and low in ("last", "next", "due"))
    if tag in ("RB", "RBS", "RBR"):
        return tagged.tag(at + 1) in _ADJECTIVE and low not in ("ago", "later", "earlier", "not")
    if tag == "CD":
        return kind == "ordinal" or tagged.tag(at - 1) in ("POS", "CD")  # half of the country's 40 million people
    if low in ("outside", "inside"):
        return tagged.noun(at + 1)
    if tag == "CC":
        return tagged.tag(at - 1) in ("JJ", "VBN") and tagged.tag(at + 1) in ("JJ", "VBN")
    return low in (",", "-") and tagged.tag(at - 1) == "JJ" and tagged.tag(at + 1) == "JJ"


def _is_name(tagged: Tagged, at: int) -> bool:
    """Whether an adjective goes on with a name: the five Central [Asian] states."""
    adjective = tagged.tag(at) == "JJ" and tagged.tag(at - 1).startswith("NNP") and tagged.noun(at + 1)
    return adjective and tagged.tokens[at].text[:1].isupper()


def _as_noun(tagged: Tagged, at: int) -> Span | None:
    """6,000 [dead and wounded]; 45 still [missing]."""
    at += tagged.tag(at) == "RB" and tagged.low(at + 1) in word_set("as_noun")
    if tagged.low(at) not in word_set("as_noun"):
        return None
    last = at + 2 if tagged.tag(at + 1) == "CC" and tagged.low(at + 2) in word_set("as_noun") else at
    return Span(tagged.tokens[at].start, tagged.tokens[last].end)


def _after_of(tagged: Tagged, at: int, kind: NumberKind) -> Span | None:
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
        rest = _phrase(tagged, at + 1, kind, whole=True)
        return Span(tagged.tokens[at].start, rest.end) if rest else None
    return _phrase(tagged, at, kind, whole=True)


def _aged(tagged: Tagged, left: int, right: int) -> Span | None:
    """A 19-year-old [man]; [Karen Janes], 67, ...; [children] under five."""
    if tagged.low(left) in ("under", "over", "above", "below") and tagged.low(left - 1) in word_set("people"):
        return _back(tagged, left - 1)
    if tagged.noun(right) or tagged.tag(right) == "JJ":
        return _phrase(tagged, right, "age")
    return _back(tagged, left - 1) if tagged.low(left) == "," and tagged.noun(left - 1) else None


def _attributive(tagged: Tagged, left: int, right: int) -> Span | None:
    """A 95% [immunization rate], the $34 billion [loss]; after an article or an adjective a name will do too."""
    placed = tagged.tag(left) in ("DT", "PRP$", "JJ", "POS", "VBN") or tagged.low(left) in ("about", "than", "nearly")
    if tagged.low(right) in word_set("time") or (tagged.tag(right).startswith("NNP") and not placed):
        return None
    if not tagged.noun(right) and not (placed and tagged.tag(right) in _ADJECTIVE):
        return None
    return _phrase(tagged, right, "money")


def _worth(tagged: Tagged, left: int) -> Span | None:
    """[deals] worth about $2 billion; Norway's [fund], worth ..."""
    at = _before_hedges(tagged, left)
    if tagged.low(at) != "worth":
        return None
    at -= 1 + (tagged.low(at - 1) == ",")
    return _headed(tagged, at) if tagged.noun(at) else None


def _before_hedges(tagged: Tagged, at: int) -> int:
    """The last token before the words that hedge a figure (about, more than, an additional)."""
    while at >= 0 and tagged.low(at) in word_set("hedges") and tagged.low(at) != "of":
        at -= 1
    return at


def _speaks_again(tagged: Tagged, left: int) -> bool:
    """Whether "of whom" leads to a figure: 60,000 families, of whom some 300 were; of the 435 seats, 218 are needed."""
    at = _before_hedges(tagged, left)
    if tagged.low(at) == "," and tagged.low(0) == "of":
        return True
    return tagged.low(at) in ("whom", "which") and tagged.low(at - 1) == "of"


def _named_behind(tagged: Tagged, right: int) -> Span | None:
    """Bringing to 19 the number of [dead]."""
    if tagged.low(right) != "the" or tagged.low(right + 1) not in word_set("amounts"):
        return None
    return (
        _after_of(tagged, right + 3, "count") if tagged.low(right + 2) == "of" else _phrase(tagged, right + 1, "count")
    )


def _money(tagged: Tagged, left: int, right: int) -> Span | None:
    right = _over_brackets(tagged, right)
    found = _attributive(tagged, left, right)
    if found is not None:
        return None if tagged.low(right) == "worth" else found
    if tagged.low(right) == "worth" and tagged.low(right + 1) == "of":
        return _after_of(tagged, right + 2, "money")
    if tagged.low(right) != "in" or not (tagged.noun(right + 1) or tagged.tag(right + 1) in _ADJECTIVE):
        return None
    phrase = _phrase(tagged, right + 1, "money")
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


def _told_of(tagged: Tagged, left: int, kind: NumberKind) -> Span | None:
    """[grants] of $2,000; the [toll] stands at 387; [trade] declined 40 percent."""
    at = _before_hedges(tagged, left)
    if tagged.low(at) == "of":
        return _back(tagged, at - 1) if tagged.noun(at - 1) and tagged.low(at - 1) not in word_set("amounts") else None
    leads = [n for n in range(at + 1, left + 1) if tagged.low(n) in _STEER]
    if leads and tagged.noun(leads[0] - 1):
        said = _back(tagged, leads[0] - 1)
        before = tagged.left(said.start) if said else -1
        if tagged.low(before) == "of" and tagged.low(before - 1) in word_set("amounts"):
            return said  # ... and the number of [refugees] to 2.1 million
        before -= tagged.tag(before) in ("DT", "PRP$")
        puts = word_set("puts") if tagged.low(leads[0]) == "at" else lexicon().moves
        if tagged.low(before) in puts and tagged.tag(before).startswith("VB"):
            return said  # put the [crowd] at 15,000, raise [trade] to $100 billion, cut [emissions] by a fifth
    if leads and tagged.low(leads[0]) == "from" and tagged.low(at) == "," and tagged.noun(at - 1) and kind == "count":
        return _back(tagged, at - 1)  # an increase in [cases], from 3,000
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
    subject = _headed(tagged, at)
    scorer = tagged.low(verb) == "hit" and tagged.tag(at) == tagged.tag(at - 1) == "NNP"  # Jos Buttler hit 84
    return None if scorer else subject


def _number_of(tagged: Tagged, at: int) -> Span | None:
    """The number of [people] living on less than $2.15 a day fell to ..."""
    for near in range(at, max(at - _FAR, 0), -1):
        if tagged.low(near) == "of" and tagged.low(near - 1) == "number":
            return _after_of(tagged, near + 1, "count")
    return None


def _headed(tagged: Tagged, at: int) -> Span | None:
    """The noun phrase that ends with a token or, over "of" and the like, the one that it belongs to."""
    for _ in range(4):
        if not tagged.noun(at) and tagged.low(at) not in word_set("as_noun"):
            return None
        phrase = _back(tagged, at)
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


def _back(tagged: Tagged, at: int) -> Span | None:
    """The noun phrase that ends with a token, without its article."""
    first = at
    while first > 0 and (tagged.noun(first - 1) or tagged.tag(first - 1) in ("JJ", "JJR", "JJS", "POS")):
        first -= 1
    while first < at and (tagged.tag(first) == "POS" or tagged.low(first)[0].isdigit()):
        first += 1
    return Span(tagged.tokens[first].start, tagged.tokens[at].end) if at >= 0 else None

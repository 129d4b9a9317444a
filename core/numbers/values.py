"""Reading a numeral: a cardinal, an ordinal, a fraction or a vague amount, in digits, words or both.

Arithmetic is exact (``Fraction``): 2.3 million is 2300000 and nothing near it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from quoth.core.numbers.cardinals import cardinal
from quoth.core.numbers.figure import Numeral
from quoth.core.numbers.lexicon import lexicon, word_set
from quoth.core.numbers.pieces import Line

_USUAL_WHOLES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 100, 1000, 10000, 100000})


def read_numeral(line: Line, at: int, joined: bool = True) -> Numeral | None:
    """The numeral that begins at a piece. ``joined`` False keeps an "and" out of it ("between one and two hundred")."""
    words = lexicon()
    kind, low = line.kind(at), line.low(at)
    if low in ("-", "minus", "negative"):
        return None if [line.low(at - 2), line.low(at - 1)] == ["plus", "or"] else _negative(line, at)
    if kind == "f":
        return Numeral(at, at + 1, Fraction(*words.vulgar[low]), "fraction", digits=True)
    if kind == "d":
        return _whole_or_part(line, cardinal(line, at), joined)
    if low in ("a", "an"):
        return _after_article(line, at)
    if low in ("half", "quarter"):
        return _share_of_scale(line, Numeral(at, at + 1, Fraction(1, words.denominators[low]), "fraction"))
    if low in ("few", "several"):
        return _unsaid(line, at, at + 1)
    if low in words.vague_scales and low != "lakhs" and low != "crores":
        return _vague(line, at)
    if low in words.ordinals:
        return Numeral(at, at + 1, Fraction(words.ordinals[low]), "ordinal")
    return _whole_or_part(line, cardinal(line, at, joined), joined)


def _negative(line: Line, at: int) -> Numeral | None:
    if line.low(at) == "-":
        stuck = line.glued(at) and (line.kind(at - 1) != "m" or line.low(at - 1) in (")", "]", "%", "."))
        if stuck or line.kind(at - 1) == "d" or line.kind(at + 1) != "d" or not (line.glued(at + 1) or at == 0):
            return None
    found = read_numeral(line, at + 1)
    if found is None or found.value is None or found.bare or found.form == "ordinal":
        return None
    return replace(found, first=at, value=-found.value)


def _after_article(line: Line, at: int) -> Numeral | None:
    """What begins with "a": a million, a few hundred, a couple of thousand, half a dozen, a third of; else the bare "a"."""
    words = lexicon()
    step = at + 1 + line.hyphen(at + 1)
    low = line.low(step)
    if low in ("few", "couple"):
        return _unsaid(line, at, step + 1 + (line.low(step + 1) == "of"))
    if low in ("half", "quarter"):
        found = read_numeral(line, step)
        return replace(found, first=at) if found else None
    if low in words.scales and low not in words.vague_scales:
        found = _whole_or_part(line, cardinal(line, step), True)
        return replace(found, first=at, bare=False) if found else None
    if low in words.ordinals:
        alone = line.low(at - 1) in word_set("before_share") and not line.tag_from(step + 1).startswith(("NN", "JJ"))
        part = words.ordinals[low] > 2 and (line.low(step + 1) == "of" or alone)
        return _share_of_scale(line, _one_part(line, at, step)) if part else None
    return Numeral(at, at + 1, Fraction(1), bare=True)


def _one_part(line: Line, first: int, at: int) -> Numeral:
    """The fraction that "a third", "a quarter" is."""
    words = lexicon()
    parts = words.denominators.get(line.low(at)) or words.ordinals[line.low(at)]
    return Numeral(first, at + 1, Fraction(1, parts), "fraction")


def _share_of_scale(line: Line, share: Numeral) -> Numeral:
    """Half a million, half-a-billion, a quarter of a million, half-dozen; otherwise the fraction as it is."""
    words = lexicon()
    step = share.last + line.hyphen(share.last)
    step += line.low(step) == "of"
    if line.low(step) in ("a", "an"):
        step += 1 + line.hyphen(step + 1)
    if line.low(step) not in words.scales or line.low(step) in words.vague_scales or share.value is None:
        return share
    rest = cardinal(line, step)
    if rest is None or rest.value is None:
        return share
    return Numeral(share.first, rest.last, share.value * rest.value, base=share.value)


def _vague(line: Line, at: int) -> Numeral | None:
    """Hundreds, tens of thousands, dozens: the amount is not told."""
    scales = lexicon().vague_scales
    last = at + 1
    while line.low(last) == "of" and line.low(last + 1) in scales:
        last += 2
    if last == at + 1 and line.low(at) in ("tens", "scores") and line.low(last) != "of":
        return None
    return Numeral(at, last, None)


def _unsaid(line: Line, first: int, at: int) -> Numeral | None:
    """A few hundred, several thousand: the number before the scale word is not told."""
    if line.low(at) not in lexicon().scales:
        return None
    scale = cardinal(line, at, joined=False)
    return Numeral(first, scale.last, None) if scale else None


def _whole_or_part(line: Line, numeral: Numeral | None, joined: bool) -> Numeral | None:
    """What may follow a cardinal: an ordinal's ending, a denominator, "out of ten", "and a half"."""
    if numeral is None or numeral.value is None:
        return numeral
    for follow in (_ordinal, _parts, _out_of):
        found = follow(line, numeral, numeral.value)
        if found is not None:
            return found
    return _and_fraction(line, numeral, numeral.value) if joined else numeral


def _ordinal(line: Line, numeral: Numeral, value: Fraction) -> Numeral | None:
    """30th, 1<sup>st</sup>; twenty-first, one hundred twenty-fifth, one hundred and first, two hundredth."""
    at = numeral.last
    if numeral.digits:
        raised = [line.low(at + n) for n in range(3)] == ["<", "sup", ">"]
        at += 3 * raised
        if line.low(at) not in ("st", "nd", "rd", "th") or value.denominator != 1 or not line.glued(at):
            return None
        return Numeral(numeral.first, min(at + 1 + 4 * raised, line.size), value, "ordinal", digits=True)
    ordinals = lexicon().ordinals
    if line.low(at) == "and" and value >= 100 and value % 100 == 0 and 0 < ordinals.get(line.low(at + 1), 0) < 100:
        return Numeral(numeral.first, at + 2, value + ordinals[line.low(at + 1)], "ordinal")
    step = at + line.hyphen(at)
    number = ordinals.get(line.low(step), 0)
    if number >= 100:
        return Numeral(numeral.first, step + 1, value * number, "ordinal")
    tens = value % 100
    fits = value >= 20 and number and (tens == 0 or (number < 10 and tens % 10 == 0 and tens >= 20))
    if not fits or (line.low(step) == "second" and step == at):
        return None
    return Numeral(numeral.first, step + 1, value + number, "ordinal")


def _parts(line: Line, numeral: Numeral, value: Fraction) -> Numeral | None:
    """Two-thirds, three quarters, one twenty-fifth, three quarters of a billion."""
    words = lexicon()
    step = numeral.last
    step += line.low(step) == "-" and step + 1 < line.size
    tens = words.cardinals.get(line.low(step), 0)
    if tens in range(20, 100, 10) and line.hyphen(step + 1):
        step += 2
    else:
        tens = 0
    low = line.low(step)
    single = low in words.ordinals or low in ("half", "quarter")
    named = words.denominators.get(low) or words.ordinals.get(low.removesuffix("s"), 0)
    parts = tens + named
    if not named or (parts < 3 and low not in ("half", "halves")) or low.startswith("second") or single != (value == 1):
        return None
    if (low == "quarters" and value != 3) or (value == 1 and line.low(numeral.first) not in ("one", "1")):
        return None
    return _share_of_scale(line, Numeral(numeral.first, step + 1, value / parts, "fraction"))


def _out_of(line: Line, numeral: Numeral, value: Fraction) -> Numeral | None:
    """One in five, one in 45, one-in-five, nine out of ten, and "1 over 3" where nothing else is said."""
    at = numeral.last
    links = [line.low(at), line.low(at + 1), line.low(at + 2)]
    if links == ["-", "in", "-"]:
        link, at = "in", at + 3
    elif links[:2] == ["out", "of"]:
        link, at = "out of", at + 2
    elif links[0] in ("in", "over"):
        link, at = links[0], at + 1
    else:
        return None
    whole = cardinal(line, at + (line.low(at) == "every"), joined=False)
    if whole is None or whole.value is None or whole.bare or value.denominator != 1 or not 0 < value < whole.value:
        return None
    if link == "over":
        alone = numeral.first == 0 and whole.last == line.size
        return Numeral(0, whole.last, value / whole.value, "fraction") if alone else None
    alike = value <= 10 and (whole.digits == numeral.digits or whole.value in (10, 100))  # nine in 10
    usual = whole.value in _USUAL_WHOLES and (link != "in" or alike)
    one_in = link == "in" and value == 1 and whole.value < 1000 and whole.value.denominator == 1
    return Numeral(numeral.first, whole.last, value / whole.value, "fraction") if usual or one_in else None


def _and_fraction(line: Line, numeral: Numeral, value: Fraction) -> Numeral:
    """One and a half, twenty and three fifths, 3 million and a quarter, one and a half million."""
    words = lexicon()
    at = numeral.last + 1
    if line.low(numeral.last) != "and":
        return numeral
    if line.low(at) in ("a", "an") and (line.low(at + 1) in words.ordinals or line.low(at + 1) in ("half", "quarter")):
        share: Numeral | None = _one_part(line, at, at + 1) if words.ordinals.get(line.low(at + 1)) != 2 else None
    else:
        share = read_numeral(line, at, joined=False) if line.low(at) not in ("half", "quarter", "-") else None
    if share is None or share.form != "fraction" or share.value is None or line.low(share.last) == "of":
        return numeral
    if share.of_many(line):
        return numeral
    scale = value / numeral.base if numeral.base else Fraction(1)
    value += share.value * (scale if scale >= 1000 else 1)
    after = line.low(share.last)
    if after in words.scales and after not in words.vague_scales and scale == 1:
        return Numeral(numeral.first, share.last + 1, value * words.scales[after], base=value)
    return Numeral(numeral.first, share.last, value, digits=numeral.digits)

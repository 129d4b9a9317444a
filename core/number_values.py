"""Reading a numeral: digits, words and mixtures of both, fractions, ordinals, and vague amounts.

``read_numeral`` starts at a piece and returns the longest numeral from there. Arithmetic is exact (``Fraction``):
2.3 million is 2300000 and nothing near it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from quoth.core.number_lexicon import Piece, lexicon

Form = Literal["count", "ordinal", "fraction"]

LONGEST = 30  # digits; a longer run is no figure that anyone reads


@dataclass(slots=True)
class Numeral:
    """A numeral from piece ``first`` up to piece ``last`` (exclusive).

    ``base`` is the value before the last scale word (2.5 in "2.5 million"); ``bare`` says that it is only "a" or a
    scale word, which needs a unit to be a figure ("a year", "billion dollar"); ``value`` is None where vague.
    """

    first: int
    last: int
    value: Fraction | None
    form: Form = "count"
    base: Fraction | None = None
    bare: bool = False
    digits: bool = False


class Line:
    """The pieces of one sentence, with the document's text at hand."""

    __slots__ = ("pieces", "size", "text")

    def __init__(self, text: str, pieces: list[Piece]) -> None:
        self.text = text
        self.pieces = pieces
        self.size = len(pieces)

    def low(self, at: int) -> str:
        """The lower case of a piece, "" outside the sentence."""
        return self.pieces[at].low if 0 <= at < self.size else ""

    def kind(self, at: int) -> str:
        """The kind of a piece, "" outside the sentence."""
        return self.pieces[at].kind if 0 <= at < self.size else ""

    def raw(self, at: int) -> str:
        """A piece as it is written, "" outside the sentence."""
        if not 0 <= at < self.size:
            return ""
        piece = self.pieces[at]
        return self.text[piece.start : piece.end]

    def glued(self, at: int) -> bool:
        """Whether no blank stands between a piece and the one before it."""
        return 0 < at < self.size and self.pieces[at - 1].end == self.pieces[at].start

    def hyphen(self, at: int) -> bool:
        """Whether the piece is a hyphen that joins its neighbours."""
        return self.low(at) == "-" and self.glued(at) and self.glued(at + 1)


def read_numeral(line: Line, at: int, joined: bool = True) -> Numeral | None:
    """The numeral that begins at a piece. ``joined`` False keeps an "and" out of it ("between one and two hundred")."""
    kind, low = line.kind(at), line.low(at)
    words = lexicon()
    if kind == "m" or low in ("minus", "negative"):
        return _negative(line, at)
    if kind == "f":
        return Numeral(at, at + 1, Fraction(*words.vulgar[low]), "fraction", digits=True)
    if low in ("a", "an", "half", "quarter", "few", "several", "couple"):
        return _article(line, at)
    if low in words.vague_scales:
        found = _vague(line, at)
        if found is not None:
            return found
    if low in words.ordinals:
        return Numeral(at, at + 1, Fraction(words.ordinals[low]), "ordinal")
    return _with_fraction(line, _cardinal(line, at, joined), joined)


def _negative(line: Line, at: int) -> Numeral | None:
    if line.low(at) == "-":
        free = not line.glued(at) or (not line.low(at - 1)[-1:].isalnum() and line.low(at - 1) not in (")", "%", "]"))
        if not free or not (line.glued(at + 1) or at == 0) or line.kind(at + 1) != "d":
            return None
    elif line.kind(at) == "m":
        return None
    found = read_numeral(line, at + 1)
    if found is None or found.value is None or found.bare or found.form == "ordinal":
        return None
    found.first, found.value = at, -found.value
    return found


def _article(line: Line, at: int) -> Numeral | None:
    """What begins with "a", "half", "quarter", "few", "several" or "couple"."""
    words = lexicon()
    low = line.low(at)
    after = at + 1
    if low in ("few", "several"):
        return _scaled_vague(line, at, after)
    if low == "couple":
        return None
    if low in ("a", "an"):
        step = after + 1 if line.hyphen(after) else after
        following = line.low(step)
        if following in ("few", "couple"):
            step += 1 + (line.low(step + 1) == "of")
            return _scaled_vague(line, at, step)
        if following in ("half", "quarter"):
            found = _article(line, step)
            if found is not None:
                found.first = at
            return found
        if following in words.scales and following != "dozens":
            found = _with_fraction(line, _cardinal(line, step, True), True)
            if found is not None:
                found.first, found.bare = at, False
            return found
        if following in words.ordinals:
            if words.ordinals[following] > 2 and line.low(step + 1) == "of":
                return _of_scale(line, Numeral(at, step + 1, Fraction(1, words.ordinals[following]), "fraction"))
            return None
        return Numeral(at, after, Fraction(1), bare=True)
    share = Numeral(at, after, Fraction(1, words.denominators[low]), "fraction")
    return _of_scale(line, share)


def _of_scale(line: Line, share: Numeral) -> Numeral:
    """Half a million, half-a-billion, a quarter of a million, half-dozen; otherwise the fraction as it is."""
    words = lexicon()
    step = share.last
    step += line.hyphen(step)
    step += line.low(step) == "of"
    if line.low(step) in ("a", "an"):
        step += 1
        step += line.hyphen(step)
    scale = line.low(step)
    if scale in words.scales and scale not in words.vague_scales and share.value is not None:
        rest = _cardinal(line, step, True)
        if rest is not None and rest.value is not None:
            return Numeral(share.first, rest.last, share.value * rest.value, base=share.value)
    return share


def _vague(line: Line, at: int) -> Numeral | None:
    """Hundreds of, tens of thousands of, dozens: the amount is not told."""
    scales = lexicon().vague_scales
    last = at + 1
    while line.low(last) in ("of", "and") and line.low(last + 1) in scales:
        last += 2
    single = last == at + 1
    if single and line.low(at) in ("tens", "scores") and line.low(last) != "of":
        return None
    return Numeral(at, last, None)


def _scaled_vague(line: Line, first: int, at: int) -> Numeral | None:
    """A few hundred, several thousand, a couple of million."""
    words = lexicon()
    if line.low(at) not in words.scales:
        return None
    found = _cardinal(line, at, False)
    return Numeral(first, found.last, None) if found else None


def _cardinal(line: Line, at: int, joined: bool) -> Numeral | None:
    """Digits or number words with their scale words: 4,787 million; two hundred and five thousand; 3 lakh crore."""
    words = lexicon()
    start = at
    total, current = Fraction(0), Fraction(0)
    seen: int = 10**18  # the smallest scale so far; what is added later must be below it
    last_word = 10**18
    digits = False
    base: Fraction | None = None
    bare = line.low(at) in words.scales
    if line.kind(at) == "d":
        value = _digits(line, at)
        if value is None:
            return None
        current, at, digits = value, at + 1, True
        last_word = 1
        mixed = _slash_fraction(line, at)
        if mixed is not None:
            extra, at, replaces = mixed
            current = current / extra.denominator if replaces else current + extra
    while at < line.size:
        step = at
        if at > start and line.low(at) == "-" and (line.hyphen(at) or last_word in range(20, 100, 10)):
            step = at + 1
        low = line.low(step)
        if low == "and" and joined and at > start and not digits and last_word >= 100:
            step += 1
            low = line.low(step)
            if low in words.scales or _scale_after(line, step) >= min(seen, last_word):
                break
        if low in words.cardinals:
            number = words.cardinals[low]
            room = 10 if number < 10 else 100
            if at > start and (
                last_word < room or (number < 10 and last_word in range(10, 20)) or (digits and seen > 10**15)
            ):
                break
            if at > start and step == at and last_word < 100 and not (last_word >= 20 and number < 10):
                break
            if number == 0 and at > start:
                break
            current += number
            last_word = max(number, 1)
        elif low in words.scales and (low not in words.vague_scales or low == "lakhs" or low == "crores" or at > start):
            scale = words.scales[low]
            if at > start and step == at and current == 0 and total == 0:
                break
            if scale in (12, 100):
                if low == "dozens" and at == start:
                    break
                base = current or Fraction(1)
                current = base * scale
                last_word = scale
            elif current:
                if scale > seen and seen != 10**18:
                    break
                base = current
                total, current = total + current * scale, Fraction(0)
                seen = last_word = scale
            elif total:
                base = total if base is None else base * seen
                total *= scale
                seen = last_word = scale
            else:
                base = Fraction(1)
                total, seen, last_word = Fraction(scale), scale, scale
        elif (
            line.kind(step) == "d" and step == at and digits and seen != 10**18 and last_word < 10**18 and last_word > 1
        ):
            number_again = _digits(line, step)
            if number_again is None or _scale_after(line, step) >= seen or _scale_after(line, step) < 100:
                break
            current = number_again
            last_word = 1
        else:
            break
        at = step + 1
    if at == start:
        return None
    value = total + current
    numeral = Numeral(start, at, value, base=base, bare=bare, digits=digits)
    return _short_scale(line, numeral) if digits and base is None else _point(line, numeral)


def _scale_after(line: Line, at: int) -> int:
    """The largest scale word among the numeral words that follow, 1 if none."""
    words = lexicon()
    best = 1
    at += 1
    while at < line.size and (line.low(at) in words.scales or line.low(at) in words.cardinals or line.low(at) == "-"):
        best = max(best, words.scales.get(line.low(at), 1))
        at += 1
    return best


def _digits(line: Line, at: int) -> Fraction | None:
    word = line.low(at)
    if len(word) > LONGEST:
        return None
    plain = word.replace(",", "").replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return Fraction(plain if plain[0] != "." else "0" + plain)


def _slash_fraction(line: Line, at: int) -> tuple[Fraction, int, bool] | None:
    """After digits: "/4" (the digits are its top), " 1/2" or "½" (to be added)."""
    words = lexicon()
    if line.kind(at) == "f":
        return Fraction(*words.vulgar[line.low(at)]), at + 1, False
    slash = line.low(at) == "/" and line.glued(at) and line.glued(at + 1) and line.kind(at + 1) == "d"
    if slash and line.low(at + 1).isdigit() and 1 < len(line.low(at - 1)) + len(line.low(at + 1)) <= 5:
        bottom = int(line.low(at + 1))
        if bottom > 1 and not (line.low(at + 2) == "/" and line.glued(at + 2)):
            return Fraction(1, bottom), at + 2, True
    after = line.low(at + 1) == "/" and line.glued(at + 1) and line.glued(at + 2) and not line.glued(at)
    if after and line.low(at).isdigit() and line.low(at + 2).isdigit() and len(line.low(at) + line.low(at + 2)) <= 4:
        top, bottom = int(line.low(at)), int(line.low(at + 2))
        if 0 < top < bottom:
            return Fraction(top, bottom), at + 3, False
    return None


def _short_scale(line: Line, numeral: Numeral) -> Numeral:
    """1.2bn, 10k, 5 MM: letters that stand for a scale. "m" alone is decided where the unit is known."""
    at = numeral.last
    raw = line.raw(at)
    scale = lexicon().short_scales.get(raw)
    if scale is None or line.low(at + 1) in ("/",) or raw in ("m", "mm", "t", "T", "b"):
        return numeral
    if raw in ("k", "K", "M", "B", "MM", "mn", "bn", "Bn", "BN", "mln", "bln", "tn", "trn", "cr", "Cr", "mil") and (
        line.glued(at) or raw not in ("B",)
    ):
        if line.glued(at + 1) and line.kind(at + 1) in ("w", "d"):
            return numeral
        value = numeral.value or Fraction(0)
        return Numeral(numeral.first, at + 1, value * scale, base=value, digits=True)
    return numeral


def _point(line: Line, numeral: Numeral) -> Numeral:
    """Nine point nought four; 2 point 5 is left alone."""
    words = lexicon()
    if line.low(numeral.last) != "point" or numeral.digits or numeral.value is None:
        return numeral
    at, decimals = numeral.last + 1, ""
    while line.low(at) in words.cardinals:
        decimals += str(words.cardinals[line.low(at)])
        at += 1
    if not decimals:
        return numeral
    value = numeral.value + Fraction(int(decimals), 10 ** len(decimals))
    scale = words.scales.get(line.low(at), 0)
    if scale > 12:
        return Numeral(numeral.first, at + 1, value * scale, base=value)
    return Numeral(numeral.first, at, value)


def _with_fraction(line: Line, numeral: Numeral | None, joined: bool) -> Numeral | None:
    """What may follow a cardinal: an ordinal's last word, a denominator, "and a half", "out of ten"."""
    if numeral is None or numeral.value is None:
        return numeral
    for follow in (_ordinal_end, _denominator, _share_of):
        found = follow(line, numeral)
        if found is not None:
            return found
    return _and_fraction(line, numeral) if joined else numeral


def _ordinal_end(line: Line, numeral: Numeral) -> Numeral | None:
    """30th, 1<sup>st</sup>; twenty-first, one hundred twenty-fifth."""
    words = lexicon()
    at = numeral.last
    value = numeral.value or Fraction(0)
    if numeral.digits:
        if line.low(at) == "<" and line.low(at + 1) == "sup" and line.low(at + 2) == ">":
            at += 3
            if line.low(at) in ("st", "nd", "rd", "th") and value.denominator == 1:
                closed = at + 5 if line.low(at + 1) == "<" else at + 1
                return Numeral(numeral.first, min(closed, line.size), value, "ordinal", digits=True)
            return None
        if line.low(at) in ("st", "nd", "rd", "th") and line.glued(at) and value.denominator == 1:
            return Numeral(numeral.first, at + 1, value, "ordinal", digits=True)
        return None
    step = at + 1 if line.hyphen(at) else at
    word = line.low(step)
    number = words.ordinals.get(word, 0)
    if not number or (word == "second" and step == at) or line.low(step + 1) == "s":
        return None
    if number >= 100:
        return Numeral(numeral.first, step + 1, value * number, "ordinal")
    tens = value % 100
    if (tens == 0 or (number < 10 and tens % 10 == 0 and tens >= 20)) and value >= 20:
        if line.low(step) in ("third", "fourth", "fifth") and step == at and numeral.value == 1:
            return None
        return Numeral(numeral.first, step + 1, value + number, "ordinal")
    return None


def _denominator(line: Line, numeral: Numeral) -> Numeral | None:
    """Two-thirds, three quarters, one twenty-fifth, three quarters of a billion."""
    words = lexicon()
    at = numeral.last
    step = at + 1 if line.hyphen(at) else at
    low = line.low(step)
    value = numeral.value or Fraction(0)
    tens = words.cardinals.get(low, 0)
    if tens >= 20 and line.low(step + 1) == "-":
        low, step = line.low(step + 2), step + 2
    else:
        tens = 0
    singular = low.removesuffix("s")
    bottom = words.denominators.get(low) or words.ordinals.get(singular, 0)
    if bottom < 2 or singular == "second" or (low == singular) != (value == 1):
        return None
    if singular == "quarter" and step == at and value != 3 and not numeral.digits:
        return None if value > 3 else _made(line, numeral, step, value / 4)
    if value == 1 and not numeral.digits and line.low(numeral.first) != "one":
        return None
    return _made(line, numeral, step, value / (tens + bottom))


def _made(line: Line, numeral: Numeral, step: int, value: Fraction) -> Numeral:
    return _of_scale(line, Numeral(numeral.first, step + 1, value, "fraction"))


def _share_of(line: Line, numeral: Numeral) -> Numeral | None:
    """One in five, nine out of ten, 1 over 3."""
    at = numeral.last
    value = numeral.value or Fraction(0)
    low = line.low(at)
    if low == "out" and line.low(at + 1) == "of":
        at += 2
    elif low in ("in", "over"):
        at += 1
    else:
        return None
    if low == "over" and not (numeral.digits and line.size - at == 1):
        return None
    bottom = _cardinal(line, at, False)
    if bottom is None or bottom.value is None or bottom.bare or bottom.base is not None:
        return None
    usual = {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 100, 1000, 10000, 100000}
    if value.denominator != 1 or not 0 < value < bottom.value or bottom.value not in usual:
        return None
    if low == "in" and (value > 10 or bottom.digits != numeral.digits):
        return None
    return Numeral(numeral.first, bottom.last, value / bottom.value, "fraction")


def _and_fraction(line: Line, numeral: Numeral) -> Numeral:
    """One and a half, twenty and three fifths, 3 million and a quarter, one and a half million."""
    words = lexicon()
    at = numeral.last
    if line.low(at) != "and":
        return numeral
    share = read_numeral(line, at + 1, joined=False) if line.low(at + 1) != "and" else None
    if share is None or share.form != "fraction" or share.value is None or not 0 < share.value < 1:
        return numeral
    if line.low(at + 1) in ("half", "quarter") or line.low(share.last) == "of":
        return numeral
    value = numeral.value or Fraction(0)
    unit = value / numeral.base if numeral.base and numeral.base != value else Fraction(1)
    if unit < 1000:
        unit = Fraction(1)
    value += share.value * unit
    scale = words.scales.get(line.low(share.last), 0)
    if scale >= 100 and unit == 1 and line.low(share.last) not in words.vague_scales:
        return Numeral(numeral.first, share.last + 1, value * scale, base=value)
    return Numeral(numeral.first, share.last, value, numeral.form, digits=numeral.digits)

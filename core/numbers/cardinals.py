"""Cardinal numbers: 4,787 million; two hundred and five thousand; 2 1/2; 3 lakh crore; 1.2bn; nine point four."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from quoth.core.numbers.figure import Form, Numeral
from quoth.core.numbers.lexicon import lexicon
from quoth.core.numbers.pieces import Line

_LONGEST = 30  # characters of a figure with its separators
_LARGEST = 10**24  # what no text counts; keeps "million million ..." from growing
_LONGEST_RUN = 15  # digits in a row; a longer run is an identifier
_PLURAL_SCALES = frozenset({"thousands", "millions", "billions", "trillions"})
_SURE_SCALES = frozenset(
    {"k", "K", "M", "MM", "mn", "mln", "mil", "bn", "Bn", "BN", "bln", "tn", "trn", "tr", "cr", "Cr"}
)
_MOST_TENS = 30  # the largest power of ten that is worked out


@dataclass(slots=True)
class _Sum:
    """A cardinal so far: what is settled, what the next scale word multiplies, and the last word's value."""

    total: Fraction = Fraction(0)
    current: Fraction = Fraction(0)
    scale: int | None = None
    last: int | None = None
    base: Fraction | None = None

    def add(self, number: int) -> bool:
        """Take a number word below 100; False where it cannot go on the number."""
        fits = self.last is None or (
            number > 0 and (self.last >= 100 or (self.last in range(20, 100, 10) and number < 10))
        )
        if fits:
            self.current += number
            self.last = number
        return fits

    def multiply(self, scale: int) -> bool:
        """Take a scale word; False where it cannot go on the number."""
        if self.total + self.current > _LARGEST:
            return False
        if scale == 12:
            self.base = self.current or Fraction(1)
            hundreds = Fraction(self.current // 100 * 100)
            self.current = hundreds + (self.current - hundreds or 1) * 12
        elif scale == 100:
            self.base = self.current or Fraction(1)
            self.current = self.base * 100
        elif self.current:
            if self.scale is not None and scale >= self.scale:
                return False
            self.base = self.current
            self.total, self.current = self.total + self.current * scale, Fraction(0)
            self.scale = scale
        else:
            self.base = (self.base or Fraction(1)) * (self.scale or 1)
            self.total = (self.total or Fraction(1)) * scale
            self.scale = scale
        self.last = scale
        return True


def cardinal(line: Line, at: int, joined: bool = True) -> Numeral | None:
    """The cardinal that begins at a piece. ``joined`` False keeps an "and" out of it."""
    words = lexicon()
    start = at
    made = _Sum()
    form: Form = "count"
    digits = line.kind(at) == "d"
    if digits:
        value = read_digits(line.low(at))
        if value is None:
            return None
        made.current, at = _decimals(line, at + 1, value)
        made.last = 1
        mixed = _written_fraction(line, at)
        if mixed is not None:
            extra, at, replaces = mixed
            made.current = made.current * extra if replaces else made.current + extra
            form = "fraction" if replaces and made.current < 1 else "count"
    while at < line.size:
        step = _over_joint(line, at, made, joined and not digits) if at > start else at
        low = line.low(step)
        if low in words.cardinals:
            if digits or _starts_anew(line, step, made) or not made.add(words.cardinals[low]):
                break
        elif low in words.scales or (at > start and low in _PLURAL_SCALES):
            scale = words.scales.get(low) or words.vague_scales[low]
            if (low == "dozens" and at == start) or not made.multiply(scale):
                break
        elif digits and step == at and line.kind(step) == "d" and made.scale is not None and made.current == 0:
            smaller = read_digits(line.low(step))
            if smaller is None or not 100 <= words.scales.get(line.low(step + 1), 0) < made.scale:
                break
            made.current, made.last = smaller, 1
        else:
            break
        at = step + 1
    if at == start:
        return None
    numeral = Numeral(start, at, made.total + made.current, form, base=made.base, digits=digits)
    if numeral.base is not None:
        numeral.form = "count"
    numeral.bare = line.low(start) in words.scales
    return _short_scale(line, numeral) if digits else _point(line, numeral)


def _over_joint(line: Line, at: int, made: _Sum, joined: bool) -> int:
    """The piece after a hyphen or "and" inside a number; the same piece where there is no such joint."""
    words = lexicon()
    low = line.low(at)
    if low == "-" and (line.hyphen(at) or made.last in range(20, 100, 10)):
        return at + 1
    if low != "and" or not joined or made.last is None or made.last < 100 or line.low(at + 1) not in words.cardinals:
        return at
    end = at + 1
    scales = []
    while line.low(end) in words.scales or line.low(end) in words.cardinals or line.low(end) == "-":
        scales.append(words.scales.get(line.low(end), 1))
        end += 1
    parts = line.low(end).rstrip("s")
    if parts in words.denominators or (parts in words.ordinals and made.last >= 1000):
        return at
    # two hundred and five thousand is one number, two hundred | and three hundred are two
    first = next((scale for scale in scales if scale > 1), 1)
    if first == 100 if made.last == 100 else max(scales) >= made.last:
        return at
    return at + 1


def _starts_anew(line: Line, at: int, made: _Sum) -> bool:
    """Whether a small number right after a scale belongs to what follows: "four million | three years ago"."""
    small = made.last is not None and made.last >= 1000 and line.low(at - 1) != "and" and line.kind(at - 1) == "w"
    return small and lexicon().durations.after(line.pieces, at + 1) is not None


def read_digits(word: str) -> Fraction | None:
    """The value of digits with their separators, None where they are too many."""
    if len(word) > _LONGEST or (len(word) > _LONGEST_RUN and word.isdecimal()):
        return None
    plain = word.translate({ord(","): None, ord(" "): None, 0xA0: None, 0x202F: None})
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return Fraction("0" + plain)


def _decimals(line: Line, at: int, value: Fraction) -> tuple[Fraction, int]:
    """The digits before a piece with what is stuck to them: a decimal comma (€6,50; 3,5 %), a power (10^5, 1.1e+23)."""
    low, digits = line.low(at), line.low(at + 1)
    if not line.glued(at):
        return value, at
    if low == "," and digits.isdecimal() and len(digits) < 3 and line.glued(at + 1):
        whole = line.low(at - 2) in ("€", "£", "$") or line.low(at + 2) in ("%", "€", "euro", "euros", "percent", "per")
        if (whole or line.low(at + 2) in lexicon().scales) and line.low(at - 1).isdecimal():
            return value + Fraction(int(digits), 10 ** len(digits)), at + 2
    if low in ("^", "e") and line.glued(at + 1):
        sign = digits in ("+", "-")
        tens = line.low(at + 1 + sign)
        if tens.isdecimal() and int(tens) <= _MOST_TENS and line.glued(at + 1 + sign):
            power = -int(tens) if digits == "-" else int(tens)
            if low == "e":
                return value * Fraction(10) ** power, at + 2 + sign
            if value and len(line.low(at - 1)) * int(tens) <= _MOST_TENS:
                return value**power, at + 2 + sign
    return value, at


def _written_fraction(line: Line, at: int) -> tuple[Fraction, int, bool] | None:
    """After digits: "/4" (True: they are its top), " 1/2" or "½" (False: to be added); and the piece after it."""
    if line.kind(at) == "f":
        return Fraction(*lexicon().vulgar[line.low(at)]), at + 1, False
    if _slash(line, at) and not (line.low(at + 2) == "/" and line.glued(at + 2)):
        bottom = int(line.low(at + 1))
        if bottom > 1 and len(line.low(at - 1)) < 3:
            return Fraction(1, bottom), at + 2, True
    hyphen = line.hyphen(at) and line.low(at - 1).isdecimal()  # 12-1/4
    at += hyphen
    if line.kind(at) == "d" and (hyphen or not line.glued(at)) and _slash(line, at + 1) and line.low(at).isdigit():
        top, bottom = int(line.low(at)), int(line.low(at + 2))
        if 0 < top < bottom < 100:
            return Fraction(top, bottom), at + 3, False
    return None


def _slash(line: Line, at: int) -> bool:
    """Whether a slash stands here with digits stuck to both sides."""
    after = line.low(at + 1)
    return line.low(at) == "/" and line.glued(at) and line.glued(at + 1) and after.isdecimal() and len(after) < 4


def _short_scale(line: Line, numeral: Numeral) -> Numeral:
    """1.2bn, 10k, 5 MM: letters that always stand for a scale, and "10m people"; else "m" is left to the unit."""
    at = numeral.last
    raw = line.raw(at)
    if (
        not (raw in _SURE_SCALES or (raw == "m" and _is_million(line, at)))
        or (line.glued(at + 1) and line.kind(at + 1) in ("w", "d"))
        or numeral.value is None
    ):
        return numeral
    value = numeral.value * lexicon().short_scales[raw]
    return Numeral(numeral.first, at + 1, value, base=numeral.value, digits=True)


def _is_million(line: Line, at: int) -> bool:
    """Whether an "m" stuck to digits is a million of what follows: 10m people, 1.5m new homes; not the 100m hurdles."""
    if not line.glued(at) or line.tag_before(at - 1) == "DT":
        return False
    after = at + 1 + (line.tag_from(at + 1) == "JJ")
    return line.kind(after) == "w" and (line.tag_from(after) in ("NNS", "NNPS") or line.low(after) == "people")


def _point(line: Line, numeral: Numeral) -> Numeral:
    """Nine point nought four."""
    words = lexicon()
    if line.low(numeral.last) != "point" or numeral.value is None:
        return numeral
    at, decimals = numeral.last + 1, ""
    while line.low(at) in words.cardinals and len(decimals) < _LONGEST:
        decimals += str(words.cardinals[line.low(at)])
        at += 1
    if not decimals:
        return numeral
    value = numeral.value + Fraction(int(decimals), 10 ** len(decimals))
    scale = words.scales.get(line.low(at), 0)
    if scale > 12:
        return Numeral(numeral.first, at + 1, value * scale, base=value)
    return Numeral(numeral.first, at, value)

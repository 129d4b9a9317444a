"""Money: signs, codes and names of currencies at a numeral, and which country's a bare "rupees" is."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from quoth.core.numbers.figure import Figure, Numeral
from quoth.core.numbers.lexicon import Money, lexicon, word_set
from quoth.core.numbers.pieces import Line
from quoth.core.numbers.values import read_numeral

_POUNDS = re.compile(r"£|\b(?:pence|sterling)\b")
_TOO_HEAVY = 1000  # pounds that nobody loses on the scales
_NEAR = 15  # pieces on either side that may tell pounds of money from pounds of weight


def money_before(line: Line, at: int) -> Figure | None:
    """The sum of money whose sign or code begins at a piece: $34 billion, US$ 150, Rs. 500 crore, GBP 350."""
    sign = _sign(line, at) or _code(line, at)
    if sign is None:
        return None
    money, after = sign
    numeral = read_numeral(line, after)
    if numeral is None or numeral.form == "ordinal" or numeral.bare:
        return None
    if line.raw(at) in word_set("currency_words") and (numeral.value or 0) < 1000:
        return None
    if len(line.raw(at)) == 1 and line.kind(at) == "w" and not _is_sum(line, money, numeral):
        return None
    numeral = _lettered(line, numeral)
    again = _named(line, numeral.last)
    last = again[1] if again and not again[0].hundredth and again[0].noun != "pound" else numeral.last
    return Figure(at, last, "money", numeral.value, unit=money, base=numeral.base)


def _sign(line: Line, at: int) -> tuple[Money, int] | None:
    """A sign of money and the piece after it; letters before a dollar must be stuck to it if one alone (A$)."""
    if [line.low(at + n) for n in range(3)] == ["u", ".", "s"]:
        dollar = at + 3 + (line.low(at + 3) == ".")
        return (Money("USD"), dollar + 1) if line.low(dollar) == "$" else None
    found = lexicon().signs.after(line.pieces, at)
    if found is None:
        return None
    last = found[1] - 1
    spelled = line.kind(last) == "w" or line.low(last) == "."
    if line.low(at) == "$":
        return found if last == at or (line.glued(last) and line.glued(last + 1)) else (Money("USD"), at + 1)
    if spelled and (not line.capital(at) or (len(line.raw(at)) == 1 and not line.glued(last + 1))):
        return None
    apart = last > at and not spelled and not line.glued(last)
    return None if apart and len(line.low(at)) == 1 and line.low(at) != "c" else found


def _is_sum(line: Line, money: Money, numeral: Numeral) -> bool:
    """Whether a letter before digits is a sign of money (N1,485, P25 billion) and not part of a name (N95, K2)."""
    if numeral.base is not None or "," in line.low(numeral.first):
        return True
    countries = lexicon().nouns[money.noun].countries.values() if money.noun else ()
    return any(map(line.document_has, countries))


def _code(line: Line, at: int) -> tuple[Money, int] | None:
    code = line.raw(at)
    if len(code) != 3 or code not in lexicon().codes:
        return None
    return Money(code), at + 1


def money_after(line: Line, numeral: Numeral, whole: Numeral | None) -> Figure | None:
    """The sum of money whose currency stands after the numeral: 470 pence, ten Canadian dollars, 3m euros.

    ``whole`` is what a fraction is of: half [a] dollar.
    """
    at = (whole or numeral).last
    at += numeral.value is None and line.low(at) == "of"
    found = _named(line, at)
    if found is None:
        numeral = _lettered(line, numeral)
        at = numeral.last
        found = _named(line, at)
    if found is None:
        return _pence(line, numeral)
    if found[0].noun == "pound" and found[0].code is None and _weighs(line, numeral, found[1]):
        return None
    money, last = found
    value = numeral.value / 100 if money.hundredth and numeral.value is not None else numeral.value
    return _and_cents(line, Figure(numeral.first, last, "money", value, unit=money, base=numeral.base))


def _pence(line: Line, numeral: Numeral) -> Figure | None:
    """45p, in a text that has pounds."""
    at = numeral.last
    stuck = line.raw(at) == "p" and line.glued(at) and numeral.digits and numeral.value is not None
    if not stuck or (line.glued(at + 1) and line.kind(at + 1) in ("w", "d")) or not line.document_has(_POUNDS):
        return None
    pence = Money(None, "pound", hundredth=True)
    return Figure(numeral.first, at + 1, "money", numeral.value / 100 if numeral.value else None, unit=pence)


def _named(line: Line, at: int) -> tuple[Money, int] | None:
    """dollars, Canadian dollars, U.S. dollars, Polish zlotys, USD, cents, € after a figure; the piece after it."""
    words = lexicon()
    at += line.hyphen(at)
    found = words.money_words.after(line.pieces, at) or _of_country(line, at)
    if found is not None:
        return found
    code = line.raw(at)
    known = code.upper() in words.codes and (code.isupper() or code in ("usd", "eur", "gbp"))
    if known and code not in word_set("currency_words"):
        return None if line.glued(at + 1) and line.kind(at + 1) == "d" else (Money(code.upper()), at + 1)
    if line.kind(at) == "m" and line.kind(at + 1) not in ("d", "f"):
        return words.signs.after(line.pieces, at)
    return None


def _of_country(line: Line, at: int) -> tuple[Money, int] | None:
    """A currency with its country: Canadian dollars, U.S. dollars, Papua New Guinean kina."""
    words = lexicon()
    country = words.countries.after(line.pieces, at)
    place = country[1] + line.hyphen(country[1]) if country else at
    found = words.money_words.after(line.pieces, place) if country else None
    while found is None and place < at + 4 and (line.capital(place) or line.low(place) in (".", "-", "new")):
        place += 1
        found = words.money_words.after(line.pieces, place)
    if found is None or found[0].noun is None:
        return None
    sense = words.nouns[found[0].noun].senses.after(line.pieces, at)
    return Money(sense[0] if sense else None, found[0].noun, found[0].hundredth), found[1]


def _lettered(line: Line, numeral: Numeral) -> Numeral:
    """$5m, $2b, £3t: letters that are a scale where it is money."""
    at = numeral.last
    scale = lexicon().short_scales.get(line.raw(at))
    if scale is None or numeral.base is not None or not numeral.digits or numeral.value is None or not line.glued(at):
        return numeral
    if line.glued(at + 1) and line.kind(at + 1) in ("w", "d"):
        return numeral
    return replace(numeral, last=at + 1, value=numeral.value * scale, base=numeral.value)


def _weighs(line: Line, numeral: Numeral, at: int) -> bool:
    """Whether the pounds are weight: "two pounds of cocaine", "lost 10 pounds"; not "lost 2 million pounds"."""
    if line.low(at - 1) == "quid":
        return False
    if line.hyphen(numeral.last) and not line.document_has(_POUNDS):  # a 220-pound man
        return True
    words = {line.low(near) for near in range(at - _NEAR, at + _NEAR)}
    if line.low(at) == "of":
        return words.isdisjoint(word_set("money_contexts"))
    if (numeral.value or 0) >= _TOO_HEAVY:
        words -= {"lost", "foot", "feet"}
    return not words.isdisjoint(word_set("weight_contexts"))


def _and_cents(line: Line, figure: Figure) -> Figure:
    """Thirteen dollars and forty-five cents."""
    at = figure.last + (line.low(figure.last) == "and")
    if (line.kind(at) != "d" and line.low(at) not in lexicon().cardinals) or not isinstance(figure.value, Fraction):
        return figure
    cents = read_numeral(line, at)
    word = _named(line, cents.last) if cents is not None and cents.value is not None else None
    if cents is None or cents.value is None or word is None or not word[0].hundredth or not 0 < cents.value < 100:
        return figure
    if isinstance(figure.unit, Money) and figure.unit.hundredth:
        return figure
    return replace(figure, value=figure.value + cents.value / 100, last=word[1])


class Currencies:
    """Which currency a bare noun is in one document: the country its sentence names, or else the document names most."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: dict[tuple[str, int], str | None] = {}

    def code(self, money: Money, start: int, end: int) -> str | None:
        """The ISO code of a sum in the sentence between two offsets."""
        if money.code is not None or money.noun is None:
            return money.code
        noun = lexicon().nouns[money.noun]
        if not noun.document:
            return noun.default
        return (
            self._named_most(money.noun, start, end) or self._named_most(money.noun, 0, len(self.text)) or noun.default
        )

    def _named_most(self, name: str, start: int, end: int) -> str | None:
        key = (name, start) if end < len(self.text) or start else (name, -1)
        if key not in self.known:
            countries = lexicon().nouns[name].countries
            seen = {code: _count(pattern, self.text, start, end) for code, pattern in countries.items()}
            best = max(seen, key=lambda code: seen[code], default=None)
            self.known[key] = best if best and seen[best] else None
        return self.known[key]


def _count(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    return sum(1 for _ in pattern.finditer(text, start, end))

"""What stands at a numeral and makes it money, a percentage, a duration, an age or a quantity."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from quoth.core.model import NumberKind
from quoth.core.number_lexicon import Money, lexicon
from quoth.core.number_values import Line, Numeral, read_numeral


@dataclass(slots=True)
class Figure:
    """A number on the way: the pieces it covers, kind, exact value; ``unit`` is a ``Money`` until the country is decided."""

    first: int
    last: int
    kind: NumberKind
    value: Fraction | str | None
    value_max: Fraction | str | None = None
    unit: str | Money | None = None
    base: Fraction | None = None
    bare: bool = False


# "a year" after these is a stretch of time; after a noun or a figure it is a rate ("2 million a year")
_BEFORE_SPAN = frozenset(
    ["for", "in", "within", "after", "over", "than", "about", "nearly", "almost", "by", "under", "around", "least", "last", "lasts", "lasted", "take", "takes", "took", "taken", "spend", "spent", "be", "is", "was", "another", "to", "every", "of", "once", "some", "only", "just", "into", "from", "at", "during", "wait", "waited", "roughly", "mere", "up", "half", "and", "as", "until", "—", "-"]
)


def figure_at(line: Line, at: int) -> Figure | None:
    """The figure that begins at a piece, with its sign of money or its unit."""
    sign = _sign_before(line, at)
    if sign is not None:
        return _money(line, at, *sign)
    numeral = read_numeral(line, at)
    return with_unit(line, numeral) if numeral is not None else None


def _sign_before(line: Line, at: int) -> tuple[Money, int] | None:
    """$, US$, Rs., GBP and the like before a figure; the piece after it."""
    words = lexicon()
    found = words.signs.after(line.pieces, at)
    if found is not None:
        money, last = found
        letters = line.kind(last - 1) == "w" or line.low(last - 1) == "."
        spelled = line.text[line.pieces[at].start : line.pieces[last - 1].end]
        if (letters and (not spelled[0].isupper() or (len(spelled) == 1 and not line.glued(last)))) or (not letters and last - at == 2 and not line.glued(last - 1) and line.low(at) in ("a", "s", "r", "j")):
            found = None
        elif line.low(last) == "-" and line.glued(last) and line.kind(last + 1) == "d":
            return money, last
    elif line.low(at) == "u" and line.low(at + 1) == "." and line.low(at + 2) == "s":
        dollar = at + 3 + (line.low(at + 3) == ".")
        found = (Money("USD"), dollar + 1) if line.low(dollar) == "$" else None
    if found is None and line.kind(at) == "w" and line.raw(at) in words.codes and len(line.raw(at)) == 3:
        found = Money(line.raw(at)), at + 1
        found = (found[0], found[1] + (line.low(found[1]) in ("$", ".") and line.glued(found[1])))
    if found is None or line.kind(found[1]) not in ("d", "f", "w", "m"):
        return None
    return found


def _money(line: Line, at: int, money: Money, after: int) -> Figure | None:
    numeral = read_numeral(line, after)
    if numeral is None or numeral.form == "ordinal" or (numeral.bare and line.kind(after) != "d"):
        return None
    _letters(line, numeral)
    figure = Figure(at, numeral.last, "money", numeral.value, unit=money, base=numeral.base)
    _skip_name(line, figure)
    return figure


def _letters(line: Line, numeral: Numeral) -> None:
    """$5m, $2b, £3t: letters that only money makes plain."""
    scale = lexicon().short_scales.get(line.raw(numeral.last))
    if scale and numeral.base is None and numeral.digits and numeral.value is not None:
        if (line.glued(numeral.last) or line.raw(numeral.last) in ("bn", "mn", "tn", "MM", "M")) and not (
            line.glued(numeral.last + 1) and line.kind(numeral.last + 1) in ("w", "d")
        ):
            numeral.base, numeral.value, numeral.last = numeral.value, numeral.value * scale, numeral.last + 1


def _skip_name(line: Line, figure: Figure) -> None:
    """The currency said twice: "$5 million dollars", "$5 million USD", "$10 million US"."""
    word = _money_word(line, figure.last)
    if word is not None and not word[0].hundredth and word[0].noun != "pound":
        figure.last = word[1]
    elif word is not None and word[0].hundredth:
        return


def _money_word(line: Line, at: int) -> tuple[Money, int] | None:
    """dollars, Canadian dollars, U.S. dollars, USD, rupees, cents, € after a figure; the piece after it."""
    words = lexicon()
    if line.hyphen(at):
        at += 1
    country = words.countries.after(line.pieces, at)
    if country is not None:
        start = country[1] + line.hyphen(country[1])
        found = words.money_words.after(line.pieces, start)
        if found is not None and found[0].noun is not None:
            sense = words.nouns[found[0].noun].senses.after(line.pieces, at)
            if sense is not None:
                return Money(sense[0], found[0].noun, found[0].hundredth), found[1]
    found = words.money_words.after(line.pieces, at)
    if found is not None:
        return found
    if line.raw(at).upper() in words.codes and (line.raw(at).isupper() or line.low(at) in ("usd", "eur", "gbp", "rmb")):
        return Money(line.raw(at).upper()), at + 1
    if line.low(at) in ("€", "£", "$", "₹", "¥"):
        found = words.signs.after(line.pieces, at)
        if found is not None and line.kind(found[1]) not in ("d", "f"):
            return found
    return None


def with_unit(line: Line, numeral: Numeral) -> Figure | None:
    """The numeral with the unit that follows, or as a bare count, fraction or ordinal; None for a bare "a"."""
    if numeral.form == "ordinal":
        return Figure(numeral.first, numeral.last, "ordinal", numeral.value)
    for attach in (_percent, _coined, _timed, _measured):
        figure = attach(line, numeral)
        if figure is not None:
            return figure
    if numeral.bare:
        extra = line.low(numeral.first - 1) in ("additional", "another", "extra", "further")
        if line.low(numeral.first) in ("a", "an") or not extra:
            return None
    return Figure(numeral.first, numeral.last, numeral.form, numeral.value, base=numeral.base)


def _percent(line: Line, numeral: Numeral) -> Figure | None:
    words = lexicon()
    at, value = numeral.last, numeral.value
    if numeral.form == "fraction" and value is not None:
        whole = _whole(line, numeral)
        if whole is not None:
            at, value = whole.last, value * (whole.value or 1)
    at += line.hyphen(at)
    found = words.percent.after(line.pieces, at)
    if found is None or (
        numeral.bare and line.low(numeral.first) in ("a", "an") and line.low(at) == "percentage" and found[1] == at + 1
    ):
        return None
    return Figure(numeral.first, found[1], "percent", value, unit="%", base=numeral.base)


def _whole(line: Line, share: Numeral) -> Numeral | None:
    """What a fraction is of: "a quarter of [1] percent", "half a percent", "half [an] hour"."""
    at = share.last + (line.low(share.last) == "of")
    if line.low(at) not in ("a", "an", "one") and (at == share.last or line.kind(at) != "d"):
        return None
    whole = read_numeral(line, at)
    return whole if whole is not None and whole.value is not None and whole.form == "count" else None


def _coined(line: Line, numeral: Numeral) -> Figure | None:
    """Money by its name: 470 pence, ten Canadian dollars, hundreds of millions of dollars, billion dollar."""
    at = numeral.last
    at += numeral.value is None and line.low(at) == "of"
    if numeral.form == "fraction" and numeral.value is not None:
        whole = _whole(line, numeral)
        if whole is not None and _money_word(line, whole.last) is not None:
            at = whole.last
    lettered = Numeral(
        numeral.first, numeral.last, numeral.value, numeral.form, numeral.base, numeral.bare, numeral.digits
    )
    _letters(line, lettered)
    for tried, place in ((numeral, at), (lettered, lettered.last)):
        found = _money_word(line, place)
        if found is not None:
            money, last = found
            if money.noun == "pound" and money.code is None and _weighs(line, last):
                return None
            value = tried.value / 100 if money.hundredth and tried.value is not None else tried.value
            figure = Figure(numeral.first, last, "money", value, unit=money, base=tried.base)
            return _and_cents(line, figure)
    return None


def _weighs(line: Line, at: int) -> bool:
    """Whether the pounds are weight: "two pounds of cocaine", "10 pounds lighter"."""
    text = line.text[line.pieces[0].start : line.pieces[-1].end].lower()
    if line.low(at) == "of":
        return not any(word in text for word in ("cost", "worth", "price", "£", "fine", "pay"))
    return any(
        word in text for word in ("weigh", "baby", "heav", "lost", "kilogram", "ounce", "lighter", "lifted", " kg")
    )


def _and_cents(line: Line, figure: Figure) -> Figure:
    """Thirteen dollars and forty-five cents."""
    at = figure.last + (line.low(figure.last) == "and")
    cents = read_numeral(line, at) if line.kind(at) in ("d", "w") and not line.low(at) == "a" else None
    if cents is None or cents.value is None or not isinstance(figure.value, Fraction) or not 0 < cents.value < 100:
        return figure
    word = _money_word(line, cents.last)
    if word is not None and word[0].hundredth and not (isinstance(figure.unit, Money) and figure.unit.hundredth):
        figure.value, figure.last = figure.value + cents.value / 100, word[1]
    return figure


def _timed(line: Line, numeral: Numeral) -> Figure | None:
    """Durations and ages: six months, an hour and a half, 19-year-old, three months old."""
    words = lexicon()
    at, value = numeral.last, numeral.value
    at += value is None and line.low(at) == "of"
    if numeral.form == "fraction":
        whole = _whole(line, numeral)
        if whole is not None:
            at = whole.last
    at += line.hyphen(at)
    word = words.durations.after(line.pieces, at)
    if word is None and line.low(at) in ("yo", "y"):
        if line.low(at) == "yo" or line.low(at + 1) == "o":
            return Figure(numeral.first, at + 1 + (line.low(at) == "y"), "age", value, unit="year")
    if word is None:
        return None
    unit, last = word
    if line.low(at) in ("min", "mo", "sec", "hr") and line.kind(numeral.first) != "d":
        return None
    if numeral.bare and not _stretch(line, numeral):
        return None
    if line.low(last) == "and" and line.low(last + 1) in ("a", "half") and value is not None:
        share = read_numeral(line, last + 1)
        if share is not None and share.form == "fraction" and share.value is not None and line.low(share.last) != "of":
            value, last = value + share.value, share.last
    old = last + line.hyphen(last)
    if line.low(old) in ("old", "olds"):
        return Figure(numeral.first, old + 1, "age", value, unit=unit)
    if line.low(last) == "of" and line.low(last + 1) == "age":
        return Figure(numeral.first, last + 2, "age", value, unit=unit)
    if unit == "decade" and value is not None:
        value, unit = value * 10, "year"
    elif unit == "fortnight" and value is not None:
        value, unit = value * 2, "week"
    elif unit == "century" and value is not None:
        value, unit = value * 100, "year"
    return Figure(numeral.first, last, "duration", value, unit=unit)


def _stretch(line: Line, numeral: Numeral) -> bool:
    """Whether "a year" is a stretch of time and not a rate or "a day" of the calendar."""
    before, after = line.low(numeral.first - 1), line.low(numeral.last + 1)
    if line.low(numeral.first) not in ("a", "an"):
        return False
    if after in ("ago", "earlier", "later", "before", "after", "from", "long", "old", "into") or line.hyphen(
        numeral.last + 1
    ):
        return True
    if before in ("in", "for", "to", "of", "at", "and", "as", "is", "was", "be") and line.low(numeral.last) in (
        "day",
        "week",
        "night",
    ):
        return before in ("in", "for", "of") and after not in ("when", "of", "that", "where")
    return before in _BEFORE_SPAN or (numeral.first == 0 and line.size - numeral.last < 3)


def _measured(line: Line, numeral: Numeral) -> Figure | None:
    """Quantities: 10 billion cubic metres, a quarter mile, 75ml, 3-inch."""
    words = lexicon()
    at = numeral.last
    at += numeral.value is None and line.low(at) == "of"
    if numeral.form == "fraction":
        whole = _whole(line, numeral)
        if whole is not None and words.units.after(line.pieces, whole.last):
            at = whole.last
    at += line.hyphen(at)
    bracket = line.low(at) in ("[", "<", "{")
    found = words.units.after(line.pieces, at + bracket)
    if found is None and line.glued(at) and line.raw(at) in words.glued_units and not bracket and not _id(line, at):
        found = words.glued_units[line.raw(at)], at + 1
    if found is None or (line.glued(at) and line.glued(found[1]) and line.kind(found[1]) == "d"):
        return None
    if numeral.bare and (
        line.low(numeral.first) not in ("a", "an")
        or line.low(numeral.first - 1) not in _BEFORE_SPAN
        or line.low(at) in ("degree", "turn", "bit", "knot", "stone")
    ):
        return None
    unit, last = found
    if bracket:
        if line.low(last) not in ("]", ">", "}"):
            return None
        last += 1
    value = numeral.value
    if unit == "billion cubic metre" and value is not None:
        unit, value = "cubic metre", value * 10**9
    if line.low(at) == "pound" and line.low(last) == "sterling":
        return None
    return Figure(numeral.first, last, "quantity", value, unit=unit, base=numeral.base)


def _id(line: Line, at: int) -> bool:
    return line.glued(at + 1) and line.kind(at + 1) in ("d", "w")

"""What stands at a numeral and makes it money, a percentage, a duration, an age or a quantity."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from quoth.core.numbers.figure import Figure, Numeral
from quoth.core.numbers.lexicon import lexicon, word_set
from quoth.core.numbers.money import money_after, money_before
from quoth.core.numbers.pieces import Line
from quoth.core.numbers.values import read_numeral

# long stretches of time are told in years, fortnights in weeks
_LONG = {"decade": (10, "year"), "century": (100, "year"), "millennium": (1000, "year"), "fortnight": (2, "week")}


def figure_at(line: Line, at: int) -> Figure | None:
    """The figure that begins at a piece, with its sign of money or its unit."""
    if line.low(at) in ("all", "full", "another", "year", "month", "decade", "hour", "week", "day", "magnitude"):
        return _whole_span(line, at) or _and_a_half(line, at) or _magnitude(line, at)
    sum_of_money = money_before(line, at)
    if sum_of_money is not None:
        return sum_of_money
    numeral = read_numeral(line, at)
    return with_unit(line, numeral) if numeral is not None else None


def with_unit(line: Line, numeral: Numeral) -> Figure | None:
    """The numeral with the unit that follows, or as a bare count, fraction or ordinal; None for a bare "a"."""
    if numeral.form == "ordinal":
        return Figure(numeral.first, numeral.last, "ordinal", numeral.value)
    if numeral.of_many(line):
        return Figure(numeral.first, numeral.last, "fraction", numeral.value)
    whole = _whole(line, numeral)
    figure = (
        _percent(line, numeral, whole)
        or money_after(line, numeral, whole)
        or _timed(line, numeral, whole)
        or _measured(line, numeral, whole)
    )
    if figure is not None:
        return figure
    if line.hyphen(numeral.last) and line.low(numeral.last + 1) == "plus":
        numeral = replace(numeral, last=numeral.last + 2)
    extra = line.low(numeral.first - 1) in ("additional", "another", "extra", "further")
    if numeral.bare and (line.low(numeral.first) in ("a", "an") or not extra):
        return None
    return Figure(numeral.first, numeral.last, numeral.form, numeral.value, base=numeral.base)


def _whole(line: Line, share: Numeral) -> Numeral | None:
    """What a fraction is of: "a quarter of [1] percent", "half [a] percent", "half [an] hour"."""
    if share.form != "fraction" or share.value is None:
        return None
    at = share.last + (line.low(share.last) == "of")
    if line.low(at) not in ("a", "an", "one") and (at == share.last or line.kind(at) != "d"):
        return None
    whole = read_numeral(line, at)
    return whole if whole is not None and whole.value is not None and whole.form == "count" else None


def _unit_at(line: Line, numeral: Numeral, whole: Numeral | None) -> int:
    """The piece at which the unit must begin: after a hyphen, after the "of" of a vague amount."""
    at = (whole or numeral).last
    at += numeral.value is None and line.low(at) == "of"
    at += 2 * (line.hyphen(at) and line.low(at + 1) == "plus")
    return at + line.hyphen(at)


def _percent(line: Line, numeral: Numeral, whole: Numeral | None) -> Figure | None:
    at = _unit_at(line, numeral, whole)
    found = lexicon().percent.after(line.pieces, at)
    if found is None or (numeral.bare and line.low(at) == "percentage" and found[1] == at + 1):
        return None
    share = whole.value if whole is not None and whole.value is not None else Fraction(1)
    value = None if numeral.value is None else numeral.value * share
    return Figure(numeral.first, found[1], "percent", value, unit="%", base=numeral.base)


def _timed(line: Line, numeral: Numeral, whole: Numeral | None) -> Figure | None:
    """Durations and ages: six months, nine more days, an hour and a half, 19-year-old, three months old."""
    at = _unit_at(line, numeral, whole)
    if line.low(at) == "yo" or (line.low(at) == "y" and line.low(at + 1) == "o"):
        return Figure(numeral.first, at + 1 + (line.low(at) == "y"), "age", numeral.value, unit="year")
    at += line.low(at) in word_set("more_of_it") and not numeral.bare
    word = lexicon().durations.after(line.pieces, at)
    if line.low(at) == "year" and len(line.low(at - 1)) == 4 and 1900 <= (numeral.value or 0) <= 2100:
        return None  # the 2022 Year of Action
    if word is None or (numeral.bare and not _lasts(line, numeral, word[1])) or _some_day(line, numeral, word[1]):
        return None
    if line.low(at) in ("min", "mo", "sec", "hr", "mins", "secs", "hrs") and not numeral.digits:
        return None
    duration = Figure(numeral.first, word[1], "duration", numeral.value, unit=word[0], base=numeral.base)
    return _old(line, _longer(line, duration))


def _some_day(line: Line, numeral: Numeral, last: int) -> bool:
    """Whether "one day" says no more than some time: "may one day help"."""
    said = line.low(numeral.first) == "one" and last == numeral.last + 1 and line.low(numeral.last) == "day"
    known = line.low(numeral.first - 1) in word_set("span_before") or line.low(last) in word_set("day_known")
    return said and not known


def _old(line: Line, figure: Figure) -> Figure:
    """The duration as an age, where it is "old" or "of age"; decades and centuries in years."""
    after = figure.last + line.hyphen(figure.last)
    if line.low(after) in ("old", "olds"):
        return replace(figure, kind="age", last=after + 1)
    if [line.low(figure.last), line.low(figure.last + 1)] == ["of", "age"]:
        return replace(figure, kind="age", last=figure.last + 2)
    if line.low(figure.first - 1) == "aged":
        return replace(figure, kind="age")
    times, unit = _LONG.get(str(figure.unit), (1, figure.unit))
    return replace(figure, unit=unit, value=figure.value * times if isinstance(figure.value, Fraction) else None)


def _longer(line: Line, figure: Figure) -> Figure:
    """A year and a half; two years and six months; 1 hour 20 minutes."""
    at = figure.last
    if not isinstance(figure.value, Fraction):
        return figure
    if [line.low(at), line.low(at + 1)] == ["or", "two"] and line.low(figure.first) in ("a", "an"):
        return replace(figure, value_max=Fraction(2), last=at + 2)
    if line.low(at) == "and" and line.low(at + 1) in ("a", "half"):
        share = read_numeral(line, at + 1)
        if share is not None and share.form == "fraction" and share.value is not None and line.low(share.last) != "of":
            return replace(figure, value=figure.value + share.value, last=share.last)
        return figure
    at += line.low(at) == "and"
    part = read_numeral(line, at) if line.kind(at) == "d" or line.low(at) in lexicon().cardinals else None
    word = lexicon().durations.after(line.pieces, part.last) if part is not None and part.value is not None else None
    sizes = {"year": 12, "month": 1, "week": 7 * 24 * 60, "day": 24 * 60, "hour": 60, "minute": 1}
    if (
        part is None
        or part.value is None
        or word is None
        or (str(figure.unit), word[0]) not in (("year", "month"), ("day", "hour"), ("hour", "minute"), ("week", "day"))
    ):
        return figure
    return replace(figure, value=figure.value + part.value * sizes[word[0]] / sizes[str(figure.unit)], last=word[1])


def _lasts(line: Line, numeral: Numeral, last: int) -> bool:
    """Whether "a year" is a stretch of time, not a rate ("2 million a year") or a day of the calendar."""
    if [line.low(last), line.low(last + 1)] == ["and", "a"] and line.low(last + 2) in ("half", "quarter"):
        return line.low(numeral.first) in ("a", "an")
    before, unit, after = (line.low(numeral.first - 1), line.low(numeral.last), line.low(numeral.last + 1))
    if line.low(numeral.first) not in ("a", "an"):
        return False
    if after in ("ago", "earlier", "later", "before", "after", "from", "long", "old", "into"):
        return True
    if line.hyphen(numeral.last + 1):
        return line.low(numeral.last + 2) in ("long", "old")
    if after in ("when", "where") or line.hyphen(numeral.first - 1):
        return False
    if unit in ("day", "week", "night") and before in ("in", "for", "to", "of", "at", "and", "as", "is", "was", "be"):
        return before in ("in", "for", "of") and after not in ("of", "that")
    if before in word_set("span_before"):
        return True
    return (numeral.first == 0 and line.size - numeral.last < 3) or (
        after == "of" and line.tag_before(numeral.first).startswith("VB")
    )


def _whole_span(line: Line, at: int) -> Figure | None:
    """All day, a full year, another month."""
    if line.low(at) not in ("all", "full", "another"):
        return None
    step = at + 1 + line.hyphen(at + 1)
    if line.low(step) not in ("day", "week", "month", "year", "decade", "night", "hour"):
        return None
    unit = {"night": "day"}.get(line.low(step), line.low(step))
    first = at - (line.low(at) == "full" and line.low(at - 1) == "a")
    return _old(line, Figure(first, step + 1, "duration", Fraction(1), unit=unit))


def _and_a_half(line: Line, at: int) -> Figure | None:
    """The past [year and a half]."""
    if [line.low(at + n) for n in range(1, 3)] != ["and", "a"] or line.low(at + 3) not in ("half", "quarter"):
        return None
    return _old(line, _longer(line, Figure(at, at + 1, "duration", Fraction(1), unit=line.low(at))))


def _magnitude(line: Line, at: int) -> Figure | None:
    """Magnitude 6.3, a magnitude of 6.3, the magnitude was 6.3."""
    if line.low(at) != "magnitude":
        return None
    step = at + 1 + (line.low(at + 1) in ("of", "was", "is", "-", ":"))
    numeral = read_numeral(line, step) if line.kind(step) == "d" else None
    if numeral is None or numeral.value is None or not 0 < numeral.value < 11:
        return None
    return Figure(numeral.first, numeral.last, "quantity", numeral.value, unit="magnitude")


def _measured(line: Line, numeral: Numeral, whole: Numeral | None) -> Figure | None:
    """Quantities: 10 billion cubic metres, a quarter mile, 75ml, 3-inch, 20 [kg]."""
    words = lexicon()
    at = _unit_at(line, numeral, whole)
    bracket = line.low(at) in ("[", "<", "{")
    found = words.units.after(line.pieces, at + bracket) or _letter(line, at, numeral)
    if found is None or (line.glued(at) and line.glued(found[1]) and line.kind(found[1]) == "d"):
        return None
    if numeral.bare and (
        line.low(numeral.first) not in ("a", "an") or line.low(numeral.first - 1) not in word_set("span_before")
    ):
        return None
    unit, last = found
    if numeral.bare and unit in ("degree", "bit", "turn", "knot", "cup", "magnitude"):
        return None
    if bracket and line.low(last) not in ("]", ">", "}"):
        return None
    value = numeral.value
    inches = _inches(line, last) if unit == "foot" and value is not None else None
    if inches is not None and value is not None:
        value, last = value + inches[0] / 12, inches[1]
    if unit == "billion cubic metre" and value is not None:
        unit, value = "cubic metre", value * 10**9
    return Figure(numeral.first, last + bracket, "quantity", value, unit=unit, base=numeral.base)


def _inches(line: Line, at: int) -> tuple[Fraction, int] | None:
    """The inches after feet, and the piece after them: 7 feet [2 inches], six-foot-[two]."""
    if line.low(at - 1) == "foot":
        at += line.hyphen(at)
    part = read_numeral(line, at) if line.kind(at) == "d" or line.low(at) in lexicon().cardinals else None
    if part is None or part.value is None or part.bare or not 0 < part.value < 12 or part.form == "ordinal":
        return None
    if line.low(part.last) in ("inches", "inch") or (line.low(part.last) == "in" and part.digits):
        return part.value, part.last + 1
    joined = line.low(at - 1) == "-" or (not part.digits and line.low(part.first - 1) == "foot")
    return (part.value, part.last) if joined and part.form == "count" and part.base is None else None


def _letter(line: Line, at: int, numeral: Numeral) -> tuple[str, int] | None:
    """A unit of one letter: stuck to its digits (1.8m tall), or "50 m" where that can be nothing else."""
    unit = lexicon().glued_units.get(line.raw(at))
    if unit is None or not numeral.digits or (line.glued(at + 1) and line.kind(at + 1) in ("d", "w")):
        return None
    apart = line.raw(at) == "m" and line.low(at + 1) in word_set("beside_metre")
    apart |= line.raw(at) in ("C", "F") and (numeral.value or 0) < 0
    return (unit, at + 1) if line.glued(at) or apart else None

"""Ranges and ratios: $2-3 billion, from 40 to 50 percent, between five and six, three or four; 11-2, 5-to-4."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from quoth.core.numbers.figure import Figure, plain
from quoth.core.numbers.lexicon import lexicon, word_set
from quoth.core.numbers.pieces import Line
from quoth.core.numbers.units import figure_at

_MOST_IN_RATIO = 1000
_REACH = 9  # pieces before "from ... to ..." among which a verb of change makes two figures of it
_TIMES = ("duration", "age")


class _Pair(NamedTuple):
    """Two figures with their values and the word or mark between them."""

    first: Figure
    low: Fraction
    link: str
    second: Figure
    high: Fraction


def extend(line: Line, figure: Figure) -> None:
    """Take the second end of a range, or of a ratio, into the figure where one follows; or only its unit."""
    if _hangs(line, figure):
        return
    pair = _pair(line, figure)
    if pair is None:
        return
    second = pair.second
    if _is_ratio(line, pair):
        figure.kind, figure.value, figure.last = "ratio", f"{plain(pair.low)}-{plain(pair.high)}", second.last
    elif _is_range(line, pair):
        figure.value, figure.value_max, figure.last = _scaled(pair), pair.high, second.last
        if figure.kind == "count" or second.kind == "age":
            figure.kind, figure.unit = second.kind, second.unit
    elif figure.kind == "count" and pair.link == "to" and line.low(figure.first - 1) == "from":
        figure.kind, figure.unit = second.kind, second.unit  # fell from [40] to 30 percent


def _hangs(line: Line, figure: Figure) -> bool:
    """Give a figure before a hanging hyphen the unit of the next one, or take that in as a range's upper end.

    His [10]- and 12-year-old sons, two- or three-year terms; [30- to 40-foot] waves.
    """
    at = figure.last
    links = ("and", "or", "to")
    if line.low(at) != "-" or not line.glued(at) or line.glued(at + 1) or line.low(at + 1) not in links:
        return False
    second = figure_at(line, at + 2)
    if (
        second is None
        or figure.kind != "count"
        or second.kind not in ("age", "duration", "quantity", "percent", "count")
    ):
        return False
    figure.kind, figure.unit = second.kind, second.unit
    if line.low(at + 1) == "to":
        figure.value_max, figure.last = second.value, second.last
    return True


def _pair(line: Line, first: Figure) -> _Pair | None:
    if not isinstance(first.value, Fraction) or first.value_max is not None or first.kind in ("ordinal", "fraction"):
        return None
    at = first.last
    link = line.low(at)
    if link == "-" and line.low(at + 1) == "to":
        link, step = ("-to-", at + 3) if line.low(at + 2) == "-" else ("to", at + 2)
    elif link in ("-", "to", "and", "or", "through", "~") or (link == ":" and line.glued(at) and line.glued(at + 1)):
        step = at + 1
    else:
        return None
    if line.low(step) in ("a", "an", "half", "few"):
        return None
    second = figure_at(line, step)
    if second is None or not isinstance(second.value, Fraction) or second.kind in ("ordinal", "fraction"):
        return None
    return _Pair(first, first.value, link, second, second.value)


def _is_ratio(line: Line, pair: _Pair) -> bool:
    """11-2, 5-to-4, passed 230 to 198, 25 to 1."""
    first, low, link, second, high = pair
    counts = first.kind == second.kind == "count" and first.base is None and second.base is None
    whole = (low.denominator == 1 or high == 1) and high.denominator == 1
    if not counts or not whole or max(low, high) >= _MOST_IN_RATIO:
        return False
    around = {line.low(second.last + n) for n in range(3)} | {line.low(first.first - n) for n in range(1, 5)}
    contest = not word_set("contest").isdisjoint(around)
    if link == "-":
        return line.glued(first.last) and line.glued(first.last + 1) and (contest or low >= high)
    if link == "to":
        return line.low(first.first - 1) not in ("from", "to") and (contest or low > high == 1)
    return link in ("-to-", ":")


def _is_range(line: Line, pair: _Pair) -> bool:
    first, _, link, second, high = pair
    low = _scaled(pair)
    months_and_years = first.kind == second.kind == "age" and first.unit != second.unit
    if low >= high and not months_and_years:
        return False
    same = (first.kind == second.kind and first.unit == second.unit) or (first.kind in _TIMES and second.kind in _TIMES)
    open_end = first.kind == "money" and second.kind == "count"
    if not (same or open_end or first.kind == "count"):
        return False
    before = line.low(first.first - 1)
    if link in ("-", ":"):
        return link == "-" and line.glued(first.last) == line.glued(first.last + 1)
    if link == "and":
        return "between" in (before, line.low(first.first - 2))
    if link == "or":
        return (
            first.kind == "count" and second.kind != "money" and high <= 100 and high - low <= max(Fraction(1), low / 2)
        )
    if before == "from" and open_end:
        return False
    if low > pair.low:
        return True
    return not _moves(line, first.first - 1 - (before == "from"))


def _scaled(pair: _Pair) -> Fraction:
    """The lower end with the upper's scale word: 2-3 billion."""
    base = pair.second.base
    if pair.first.base is None and base and pair.low < base:
        return pair.low * pair.high / base
    return pair.low


def _moves(line: Line, at: int) -> bool:
    """Whether the words that end at a piece tell of a change ("rose from 5 to 7"), which makes two figures."""
    while (hedge := lexicon().qualifiers.before(line.pieces, at + 1)) is not None:
        at = hedge[1] - 1
    reach = _REACH if line.low(at + 1) == "from" else 4
    return any(line.low(at - n) in lexicon().moves for n in range(reach))

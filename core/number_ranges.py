"""Ranges and ratios: $2-3 billion, from 40 to 50 percent, between five and six, three or four; 11-2, 5-to-4."""

from __future__ import annotations

from fractions import Fraction

from quoth.core.number_figure import Figure
from quoth.core.number_lexicon import lexicon, word_set
from quoth.core.number_pieces import Line
from quoth.core.number_units import figure_at


def extend(line: Line, figure: Figure) -> None:
    """Take the second end of a range, or of a ratio, into the figure where one follows."""
    if figure.value is None or isinstance(figure.value, str) or figure.kind in ("ordinal", "fraction"):
        return
    second, link = _second(line, figure)
    if second is None or not isinstance(second.value, Fraction):
        return
    if _is_ratio(line, figure, second, link):
        _make_ratio(figure, second)
    elif _is_range(line, figure, second, link):
        _make_range(figure, second)
    elif figure.kind == "count" and second.kind == "percent" and link == "to" and line.low(figure.first - 1) == "from":
        figure.kind, figure.unit = second.kind, second.unit


def _second(line: Line, figure: Figure) -> tuple[Figure | None, str]:
    at = figure.last
    link = line.low(at)
    if link == "-" and line.low(at + 1) == "to" and line.low(at + 2) == "-":
        return figure_at(line, at + 3), "-to-"
    if link == "-":
        if line.low(at + 1) == "to":
            return figure_at(line, at + 2), "to"
        step = at + 1
    elif link in ("to", "and", "or", "through", "~"):
        step = at + 1
    else:
        return None, ""
    if line.kind(step) == "w" and line.low(step) in ("a", "an", "half", "few"):
        return None, link
    found = figure_at(line, step)
    if found is not None and found.last == step:
        return None, link
    return found, link


def _is_ratio(line: Line, first: Figure, second: Figure, link: str) -> bool:
    if (
        first.kind != "count"
        or second.kind != "count"
        or not isinstance(first.value, Fraction)
        or not isinstance(second.value, Fraction)
    ):
        return False
    if (
        first.base is not None
        or second.base is not None
        or first.value.denominator != 1
        or second.value.denominator != 1
    ):
        return False
    if link == "-to-":
        return True
    around = {line.low(second.last + n) for n in range(3)} | {line.low(first.first - n) for n in range(1, 5)}
    contest = not word_set("contest").isdisjoint(around)
    if link == "-":
        glued = line.glued(first.last) and line.glued(first.last + 1)
        return glued and first.value < 1000 and second.value < 1000 and (contest or first.value >= second.value)
    if link == "to" and second.value == 1 and first.value > 1:
        return line.low(first.first - 1) != "from"
    return (
        link == "to"
        and contest
        and line.low(first.first - 1) not in ("from", "to")
        and first.value < 1000
        and second.value < 1000
    )


def _make_ratio(figure: Figure, second: Figure) -> None:
    assert isinstance(figure.value, Fraction) and isinstance(second.value, Fraction)
    figure.kind, figure.value, figure.last = "ratio", f"{figure.value}-{second.value}", second.last


def _is_range(line: Line, first: Figure, second: Figure, link: str) -> bool:
    if not isinstance(first.value, Fraction) or not isinstance(second.value, Fraction):
        return False
    low, high = _scaled(first, second), second.value
    if second.kind == "ordinal" or (
        second.kind in ("age", "duration", "quantity") and first.kind in ("money", "percent")
    ):
        return False
    if low >= high and not (low > high and first.kind == second.kind == "age"):
        return False
    same = (first.unit == second.unit and first.kind == second.kind) or (
        first.kind in ("duration", "age") and second.kind in ("duration", "age")
    )
    bare = first.kind == "count"
    open_end = second.kind == "count" and first.kind == "money"
    if not (same or bare or open_end):
        return False
    before = line.low(first.first - 1)
    if link == "-":
        return line.glued(first.last) == line.glued(first.last + 1)
    if link == "and":
        return before == "between" or line.low(first.first - 2) == "between"
    if link == "or":
        return bare and second.kind != "money" and high - low <= max(Fraction(1), low / 2) and high <= 100
    if before == "from" and not _moves(line, first.first - 2):
        return bare or same
    if before == "from":
        return False
    return (bare or open_end or same) and not _moves(line, first.first - 1)


def _scaled(first: Figure, second: Figure) -> Fraction:
    """The lower end with the upper's scale word: 2-3 billion."""
    assert isinstance(first.value, Fraction) and isinstance(second.value, Fraction)
    if first.base is None and second.base and first.value < second.base:
        return first.value * second.value / second.base
    return first.value


def _moves(line: Line, at: int) -> bool:
    """Whether the words just before tell of a change ("rose from 5 to 7"), which makes two figures."""
    return any(line.low(at - n) in lexicon().moves for n in range(4))


def _make_range(figure: Figure, second: Figure) -> None:
    figure.value = _scaled(figure, second)
    figure.value_max, figure.last = second.value, second.last
    if figure.kind == "count" or second.kind == "age":
        figure.kind, figure.unit = second.kind, second.unit
    if figure.kind == "fraction":
        figure.kind = "count"

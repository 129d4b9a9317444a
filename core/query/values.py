"""Values in a search: amounts (>=1bn, 5..10, 34k) and dates (2024, 2024-01..2024-06, <2023)."""

from __future__ import annotations

import datetime
import math
import re

_SCALES = {
    "": 1.0,
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trillion": 1e12,
}
_AMOUNT = re.compile(r"[$€£¥]?(-?(?:\d[\d,]*(?:\.\d+)?|\.\d+))\s*([a-z]*)%?", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COMPARISON = re.compile(r"(>=|<=|>|<|=)?(.*)", re.DOTALL)

FIRST_DAY, LAST_DAY = datetime.date.min.toordinal(), datetime.date.max.toordinal()


def read_amounts(text: str) -> tuple[float, float, bool]:
    """The lowest and highest amount that ``text`` asks for, and whether the two bounds themselves are left out.

    ValueError says what is wrong with it.
    """
    if ".." in text:
        low, high = text.split("..", 1)
        bounds = (_amount(low) if low else -math.inf, _amount(high) if high else math.inf)
        if bounds[0] > bounds[1]:
            raise ValueError("the range begins above its end")
        return (*bounds, False)
    sign, value = _comparison(text)
    amount = _amount(value)
    match sign:
        case ">=" | ">":
            return amount, math.inf, sign == ">"
        case "<=" | "<":
            return -math.inf, amount, sign == "<"
    return amount, amount, False


def read_days(text: str) -> tuple[int, int]:
    """The first and last day (``date.toordinal``) that ``text`` asks for; ValueError says what is wrong with it."""
    if ".." in text:
        low, high = text.split("..", 1)
        days = (_days(low)[0] if low else FIRST_DAY, _days(high)[1] if high else LAST_DAY)
        if days[0] > days[1]:
            raise ValueError("the range begins after its end")
        return days
    sign, value = _comparison(text)
    first, last = _days(value)
    match sign:
        case ">=":
            return first, LAST_DAY
        case ">":
            return last + 1, LAST_DAY
        case "<=":
            return FIRST_DAY, last
        case "<":
            return FIRST_DAY, first - 1
    return first, last


def day_of(date: str | None) -> int | None:
    """The day by which a document of this ISO date (2024-05-30, 2024-05, 2024) is sorted: its first one.

    None for what is no date.
    """
    match = _DATE.match(date or "")
    if not match:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return datetime.date(year, month, day).toordinal()
    except ValueError:
        return None


def _comparison(text: str) -> tuple[str, str]:
    match = _COMPARISON.fullmatch(text)
    assert match is not None
    return match[1] or "=", match[2]


def _amount(text: str) -> float:
    match = _AMOUNT.fullmatch(text.strip())
    if not match or match[2].lower() not in _SCALES:
        raise ValueError("write an amount as 500, 2.5m, >=1bn or 10..20")
    return float(match[1].replace(",", "")) * _SCALES[match[2].lower()]


def _days(text: str) -> tuple[int, int]:
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise ValueError("write a date as 2024, 2024-05, 2024-05-30 or 2024-01..2024-06")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = datetime.date(year, 1 if month is None else month, 1 if day is None else day)
        if day is not None:
            return first.toordinal(), first.toordinal()
        following = (first.year + 1, 1) if month in (None, 12) else (first.year, first.month + 1)
        last = LAST_DAY if following[0] > 9999 else datetime.date(*following, 1).toordinal() - 1
    except ValueError:
        raise ValueError(f"{text} is no date of the calendar") from None
    return first.toordinal(), last

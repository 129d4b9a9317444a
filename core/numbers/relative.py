"""Dates told from the day of writing: yesterday, last month, Thursday, the end of the week.

They are figures only where the day of writing is known. Seasons, quarters and centuries are found without a value.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

from quoth.core.numbers.dates import SEASON, Dated
from quoth.core.numbers.figure import Figure
from quoth.core.numbers.lexicon import lexicon
from quoth.core.numbers.pieces import Line

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_RELATIVE = re.compile(
    rf"(?:(?:earlier|later|late|early)\s+)?(?P<which>this|last|next|previous|past|current|coming|following|the\s+same|same)\s+"
    rf"(?P<unit>week|weekend|month|year|quarter|decade|century|{SEASON}|{_DAY})\b(?![-’'])"
    rf"|(?:the\s+)?(?:end|middle|beginning|start)\s+of\s+(?:the\s+|(?P<that>this|last|next)\s+)?(?P<within>week|month|year)\b"
    rf"|(?:earlier|later)\s+in\s+the\s+(?P<part>week|month|year)\b"
    rf"|(?P<day>yesterday|today|tomorrow|tonight|{_DAY})\b(?!s|['’]s\b)",
    re.IGNORECASE,
)
_SHIFT = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}


def relative_date(text: str, start: int, end: int, today: date) -> Dated | None:
    """The date that begins at an offset and is told from ``today``; seasons, quarters and centuries have no value."""
    found = _RELATIVE.match(text, start, end)
    if not found:
        return None
    which = (found["which"] or found["that"] or "").lower()
    unit = (found["unit"] or found["within"] or found["part"] or found["day"]).lower()
    try:
        value, last = _worked_out(unit, which, today)
    except (OverflowError, ValueError):
        value, last = None, None
    return Dated(start, found.end(), value, last)


def shifted(line: Line, duration: Figure, today: date) -> Dated | None:
    """A day told by its distance from another: two days before yesterday, three weeks from Tuesday."""
    at = duration.last
    sign = {"before": -1, "after": 1, "from": 1}.get(line.low(at), 0)
    days = {"day": 1, "week": 7}.get(str(duration.unit), 0)
    if not sign or not days or not isinstance(duration.value, Fraction) or at + 1 >= line.size:
        return None
    other = relative_date(line.text, line.pieces[at + 1].start, line.end, today)
    if other is None or other.value is None or len(other.value) != 10 or other.value_max:
        return None
    try:
        day = date.fromisoformat(other.value) + timedelta(days=int(sign * days * duration.value))
    except (OverflowError, ValueError):
        return None
    return Dated(line.pieces[duration.first].start, other.end, day.isoformat())


def _worked_out(unit: str, which: str, today: date) -> tuple[str | None, str | None]:
    shift = _SHIFT.get(which, 0)
    if unit in ("yesterday", "today", "tonight", "tomorrow"):
        return (today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(unit, 0))).isoformat(), None
    if unit in lexicon().weekdays:
        back = (today.isoweekday() - lexicon().weekdays[unit]) % 7
        days = 7 - back if shift > 0 else -(back or 7 * (shift < 0))
        if which == "this":  # the one of this week, which begins on Monday
            days = lexicon().weekdays[unit] - today.isoweekday()
        return (today + timedelta(days=days)).isoformat(), None
    if unit in ("week", "weekend"):
        ahead = unit == "weekend" and which == "coming" and today.weekday() < 5
        monday = today + timedelta(days=7 * (0 if ahead else shift) - today.weekday())
        first = monday + timedelta(days=5 * (unit == "weekend"))
        return first.isoformat(), (monday + timedelta(days=6)).isoformat()
    if unit == "month":
        month = today.year * 12 + today.month - 1 + shift
        return f"{month // 12:04}-{month % 12 + 1:02}", None
    if unit == "year":
        return f"{today.year + shift:04}", None
    return (f"{today.year // 10 + shift:03}X", None) if unit == "decade" else (None, None)


def parse_day(iso: str | None) -> date | None:
    """A document's date as a day, None unless the whole day is known."""
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None

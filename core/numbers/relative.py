"""Dates told from the day of writing: yesterday, last month, Thursday, the end of the week.

They are figures only where the day of writing is known. Seasons, quarters and centuries are found without a value.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from quoth.core.numbers.dates import SEASON, Dated
from quoth.core.numbers.lexicon import lexicon

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_RELATIVE = re.compile(
    rf"(?:(?:earlier|later|late|early)\s+)?(?P<which>this|last|next|previous|past|current|coming|following|the\s+same|same)\s+"
    rf"(?P<unit>week|weekend|month|year|quarter|decade|century|{SEASON}|{_DAY})\b(?![-’'])"
    rf"|(?:the\s+)?(?:end|middle|beginning|start)\s+of\s+(?:the\s+)?(?P<within>week|month|year)\b"
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
    shift = _SHIFT.get((found["which"] or "").lower(), 0)
    unit = (found["unit"] or found["within"] or found["part"] or found["day"]).lower()
    try:
        value, last = _worked_out(unit, shift, today)
    except (OverflowError, ValueError):
        value, last = None, None
    return Dated(start, found.end(), value, last)


def _worked_out(unit: str, shift: int, today: date) -> tuple[str | None, str | None]:
    if unit in ("yesterday", "today", "tonight", "tomorrow"):
        return (today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(unit, 0))).isoformat(), None
    if unit in lexicon().weekdays:
        back = (today.isoweekday() - lexicon().weekdays[unit]) % 7
        days = 7 - back if shift > 0 else -(back or 7 * (shift < 0))
        return (today + timedelta(days=days)).isoformat(), None
    if unit in ("week", "weekend"):
        monday = today + timedelta(days=7 * shift - today.weekday())
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

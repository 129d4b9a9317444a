"""Where and when a text was written, as its first lines say: dateline, or a line that is a date."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: at
    for at, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ember|ober)?\.?"
_DAY = (
    rf"(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})[-/.](?P<m3>\d\d?)[-/.](?P<d3>\d\d?))"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_LINE = re.compile(
    rf"(?:(?:date|published|updated|released|posted(?:\son)?|issued(?:\son)?)?:?\s*)?{_WEEKDAY}{_DAY}\.?"
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*\(?[a-z]{2,4}\)?)?)?",
    re.IGNORECASE,
)
_CELL = re.compile(rf"{_WEEKDAY}{_DAY}(?:[T ,]+(?:at )?\d{{1,2}}:\d\d.*)?", re.IGNORECASE)
_PARTIAL = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[ ,]+\d{1,2}:\d\d.*)?")
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’\-]+(?:[ ][A-Z][A-Z.'’\-]*){0,3}(?:,[ ][A-Z][\w.]+(?:[ ][A-Z][\w.]+)?)??)"
    rf"(?:,?[ ](?:{_MONTH}[ ]\d{{1,2}}|\d{{1,2}}[ ]{_MONTH})(?:,?[ ]\d{{4}})?)?"
    r"(?:[ ]?\([^()\n]{2,30}\))?[ ]*(?:--|[-–—])[ ]",
    re.IGNORECASE,
)


def place_of(text: str) -> str | None:
    """The dateline's place as it stands: ``ISLAMABAD - ...``, ``GENEVA, May 30 (AP) - ...``; None where none is."""
    for line in text[:3000].split("\n")[:12]:
        match = _DATELINE.match(line.lstrip("\ufeff \t"))
        if match and len(line) > 60 and _in_capitals(match["place"].split(",")[0]):
            return match["place"]
    return None


def date_of(text: str) -> str | None:
    """The ISO date of a line among the first that is nothing but a date; None where none is."""
    for line in text[:3000].split("\n")[:12]:
        match = _LINE.fullmatch(line.strip("\ufeff \t\r*_"))
        if match and (found := _iso(match)):
            return found
    return None


def iso_date(given: str) -> str | None:
    """A date as people and programs write it (30 May 2024, 2024-05-30T10:00Z, 30/05/2024), as ISO text.

    None where it is none, or where day and month cannot be told apart (03/04/2024).
    """
    given = given.strip()
    if _PARTIAL.fullmatch(given):
        return given
    if match := _CELL.fullmatch(given):
        return _iso(match)
    if match := _SLASHED.fullmatch(given):
        one, other, year = map(int, match.groups())
        clear = one > 12 or other > 12 or one == other
        return _day(year, min(one, other), max(one, other)) if clear else None
    try:
        return parsedate_to_datetime(given).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return None


def stated_date(given: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The ISO date of a field, and a note where there is something in it that is not understood."""
    if not given or not given.strip():
        return None, ()
    found = iso_date(given)
    return found, () if found else (f"its date {given!r} is not understood; write it as 2024-05-30",)


def _in_capitals(place: str) -> bool:
    return place.isupper() and len(place) > 3


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = (next(match[f"{part}{at}"] for at in (1, 2, 3) if match[f"y{at}"]) for part in "ymd")
    return _day(int(year), int(month) if month.isdigit() else _MONTHS[month[:3].lower()], int(day))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None

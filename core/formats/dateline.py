"""Where and when a text was written, as its first lines say: dateline, or a line that is a date."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: at
    for at, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ember|ober)?\.?"
_DATE = re.compile(
    rf"(?:date:\s*|published:?\s*|updated:?\s*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d))\.?",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’\-]+(?:[ ][A-Z][A-Z.'’\-]*){0,3}(?:,[ ][A-Z][\w.]+(?:[ ][A-Z][\w.]+)?)??)"
    rf"(?:,?[ ](?:{_MONTH}[ ]\d{{1,2}}|\d{{1,2}}[ ]{_MONTH})(?:,?[ ]\d{{4}})?)?(?:[ ]?\([^()\n]{{2,30}}\))?[ ]*(?:--|[-–—])[ ]",
    re.IGNORECASE,
)


def place_of(text: str) -> str | None:
    """The dateline's place as it stands: ``ISLAMABAD - ...``, ``GENEVA, May 30 (Reuters) - ...``; None where none is."""
    for line in text[:3000].split("\n")[:12]:
        match = _DATELINE.match(line.lstrip("\ufeff \t"))
        if match and len(line) > 60 and _in_capitals(match["place"].split(",")[0]):
            return match["place"]
    return None


def date_of(text: str) -> str | None:
    """The ISO date of a line among the first that is nothing but a date; None where none is."""
    for line in text[:3000].split("\n")[:12]:
        match = _DATE.fullmatch(line.strip("\ufeff \t\r*_"))
        if match and (found := _iso(match)):
            return found
    return None


def _in_capitals(place: str) -> bool:
    return place.isupper() and len(place) > 3


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = (next(match[f"{part}{at}"] for at in (1, 2, 3) if match[f"y{at}"]) for part in "ymd")
    try:
        return date(int(year), int(month) if month.isdigit() else _MONTHS[month[:3].lower()], int(day)).isoformat()
    except ValueError:
        return None

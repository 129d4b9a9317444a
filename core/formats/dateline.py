"""Where and when a text was written and who sent it, as its first lines say: datelines, and lines that are a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache

from quoth.core.data import load

_MONTHS = {
    name: at
    for at, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ember|ober)?\.?"
_DAY = (
    rf"(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})[-/.](?P<m3>\d\d?)[-/.](?P<d3>\d\d?))"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_KIND = (
    r"for immediate release|(?:press|news|media) (?:release|statement|note|communiqu[eé]|advisory)"
    r"|(?:joint )?(?:statement|communiqu[eé])|readout|transcript"
)
"""What kind of text it is, said in a line of its own or before the date."""
_LINE = re.compile(
    rf"(?:(?:{_KIND})(?:\s*[:,|–—-]|\s)\s*)?"
    rf"(?:(?:date|published|updated|released|posted(?:\son)?|issued(?:\son)?)?:?\s*)?{_WEEKDAY}(?:the\s+)?{_DAY}\.?"
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*\(?[a-z]{2,4}\)?)?)?",
    re.IGNORECASE,
)
_CELL = re.compile(rf"{_WEEKDAY}{_DAY}(?:[T ,]+(?:at )?\d{{1,2}}:\d\d.*)?", re.IGNORECASE)
_PARTIAL = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[ ,]+\d{1,2}:\d\d.*)?")
_WORD = r"[^\W\d_][\w.'’\-]*"
_NAME = rf"{_WORD}(?:[ ]{_WORD}){{0,3}}"
_AGENCY = r"[ ]?[(/](?P<agency{at}>[^()/\n]{{2,30}})[)/]"
_DATELINE = re.compile(
    rf"(?P<place>{_NAME}(?:,[ ]{_WORD}(?:[ ]{_WORD})?)??)(?:{_AGENCY.format(at=1)})?"
    rf"(?P<day>(?i:(?P<comma>,)?[ ]{_WEEKDAY}(?:the[ ])?"
    rf"(?:{_DAY}|(?:{_MONTH}[ ]\d{{1,2}}|\d{{1,2}}[ ]{_MONTH})(?![\w,]|[ ]\d))))?"
    rf"(?:\.?{_AGENCY.format(at=2)})?(?P<end>[ ]*(?:--|[-–—])(?=[ ])|[.:](?=[ ])|\.?$)"
)
_PIECES = re.compile(r"\s*[|•·]\s*")
_LETTERHEAD = re.compile(
    r"(?:the )?(?:(?:office|bureau|department|ministry|embassy|mission|secretariat) of|for immediate release"
    r"|news release|press (?:release|statement|office|service)|media (?:note|release))\b.{0,40}",
    re.IGNORECASE,
)
_FIRST_LINES, _LONGEST, _PROSE = 12, 300, 100


@dataclass(frozen=True, slots=True)
class Head:
    """What a line of a text's head says of it, ``place`` as it stands there; None for what it does not say."""

    place: str | None = None
    date: str | None = None
    source: str | None = None


def head_of(text: str) -> Head:
    """What the first lines say: of each the first that says it.

    ``GENEVA, May 30, 2024 (AP) - ...``, ``Lisbon, 7 February 2024`` and ``Press release | May 30, 2024`` as lines of
    their own; a date within a sentence is none of the text.
    """
    place = date = source = None
    before_prose = True
    for line in text[:3000].split("\n")[:_FIRST_LINES]:
        line = line.strip("\ufeff \t\r*_")
        date = date or _date_line(line)
        said = _dateline(line, in_capitals=not before_prose)
        place, date, source = place or said.place, date or said.date, source or said.source
        before_prose = before_prose and len(line) < _PROSE
    return Head(place, date, source)


def is_of_head(line: str) -> bool:
    """Whether a line is nothing but a dateline, a date or what kind of text it is and from which office: no title."""
    line = line.strip("\ufeff \t\r*_")
    if _LETTERHEAD.fullmatch(line) or _date_line(line):
        return True
    match = _DATELINE.fullmatch(line) if len(line) < _PROSE else None
    return bool(match and match["day"] and (_in_capitals(match["place"]) or _like_a_place(match["place"])))


def _date_line(line: str) -> str | None:
    """The date where the line, or a part of it between bars, is nothing else."""
    for piece in (line, *_PIECES.split(line)) if len(line) < _PROSE else ():
        if (match := _LINE.fullmatch(piece)) and (found := _iso(match)):
            return found
    return None


def _dateline(line: str, *, in_capitals: bool) -> Head:
    """What a dateline says, before running text or as a line of its own; nothing where it is none."""
    match = _DATELINE.match(line[:_LONGEST])
    if not match:
        return Head()
    place, day = match["place"], match["day"]
    date = _iso(match) if day and any(match[f"y{at}"] for at in (1, 2, 3)) else None
    agency = match["agency1"] or match["agency2"]
    if _in_capitals(place.split(",")[0]):
        dashed = match["end"].strip() not in ("", ".", ":")
        told = bool(date) or (len(line) > 60 and (dashed or bool(agency)))
    else:
        told = bool((date and match["comma"]) or (day and agency)) and not in_capitals
        told = told and _like_a_place(place) and (match["end"] != "." or match.end() == len(line))
    if not told:
        return Head()
    return Head(place if place.isupper() or _is_place(place) else None, date, _source(agency) if agency else None)


def _like_a_place(place: str) -> bool:
    words = place.replace(",", "").split()
    return all(
        (word[0].isupper() and word.lower() not in _words("no_place")) or word in _words("small_words")
        for word in words
    )


def _is_place(place: str) -> bool:
    """Whether it is known as a place or one word: of several words it may be somebody's name."""
    first, comma, _ = place.partition(",")
    return bool(comma) or " " not in first or first.lower() in _known_places()


def _source(agency: str) -> str | None:
    words = agency.strip().split()
    if not words or not words[0][0].isupper() or agency.lower() in _known_places() or len(agency) < 2:
        return None
    return None if any(word.lower().strip(".") in _words("no_agency") for word in words) else " ".join(words)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load("datelines.json")[kind].split())


@cache
def _known_places() -> frozenset[str]:
    """Countries, their capitals and regions, in small letters."""
    table = load("places.json")
    countries = table["countries"]
    named = (name for country in countries.values() for key in ("capitals", "aliases") for name in country.get(key, ()))
    return frozenset(name.lower() for name in (*countries, *named, *table["regions"]))


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

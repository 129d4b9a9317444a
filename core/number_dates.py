"""Dates: days, months, years, decades, fiscal years, spans of them, and those told from the day of writing.

Values are ISO text with X for what is not said: 2024-05-30, XXXX-01, 194X. A date told from the day of writing
("last month", "Thursday") is worked out when the document's date is known and has no value otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from quoth.core.number_lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text: its offsets, its value and, for a span of time, the last day of it."""

    start: int
    end: int
    value: str | None
    value_max: str | None = None


_YEAR = r"(?:1[0-9]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_SEASON = r"spring|summer|autumn|winter|fall"
_EDGE = r"(?![\w%]|[-,.:/]\d)"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = lexicon()
    month = r"(?:" + "|".join(sorted(words.months, key=len, reverse=True)) + r")\b\.?"
    weekday = r"(?:(?:" + "|".join(words.weekdays) + r"),?\s+)?"
    number = "|".join(sorted((*words.ordinals, *words.cardinals), key=len, reverse=True))
    day = rf"(?:{_DAY}(?:st|nd|rd|th)?\b|(?:the\s+)?(?:{number})\b(?:-(?:{number})\b)?)"
    year = rf"(?:,?\s*(?:of\s+|in\s+)?(?P<y>{_YEAR})(?!\d|,\d)|\s+(?:of\s+|['’])(?P<yy>\d\d)\b|,?\s+(?P<yw>(?:twenty|nineteen|eighteen|seventeen|two)\s(?:hundred|thousand)?(?:[\s-](?:{number})\b){{0,2}}))"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            # May 30, 2024; May 30-June 2, 2024; Tuesday, March 7
            rf"{weekday}(?P<m>{month})\s*[/-]?\s*(?P<d>{day})(?:\s*(?:[-–—]|to|through|till|until)\s*(?:(?P<m2>{month})\s*)?(?P<d2>{day})"
            rf"(?!\s*(?:{month}|percent|million|billion)))?{year}?{_EDGE}",
            # 30 May 2024; the 6th of April; the night of 6-7 May
            rf"(?:the\s+)?{weekday}(?P<d>{day})(?:\s*(?:[-–—]|to)\s*(?P<d2>{day}))?\s+(?:of\s+)?(?P<m>{month}){year}?{_EDGE}",
            # May 2024; June of 1992; January; March-April 2016
            rf"(?P<m>{month})(?:\s*(?:[-–—/]|to|through)\s*(?P<m2>{month}))?{year}?{_EDGE}",
            # 2024-05-30, 20240530, 2019-aug-1
            rf"(?P<y>{_YEAR})(?P<sep>[-/.]?)(?P<mm>0[1-9]|1[0-2])(?P=sep)(?P<dd>0[1-9]|[12]\d|3[01]){_EDGE}",
            rf"(?P<y>{_YEAR})-(?P<m>{month})-(?P<dd>{_DAY}){_EDGE}",
            # 5/30/2024, 5/30; 30.5.2024
            rf"{weekday}(?P<a>{_DAY})(?P<sep>[/.-])(?P<b>{_DAY})(?:(?P=sep)(?P<y>{_YEAR}|\d\d))?{_EDGE}",
        )
    )


_DECADE = re.compile(
    r"(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?(?:(?P<c>1[0-9]|20)?(?P<t>\d)0['’]?\s?s|['’](?P<u>\d)0s)\b(?!\s*old)",
    re.IGNORECASE,
)
_DECADE_WORDS = dict(
    zip(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"],
        range(2, 10),
        strict=True,
    )
)
_QUARTER = re.compile(
    rf"(?:(?P<y>{_YEAR})[\s-]*(?:[qh][1-4])|[qh][1-4](?:[\s-]*|\s+(?:of|in)\s+)(?P<z>{_YEAR})"
    rf"|(?:the\s+)?(?:first|second|third|fourth|last|1st|2nd|3rd|4th)[\s-](?:quarter|half|week)\s+of\s+(?:(?P<w>{_YEAR})|the\s+(?:fiscal\s+)?year)){_EDGE}",
    re.IGNORECASE,
)
_FISCAL = re.compile(
    rf"(?:(?:(?:fiscal|financial|calendar)\s+)?years?\s+(?P<y>{_YEAR})|FY\s?(?P<f>{_YEAR}|\d\d)|(?:fiscal|financial)\s+(?P<g>{_YEAR}))"
    rf"(?:\s?[-–/]\s?(?P<y2>{_YEAR}|\d\d))?{_EDGE}",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?P<y>{_YEAR})(?:\s?[-–—~/]\s?(?P<y2>{_YEAR}|\d\d)|\s+(?:to|through|till|until|and)\s+(?P<y3>{_YEAR}))?{_EDGE}"
)
_SEASONS = re.compile(rf"(?:{_SEASON})(?:\s+of)?\s+(?P<y>{_YEAR}){_EDGE}", re.IGNORECASE)
_RELATIVE = re.compile(
    rf"(?:(?:earlier|later|late|early)\s+)?(?P<r>this|last|next|previous|past|current|coming|following|the\s+same|same)\s+"
    rf"(?P<u>week|weekend|month|year|quarter|decade|century|{_SEASON}|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b(?![-’'])"
    rf"|(?:the\s+)?(?:end|middle|beginning|start)\s+of\s+(?:the\s+)?(?:(?P<e>week|month|year)\b|(?P<ey>{_YEAR}){_EDGE})"
    rf"|(?:earlier|later)\s+(?:in\s+the|this)\s+(?P<l>week|month|year)\b"
    rf"|(?:mid|early|late)[\s-](?P<my>{_YEAR}){_EDGE}"
    r"|(?P<d>yesterday|today|tomorrow|tonight)\b(?!['’]s)|(?P<w>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b(?!s|['’]s\b)",
    re.IGNORECASE,
)
_SHIFT = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}


def find_date(text: str, start: int, end: int, today: date | None) -> Dated | None:
    """The date that begins exactly at an offset and ends by ``end``, if there is one."""
    first = text[start]
    if first.isdigit():
        for pattern in _patterns()[1:2] + _patterns()[3:]:
            found = pattern.match(text, start, end)
            if found and (made := _calendar(found)):
                return made
        return _decade(text, start, end) or _quarter(text, start, end)
    for pattern in _patterns()[:3]:
        found = pattern.match(text, start, end)
        if found and (made := _calendar(found)):
            return made
    return (
        _fiscal(text, start, end)
        or _quarter(text, start, end)
        or _decade(text, start, end)
        or _season(text, start, end)
        or _told(text, start, end, today)
    )


def find_years(text: str, start: int, end: int) -> Dated | None:
    """A bare year or a span of years: 1984, 2014-2018, 2014 to 2018, 2009-10."""
    found = _YEARS.match(text, start, end)
    if not found:
        return None
    first = found["y"]
    last = found["y2"] or found["y3"]
    if last and len(last) == 2:
        last = first[:2] + last
    if last and int(last) < int(first):
        return Dated(start, start + 4, first)
    return Dated(start, found.end(), first, last)


def _calendar(found: re.Match[str]) -> Dated | None:
    groups = found.groupdict()
    year = _year(groups)
    if groups.get("a"):
        return _numeric(found, groups)
    month = _month(groups["m"]) if groups.get("m") else int(groups["mm"])
    day = _day(groups.get("d") or groups.get("dd"))
    if day is not None and not 1 <= day <= 31:
        return None
    value = _iso(year, month, day)
    last = None
    if groups.get("d2") or groups.get("m2"):
        last_month = _month(groups["m2"]) if groups.get("m2") else month
        last = _iso(year, last_month, _day(groups.get("d2")))
    return Dated(found.start(), _without_dot(found), value, last)


def _without_dot(found: re.Match[str]) -> int:
    """A full stop belongs to an abbreviated month only ("Jan. 5"), never to a month that ends the match."""
    return found.end() - found.group().endswith(".")


def _numeric(found: re.Match[str], groups: dict[str, str | None]) -> Dated | None:
    """5/30/2024 in the American order, 30/5/2024 and 30.5.2024 where only that is possible."""
    a, b, year = int(groups["a"] or 0), int(groups["b"] or 0), groups["y"]
    if year is None and (groups["sep"] != "/" or a > 12 or (a, b) in ((9, 11), (24, 7), (7, 7))):
        return None
    month, day = (a, b) if a <= 12 else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if (
        year is None
        and not re.search(
            r"(?:\bon|\bfrom|\bto|\bby|day|\bbetween|\band|\bsince|\buntil|\bafter|\bbefore)\s+$|^\s*$",
            found.string[max(0, found.start() - 10) : found.start()],
        )
        and not found.group()[0].isalpha()
    ):
        return None
    return Dated(found.start(), found.end(), _iso(_full(year), month, day))


def _year(groups: dict[str, str | None]) -> str | None:
    if groups.get("yw"):
        return _spelled_year(str(groups["yw"]))
    return groups.get("y") or _full(groups.get("yy"))


def _full(year: str | None) -> str | None:
    if year is None or len(year) == 4:
        return year
    return ("20" if int(year) < 50 else "19") + year


def _spelled_year(said: str) -> str | None:
    words = lexicon()
    parts = re.split(r"[\s-]+", said.lower())
    value = 0
    for part in parts:
        if part in ("hundred", "thousand"):
            value *= 100 if part == "hundred" else 1000
        else:
            number = words.cardinals.get(part, 0)
            value = value * 100 + number if 10 <= value < 100 and number >= 10 else value + number
    return str(value) if 1000 <= value < 2100 else None


def _month(name: str | None) -> int:
    return lexicon().months[str(name).lower().rstrip(".")]


def _day(said: str | None) -> int | None:
    if said is None:
        return None
    digits = re.match(r"\d+", said)
    if digits:
        return int(digits.group())
    words = lexicon()
    return sum(words.ordinals.get(w, words.cardinals.get(w, 0)) for w in re.split(r"[\s-]+", said.lower()))


def _iso(year: str | None, month: int | None, day: int | None) -> str:
    return "-".join([year or "XXXX", *([f"{month:02}"] if month else []), *([f"{day:02}"] if day else [])])


def _decade(text: str, start: int, end: int) -> Dated | None:
    found = _DECADE.match(text, start, end)
    if found:
        ten = found["t"] or found["u"]
        bare = found["c"] is None and found["u"] is None
        if bare and not re.search(
            r"\bthe\s+(?:(?:early|mid|late)[\s-]+)?$|\bin\s+$",
            text[max(0, start - 16) : start] + text[start : found.start("t")],
        ):
            return None
        century = found["c"] or ("20" if ten in "012" else "19")
        return Dated(start, found.end(), f"{century}{ten}X")
    words = re.compile(r"[a-z]+", re.IGNORECASE).match(text, start, end)
    ten_word = _DECADE_WORDS.get(words.group().lower()) if words else None
    if (
        words
        and ten_word
        and re.search(r"\bthe\s+(?:(?:early|mid|late)[\s-]+)?$", text[max(0, start - 16) : start].lower())
    ):
        return Dated(start, words.end(), f"19{ten_word}X")
    return None


def _quarter(text: str, start: int, end: int) -> Dated | None:
    found = _QUARTER.match(text, start, end)
    return Dated(start, found.end(), found["y"] or found["z"] or found["w"]) if found else None


def _fiscal(text: str, start: int, end: int) -> Dated | None:
    found = _FISCAL.match(text, start, end)
    if not found:
        return None
    first = str(_full(found["y"] or found["f"] or found["g"]))
    last = found["y2"]
    return Dated(start, found.end(), first, first[:2] + last[-2:] if last else None)


def _season(text: str, start: int, end: int) -> Dated | None:
    found = _SEASONS.match(text, start, end)
    return Dated(start, found.end(), found["y"]) if found else None


def _told(text: str, start: int, end: int, today: date | None) -> Dated | None:
    """Dates told from the day of writing."""
    found = _RELATIVE.match(text, start, end)
    if not found:
        return None
    fixed = found["ey"] or found["my"]
    if fixed or today is None:
        return Dated(start, found.end(), fixed)
    if found["d"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(found["d"].lower(), 0)
        return Dated(start, found.end(), _moved(today, shift))
    unit = (found["u"] or found["e"] or found["l"] or "").lower()
    shift = _SHIFT.get((found["r"] or "").lower(), 0)
    if unit == "month":
        month = today.year * 12 + today.month - 1 + shift
        return Dated(start, found.end(), f"{month // 12:04}-{month % 12 + 1:02}")
    if unit == "year":
        return Dated(start, found.end(), f"{today.year + shift:04}")
    day = (found["w"] or (unit if unit.endswith("day") else "")).lower()
    if day:
        return Dated(start, found.end(), _weekday(today, lexicon().weekdays[day], shift))
    return Dated(start, found.end(), None)


def _moved(today: date, days: int) -> str | None:
    try:
        return (today + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _weekday(today: date, day: int, shift: int) -> str | None:
    """The last such day up to the day of writing, or the next one for "next"."""
    back = (today.isoweekday() - day) % 7
    return _moved(today, 7 - back if shift > 0 else -back or (-7 if shift < 0 else 0))


def parse_day(iso: str | None) -> date | None:
    """A document's date as a day, None unless the whole day is known."""
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None

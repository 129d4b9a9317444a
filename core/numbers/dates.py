"""Dates of the calendar: days, months, years, decades, quarters and fiscal years.

Values are ISO text with X for what is not said: 2024-05-30, XXXX-01, XXXX-XX-27, 194X.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from quoth.core.numbers.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text: its offsets, its value and, for a span of time, the last day, month or year of it."""

    start: int
    end: int
    value: str | None
    value_max: str | None = None


YEAR = r"(?:1[0-9]|20)\d\d"
EDGE = r"(?![\w%]|[-,.:/]\d)"
SEASON = r"(?:spring|summer|autumn|winter|fall)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_CLOCK = r"(?:T\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
_DASH = r"[-–—]"
# a second day after "and" must not be a number of things: "on May 5 and 10 people"
_DAY_ENDS = rf"(?=\s*(?:[,.;:)]|$|respectively\b|in\b|at\b|for\b|to\b|by\b|of\b|{YEAR}))"
TENS = {
    word: ten
    for ten, word in enumerate(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], 2
    )
}


@cache
def _words() -> re.Pattern[str]:
    """Dates that begin with the name of a month or of a weekday, "the" or a spelled day."""
    return _compiled(_month_first(), _day_first(), rf"{_weekday()}{_numbers()}", _month_alone())


@cache
def _digits() -> re.Pattern[str]:
    """Dates that begin with digits."""
    month = _month()
    return _compiled(
        _day_first(),
        rf"(?P<y>{YEAR})(?P<sep>[-/.]?)(?P<mm>0[1-9]|1[0-2])(?P=sep)(?P<dd>0[1-9]|[12]\d|3[01]){_CLOCK}",
        rf"(?P<y>{YEAR})-(?P<m>{month})-(?P<d>{_DAY})",
        _numbers(),
    )


def _compiled(*forms: str) -> re.Pattern[str]:
    """One pattern of several forms; a group of a form gets the form's number at its name's end."""
    numbered = [re.sub(r"\(\?P(<|=)(\w+)", rf"(?P\1\g<2>_{n}", form) for n, form in enumerate(forms)]
    return re.compile("(?:" + "|".join(numbered) + ")" + EDGE, re.IGNORECASE)


def _month() -> str:
    return "(?:" + "|".join(sorted(lexicon().months, key=len, reverse=True)) + r")\b\.?"


def _weekday() -> str:
    return "(?:" + "|".join(sorted(lexicon().weekdays, key=len, reverse=True)) + r")\b\.?,?\s+"


def _spelled() -> str:
    words = lexicon()
    return "(?:" + "|".join(sorted((*words.ordinals, *words.cardinals), key=len, reverse=True)) + ")"


def _day_said() -> str:
    spelled = rf"(?:the\s+)?{_spelled()}\b(?:-{_spelled()}\b)?(?!\s+(?:hundred|thousand|million)\b)"
    return rf"(?:{_DAY}(?:st|nd|rd|th)?\b|{spelled})"


def _year_said() -> str:
    """The year after a day or a month, if one follows: in digits, cut to two of them, or in words."""
    word = rf"(?:[\s-]?(?:{_spelled()})\b)"
    spelled = rf"(?:twenty|nineteen|eighteen|seventeen|two)\s(?:(?:hundred|thousand)\b)?{word}{{0,2}}(?=\W|$)"
    digits = rf",?\s*(?:of\s+|in\s+)?(?P<y>{YEAR})(?!\d|,\d)"
    return rf"(?:{digits}|\s+(?:of\s+|['’])(?P<yy>\d\d)\b|,?\s+(?P<yw>{spelled}))?"


def _month_first() -> str:
    """May 30, 2024; May 30-June 2, 2024; March 4 and 5; Tuesday, March 7."""
    day, month = _day_said(), _month()
    until = rf"\s*(?:{_DASH}|to|through|till|until)\s*(?:(?P<m2>{month})\s*)?(?P<d2>{day})"
    until += rf"(?!\s*(?:{month}|percent|million|billion))"
    listed = rf"\s*(?:,|and|&)\s*(?P<d3>{_DAY}(?:st|nd|rd|th)?)\b{_DAY_ENDS}"
    return rf"(?:{_weekday()})?(?P<m>{month})\s*[/-]?\s*(?P<d>{day})(?:{until}|{listed})?{_year_said()}"


def _day_first() -> str:
    """30 May 2024; the 6th of April; 6-7 May."""
    day = _day_said()
    until = rf"(?:\s*(?:{_DASH}|to|and)\s*(?P<d2>{day}))?"
    return rf"(?:the\s+)?(?:{_weekday()})?(?P<d>{day}){until}\s+(?:of\s+)?(?P<m>{_month()}){_year_said()}"


def _month_alone() -> str:
    """May 2024; June of 1992; January; March-April 2016."""
    month = _month()
    return rf"(?P<m>{month})(?:\s*(?:{_DASH}|/|to|through)\s*(?P<m2>{month})(?!\s*\d{{1,2}}\b))?{_year_said()}"


def _numbers() -> str:
    """5/30/2024; 5/30; 30.5.2024."""
    return rf"(?P<a>{_DAY})(?P<sep>[/.-])(?P<b>{_DAY})(?:(?P=sep)(?P<y>{YEAR}|\d\d))?"


_DECADE = re.compile(
    r"(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?"
    r"(?:(?P<c>1[0-9]|20)?(?P<t>\d)0['’]?\s?s|['’](?P<u>\d)0s|(?P<w>[a-z]+ies))\b(?!\s*old)",
    re.IGNORECASE,
)
_WEATHER = re.compile(r"\b(?:highs?|lows?|temperatures?)\s+(?:in|of|around)\s+(?:the\s+)?(?:\w+[\s-])?$", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"['’](\d\d)(?![\w'’])")
_AFTER_SHORT = re.compile(r"\b(?:in|of|since|from|until|before|after|by)\s+$", re.IGNORECASE)
_QUARTER = re.compile(
    rf"(?:(?P<y>{YEAR})[\s-]*[qh][1-4]|[qh][1-4](?:[\s-]*|\s+(?:of|in)\s+)(?P<z>{YEAR})"
    rf"|(?:the\s+)?(?:first|second|third|fourth|last|1st|2nd|3rd|4th)[\s-](?:quarter|half|week)\s+of\s+"
    rf"(?:(?:{_DASH}|\w+\s)?(?P<w>{YEAR})|the\s+(?:fiscal\s+)?year)){EDGE}",
    re.IGNORECASE,
)
_FISCAL = re.compile(
    rf"(?:(?:(?:fiscal|financial|calendar)\s+)?years?\s+(?P<y>{YEAR})|FY\s?(?P<f>{YEAR}|\d\d)|(?:fiscal|financial)\s+(?P<g>{YEAR})"
    rf"|(?:mid|early|late)[\s-](?P<p>{YEAR})|{SEASON}(?:\s+of)?\s+(?P<s>{YEAR})"
    rf"|(?:the\s+)?(?:end|middle|beginning|start)\s+of\s+(?P<e>{YEAR}))(?:\s?[-–/]\s?(?P<y2>{YEAR}|\d\d))?{EDGE}",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?P<y>{YEAR})(?:\s?[-–—~/]\s?(?P<y2>{YEAR})|[-–/](?P<yy>\d\d)|\s+(?:to|through|till|until)\s+(?P<y3>{YEAR}))?{EDGE}"
)
_AFTER_ON = re.compile(
    r"(?:\b(?:on|from|to|by|between|since|until|after|before|through)\s+|\bday,?\s+)$", re.IGNORECASE
)


def calendar_date(text: str, start: int, end: int) -> Dated | None:
    """The date that begins exactly at an offset and ends by ``end``, if there is one."""
    pattern = _digits() if text[start].isdigit() else _words()
    found = pattern.match(text, start, end)
    made = _made(found) if found else None
    return made or _decade(text, start, end) or _part_of_year(text, start, end) or _short_year(text, start, end)


def find_years(text: str, start: int, end: int) -> Dated | None:
    """A bare year or a span of years: 1984, 2014-2018, 2014 to 2018, 2009-10."""
    found = _YEARS.match(text, start, end)
    if not found:
        return None
    first = found["y"]
    last = found["y2"] or found["y3"] or (first[:2] + found["yy"] if found["yy"] else None)
    if last is None:
        return Dated(start, found.end(), first)
    if not int(first) < int(last) or (found["yy"] and int(last) - int(first) > 15):
        return None if found["yy"] or found["y2"] else Dated(start, start + 4, first)
    return Dated(start, found.end(), first, last)


def _made(found: re.Match[str]) -> Dated | None:
    said = {name.rpartition("_")[0]: value for name, value in found.groupdict().items() if value is not None}
    if "a" in said:
        return _numeric(found, said)
    year = said.get("y") or _full(said.get("yy")) or _spelled_year(said.get("yw"))
    if "yw" in said and year is None:
        return None
    month = _month_number(said["m"]) if "m" in said else int(said["mm"])
    day, last_day = (_day_number(said.get(name)) for name in ("d", "d2"))
    day = day or _day_number(said.get("dd"))
    last_day = last_day or _day_number(said.get("d3"))
    if (day or 1) > 31 or (last_day or 1) > 31:
        return None
    last = None
    if last_day or "m2" in said:
        last = _iso(year, _month_number(said["m2"]) if "m2" in said else month, last_day)
    return Dated(found.start(), found.end() - found.group().endswith("."), _iso(year, month, day), last)


def _numeric(found: re.Match[str], said: dict[str, str]) -> Dated | None:
    """5/30/2024 in the American order, 30/5/2024 where only that is possible; without a year only after "on" and the like."""
    a, b, year = int(said["a"]), int(said["b"]), said.get("y")
    month, day = (a, b) if a <= 12 else (b, a)
    if month > 12 or (year is None and (said["sep"] != "/" or (a, b) == (9, 11))):
        return None
    weekday = found.group()[0].isalpha()
    if year is None and not weekday and not _AFTER_ON.search(found.string, max(0, found.start() - 12), found.start()):
        return None
    return Dated(found.start(), found.end(), _iso(_full(year), month, day))


def _full(year: str | None) -> str | None:
    if year is None or len(year) == 4:
        return year
    return ("20" if int(year) < 50 else "19") + year


def _spelled_year(said: str | None) -> str | None:
    """Nineteen hundred ninety three, nineteen seventy two, two thousand."""
    value = 0
    for part in re.split(r"[\s-]+", (said or "").lower()):
        if part in ("hundred", "thousand"):
            value *= 100 if part == "hundred" else 1000
        else:
            number = lexicon().cardinals.get(part, 0)
            value = value * 100 + number if 10 <= value < 100 and number >= 10 else value + number
    return str(value) if 1000 <= value < 2100 else None


def _month_number(name: str) -> int:
    return lexicon().months[name.lower().rstrip(".")]


def _day_number(said: str | None) -> int | None:
    if said is None:
        return None
    digits = re.match(r"\d+", said)
    if digits:
        return int(digits.group())
    words = lexicon()
    return sum(words.ordinals.get(word, words.cardinals.get(word, 0)) for word in re.split(r"[\s-]+", said.lower()))


def _iso(year: str | None, month: int, day: int | None) -> str:
    return f"{year or 'XXXX'}-{month:02}" + (f"-{day:02}" if day else "")


def _decade(text: str, start: int, end: int) -> Dated | None:
    """The 1980s, the 1800s, '90s, the nineties; "his 60s" is an age, "highs in the 80s" is the weather."""
    found = _DECADE.match(text, start, end)
    if not found:
        return None
    ten = found["t"] or found["u"] or TENS.get((found["w"] or "").lower())
    before = text[max(0, start - 16) : found.end()].lower()
    if ten is None or (
        found["c"] is None
        and found["u"] is None
        and not re.search(r"\bthe\s+(?:(?:early|mid|late)[\s-]+)?\w+$", before)
    ):
        return None
    if found["c"] is None and _WEATHER.search(text, max(0, start - 32), start):
        return None
    if found["c"] and found["c"] != "20" and ten == "0":
        return Dated(start, found.end(), f"{found['c']}XX")
    century = found["c"] or ("20" if str(ten) in "012" and found["w"] is None else "19")
    return Dated(start, found.end(), f"{century}{ten}X")


def _short_year(text: str, start: int, end: int) -> Dated | None:
    """The class of '92, in '08."""
    found = _SHORT_YEAR.match(text, start, end)
    if not found or not _AFTER_SHORT.search(text, max(0, start - 12), start):
        return None
    return Dated(start, found.end(), _full(found[1]))


def _part_of_year(text: str, start: int, end: int) -> Dated | None:
    """Fiscal year 2025, FY26, mid-2019, summer 2012, the end of 2008; Q1 2019, the first quarter of 2013."""
    found = _QUARTER.match(text, start, end)
    if found:
        return Dated(start, found.end(), found["y"] or found["z"] or found["w"])
    found = _FISCAL.match(text, start, end)
    if not found:
        return None
    first = str(_full(next(found[name] for name in "yfgpse" if found[name])))
    return Dated(start, found.end(), first, first[:2] + found["y2"][-2:] if found["y2"] else None)

"""Dates in a sentence: where one begins, how far a span of time runs, which bare four digits are a year.

Dates told from the day of writing (yesterday, last month, two days before Tuesday) are figures only where that day is
known; of these, seasons, quarters and centuries have no value.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

from quoth.core.numbers.dates import SEASON, Dated, calendar_date, find_years
from quoth.core.numbers.figure import Figure
from quoth.core.numbers.lexicon import lexicon, word_set
from quoth.core.numbers.pieces import Line

_ERAS = {"AD": "", "CE": "", "BC": "-", "BCE": "-"}
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
_LINKS = ("-", "to", "through", "till", "until", "and")


def date_at(line: Line, at: int, today: date | None) -> tuple[Dated, int] | None:
    """The date that begins at a piece, with the span it opens ("from May 5 to June 7"), and the piece after it."""
    first = _single(line, at, today)
    if first is None:
        return None
    after = line.at_offset(at, first.end)
    link = line.low(after)
    if link not in _LINKS or first.value_max is not None or not _opens(line, at, link):
        return first, after
    start = after + 1 + (line.low(after + 1) == "the")
    second = _single(line, start, today) or (
        _year_at(line, start) if first.value and "X" not in first.value[:4] else None
    )
    if second is None or second.value_max is not None or not second.value or not first.value:
        return first, after
    return Dated(first.start, second.end, first.value, second.value), line.at_offset(start, second.end)


def _opens(line: Line, at: int, link: str) -> bool:
    """Whether the words before a date and the link after it make a span of time."""
    before = [line.low(at - 1), line.low(at - 2)]
    return "between" in before if link == "and" else link in ("-", "through", "till", "until") or "from" in before


def _single(line: Line, at: int, today: date | None) -> Dated | None:
    if not 0 <= at < line.size:
        return None
    piece = line.pieces[at]
    words = lexicon()
    if piece.kind == "d":
        behind = line.low(at - 1) if line.glued(at) else ""
        if len(piece.low) > 10 or (line.glued(at) and line.kind(at - 1) == "w") or behind in ("$", "€", "£", ".", "/"):
            return None
    elif piece.low in words.cardinals or piece.low in words.ordinals:
        if not any(line.low(at + n) in words.months for n in range(1, 5)):
            return None
    elif not (piece.low in words.months or piece.low in words.weekdays or piece.low in word_set("date_starts")):
        return None
    if piece.low in word_set("not_month_names") and not _is_month(line, at):
        return None
    dated = calendar_date(line.text, piece.start, line.end)
    each = line.low(at - 1) in words.ordinals or line.low(at - 1) in ("every", "each")
    if dated is None and today is not None and not (each and piece.low in words.weekdays):
        return relative_date(line.text, piece.start, line.end, today)
    return dated


def _is_month(line: Line, at: int) -> bool:
    """Whether "May" or "March" is the month: with a capital, and with a day, a year or a word of time at it."""
    if not line.capital(at):
        return line.kind(at + 1) == "d" and line.kind(at - 1) != "w"
    if line.low(at) in lexicon().weekdays or (line.low(at + 1) == "." and line.kind(at + 2) == "d"):
        return True
    if line.kind(at + 1) == "d" or line.kind(at - 1) == "d":
        return True
    if line.low(at + 1) in ("of", "and", "to", "-") and line.low(at + 2) in lexicon().months:
        return True
    return line.low(at - 1) in word_set("may_words") and line.low(at + 1) not in ("'", "’")


def year_of(line: Line, figure: Figure) -> tuple[Dated, int] | None:
    """The year, or span of years, that a bare count is: in 1984, the 2016 elections; not 1846 persons."""
    at = figure.first
    era = _ERAS.get(line.raw(figure.last))
    if era is not None and figure.kind == "count" and line.low(at).isdecimal():
        return Dated(
            line.pieces[at].start, line.pieces[figure.last].end, f"{era}{int(line.low(at)):04}"
        ), figure.last + 1
    if figure.kind != "count" or len(line.low(at)) != 4 or not line.low(at).isdigit():
        return None
    dated = _year_at(line, at)
    if dated is None:
        return None
    after = line.at_offset(at, dated.end)
    if dated.value_max is None and line.low(after) in _LINKS and _opens(line, at, line.low(after)):
        last = _single(line, after + 1, None) or _year_at(line, after + 1)
        if last is not None and last.value_max is None:
            return Dated(dated.start, last.end, dated.value, last.value), line.at_offset(after, last.end)
    if dated.value_max is None and not _is_year(line, at, after):
        return None
    return dated, after


def _year_at(line: Line, at: int) -> Dated | None:
    if line.kind(at) != "d":
        return None
    return find_years(line.text, line.pieces[at].start, line.end)


def _is_year(line: Line, at: int, after: int) -> bool:
    year = int(line.low(at))
    following, before, prior = line.tag_from(after), line.tag_before(at), line.low(at - 1)
    plural = following in ("NNS", "NNPS") and not (prior == "," and line.tag_before(at - 1).startswith("NNP"))
    if prior in word_set("year_only"):
        return not plural or year % 100 > 0
    recent = 1500 <= year <= 2100 and not (plural and (year % 100 == 0 or year < 1900))
    if prior in word_set("year_prepositions") or before in ("DT", "PRP$", "POS"):
        return recent
    if plural or (before in ("VB", "VBD", "VBP", "VBZ") and following.startswith(("NN", "JJ"))):
        return False
    if prior == "over" and line.low(at - 2) in word_set("growth"):  # a 12 percent increase over 2022
        return recent
    hedged = lexicon().qualifiers.before(line.pieces, at) is not None
    return 1800 <= year <= 2100 and not (hedged or (prior == "and" and year < 1900))


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

"""What only looks like a figure (clock times, telephone numbers, "one", "first"), and ages told without a unit."""

from __future__ import annotations

import re
from fractions import Fraction

from quoth.core.numbers.dates import TENS
from quoth.core.numbers.figure import Figure
from quoth.core.numbers.lexicon import lexicon, word_set
from quoth.core.numbers.pieces import Line

_ADDRESS = re.compile(r"(?<!\S)\S{0,200}?(?:://|www\.|@)\S*")
_CLOCK = re.compile(
    r"""\d{1,2}(?::\d\d){1,2}(?:\s*[ap]\.?\s?m\b\.?)?(?!\d)
      | \d{1,2}(?:\.\d\d)?\s*(?:[-–]\s*\d{1,2}(?:[:.]\d\d)?\s*)?[ap]\.?\s?m\b\.?(?!\s?\d)
      | \d{1,2}(?:\s?[-–]\s?\d{1,2})?\s?(?:o['’]clock\b|(?-i:UTC|GMT|E[SD]?T|P[SD]?T|CES?T|BST|IST|PKT)\b)
      | 12\s(?:noon|midnight)\b
      | [0-2]\d[0-5]\d\s?(?:(?-i:UTC|GMT|E[SD]T|Z)\b|local\stime)
      | (?<=\bat\s)[0-2]\d[0-5]\d\s?(?:hours|hrs)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PHONE = re.compile(
    r"""\+\d[\d\s().-]{6,20}\d
      | \d{0,2}[\s.-]?\(\d{3}\)\s?\d{3}[\s.-]\d{4}\b
      | (?:\d[\s.-])?\d{3}[.-]\d{3}[.-]\d{4}\b | \d{3}-\d{2}-\d{4}\b | \d{3}-\d{4}\b
      | \d{1,9}-\d{1,9}-\d{1,9}(?:-\d{1,9})*\b | \d{1,9}(?:\.\d{1,9}){3,} | \d{1,2}(?:\.\d{1,2}){2,}(?!\d)""",
    re.VERBOSE,
)
_AGED = ("age", "aged", "ages")
_BOUNDS = ("under", "over", "above", "below", "between")
_LIST = re.compile(r"\(?\d{1,3}(?:\.\d{1,2})*[.)](?=\s|$)")


def addresses(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are web or mail addresses."""
    if "@" not in text and "://" not in text and "www." not in text:
        return []
    return [found.span() for found in _ADDRESS.finditer(text)]


def skipped(line: Line, at: int) -> int:
    """The piece after a clock time, telephone number, list number or set phrase that begins here; 0 if none does."""
    piece = line.pieces[at]
    if piece.kind == "w":
        found = lexicon().set_phrases.after(line.pieces, at)
        if found is not None:
            return found[1]
        return at + 3 if line.low(at + 1) == "o" and line.low(at + 3) == "clock" else 0
    for pattern in (_CLOCK, _PHONE) if piece.kind == "d" else (_PHONE,):
        matched = pattern.match(line.text, piece.start, line.end)
        if matched:
            return line.at_offset(at, matched.end())
    if at <= 1 and piece.kind == "d":
        matched = _LIST.match(line.text, line.pieces[0].start, line.end)
        if matched and matched.end() > piece.start and line.size > at + 1:
            return line.at_offset(at, matched.end())
    return 0


def is_pronoun(line: Line, figure: Figure) -> bool:
    """Whether "one" stands for a thing or a person and counts nothing."""
    if figure.last - figure.first != 1 or line.low(figure.first) != "one":
        return False
    before, after = line.low(figure.first - 1), line.tag_from(figure.last)
    if line.hyphen(figure.last):
        return False
    if after in ("NNS", "VBZ") and not line.tag_from(figure.last + 1).startswith(("NN", "JJ")):  # as one hopes
        return True
    if line.low(figure.last) in ("more", "day"):  # as a duration, "one day" was found before
        return True
    if line.low(figure.last) == "of" and before != "but":
        return True
    if before in word_set("not_one_after"):
        return before not in ("that", "any", "next", "last") or not after.startswith(("NN", "JJ"))
    if line.low(figure.last) in ("was", "were", "died") and (before in (",", ";", "and", "but", "least") or not before):
        return False
    if before == "but" and line.low(figure.first - 2) == "all":
        return False
    return not after.startswith(("NN", "JJ", "CD"))


def is_adverb(line: Line, figure: Figure) -> bool:
    """Whether "first", "second" or "third" orders the telling and not things: "we first met", "And, third, ..."."""
    if figure.last - figure.first != 1 or line.kind(figure.first) == "d" or figure.value not in (1, 2, 3):
        return False
    low, before, after = line.low(figure.first - 1), line.tag_before(figure.first), line.tag_from(figure.last)
    if after == "VB":  # let's first begin
        return True
    if low in word_set("possessives") or before in ("POS", "DT", "PRP$", "CD", "JJ"):
        return line.low(figure.first) == "second" and low == "a" and not after.startswith(("NN", "JJ", "VB", "CD"))
    if line.hyphen(figure.last):
        return low in (",", "")
    return not after.startswith(("NN", "JJ", "CD"))


def is_share(line: Line, figure: Figure) -> bool:
    """Whether "half" is a fraction: "half of", "half the"; not "the second half", not a bare "quarter"."""
    first = figure.first
    if line.low(first) not in ("half", "quarter"):
        return True
    if line.low(first) == "quarter" or line.low(first - 1) in word_set("shares_not") or line.tag_before(first) == "CD":
        return False
    if line.hyphen(figure.last):
        return False
    after = line.tag_from(figure.last)
    return line.low(figure.last) in word_set("shares_of") or after.startswith(("NN", "VB", "JJ", "PRP", "DT", "IN"))


def tens_of_age(line: Line, at: int) -> Figure | None:
    """An age told by its ten: in his late [40s], in her [thirties], in their early [20s]."""
    digits = line.low(at + 1) == "s" and line.glued(at + 1) and len(line.low(at)) == 2 and line.low(at)[1] == "0"
    ten = int(line.low(at)[0]) if digits and line.low(at).isdecimal() else TENS.get(line.low(at), 0)
    if ten < 2:
        return None
    whose = at - 1
    while at - whose < 4 and line.low(whose) in ("early", "mid", "late", "-", "to"):
        whose -= 1
    if line.low(whose) not in ("his", "her", "their", "my", "our", "your"):
        return None
    return Figure(at, at + 1 + digits, "age", Fraction(10 * ten), Fraction(10 * ten + 9), "year")


def is_age(line: Line, figure: Figure, listed: bool) -> bool:
    """Whether a bare count is an age: Davis, 50, ...; aged about 68; he was 79; women under 20; under-21s.

    ``listed`` says that the figure before was an age and only a comma or "and" parts the two: aged nine, ten and 49.
    """
    value = figure.value
    if not isinstance(value, Fraction) or value.denominator != 1 or not 0 < value < 125 or figure.base is not None:
        return False
    start = figure.first
    while (hedge := lexicon().qualifiers.before(line.pieces, start)) is not None:
        start = hedge[1]
    if _called_age(line, figure.first, start):
        return True
    if line.low(figure.first - 1) in _BOUNDS and line.low(figure.first - 2) in word_set("people"):  # women under 20
        return line.tag_from(figure.last) not in ("NNS", "CD")
    if line.tag_from(figure.last).startswith(("NN", "JJ", "CD", "$")):
        return False
    prior, after = line.low(start - 1), line.low(figure.last)
    if prior in word_set("turns") or (prior == "as" and line.low(start - 2) in ("young", "old")):  # turned 60
        return True
    if after not in word_set("after_age"):
        return False
    if listed or (prior == "at" and line.low(start - 2) in word_set("age_at")):  # died at 96
        return True
    if prior in ("was", "is", "were"):  # he was 79, who is 45
        return line.low(start - 2) in ("he", "she", "who")
    apposed = prior == "," and start == figure.first and line.kind(start) == "d" and figure.value_max is None
    return apposed and _is_person(line, start - 1) and (after != "and" or line.kind(figure.last + 1) == "d")


def _called_age(line: Line, first: int, start: int) -> bool:
    """Under-21s; aged about 68, aged between 5 and 10; lowered the voting age to 18. ``start``: with what hedges it."""
    if line.hyphen(first - 1) and line.low(first - 2) in ("under", "over"):
        return True
    prior = line.low(start - 1)
    if prior in _AGED or (line.low(start - 2) in _AGED and prior in ("from", "of", "between")):
        return True
    return prior in ("from", "to", "at") and any(line.low(start - back) == "age" for back in (2, 3, 4))


def _is_person(line: Line, comma: int) -> bool:
    """Whether a person is named before a comma: Davis, 50; the suspect, 42; not a mother of a girl, ..."""
    if line.tag_before(comma).startswith("NNP"):
        return True
    return line.low(comma - 1) in word_set("persons") and line.low(comma - 2) not in ("of", ",")

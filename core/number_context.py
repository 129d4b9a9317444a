"""What only looks like a figure: clock times, telephone and list numbers, names with a number in them, "one" and "first"."""

from __future__ import annotations

import re

from quoth.core.number_lexicon import lexicon
from quoth.core.number_values import Line, Numeral

_ADDRESS = re.compile(r"(?<!\S)\S{0,200}?(?:://|www\.|@)\S*")
_CLOCK = re.compile(
    r"""\d{1,2}(?::\d\d){1,2}(?:\s*[ap]\.?\s?m\b\.?)?(?!\d)
      | \d{1,2}(?:\.\d\d)?\s*(?:[-–]\s*\d{1,2}(?:[:.]\d\d)?\s*)?[ap]\.?\s?m\b\.?(?!\s?\d)
      | \d{1,2}(?:\s?[-–]\s?\d{1,2})?\s?(?:o['’]clock\b|(?:UTC|GMT|EST|EDT|ET|PT|PST|PDT|CET|IST|PKT)\b)
      | [0-2]\d[0-5]\d\s?(?:UTC|GMT|hours?\b|hrs\b|EST|EDT|local\stime|Z\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_PHONE = re.compile(
    r"""\+\d[\d\s().-]{6,20}\d
      | \d{0,2}[\s.-]?\(\d{3}\)\s?\d{3}[\s.-]\d{4}\b
      | (?:\d[\s.-])?\d{3}[.-]\d{3}[.-]\d{4}\b | \d{3}-\d{2}-\d{4}\b | \d{3}-\d{4}\b
      | \d+-\d+-\d+(?:-\d+)*\b | \d+(?:\.\d+){3,}""",
    re.VERBOSE,
)
_LIST = re.compile(r"\(?\d{1,3}(?:\.\d{1,2})*[.)](?=\s|$)|\d{1,2}\.\s*$")
_NO_NAME = frozenset(
    ["mid", "pre", "post", "non", "sub", "ex", "early", "late", "since", "from", "to", "by", "on", "in", "at", "of", "and", "or", "the", "over", "about", "under", "between", "per", "than", "with", "for", "as", "are", "were", "was", "is", "up", "all", "least", "most", "about", "around", "some", "nearly", "almost"]
)
_POSSESSIVE = frozenset(["the", "his", "her", "its", "their", "our", "my", "your", "whose", "this", "that", "a", "another", "each", "every", "any"])


def addresses(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are web or mail addresses."""
    if "@" not in text and "://" not in text and "www." not in text:
        return []
    return [found.span() for found in _ADDRESS.finditer(text)]


def skipped(line: Line, at: int) -> int:
    """The piece after a clock time, telephone number, list number or set phrase that begins here; 0 if none does."""
    piece = line.pieces[at]
    end = line.pieces[-1].end
    if piece.kind == "w":
        found = lexicon().set_phrases.after(line.pieces, at)
        if found is not None:
            return found[1]
        return at + 3 if line.low(at + 1) == "o" and line.low(at + 3) == "clock" else 0
    for pattern in (_CLOCK, _PHONE) if piece.kind == "d" else (_PHONE,):
        matched = pattern.match(line.text, piece.start, end)
        if matched:
            return _piece_after(line, at, matched.end())
    if at <= 1 and piece.kind == "d":
        matched = _LIST.match(line.text, line.pieces[0].start, end)
        if matched and matched.end() > piece.start and line.size > at + 1:
            return _piece_after(line, at, matched.end())
    return 0


def _piece_after(line: Line, at: int, offset: int) -> int:
    while at < line.size and line.pieces[at].start < offset:
        at += 1
    return at


def is_label(line: Line, at: int, numeral: Numeral, tag: str, after: str) -> bool:
    """Whether a numeral is part of a name: COP29, F-16, Boeing 727, Resolution 2259.

    ``tag`` is the part of speech of the word before it, ``after`` of the word behind it.
    """
    before = line.low(at - 1)
    if line.glued(at) and line.kind(at - 1) == "w":
        return True
    if line.low(at - 1) == "-" and line.glued(at) and line.glued(at - 1) and line.kind(at - 2) == "w":
        name = line.raw(at - 2)
        return name[:1].isupper() and line.low(at - 2) not in _NO_NAME and line.low(at - 2) not in lexicon().months
    if before == "#" or before == "§":
        return True
    if numeral.base is not None or numeral.form != "count" or numeral.value is None or numeral.value.denominator != 1:
        return False
    whole = numeral.digits and "," not in line.low(at)
    dotted = 1 + (before == ".")
    head = line.low(at - dotted)
    if head in lexicon().label_heads and (whole or line.raw(at - 1)[:1].isupper() or head in ("phase", "chapter")):
        return not after.startswith("NN") or line.raw(at - dotted)[:1].isupper()
    named = tag.startswith("NNP") and line.raw(at - 1)[:1].isupper() and at > 1
    return named and whole and before not in lexicon().months and not after.startswith(("NN", "JJ", "CD"))


def is_glued_label(line: Line, numeral: Numeral) -> bool:
    """4G, 3D, 747s, A320neo: letters stuck to the digits that are no unit."""
    return numeral.digits and line.glued(numeral.last) and line.kind(numeral.last) == "w"


def is_pronoun(line: Line, numeral: Numeral, after: str) -> bool:
    """Whether "one" stands for a thing or a person and counts nothing."""
    if numeral.last - numeral.first != 1 or line.low(numeral.first) != "one":
        return False
    before = line.low(numeral.first - 1)
    if before in _POSSESSIVE or before in ("no", "which", "other", "last", "next", "first", "good", "new", "big"):
        return not after.startswith(("NN", "JJ"))
    if line.hyphen(numeral.last):
        return False
    return not after.startswith(("NN", "JJ", "VBG", "CD"))


def is_adverb(line: Line, numeral: Numeral, before: str, after: str) -> bool:
    """Whether "first", "second" or "third" orders the telling and not things: "we first met", "And, third, ..."."""
    if numeral.last - numeral.first != 1 or numeral.value is None or numeral.value > 3 or numeral.digits:
        return False
    low = line.low(numeral.first - 1)
    if low in _POSSESSIVE or before in ("POS", "DT", "PRP$", "CD", "JJ"):
        return line.low(numeral.first) == "second" and not after.startswith(("NN", "JJ", "VB", "CD")) and low == "a"
    if line.hyphen(numeral.last):
        return low in (",", "")
    return not after.startswith(("NN", "JJ", "CD"))


def is_year(line: Line, at: int, before: str, after: str) -> bool:
    """Whether four bare digits are a year: in 1984, the 2016 elections; not 1846 persons."""
    year = int(line.low(at))
    plural = after in ("NNS", "NNPS")
    prior = line.low(at - 1)
    if prior in (
        "in",
        "since",
        "until",
        "till",
        "during",
        "from",
        "of",
        "by",
        "before",
        "after",
        "for",
        "through",
        "between",
        "circa",
        "the",
        "to",
        "late",
        "early",
        "mid",
        "and",
        "than",
    ):
        timely = prior in ("in", "since", "until", "till", "during", "circa", "late", "early", "mid")
        return year % 1000 > 0 or not plural if timely else 1700 <= year <= 2100 and not (plural and year % 100 == 0)
    if before in ("DT", "PRP$", "POS", "IN", "TO") and prior not in (
        "over",
        "about",
        "around",
        "nearly",
        "least",
        "some",
        "roughly",
    ):
        return 1700 <= year <= 2100 and not (plural and year % 100 == 0)
    if plural or (before.startswith("VB") and after.startswith(("NN", "JJ"))):
        return False
    quantified = lexicon().qualifiers.before(line.pieces, at) is not None or before in ("VBD", "VBZ", "VBP")
    return 1800 <= year <= 2100 and not (quantified and not after == "")


def is_person_age(line: Line, numeral: Numeral, before: str) -> bool:
    """Davis, 50, ... and Quirin and Redouane, 40 and 49, ...: a bare number set off after a name."""
    value = numeral.value
    if value is None or not numeral.digits or value.denominator != 1 or not 0 < value < 120 or numeral.base is not None:
        return False
    prior, after = line.low(numeral.first - 1), line.low(numeral.last)
    closed = after in (",", ".", ";", ")", "", "-", "and")
    if prior == "," and before.startswith("NNP") and closed:
        return after != "and" or line.kind(numeral.last + 1) == "d"
    return False

"""What a row is filed under in the index: fields as words of their own, told from the text's by a private first letter.

``speaker:dar`` is looked up as the word "\\ue001dar", which no text holds (:func:`quoth.core.query.folding.fold` drops such
letters). So fields and words are one full-text expression, and every field can be completed while it is typed.
"""

from __future__ import annotations

import math
from functools import lru_cache

from quoth.core.query.folding import words
from quoth.core.query.tree import FieldName

MARKS: dict[FieldName, str] = {
    "speaker": "\ue001",
    "topic": "\ue002",
    "about": "\ue003",
    "act": "\ue004",
    "party": "\ue005",
    "kind": "\ue006",
    "unit": "\ue007",
    "doc": "\ue008",
    "is": "\ue009",
}
ANY = "\ue0f0"
"""The word that every row has, so that a search may begin with a NOT."""
_AMOUNT, GAP, _GLUE = "\ue0f1", "\ue0f2", "\ue0f3"
_LEAST, _MOST = -6, 18
COPY = f"{MARKS['is']}copy"


@lru_cache(maxsize=16384)
def tag(field: FieldName, value: str) -> str:
    """The words of a value, and the value as one word, so that an id can be asked for as a whole."""
    mark = MARKS[field]
    found = [word.text for word in words(value)]
    if not found:
        return ""
    whole = f" {whole_of(field, value)}" if len(found) > 1 or field == "speaker" else ""
    return f"{' '.join(mark + word for word in found)}{whole} {GAP}"


@lru_cache(maxsize=16384)
def tags(field: FieldName, values: tuple[str, ...]) -> str:
    """The tags of several values; no phrase runs from one into the next."""
    return " ".join(tag(field, value) for value in dict.fromkeys(values) if value)


def phrase_of(field: FieldName, found: tuple[str, ...]) -> str:
    """The phrase by which :func:`tag` is found again."""
    return " ".join(MARKS[field] + word for word in found)


def whole_of(field: FieldName, value: str) -> str:
    """The word by which exactly this value is found (of one word: only a speaker's)."""
    found = _GLUE.join(word.text for word in words(value))
    return MARKS[field] + (found if _GLUE in found or field != "speaker" else f"{_GLUE}{found}")


def amount_tags(low: float, high: float) -> str:
    """The orders of magnitude that an amount (or a range) has: a first, coarse sieve for ``number:``."""
    return " ".join(magnitudes(low, high))


def magnitudes(low: float, high: float) -> list[str]:
    """The words for every order of magnitude between two amounts, both included."""
    found: list[str] = []
    if low < 0:
        found += _places("n", _LEAST if high >= 0 else _magnitude(high), _magnitude(low))
    if high >= 0:
        found += _places("p", _LEAST if low <= 0 else _magnitude(low), _magnitude(high))
    return found


def _places(sign: str, first: int, last: int) -> list[str]:
    return [f"{_AMOUNT}{sign}{place - _LEAST}" for place in range(first, last + 1)]


def _magnitude(amount: float) -> int:
    if amount == 0:
        return _LEAST
    if math.isinf(amount):
        return _MOST
    return min(max(math.floor(math.log10(abs(amount))), _LEAST), _MOST)

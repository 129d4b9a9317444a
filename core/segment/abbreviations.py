"""Words that are written with a full stop, and how often a sentence ends at one: our own lists, and what Punkt learned."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, cast

from quoth.core.data import load

PUNKT_FILE = "punkt.json.gz"

Kind = Literal["name", "number", "month", "time", "general", "acronym", "initial", "word"]
"""What an abbreviation stands before (a name: Mr., a number: No.), or what it is; "word" is no abbreviation."""

_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\Z")


@lru_cache(maxsize=20_000)
def kind(word: str) -> Kind:
    """The kind of a word, given without its full stop: U.S -> acronym, J -> initial, Gov -> name, table -> word.

    Lists written in small letters fit any case, capitalised ones only that (Mass. but not mass.).
    """
    listed = _listed()
    lower = word.lower()
    found = listed.get(word) or (listed.get(lower) if len(word) > 1 else None)
    if found:
        return found
    if len(word) == 1:
        return "initial" if word.isalpha() and word.isupper() else "word"
    if _ACRONYM.match(word):
        return "acronym"
    stem = word.rpartition("-")[2]
    if len(stem) < len(word):  # R-Calif, Lt-Gov; a letter alone is no initial there
        return kind(stem) if len(stem) > 1 else "word"
    return "general" if lower in _learned()["abbreviations"] else "word"


def is_opener(word: str) -> bool:
    """Whether a capitalised word, seen after an abbreviation, rather opens a sentence than goes on with a name.

    True of words that are written small elsewhere (however, officials, the).
    """
    return word in _FIRST_PERSON or word.lower() in _learned()["openers"]


def word_list(name: str) -> frozenset[str]:
    """One of the other lists of abbreviations.json."""
    return frozenset(_lists()[name])


_FIRST_PERSON = frozenset(["I", "I'm", "I've", "I'll", "I'd", "I’m", "I’ve", "I’ll", "I’d"])


@cache
def _lists() -> dict[str, list[str]]:
    return cast("dict[str, list[str]]", load("abbreviations.json"))


@cache
def _listed() -> dict[str, Kind]:
    kinds: dict[str, Kind] = {"general": "general", "months": "month", "times": "time"}
    kinds |= {"before_number": "number", "before_name": "name"}
    return {word: kind for name, kind in kinds.items() for word in _lists()[name]}


@cache
def _learned() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load(PUNKT_FILE).items()}

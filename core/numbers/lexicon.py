"""The words that figures are written with: number words, units, currencies, qualifiers, heads of labels.

All of them live in ``data/numbers.json`` and ``data/currencies.json``; this module only arranges them for look-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from quoth.core.data import load
from quoth.core.numbers.pieces import Piece, cut

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases of one or more pieces, each with what it stands for; the longest wins."""

    def __init__(self, items: Iterable[tuple[str, T]]) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self.by_last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in items:
            words = tuple(piece.low for piece in cut(phrase))
            self.by_first.setdefault(words[0], []).append((words, value))
            self.by_last.setdefault(words[-1], []).append((words, value))
        for table in (self.by_first, self.by_last):
            for entries in table.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def after(self, pieces: list[Piece], at: int) -> tuple[T, int] | None:
        """What the phrase that begins at a piece stands for, and the piece after it."""
        if at >= len(pieces):
            return None
        for words, value in self.by_first.get(pieces[at].low, ()):
            if len(words) == 1 or _reads(pieces, at, words):
                return value, at + len(words)
        return None

    def before(self, pieces: list[Piece], at: int) -> tuple[T, int] | None:
        """What the phrase that ends just before a piece stands for, and where it begins."""
        if at < 1:
            return None
        for words, value in self.by_last.get(pieces[at - 1].low, ()):
            if at >= len(words) and (len(words) == 1 or _reads(pieces, at - len(words), words)):
                return value, at - len(words)
        return None


def _reads(pieces: list[Piece], at: int, words: tuple[str, ...]) -> bool:
    return len(pieces) - at >= len(words) and all(pieces[at + n].low == word for n, word in enumerate(words))


class Money(NamedTuple):
    """A name or sign of money: an ISO code, or the noun ("rupee") whose country the text must tell; cents are hundredths."""

    code: str | None
    noun: str | None = None
    hundredth: bool = False


@dataclass(frozen=True)
class Noun:
    """A currency's noun: the code when nothing is said, whether the document may say, and each country's words."""

    default: str
    document: bool
    senses: Phrases[str]
    countries: dict[str, re.Pattern[str]]


@dataclass(frozen=True)
class Lexicon:
    """Everything the grammar looks up, ready to use."""

    cardinals: dict[str, int]
    scales: dict[str, int]
    short_scales: dict[str, int]
    vague_scales: dict[str, int]
    ordinals: dict[str, int]
    denominators: dict[str, int]
    vulgar: dict[str, tuple[int, int]]
    percent: Phrases[str]
    qualifiers: Phrases[str]
    qualifiers_after: Phrases[str]
    durations: Phrases[str]
    units: Phrases[str]
    glued_units: dict[str, str]
    months: dict[str, int]
    weekdays: dict[str, int]
    label_heads: frozenset[str]
    labels: Phrases[str]
    set_phrases: Phrases[str]
    moves: frozenset[str]
    codes: frozenset[str]
    signs: Phrases[Money]
    money_words: Phrases[Money]
    nouns: dict[str, Noun]
    countries: Phrases[str]
    starts: frozenset[str]


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the small groups of words that tell a figure by its surroundings, from ``data/numbers.json``."""
    return frozenset(_load("numbers.json")["words"][name])


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    words, money = _load("numbers.json"), _load("currencies.json")
    nouns = {
        name: Noun(
            entry["default"],
            entry["document"],
            Phrases((cue, code) for code, cues in entry["senses"].items() for cue in cues),
            {
                code: re.compile(r"\b(?:" + "|".join(map(re.escape, cues)) + r")\b", re.IGNORECASE)
                for code, cues in entry["senses"].items()
            },
        )
        for name, entry in money["nouns"].items()
    }
    countries = [cue for entry in money["nouns"].values() for cues in entry["senses"].values() for cue in cues]
    signs = Phrases((sign, _sign(code, nouns)) for sign, code in money["symbols"].items())
    return Lexicon(
        cardinals=words["cardinals"],
        scales=words["scales"],
        short_scales=words["short_scales"],
        vague_scales=words["vague_scales"],
        ordinals=words["ordinals"],
        denominators=words["denominators"],
        vulgar={sign: (top, bottom) for sign, (top, bottom) in words["vulgar_fractions"].items()},
        percent=Phrases((form, "%") for form in words["percent"]),
        qualifiers=Phrases((form, name) for name, forms in words["qualifiers"].items() for form in forms),
        qualifiers_after=Phrases((form, name) for name, forms in words["qualifiers_after"].items() for form in forms),
        durations=Phrases(_forms(words["durations"], words["irregular"])),
        units=Phrases(_forms(words["units"], words["irregular"])),
        glued_units=words["glued_units"],
        months=words["months"],
        weekdays=words["weekdays"],
        label_heads=frozenset(words["label_heads"]),
        labels=Phrases((phrase, phrase) for phrase in words["labels"]),
        set_phrases=Phrases((phrase, phrase) for phrase in words["set_phrases"]),
        moves=frozenset(words["move_words"]),
        codes=frozenset(money["codes"]),
        signs=signs,
        money_words=Phrases(_money_words(money)),
        nouns=nouns,
        countries=Phrases((cue, cue) for cue in countries),
        starts=_starts(words, money, signs),
    )


@cache
def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = load(name)
    return loaded


def _forms(units: dict[str, list[str]], irregular: dict[str, str]) -> Iterable[tuple[str, str]]:
    for name, forms in units.items():
        for form in forms:
            plural = irregular.get(form) or (form + "s" if len(form) > 3 else form)
            for written in {form, plural, form.replace(" ", "-"), plural.replace(" ", "-")}:
                yield written, name


def _sign(code: str, nouns: dict[str, Noun]) -> Money:
    return Money(None, code) if code in nouns else Money(code)


def _money_words(money: dict[str, Any]) -> Iterable[tuple[str, Money]]:
    for name, entry in money["nouns"].items():
        for form in entry["forms"]:
            yield form, Money(None, name)
    for entry in money["hundredths"].values():
        for form in entry["forms"]:
            yield form, Money(None, entry["of"], hundredth=True)


def _starts(words: dict[str, Any], money: dict[str, Any], signs: Phrases[Money]) -> frozenset[str]:
    """Every piece that can begin a figure, so that all others are passed over at once."""
    tables = ("cardinals", "scales", "vague_scales", "ordinals", "denominators", "months", "weekdays")
    starts = {word for table in tables for word in words[table]}
    starts.update(code.lower() for code in money["codes"])
    starts.update(signs.by_first)
    starts.update(words["words"]["date_starts"], words["words"]["figure_starts"])
    starts.update(cut(phrase)[0].low for phrase in (*words["set_phrases"], *words["labels"]))
    return frozenset(starts)

"""What names are made of: titles, given names, places and organisations, as tables read once from the data files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from quoth.core.data import load

PARTICLES = frozenset((
    "bin", "bint", "ibn", "ben", "al", "el", "de", "da", "do", "dos", "das", "del", "della", "di", "du", "van",
    "von", "der", "den", "ter", "ten", "la", "le", "y", "e", "abu", "zu", "zur", "af", "st",
))  # fmt: skip
PREFIXES = frozenset((
    "al", "el", "as", "an", "ad", "ar", "ash", "at", "ul", "ur",
))  # fmt: skip
SUFFIXES = frozenset((
    "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "v", "vi",
))  # fmt: skip
POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_WORDS = re.compile(r"['’]s\b|[^\s'’]+(?:['’](?!s\b)[^\s'’]+)*|['’]")


def fold(name: str) -> str:
    """Lower case without accents: the key by which two spellings of a name are compared."""
    if name.isascii():
        return name.lower()
    name = name.translate(_PLAIN)
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()


_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "ø": "o", "Ø": "O", "đ": "d", "’": "'", "‑": "-"})


def capitalised(word: str) -> str:
    """A word of a label in capitals as it is written in running text: MACRON, O'NEILL, JEAN-PIERRE, MR., NSC."""
    if not set(word) & set("AEIOUYÁÉÍÓÚÄÖÜ.'’"):
        return word
    return "".join(part.capitalize() for part in _split_keeping(word)) if word.isupper() else word


def _split_keeping(word: str) -> list[str]:
    parts, start = [], 0
    for at, letter in enumerate(word):
        if letter in "-'’":
            parts += [word[start:at], letter]
            start = at + 1
    return [*parts, word[start:]]


def slug(name: str) -> str:
    """A name as an identifier: "Ishaq Dar" becomes "ishaq-dar"; "speaker" where no letter is left."""
    return re.sub(r"[^\w]+", "-", fold(name)).strip("-_") or "speaker"


@dataclass(frozen=True)
class Place:
    """A country or region as a word names it: "Pakistani" is an adjective, "Islamabad" a capital of Pakistan."""

    name: str
    form: str  # name, adjective, people, capital, region


class Places:
    """The names of countries and regions; finds the longest that starts at a word."""

    def __init__(self, entries: Iterable[tuple[str, Place]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Place]]] = {}
        for phrase, place in entries:
            for written in {phrase, phrase.replace("'", "’")}:
                words = tuple(_WORDS.findall(written))
                self._by_first.setdefault(words[0], []).append((words, place))
        for group in self._by_first.values():
            group.sort(key=lambda entry: -len(entry[0]))

    def match(self, words: Sequence[str], start: int) -> tuple[int, Place] | None:
        """The end (exclusive) of the longest name at ``start``, and its place."""
        if start >= len(words):
            return None
        for phrase, place in self._by_first.get(words[start], ()):
            end = start + len(phrase)
            if len(phrase) == 1 or tuple(words[start:end]) == phrase:
                return end, place
        return None

    def is_country(self, name: str | None) -> bool:
        """Whether this is the name by which the table calls a country."""
        found = self.match(name.split(), 0) if name else None
        return found is not None and found[1].form == "name" and found[1].name == name


@dataclass(frozen=True)
class Lexicon:
    """The tables, all in lower case but the places.

    ``title_class`` gives the class of each head word of a title, ``notables`` the gender and the party that a surname
    tells of who holds an office ("President Macron"), ``roles`` the gender of who is called "the actor".
    """

    title_class: dict[str, str]
    title_modifiers: frozenset[str]
    title_words: frozenset[str]
    title_gender: dict[str, str]
    title_plurals: dict[str, str]
    title_short: dict[str, str]
    styles: frozenset[str]
    addresses: frozenset[str]
    portfolios: frozenset[str]
    office_gender: dict[str, str]
    well_known: dict[str, str]
    given: dict[str, str]
    notables: dict[str, tuple[str, str]]
    places: Places
    organisation_heads: frozenset[str]
    organisation_nouns: frozenset[str]
    known_organisations: dict[str, str | None]
    media: frozenset[str]
    documents: frozenset[str]
    announcements: frozenset[str]
    things: frozenset[str]
    numerals: dict[str, int]
    collective_people: dict[str, str]
    collective_states: frozenset[str]
    companions: frozenset[str]
    roles: dict[str, str]
    groups: frozenset[str]
    not_names: frozenset[str]
    no_speakers: frozenset[str]
    thing_ending: re.Pattern[str]
    bodies: frozenset[str]

    def is_thing(self, noun: str, *, named: bool = False) -> bool:
        """Whether a noun means no person, body or group: insights, the meeting; ``named``: a name's last word, as Mount."""
        if noun in self.no_speakers or noun.removesuffix("s") in self.no_speakers:
            return True
        one = noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")
        speaks = {noun, one} & (self.bodies | self.documents | self.organisation_heads | self.title_class.keys())
        if named:
            return not speaks and noun in self.things
        return not speaks and self.thing_ending.search(one) is not None

    def spelt_out(self, title: str) -> str:
        """A title in lower case with its short forms in full: PM as prime minister."""
        return " ".join(self.title_short.get(word, word) for word in title.lower().split())

    def title_of_several(self, noun: str) -> str | None:
        """The title in a plural or in the plural of a short form (the three NSAs); empty for people without one (men)."""
        known = self.collective_people.get(noun, self.title_plurals.get(noun))
        return self.title_short.get(noun.removesuffix("s")) if known is None else known


@cache
def lexicon() -> Lexicon:
    """The tables, read on first use."""
    titles, organisations, collectives = load("titles.json"), load("organisations.json"), load("collectives.json")
    title_class = {word: kind for kind, words in titles["heads"].items() for word in words.split()}
    modifiers = frozenset(titles["modifiers"].split())
    given = {name: gender for gender, names in load("given_names.json.gz").items() for name in names.split()}
    return Lexicon(
        title_class=title_class,
        title_modifiers=modifiers,
        title_words=modifiers | frozenset(title_class),
        title_gender={word: g for g, words in titles["gendered"].items() for word in words.split()},
        title_plurals={titles["plurals"].get(word, f"{word}s"): word for word in title_class},
        title_short=titles["short"],
        styles=frozenset(titles["styles"].split()),
        addresses=frozenset(titles["of_address"].split()),
        portfolios=frozenset(titles["portfolios"].split()),
        office_gender=titles["offices"],
        well_known=titles["well_known"],
        given=given,
        notables={
            name: (gender, party)
            for party, genders in titles["notables"].items()
            for gender, names in genders.items()
            for name in names.split()
        },
        places=Places(_places()),
        organisation_heads=frozenset(organisations["heads"].split()),
        organisation_nouns=frozenset(organisations["lower_heads"].split()),
        known_organisations=organisations["known"],
        media=frozenset(organisations["media"].split("|")),
        documents=frozenset(organisations["documents"].split()),
        announcements=frozenset(organisations["announcements"].split()),
        things=frozenset(organisations["things"].split()),
        numerals=collectives["numerals"],
        collective_people=collectives["people"],
        collective_states=frozenset(collectives["states"].split()),
        companions=frozenset(collectives["companions"].split()),
        roles={word: gender for gender, words in collectives["roles"].items() for word in words.split()},
        groups=frozenset(collectives["groups"].split()),
        not_names=frozenset(collectives["not_names"].split()),
        no_speakers=frozenset(collectives["no_speakers"].split()),
        thing_ending=re.compile(rf"\w\w(?:{collectives['thing_endings'].replace(' ', '|')})$"),
        bodies=frozenset(collectives["bodies"].split()),
    )


def _places() -> Iterator[tuple[str, Place]]:
    table = load("places.json")
    forms = {"aliases": "name", "adjectives": "adjective", "people": "people", "capitals": "capital"}
    for name, country in table["countries"].items():
        yield name, Place(name, "name")
        for key, form in forms.items():
            for word in country.get(key, ()):
                yield word, Place(name, form)
                if form == "capital":
                    yield word.upper(), Place(name, form)  # of a dateline
    for region in table["regions"]:
        yield region, Place(region, "region")

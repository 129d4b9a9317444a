"""Finds the names of things in a sentence: from a gazetteer, and capitalised phrases that a head word tells the kind of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, cast

from quoth.core.data import load
from quoth.core.model import Span, SubjectKind
from quoth.core.parse import Token
from quoth.core.people.names import Place, Places, lexicon

_POSSESSIVE = frozenset(("'s", "'"))
_INSIDE = frozenset(("in", "near", "outside", "across", "throughout"))  # what follows in capitals is a place
_LINKS = frozenset(("of", "on", "for", "against"))
_CALENDAR = re.compile(
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){3})[A-Z][A-Za-z&+-]{1,6}[A-Z+]|[A-Z]{3,7}")
_NUMBERED = re.compile(r"(COP)-?\d{1,2}|(G)-?\d{1,2}|(C5\+1)")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_RANKS = frozenset(("senior", "deputy", "acting", "assistant", "former", "aboard"))  # these belong to a title or follow
_LONGEST = 7  # words in a row that may be a name; more are a headline
_TITLE_CASE = 0.7  # share of capitalised long words from which on capitals tell nothing


class Name(NamedTuple):
    """A name in a text: its words without an article, what it names, and its kind (empty: only an alias can be told).

    ``known`` tells that the gazetteer gave ``name``; ``head`` is the word in lower case that the kind was told from.
    """

    span: Span
    name: str
    kind: SubjectKind | None
    known: bool
    head: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """The data behind the finder; ``kinds`` maps a head word in lower case to the kind of thing it heads."""

    names: Places
    kinds: dict[str, SubjectKind]
    leading: dict[str, SubjectKind]
    never: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    """The tables of data/subjects.json with the countries and regions of data/places.json."""
    data = load("subjects.json")
    entries = [
        (phrase, Place(name, kind))
        for kind, names in data["known"].items()
        for name, aliases in names.items()
        for phrase in (name, *aliases)
    ]
    return Gazetteer(
        names=Places(entries),
        kinds=_by_word(data["heads"]),
        leading=_by_word(data["lead_heads"]),
        never=frozenset(data["not"].split()) | frozenset(word.lower() for word in data["not_places"].split("|")),
    )


def _by_word(table: dict[str, str]) -> dict[str, SubjectKind]:
    return {word: cast(SubjectKind, kind) for kind, words in table.items() for word in words.split()}


def find_names(tokens: Sequence[Token]) -> Iterator[Name]:
    """The names of things in one sentence, in text order, none inside another."""
    return _Finder(tokens).names()


class _Finder:
    """Reads a sentence from left to right, the longest name first."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.text = [token.text.replace("’", "'") for token in tokens]
        self.lex = lexicon()
        self.table = gazetteer()
        self.capitals_tell = not _is_title_case(self.text)

    def names(self) -> Iterator[Name]:
        at = 0
        while at < len(self.text):
            first = self.text[at][0]
            if not (first.isupper() or (first.isdigit() and _ORDINAL.fullmatch(self.text[at]))):
                at += 1
                continue
            name, end = self._read(at)
            if name is not None:
                yield name
            at = max(end, at + 1)

    def _read(self, start: int) -> tuple[Name | None, int]:
        known = self._known(start)
        end, head = self._phrase(start) if self.capitals_tell else (start, "")
        if known is not None and (known[1] >= end or not head or self._names_person(start, end)):
            return known
        if end == start:
            return None, start + 1
        if self._names_person(start, end):
            return None, end
        kind = self._kind(head) or (self.table.leading.get(self.text[start].lower()) if end - start > 1 else None)
        if kind is not None:
            return self._name(start, end, kind, head), end
        return self._by_look(start, end), end

    def _known(self, start: int) -> tuple[Name | None, int] | None:
        """The name of the gazetteer that starts here; no name (but an end) where it only says whose a title is."""
        found = self.table.names.match(self.text, start)
        country = self.lex.places.match(self.text, start)
        if country is not None and (found is None or country[0] > found[0]):
            return self._country(start, *country)
        if found is None:
            return None
        end, place = found
        span = Span(self.tokens[start].start, self.tokens[end - 1].end)
        return Name(span, place.name, cast(SubjectKind, place.form), True), end

    def _country(self, start: int, end: int, place: Place) -> tuple[Name | None, int]:
        if place.name.lower() in self.table.never or self._belongs_to_title(start, end):
            return None, end
        following = self.tokens[end].tag if end < len(self.tokens) else ""
        if place.form == "adjective" and (
            place.name == "European Union" or not following.startswith(("NN", "JJ", "HYPH"))
        ):
            return None, end
        name = " ".join(self.text[start:end]) if place.form == "capital" else place.name
        return Name(Span(self.tokens[start].start, self.tokens[end - 1].end), name, "place", True), end

    def _belongs_to_title(self, start: int, end: int) -> bool:
        """Whether a country only says whose an office is: Pakistan's Foreign Minister, the President of France."""
        at = end + 1 if end < len(self.text) and self.text[end] in _POSSESSIVE else end
        while at < len(self.text) and self.text[at].lower() in self.lex.title_words:
            if self.text[at].lower() in self.lex.title_class:
                return True
            at += 1
        before = start - 1
        if before >= 0 and self.text[before].lower() == "the":
            before -= 1
        return before >= 1 and self.text[before] == "of" and self.text[before - 1].lower() in self.lex.title_class

    def _phrase(self, start: int) -> tuple[int, str]:
        """The end of the capitalised phrase that starts here, and its head word ("" where no word tells the kind)."""
        if not self._opens(start) or self.text[start].lower() in _RANKS:
            return start, ""
        end = self._headed(start)
        head = self._head(start, end)
        while end + 1 < len(self.text):
            link, after = self.text[end].lower(), end + 1
            if self.text[after].lower() == "the" and link in _LINKS:
                after += 1
            if after >= len(self.text) or not self._capital(after) or _CALENDAR.fullmatch(self.text[after]):
                break
            if link in _LINKS and head and (link == "of" or not self._is_known(start, end)):
                end = after + 1 if _ACRONYM.fullmatch(self.text[after]) else self._headed(after)
            elif link in ("and", "&") and self._joins(start, end, after, head):
                end = self._headed(after)
                head = head or self._head(after, end)
            elif (
                link in _POSSESSIVE
                and not head
                and self._head(after, self._run(after))
                and not self._is_known(start, end)
            ):
                end = self._run(after)
                head = self._head(after, end)
            else:
                break
        if head in ("resolution", "cop") and end < len(self.text) and self.text[end].isdigit():
            end += 1
        return end, head

    def _opens(self, at: int) -> bool:
        token = self.tokens[at]
        if token.text[0].isdigit():
            return self._capital(at + 1)
        if at == 0 or self.text[at - 1] in ("``", '"', "“", "-", "•"):
            return token.text.lower() not in self.lex.not_names and (
                token.tag.startswith("NNP") or self._capital(at + 1) or bool(_ACRONYM.fullmatch(token.text))
            )
        return token.text.lower() not in ("i", "the", "a", "an", "q")

    def _capital(self, at: int) -> bool:
        return at < len(self.text) and self.text[at][0].isupper() and self.text[at] not in ("I", "The")

    def _run(self, start: int) -> int:
        end = start + 1
        while self._capital(end) and self.text[end].lower() not in _RANKS:
            end += 1
        return end

    def _headed(self, start: int) -> int:
        """The end of a run of capitals; after the last head word where something else goes on behind it.

        Foreign Affairs Commission | Yang Jiechi; Supreme Court | Chief Justice.
        """
        end = self._run(start)
        if self._head(start, end) or self.text[start].isupper() or end - start > _LONGEST:
            return end
        return next((at for at in range(end - 1, start + 1, -1) if self._head(start, at)), end)

    def _joins(self, start: int, end: int, after: int, head: str) -> bool:
        """Whether "and" stands inside one name.

        Trade [and] Investment Framework; Ministry of Trade [and] Commerce; Initiative on Critical [and] Emerging
        Technologies; but Ministry of Trade | and Iran, Department of State | and Department of Defense.
        """
        stop = self._run(after)
        if head:
            words = [word.lower() for word in self.text[after:stop]]
            if stop == after + 1 and words[0] in self.lex.portfolios:
                return True
            linked = self.text[end - 1].lower() != head  # the name goes on behind its head: Office of Management
            other = self._is_known(after, after + 1) or words[0] in self.lex.given or words[0] in self.table.kinds
            titled = any(word in self.lex.title_class for word in words)
            return linked and not other and not titled and not self._is_known(end - 1, end)
        return (
            end - start <= 2 and stop > after + 1 and bool(self._head(after, stop)) and not self._is_known(start, end)
        )

    def _is_known(self, start: int, end: int) -> bool:
        found = self.lex.places.match(self.text, start) or self.table.names.match(self.text, start)
        return found is not None and found[0] >= end

    def _head(self, start: int, end: int) -> str:
        word = self.text[end - 1].lower() if end > start else ""
        return word if word in self.table.kinds or word == "cop" else ""

    def _kind(self, head: str) -> SubjectKind | None:
        return "event" if head == "cop" else self.table.kinds.get(head)

    def _names_person(self, start: int, end: int) -> bool:
        words = [word.lower() for word in self.text[start:end]]
        if any(word in self.lex.title_class for word in words):
            return True
        return words[0] in self.lex.given and end - start <= 3 and not self._head(start, end)

    def _name(self, start: int, end: int, kind: SubjectKind | None, head: str) -> Name | None:
        words = self.text[start:end]
        if end - start == 1:
            the = start > 0 and self.text[start - 1].lower() in ("the", "this")
            return Name(self._span(start, end), words[0], None, False, head) if the and head else None
        return Name(self._span(start, end), _joined(words), kind, False, head)

    def _by_look(self, start: int, end: int) -> Name | None:
        """COP29, an acronym, or a place after "in"; anything else in capitals may be a person."""
        word = self.text[start]
        lower = word.lower()
        if end - start == 1:
            numbered = _NUMBERED.fullmatch(word)
            if numbered:
                kind: SubjectKind = "event" if numbered.group(1) else "organisation"
                return Name(self._span(start, end), word.replace("-", ""), kind, True)
            if _ACRONYM.fullmatch(word) and lower not in self.table.never and not self._shouted(start):
                return Name(self._span(start, end), word, "other", False)
        before = self.text[start - 1] if start else ""
        stranger = lower in self.table.never or lower in self.lex.not_names or lower in self.lex.given
        if before in _INSIDE and end - start <= 3 and self.tokens[start].tag == "NNP" and not stranger:
            return Name(self._span(start, end), _joined(self.text[start:end]), "place", False)
        return None

    def _shouted(self, at: int) -> bool:
        """Whether a neighbour is in capitals, too: WHAT'S BREWING."""
        return any(len(word) > 3 and word.isupper() for word in self.text[max(0, at - 1) : at + 2 : 2])

    def _span(self, start: int, end: int) -> Span:
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


def _joined(words: Iterable[str]) -> str:
    return " ".join(words).replace(" '", "'")


def _is_title_case(words: Sequence[str]) -> bool:
    """Whether a line is a heading (Many Words With Capitals, no stop at its end) or all in capitals."""
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    heading = words[-1:] != ["."] if words else False
    capital = sum(word[0].isupper() if heading else word.isupper() for word in long)
    return len(long) >= 4 and capital >= _TITLE_CASE * len(long)

"""Finds where a text names people, organisations and countries, with the titles and the party beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from quoth.core.model import Span
from quoth.core.parse import Token
from quoth.core.people.entry import plain_name
from quoth.core.people.names import PARTICLES, POSSESSIVE, Lexicon, Place, lexicon
from quoth.core.people.titles import Title, read_title
from quoth.core.people.words import Words

MentionKind = Literal["person", "organisation", "country", "capital", "people", "title", "name"]
_PLACE_KINDS: dict[str, MentionKind] = {"name": "country", "capital": "capital"}
_AGE = re.compile(r"1[4-9]|[2-9][0-9]")
_LONGEST_BODY = 14
_MOST_TITLES = 6
_LINKS = frozenset(("of", "for", "on", "in"))


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names somebody.

    ``name`` is without titles (empty for a bare title such as "the President"). ``kind`` "name" means that the words
    alone do not tell a person from an organisation; "people" is an adjective or a plural of a country (Pakistani).
    ``span`` holds titles and name; ``definite`` tells that "the" stands before it, ``owner`` that "'s" follows.
    """

    kind: MentionKind
    span: Span
    name: tuple[str, ...]
    sentence: int
    titles: tuple[tuple[str, str], ...] = ()  # words and rank of each, honorifics left out
    gender: str = ""
    party: str | None = None
    definite: bool = False
    owner: bool = False


Found = tuple[Mention | None, int]


def read_mentions(tokens: Sequence[Token], sentence: int) -> Iterator[Mention]:
    """The mentions of one sentence."""
    return _Scanner(tokens, sentence, lexicon()).mentions()


class _Scanner:
    """Reads a sentence from left to right, the longest phrase first. Each reader gives a mention and where it ends."""

    def __init__(self, tokens: Sequence[Token], sentence: int, lex: Lexicon) -> None:
        self.words = Words(tokens, lex)
        self.sentence = sentence
        self.lex = lex

    def mentions(self) -> Iterator[Mention]:
        words, at = self.words, 0
        while at < words.size:
            if words.text[at][0].isupper() or words.low[at] in self.lex.title_words or words.joined(at):
                mention, end = self._read(at)
                if mention is not None:
                    yield mention
                at = max(end, at + 1)
            else:
                at += 1

    def _read(self, start: int) -> Found:
        place = self.lex.places.match(self.words.text, start)
        organisation = self._organisation_end(start)
        if place is not None and (organisation is None or organisation <= place[0]):
            return self._from_place(start, *place)
        return self._titled(start, start, None) or self._named(start, organisation)

    def _from_place(self, start: int, end: int, place: Place) -> Found:
        words = self.words
        owner = words.word(end) in POSSESSIVE
        after = end + 1 if owner else end
        titled = self._titled(start, after, place.name) if after < words.size else None
        if titled is not None:
            return titled
        noun = after
        while noun < after + 2 and words.word(noun) in self.lex.title_words:
            noun += 1
        if words.word(noun) in self.lex.organisation_nouns and place.form != "region":
            return self._mention("organisation", start, noun + 1), noun + 1
        if not owner and self.words.name_run(start) > end and place.form in ("name", "region", "capital"):
            mention, run = self._named(start, None)
            if mention is not None and mention.kind == "person":
                return mention, run
        if place.form == "region":
            return None, end
        return self._mention(_PLACE_KINDS.get(place.form, "people"), start, end, place.name), end

    def _titled(self, start: int, at: int, party: str | None) -> Found | None:
        """A title or several, and the name after them; a bare title where no name follows; None without a title."""
        words = self.words
        titles: list[Title] = []
        while len(titles) < _MOST_TITLES and (title := read_title(words, at)) is not None:
            if titles and words.low[at] in self.lex.given and not words.word(title.end) in self.lex.title_class:
                break
            titles.append(title)
            at = self._after_brackets(title.end)
            if words.word(at) in ("and", "&", ",", "/") and not words.definite(start) and words.word(at + 1) != "the":
                following = read_title(words, at + 1)
                if following is not None and self._leads_to_name(following):
                    at += 1
        if not titles:
            return None
        if " of " not in titles[0].words and (office := self._office_of(titles[0].end)) > 0:
            return self._mention("organisation", start, office), office
        end = words.name_run(at)
        body = end > at and any(word in self.lex.organisation_heads for word in words.low[at:end])
        thing = end > at and words.low[end - 1] in self.lex.things
        if (body or thing) and words.low[at] not in self.lex.given:
            return None
        if end > at:
            return self._person(start, at, end, titles, party), end
        bare = titles[0]
        if bare.rank == "honorific":
            return None, bare.end
        return self._person(start, bare.end, bare.end, [bare], party), bare.end

    def _office_of(self, at: int) -> int:
        """The end of "'s Office" or "Media Division" after a title, 0 where there is none."""
        end = at + (self.words.word(at) in POSSESSIVE)
        while end < at + 4 and self.words.capital(end) and self.words.low[end] not in self.lex.organisation_heads:
            end += 1
        found = end < at + 4 and self.words.capital(end) and self.words.low[end - 1] not in self.lex.given
        return end + 1 if found else 0

    def _leads_to_name(self, title: Title) -> bool:
        return self.words.name_run(title.end) > title.end or read_title(self.words, title.end) is not None

    def _after_brackets(self, at: int) -> int:
        """Past "(COAS)" between a title and a name."""
        if self.words.word(at) == "(" and self.words.word(at + 2) == ")" and self.words.acronym(at + 1):
            return at + 3
        return at

    def _person(self, start: int, name: int, end: int, titles: Sequence[Title], party: str | None) -> Mention:
        words = self.words
        party = party or next((title.party for title in titles if title.party), None) or self._party_after(end)
        return Mention(
            "person" if end > name else "title",
            words.span(start, end),
            words.name(name, end),
            self.sentence,
            tuple((title.words, title.rank) for title in titles if title.rank != "honorific"),
            next((title.gender for title in titles if title.gender), ""),
            party,
            words.definite(start),
            words.word(end) in POSSESSIVE,
        )

    def _party_after(self, at: int) -> str | None:
        """The country in "President Duda of Poland"."""
        words = self.words
        if words.word(at) != "of":
            return None
        place = self.lex.places.match(words.text, at + 2 if words.word(at + 1) == "the" else at + 1)
        return place[1].name if place is not None and place[1].form == "name" else None

    def _named(self, start: int, organisation: int | None) -> Found:
        """A name without a title before it: of an organisation where a word says so, else of a person or unknown."""
        words = self.words
        if organisation is not None:
            return self._office_holder(start, organisation) or (
                self._mention("organisation", start, organisation),
                organisation,
            )
        end = words.name_run(start)
        described = words.word(start) in self.lex.title_modifiers and words.word(start) not in self.lex.given
        group = end == start + 1 and words.low[start] in self.lex.groups
        if end == start or group or (described and words.word(start + 1) not in PARTICLES):
            return None, start + 1
        for at in range(start + 1, end + 1):
            if words.word(at) in self.lex.title_class and (holder := self._office_holder(start, at)) is not None:
                return holder
        given = words.low[start] in self.lex.given or words.low[start].split("-")[0] in self.lex.given
        if words.low[end - 1] in self.lex.things and (end > start + 2 or (end > start + 1 and not given)):
            return None, end
        person = (given and end > start + 1 and not words.definite(start)) or self._described_as_person(end)
        place = self.lex.places.match(words.text, end - 1)
        if not given and end > start + 1 and place is not None and place[1].form == "name":
            return self._mention("organisation", start, end), end
        return self._mention("person" if person else "name", start, end), end

    def _described_as_person(self, at: int) -> bool:
        """Whether an age or "who" follows a name: ", 54, ..." """
        words = self.words
        age = _AGE.fullmatch(words.word(at + 1)) and words.word(at + 2) in (",", ")", ".")
        return words.word(at) in (",", "(") and (bool(age) or words.word(at + 1) == "who")

    def _office_holder(self, start: int, at: int) -> Found | None:
        """The person in "NASA administrator Jim Bridenstine", whose title begins at ``at``."""
        if at >= self.words.size or at == start:
            return None
        after = at + 1 if self.words.low[at] in POSSESSIVE else self._after_brackets(at)
        titled = self._titled(start, after, plain_name(self.words.text[start:at]))
        return titled if titled is not None and titled[0] is not None and titled[0].kind == "person" else None

    def _organisation_end(self, start: int) -> int | None:
        """The end of an organisation's name that starts here, or None."""
        words, lex = self.words, self.lex
        end, last = start, -1
        while end < start + _LONGEST_BODY and (words.capital(end) or (end > start and self._joins(start, end, last))):
            place = lex.places.match(words.text, end)
            low = words.low[end]
            if place is not None:
                outlet = 0 < last == end and place[1].form == "name" and words.word(place[0]) not in lex.title_words
                end = place[0] - 1
                last = end + 1 if outlet else last
            elif low in lex.title_class and words.word(end + 1) not in POSSESSIVE:
                break
            elif f"{low} {words.word(end + 1)}" in lex.known_organisations:
                last = end + 2
            elif self._organisation_word(start, end):
                last = end + 1
            end += 1
        bare = last == start + 1 == end and start == 0 and words.low[0] in lex.organisation_heads
        if last < 0 or bare:
            return None
        if last == start + 1 and words.low[start] in lex.organisation_heads and words.word(last) not in lex.given:
            last = max(last, end)
        return self._organisation_tail(last)

    def _organisation_word(self, start: int, at: int) -> bool:
        low, lex = self.words.low[at], self.lex
        return (
            low in lex.organisation_heads
            or low in lex.known_organisations
            or self.words.acronym(at)
            or (at < start + 4 and " ".join(self.words.low[start : at + 1]) in lex.media)
        )

    def _joins(self, start: int, at: int, last: int) -> bool:
        """Whether a small word stands inside an organisation's name, whose last head word was before ``last``."""
        small = self.words.word(at) in ("&", *POSSESSIVE) and self.words.capital(at + 1)
        return small or (last < 0 and self._joins_bodies(start, at))

    def _joins_bodies(self, start: int, at: int) -> bool:
        """Whether "and" stands inside one name: "the Australian Pesticides and Veterinary Medicines Authority"."""
        words = self.words
        place = self.lex.places.match(words.text, start)
        if words.word(at) not in ("and", "&") or not words.definite(start) or (place is not None and place[0] == at):
            return False
        end = at + 1
        while end < at + _LONGEST_BODY and words.capital(end) and words.low[end] not in self.lex.title_class:
            end += 1
        return end > at + 2 and words.low[end - 1] in self.lex.organisation_heads

    def _goes_on(self, at: int, within_tail: bool) -> bool:
        """Whether the words after "and" belong to the name: (Institute of Allergy and) Infectious Diseases."""
        words, lex = self.words, self.lex
        if words.capital(at) and words.word(at) in lex.portfolios:
            return True
        run = range(at, words.name_run(at))
        bodies = lex.organisation_heads | lex.title_class.keys() | lex.given.keys()
        other = any(words.low[at] in bodies or words.acronym(at) or lex.places.match(words.text, at) for at in run)
        return within_tail and len(run) > 1 and not other

    def _organisation_tail(self, end: int) -> int:
        """Past "of the Interior", "for Science and Technology" after an organisation's head."""
        words, start = self.words, end
        while end < words.size:
            after = end + 2 if words.word(end + 1) == "the" else end + 1
            if words.low[end] in _LINKS and words.capital(after) and words.low[after] not in self.lex.given:
                place = self.lex.places.match(words.text, after)
                end = max(words.name_run(after), place[0] if place is not None else after + 1)
            elif words.low[end] in ("and", "&") and self._goes_on(after, end > start):
                end = max(words.name_run(after), after + 1)
            else:
                break
        return end

    def _mention(self, kind: MentionKind, start: int, end: int, party: str | None = None) -> Mention:
        words = self.words
        return Mention(
            kind,
            words.span(start, end),
            words.name(start, end),
            self.sentence,
            party=party,
            definite=words.definite(start),
            owner=words.word(end) in POSSESSIVE,
        )

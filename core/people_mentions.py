"""Finds where a text names people, organisations and countries, with the titles and the party beside a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from quoth.core.model import Span
from quoth.core.names import PARTICLES, POSSESSIVE, SUFFIXES, Lexicon, Place, lexicon
from quoth.core.parse import Parse, Token

MentionKind = Literal["person", "organisation", "country", "capital", "people", "title", "name"]
TAIL_PREPOSITIONS = frozenset(("of", "for", "to", "on", "at", "in"))
_LONGEST_NAME = 7


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names somebody.

    ``name`` is without titles (empty for a bare title such as "the President"). ``kind`` "name" means that the words
    alone do not tell a person from an organisation; "people" is an adjective or a plural of a country (Pakistani).
    ``span`` holds titles and name, ``name_span`` the name only.
    """

    kind: MentionKind
    span: Span
    name_span: Span
    name: tuple[str, ...]
    sentence: int
    titles: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    gender: str = ""
    party: str | None = None
    definite: bool = False


@dataclass(frozen=True, slots=True)
class _Title:
    end: int
    words: str
    rank: str
    gender: str
    party: str | None = None


def find_mentions(parse: Parse) -> list[Mention]:
    """All the mentions of a document in text order."""
    lex = lexicon()
    return [
        mention
        for number, sentence in enumerate(parse.sentences)
        for mention in Scanner(sentence.tokens, number, lex).mentions()
    ]


class Scanner:
    """Reads one sentence's tokens from left to right, the longest phrase first."""

    def __init__(self, tokens: Sequence[Token], sentence: int, lex: Lexicon) -> None:
        self.tokens = tokens
        self.words = [token.text for token in tokens]
        self.low = [token.text.lower() for token in tokens]
        self.sentence = sentence
        self.lex = lex

    def mentions(self) -> Iterator[Mention]:
        at, size = 0, len(self.words)
        while at < size:
            if not (self.words[at][0].isupper() or self.low[at] in self.lex.title_words or self._joined(at)):
                at += 1
                continue
            mention, end = self._phrase(at)
            if mention is not None:
                yield mention
            at = max(end, at + 1)

    def _phrase(self, start: int) -> tuple[Mention | None, int]:
        place = self.lex.places.match(self.words, start)
        if place is not None and place[0] < len(self.words) and self._organisation_run(start) is None:
            return self._after_place(start, *place)
        if place is not None and self._organisation_run(start) is None:
            return self._place(start, *place), place[0]
        titled = self._titled(start, start, None)
        if titled is not None:
            return titled
        return self._plain(start)

    def _after_place(self, start: int, end: int, place: Place) -> tuple[Mention | None, int]:
        at = end + 1 if self.low[end] in POSSESSIVE else end
        titled = self._titled(start, at, place.name) if at < len(self.words) else None
        if titled is not None:
            return titled
        if at < len(self.words) and self.low[at] in self.lex.organisation_nouns and place.form != "region":
            return self._mention("organisation", start, start, at + 1), at + 1
        if at == end and place.form in ("name", "region", "capital") and self._name_run(start) > end:
            run = self._plain(start)
            if run[0] is not None and run[0].kind == "person":
                return run
        return self._place(start, end, place), end

    def _place(self, start: int, end: int, place: Place) -> Mention | None:
        if place.form == "region":
            return None
        kinds: dict[str, MentionKind] = {"name": "country", "capital": "capital"}
        kind = kinds.get(place.form, "people")
        return self._mention(kind, start, start, end, party=place.name)

    def _titled(self, start: int, at: int, party: str | None) -> tuple[Mention | None, int] | None:
        """A title or several, and the name after them; a bare title where no name follows."""
        titles: list[_Title] = []
        while at < len(self.words):
            title = self._title(at)
            if title is None:
                break
            titles.append(title)
            at = title.end
            if at + 1 < len(self.words) and self.low[at] in ("and", "&", ","):
                following = self._title(at + 1)
                if following is not None and not self._definite(start) and self._leads_to_name(following.end):
                    at += 1
        if not titles:
            return None
        end = self._name_run(at)
        if end > at and any(word in self.lex.organisation_heads for word in self.low[at:end]):
            return None
        if end == at:
            bare = titles[0]
            if bare.rank == "honorific":
                return None, bare.end
            return self._titled_mention("title", start, bare.end, bare.end, [bare], party), bare.end
        mention = self._titled_mention("person", start, at, end, titles, party)
        return mention, end

    def _leads_to_name(self, at: int) -> bool:
        return self._name_run(at) > at or (at < len(self.words) and self._title(at) is not None)

    def _titled_mention(
        self, kind: MentionKind, start: int, name: int, end: int, titles: Sequence[_Title], party: str | None
    ) -> Mention:
        gender = next((title.gender for title in titles if title.gender), "")
        if party is None:
            party = next((title.party for title in titles if title.party), None) or self._party_after(end)
        return Mention(
            kind,
            self._span(start, end),
            self._span(name, end) if end > name else self._span(start, end),
            tuple(self.words[name:end]),
            self.sentence,
            tuple(title.words for title in titles if title.rank != "honorific"),
            tuple(title.rank for title in titles),
            gender,
            party,
            self._definite(start),
        )

    def _party_after(self, at: int) -> str | None:
        """The country in "President Duda of Poland" or the state in "(R-Texas)"."""
        if at + 1 < len(self.words) and self.low[at] == "of":
            after = at + 2 if self.low[at + 1] == "the" and at + 2 < len(self.words) else at + 1
            place = self.lex.places.match(self.words, after)
            if place is not None and place[1].form == "name":
                return str(place[1].name)
        return None

    def _title(self, at: int) -> _Title | None:
        """The title at a word: modifiers, a head, and a tail as in "of State" or "for Strategic Affairs"."""
        end, last = at, -1
        while end < len(self.low) and self.low[end] in self.lex.title_words:
            if self.low[end] in self.lex.title_class:
                last = end
            end += 1
        office = " ".join(self.low[at : at + 2])
        if office in self.lex.office_gender:
            return _Title(at + 2, " ".join(self.words[at : at + 2]), "leader", self.lex.office_gender[office])
        if last < 0:
            return None
        if self.low[last] == "general" and {"secretary", "attorney", "director", "solicitor", "consul"} & set(
            self.low[at:last]
        ):
            pass
        rank = self.lex.title_class[self.low[last]]
        if rank == "minister" and "prime" in self.low[at:last]:
            rank = "leader"
        gender = next((self.lex.title_gender[w] for w in self.low[at : last + 1] if w in self.lex.title_gender), "")
        end, party = last + 1, None
        if rank != "honorific" and end + 1 < len(self.low) and self.low[end] in TAIL_PREPOSITIONS:
            end, party = self._tail(end)
        return _Title(end, " ".join(self.words[at:end]), rank, gender, party)

    def _tail(self, at: int) -> tuple[int, str | None]:
        """Where the tail of a title ends that begins with a preposition, and the country it names; ``at`` if none."""
        after = at + 1
        if self.low[after] == "the" and after + 1 < len(self.words):
            after += 1
        place = self.lex.places.match(self.words, after)
        if place is not None and place[1].form in ("name", "region", "capital"):
            return place[0], place[1].name if place[1].form == "name" else None
        end = after
        while end < len(self.words):
            word = self.low[end]
            if (
                word in self.lex.portfolios
                or word in self.lex.organisation_heads
                or self._acronym(end)
                or (word in ("and", "of", "for", "&", ",") and end > after and self._office_word(end + 1))
                or (word == "the" and self._office_word(end + 1))
                or (self._capital(end) and self.low[end] not in self.lex.given and self._office_word(end + 1))
            ):
                end += 1
            else:
                break
        return (end, None) if end > after else (at, None)

    def _office_word(self, at: int) -> bool:
        if at >= len(self.words):
            return False
        word = self.low[at]
        if word == "the":
            return self._office_word(at + 1)
        return self._capital(at) and (
            word in self.lex.portfolios or word in self.lex.organisation_heads or self._acronym(at)
        )

    def _plain(self, start: int) -> tuple[Mention | None, int]:
        """A name without a title before it: of an organisation where a word says so, else of a person or unknown."""
        organisation = self._organisation_run(start)
        if organisation is not None:
            after = organisation
            titled = self._titled(start, after, " ".join(self.words[start:after])) if after < len(self.words) else None
            if titled is not None and titled[0] is not None and titled[0].kind == "person":
                return titled
            return self._mention("organisation", start, start, after), after
        end = self._name_run(start)
        if end == start:
            return None, start + 1
        for at in range(start + 1, end):
            if self.low[at] in self.lex.title_class:
                titled = self._titled(start, at, None)
                if titled is not None and titled[0] is not None and titled[0].kind == "person":
                    return titled
        if end < len(self.words) and self.low[end] in self.lex.title_class:
            titled = self._titled(start, end, " ".join(self.words[start:end]))
            if titled is not None and titled[0] is not None and titled[0].kind == "person":
                return titled
        given = self.low[start] in self.lex.given
        person = given and end > start + 1 and not self._definite(start)
        return self._mention("person" if person else "name", start, start, end), end

    def _organisation_run(self, start: int) -> int | None:
        """The end of an organisation's name that starts here, or None."""
        place = self.lex.places.match(self.words, start)
        end = first = place[0] if place is not None else start
        found = False
        while end < len(self.words) and (
            self._capital(end) or (end > start and self.low[end] in ("&", *POSSESSIVE) and self._capital(end + 1))
        ):
            word = self.low[end]
            if word in self.lex.title_class and end > first and found:
                break
            if word in self.lex.organisation_heads or word in self.lex.known_organisations or self._acronym(end):
                found = True
                last = end + 1
            elif " ".join(self.low[end : end + 2]) in self.lex.known_organisations:
                found, last = True, end + 2
            elif " ".join(self.low[start : end + 1]) in self.lex.media:
                found, last = True, end + 1
            end += 1
        if not found:
            return None
        end = last
        while end + 1 < len(self.words):
            word = self.low[end]
            after = end + 2 if self.low[end + 1] == "the" and end + 2 < len(self.words) else end + 1
            if word in ("of", "for", "on", "in") and self._capital(after) and self.low[after] not in self.lex.given:
                end = self._name_run(after)
                if end == after:
                    return after - 1
            elif word in ("and", "&") and self.low[end + 1] in self.lex.portfolios and self._capital(end + 1):
                end = self._name_run(end + 1)
            else:
                break
        return end

    def _name_run(self, start: int) -> int:
        """The end of the capitalised words that start here; "bin", "de la" between them, "Jr." after them belong."""
        end = start
        while end < len(self.words) and end - start < _LONGEST_NAME:
            if (self._capital(end) and not (end > start and self.low[end] in self.lex.title_class)) or (
                end > start and self.low[end] in PARTICLES and self._particle_run(end)
            ):
                end += 1
            elif (
                end > start and self.low[end] == "," and end + 1 < len(self.low) and self.low[end + 1] in ("jr.", "jr")
            ):
                end += 2
            else:
                break
        return end

    def _particle_run(self, at: int) -> bool:
        while at < len(self.words) and self.low[at] in PARTICLES:
            at += 1
        return at < len(self.words) and self._capital(at)

    def _joined(self, at: int) -> bool:
        """Whether the word is a name like "al-Sheikh" or "d'Arcy"."""
        head, mark, rest = self.words[at].partition("-")
        return bool(mark) and head in PARTICLES and rest[:1].isupper()

    def _capital(self, at: int) -> bool:
        if at >= len(self.words):
            return False
        word = self.words[at]
        if not word[0].isupper():
            return self._joined(at)
        if self.low[at] in self.lex.not_names:
            return False
        if at == 0 or self.words[at - 1] in "“\"‘'`([:":
            return self.tokens[at].tag in ("NNP", "NNPS") or self.low[at] in self.lex.given or self._acronym(at)
        return True

    def _acronym(self, at: int) -> bool:
        word = self.words[at]
        return 2 <= len(word) <= 8 and word.isupper() and word.isalpha() and self.low[at] not in self.lex.given

    def _definite(self, start: int) -> bool:
        return start > 0 and self.low[start - 1] == "the"

    def _mention(self, kind: MentionKind, start: int, name: int, end: int, party: str | None = None) -> Mention:
        return Mention(
            kind,
            self._span(start, end),
            self._span(name, end),
            tuple(self.words[name:end]),
            self.sentence,
            party=party,
            definite=self._definite(start),
        )

    def _span(self, start: int, end: int) -> Span:
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


__all__ = ["SUFFIXES", "Mention", "find_mentions"]

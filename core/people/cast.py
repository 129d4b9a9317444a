"""Brings all the mentions of a text together into one entry for each person, organisation and country."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from quoth.core.model import SpeakerKind
from quoth.core.people.entry import Entry
from quoth.core.people.mentions import Mention
from quoth.core.people.names import PARTICLES, SUFFIXES, capitalised, fold, lexicon, slug
from quoth.core.people.traits import learn_traits

_INITIAL = re.compile(r"[a-z]\.?$")
_ORDER = ((("person",), 2), (("person",), 1), (("organisation", "country"), 1), (("name",), 2), (("name",), 1))
_SMALL_WORDS = frozenset(("of", "the", "and", "for", "&", "in", "on"))
_SILENT = frozenset(("the", "of", "'s", "’s"))
_PERSON_ENDING = re.compile(
    r"(?:ov|ev|ova|eva|enko|vić|vic|ski|sky|ska|skyy|czyk|sson|ssen|vili|adze|yan|ian|ez|oğlu|oglu)$"
)


class Cast:
    """Everybody named in a text; ``entry_of`` tells who a mention is, by the mention's place in ``mentions``, ``by_id`` who has an id."""

    def __init__(self, mentions: Sequence[Mention], beside: Sequence[Mention] = ()) -> None:
        """``beside`` are mentions that stand outside the text, in its title: they name, but are no places in it."""
        self.lex = lexicon()
        self.mentions = mentions
        self.entries: list[Entry] = []
        self.entry_of: dict[int, Entry] = {}
        self._by_word: dict[str, dict[Entry, None]] = {}  # people by each word of their names
        self._by_surname: dict[str, dict[Entry, None]] = {}
        self._bodies: dict[str, Entry] = {}
        self._by_first_word: dict[str, Entry] = {}
        self._by_last_word: dict[str, list[Entry]] = {}
        self.by_id: dict[str, Entry] = {}
        for kinds, shortest in _ORDER:
            for mention in beside:
                if mention.kind in kinds and _length(mention) >= shortest:
                    self._enter(mention)
            for at, mention in enumerate(mentions):
                if at not in self.entry_of and mention.kind in kinds and _length(mention) >= shortest:
                    self.entry_of[at] = entry = self._enter(mention)
                    insort(entry.mentions, mention.span)
        self._enter_namesakes_of_capitals()
        self._enter_short_names()
        learn_traits(self.lex, mentions, self.entry_of, self.entries)
        for entry in self.entries:
            self._finish(entry)

    def people(self) -> Iterator[Entry]:
        """The persons in the order in which they were entered: fuller names first."""
        return (entry for entry in self.entries if entry.kind == "person")

    def is_person(self, mention: int) -> bool:
        """Whether the mention of this number names a person."""
        entry = self.entry_of.get(mention)
        return entry is not None and entry.kind == "person"

    def add(self, kind: SpeakerKind, words: Sequence[str], *, party: str | None = None) -> Entry:
        """The entry known by these words, new where there is none: for those found while resolving."""
        known = self._bodies.get(self._body_key(words))
        if known is not None:
            return known
        entry = Entry(kind, tuple(words), party=party)
        self._keep(entry)
        self._bodies.setdefault(self._body_key(words), entry)
        self._finish(entry)
        return entry

    def country(self, name: str) -> Entry:
        """The entry of the country of this name, new where the text has none."""
        return self.add("country", name.split(), party=name)

    def person(
        self, words: Sequence[str], titles: Iterable[str] = (), gender: str = "", before: int | None = None
    ) -> Entry | None:
        """Who is meant by these words of a name, with what stands beside it; None where nobody fits."""
        key = _name_key(tuple(words))
        fitting = [
            entry
            for entry in self._namesakes(key)
            if _same_person(key, _name_key(entry.words)) and not (gender and entry.gender and gender != entry.gender)
        ]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        wanted = {word for title in titles for word in title.lower().split()}

        def rank(entry: Entry) -> tuple[int, bool, int]:
            own = {word for title in entry.titles for word in title.lower().split()}
            shared = len(wanted & own) - len(wanted - own if own else ())
            place = len(entry.mentions) if before is None else bisect_left(entry.mentions, (before, before))
            near = entry.mentions[place - 1].start if place else -1
            return shared, _name_key(entry.words)[-1] == key[-1], near

        return max(fitting, key=rank)

    def _namesakes(self, key: tuple[str, ...]) -> dict[Entry, None]:
        """All who can be the same person: who have the rarest of these words, or one of them for a surname."""
        rarest = min(key, key=lambda word: len(self._by_word.get(word, ())))
        found = dict(self._by_word.get(rarest, {}))
        for word in key:
            found.update(self._by_surname.get(word, {}))
        return found

    def called(self, words: Sequence[str]) -> Entry | None:
        """The person or the body known by these words."""
        return self._organisation_called(words) or (self.person(words) if len(words) == 1 else None)

    def last_called(self, noun: str, before: int) -> Entry | None:
        """The body last named before a place whose name ends in a noun: "the commission"."""
        bodies = [e for e in self._by_last_word.get(noun, ()) if e.mentions and e.mentions[0].start < before]
        return max(bodies, key=lambda e: e.mentions[bisect_left(e.mentions, (before, before)) - 1].start, default=None)

    def _enter(self, mention: Mention) -> Entry:
        if mention.kind == "country":
            return self.country(mention.party or " ".join(mention.name))
        if mention.kind == "organisation":
            return self._enter_organisation(mention)
        words = self._known_form(_as_written(mention))
        titles = [title for title, _ in mention.titles]
        entry = self.person(words, titles, mention.gender, mention.span.start)
        if entry is None and mention.kind == "name" and (known := self._organisation_called(words)) is not None:
            return known
        if entry is None:
            kind = self._kind_of_name(mention)
            entry = Entry(kind, words, strong=mention.kind == "person", gender=mention.gender or self._gender(words))
            self._keep(entry)
        elif len(words) > len(entry.words) and mention.kind == "person":
            entry.words = words
            entry.gender = entry.gender or self._gender(words)
            self._index(entry)
        for title, title_rank in mention.titles:
            entry.entitle(title, title_rank, self.lex)
        entry.gender = entry.gender or mention.gender
        entry.party = entry.party or mention.party
        return entry

    def _enter_namesakes_of_capitals(self) -> None:
        """ "Amman" is a person in a text that names Sudesh Amman."""
        for at, mention in enumerate(self.mentions):
            if mention.kind == "capital" and len(mention.name) == 1:
                key = _name_key(mention.name)
                for entry in self._by_word.get(key[0], ()):
                    if entry.strong and _name_key(entry.words)[-1] == key[0] and len(entry.words) > 1:
                        self.entry_of[at] = entry
                        insort(entry.mentions, mention.span)

    def _enter_short_names(self) -> None:
        """ "The Fund" is the only body whose name ends so: the International Monetary Fund."""
        for at, mention in enumerate(self.mentions):
            noun = fold(mention.name[-1]) if mention.kind == "organisation" else ""
            if mention.definite and len(mention.name) == 1 and noun in self.lex.organisation_nouns:
                bodies = [e for e in self._by_last_word.get(noun, ()) if len(e.words) > 1 and e.mentions]
                if len(bodies) == 1:
                    self.entry_of[at] = bodies[0]

    def _kind_of_name(self, mention: Mention) -> SpeakerKind:
        if mention.kind == "person" or (1 < len(_name_key(mention.name)) < 4 and not mention.definite):
            return "person"
        last = fold(mention.name[-1])
        personal = last in self.lex.notables or _PERSON_ENDING.search(last) or last in self.lex.given
        return "person" if personal and not mention.definite else "organisation"

    def _organisation_called(self, words: Sequence[str]) -> Entry | None:
        """The organisation known by these words, by its initials, or by its first word ("Ford")."""
        key = self._body_key(words)
        if key in self._bodies:
            return self._bodies[key]
        return self._by_first_word.get(key)

    def _enter_organisation(self, mention: Mention) -> Entry:
        known = self._organisation_called(mention.name)
        if known is not None:
            return known
        initials = "".join(word[0] for word in mention.name if word not in _SMALL_WORDS and word[0].isalnum())
        entry = self._bodies.get(initials.lower()) if len(initials) > 1 else None
        if entry is None or entry.words != (initials,):
            entry = Entry("organisation", mention.name)
            self.entries.append(entry)
        entry.words = mention.name  # also of one that was known by its initials
        entry.party = self.lex.known_organisations.get(" ".join(mention.name).lower())
        self._index_body(entry)
        if len(entry.words) > 1:
            self._by_first_word.setdefault(fold(entry.words[0]), entry)
        place = self.lex.places.match(mention.name, 0)
        if place is not None and place[0] < len(mention.name):
            self._bodies.setdefault(self._body_key(mention.name[place[0] :]), entry)
        if len(initials) > 1:
            self._bodies.setdefault(initials.lower(), entry)
        return entry

    def _known_form(self, words: tuple[str, ...]) -> tuple[str, ...]:
        plain = " ".join(word for word in words if word != "," and word.lower() not in SUFFIXES).lower()
        known = self.lex.well_known.get(plain)
        return tuple(known.split()) if known else words

    def _body_key(self, words: Sequence[str]) -> str:
        """A body's name as it is compared: folded, countries by name ("Russian" as Russia), no small words."""
        parts: list[str] = []
        at = 0
        while at < len(words):
            place = self.lex.places.match(words, at)
            if place is not None and place[1].form != "capital":
                parts.append(fold(place[1].name))
                at = place[0]
            else:
                if words[at].lower() not in _SILENT:
                    parts.append(fold(words[at]))
                at += 1
        return " ".join(parts) or fold(" ".join(words))

    def _keep(self, entry: Entry) -> None:
        self.entries.append(entry)
        if entry.kind == "person":
            self._index(entry)
        else:
            self._index_body(entry)

    def _index_body(self, entry: Entry) -> None:
        self._bodies.setdefault(self._body_key(entry.words), entry)
        self._by_last_word.setdefault(fold(entry.words[-1]), []).append(entry)

    def _index(self, entry: Entry) -> None:
        key = _name_key(entry.words)
        for word in key:
            self._by_word.setdefault(word, {})[entry] = None
        self._by_surname.setdefault(key[-1], {})[entry] = None

    def _finish(self, entry: Entry) -> None:
        """Gives an entry the id and, where it is a person, the style and the gender that its name tells."""
        if entry.id:
            return
        if entry.kind == "person":
            style = next(
                (word for title in entry.titles for word in title.split() if word.lower() in self.lex.styles), ""
            )
            if style and len(_name_key(entry.words)) == 1:
                entry.words = (style, *entry.words)
        base, number = slug(entry.name), 2
        entry.id = base
        while entry.id in self.by_id:
            entry.id, number = f"{base}-{number}", number + 1
        self.by_id[entry.id] = entry

    def _gender(self, name: Sequence[str]) -> str:
        words = [fold(word) for word in name if word != "," and fold(word) not in SUFFIXES]
        if len(words) > 1:
            for word in (words[0], words[0].split("-")[0], *words[1:-1]):
                gender = self.lex.given.get(word, "u")
                if gender != "u":
                    return gender
        return self.lex.notables.get(words[-1], ("", ""))[0] if words else ""


def _as_written(mention: Mention) -> tuple[str, ...]:
    """A person's name without the capitals of a label: PRESIDENT VON DER LEYEN."""
    labelled = mention.kind == "person" and all(word.isupper() for word in mention.name) and len(mention.name[-1]) > 3
    return tuple(map(capitalised, mention.name)) if labelled else mention.name


def _length(mention: Mention) -> int:
    return len(_name_key(mention.name))


@lru_cache(maxsize=4096)
def _name_key(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words by which it is compared: folded, doubled letters once, no initials, particles or suffixes."""
    folded = [fold(word) for word in words if word != ","]
    kept = [word for word in folded if word not in SUFFIXES | PARTICLES and not _INITIAL.match(word)]
    return tuple(re.sub(r"^(?:al|el|as|an|ash|ad)-", "", re.sub(r"(.)\1", r"\1", word)) for word in kept or folded)


def _same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two name keys can be of one person: one holds all the words of the other, or first and last agree."""
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    return len(a) > 1 and len(b) > 1 and a[-1] == b[-1] and a[0] == b[0]

"""Brings all the mentions of a text together into one entry for each person, organisation and country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quoth.core.model import Span, Speaker, SpeakerKind
from quoth.core.names import PARTICLES, SUFFIXES, Lexicon, fold, lexicon, slug
from quoth.core.people_mentions import Mention

_INITIAL = re.compile(r"[a-z]\.?$")
_SOVEREIGN = frozenset(("king", "queen", "pope", "emperor", "empress"))
_SMALL_WORDS = frozenset(("of", "the", "and", "for", "&", "in", "on"))


@dataclass(slots=True, eq=False)
class Entry:
    """One speaker in the making. ``words`` is the fullest name so far; ``strong`` that it is surely a person or body."""

    kind: SpeakerKind
    words: tuple[str, ...]
    strong: bool = True
    id: str = ""
    gender: str = ""
    party: str | None = None
    titles: dict[str, str] = field(default_factory=dict)  # title -> rank
    mentions: list[Span] = field(default_factory=list)

    @property
    def name(self) -> str:
        return re.sub(r" ([,’']|'s\b)", r"\1", " ".join(self.words))

    def speaker(self) -> Speaker:
        return Speaker(
            self.id,
            self.name,
            self.kind,
            tuple(self.titles),
            self.party,
            tuple(sorted(set(self.mentions))),
        )


class Cast:
    """Everybody named in a text, and who each mention is."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.lex: Lexicon = lexicon()
        self.entries: list[Entry] = []
        self.mentions = mentions
        self.entry_of: dict[int, Entry] = {}  # by a mention's place in ``mentions``
        self._by_word: dict[str, list[Entry]] = {}
        self._bodies: dict[str, Entry] = {}
        self._ids: set[str] = set()
        for wanted in (_is_full_person, _is_short_person, _is_body, _is_full_name, _is_short_name):
            for at, mention in enumerate(mentions):
                if at not in self.entry_of and wanted(mention):
                    self.entry_of[at] = entry = self._enter(mention)
                    entry.mentions.append(mention.span)
        for entry in self.entries:
            self._name(entry)
            entry.id = entry.id or self._new_id(entry.name)

    def people(self) -> Iterable[Entry]:
        return (entry for entry in self.entries if entry.kind == "person")

    def add(self, kind: SpeakerKind, name: str, *, strong: bool = True, party: str | None = None) -> Entry:
        """The entry of that name, new where there is none."""
        key = _body_key(name.split())
        known = self._bodies.get(key)
        if known is not None:
            return known
        entry = Entry(kind, tuple(name.split()), strong, party=party)
        entry.id = self._new_id(entry.name)
        self.entries.append(entry)
        self._bodies[key] = entry
        return entry

    def add_person(self, words: Sequence[str]) -> Entry:
        """A person by a name found late, as in a transcript's label."""
        entry = Entry("person", tuple(words))
        entry.id = self._new_id(entry.name)
        self.entries.append(entry)
        self._index(entry)
        return entry

    def body(self, words: Sequence[str]) -> Entry | None:
        """The organisation or country known by these words or their initials."""
        return self._bodies.get(_body_key(words))

    def person(
        self, words: Sequence[str], titles: Iterable[str] = (), gender: str = "", before: int | None = None
    ) -> Entry | None:
        """Who is meant by these words of a name, with what stands beside it; None where nobody fits."""
        key = _name_key(words)
        if not key:
            return None
        fitting = [
            entry
            for entry in dict.fromkeys(entry for word in key for entry in self._by_word.get(word, ()))
            if _same_person(key, _name_key(entry.words)) and not (gender and entry.gender and gender != entry.gender)
        ]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        wanted = {word for title in titles for word in title.lower().split()}

        def rank(entry: Entry) -> tuple[int, int, int]:
            own = {word for title in entry.titles for word in title.lower().split()}
            last = _name_key(entry.words)[-1] == key[-1]
            near = max((span.end for span in entry.mentions if before is None or span.end <= before), default=-1)
            return len(wanted & own) - len(wanted - own if wanted and own else ()), int(last), near

        return max(fitting, key=rank)

    def _enter(self, mention: Mention) -> Entry:
        if mention.kind in ("organisation", "country", "people", "capital"):
            return self._enter_body(mention)
        words = self._known_form(mention.name)
        entry = self.person(words, mention.titles, mention.gender, mention.span.start)
        if entry is None and mention.kind == "name":
            known = self._bodies.get(_body_key(words))
            if known is not None:
                return known
        if entry is None:
            entry = Entry("person", words, strong=mention.kind == "person")
            self.entries.append(entry)
        elif len(words) > len(entry.words):
            entry.words = words
        for title, rank in zip(mention.titles, [r for r in mention.ranks if r != "honorific"], strict=False):
            entry.titles.setdefault(title, rank)
        entry.gender = entry.gender or mention.gender
        entry.party = entry.party or mention.party
        entry.strong = entry.strong or mention.kind == "person"
        self._index(entry)
        return entry

    def _enter_body(self, mention: Mention) -> Entry:
        if mention.kind != "organisation":
            assert mention.party is not None
            return self.country(mention.party)
        key = _body_key(mention.name)
        entry = self._bodies.get(key)
        if entry is None:
            entry = Entry(
                "organisation", mention.name, party=self.lex.known_organisations.get(" ".join(mention.name).lower())
            )
            self.entries.append(entry)
            self._bodies[key] = entry
            letters = "".join(word[0] for word in mention.name if word not in _SMALL_WORDS and word[0].isalnum())
            if len(letters) > 1:
                self._bodies.setdefault(letters.lower(), entry)
        return entry

    def country(self, name: str) -> Entry:
        return self.add("country", name, party=name)

    def _known_form(self, words: tuple[str, ...]) -> tuple[str, ...]:
        plain = " ".join(word for word in words if word != "," and word.lower() not in SUFFIXES).lower()
        known = self.lex.well_known.get(plain)
        return tuple(known.split()) if known else words

    def _index(self, entry: Entry) -> None:
        for word in _name_key(entry.words):
            group = self._by_word.setdefault(word, [])
            if entry not in group:
                group.append(entry)

    def _name(self, entry: Entry) -> None:
        if entry.kind != "person":
            return
        key = _name_key(entry.words)
        title = next((t for t in entry.titles if t.lower().split()[-1] in _SOVEREIGN), None)
        if title is not None and len(key) == 1:
            entry.words = (title.split()[-1], *entry.words)
        if not entry.gender:
            entry.gender = self._given_gender(entry)

    def _given_gender(self, entry: Entry) -> str:
        words = [fold(word) for word in entry.words if word != "," and fold(word) not in SUFFIXES]
        if len(words) < 2:
            return ""
        for word in (
            words[0],
            words[0].split("-")[0],
            *words[1:-1],
            *(words[-1:] if self.lex.given.get(words[0]) == "u" else ()),
        ):
            gender = self.lex.given.get(word, "u")
            if gender != "u":
                return gender
        return ""

    def _new_id(self, name: str) -> str:
        base = slug(name)
        id, number = base, 2
        while id in self._ids:
            id, number = f"{base}-{number}", number + 1
        self._ids.add(id)
        return id


def _is_full_person(mention: Mention) -> bool:
    return mention.kind == "person" and len(_name_key(mention.name)) > 1


def _is_short_person(mention: Mention) -> bool:
    return mention.kind == "person"


def _is_body(mention: Mention) -> bool:
    return mention.kind in ("organisation", "country")


def _is_full_name(mention: Mention) -> bool:
    return mention.kind == "name" and len(mention.name) > 1


def _is_short_name(mention: Mention) -> bool:
    return mention.kind == "name"


def _name_key(words: Sequence[str]) -> tuple[str, ...]:
    """A name's words by which it is compared: folded, doubled letters once, no initials, particles or suffixes."""
    folded = [re.sub(r"(.)\1", r"\1", fold(word)) for word in words if word != ","]
    kept = tuple(
        re.sub(r"^(?:al|el|as|an|ash|ad)-", "", word)
        for word in folded
        if word not in SUFFIXES and word not in PARTICLES and not _INITIAL.match(word)
    )
    return kept or tuple(folded)


def _same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two name keys can be of one person: one holds all the words of the other, or first and last agree."""
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    return len(a) > 1 and len(b) > 1 and a[-1] == b[-1] and a[0] == b[0]


def _body_key(words: Sequence[str]) -> str:
    return " ".join(fold(word) for word in words if word.lower() not in ("the", "of", "'s", "’s"))

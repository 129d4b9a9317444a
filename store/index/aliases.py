"""One person under several names: "President Biden" of one article and "Joe Biden" of another are counted as one.

Records are never changed: which names are one person's is worked out from all that is filed, and anew with every
change. A shorter name is taken for a longer one only when it fits exactly one of the library's, when the two bear the
same title and not different parties, and when no article has both.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from quoth.core.data import load
from quoth.core.model import Speaker
from quoth.core.query.folding import words

_LOOKED_AT = 8
"""Titles and parties are those of so many of the newest articles that name a person."""
_COMMON = 40
"""A family name of more people than this tells nothing."""
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_DEPUTY = frozenset(("vice", "deputy", "assistant", "under"))
_SHORTENED = 3
"""So many letters of a title's word are enough: Sen. for Senator."""
_FAMILY_NAME_FIRST = frozenset(("China", "Taiwan", "Hong Kong", "North Korea", "South Korea", "Vietnam"))


@dataclass(frozen=True, slots=True)
class Traits:
    """What articles say of a person."""

    titles: frozenset[tuple[str, ...]]
    parties: frozenset[str]

    def agree(self, other: Traits) -> bool:
        """Whether the two bear a title in common and no party speaks against it."""
        if self.parties and other.parties and not self.parties & other.parties:
            return False
        return any(_is_same_title(ours, theirs) for ours in self.titles for theirs in other.titles)


class Aliases:
    """Keeps the table of names that are another speaker's."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._touched: set[str] = set()

    def add(self, base: int, speakers: Sequence[Speaker]) -> None:
        """The people of an article that is being filed."""
        people = {
            speaker.id: name for speaker in speakers if speaker.kind == "person" and (name := name_of(speaker.id))
        }
        self._database.executemany(
            "INSERT OR IGNORE INTO person VALUES (?, ?)", ((name[-1], id) for id, name in people.items())
        )
        pairs = [pair for pair in combinations(sorted(people), 2) if people[pair[0]][-1] == people[pair[1]][-1]]
        self._database.executemany("INSERT OR IGNORE INTO apart VALUES (?, ?, ?)", ((*pair, base) for pair in pairs))
        self._touched.update(name[-1] for name in people.values())
        self._touched.update(people[s.id][0] for s in speakers if s.id in people and s.party in _FAMILY_NAME_FIRST)

    def drop(self, base: int, ids: Iterable[str]) -> None:
        """The speakers of an article that has just been taken out."""
        self._database.execute("DELETE FROM apart WHERE base = ?", (base,))
        gone = {id: name for id in ids if (name := name_of(id))}
        for id, name in gone.items():
            self._touched.update((name[0], name[-1]))
            left = self._database.execute(
                """SELECT 1 FROM named WHERE kind = 'speaker' AND id = ? AND instr(data, '","person",') LIMIT 1""",
                (id,),
            )
            if left.fetchone() is None:
                self._database.execute("DELETE FROM person WHERE word = ? AND id = ?", (name[-1], id))

    def flush(self) -> None:
        """Work out, at the end of a change, who is who among those whose names it touched."""
        for family in sorted(self._touched):
            ids = self._family(family)
            found = one_person(ids, lru_cache(None)(self._traits), self._is_apart) if 1 < len(ids) <= _COMMON else {}
            self._database.execute("DELETE FROM alias WHERE word = ?", (family,))
            self._database.executemany(
                "INSERT INTO alias VALUES (?, ?, ?, ?)",
                (
                    (id, of, f" {' '.join(word.text for word in words(of))} ", family)
                    for id, of in found.items()
                    if name_of(id)[-1] == family
                ),
            )
        self._touched = set()

    def rollback(self) -> None:
        """The change was taken back."""
        self._touched = set()

    def _family(self, family: str) -> list[str]:
        rows = self._database.execute("SELECT id FROM person WHERE word = ? LIMIT ?", (family, _COMMON + 1)).fetchall()
        ids = [id for (id,) in rows]
        if family in ids and self._traits(family).parties & _FAMILY_NAME_FIRST:
            rows = self._database.execute(
                "SELECT id FROM facet WHERE kind = 'speaker' AND id > ? AND id < ? LIMIT ?",
                (f"{family}-", f"{family}.", _COMMON + 1),
            ).fetchall()
            ids += [id for (id,) in rows if self._traits(id).parties & _FAMILY_NAME_FIRST]
        return sorted(dict.fromkeys(ids))

    def _traits(self, id: str) -> Traits:
        rows = self._database.execute(
            "SELECT data FROM named WHERE kind = 'speaker' AND id = ? ORDER BY base LIMIT ?", (id, _LOOKED_AT)
        )
        said = [json.loads(data) for (data,) in rows]
        titles = frozenset(read for _, _, titles, *_ in said for title in titles if (read := _title_words(title)))
        return Traits(titles, frozenset(party for _, kind, _, party, _ in said if kind == "person" and party))

    def _is_apart(self, one: str, other: str) -> bool:
        pair = sorted((one, other))
        return (
            self._database.execute("SELECT 1 FROM apart WHERE id = ? AND other = ? LIMIT 1", pair).fetchone()
            is not None
        )


def one_person(
    ids: Iterable[str], traits: Callable[[str], Traits], is_apart: Callable[[str, str], bool]
) -> dict[str, str]:
    """Of the people of one family name: whose other name each is, for those who have one."""
    found: dict[str, str] = {}
    longer: list[str] = []
    for id in sorted(ids, key=lambda id: (-len(name_of(id)), id)):
        fitting = [
            other
            for other in longer
            if is_short_for(name_of(id), name_of(other)) and not is_apart(id, other) and traits(id).agree(traits(other))
        ]
        whose = {found.get(other, other) for other in fitting}
        if len(whose) == 1:
            found[id] = whose.pop()
        longer.append(id)
    return found


def is_short_for(name: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a name is another one's family name, or the same without names in the middle."""
    if len(name) == 1:
        return name[0] in (other[-1], other[0])
    if (name[0], name[-1]) != (other[0], other[-1]):
        return False
    middle = iter(other[1:-1])
    return all(any(word.startswith(part) or part.startswith(word) for word in middle) for part in name[1:-1])


def name_of(id: str) -> tuple[str, ...]:
    """The words of a speaker's name, from the id; none for one of several people of a name (numbered)."""
    name = [word.text for word in words(id)]
    while len(name) > 1 and name[-1] in _SUFFIXES:
        name.pop()
    return () if not name or name[-1].isdigit() else tuple(name)


def _is_same_title(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """ "Secretary" and "Secretary of State", "President" and "US President"; but not "Vice President"."""
    shorter, longer = sorted((one, other), key=len)
    ends = longer[: len(shorter)], longer[len(longer) - len(shorter) :]
    if not any(all(map(_is_same_word, shorter, end)) for end in ends):
        return False
    return not _DEPUTY.intersection(set(longer) - set(shorter))


def _is_same_word(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (len(shorter) >= _SHORTENED and longer.startswith(shorter))


@lru_cache(maxsize=4096)
def _title_words(title: str) -> tuple[str, ...]:
    """A title that tells people apart, in words; none of "Mr." or "Dr."."""
    short, honorifics = _titles()
    found = " ".join(short.get(word, word) for word in title.lower().split()).split()
    return () if honorifics.issuperset(found) else tuple(word.strip(".,") for word in found)


@cache
def _titles() -> tuple[dict[str, str], frozenset[str]]:
    """Titles in short with what they stand for, and those that anybody may bear; of the tables of titles no more."""
    tables = load("titles.json")
    return tables["short"], frozenset(tables["heads"]["honorific"].split())

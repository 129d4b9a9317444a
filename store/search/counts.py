"""How often topics, speakers and subjects occur: over the whole library, or over the newest matches of a search."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from quoth.store.index.database import those_of
from quoth.store.index.schema import PLACES
from quoth.store.rows import CAP, SpeakerRow, SubjectRow, TopicRow

Facet = Literal["topic", "speaker", "subject"]
_COLUMNS: dict[Facet, str] = {"topic": "topics", "speaker": "speakers", "subject": "subjects"}

_LOOKED_AT = 8
"""Titles and party are looked for in so many of the newest documents that name a speaker."""


@dataclass(slots=True)
class Tally:
    """The counts of one id."""

    quotes: int = 0
    numbers: int = 0
    sentences: int = 0
    documents: int = 0

    def add(self, other: Tally) -> None:
        """Count in what was said under another name."""
        self.quotes += other.quotes
        self.numbers += other.numbers
        self.sentences += other.sentences
        self.documents += other.documents


@dataclass(slots=True)
class Counts:
    """Counts of one facet by id."""

    by_id: dict[str, Tally] = field(default_factory=dict)

    def first(self, kind: Literal["quotes", "sentences"]) -> list[tuple[str, Tally]]:
        """Most frequent first, at most CAP of them."""

        def rank(item: tuple[str, Tally]) -> tuple[int, int, int, str]:
            id, tally = item
            return -getattr(tally, kind), -tally.sentences, -tally.numbers, id

        return sorted(self.by_id.items(), key=rank)[:CAP]


def whole(database: sqlite3.Connection, facet: Facet) -> Counts:
    """Over the whole library; a speaker's shorter names are counted with the full one."""
    order = "sentences DESC, quotes DESC" if facet == "subject" else "quotes DESC, sentences DESC, numbers DESC"
    select = "SELECT f.id, f.quotes, f.numbers, f.sentences, f.documents FROM facet AS f"
    if facet != "speaker":
        rows = database.execute(f"{select} WHERE kind = ? ORDER BY {order}, id LIMIT ?", (facet, CAP))
        return Counts({id: Tally(*numbers) for id, *numbers in rows})
    others = database.execute(f"{select} JOIN alias AS a ON f.kind = 'speaker' AND f.id = a.id").fetchall()
    full = database.execute(f"{select} WHERE kind = 'speaker' AND id IN (SELECT of FROM alias)")
    most = database.execute(f"{select} WHERE kind = 'speaker' ORDER BY {order}, id LIMIT ?", (CAP + len(others),))
    counts = Counts({id: Tally(*numbers) for id, *numbers in (*most, *full)})
    of = dict(database.execute("SELECT id, of FROM alias"))
    for id, *numbers in others:
        counts.by_id.pop(id, None)
        counts.by_id.setdefault(of[id], Tally()).add(Tally(*numbers))
    return counts


def matching(database: sqlite3.Connection, facet: Facet, keys_of: Callable[[str], Sequence[int]]) -> Counts:
    """Over what a search finds; ``keys_of`` gives the keys of the newest matching rows of a kind."""
    of = dict(database.execute("SELECT id, of FROM alias")) if facet == "speaker" else {}
    counts = Counts()
    documents: dict[str, set[int]] = {}
    for kind in ("quote", "number", "sentence"):
        keys = keys_of(kind)
        found: Counter[str] = Counter()
        for key, ids in those_of(database, f"SELECT key, {_COLUMNS[facet]} FROM {kind} WHERE key", keys):
            for id in dict.fromkeys(of.get(id, id) for id in ids.split()):
                found[id] += 1
                documents.setdefault(id, set()).add(key >> PLACES)
        for id, count in found.items():
            setattr(counts.by_id.setdefault(id, Tally()), f"{kind}s", count)
    for id, tally in counts.by_id.items():
        tally.documents = len(documents[id])
    return counts


def topic_rows(counts: Counts, labels: dict[str, str]) -> tuple[TopicRow, ...]:
    return tuple(
        TopicRow(id, labels.get(id, id), tally.quotes, tally.numbers, tally.sentences)
        for id, tally in counts.first("quotes")
    )


def speaker_rows(database: sqlite3.Connection, counts: Counts) -> tuple[SpeakerRow, ...]:
    rows: list[SpeakerRow] = []
    for id, tally in counts.first("quotes"):
        known = _newest(database, "speaker", id) or [[id, "person", [], None, []]]
        name, kind, *_ = known[0]
        titles = next((said[2] for said in known if said[2]), ())
        party = next((said[3] for said in known if said[3]), None)
        rows.append(SpeakerRow(id, name, kind, tuple(titles), party, tally.quotes, tally.numbers, tally.documents))
    return tuple(rows)


def subject_rows(database: sqlite3.Connection, counts: Counts) -> tuple[SubjectRow, ...]:
    rows: list[SubjectRow] = []
    for id, tally in counts.first("sentences"):
        name, kind = (_newest(database, "subject", id) or [[id, "other"]])[0]
        rows.append(SubjectRow(id, name, kind, tally.sentences, tally.documents))
    return tuple(rows)


def _newest(database: sqlite3.Connection, kind: str, id: str) -> list[list[Any]]:
    """What the newest documents say of a speaker or subject."""
    rows = database.execute(
        "SELECT data FROM named WHERE kind = ? AND id = ? ORDER BY base LIMIT ?", (kind, id, _LOOKED_AT)
    )
    return [json.loads(data) for (data,) in rows]

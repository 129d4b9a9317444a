"""The table of topics: ids, labels, IPTC Media Topic codes and terms, with a user's own additions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from quoth.core.data import load
from quoth.core.errors import UsageError

USER_TERM = 3.0
"""The weight of a term that is given without one: enough for its topic by itself."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEYS = {"id", "label", "iptc", "parent", "description", "terms"}


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. ``iptc`` is an IPTC Media Topic code (the digits of medtop:20000373) or empty.

    ``terms`` are words and phrases in lower case with a weight: 1 a hint, 2 likely, 3 decisive, below 0 against it.
    ``parent`` is the id of the broader topic that a sentence with this one has too.
    """

    id: str
    label: str
    iptc: str = ""
    parent: str | None = None
    description: str = ""
    terms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class TopicTable:
    """Topics in their order on the screen. Make one with :meth:`load`."""

    topics: tuple[Topic, ...]
    by_id: Mapping[str, Topic] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", MappingProxyType({topic.id: topic for topic in self.topics}))

    @classmethod
    def load(cls, user_file: Path | None = None) -> TopicTable:
        """The table that ships with quoth, with the topics of a user's file added or changed.

        The file has the shape of core/data/topics.json: ``{"topics": [{"id": ..., "label": ..., "terms": {...}}]}``.
        A topic whose id is known changes only what it names; its terms are added, and a weight of 0 takes one away.
        ``terms`` may be a plain list. Raises UsageError, which names the file and the place, where it is wrong.
        """
        if user_file is None:
            return _shipped()
        topics = {topic.id: topic for topic in _shipped().topics}
        for row in _read(user_file):
            known = topics.get(row["id"])
            topics[row["id"]] = Topic(**row) if known is None else _changed(known, row)
        for topic in topics.values():
            if topic.parent is not None and topic.parent not in topics:
                raise UsageError(f"{user_file}: topic {topic.id!r} has the parent {topic.parent!r}, which is no topic")
        return cls(tuple(topics.values()))

    def label(self, id: str) -> str:
        """What a person calls the topic; the id itself where the table does not hold it."""
        topic = self.by_id.get(id)
        return topic.label if topic else id

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.topics)

    def __len__(self) -> int:
        return len(self.topics)


@cache
def _shipped() -> TopicTable:
    rows = load("topics.json")
    return TopicTable(tuple(Topic(**row) for row in rows["topics"]))


def _changed(topic: Topic, given: dict[str, Any]) -> Topic:
    terms = {**topic.terms, **given.get("terms", {})}
    return replace(topic, **{**given, "terms": {term: weight for term, weight in terms.items() if weight}})


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    except (json.JSONDecodeError, RecursionError) as error:
        place = f" at line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"{path}: is not JSON{place}") from error
    if not isinstance(data, dict) or not isinstance(data.get("topics"), list):
        raise UsageError(f'{path}: must be an object with a list "topics"')
    rows = [_checked(row, f"{path}: topics[{number}]") for number, row in enumerate(data["topics"])]
    known = {topic.id for topic in _shipped()}
    for number, row in enumerate(rows):
        if row["id"] not in known and "label" not in row:
            raise UsageError(f"{path}: topics[{number}]: the new topic {row['id']!r} needs a label")
    return rows


def _checked(row: object, place: str) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise UsageError(f"{place} must be an object")
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise UsageError(f"{place} has an unknown key {unknown[0]!r}; there are {', '.join(sorted(_KEYS))}")
    for key in _KEYS - {"terms"}:
        if key in row and not (isinstance(row[key], str) or (key == "parent" and row[key] is None)):
            raise UsageError(f"{place}: {key} must be text")
    if not _ID.fullmatch(row.get("id", "")):
        raise UsageError(f"{place}: id must be small letters, digits and single hyphens, like water-sharing")
    if "terms" in row:
        row["terms"] = _terms(row["terms"], place)
    return row


def _terms(terms: object, place: str) -> dict[str, float]:
    if isinstance(terms, list):
        terms = dict.fromkeys(terms, USER_TERM) if all(isinstance(term, str) for term in terms) else None
    if not isinstance(terms, dict):
        raise UsageError(f"{place}: terms must be a list of words or an object of words and weights")
    for term, weight in terms.items():
        if not term.strip():
            raise UsageError(f"{place}: a term is empty")
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not -5 <= weight <= 5:
            raise UsageError(f"{place}: the weight of {term!r} must be a number from -5 to 5")
    return {term.lower(): float(weight) for term, weight in terms.items()}

"""Orders other than by date: over the newest matches only, so that they cost the same in any library."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quoth.core.query.hits import Matcher
from quoth.store.rows import Order

_SPEECH = ("direct", "mixed", "indirect", "none")
_SATURATION, _LENGTH = 1.2, 0.75
"""The usual constants of BM25 (Robertson and Zaragoza 2009)."""


def in_order(database: sqlite3.Connection, kind: str, keys: Sequence[int], order: Order, matcher: Matcher) -> list[int]:
    """Keys, newest first, as ``order`` wants them; equals stay newest first."""
    if order == "relevance":
        scores = _scores(_texts(database, kind, keys), matcher)
        return sorted(keys, key=lambda key: -scores.get(key, 0.0))
    if kind == "document" or order in ("date", "position"):
        return list(keys)
    rows = _in(database, f"SELECT key, speakers, topics, data FROM {kind} WHERE key", keys)
    ranks = {key: _rank(kind, order, speakers, topics, json.loads(data)) for key, speakers, topics, data in rows}
    return sorted(keys, key=ranks.__getitem__)


def _rank(kind: str, order: Order, speakers: str, topics: str, data: list[Any]) -> tuple[Any, ...]:
    if order == "speaker":
        return not speakers, speakers
    if order == "topic":
        return not topics, topics
    if order == "value":
        amounts = [value for value in data[3:5] if kind == "number" and isinstance(value, int | float)]
        return not amounts, -max(amounts, default=0)
    if kind == "number":
        return (data[2],)
    return (_SPEECH.index(data[0] if kind == "quote" else data[3]),)


def _texts(database: sqlite3.Connection, kind: str, keys: Sequence[int]) -> Mapping[int, str]:
    if kind != "document":
        return dict(_in(database, f"SELECT key, text FROM {kind} WHERE key", keys))
    texts: dict[int, str] = {}
    for base, last, title in _in(database, "SELECT base, last, title FROM document WHERE base", keys):
        rows = database.execute("SELECT text FROM sentence WHERE key BETWEEN ? AND ?", (base, last))
        texts[base] = "\n".join((title or "", *(text for (text,) in rows)))
    return texts


def _scores(texts: Mapping[int, str], matcher: Matcher) -> dict[int, float]:
    """BM25 of the words that were asked for, among these texts."""
    counted = {
        key: Counter(text[span.start : span.end].casefold() for span in matcher.find(text))
        for key, text in texts.items()
    }
    holding = Counter(word for found in counted.values() for word in found)
    usual = sum(map(len, texts.values())) / max(len(texts), 1) or 1.0
    rarity = {word: math.log(1 + (len(texts) - count + 0.5) / (count + 0.5)) for word, count in holding.items()}
    scores: dict[int, float] = {}
    for key, found in counted.items():
        damping = _SATURATION * (1 - _LENGTH + _LENGTH * len(texts[key]) / usual)
        scores[key] = sum(rarity[word] * count / (count + damping) for word, count in found.items())
    return scores


def _in(database: sqlite3.Connection, select: str, keys: Sequence[int]) -> Iterator[Any]:
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        yield from database.execute(f"{select} IN ({', '.join('?' * len(part))})", part)

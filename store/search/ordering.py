"""Orders other than by date. Relevance is of the newest matches only: it costs the same in any library."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from quoth.core.query.hits import Matcher
from quoth.store.index.database import those_of
from quoth.store.rows import CAP, Order

_COLUMNS: dict[Order, str] = {"speaker": "speakers", "topic": "topics", "value": "data", "kind": "data"}
_SPEECH = ("direct", "mixed", "indirect", "none")
_SATURATION, _LENGTH = 1.2, 0.75
"""The usual constants of BM25 (Robertson and Zaragoza 2009)."""


def in_order(database: sqlite3.Connection, kind: str, keys: Sequence[int], order: Order, matcher: Matcher) -> list[int]:
    """Keys, newest first, as ``order`` wants them; equals stay newest first."""
    if order == "relevance":
        scores = _scores(_texts(database, kind, keys[:CAP]), matcher)
        return [*sorted(keys[:CAP], key=lambda key: -scores.get(key, 0.0)), *keys[CAP:]]
    if kind == "document" or order not in _COLUMNS:
        return list(keys)
    rows = those_of(database, f"SELECT key, {_COLUMNS[order]} FROM {kind} WHERE key", keys)
    ranks = {key: _rank(kind, order, value) for key, value in rows}
    return sorted(keys, key=ranks.__getitem__)


def _rank(kind: str, order: Order, value: str) -> tuple[Any, ...]:
    if order in ("speaker", "topic"):
        return not value, value
    data = json.loads(value)
    if order == "value":
        amounts = [value for value in data[3:5] if kind == "number" and isinstance(value, int | float)]
        return not amounts, -max(amounts, default=0)
    if kind == "number":
        return (data[2],)
    return (_SPEECH.index(data[0] if kind == "quote" else data[3]),)


def _texts(database: sqlite3.Connection, kind: str, keys: Sequence[int]) -> Mapping[int, str]:
    if kind != "document":
        return dict(those_of(database, f"SELECT key, text FROM {kind} WHERE key", keys))
    texts: dict[int, str] = {}
    for base, last, title in those_of(database, "SELECT base, last, title FROM document WHERE base", keys):
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

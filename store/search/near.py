"""Searches like one that finds nothing: other spellings, and names that were written as plain words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from importlib.resources import files

from quoth.core.query.folding import words
from quoth.core.query.tokens import Token, read_tokens
from quoth.core.topics.table import TopicTable

_OFFERED = 3
_ALIKE = 0.75
"""How alike two spellings have to be (the ratio of difflib)."""
_LOOKED_THROUGH = 20_000
_FACETS = {"speaker": "speaker", "about": "subject"}


def near(database: sqlite3.Connection, text: str, topics: TopicTable, finds: Callable[[str], bool]) -> list[str]:
    """Searches that differ from this one in one term and find something, best first."""
    found: list[str] = []
    tokens = list(read_tokens(text))
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None and before.kind == "-":
            continue
        for term in _instead(database, token, topics):
            other = text[: token.start] + term + text[token.end :]
            if other not in found and finds(other):
                found.append(other)
            if len(found) == _OFFERED:
                return found
    return found


def _instead(database: sqlite3.Connection, token: Token, topics: TopicTable) -> Iterator[str]:
    """Terms that may have been meant by one."""
    asked = [word.text for word in words(token.text)]
    if token.kind == "field" and asked:
        for value in _values(database, token.field, asked, topics):
            yield f'{token.field}:"{value}"' if " " in value else f"{token.field}:{value}"
    elif token.kind == "word" and len(asked) == 1:
        for field, facet in _FACETS.items():
            if asked[0] in _name_words(database, facet):
                yield f"{field}:{asked[0]}"
        yield from _alike(asked[0], _words_like(database, asked[0]))


def _values(database: sqlite3.Connection, field: str, asked: list[str], topics: TopicTable) -> Iterator[str]:
    """Values of a field that are like the one asked for."""
    whole = " ".join(asked)
    match field:
        case "speaker" | "about":
            known = _name_words(database, _FACETS[field])
            spelt = [word if word in known else next(iter(_alike(word, known)), "") for word in asked]
            if all(spelt):
                yield " ".join(spelt)
        case "topic":
            named = {word: topic.id for topic in topics.topics for word in (topic.id, *_split(topic.label))}
            yield from dict.fromkeys(named[word] for word in _alike(whole, named))
        case "party":
            rows = database.execute("SELECT data FROM named WHERE kind = 'speaker' LIMIT ?", (_LOOKED_THROUGH,))
            parties = {json.loads(data)[3] or "" for (data,) in rows}
            yield from _alike(whole, {" ".join(_split(party)) for party in parties})
        case "unit":
            yield from _currencies(whole)
            rows = database.execute("SELECT DISTINCT unit FROM amount WHERE kind = 'number'")
            yield from _alike(whole, {unit.strip() for (unit,) in rows})


def _name_words(database: sqlite3.Connection, facet: str) -> dict[str, None]:
    """The words of the names of speakers or subjects, most frequent first."""
    rows = database.execute(
        "SELECT id FROM facet WHERE kind = ? ORDER BY quotes + sentences DESC LIMIT ?", (facet, _LOOKED_THROUGH)
    )
    return dict.fromkeys(word for (id,) in rows for word in _split(id))


def _words_like(database: sqlite3.Connection, word: str) -> list[str]:
    """The library's words that begin with the same letter and are about as long."""
    rows = database.execute(
        "SELECT word FROM form WHERE word >= ? AND word < ? AND abs(length(word) - ?) < 3 LIMIT ?",
        (word[0], word[0] + "\U0010ffff", len(word), _LOOKED_THROUGH),
    )
    return [known for (known,) in rows]


def _currencies(noun: str) -> list[str]:
    """The code of a currency that is called so."""
    nouns = json.loads((files("quoth.core.data") / "currencies.json").read_text(encoding="utf-8"))["nouns"]
    return [str(known["default"]).lower() for known in nouns.values() if noun in known["forms"]]


def _alike(word: str, known: Iterable[str]) -> list[str]:
    """The known words that begin so, shortest first, then those that are spelt alike, best first."""
    others = [other for other in known if other and other != word]
    begun = sorted((other for other in others if len(word) > 1 and other.startswith(word)), key=len)
    return list(dict.fromkeys((*begun[:_OFFERED], *get_close_matches(word, others, _OFFERED, _ALIKE))))


def _split(name: str) -> list[str]:
    return [word.text for word in words(name)]

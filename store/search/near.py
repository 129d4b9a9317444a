"""Searches like one that finds nothing: other spellings, names written as plain words, the words of what is no name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import partial

from quoth.core.data import load
from quoth.core.query.folding import words
from quoth.core.query.tokens import Token, read_tokens
from quoth.core.topics.table import TopicTable

_OFFERED = 3
_ALIKE = 0.75
"""How alike two spellings have to be (the ratio of difflib)."""
_LOOKED_THROUGH = 20_000
_TELLING = 4  # letters of a word that is looked for by itself
_NAMED = frozenset(("speaker", "about", "topic", "party"))
_TERMS = frozenset(("word", "phrase", "field"))
_FACETS = {"speaker": "speaker", "about": "subject"}


def near(database: sqlite3.Connection, text: str, topics: TopicTable, finds: Callable[[str], bool]) -> list[str]:
    """Searches that differ from this one in one term and find something, best first."""
    found: list[str] = []
    tokens = list(read_tokens(text))
    either = any(token.kind == "or" for token in tokens)
    wanted = [token for before, token in zip([None, *tokens], tokens, strict=False) if not before or before.kind != "-"]
    for instead in (partial(_instead, database, topics), _plainer, partial(_without, tokens)):
        for token in wanted:
            for term in instead(token):
                term = f"({term})" if either and " " in term and '"' not in term else term
                other = " ".join(f"{text[: token.start]}{term}{text[token.end :]}".split())
                if other not in found and finds(other):
                    found.append(other)
                if len(found) == _OFFERED:
                    return found
        if found:
            break
    return found


def _plainer(token: Token) -> Iterator[str]:
    """What asks for less in place of a phrase or of a name that is none: its words, all of them or one."""
    asked = [word.text for word in words(token.text)]
    if token.kind == "phrase" or token.field in _NAMED:
        if len(asked) > 1:
            yield " ".join(asked)
        yield from sorted((word for word in asked if len(word) >= _TELLING), key=len, reverse=True)


def _without(tokens: list[Token], token: Token) -> Iterator[str]:
    """Nothing in place of a term beside others; where they stand in groups or one is excluded it stays."""
    if len(tokens) > 1 and token.kind in _TERMS and all(other.kind in _TERMS for other in tokens):
        yield ""


def _instead(database: sqlite3.Connection, topics: TopicTable, token: Token) -> Iterator[str]:
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
    nouns = load("currencies.json")["nouns"]
    return [str(known["default"]).lower() for known in nouns.values() if noun in known["forms"]]


def _alike(word: str, known: Iterable[str]) -> list[str]:
    """The known words that begin so, shortest first, then those that are spelt alike, best first."""
    others = [other for other in known if other and other != word]
    begun = sorted((other for other in others if len(word) > 1 and other.startswith(word)), key=len)
    return list(dict.fromkeys((*begun[:_OFFERED], *get_close_matches(word, others, _OFFERED, _ALIKE))))


def _split(name: str) -> list[str]:
    return [word.text for word in words(name)]

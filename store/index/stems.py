"""Word stems, by FTS5's own Porter stemmer (Porter 1980)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache


def stem(words: Sequence[str]) -> dict[str, str]:
    """The stem of each folded word."""
    database = sqlite3.connect(":memory:")
    try:
        database.execute(
            "CREATE VIRTUAL TABLE w USING fts5(word, content='', columnsize=0, tokenize='porter unicode61')"
        )
        database.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(w, instance)")
        database.executemany("INSERT INTO w (rowid, word) VALUES (?, ?)", enumerate(words))
        return {words[place]: found for place, found in database.execute("SELECT doc, term FROM stems")}
    finally:
        database.close()


@lru_cache(maxsize=1024)
def stem_of(word: str) -> str:
    """The stem of one word."""
    return stem((word,)).get(word, word)

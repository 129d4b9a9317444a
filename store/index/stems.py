"""Word stems, by FTS5's own Porter stemmer (Porter 1980), and the table of the words that a library holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from functools import lru_cache

_LOOKED_UP = 500


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


class Forms:
    """Every word of a library with its stem; words of articles that went may stay until the library is purged."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._known: set[str] = set()
        self._new: set[str] = set()
        self.knows_all = False
        """Whether every word of the table has passed through here, so that none needs to be looked up."""

    def add(self, words: Collection[str]) -> None:
        """Words that have come in with a change."""
        new = set(words) - self._known
        self._known |= new
        self._new |= new

    def flush(self) -> None:
        """Write them down, at the end of the change."""
        new = list(self._new)
        for start in range(0, 0 if self.knows_all else len(new), _LOOKED_UP):
            part = new[start : start + _LOOKED_UP]
            marks = ", ".join("?" * len(part))
            known = self._database.execute(f"SELECT word FROM form WHERE word IN ({marks})", part)
            self._new.difference_update([word for (word,) in known])
        if self._new:
            self._database.executemany("INSERT OR IGNORE INTO form VALUES (?, ?)", stem(sorted(self._new)).items())
        self._new = set()

    def rollback(self) -> None:
        """Nothing is sure any more: the change was taken back."""
        self._known, self._new, self.knows_all = set(), set(), False

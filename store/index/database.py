"""The search index: SQLite full text over the records, derived from them and built anew whenever in doubt."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from zlib import crc32

from quoth.core.errors import LibraryDamagedError
from quoth.store.index.aliases import Aliases
from quoth.store.index.schema import TABLES, VERSION
from quoth.store.index.stems import Forms
from quoth.store.record.near import KEYS

VERSION_KEY = f"{VERSION}/{unicodedata.unidata_version}"
"""Folding follows Python's Unicode tables, so an index is of one version of them."""
_AT_ONCE = 500


class DamagedIndexError(sqlite3.DatabaseError):
    """The index does not hold what was written to it."""


class Index:
    """What is filed in one database. Changes are made inside :meth:`change`; who may make them is not its matter."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.forms = Forms(database)
        self.aliases = Aliases(database)

    @classmethod
    def create(cls, database: sqlite3.Connection) -> Index:
        """Make the tables. LibraryDamagedError where this Python's SQLite has no full-text search."""
        try:
            for table in TABLES:
                database.execute(table)
        except sqlite3.OperationalError as error:
            if "fts5" in str(error):
                raise LibraryDamagedError(
                    "searching needs SQLite with FTS5, which this Python's sqlite3 module lacks: use another Python"
                ) from error
            raise
        index = cls(database)
        index.forms.knows_all = True
        index.set_meta("version", VERSION_KEY)
        return index

    @contextmanager
    def change(self) -> Iterator[None]:
        """All or nothing."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.forms.flush()
            self.aliases.flush()
            self.database.execute("COMMIT")
        except BaseException:
            self.forms.rollback()
            self.aliases.rollback()
            if self.database.in_transaction:
                self.database.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Several questions to one state of the index."""
        if self.database.in_transaction:
            yield self.database
            return
        self.database.execute("BEGIN")
        try:
            yield self.database
        finally:
            if self.database.in_transaction:
                self.database.execute("COMMIT")

    def meta(self, name: str) -> Any:
        row = self.database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: Any) -> None:
        self.database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def files(self) -> dict[str, str]:
        """The record of each id that is filed."""
        return dict(self.database.execute("SELECT id, file FROM document"))

    def file_names(self) -> Iterator[str]:
        """The records that are filed; much quicker than :meth:`files`, for it reads an index alone."""
        return (file for (file,) in self.database.execute("SELECT file FROM document"))

    def id_of_text(self, sha256: str) -> str | None:
        row = self.database.execute("SELECT id FROM document WHERE sha256 = ?", (sha256,)).fetchone()
        return row[0] if row else None

    def ids_from(self, prefix: str, limit: int = 5) -> list[str]:
        """Ids that begin with this, in order; the id itself alone where there is one."""
        if self.database.execute("SELECT 1 FROM document WHERE id = ?", (plain(prefix),)).fetchone():
            return [prefix]
        rows = self.database.execute(
            "SELECT id FROM document WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (plain(prefix), plain(prefix) + "~", limit),
        )
        return [id for (id,) in rows]

    def ids_to(self, end: str, limit: int = 5) -> list[str]:
        """Ids whose last part this is, in order."""
        rows = self.database.execute(
            "SELECT id FROM document WHERE substr(id, ?) = ? ORDER BY id LIMIT ?",
            (-len(end) - 1, f"-{plain(end)}", limit),
        )
        return [id for (id,) in rows]

    def file_of(self, id: str) -> str:
        """The record's file; KeyError for an id that is not filed."""
        row = self.database.execute("SELECT file FROM document WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise KeyError(id)
        return str(row[0])

    def sketches_named(self, name: str, source: str | None) -> list[tuple[str, list[int]]]:
        """Id and sketch of the articles of this name and source."""
        rows = self.database.execute(
            "SELECT id, sketch FROM document WHERE name = ? AND source IS ?", (plain(name), plain(source))
        )
        return [(id, json.loads(sketch)) for id, sketch in rows]

    def sketches_like(self, sketch: Sequence[int]) -> list[tuple[str, str, list[int]]]:
        """Id, story and sketch of the articles that share some of the smallest hashes, most shared first."""
        rows = self.database.execute(
            f"""SELECT d.id, coalesce(d.story, d.id), d.sketch
            FROM (SELECT base, count(*) AS shared FROM sketch WHERE hash IN ({marks(KEYS)})
                  GROUP BY base ORDER BY shared DESC LIMIT 20) AS s JOIN document AS d ON d.base = s.base
            ORDER BY s.shared DESC, d.id""",
            [*sketch[:KEYS], *[-1] * (KEYS - len(sketch[:KEYS]))],
        )
        return [(id, story, json.loads(values)) for id, story, values in rows]

    def story_members(self, story: str) -> list[tuple[str, str, str]]:
        """Id, file and time of adding of every print of a story, the first one first."""
        rows = self.database.execute(
            "SELECT id, file, added FROM document WHERE story = ?1 OR id = ?1 ORDER BY id != ?1, added, id", (story,)
        )
        return rows.fetchall()

    def story_of(self, id: str) -> str:
        row = self.database.execute("SELECT coalesce(story, id) FROM document WHERE id = ?", (id,)).fetchone()
        return str(row[0]) if row else id


def checksum(*parts: object) -> int:
    """What is kept beside a row, so that one which is not as it was written is never shown."""
    return crc32("\n".join(map(str, parts)).encode("utf-8", "surrogatepass"))


_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the index's file is not what it was."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return isinstance(error, DamagedIndexError) or code in _DAMAGE or "not decode" in str(error)


def those_of(database: sqlite3.Connection, select: str, values: Sequence[object]) -> Iterator[Any]:
    """The rows of ``select ... IN`` any number of values."""
    for start in range(0, len(values), _AT_ONCE):
        part = values[start : start + _AT_ONCE]
        yield from database.execute(f"{select} IN ({marks(len(part))})", part)


def plain(text: Any) -> Any:
    """Lone surrogates cannot be stored as text and become question marks in what is only shown."""
    if isinstance(text, str) and not text.isascii():
        return text.encode("utf-8", "replace").decode()
    return text


def marks(count: int) -> str:
    """So many places for values."""
    return ", ".join("?" * count)

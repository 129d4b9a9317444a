"""The search index: SQLite full text over the records, derived from them and built anew whenever in doubt."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from quoth.core.errors import LibraryDamagedError
from quoth.core.query.folding import WORD, fold
from quoth.store.index.facts import Fact, Facts, facts_of
from quoth.store.index.schema import ARTICLES, KINDS, LAST_ARTICLE, PLACES, TABLES, VERSION, base_of
from quoth.store.index.stems import stem
from quoth.store.index.tags import COPY
from quoth.store.record.entry import Entry
from quoth.store.record.near import KEYS

VERSION_KEY = f"{VERSION}/{unicodedata.unidata_version}"
"""Folding follows Python's Unicode tables, so an index is of one version of them."""

_DOCUMENT_COLUMNS = (
    "base, last, serial, id, file, sha256, name, title, source, date, added, revision, story,"
    " sentences, verbatim, reported, numbers, beside, tags, sketch"
)
_ROW_COLUMNS = "key, copy, sentence, topics, speakers, subjects, text, tags, data"


class Index:
    """What is filed in one database. Changes are made inside :meth:`change`; who may make them is not its matter."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self._known_words: set[str] = set()
        self._new_words: set[str] = set()
        self._knows_all_forms = False

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
        index._knows_all_forms = True
        index.set_meta("version", VERSION_KEY)
        return index

    @contextmanager
    def change(self) -> Iterator[None]:
        """All or nothing."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._note_forms()
            self.database.execute("COMMIT")
        except BaseException:
            self._known_words, self._new_words = set(), set()
            self._knows_all_forms = False
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

    def file_names(self) -> set[str]:
        """The records that are filed; much quicker than :meth:`files`, for it reads an index alone."""
        return {file for (file,) in self.database.execute("SELECT file FROM document")}

    def id_of_text(self, sha256: str) -> str | None:
        row = self.database.execute("SELECT id FROM document WHERE sha256 = ?", (sha256,)).fetchone()
        return row[0] if row else None

    def ids_from(self, prefix: str, limit: int = 5) -> list[str]:
        """Ids that begin with this, in order; the id itself alone where there is one."""
        if self.database.execute("SELECT 1 FROM document WHERE id = ?", (prefix,)).fetchone():
            return [prefix]
        rows = self.database.execute(
            "SELECT id FROM document WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", (prefix, prefix + "~", limit)
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
        rows = self.database.execute("SELECT id, sketch FROM document WHERE name = ? AND source IS ?", (name, source))
        return [(id, json.loads(sketch)) for id, sketch in rows]

    def sketches_like(self, sketch: Sequence[int]) -> list[tuple[str, str, list[int]]]:
        """Id, story and sketch of the articles that share some of the smallest hashes, most shared first."""
        rows = self.database.execute(
            f"""SELECT d.id, coalesce(d.story, d.id), d.sketch
            FROM (SELECT base, count(*) AS shared FROM sketch WHERE hash IN ({_marks(KEYS)})
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

    def put(self, file: str, entry: Entry) -> None:
        """File an article. What earlier filed prints of its story say too is marked as a copy."""
        briefing = entry.edited
        facts = facts_of(entry.id, briefing)
        longest = max(len(facts.sentences), len(facts.quotes), len(facts.numbers))
        (serial,) = self.database.execute("SELECT coalesce(max(serial), 0) + 1 FROM document").fetchone()
        serial += longest >> PLACES
        if serial >= 1 << ARTICLES:
            raise LibraryDamagedError(f"the index holds {LAST_ARTICLE} articles and no more; run: quoth check")
        base = base_of(facts.day, serial)
        document = briefing.document
        verbatim = sum(quote.kind == "direct" for quote in briefing.quotes)
        self.database.execute(
            f"INSERT INTO document ({_DOCUMENT_COLUMNS}) VALUES ({_marks(20)})",
            (
                *(base, base + longest, serial, entry.id, file, _plain(document.sha256)),
                *(_plain(document.name), _plain(document.title), _plain(document.source), _plain(document.date)),
                *(entry.added, entry.revision, entry.story),
                *(len(briefing.sentences), verbatim, len(briefing.quotes) - verbatim, len(briefing.numbers)),
                *(_plain(facts.beside), facts.tags, json.dumps(entry.sketch)),
            ),
        )
        self.database.executemany("INSERT INTO sketch VALUES (?, ?)", ((key, base) for key in entry.sketch[:KEYS]))
        self.database.executemany(
            "INSERT OR REPLACE INTO named VALUES (?, ?, ?, ?)",
            ((kind, _plain(id), base, data) for kind, id, data in facts.names),
        )
        for kind, rows in zip(KINDS, (facts.sentences, facts.quotes, facts.numbers), strict=True):
            self._put_rows(kind, base, rows, self._prints(kind, entry))
        self._put_words(base, facts)
        self._count(base, base + longest, 1)

    def drop(self, id: str) -> None:
        """Take an article out of the index; nothing happens where it is not filed."""
        row = self.database.execute("SELECT base, last, beside, tags FROM document WHERE id = ?", (id,)).fetchone()
        if row is None:
            return
        base, last, beside, tags = row
        self._count(base, last, -1)
        text = _document_text(beside, (r[0] for r in self._rows("text", "sentence", base, last)))
        self._unfile("document", [(base, text, tags)])
        for kind in KINDS:
            rows = self._rows("key, text, tags", kind, base, last)
            self._unfile(kind, [(key, fold(text), tags) for key, text, tags in rows])
            self.database.execute(f"DELETE FROM {kind} WHERE key BETWEEN ? AND ?", (base, last))
        for kind in (*KINDS, "document"):
            self.database.execute("DELETE FROM amount WHERE kind = ? AND key BETWEEN ? AND ?", (kind, base, last))
        for (sketch,) in self.database.execute("SELECT sketch FROM document WHERE base = ?", (base,)).fetchall():
            hashes = ((key, base) for key in json.loads(sketch)[:KEYS])
            self.database.executemany("DELETE FROM sketch WHERE hash = ? AND base = ?", hashes)
        self.database.execute("DELETE FROM named WHERE base = ?", (base,))
        self.database.execute("DELETE FROM document WHERE base = ?", (base,))

    def wipe(self) -> None:
        """Make sure that nothing which was taken out is left anywhere in the index's files."""
        with self.change():
            for kind in (*KINDS, "document"):
                self.database.execute(f"INSERT INTO {kind}_words ({kind}_words) VALUES ('optimize')")
            self.database.execute("CREATE VIRTUAL TABLE temp.used USING fts5vocab(main, document_words, row)")
            self.database.execute("DELETE FROM form WHERE word NOT IN (SELECT term FROM used)")
            self.database.execute("DROP TABLE temp.used")
        self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _put_rows(self, kind: str, base: int, rows: Sequence[Fact], prints: set[str]) -> None:
        filed = []
        for place, row in enumerate(rows):
            copy = bool(prints) and _print_of(row.text) in prints
            sentence = base + row.sentence if row.sentence >= 0 else None
            tags = f"{row.tags} {COPY}" if copy else row.tags
            ids = (row.topics, row.speakers, row.subjects)
            filed.append((base + place, int(copy), sentence, *ids, _plain(row.text), tags, row.data))
        self.database.executemany(f"INSERT INTO {kind} ({_ROW_COLUMNS}) VALUES ({_marks(9)})", filed)
        self.database.executemany(
            f"INSERT INTO {kind}_words (rowid, text, tags) VALUES (?, ?, ?)",
            [(row[0], fold(row[6]), row[7]) for row in filed],
        )
        amounts = [(kind, base + place, *amount) for place, row in enumerate(rows) for amount in row.amounts]
        self.database.executemany("INSERT OR IGNORE INTO amount VALUES (?, ?, ?, ?, ?)", amounts)

    def _put_words(self, base: int, facts: Facts) -> None:
        text = _document_text(_plain(facts.beside), (_plain(row.text) for row in facts.sentences))
        self.database.execute(
            "INSERT INTO document_words (rowid, text, tags) VALUES (?, ?, ?)", (base, text, facts.tags)
        )
        amounts = [("document", base, *amount) for row in facts.numbers for amount in row.amounts]
        self.database.executemany("INSERT OR IGNORE INTO amount VALUES (?, ?, ?, ?, ?)", amounts)
        words = set(WORD.findall(text)) - self._known_words
        self._known_words |= words
        self._new_words |= words

    def _note_forms(self) -> None:
        """Note the stems of the words that have come in with a change."""
        new = self._new_words
        if not self._knows_all_forms:
            for part in _parts(list(new), 500):
                known = self.database.execute(f"SELECT word FROM form WHERE word IN ({_marks(len(part))})", part)
                new.difference_update([word for (word,) in known])
        if new:
            self.database.executemany("INSERT OR IGNORE INTO form VALUES (?, ?)", stem(sorted(new)).items())
        self._new_words = set()

    def _prints(self, kind: str, entry: Entry) -> set[str]:
        """What the other prints of the story say."""
        if entry.story is None:
            return set()
        rows = self.database.execute(
            f"""SELECT r.text FROM document AS d JOIN {kind} AS r ON r.key BETWEEN d.base AND d.last
            WHERE (d.story = ?1 OR d.id = ?1) AND d.id != ?2""",
            (entry.story, entry.id),
        )
        return {_print_of(text) for (text,) in rows}

    def _count(self, base: int, last: int, sign: int) -> None:
        """Add an article to the counts of topics, speakers and subjects, or take it off again."""
        counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
        for column, kind in enumerate(("quote", "number", "sentence")):
            for topics, speakers, subjects in self._rows("topics, speakers, subjects", kind, base, last, "copy = 0"):
                for facet, ids in (("topic", topics), ("speaker", speakers), ("subject", subjects)):
                    for id in ids.split():
                        counts[facet, id][column] += 1
        self.database.executemany(
            """INSERT INTO facet VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET
            quotes = quotes + excluded.quotes, numbers = numbers + excluded.numbers,
            sentences = sentences + excluded.sentences, documents = documents + 1"""
            if sign > 0
            else """UPDATE facet SET quotes = quotes - ?3, numbers = numbers - ?4, sentences = sentences - ?5,
            documents = documents - 1 WHERE kind = ?1 AND id = ?2""",
            ((*key, *numbers) for key, numbers in counts.items()),
        )
        if sign < 0:
            self.database.execute("DELETE FROM facet WHERE documents <= 0")

    def _rows(self, columns: str, kind: str, base: int, last: int, where: str = "1") -> list[Any]:
        return self.database.execute(
            f"SELECT {columns} FROM {kind} WHERE key BETWEEN ? AND ? AND {where} ORDER BY key", (base, last)
        ).fetchall()

    def _unfile(self, kind: str, rows: Iterable[tuple[int, str, str]]) -> None:
        self.database.executemany(
            f"INSERT INTO {kind}_words ({kind}_words, rowid, text, tags) VALUES ('delete', ?, ?, ?)", rows
        )


def _document_text(beside: str, sentences: Iterable[str]) -> str:
    return fold("\n".join((beside, *sentences)))


def _print_of(text: str) -> str:
    """The words by which another print of a story is seen to repeat a sentence."""
    return " ".join(WORD.findall(fold(text)))


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the index's file is not what it was."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)


def _plain(text: Any) -> Any:
    """Lone surrogates cannot be stored as text and become question marks in what is only shown."""
    if isinstance(text, str) and not text.isascii():
        return text.encode("utf-8", "replace").decode()
    return text


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _parts(items: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]

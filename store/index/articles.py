"""An article's rows in the index: put in, taken out, and wiped off."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from quoth.core.errors import LibraryDamagedError
from quoth.core.query.folding import WORD, fold
from quoth.store.index.database import Index, checksum, marks, plain
from quoth.store.index.rows import IndexRow, IndexRows, index_rows
from quoth.store.index.schema import KINDS, LAST_ARTICLE, PLACES, base_of, serial_of
from quoth.store.index.tags import COPY
from quoth.store.record.entry import Entry
from quoth.store.record.near import KEYS

_DOCUMENT_COLUMNS = (
    "base, last, id, name, title, source, date, added, revision, sentences, verbatim, reported, figures,"
    " pages, sum, file, sha256, story, outside_sentences, tags, sketch"
)
_ROW_COLUMNS = "key, copy, sentence, topics, speakers, subjects, text, tags, data, sum"


class Filed(NamedTuple):
    """Where an article was filed until it was taken out: how many serials there were for it, and when it was added."""

    serial: int
    serials: int
    added: str


def put(index: Index, file: str, entry: Entry, before: Filed | None = None) -> None:
    """File an article. What earlier filed prints of its story say too is marked as a copy.

    It comes first of its day, or where it was filed ``before``.
    """
    database, briefing = index.database, entry.edited
    facts = index_rows(entry)
    longest = max(len(facts.sentences), len(facts.quotes), len(facts.numbers))
    base = base_of(facts.day, _serial(index, entry, 1 + (longest >> PLACES), before))
    document = briefing.document
    verbatim = sum(quote.kind == "direct" for quote in briefing.quotes)
    shown = (
        *(base, base + longest, entry.id),
        *map(plain, (document.name, document.title, document.source, document.date)),
        *(entry.added, entry.revision),
        *(
            len(briefing.sentences),
            verbatim,
            len(briefing.quotes) - verbatim,
            sum(number.is_figure for number in briefing.numbers),
        ),
        json.dumps(document.pages),
    )
    database.execute(
        f"INSERT INTO document ({_DOCUMENT_COLUMNS}) VALUES ({marks(21)})",
        (
            *(*shown, checksum(*shown), file, plain(document.sha256), entry.story),
            *(plain(facts.outside_sentences), facts.tags, json.dumps(entry.sketch)),
        ),
    )
    database.executemany("INSERT INTO sketch VALUES (?, ?)", ((key, base) for key in entry.sketch[:KEYS]))
    database.executemany(
        "INSERT OR REPLACE INTO named VALUES (?, ?, ?, ?, ?)",
        ((kind, plain(id), base, data, checksum(plain(id), base, data)) for kind, id, data in facts.names),
    )
    for kind, rows in zip(KINDS, (facts.sentences, facts.quotes, facts.numbers), strict=True):
        _put_rows(database, kind, base, rows, _prints(database, kind, entry))
    _put_words(index, base, facts)
    _count(database, base, base + longest, 1)
    index.aliases.add(base, briefing.speakers)


def drop(index: Index, id: str) -> Filed | None:
    """Take an article out of the index and say where it was; nothing happens where it is not filed."""
    database = index.database
    row = database.execute(
        "SELECT base, last, added, outside_sentences, tags, sketch FROM document WHERE id = ?", (id,)
    ).fetchone()
    if row is None:
        return None
    base, last, added, outside_sentences, tags, sketch = row
    _count(database, base, last, -1)
    text = _document_text(outside_sentences, (r[0] for r in _rows(database, "text", "sentence", base, last)))
    _unfile(database, "document", [(base, text, tags)])
    for kind in KINDS:
        rows = _rows(database, "key, text, tags", kind, base, last)
        _unfile(database, kind, [(key, fold(text), tags) for key, text, tags in rows])
        database.execute(f"DELETE FROM {kind} WHERE key BETWEEN ? AND ?", (base, last))
    for kind in (*KINDS, "document"):
        database.execute("DELETE FROM amount WHERE kind = ? AND key BETWEEN ? AND ?", (kind, base, last))
    hashes = ((key, base) for key in json.loads(sketch)[:KEYS])
    database.executemany("DELETE FROM sketch WHERE hash = ? AND base = ?", hashes)
    speakers = database.execute("SELECT id FROM named WHERE kind = 'speaker' AND base = ?", (base,)).fetchall()
    database.execute("DELETE FROM named WHERE base = ?", (base,))
    index.aliases.drop(base, [speaker for (speaker,) in speakers])
    database.execute("DELETE FROM document WHERE base = ?", (base,))
    return Filed(serial_of(base), 1 + (last - base >> PLACES), added)


def wipe(index: Index) -> None:
    """Make sure that nothing which was taken out is left anywhere in the index's files; sqlite3.Error where it may be."""
    database = index.database
    with index.change():
        for kind in (*KINDS, "document"):
            database.execute(f"INSERT INTO {kind}_words ({kind}_words) VALUES ('optimize')")
        database.execute("CREATE VIRTUAL TABLE temp.used USING fts5vocab(main, document_words, row)")
        database.execute("DELETE FROM form WHERE word NOT IN (SELECT term FROM used)")
        database.execute("DROP TABLE temp.used")
    busy, *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise sqlite3.OperationalError("a reader holds on to the index's journal")


def _serial(index: Index, entry: Entry, serials: int, before: Filed | None) -> int:
    """The serial to file an article by, the last of as many as it takes; none is given twice."""
    if before is not None and before.added == entry.added and serials <= before.serials:
        return before.serial
    serial: int = (index.meta("serial") or 0) + serials
    if serial > LAST_ARTICLE:
        raise LibraryDamagedError(f"the index holds {LAST_ARTICLE} articles and no more; run: quoth check")
    index.set_meta("serial", serial)
    return serial


def _put_rows(database: sqlite3.Connection, kind: str, base: int, rows: Sequence[IndexRow], prints: set[str]) -> None:
    filed = []
    for key, row in enumerate(rows, base):
        copy = bool(prints) and _print_of(row.text) in prints
        sentence = base + row.sentence if row.sentence >= 0 else None
        tags = f"{row.tags} {COPY}" if copy else row.tags
        ids, text = (row.topics, row.speakers, row.subjects), plain(row.text)
        filed.append((key, int(copy), sentence, *ids, text, tags, row.data, checksum(key, text, row.data)))
    database.executemany(f"INSERT INTO {kind} ({_ROW_COLUMNS}) VALUES ({marks(10)})", filed)
    database.executemany(
        f"INSERT INTO {kind}_words (rowid, text, tags) VALUES (?, ?, ?)",
        [(row[0], fold(row[6]), row[7]) for row in filed],
    )
    amounts = [(kind, base + place, *amount) for place, row in enumerate(rows) for amount in row.amounts]
    database.executemany("INSERT OR IGNORE INTO amount VALUES (?, ?, ?, ?, ?)", amounts)


def _put_words(index: Index, base: int, facts: IndexRows) -> None:
    text = _document_text(plain(facts.outside_sentences), (plain(row.text) for row in facts.sentences))
    index.database.execute("INSERT INTO document_words (rowid, text, tags) VALUES (?, ?, ?)", (base, text, facts.tags))
    amounts = [("document", base, *amount) for row in facts.numbers for amount in row.amounts]
    index.database.executemany("INSERT OR IGNORE INTO amount VALUES (?, ?, ?, ?, ?)", amounts)
    index.forms.add(WORD.findall(text))


def _prints(database: sqlite3.Connection, kind: str, entry: Entry) -> set[str]:
    """What the other prints of the story say."""
    if entry.story is None:
        return set()
    rows = database.execute(
        f"""SELECT r.text FROM document AS d JOIN {kind} AS r ON r.key BETWEEN d.base AND d.last
        WHERE (d.story = ?1 OR d.id = ?1) AND d.id != ?2""",
        (entry.story, entry.id),
    )
    return {_print_of(text) for (text,) in rows}


def _count(database: sqlite3.Connection, base: int, last: int, sign: int) -> None:
    """Add an article to the counts of topics, speakers and subjects, or take it off again."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for column, kind in enumerate(("quote", "number", "sentence")):
        for topics, speakers, subjects in _rows(database, "topics, speakers, subjects", kind, base, last, "copy = 0"):
            for facet, ids in (("topic", topics), ("speaker", speakers), ("subject", subjects)):
                for id in ids.split():
                    counts[facet, id][column] += 1
    database.executemany(
        """INSERT INTO facet VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET
        quotes = quotes + excluded.quotes, numbers = numbers + excluded.numbers,
        sentences = sentences + excluded.sentences, documents = documents + 1"""
        if sign > 0
        else """UPDATE facet SET quotes = quotes - ?3, numbers = numbers - ?4, sentences = sentences - ?5,
        documents = documents - 1 WHERE kind = ?1 AND id = ?2""",
        ((*key, *numbers) for key, numbers in counts.items()),
    )
    if sign < 0:
        database.execute("DELETE FROM facet WHERE documents <= 0")


def _rows(database: sqlite3.Connection, columns: str, kind: str, base: int, last: int, where: str = "1") -> list[Any]:
    return database.execute(
        f"SELECT {columns} FROM {kind} WHERE key BETWEEN ? AND ? AND {where} ORDER BY key", (base, last)
    ).fetchall()


def _unfile(database: sqlite3.Connection, kind: str, rows: Iterable[tuple[int, str, str]]) -> None:
    database.executemany(f"INSERT INTO {kind}_words ({kind}_words, rowid, text, tags) VALUES ('delete', ?, ?, ?)", rows)


def _document_text(outside_sentences: str, sentences: Iterable[str]) -> str:
    return fold("\n".join((outside_sentences, *sentences)))


def _print_of(text: str) -> str:
    """The words by which another print of a story is seen to repeat a sentence."""
    return " ".join(WORD.findall(fold(text)))

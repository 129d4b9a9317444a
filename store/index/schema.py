"""The index's tables. Rows of articles are keyed so that ascending keys are newest first and then in reading order.

    key = day, newest first (22 bits) | article, last added first (21 bits) | place in the article (20 bits)

``sum`` is the checksum of what is shown of a row. ``person`` has everybody by family name, ``apart`` the pairs of one
family name that one article tells apart, ``alias`` whose other name an id is.

``*_words`` are full-text tables without content of their own: the text and tags of a row are in the table it is of.
"""

from __future__ import annotations

VERSION = 6
"""Changes with any change of what the index holds; an index of another version is built anew."""

PLACES = 20
ARTICLES = 21
DAYS = 22
LAST_ARTICLE = (1 << ARTICLES) - 1
LAST_DAY = (1 << DAYS) - 1
KINDS = ("sentence", "quote", "number")

_FULL_TEXT = (
    "CREATE VIRTUAL TABLE {}_words USING fts5(text, tags, content='', columnsize=0,"
    " prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')"
)

TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    """CREATE TABLE document (
        base INTEGER PRIMARY KEY, last INTEGER, id TEXT UNIQUE, file TEXT UNIQUE, sha256 TEXT,
        name TEXT, title TEXT, source TEXT, date TEXT, added TEXT, revision INTEGER, story TEXT,
        sentences INTEGER, verbatim INTEGER, reported INTEGER, figures INTEGER, pages TEXT, outside_sentences TEXT, tags TEXT, sketch TEXT,
        sum INTEGER)""",
    "CREATE INDEX document_sha256 ON document (sha256)",
    "CREATE INDEX document_name ON document (name)",
    "CREATE INDEX document_story ON document (story)",
    "CREATE TABLE sketch (hash INTEGER, base INTEGER, PRIMARY KEY (hash, base)) WITHOUT ROWID",
    *(
        f"""CREATE TABLE {kind} (
        key INTEGER PRIMARY KEY, copy INTEGER, sentence INTEGER,
        topics TEXT, speakers TEXT, subjects TEXT, text TEXT, tags TEXT, data TEXT, sum INTEGER)"""
        for kind in KINDS
    ),
    """CREATE TABLE amount (
        kind TEXT, key INTEGER, low REAL, high REAL, unit TEXT, PRIMARY KEY (kind, key, low, high, unit)
        ) WITHOUT ROWID""",
    """CREATE TABLE named (
        kind TEXT, id TEXT, base INTEGER, data TEXT, sum INTEGER, PRIMARY KEY (kind, id, base)) WITHOUT ROWID""",
    "CREATE INDEX named_base ON named (base)",
    "CREATE TABLE person (word TEXT, id TEXT, PRIMARY KEY (word, id)) WITHOUT ROWID",
    "CREATE TABLE apart (id TEXT, other TEXT, base INTEGER, PRIMARY KEY (id, other, base)) WITHOUT ROWID",
    "CREATE INDEX apart_base ON apart (base)",
    "CREATE TABLE alias (id TEXT PRIMARY KEY, of TEXT, name TEXT, word TEXT) WITHOUT ROWID",
    "CREATE INDEX alias_word ON alias (word)",
    """CREATE TABLE facet (
        kind TEXT, id TEXT, quotes INTEGER, numbers INTEGER, sentences INTEGER, documents INTEGER,
        PRIMARY KEY (kind, id)) WITHOUT ROWID""",
    "CREATE TABLE form (word TEXT PRIMARY KEY, stem TEXT) WITHOUT ROWID",
    "CREATE INDEX form_stem ON form (stem, word)",
    *(_FULL_TEXT.format(kind) for kind in (*KINDS, "document")),
)


def base_of(day: int, serial: int) -> int:
    """The first key of an article."""
    return ((LAST_DAY - day) << ARTICLES | (LAST_ARTICLE - serial)) << PLACES


def serial_of(base: int) -> int:
    """The serial of the article whose first key this is."""
    return LAST_ARTICLE - (base >> PLACES & LAST_ARTICLE)


def keys_between(first_day: int, last_day: int) -> tuple[int, int]:
    """The lowest and highest key of the articles of these days."""
    return (LAST_DAY - last_day) << (ARTICLES + PLACES), ((LAST_DAY - first_day + 1) << (ARTICLES + PLACES)) - 1

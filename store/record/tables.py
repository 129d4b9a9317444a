"""An article as a TinyDB file: the tables document, sentences, speakers, quotes, numbers, subjects and edits."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from quoth.core.errors import LibraryDamagedError
from quoth.core.model import Briefing
from quoth.store.record.entry import Edit, Entry
from quoth.store.records import SCHEMA, document_of, from_record, to_record

Tables = dict[str, dict[str, dict[str, Any]]]
_PARTS = ("sentences", "speakers", "quotes", "numbers", "subjects")

MIGRATIONS: dict[int, Callable[[Tables], Tables]] = {}
"""How the tables of an earlier schema become those of the next one."""


class NewerSchemaError(LibraryDamagedError):
    """The record was written by a later quoth: nothing is wrong with it."""


def encode(entry: Entry) -> bytes:
    """The bytes of an entry's file: JSON as TinyDB writes it, one row a line."""
    from tinydb import TinyDB  # only who writes needs it
    from tinydb.storages import MemoryStorage

    record = to_record(entry.briefing)
    database = TinyDB(storage=MemoryStorage)
    database.table("document").insert(
        {
            "schema": SCHEMA,
            "id": entry.id,
            "revision": entry.revision,
            "added": entry.added,
            "story": entry.story,
            **record["document"],
            "sketch": list(entry.sketch),
        }
    )
    for part in _PARTS:
        database.table(part).insert_multiple(record[part])
    database.table("edits").insert_multiple(asdict(edit) for edit in entry.edits)
    return _lines(database.storage.read() or {})


def decode(data: bytes, file: str) -> Entry:
    """The entry of a file's bytes; LibraryDamagedError names the file where it is none."""
    try:
        stored: Tables = json.loads(data)
        schema = stored["document"]["1"]["schema"]
        tables = _migrated(stored, schema, file)
        document = tables["document"]["1"]
        record = {part: list(tables[part].values()) for part in _PARTS}
        briefing = from_record({"schema": SCHEMA, "document": document, **record})
        edits = _edits(tables["edits"])
        return Entry(
            document["id"],
            document["revision"],
            document["added"],
            briefing,
            document["story"],
            tuple(document["sketch"]),
            edits,
            schema,
        )
    except NewerSchemaError:
        raise
    except (LibraryDamagedError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise LibraryDamagedError(f"{file}: cannot be read as an article ({error}); run: quoth check") from error


def salvage(data: bytes) -> Entry | None:
    """What can be trusted of a damaged file: the text, if it is the one its hash says, and what the user has set."""
    try:
        tables = json.loads(data)
        row = tables["document"]["1"]
        document = document_of(row)
        if row["sha256"] != document.sha256:
            return None
        edits = _edits(tables.get("edits", {}))
        sketch = tuple(map(int, row["sketch"]))
        return Entry(row["id"], row["revision"], row["added"], Briefing(document), row["story"], sketch, edits)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _edits(rows: dict[str, dict[str, Any]]) -> tuple[Edit, ...]:
    return tuple(Edit(row["sha256"], row["field"], row["value"], row["at"], row.get("by")) for row in rows.values())


def _migrated(tables: Tables, schema: int, file: str) -> Tables:
    if schema > SCHEMA:
        raise NewerSchemaError(f"{file}: is of schema {schema}, this quoth reads {SCHEMA}: install a newer quoth")
    while schema < SCHEMA:
        tables = MIGRATIONS[schema](tables)
        schema += 1
    return tables


def _lines(tables: Tables) -> bytes:
    for ascii_only in (False, True):  # a lone surrogate has no UTF-8 and is written as an escape
        row = json.JSONEncoder(ensure_ascii=ascii_only, separators=(", ", ": ")).encode
        parts = (
            f'"{name}": {{' + ",".join(f'\n"{key}": {row(value)}' for key, value in rows.items()) + "\n}"
            for name, rows in tables.items()
        )
        try:
            return ("{" + ",\n".join(parts) + "}\n").encode()
        except UnicodeEncodeError:
            continue
    raise AssertionError("ASCII can always be encoded")

"""JSON lines: each line is a document."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from quoth.core.errors import InputError
from quoth.core.formats.dateline import stated_date
from quoth.core.formats.limits import MAX_FILE, MAX_TEXT, too_large
from quoth.core.model import Document


def read_lines(stream: io.BufferedReader[Any], name: str) -> Iterator[Document | InputError]:
    """Documents from JSON lines {"id", "text"[, "title", "date", "source"]} as they come, their text as it is.

    A bad line comes as the InputError that says what is wrong with it, so that the rest can go on.
    """
    number = 0
    while line := stream.readline(MAX_FILE):
        number += 1
        if len(line) == MAX_FILE:
            yield InputError(f"{name}: line {number} has more than {MAX_FILE // 1_000_000} MB; the rest is not read")
            return
        if line.strip():
            try:
                yield _document(json.loads(line))
            except (InputError, ValueError, RecursionError) as error:
                yield InputError(f"{name}: line {number}: {_reason(error)}")


def _reason(error: Exception) -> str:
    match error:
        case json.JSONDecodeError():
            return f"no JSON ({error.msg} at column {error.colno}); one object a line is expected"
        case UnicodeDecodeError():
            return f"not UTF-8 at byte {error.start} of the line; convert it, for instance with iconv"
        case RecursionError():
            return "nested too deeply; one flat object a line is expected"
    return str(error)


def _document(row: object) -> Document:
    if not isinstance(row, dict):
        raise InputError('no object; {"id": ..., "text": ...} is expected')
    for key in ("id", "text"):
        if not isinstance(row.get(key), str):
            raise InputError(f'"{key}" is missing or no string')
    if len(row["text"]) > MAX_TEXT:
        raise InputError(too_large(f'"text" of {row["id"]!r}', MAX_TEXT))
    if not row["text"].strip():
        raise InputError(f'"text" of {row["id"]!r} is empty')
    about: dict[str, str | None] = {}
    for key in ("title", "source", "date"):
        value = row.get(key)
        if value is not None and not isinstance(value, str):
            raise InputError(f'"{key}" of {row["id"]!r} is no string')
        about[key] = value or None
    date, notes = stated_date(about["date"])
    return Document(row["id"], row["text"], about["title"], about["source"], date, notes=notes)

"""From files and streams to documents: plain text and JSON lines. One function a format."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from quoth.core.errors import InputError
from quoth.core.model import Document

MAX_BYTES = 20_000_000


def read(path: Path | str, *, title: str | None = None, source: str | None = None, date: str | None = None) -> Document:
    """The document in a text file (UTF-8), named by the file's name.

    Its text is the file decoded, line ends as they are, so offsets point into the file. Raises InputError.
    """
    path = Path(path)
    text = _decode(_load(path), str(path))
    return Document(path.name, text, title=title, source=source, date=date)


def _load(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder; name the files in it")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"{path}: {size:,} bytes, more than the {MAX_BYTES:,} a text may have; split it")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _decode(raw: bytes, name: str) -> str:
    if b"\0" in raw[:65536]:
        raise InputError(f"{name}: is a binary file, not a text")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{name}: not UTF-8 at byte {error.start} (line {line}); convert it, e.g. with iconv"
        ) from error
    if not text.strip():
        raise InputError(f"{name}: is empty")
    return text


def read_lines(stream: Iterable[str | bytes]) -> Iterator[Document | InputError]:
    """Documents from JSON lines {"id", "text"[, "title", "date", "source"]}, in order.

    A bad line comes as the InputError that says what is wrong with it, so that the rest can go on.
    """
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            yield _document(json.loads(line))
        except (ValueError, InputError) as error:
            yield InputError(f"line {number}: {error}")


def _document(row: object) -> Document:
    if not isinstance(row, dict):
        raise InputError('not a JSON object with "id" and "text"')
    for key in ("id", "text"):
        if not isinstance(row.get(key), str):
            raise InputError(f'"{key}" is missing or no string')
    extra = {key: row.get(key) for key in ("title", "source", "date")}
    for key, value in extra.items():
        if value is not None and not isinstance(value, str):
            raise InputError(f'"{key}" is no string')
    return Document(row["id"], row["text"], **extra)

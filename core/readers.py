"""From files and streams to documents, one or many a file; quoth.core.formats holds a module for each format."""

from __future__ import annotations

import gzip
import io
import json
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from quoth.core.errors import InputError
from quoth.core.formats.apart import read_apart
from quoth.core.formats.dateline import date_of, place_of
from quoth.core.formats.decoding import decode
from quoth.core.formats.detect import detect
from quoth.core.formats.tables import read_csv
from quoth.core.model import Document

MAX_BYTES = 5_000_000
"""A text may be this large, some eight novels: its analysis holds every word in memory and takes about a minute."""
MAX_FILE = 50_000_000
"""A file that holds more than its text (pictures, attachments, many texts) may be this large, unpacked."""
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")
_HEADING_WIDTH, _PROSE_WIDTH = 120, 80


def read(path: Path | str, *, title: str | None = None, source: str | None = None, date: str | None = None) -> Document:
    """The document in a file, named by the file's name; of a file that holds several, the only or first one.

    A plain text is the file decoded, line ends and byte order mark as they are, so offsets point into the file. Raises
    InputError, which names the file, the place and what to do: missing, unreadable, a folder, empty, binary, damaged,
    of unknown encoding, too large, or of a format whose library is not installed.
    """
    for item in read_all(path, title=title, source=source, date=date):
        if isinstance(item, InputError):
            raise item
        return item
    raise InputError(f"{path}: empty; there is nothing to read in it")


def read_all(
    path: Path | str, *, title: str | None = None, source: str | None = None, date: str | None = None
) -> Iterator[Document | InputError]:
    """All documents of a file, in order: a feed, CSV and JSON lines hold many; what cannot be read comes as its error.

    The format is told by the content first, by the ending second; gzip is unpacked. What is given here wins over what
    the file says of itself, where it holds one document; where many, it stands in for what is not said.
    """
    path = Path(path)
    try:
        with _opened(path) as stream:
            kind = detect(stream.peek(65536)[:65536], str(path))
            if kind == "lines":
                for item in read_lines(_lines(stream, path)):
                    yield InputError(f"{path}: {item}") if isinstance(item, InputError) else filled(item, source, date)
                return
            raw = _load(stream, path, MAX_BYTES if kind == "text" else MAX_FILE)
        name = path.name.removesuffix(".gz")
        if kind == "text":
            found: Iterable[Document | InputError] = [_plain(raw, path, name)]
        elif kind == "csv":
            found = read_csv(raw, str(path))
        else:
            found = read_apart(kind, raw, str(path))
        for item in found:
            if isinstance(item, InputError):
                yield item
            elif kind in ("csv", "feed"):
                yield filled(_completed(item), source, date)
            else:
                own = _completed(replace(item, name=name))
                yield replace(own, title=title or own.title, source=source or own.source, date=date or own.date)
    except InputError as error:
        yield error
    except (OSError, EOFError, zlib.error, ValueError) as error:
        yield InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})")


def read_lines(stream: Iterable[str | bytes]) -> Iterator[Document | InputError]:
    """Documents from JSON lines {"id", "text"[, "title", "date", "source"]}, in order, their text as it is.

    A bad line comes as the InputError that says what is wrong with it, so that the rest can go on.
    """
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            yield _document(json.loads(line))
        except json.JSONDecodeError as error:
            yield InputError(
                f"line {number}: no JSON ({error.msg} at column {error.colno}); one object a line is expected"
            )
        except UnicodeDecodeError as error:
            yield InputError(
                f"line {number}: not UTF-8 at byte {error.start} of the line; convert it, for instance with iconv"
            )
        except RecursionError:
            yield InputError(f"line {number}: nested too deeply; one flat object a line is expected")
        except InputError as error:
            yield InputError(f"line {number}: {error}")


def filled(document: Document, source: str | None, date: str | None) -> Document:
    """The document, with outlet and date for what it does not say itself."""
    return replace(document, source=document.source or source, date=document.date or date)


def _completed(document: Document) -> Document:
    """With what its first lines say of place and date."""
    text = document.text
    if len(text) > MAX_BYTES:
        raise InputError(_too_large(document.name))
    return replace(document, place=document.place or place_of(text), date=document.date or date_of(text))


def _opened(path: Path) -> io.BufferedReader[Any]:
    """The file for reading, unpacked where it is gzip."""
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise InputError(f"{path}: a folder, not a file; name the files in it, for instance {path / '*.txt'}")
        stream = io.BufferedReader(path.open("rb", buffering=0), 65536)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the name") from None
    except PermissionError:
        raise InputError(f"{path}: may not be read; check its permissions") from None
    if stream.peek(2)[:2] != b"\x1f\x8b":
        return stream
    return io.BufferedReader(gzip.GzipFile(fileobj=stream), 65536)


def _load(stream: io.BufferedReader[Any], path: Path, limit: int) -> bytes:
    """All bytes, read no further than the limit: neither a device nor a gzip bomb has a size that is known before."""
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise InputError(_too_large(path, limit))
    return raw


def _lines(stream: io.BufferedReader[Any], path: Path) -> Iterator[bytes]:
    """The lines of a stream; one of a length that no text has ends it."""
    while line := stream.readline(MAX_FILE):
        if len(line) == MAX_FILE:
            raise InputError(f"{path}: a line of more than {MAX_FILE // 1_000_000} MB; the rest is not read")
        yield line


def _too_large(name: Path | str, limit: int | None = None) -> str:
    most = (limit or MAX_BYTES) // 1_000_000
    return f"{name}: larger than {most} MB, the most that one text may have; split it into its articles"


def _plain(raw: bytes, path: Path, name: str) -> Document:
    """A plain text: some words, no binary content."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and _is_binary(raw):
        raise InputError(_binary(raw, str(path)))
    text, notes = decode(raw, str(path))
    if not text.strip("\ufeff \t\r\n\v\f"):
        raise InputError(f"{path}: empty; there is nothing to read in it")
    return Document(name, text, title=_heading(text), notes=notes)


def _is_binary(raw: bytes) -> bool:
    """Whether it holds NUL bytes, or more control characters than a text has."""
    head = raw[:65536]
    return b"\0" in raw or sum(byte in _CONTROL for byte in head) * 50 > len(head) > 0


def _binary(raw: bytes, name: str) -> str:
    place = next((at for at, byte in enumerate(raw) if byte in _CONTROL), 0)
    return (
        f"{name}: a binary file, not a text (byte {place} is {raw[place : place + 1]!r}); save it as plain text first"
    )


def _heading(text: str) -> str | None:
    """The first line when it is clearly a heading: short, without a final stop, a blank line and then prose after it."""
    heading, blank, body = [line.strip() for line in (*text.lstrip("\ufeff\r\n ")[:1000].splitlines(), "", "", "")][:3]
    words = heading.split()
    if blank or len(body) < _PROSE_WIDTH or len(words) < 3 or len(heading) > _HEADING_WIDTH:
        return None
    if not heading[0].isupper() or not (heading[-1].isalnum() or heading[-1] in "'’\"”)") or heading.isupper():
        return None
    return heading


def _document(row: object) -> Document:
    if not isinstance(row, dict):
        raise InputError('no object; {"id": ..., "text": ...} is expected')
    for key in ("id", "text"):
        if not isinstance(row.get(key), str):
            raise InputError(f'"{key}" is missing or no string')
    if len(row["text"]) > MAX_BYTES:
        raise InputError(_too_large(f'"text" of {row["id"]!r}'))
    if not row["text"].strip():
        raise InputError(f'"text" of {row["id"]!r} is empty')
    about: dict[str, str | None] = {}
    for key in ("title", "source", "date"):
        value = row.get(key)
        if value is not None and not isinstance(value, str):
            raise InputError(f'"{key}" of {row["id"]!r} is no string')
        about[key] = value or None
    return Document(row["id"], row["text"], about["title"], about["source"], about["date"])

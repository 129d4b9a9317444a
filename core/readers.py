"""From files and streams to documents, one or many a file; quoth.core.formats holds a module for each format."""

from __future__ import annotations

import gzip
import io
import stat
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from quoth.core.errors import InputError, UsageError
from quoth.core.formats.apart import read_apart
from quoth.core.formats.dateline import head_of
from quoth.core.formats.detect import detect
from quoth.core.formats.limits import MAX_FILE, MAX_TEXT, too_large
from quoth.core.formats.lines import read_lines
from quoth.core.formats.plain import heading_of, read_text
from quoth.core.formats.tables import read_csv
from quoth.core.model import Document

MANY = frozenset(("lines", "csv", "feed"))
"""The formats that are made to hold many texts."""
_SEEN = 65536  # bytes by which a format is told


def read(path: Path | str, *, title: str | None = None, source: str | None = None, date: str | None = None) -> Document:
    """The document in a file, named by the file's name; of a file that holds several, the only or first one.

    A plain text is the file decoded, line ends and byte order mark as they are, so offsets point into the file. What is
    given here wins over what the file says of itself. Raises InputError, which names the file, the place and what to
    do: missing, unreadable, a folder, empty, binary, damaged, of unknown encoding, too large, or of a format whose
    library is not installed; UsageError where a title is given and the file holds many texts.
    """
    for item in read_all(path, title=title, source=source, date=date):
        if isinstance(item, InputError):
            raise item
        return item
    raise InputError(f"{path}: empty; there is nothing to read in it")


def read_all(
    path: Path | str,
    *,
    lines: bool = False,
    title: str | None = None,
    source: str | None = None,
    date: str | None = None,
) -> Iterator[Document | InputError]:
    """All documents of a file, in order: a feed, CSV and JSON lines hold many; what cannot be read comes as its error.

    As :func:`read_stream` reads them.
    """
    path = Path(path)
    try:
        with _opened(path) as stream:
            yield from read_stream(stream, str(path), lines=lines, title=title, source=source, date=date)
    except InputError as error:
        yield error
    except (OSError, ValueError) as error:
        yield InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})")


def read_stream(
    stream: BinaryIO,
    name: str,
    *,
    lines: bool = False,
    title: str | None = None,
    source: str | None = None,
    date: str | None = None,
) -> Iterator[Document | InputError]:
    """All documents of an open file, in order; ``name`` is the file's in messages and, without folders, the documents'.

    The format is told by the content first, by the name's ending second, unless it is known to be JSON ``lines``; gzip
    is unpacked. Of a file with one document ``title``, ``source`` and ``date`` win over what it says of itself; where
    it holds many they stand in for what one does not say, they are named FILE#ID (JSON lines: by their id alone), and a
    ``title`` raises UsageError.
    """
    try:
        buffered = _unpacked(stream)
        kind = "lines" if lines else detect(buffered.peek(_SEEN)[:_SEEN], name)
        if title and kind in MANY:
            raise UsageError(f"{name} holds many texts; a title is for one (outlet and date may be for all)")
        if kind == "lines":
            for item in read_lines(buffered, name):
                yield _stand_in(item, source, date) if isinstance(item, Document) else item
            return
        raw = _load(buffered, name, MAX_TEXT if kind == "text" else MAX_FILE)
    except InputError as error:
        yield error
        return
    except (OSError, EOFError, zlib.error, ValueError) as error:
        yield InputError(f"{name}: cannot be read ({getattr(error, 'strerror', None) or error})")
        return
    name_of = _names(Path(name).name.removesuffix(".gz"), kind in MANY)
    for number, item in enumerate(_found(kind, raw, name), start=1):
        if isinstance(item, InputError):
            yield item
            continue
        document = replace(item, name=name_of(number, item.name))
        if kind in MANY or number > 1:
            yield _stand_in(document, source, date)
        else:
            yield replace(document, title=title or item.title, source=source or item.source, date=date or item.date)


def _found(kind: str, raw: bytes, name: str) -> Iterator[Document | InputError]:
    """A file's documents with what their first lines say of them."""
    try:
        read: Iterable[Document | InputError]
        match kind:
            case "text":
                read = [read_text(raw, name)]
            case "csv":
                read = read_csv(raw, name)
            case _:
                read = read_apart(kind, raw, name)
        for item in read:
            if isinstance(item, Document) and len(item.text) > MAX_TEXT:
                item = InputError(too_large(item.name, MAX_TEXT))
            yield _completed(item) if isinstance(item, Document) else item
    except InputError as error:
        yield error


def _completed(document: Document) -> Document:
    """With what its first lines say of title, place, date and agency."""
    text = document.text
    head = head_of(text)
    return replace(
        document,
        title=document.title or heading_of(text),
        source=document.source or head.source,
        date=document.date or head.date,
        place=document.place or head.place,
    )


def _stand_in(document: Document, source: str | None, date: str | None) -> Document:
    """The document, with outlet and date for what it does not say itself."""
    return replace(document, source=document.source or source, date=document.date or date)


def _names(file: str, many: bool) -> Callable[[int, str], str]:
    """Names for a file's texts: the file's own for the first one, FILE#ID or FILE#NUMBER for others, and none twice."""
    times: Counter[str] = Counter()

    def name_of(number: int, id: str) -> str:
        own = f"{file}#{id if many else number}" if many or number > 1 else file
        name = own
        while times[name]:
            times[own] += 1
            name = f"{own}-{times[own]}"
        times[name] += 1
        return name

    return name_of


def _opened(path: Path) -> io.BufferedReader[Any]:
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise InputError(f"{path}: a folder, not a file; name the files in it, for instance {path / '*.txt'}")
        return io.BufferedReader(path.open("rb", buffering=0), _SEEN)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the name") from None
    except PermissionError:
        raise InputError(f"{path}: may not be read; check its permissions") from None


def _unpacked(stream: BinaryIO) -> io.BufferedReader[Any]:
    """The stream with a look ahead; unpacked where it is gzip."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream), _SEEN)
    if buffered.peek(2)[:2] != b"\x1f\x8b":
        return buffered
    return io.BufferedReader(gzip.GzipFile(fileobj=buffered), _SEEN)


def _load(stream: io.BufferedReader[Any], name: str, limit: int) -> bytes:
    """All bytes, read no further than the limit: neither a device nor a gzip bomb has a size that is known before."""
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise InputError(too_large(name, limit))
    return raw

"""From files and streams to documents: plain text here; a further format is one more entry of ``_FORMATS``."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from quoth.core.errors import InputError
from quoth.core.model import Document

MAX_BYTES = 5_000_000
"""A text may be this large, some eight novels: its analysis holds every word in memory and takes about a minute."""
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")
_HEADING_WIDTH, _PROSE_WIDTH = 120, 80


def read(path: Path | str, *, title: str | None = None, source: str | None = None, date: str | None = None) -> Document:
    """The document in a file, named by the file's name.

    A text is the file decoded as UTF-8, line ends and byte order mark as they are, so offsets point into the file. Without ``title``, a first line that is clearly a heading is taken. Raises InputError,
    which names the file, the place and what to do: missing, unreadable, a folder, empty, binary, not UTF-8, more than
    MAX_BYTES.
    """
    path = Path(path)
    text = _FORMATS.get(path.suffix.lower(), _plain)(_load(path), str(path))
    return Document(path.name, text, title=title or _heading(text), source=source, date=date)


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


def _load(path: Path) -> bytes:
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise InputError(f"{path}: a folder, not a file; name the files in it, for instance {path / '*.txt'}")
        if about.st_size > MAX_BYTES:
            raise InputError(_too_large(path))
        with path.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)  # pipes and devices have no size
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the name") from None
    except PermissionError:
        raise InputError(f"{path}: may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if len(raw) > MAX_BYTES:
        raise InputError(_too_large(path))
    return raw


def _too_large(path: Path | str) -> str:
    return (
        f"{path}: larger than {MAX_BYTES // 1_000_000} MB, the most that one text may have; split it into its articles"
    )


def _plain(raw: bytes, name: str) -> str:
    """A plain text: UTF-8, some words, no binary content."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise InputError(f"{name}: UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8") from None
        if _is_binary(raw):
            raise InputError(_binary(raw, name)) from None
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{name}: not UTF-8 at byte {error.start} (line {line}); convert it, for instance: iconv -f WINDOWS-1252 -t UTF-8"
        ) from None
    if _is_binary(raw):
        raise InputError(_binary(raw, name))
    if not text.strip("\ufeff \t\r\n\v\f"):
        raise InputError(f"{name}: empty; there is nothing to read in it")
    return text


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
    extra: dict[str, str | None] = {}
    for key in ("title", "source", "date"):
        value = row.get(key)
        if value is not None and not isinstance(value, str):
            raise InputError(f'"{key}" of {row["id"]!r} is no string')
        extra[key] = value or None
    return Document(row["id"], row["text"], **extra)


_FORMATS: dict[str, Callable[[bytes, str], str]] = {".txt": _plain}
"""By the file's ending; anything else is taken for plain text."""

"""Writing rows: one writer a format, all over the fields of :mod:`quoth.tui.output.fields`.

What goes to a terminal is made harmless first (:mod:`quoth.tui.terminal.visible`). Into a pipe or a file it is exact,
but for two guards: Markdown is escaped, and a CSV text that a spreadsheet would run as a formula (it begins with
``= + - @``, a tab or a carriage return) gets a ``'`` in front. JSON is always exact.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from quoth.core.errors import UsageError
from quoth.tui.output.fields import FIELDS, Record, record
from quoth.tui.output.table import render_table
from quoth.tui.paths import resolved
from quoth.tui.terminal.abilities import detect, is_tty
from quoth.tui.terminal.visible import visible, visible_line

TABLE_FORMATS = ("table", "json", "jsonl", "csv", "md")
REPORT_FORMATS = ("md", "html", "text")
EXPORT_FORMATS = (*REPORT_FORMATS, "json", "jsonl", "csv")
ENDINGS = {f".{format}": format for format in EXPORT_FORMATS} | {".htm": "html", ".txt": "text", ".markdown": "md"}
"""The format that a file's ending asks for."""
BAD_CHARACTERS = "backslashreplace"  # a lone surrogate becomes the escape that JSON has for it
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Output:
    """Where data goes, and whether a person's terminal reads it there."""

    stream: TextIO
    terminal: bool = False
    color: bool = False

    @classmethod
    def standard(cls, color: bool = True) -> Output:
        """Standard output. Colours only on a terminal that has them."""
        terminal = is_tty(sys.stdout)
        if isinstance(sys.stdout, io.TextIOWrapper):
            encoding = None if terminal else "utf-8"
            sys.stdout.reconfigure(encoding=encoding, errors=BAD_CHARACTERS, newline="")
        stream = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - closed by the caller
        return cls(stream, terminal, color and detect(tty=terminal).colours > 0)

    @property
    def width(self) -> int | None:
        """Columns of the terminal; None where nothing limits a line."""
        return shutil.get_terminal_size().columns if self.terminal else None

    def write(self, text: str) -> None:
        """Write text; on a terminal nothing in it acts."""
        self.stream.write(visible(text) if self.terminal else text)

    def write_rendered(self, text: str) -> None:
        """Write what is harmless already and holds the program's own colours."""
        self.stream.write(text)


@contextmanager
def open_output(path: Path) -> Iterator[Output]:
    """A file to write to, replaced whole at the end or, when something goes wrong, not at all.

    It keeps its permissions; until it is whole its writer alone may read it.
    """
    place = resolved(path)
    try:
        if place.exists() and not place.is_file():
            with place.open("w", encoding="utf-8", errors=BAD_CHARACTERS, newline="") as stream:
                yield Output(stream)
            return
        handle, name = tempfile.mkstemp(prefix=".quoth-", dir=place.parent)
        beside = Path(name)
        try:
            with open(handle, "w", encoding="utf-8", errors=BAD_CHARACTERS, newline="") as stream:  # noqa: PTH123
                yield Output(stream)
            beside.chmod(stat.S_IMODE(place.stat().st_mode) if place.exists() else 0o666 & ~_umask())
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    """What a new file may not do; asking for it is setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def write_rows(kind: str, rows: Iterable[Any], format: str, output: Output) -> int:
    """Write rows of one kind (a key of FIELDS) in a format of TABLE_FORMATS; the count of rows written."""
    counted = _Counter(rows)
    if format == "table":
        table = list(counted)
        output.write_rendered(render_table(kind, table, output.width, output.color) if table else "")
    else:
        for text in _WRITERS[format](list(FIELDS[kind]), (record(row) for row in counted)):
            output.write(text)
    return counted.count


def json_line(value: object) -> str:
    """One JSON value on one line, in Unicode."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def json_texts(values: Iterable[object], several: bool | None = None) -> Iterator[str]:
    """A JSON array of the values, or the bare value where there is just one (``several`` settles it beforehand)."""
    values = iter(values)
    first = next(values, None)
    second = next(values, None)
    if several is None:
        several = second is not None
    if not several:
        if first is not None:
            yield json_line(first)
        return
    mark = "["
    for value in (first, second):
        if value is not None:
            yield f"{mark}{json.dumps(value, ensure_ascii=False)}"
            mark = ",\n "
    for value in values:
        yield f"{mark}{json.dumps(value, ensure_ascii=False)}"
        mark = ",\n "
    yield "[]\n" if mark == "[" else "]\n"


def markdown(text: str) -> str:
    """Text from outside as one line of Markdown in which nothing is markup."""
    escaped = _MARKDOWN.sub(r"\\\1", visible_line(text)).strip()
    return re.sub(r"^([+-]|\d+[.)])(?=\s|$)", r"\\\1", escaped)


def _json(names: Sequence[str], records: Iterable[Record]) -> Iterator[str]:
    return json_texts(records, several=True)


def _json_lines(names: Sequence[str], records: Iterable[Record]) -> Iterator[str]:
    return map(json_line, records)


def _csv(names: Sequence[str], records: Iterable[Record]) -> Iterator[str]:
    import csv

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    for row in records:
        writer.writerow([_cell(row[name]) for name in names])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str | list):
        text = _plain(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    return _plain(value) if value is None or isinstance(value, bool) else value


def _plain(value: object) -> str:
    """A value as one text: lists by ``; ``, spans as ``930-1003``, nothing for null."""
    if isinstance(value, list):
        return "; ".join(f"{part[0]}-{part[1]}" if isinstance(part, list) else str(part) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _markdown_table(names: Sequence[str], records: Iterable[Record]) -> Iterator[str]:
    yield f"| {' | '.join(names)} |\n|{' --- |' * len(names)}\n"
    for row in records:
        yield f"| {' | '.join(markdown(_plain(row[name])) for name in names)} |\n"


_WRITERS: dict[str, Callable[[Sequence[str], Iterable[Record]], Iterator[str]]] = {
    "json": _json,
    "jsonl": _json_lines,
    "csv": _csv,
    "md": _markdown_table,
}


class _Counter:
    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            self.count += 1
            yield row

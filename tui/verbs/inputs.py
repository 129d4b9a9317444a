"""From what a verb was given (files, folders, standard input, JSON lines) to documents, one at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from quoth.core.errors import InputError, QuothError, UsageError
from quoth.core.formats.detect import ENDINGS
from quoth.core.model import Document
from quoth.core.readers import filled, read_all, read_lines

Input = Document | QuothError
LINES = frozenset((".jsonl", ".ndjson"))
STANDARD_INPUT = Path("-")


def read_inputs(
    paths: Iterable[Path | QuothError],
    *,
    lines: bool = False,
    title: str | None = None,
    source: str | None = None,
    date: str | None = None,
) -> Iterator[Input]:
    """Every document of every file; what cannot be read comes as its error, in its place.

    ``lines``: all of them hold JSON lines, whatever their ending. ``title``, ``source`` and ``date`` are of a text;
    of JSON lines they stand in where a line does not say.
    """
    for path in paths:
        try:
            if isinstance(path, QuothError):
                yield path
            elif lines:
                for item in _read_lines(path):
                    yield filled(item, source, date) if isinstance(item, Document) else item
            else:
                given = "/dev/stdin" if path == STANDARD_INPUT else path
                yield from read_all(given, title=title, source=source, date=date)
        except QuothError as error:
            yield error


def expand_folders(paths: Iterable[Path]) -> Iterator[Path | InputError]:
    """The paths, with the texts in a folder (and in the folders in it) in its place.

    Hidden ones are left out, links to folders not followed.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = False
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and Path(name.lower().removesuffix(".gz")).suffix in ENDINGS:
                    found = True
                    yield Path(folder, name)
        if not found:
            yield InputError(f"{path}: holds no text ({' '.join(sorted(ENDINGS))})")


def check_metadata(paths: Sequence[Path], lines: bool, title: str | None) -> None:
    """UsageError where one title is given for several texts."""
    one = len(paths) == 1 and not lines and not paths[0].is_dir() and paths[0].suffix.lower() not in LINES
    if title and not one:
        raise UsageError("--title is for one text; --source and --date may be for several")


def count_texts(paths: Iterable[Path | QuothError], lines: bool) -> int | None:
    """How many texts the paths hold; None where only reading standard input would tell."""
    total = 0
    for path in paths:
        if isinstance(path, Path) and (lines or path.suffix.lower() in LINES):
            if not path.is_file():
                return None
            with suppress(OSError), path.open("rb") as stream:
                while chunk := stream.read(1 << 20):
                    total += chunk.count(b"\n")
        else:
            total += 1
    return total


def _read_lines(path: Path) -> Iterator[Input]:
    if path == STANDARD_INPUT:
        yield from _told(read_lines(getattr(sys.stdin, "buffer", ())), "standard input")
        return
    try:
        with path.open("rb") as stream:
            yield from _told(read_lines(stream), str(path))
    except OSError as error:
        yield InputError(f"{path}: cannot be read ({error.strerror or error})")


def _told(items: Iterable[Document | InputError], where: str) -> Iterator[Input]:
    """The items with errors that name the file."""
    for item in items:
        yield InputError(f"{where}: {item}") if isinstance(item, InputError) else item

"""From what a verb was given (files, folders, standard input, JSON lines) to documents, one at a time."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from quoth.core.errors import InputError, QuothError, UsageError
from quoth.core.formats.detect import ENDINGS, REFUSED_ENDINGS
from quoth.core.model import Document
from quoth.core.readers import read_all, read_stream
from quoth.tui.paths import holds
from quoth.tui.verbs.options import Described
from quoth.tui.verbs.status import talk

Input = Document | QuothError
LINES = frozenset((".jsonl", ".ndjson"))
STANDARD_INPUT = Path("-")
MOST_NOTED = 20


def read_inputs(paths: Iterable[Path | QuothError], about: Described, *, lines: bool = False) -> Iterator[Input]:
    """Every document of every file; what cannot be read comes as its error, in its place.

    ``lines``: all of them hold JSON lines, whatever their ending. ``about`` is used as
    :func:`quoth.core.readers.read_stream` takes them; UsageError where a title is given to a file of many texts. What
    was left out or guessed in a text is said on standard error.
    """
    noted = 0
    for path in paths:
        if isinstance(path, QuothError):
            yield path
            continue
        if path == STANDARD_INPUT:
            standard = getattr(sys.stdin, "buffer", None) or io.BytesIO()
            items = read_stream(standard, "standard input", lines=lines, **about._asdict())
        else:
            items = read_all(path, lines=lines, **about._asdict())
        for item in items:
            if isinstance(item, Document) and item.notes:
                noted += 1
                _tell_notes(item, noted)
            yield item


def _tell_notes(document: Document, noted: int) -> None:
    """What the reader left out or had to guess, said of the first texts only."""
    if noted <= MOST_NOTED:
        talk(f"quoth: {document.name}: {'; '.join(document.notes)}")
    elif noted == MOST_NOTED + 1:
        talk("quoth: more texts have such notes; `quoth show ID` tells those of a text that is kept")


def expand_folders(paths: Iterable[Path]) -> Iterator[Path | InputError]:
    """The paths, with the texts in a folder (and in the folders in it) in its place.

    Hidden ones are left out, links to folders not followed. Texts in formats that are not read are among them, so that
    reading says what to do.
    """
    for path in paths:
        if not holds(path.is_dir):
            yield path
            continue
        found = False
        closed: list[OSError] = []
        for folder, folders, names in os.walk(path, onerror=closed.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                ending = Path(name.lower().removesuffix(".gz")).suffix
                if not name.startswith(".") and (ending in ENDINGS or ending in REFUSED_ENDINGS):
                    found = True
                    yield Path(folder, name)
        yield from (InputError(f"{error.filename}: cannot be looked into ({error.strerror})") for error in closed)
        if not found and not closed:
            yield InputError(f"{path}: holds no text ({' '.join(sorted(ENDINGS))})")


def check_title(paths: Sequence[Path], title: str | None) -> None:
    """UsageError where one title is given for several files; a file that holds many texts says so when it is read."""
    if title and (len(paths) > 1 or holds(paths[0].is_dir)):
        raise UsageError("--title is for one text; --source and --date may be for several")


def count_texts(paths: Iterable[Path | QuothError], lines: bool) -> int | None:
    """How many texts the paths hold, a feed or table as one; None where only reading standard input would tell."""
    total = 0
    for path in paths:
        if isinstance(path, Path) and (lines or path.suffix.lower() in LINES):
            if not holds(path.is_file):
                return None
            with suppress(OSError), path.open("rb") as stream:
                while chunk := stream.read(1 << 20):
                    total += chunk.count(b"\n")
        else:
            total += 1
    return total

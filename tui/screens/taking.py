"""Taking away: copy with citation, save what is listed, pipe it to a command."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import termios
import tty
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from quoth.core.errors import UsageError
from quoth.core.model import Briefing
from quoth.core.query.tree import Query
from quoth.store.interface import Library
from quoth.store.rows import DocumentRow, NumberRow, Order, QuoteRow, SentenceRow
from quoth.tui.output.cite import cite, describe_document
from quoth.tui.output.finding import all_rows
from quoth.tui.output.report_writers import write_report
from quoth.tui.output.writers import ENDINGS, REPORT_FORMATS, Output, open_output, write_rows

FORMATS = ".md .html .txt (a briefing), .csv .jsonl .json (the rows)"
DEFAULT_NAME = "briefing.md"


def citation(
    item: QuoteRow | NumberRow | SentenceRow | None, document: DocumentRow | None, briefing: Briefing | None
) -> str:
    """What ``y`` takes: quote, figure or sentence with its source; of a document its title, outlet and date."""
    if item is not None:
        return cite(item, briefing)
    return describe_document(document) if document is not None else ""


def save_listed(library: Library, panel: str, query: Query, order: Order, path: Path) -> str:
    """Write what is listed to a file, in the format that its ending names; what was done, in words."""
    format = ENDINGS.get(path.suffix.lower())
    if format is None:
        raise UsageError(f"{path}: the ending says the format: {FORMATS}")
    with open_output(path) as output:
        if format in REPORT_FORMATS:
            write_report(library, query, "", format, output)
            return f"The briefing is in {path}."
        count = write_rows(panel, _rows(library, panel, query, order), format, output)
    return f"{count} {panel} are in {path}."


def listed_as_text(library: Library, query: Query) -> str:
    """The briefing of what is listed, in Markdown."""
    stream = io.StringIO()
    write_report(library, query, "", "md", Output(stream))
    return stream.getvalue()


def run_command(command: str, text: str) -> int:
    """Give the text to a command of the user's; its status. The terminal is the command's meanwhile."""
    done = subprocess.run(command, shell=True, input=text.encode("utf-8", "replace"), check=False)
    sys.stdout.write(f"\n[{command}: status {done.returncode}; any key goes back to quoth] ")
    sys.stdout.flush()
    _wait_for_key()
    return done.returncode


def _wait_for_key() -> None:
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)
        os.read(terminal, 64)  # an arrow is several bytes
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def copy_by_command(command: str, text: str) -> str:
    """Hand a copied text to the user's clipboard command; how that went, in words."""
    try:
        subprocess.run(
            command, shell=True, input=text.encode("utf-8", "replace"), check=True, capture_output=True, timeout=5
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"The clipboard command {command!r} failed: {error}"
    return f"Handed to {command}."


def _rows(library: Library, panel: str, query: Query, order: Order) -> Iterable[Any]:
    find: Callable[..., Any] = getattr(library, panel)
    return find(query) if panel in ("topics", "speakers") else all_rows(find, query, None, order)

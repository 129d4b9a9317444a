"""The verbs that search: quotes, numbers, sentences, topics, speakers, subjects, and export."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

import click
from quoth.core.errors import LibraryLockedError, UsageError
from quoth.store.rows import Kind, Order
from quoth.tui.output.fields import FIELDS
from quoth.tui.output.finding import all_rows, shown_place
from quoth.tui.output.writers import ENDINGS, EXPORT_FORMATS, REPORT_FORMATS, TABLE_FORMATS, open_output, write_rows
from quoth.tui.paths import holds, resolved
from quoth.tui.terminal.abilities import is_tty
from quoth.tui.verbs.options import Call, GivenPath, global_options, pass_call
from quoth.tui.verbs.status import ExitStatus, agreed, talk
from quoth.tui.where import listings

if TYPE_CHECKING:
    from quoth.store import Library

TABLE_LIMIT = 100

query_argument = click.argument("query", nargs=-1, metavar="[QUERY]")
limit_option = click.option("--limit", type=click.IntRange(0), metavar="N", help="How many at most; 0: all.")
format_option = click.option(
    "--format", type=click.Choice(TABLE_FORMATS), default="table", show_default=True, help="How rows are written."
)
order_option = click.option(
    "--order",
    type=click.Choice(get_args(Order)),
    default="date",
    show_default=True,
    help="date: newest first; relevance: of the newest 1000.",
)


def write_found(call: Call, kind: str, query: Sequence[str], format: str, limit: int | None, order: Order) -> int:
    """The rows of one kind that a search finds; where there are more it says so."""
    text, limit = " ".join(query), _limit(limit, format)
    with call.open() as library, shown_place(text):
        find = getattr(library, kind)
        written = write_rows(kind, all_rows(find, text, limit or None, order), format, call.output)
        if written and written == limit:
            page = find(text, limit=1)
            if page.total > written or page.capped:
                talk(f"{written} of {page.total}{'+' * page.capped}; --limit 0 shows all")
        return _ended(library, kind, text, written)


def write_counted(call: Call, kind: str, query: Sequence[str], format: str, limit: int | None) -> int:
    """Topics, speakers or subjects with their counts over what a search finds."""
    text, limit = " ".join(query), _limit(limit, format)
    with call.open() as library, shown_place(text):
        rows = getattr(library, kind)(text)
        written = write_rows(kind, rows[: limit or None], format, call.output)
        if written < len(rows):
            talk(f"{written} of {len(rows)}; --limit 0 shows all")
        return _ended(library, kind, text, written)


def _limit(limit: int | None, format: str) -> int:
    """How many rows at most; 0: all. A table is cut at TABLE_LIMIT unless asked otherwise."""
    if limit is not None:
        return limit
    return TABLE_LIMIT if format == "table" else 0


def _ended(library: Library, kind: str, text: str, written: int) -> int:
    """The status; what may be missing from the answer is told, and what is near where nothing matches."""
    if problems := library.problems():
        talk(f"{len(problems)} of the library's records cannot be read and are left out; quoth check says which")
    if written:
        return ExitStatus.DONE
    if not library.documents(limit=1).rows:
        talk("the library is empty; quoth add FILE keeps a text")
    else:
        near = library.near(text, cast("Kind", kind) if kind in get_args(Kind) else "quotes")
        hints = [f"perhaps: {search}" for search in near]
        if kind == "quotes" and (sentences := library.sentences(text, limit=1).total):
            hints.append(f"quoth sentences finds {sentences}")
        hints = hints or [f"quoth {verb} lists {what}" for _, verb, what in listings(text) if verb != kind]
        talk("; ".join(["nothing matches", *hints]))
    return ExitStatus.NOTHING


def _rows_verb(kind: str, summary: str) -> click.Command:
    """The verb that writes rows of a kind; only what is found, not counted, comes in an order that can be chosen."""
    is_found = kind in get_args(Kind)

    @pass_call
    def verb(call: Call, /, query: Sequence[str], **options: Any) -> int:
        return (write_found if is_found else write_counted)(call, kind, query, **options)

    command = global_options(verb)
    for option in (*[order_option] * is_found, limit_option, format_option, query_argument):
        command = option(command)
    return click.command(kind, help=_help(kind, summary))(command)


def _help(kind: str, summary: str) -> str:
    width = max(map(len, FIELDS[kind]))
    fields = "\n".join(f"  {name:{width}}  {meaning}" for name, meaning in FIELDS[kind].items())
    return (
        f"{summary}\n\nA search that begins with - goes after --.\n\n\b\nFields of json, jsonl, csv and md:\n{fields}"
    )


SEARCH_VERBS: tuple[click.Command, ...] = (
    _rows_verb("quotes", "What was said and by whom."),
    _rows_verb("numbers", "Figures with what they count and who named them."),
    _rows_verb("sentences", "Whole sentences with who speaks in them."),
    _rows_verb("topics", "Topics and how much was said on each."),
    _rows_verb("speakers", "Speakers and how much each said."),
    _rows_verb("subjects", "Named things that are spoken about."),
)


@click.command()
@query_argument
@click.option("-o", "--output", "path", type=GivenPath(), metavar="PATH", help="Default: standard output.")
@click.option("--format", type=click.Choice(EXPORT_FORMATS), help="Default: by the ending of PATH, else md.")
@click.option("--title", metavar="TITLE", help="Heading of the briefing.")
@click.option("--force", is_flag=True, help="Replace PATH where it exists; else it is asked on a terminal, or refused.")
@limit_option
@global_options
@pass_call
def export(
    call: Call,
    query: Sequence[str],
    path: Path | None,
    format: str | None,
    title: str | None,
    force: bool,
    limit: int | None,
) -> int:
    """A briefing to hand on of what a search finds: by topic who said what, the figures, the sources numbered.

    md, html and text are the briefing; json, jsonl and csv are the quotes with the fields of `quoth quotes`. Only
    words in quotation marks are verbatim; everything else says "reported". PATH is replaced whole or not at all.
    """
    from quoth.tui.output.report_writers import write_report

    text = " ".join(query)
    path = None if path == Path("-") else path
    format = format or (ENDINGS.get(path.suffix.lower()) if path else "md")
    if format is None:
        raise UsageError(f"{path}: its ending says no format; give one by --format {'|'.join(EXPORT_FORMATS)}")
    if path and call.settings.read_only:
        raise LibraryLockedError("with --read-only nothing is written but to standard output")
    with call.open() as library, shown_place(text):
        if not library.quotes(text, limit=1).rows and not library.numbers(text, limit=1).rows:
            talk("nothing matches; nothing was written")
            return ExitStatus.NOTHING
        is_there = path is not None and holds(resolved(path).is_file)
        if is_there and not force and not (is_tty(sys.stdin) and agreed(f"replace {path}?")):
            raise UsageError(f"{path}: exists and was left as it is; --force replaces it")
        with open_output(path) if path else nullcontext(call.output) as output:
            if format in REPORT_FORMATS:
                write_report(library, text, title or "", format, output, limit or None)
            else:
                write_rows("quotes", all_rows(library.quotes, text, limit or None), format, output)
    return ExitStatus.DONE


VERBS = (*SEARCH_VERBS, export)

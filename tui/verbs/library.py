"""The verbs that look after the library: list, show, rm, check, paths, completion."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click
from quoth.core.errors import QuothError, UsageError
from quoth.store.rows import Order
from quoth.tui.config import cache_folder, config_folder, state_folder
from quoth.tui.output.finding import all_rows
from quoth.tui.output.writers import json_line
from quoth.tui.terminal.abilities import is_tty
from quoth.tui.terminal.visible import visible_line
from quoth.tui.verbs.find import format_option, limit_option, order_option, query_argument, write_found
from quoth.tui.verbs.options import Call, global_options, pass_call
from quoth.tui.verbs.status import ExitStatus, agreed, reporting, talk

if TYPE_CHECKING:
    from quoth.core.model import Briefing, Document
    from quoth.store import Library

SHELLS = ("bash", "zsh", "fish")


@click.command("list")
@query_argument
@format_option
@limit_option
@order_option
@global_options
@pass_call
def list_documents(call: Call, query: Sequence[str], format: str, limit: int | None, order: Order) -> int:
    """The documents of the library, or those that a search finds."""
    return write_found(call, "documents", query, format, limit, order)


def _complete_id(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The ids that begin so; none where the library cannot be read: nobody asked for a message."""
    call = context.find_object(Call) or Call()
    with suppress(QuothError, OSError), call.open() as library:
        return [row.id for row in all_rows(library.documents, "") if row.id.startswith(incomplete)]
    return []


_id_argument = click.argument("id", metavar="ID", shell_complete=_complete_id)


@click.command()
@_id_argument
@click.option(
    "--format",
    type=click.Choice(["text", "md", "html", "json"]),
    default="text",
    show_default=True,
    help="json: SCHEMA 1.",
)
@global_options
@pass_call
def show(call: Call, id: str, format: str) -> int:
    """The briefing of one document; the beginning of its id will do."""
    from quoth.tui.output.report_writers import write_briefing

    with call.open() as library:
        write_briefing(library.get(id), format, call.output, call.topics)
    return ExitStatus.DONE


@click.command("rm")
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=_complete_id)
@click.option("--purge", is_flag=True, help="Leave nothing of it; else it stays in the library's folder old.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@global_options
@pass_call
def remove(call: Call, ids: Sequence[str], purge: bool, yes: bool) -> int:
    """Take documents out of the library; asks first on a terminal."""
    with call.open(write=True) as library, reporting(call.output) as write:
        found = [_named(library, id, removed=purge) for id in ids]
        for id, name in dict.fromkeys(found):
            how = "remove for good" if purge else "remove"
            if is_tty(sys.stdin) and not yes and not agreed(f"{how} {id} ({name})?"):
                continue
            library.remove(id, purge=purge)
            write(f"removed\t{id}\t{visible_line(name)}\n")
    return ExitStatus.DONE


def _named(library: Library, id: str, *, removed: bool) -> tuple[str, str]:
    """The whole id and the name of a document; of one that is ``removed`` already, what was given."""
    try:
        row = library.document(id)
    except UsageError:
        if not removed:
            raise
        return id, "removed before"
    return row.id, row.name


@click.command()
@global_options
@pass_call
def check(call: Call) -> int:
    """Verify every record, repair what can be, set aside what cannot, rebuild the index.

    With --read-only it only says what is wrong. The status is 5 where a record is damaged beyond repair.
    """
    from quoth.tui.verbs.progress import Progress

    with call.open() as library, Progress(None, "records") as progress:
        report = library.check(analyse=_analyse(call), progress=progress.reach)
    found = (("repaired", report.repaired), ("set aside", report.aside), ("damaged", report.damaged))
    for what, matters in found:
        for matter in matters:
            call.output.write(f"{what}\t{matter}\n")
    talk(f"{report.checked} checked, " + ", ".join(f"{len(matters)} {what}" for what, matters in found))
    return ExitStatus.DAMAGED if report.aside or report.damaged else ExitStatus.DONE


def _analyse(call: Call) -> Callable[[Document], Briefing]:
    def analyse(document: Document) -> Briefing:
        from quoth.core import brief

        return brief(document, call.topics)

    return analyse


@click.command()
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@global_options
@pass_call
def paths(call: Call, format: str) -> int:
    """Where quoth keeps what."""
    places = {
        "library": call.settings.library,
        "config": config_folder() / "config.toml",
        "topics": call.settings.topics,
        "cache": cache_folder(),
        "state": state_folder(),
    }
    if format == "json":
        call.output.write(json_line({name: str(path) for name, path in places.items()}))
    else:
        call.output.write("".join(f"{name:8} {path}\n" for name, path in places.items()))
    return ExitStatus.DONE


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@global_options
@pass_call
def completion(call: Call, shell: str) -> int:
    """The script that completes verbs, options, ids and files in bash, zsh or fish.

    For bash: eval "$(quoth completion bash)" in ~/.bashrc.
    """
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    root = click.get_current_context().find_root()
    if completer is None:
        raise UsageError(f"this click knows no completion for {shell}")
    call.output.write(completer(root.command, {}, "quoth", "_QUOTH_COMPLETE").source())
    return ExitStatus.DONE


VERBS = (list_documents, show, remove, check, paths, completion)

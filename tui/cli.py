"""The command line: ``quoth [FILE...]`` browses, everything else is a verb.

Data goes to standard output, everything else to standard error; the status is an :class:`ExitStatus`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from quoth.core.errors import UsageError
from quoth.tui.paths import holds
from quoth.tui.terminal.abilities import detect, is_tty
from quoth.tui.verbs.options import Call, Described, GivenPath, described, global_options, pass_call
from quoth.tui.verbs.status import ExitStatus, guarded, talk

if TYPE_CHECKING:
    from quoth.store import Library

BROWSE = "browse"
FEW_COLLECTIONS = 20_000  # the browser begins by making many objects that stay: each look through them costs time
VERBS = {
    "analyse": ("add", "analyse"),
    "find": ("quotes", "numbers", "sentences", "topics", "speakers", "subjects", "export"),
    "library": ("list", "show", "rm", "check", "paths", "completion"),
}
BEGIN = """\
The library is empty. To begin:
  quoth add FILE      analyse a text and keep it
  quoth FILE          look at a text without keeping it
  quoth --sample      look at the article that comes with quoth"""


class Verbs(click.Group):
    """The group of verbs, each loaded when it is asked for. A first word that is no verb is a file to browse."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = "quoth", *rest: Any, **extra: Any) -> Any:
        """Run a command line; without ``standalone_mode`` return its status instead of leaving with it."""
        standalone = extra.pop("standalone_mode", True)
        run: Callable[..., int | None] = super().main
        status = guarded(lambda: run(args, prog_name, *rest, standalone_mode=False, **extra) or ExitStatus.DONE)
        if standalone:
            sys.exit(status)
        return status

    def invoke(self, ctx: click.Context) -> Any:
        """Guarded here too: click would take a closed pipe for an error before main hears of it."""
        return guarded(lambda: super(Verbs, self).invoke(ctx) or ExitStatus.DONE)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for names in VERBS.values() for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for module, names in VERBS.items():
            if cmd_name in names:
                commands: tuple[click.Command, ...] = import_module(f"quoth.tui.verbs.{module}").VERBS
                return commands[names.index(cmd_name)]
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        verb = self.get_command(ctx, args[0])
        if verb is not None:
            return args[0], verb, args[1:]
        from difflib import get_close_matches

        near = get_close_matches(args[0], self.list_commands(ctx), n=1)
        if (near or args[0].isalpha()) and not holds(Path(args[0]).exists):  # a file's name has a dot or a slash
            hint = f"did you mean {near[0]!r}?" if near else "`quoth --help` lists the verbs"
            raise UsageError(f"no verb and no file {args[0]!r}; {hint}")
        return BROWSE, self.get_command(ctx, BROWSE), args

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        verbs = super().shell_complete(ctx, incomplete)
        return verbs or [CompletionItem(incomplete, type="file")]  # both at once, bash would offer the files alone


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    subcommand_metavar="[FILE... | VERB ...]",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--sample", is_flag=True, help="Browse the sample article; nothing is stored.")
@global_options
@click.version_option(package_name="quoth", prog_name="quoth")
@click.pass_context
def main(context: click.Context, sample: bool) -> int:
    """Who said what, on which topic, with which number: a briefing browser for texts of diplomacy and politics.

    `quoth` browses the library, `quoth FILE...` browses files without storing them; where standard output is no
    terminal the briefing is printed as text. Everything else is a verb.
    """
    call = context.ensure_object(Call)
    if sample and context.invoked_subcommand:
        raise UsageError("--sample stands alone: quoth --sample")
    if sample:
        from quoth.tui.sample import sample_path

        return _browse_files(call, [sample_path()], Described())
    return ExitStatus.DONE if context.invoked_subcommand else _browse_library(call)


@click.command(BROWSE, hidden=True)
@click.argument("files", nargs=-1, type=GivenPath())
@described
@global_options
@pass_call
def browse(call: Call, files: Sequence[Path], about: Described) -> int:
    """Browse files without storing them; - is standard input."""
    return _browse_files(call, files, about) if files else _browse_library(call)


def _browse_files(call: Call, files: Sequence[Path], about: Described) -> int:
    from quoth.core.model import Briefing
    from quoth.store import MemoryLibrary
    from quoth.tui.verbs.analysing import analyse, jobs_for
    from quoth.tui.verbs.inputs import check_title, count_texts, read_inputs
    from quoth.tui.verbs.progress import Progress

    check_title(files, about.title)
    inputs = read_inputs(files, about)
    briefings, errors = [], []
    with Progress(count_texts(files, False)) as progress:
        for outcome in analyse(inputs, call.user_topics, jobs_for(len(files))):
            progress.advance()
            if isinstance(outcome, Briefing):
                briefings.append(outcome)
            else:
                errors.append(outcome)
    for error in errors:
        talk(f"quoth: {error}")
    if not briefings:
        return ExitStatus.INPUT
    library = MemoryLibrary(briefings, topics=call.topics)
    status = _run_app(call, library) if _has_screen() else _print_all(call, library)
    return status or (ExitStatus.INPUT if errors else ExitStatus.DONE)


def _browse_library(call: Call) -> int:
    with call.open(begin=True) as library:
        if _has_screen():
            return _run_app(call, library)
        if library.documents(limit=1).rows:
            from quoth.tui.verbs.find import write_found

            return write_found(call, "documents", (), "table", None, "date")
    talk(BEGIN)
    return ExitStatus.NOTHING


def _run_app(call: Call, library: Library) -> int:
    import gc

    gc.set_threshold(FEW_COLLECTIONS)
    if call.settings.color == "never":
        os.environ["NO_COLOR"] = "1"  # where the browser looks, as it does for the user's own
    from quoth.tui.app import run

    return run(library, settings=call.settings)


def _print_all(call: Call, library: Library) -> int:
    """Every briefing as text, one after the other."""
    from quoth.tui.output.finding import all_rows
    from quoth.tui.output.report_writers import write_briefing

    for number, row in enumerate(all_rows(library.documents, "")):
        call.output.write("\n" * bool(number))
        write_briefing(library.get(row.id), "text", call.output, call.topics)
    return ExitStatus.DONE


def _has_screen() -> bool:
    """Whether there is a terminal to browse on; where standard input was a text, its keys are read from now on."""
    if detect(tty=is_tty(sys.stdout)).plain:
        return False
    if not is_tty(sys.stdin):
        try:
            os.dup2(os.open("/dev/tty", os.O_RDWR), 0)
        except OSError:  # no terminal is this process's own
            return False
    return True


main.add_command(browse)

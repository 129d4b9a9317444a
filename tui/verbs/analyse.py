"""The verbs that analyse: ``add`` keeps briefings, ``analyse`` writes them as JSON."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
from quoth.core.errors import LibraryDamagedError, QuothError, UsageError
from quoth.tui.terminal.visible import visible_line
from quoth.tui.verbs.options import Call, Described, GivenPath, described, global_options, pass_call
from quoth.tui.verbs.status import ExitStatus, reporting, talk

if TYPE_CHECKING:
    from quoth.core.model import Document
    from quoth.store import Library

MOST_LINES = 20  # single texts named on a terminal; more are only counted

_paths = click.argument("paths", nargs=-1, type=GivenPath(), metavar="FILE...")
_lines = click.option("--jsonl", "lines", is_flag=True, help="The input is JSON lines {id, text, title, date, source}.")
_jobs = click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many processes analyse.")


class Known(NamedTuple):
    """A text that is in the library already, and its id there."""

    id: str
    document: Document


class Kept(NamedTuple):
    """What became of one text: new, same, revision or near; its id in the library; its name."""

    status: str
    id: str
    name: str


@click.command()
@_paths
@_lines
@described
@_jobs
@global_options
@pass_call
def add(
    call: Call,
    paths: Sequence[Path],
    lines: bool,
    about: Described,
    jobs: int | None,
) -> int:
    """Analyse texts and keep them: files and folders; - is standard input.

    Read are plain text, Markdown, HTML, PDF, Word (.docx), mails, feeds, CSV and JSON lines, each also as gzip.

    One line a text goes to standard output: new, same (it is kept already; nothing is done), revision or near
    (another print of a known story); then its id and its name. What cannot be read does not stop the rest: it is
    listed at the end and the status is 3 (5 where a damaged record of the library is in its way). An interrupted run
    goes on where it was when it is called again. --title, --date and --source are also set on what is kept already.
    """
    from quoth.tui.verbs.analysing import jobs_for
    from quoth.tui.verbs.inputs import check_title, count_texts, expand_folders, read_inputs
    from quoth.tui.verbs.progress import Progress

    paths = _given(paths, lines)
    check_title(paths, about.title)
    with call.open(write=True) as library, reporting(call.output) as write:
        found = list(expand_folders(paths))
        total = count_texts(found, lines)
        inputs = read_inputs(found, about, lines=lines)
        told = Told(write, terminal=call.output.terminal)
        try:
            with Progress(total) as progress:
                for result in keep_all(library, inputs, about.given, call.user_topics, jobs or jobs_for(total)):
                    progress.advance()
                    told.tell(result)
        finally:
            told.sum_up(finished=sys.exc_info()[0] is None)
    return max((error.exit_status for error in told.failed), default=ExitStatus.DONE)


@click.command()
@_paths
@_lines
@described
@click.option("--format", type=click.Choice(["json", "jsonl"]), help="Default: json; jsonl with --jsonl.")
@_jobs
@global_options
@pass_call
def analyse(
    call: Call,
    paths: Sequence[Path],
    lines: bool,
    about: Described,
    format: str | None,
    jobs: int | None,
) -> int:
    """Write the analysis of texts as JSON and keep nothing: the files that add reads; - is standard input.

    json is one object for one text, an array for several; jsonl one object a line, each written as soon as it is
    done. What cannot be read is told on standard error, the rest is done, and the status is 3.
    """
    from quoth.core.model import Briefing
    from quoth.store.records import Record, to_record
    from quoth.tui.output.writers import json_line, json_texts
    from quoth.tui.verbs import analysing
    from quoth.tui.verbs.inputs import check_title, read_inputs

    paths = _given(paths, lines)
    check_title(paths, about.title)
    inputs = read_inputs(paths, about, lines=lines)
    status = ExitStatus.DONE

    def records() -> Iterator[Record]:
        nonlocal status
        for outcome in analysing.analyse(inputs, call.user_topics, jobs or 1):
            if isinstance(outcome, Briefing):
                yield to_record(outcome)
            else:
                talk(f"quoth: {outcome}")
                status = ExitStatus.INPUT

    if (format or ("jsonl" if lines else "json")) == "jsonl":
        for record in records():
            call.output.write(json_line(record))
            call.output.stream.flush()
    else:
        for text in json_texts(records(), several=True if len(paths) > 1 else None):
            call.output.write(text)
    return status


def keep_all(
    library: Library,
    inputs: Iterable[Document | QuothError],
    given: Collection[str],
    user_topics: Path | None,
    jobs: int,
) -> Iterator[Kept | QuothError]:
    """Analyse and keep every document that the library does not know yet; errors stay in their places.

    A known one is not analysed; it only gets what was ``given`` by option (title, source, date).
    """
    from quoth.core.model import Briefing, Document
    from quoth.tui.verbs.analysing import analyse

    def looked_up() -> Iterator[Document | Known | QuothError]:
        for item in inputs:
            known = library.knows(item) if isinstance(item, Document) else None
            yield Known(known, item) if known and isinstance(item, Document) else item

    def keep(outcome: Briefing | Known | QuothError) -> Kept | QuothError:
        match outcome:
            case Briefing():
                added = library.add(outcome)
                return Kept(added.status, added.id, outcome.document.name)
            case Known(id, document):
                if given:
                    library.set_metadata(id, **{name: getattr(document, name) for name in given})
                return Kept("same", id, document.name)
            case _:
                return outcome

    outcomes: Iterator[Briefing | Known | QuothError] = analyse(looked_up(), user_topics, jobs)
    for outcome in outcomes:
        try:
            result = keep(outcome)
        except LibraryDamagedError as error:  # in the record of another print, perhaps
            result = error
        yield result


class Told:
    """What is said of an ``add``: a line for each text (on a terminal: of a few only), and the sum at the end."""

    def __init__(self, write: Callable[[str], None], *, terminal: bool) -> None:
        self.failed: list[QuothError] = []
        self._counts: Counter[str] = Counter()
        self._write = write
        self._terminal = terminal
        self._lines: list[str] = []

    def tell(self, result: Kept | QuothError) -> None:
        if isinstance(result, QuothError):
            self.failed.append(result)
            return
        self._counts[result.status] += 1
        line = "\t".join(map(visible_line, result)) + "\n"
        if not self._terminal:
            self._write(line)
        elif len(self._lines) <= MOST_LINES:
            self._lines.append(line)

    def sum_up(self, *, finished: bool) -> None:
        if len(self._lines) <= MOST_LINES:
            self._write("".join(self._lines))
        known = self._counts.pop("same", 0)
        if not (finished or self._counts or known):
            return
        parts = [f"{self._counts.total()} kept", f"{known} known already", f"{len(self.failed)} not read"]
        talk(", ".join(part for part in parts if not part.startswith("0 ")) or "nothing to keep")
        for error in self.failed:
            talk(f"  {error}")
        if not finished:
            talk("what was kept is safe; call it again to go on")


def _given(paths: Sequence[Path], lines: bool) -> Sequence[Path]:
    if paths:
        return paths
    if lines:
        return [Path("-")]
    raise UsageError("name a FILE, or - for standard input")


VERBS = (add, analyse)

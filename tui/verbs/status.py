"""How a verb ends, and how it speaks to its user: messages on standard error, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from typing import TYPE_CHECKING

from click import confirm
from click.exceptions import Abort, ClickException, Exit, NoSuchOption
from quoth.core.errors import QuothError
from quoth.tui.terminal.visible import visible, visible_line

if TYPE_CHECKING:
    from quoth.tui.output.writers import Output


class ExitStatus(IntEnum):
    """The status of every verb."""

    DONE = 0
    NOTHING = 1
    USAGE = 2
    INPUT = 3
    LOCKED = 4
    DAMAGED = 5
    DEFECT = 70
    INTERRUPTED = 130


def talk(message: str) -> None:
    """Say something to the user, beside the data."""
    with suppress(OSError, ValueError):  # nobody listens any more
        print(visible(message), file=sys.stderr, flush=True)


def agreed(question: str) -> bool:
    """Ask on the terminal; no is the default."""
    return confirm(visible_line(question), err=True)


@contextmanager
def reporting(output: Output) -> Iterator[Callable[[str], None]]:
    """Writes lines about work that goes on where they cannot be written; a full disk is told when it is done."""
    lost: list[OSError] = []

    def write(line: str) -> None:
        if not lost:
            try:
                output.write(line)
            except OSError as error:
                lost.append(error)

    yield write
    if lost and not isinstance(lost[0], BrokenPipeError):
        raise lost[0]


def guarded(run: Callable[[], int]) -> int:
    """The status of a run; whatever goes wrong in it is told in one line (``QUOTH_DEBUG=1``: with its traceback)."""
    status: int = ExitStatus.DONE
    try:
        status = run()
        if sys.stdout is not None:  # closed by the caller
            sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever reads has enough
        _drop_output()
        return status
    except Exit as end:
        return end.exit_code
    except ClickException as error:
        context = getattr(error, "ctx", None)
        message = " ".join(error.format_message().split())
        if _is_search(error):
            message += " A search that begins with - goes after --."
        talk(f"quoth: {message}" + (f" (see {context.command_path} --help)" if context else ""))
        return ExitStatus.USAGE
    except (KeyboardInterrupt, Abort):
        talk("quoth: interrupted")
        return ExitStatus.INTERRUPTED
    except QuothError as error:
        _debug()
        talk(f"quoth: {error}")
        return error.exit_status
    except OSError as error:  # inputs and files to write have errors of their own: this is the library's or stdout's
        _debug()
        talk(f"quoth: {error.filename or 'output'}: {error.strerror or error}")
        if error.filename is not None:
            return ExitStatus.LOCKED
        _drop_output()
        return ExitStatus.USAGE
    except Exception as error:  # noqa: BLE001 - the last resort of the whole program
        _debug()
        place = "" if os.environ.get("QUOTH_DEBUG") else " (QUOTH_DEBUG=1 shows where)"
        talk(f"quoth: a defect in quoth, please report it: {type(error).__name__}: {error}{place}")
        return ExitStatus.DEFECT


def _is_search(error: ClickException) -> bool:
    """Whether an unknown option may be meant as a search: quoth quotes -party:china."""
    command = error.ctx.command if isinstance(error, NoSuchOption) and error.ctx else None
    return command is not None and any(parameter.name == "query" for parameter in command.params)


def _debug() -> None:
    if os.environ.get("QUOTH_DEBUG"):
        import traceback

        talk(traceback.format_exc())


def _drop_output() -> None:
    """Standard output takes no more: let the interpreter's last flush go nowhere."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

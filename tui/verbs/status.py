"""How a verb ends, and how it speaks to its user: messages on standard error, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum

from click import confirm
from click.exceptions import Abort, ClickException, Exit, NoSuchOption
from quoth.core.errors import QuothError
from quoth.tui.terminal.visible import visible, visible_line


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


def guarded(run: Callable[[], int]) -> int:
    """The status of a run; whatever goes wrong in it is told in one line (``QUOTH_DEBUG=1``: with its traceback)."""
    try:
        status = run()
        if sys.stdout is not None:  # closed by the caller
            sys.stdout.flush()
        return status
    except BrokenPipeError:
        _drop_output()
        return ExitStatus.DONE
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
    except OSError as error:  # inputs and outputs have errors of their own, so this is the library's or stdout's
        _debug()
        if error.filename is None:
            _drop_output()
        talk(f"quoth: {error.filename or 'output'}: {error.strerror or error}")
        return ExitStatus.LOCKED
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
    """Whoever read standard output has gone: let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""What every verb shares: the options that go before or after it, its settings, its library, its output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click
from quoth.core.errors import LibraryLockedError, UsageError
from quoth.tui.config import Settings, load_settings

if TYPE_CHECKING:
    from quoth.core.topics.table import TopicTable
    from quoth.store import Library
    from quoth.tui.output.writers import Output

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class Call:
    """One call of quoth: the options given so far, and what they lead to."""

    options: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def settings(self) -> Settings:
        return load_settings(**self.options)

    @cached_property
    def output(self) -> Output:
        from quoth.tui.output.writers import Output

        return Output.standard(color=self.settings.color != "never")

    @property
    def user_topics(self) -> Path | None:
        """The file of the user's own topics, where there is one."""
        own = self.settings.topics
        return own if own.exists() else None

    @cached_property
    def topics(self) -> TopicTable | None:
        """The topic table with the user's own topics; None where there are none: the one that ships."""
        from quoth.core.topics.table import TopicTable

        return TopicTable.load(self.user_topics) if self.user_topics else None

    def open(self, *, write: bool = False, begin: bool = False) -> Library:
        """The library. LibraryLockedError where the verb writes and the library may only be read.

        UsageError where a verb that reads is given a folder that is not there: mistyped, it would look like an answer.
        ``begin``: an empty library is welcome.
        """
        settings = self.settings
        if write and settings.read_only:
            raise LibraryLockedError("the library is open read-only (--read-only): nothing was changed")
        if settings.library.exists() and not settings.library.is_dir():
            raise UsageError(f"{settings.library}: no folder; --library names the folder of a library")
        if "library" in self.options and not (write or begin or settings.library.exists()):
            raise UsageError(f"{settings.library}: no library there; check --library (quoth add FILE begins a new one)")
        from quoth.store import open_library

        return open_library(settings.library, read_only=settings.read_only, name=settings.name, topics=self.topics)


pass_call = click.make_pass_decorator(Call, ensure=True)


def global_options(command: Command) -> Command:
    """The options that every verb takes; the group takes them too, so they may stand on either side of the verb."""
    kept: dict[str, Any] = {"expose_value": False, "callback": _keep}
    for option in (
        click.option(
            "--color", type=click.Choice(["auto", "never"]), help="Colours on a terminal (default: auto).", **kept
        ),
        click.option("--as", "name", metavar="NAME", help="Who you are, in a shared library.", **kept),
        click.option("--read-only", is_flag=True, default=None, help="Write nothing to the library.", **kept),
        click.option("--library", metavar="DIR", help="The library's folder.", **kept),
    ):
        command = option(command)
    return command


class Described(NamedTuple):
    """What is said of a text on the command line; None where nothing is."""

    title: str | None = None
    source: str | None = None
    date: str | None = None

    @property
    def given(self) -> dict[str, str]:
        """Title, source, date by name, as far as they are said."""
        return {name: value for name, value in self._asdict().items() if value}


def described(command: Callable[..., int]) -> Callable[..., int]:
    """Options for what a text does not say of itself; the command gets them as ``about``, a :class:`Described`."""

    @wraps(command)
    def verb(*arguments: Any, title: str | None, source: str | None, date: str | None, **options: Any) -> int:
        return command(*arguments, about=Described(title, source, date), **options)

    for option in (
        click.option("--source", metavar="OUTLET", help="Who published it."),
        click.option("--date", metavar="DATE", callback=_check_date, help="When: 2024-05-30, 2024-05 or 2024."),
        click.option("--title", metavar="TITLE", help="Its title (for one text)."),
    ):
        verb = option(verb)
    return verb


class GivenPath(click.Path):
    """A path; an empty one, of a variable that is not set, would be the folder one is in."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("it is empty; it names a file or a folder", param, ctx)
        return super().convert(value, param, ctx)


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is None or not parameter.name:
        return
    if parameter.name == "library":
        if not value:
            raise UsageError("--library is empty; it names the folder of a library")
        value = Path(value)
    context.ensure_object(Call).options[parameter.name] = value


def _check_date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from quoth.core.formats.dateline import iso_date

    if value is None:
        return None
    if found := iso_date(value):
        return found
    raise UsageError(f"--date {value}: is no date; write 2024-05-30, 2024-05 or 2024")

"""Where quoth keeps things, and what its user has set: XDG folders, ``config.toml``, environment, options.

An option wins over the environment (``QUOTH_LIBRARY``, ``QUOTH_THEME``, ... one for each setting), the environment
over the file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

import platformdirs
from quoth.core.errors import UsageError
from quoth.tui.paths import resolved

Color = Literal["auto", "never"]
Theme = Literal["dark", "light", "high-contrast", "16-colour"]
_CHOICES = {"color": get_args(Color), "theme": get_args(Theme)}
_WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def _data() -> Path:
    return platformdirs.user_data_path("quoth") / "library"


def _folder(kind: str) -> Path:
    return Path(getattr(platformdirs, f"user_{kind}_path")("quoth"))


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set. Nothing here is created by being named: folders come with the first write."""

    library: Path = field(default_factory=_data)
    """The library's folder."""
    read_only: bool = False
    """Write nothing to the library, run no command."""
    name: str | None = None
    """Who it is, where several share a login or a library."""
    color: Color = "auto"
    theme: Theme | None = None
    mouse: bool = False
    """Let the browser use the mouse."""
    clipboard: str = "auto"
    """``auto`` (the terminal's own, by OSC 52), ``off``, or a command that reads the text."""

    @property
    def topics(self) -> Path:
        """The user's own topics, added to the table that ships; the file need not exist."""
        return config_folder() / "topics.json"


def config_folder() -> Path:
    """Where config.toml and topics.json are looked for."""
    return _folder("config")


def cache_folder() -> Path:
    """Where what can be made again is kept."""
    return _folder("cache")


def state_folder() -> Path:
    """Where the place in the browser and saved searches are kept."""
    return _folder("state")


def load_settings(environ: Mapping[str, str] = os.environ, **options: Any) -> Settings:
    """The settings in force; ``options`` that are None are not given. Raises UsageError with file and key."""
    path = config_folder() / "config.toml"
    values = {key: _checked(key, value, str(path)) for key, value in _read(path).items()}
    for setting in fields(Settings):
        variable = f"QUOTH_{setting.name.upper()}"
        if environ.get(variable):
            values[setting.name] = _checked(setting.name, environ[variable], variable)
    if environ.get("NO_COLOR"):
        values["color"] = "never"
    values.update((key, value) for key, value in options.items() if value is not None)
    settings = replace(Settings(), **values)
    resolved(settings.library)  # or it is said why not
    return replace(settings, library=settings.library.expanduser())


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from error


def _checked(key: str, value: object, where: str) -> Any:
    kinds = {setting.name: str(setting.type) for setting in fields(Settings)}
    if key not in kinds:
        from difflib import get_close_matches

        near = get_close_matches(key, kinds, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(kinds)}"
        raise UsageError(f"{where}: no setting {key!r}; {hint}")
    if kinds[key] == "bool":
        value = _WORDS.get(str(value).lower())
        if value is None:
            raise UsageError(f"{where}: {key} is true or false")
        return value
    if not isinstance(value, str) or not value:
        raise UsageError(f"{where}: {key} is a text, and not an empty one")
    if value not in (choices := _CHOICES.get(key, (value,))):
        raise UsageError(f"{where}: {key} is {' or '.join(choices)}")
    return Path(value) if kinds[key] == "Path" else value

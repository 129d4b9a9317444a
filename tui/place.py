"""Where one was: kept in the state folder, for the next time, readable by its owner alone."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from quoth.tui.config import state_folder

MOST_PLACES = 20  # besides those with saved searches, which are the user's own work


@dataclass
class Place:
    """What is restored. ``saved`` are searches; all of it belongs to one library."""

    panel: str = "quotes"
    search: str = ""
    filters: list[str] = field(default_factory=list)
    orders: dict[str, str] = field(default_factory=dict)
    all_numbers: bool = False
    cursors: dict[str, int] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    theme: str = ""


def load_place(library: str, path: Path | None = None) -> Place:
    """The place one was at in the library; a fresh one where nothing (or nothing readable) is kept."""
    kept = _read(path or _path()).get(library)
    place = Place()
    for name, default in asdict(place).items():
        if isinstance(kept, dict) and _fits(kept.get(name), default):
            setattr(place, name, kept[name])
    return place


def save_place(library: str, place: Place, path: Path | None = None) -> None:
    """Keep the place, but not its saved searches, which another browser may have changed.

    A folder that may not be written to is no reason to stop: then it is not kept.
    """
    _change(library, path, lambda kept: kept.update(asdict(place) | {"saved": kept.get("saved", [])}))


def save_search(library: str, text: str, path: Path | None = None) -> None:
    """Keep a search for every browser of the library."""
    _change(library, path, lambda kept: kept.update(saved=[*_without(kept.get("saved"), text), text]))


def forget_search(library: str, text: str, path: Path | None = None) -> None:
    """Keep it no longer."""
    _change(library, path, lambda kept: kept.update(saved=_without(kept.get("saved"), text)))


def _change(library: str, path: Path | None, change: Callable[[dict[str, Any]], None]) -> None:
    """Change what is kept for the library, one browser after the other."""
    path = path or _path()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(path.with_suffix(".lock"), "a", opener=_private) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            places = _read(path)
            found = places.pop(library, None)
            places[library] = kept = found if isinstance(found, dict) else {}
            change(kept)
            for old in [key for key, place in places.items() if not _has_saved(place)][:-MOST_PLACES]:
                del places[old]
            _write(path, json.dumps(places, indent=1))


def _has_saved(place: object) -> bool:
    return isinstance(place, dict) and bool(place.get("saved"))


def _without(saved: object, text: str) -> list[str]:
    return [other for other in saved if other != text] if isinstance(saved, list) else []


def _path() -> Path:
    return state_folder() / "place.json"


def _fits(value: Any, default: Any) -> bool:
    """Whether a value is what the field holds."""
    if isinstance(default, list):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if isinstance(default, dict):
        return isinstance(value, dict) and all(isinstance(item, str | int) for item in value.values())
    return type(value) is type(default)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _read(path: Path) -> dict[str, Any]:
    try:
        places = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return places if isinstance(places, dict) else {}


def _write(path: Path, text: str) -> None:
    """Whole or not at all; mkstemp makes the file with mode 0600."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".place-")
    try:
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(text)
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise

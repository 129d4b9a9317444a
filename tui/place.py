"""Where one was: kept in the state folder, for the next time, readable by its owner alone."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from quoth.tui.config import state_folder

MOST_PLACES = 20


@dataclass
class Place:
    """What is restored. ``saved`` are searches by name; all of it belongs to one library."""

    panel: str = "quotes"
    search: str = ""
    filters: list[str] = field(default_factory=list)
    orders: dict[str, str] = field(default_factory=dict)
    all_numbers: bool = False
    cursors: dict[str, int] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    theme: str | None = None


def load_place(library: str, path: Path | None = None) -> Place:
    """The place one was at in the library; a fresh one where nothing (or nothing readable) is kept."""
    kept = _read(path or _path()).get(library)
    place = Place()
    if isinstance(kept, dict):
        for name, value in kept.items():
            default = getattr(place, name, None)
            if name == "theme" or (hasattr(place, name) and type(value) is type(default)):
                setattr(place, name, value)
    return place


def save_place(library: str, place: Place, path: Path | None = None) -> None:
    """Keep the place. A folder that may not be written to is no reason to stop: then it is not kept."""
    path = path or _path()
    places = _read(path)
    places.pop(library, None)
    places[library] = asdict(place)
    while len(places) > MOST_PLACES:
        del places[next(iter(places))]
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, json.dumps(places, ensure_ascii=False, indent=1))


def _path() -> Path:
    return state_folder() / "place.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        places = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
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

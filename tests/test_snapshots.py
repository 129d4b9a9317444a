"""What the screens look like, as text, at each size. Written anew with QUOTH_SNAPSHOTS=write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pilots import Browser, browse, own_state, several
from quoth.store import library as kept
from quoth.store.interface import Library

__all__ = ["own_state"]

SNAPSHOTS = Path(__file__).parent / "snapshots"

SMALL_SCREENS: dict[str, tuple[str, ...]] = {
    "quotes": ("j",),
    "topics": ("1", "j"),
    "numbers by value": ("3", "o"),
    "speakers": ("5", "j"),
    "documents": ("6",),
    "source": ("4", "j", "j"),
    "zoomed": ("z",),
    "search as it is typed": ("slash", *"wind"),
    "search that cannot be read": ("slash", *"number:ten", "enter"),
    "nothing matches": ("slash", *"zebra", "enter"),
    "filters": ("F", "enter", "6", "F"),
    "filter by": ("F",),
    "copied": ("y",),
    "information": ("i",),
    "commands": ("colon", *"sort"),
    "help": ("question_mark",),
    "saving": ("s",),
    "searches": ("slash", *"wind", "enter", "f", "a"),
}
LARGE_SCREENS = {name: SMALL_SCREENS[name] for name in ("quotes", "speakers", "documents", "search as it is typed")}
SIZES = {
    (60, 20): SMALL_SCREENS,
    (80, 24): SMALL_SCREENS,
    (120, 40): LARGE_SCREENS,
    (200, 60): {"speakers": ("5", "j")},
}


@pytest.fixture(name="library")
def frozen_library(monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """All was added in one second of one day."""
    monkeypatch.setattr(kept, "_now", lambda: "2025-01-01T09:00:00+00:00")
    with several() as library:
        yield library


@pytest.mark.parametrize("size", SIZES)
async def test_screens(size: tuple[int, int], library: Library) -> None:
    path = SNAPSHOTS / f"{size[0]}x{size[1]}.txt"
    drawn = "".join([await screen(name, keys, size, library) for name, keys in SIZES[size].items()])
    if os.environ.get("QUOTH_SNAPSHOTS") == "write":
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


async def screen(name: str, keys: tuple[str, ...], size: tuple[int, int], library: Library) -> str:
    async with browse(library, size) as browser:
        await browser.press(*keys)
        return f"== {name}: {' '.join(keys)}\n{drawn_by(browser)}\n"


def drawn_by(browser: Browser) -> str:
    return "".join(f"{line.rstrip()}\n" for line in browser.lines)

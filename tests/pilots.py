"""The browser under Textual's pilot: what tests press and see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from briefings import invented_briefing, make_briefing
from quoth.store import MemoryLibrary
from quoth.store.interface import Library
from quoth.tui.app import QuothApp
from quoth.tui.config import Settings
from quoth.tui.terminal.abilities import Terminal
from textual import events
from textual._context import visible_screen_stack
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

SMALL, MEDIUM, WIDE = (80, 24), (120, 40), (200, 60)
PATIENCE_S = 10


@pytest.fixture(name="state", autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of the test's own."""
    for name in ("STATE", "DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))


class Browser:
    """The app under test, with what one sees of it."""

    def __init__(self, app: QuothApp, pilot: Pilot[Any]) -> None:
        self.app, self.pilot, self.main = app, pilot, app.main

    @property
    def lines(self) -> list[str]:
        visible_screen_stack.set(self.app._background_screens)
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def marked(self) -> str:
        """What is highlighted in the source."""
        source = self.main.source
        text = source.briefing.document.text if source.briefing else ""
        return " ... ".join(span.of(text) for span in source.marked)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the one before has done all it does."""
        for key in keys:
            self.app.post_message(events.Key(key, key_to_character(key)))
            await self.settle()

    async def type(self, text: str) -> None:
        """Type faster than the screen answers."""
        for char in text:
            self.app.post_message(events.Key(_character_to_key(char), char))
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is being done any more."""
        quiet = 0
        async with asyncio.timeout(PATIENCE_S):
            while quiet < 4:
                await asyncio.sleep(0.002)
                nodes = (
                    [self.app, *self.app.screen_stack, *self.app.screen.walk_children()] if self.app.is_running else []
                )
                screen = self.app.screen if self.app.is_running else None
                drawing = screen and (screen._layout_required or screen._dirty_widgets)
                busy = self.main.desk.busy or drawing or any(node.message_queue_size for node in nodes)
                quiet = 0 if busy else quiet + 1

    async def until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                await asyncio.sleep(0.01)


@asynccontextmanager
async def browse(
    shown: Library, size: tuple[int, int] = SMALL, /, *, terminal: Terminal | None = None, **settings: Any
) -> AsyncIterator[Browser]:
    app = QuothApp(shown, settings=Settings(**settings), terminal=terminal or Terminal())
    async with app.run_test(size=size) as pilot:
        browser = Browser(app, pilot)
        await browser.settle()
        yield browser


def meeting() -> MemoryLibrary:
    return MemoryLibrary([make_briefing()])


def several() -> MemoryLibrary:
    return MemoryLibrary(
        [make_briefing(), *(invented_briefing(seed, date=f"2024-05-{seed:02}") for seed in range(1, 5))]
    )

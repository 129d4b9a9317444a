"""Screens that take their keys one after the other, in their own time.

Textual hands a key that no widget takes to the app, whose queue it joins behind what was typed since: over a slow
link the letters after ``/`` would be taken for keys. Here the screen runs what a key means before it sees the next,
and a key that needs an answer of the library waits for it, with all that were typed after it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import ClassVar, TypeVar

from quoth.tui.panels.editor import Editor
from textual import events
from textual.screen import ModalScreen, Screen
from textual.timer import Timer

Result = TypeVar("Result")

LONGEST_WAIT_S = 1.0  # then a key does what it can


class Keyed(Screen[Result], inherit_bindings=False):
    """A screen with its keys in a table, from Textual's name of a key to the action."""

    KEYS: ClassVar[Mapping[str, str]] = {}
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._typed_ahead: deque[events.Key] = deque()
        self._patience: Timer | None = None

    @property
    def editing(self) -> Editor | None:
        """The editor that takes what is typed, if one does."""
        return None

    def typed(self) -> None:
        """The text in the editor is another one."""

    def entered(self) -> None:
        """Enter was pressed in the editor."""

    def left(self) -> None:
        """ESC was pressed in the editor."""

    def meaning(self, key: str) -> str:
        """The action of a key; empty where it has none."""
        return self.KEYS.get(key, "")

    def ready(self, action: str) -> bool:
        """Whether all is there that the action needs."""
        return True

    async def perform(self, action: str) -> None:
        """Do what a key means."""
        await self.run_action(action)

    async def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if event.key == "ctrl+j":  # an enter from before the terminal was ours
            event = events.Key("enter", "\r")
        self._typed_ahead.append(event)
        await self.take_keys()

    async def take_keys(self, *, ready: bool = False) -> None:
        """Do what was typed, up to a key that has to wait (with ``ready``: none has to)."""
        while self._typed_ahead:
            if not ready and not self._may(self._typed_ahead[0].key):
                if self._patience is None:
                    self._patience = self.set_timer(LONGEST_WAIT_S, self._wait_no_longer)
                return
            await self._take(self._typed_ahead.popleft())
        if self._patience is not None:
            self._patience.stop()
            self._patience = None

    async def _wait_no_longer(self) -> None:
        self._patience = None
        await self.take_keys(ready=True)

    def _may(self, key: str) -> bool:
        return self.app.screen is not self or self.editing is not None or self.ready(self.meaning(key))

    async def _take(self, event: events.Key) -> None:
        if self.app.screen is not self:  # typed before the screen that is there now came, or this one went
            self.app.screen.post_message(events.Key(event.key, event.character))
        elif (editor := self.editing) is None:
            if action := self.meaning(event.key):
                await self.perform(action)
        elif event.key == "enter":
            self.entered()
        elif event.key == "escape":
            self.left()
        elif editor.press(event.key, event.character if event.is_printable else None):
            self.typed()
        elif (action := self.meaning(event.key)) and not event.is_printable:
            await self.perform(action)

    def on_paste(self, event: events.Paste) -> None:
        if (editor := self.editing) is not None and editor.paste(event.text):
            self.typed()


class Dialog(Keyed[Result], ModalScreen[Result], inherit_bindings=False):
    """A screen over the panels that answers."""

"""Screens that take their keys one after the other, in their own time.

Textual hands a key that no widget takes to the app, whose queue it joins behind what was typed since: over a slow
link the letters after ``/`` would be taken for keys. Here the screen runs what a key means before it sees the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, TypeVar

from quoth.tui.panels.editor import Editor
from textual import events
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class Keyed(Screen[Result], inherit_bindings=False):
    """A screen with its keys in a table, from Textual's name of a key to the action."""

    KEYS: ClassVar[Mapping[str, str]] = {}
    AUTO_FOCUS = ""

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

    async def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if self.app.screen is not self:  # typed ahead, before the screen that is there now came or this one went
            self.app.screen.post_message(events.Key(event.key, event.character))
        elif (editor := self.editing) is None:
            if action := self.KEYS.get(event.key):
                await self.run_action(action)
        elif event.key == "enter":
            self.entered()
        elif event.key == "escape":
            self.left()
        elif editor.press(event.key, event.character if event.is_printable else None):
            self.typed()
        elif (action := self.KEYS.get(event.key)) and not event.is_printable:
            await self.run_action(action)

    def on_paste(self, event: events.Paste) -> None:
        if (editor := self.editing) is not None and editor.paste(event.text):
            self.typed()


class Dialog(Keyed[Result], ModalScreen[Result], inherit_bindings=False):
    """A screen over the panels that answers."""

"""The browser as a Textual app: themes, the terminal's abilities, coming and going."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from quoth.tui.terminal.abilities import Terminal, clipboard_sequence, detect, quieten

quieten(detect())  # Textual reads its environment once, when it is first imported

from quoth.store import MemoryLibrary
from quoth.store.interface import Library
from quoth.tui.config import Settings, load_settings
from quoth.tui.place import Place, load_place, save_place
from quoth.tui.screens.asking import Copied, Redrawing, Themed
from quoth.tui.screens.main import Main
from quoth.tui.screens.sheet import Sheet
from quoth.tui.terminal.driver import QuothDriver
from quoth.tui.terminal.ink import Ink
from quoth.tui.terminal.visible import visible
from quoth.tui.themes import THEMES, Pens, theme_for
from quoth.tui.verbs.status import ExitStatus
from rich.text import Text
from textual import on
from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.filter import LineFilter


class QuothApp(App[int], inherit_bindings=False):
    CSS_PATH = "app.tcss"
    TITLE = "quoth"
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, library: Library, *, start: str | None = None, settings: Settings, terminal: Terminal | None = None
    ) -> None:
        self.terminal = terminal or detect()
        self._ink = [Ink(self.terminal)]
        super().__init__(driver_class=QuothDriver)
        self.library = library
        self.settings = settings
        self.animation_level = "none"
        self.status = 0
        self._key = "" if isinstance(library, MemoryLibrary) else str(settings.library.resolve())
        if self._key and settings.name:
            self._key += f" ({settings.name})"  # several may share a login
        self.place = load_place(self._key) if self._key else Place()
        for theme in THEMES:
            self.register_theme(theme)
        theme_name = theme_for(self.terminal, settings.theme or self.place.theme)
        self.pens = Pens(theme_name)
        self.set_reactive(QuothApp.theme, theme_name)  # no styles yet that would have to be worked out anew
        self.stylesheet.set_variables(self.get_css_variables())
        self.main = Main(library, self.place, self._key, start=start, writing=not settings.read_only)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return self._ink

    def get_default_screen(self) -> Main:
        return self.main

    def wear(self, theme: str) -> None:
        """Draw in another theme."""
        self.pens = Pens(theme)
        self.theme = theme
        if self.is_running:
            for screen in self.screen_stack:
                for widget in screen.query("*"):
                    widget.refresh()

    @on(Redrawing)
    @on(Driver.SignalResume)
    def draw_again(self) -> None:
        """Draw over what others have written to the terminal, whatever colours they have left it in."""
        if isinstance(self._driver, QuothDriver):
            self._driver.forget_colours()
        self.screen.refresh(layout=True)

    def on_leaving(self) -> None:
        self.leave(0)

    def on_themed(self, event: Themed) -> None:
        self.place.theme = event.theme
        self.wear(event.theme)

    def on_copied(self, event: Copied) -> None:
        """Put the text on the clipboard, and show it in any case: it can be selected then."""
        way, show = self.settings.clipboard, partial(self.show_copied, event.text)
        if way not in ("auto", "off") and not self.settings.read_only:
            from quoth.tui.screens.taking import copy_by_command

            self.main.desk.ask("clipboard", partial(copy_by_command, way, event.text), show)
            return
        sequence = clipboard_sequence(event.text, self.terminal) if way == "auto" else None
        if sequence is None or self._driver is None:
            show("")
        else:
            self._driver.write(sequence)
            show("Sent to the terminal's clipboard; a terminal that takes none leaves it to be selected here.")

    def show_copied(self, text: str, done: str) -> None:
        """Show what was copied, and where it went."""
        self.push_screen(Sheet("Copied" if done else "To copy", [("", ""), (text, ""), ("", ""), (done, "dim")]))

    def _fatal_error(self) -> None:
        """Say what broke in plain text: Textual's own account is in colours and shows every variable.

        The place is not kept: it may be what broke it, and would again.
        """
        self._exit_renderables.append(Text(visible(f"{traceback.format_exc()}\nThis is a defect in quoth.")))
        self._close_messages_no_wait()

    def leave(self, status: int) -> None:
        """Go, remembering the place."""
        self.status = status
        self.remember()
        self.exit(status)

    def remember(self) -> None:
        """Keep the place for the next time."""
        if self._key and self.main.is_mounted:
            self.main.note_place(self.place)
            save_place(self._key, self.place)


def run(library: Library, *, start: str | None = None, settings: Settings | None = None) -> int:
    """Browse the library until the user leaves; the exit status. ``start`` is the id of a document to begin with."""
    settings = settings or load_settings()
    app = QuothApp(library, start=start, settings=settings)
    app.run(mouse=settings.mouse and app.terminal.mouse)
    return ExitStatus.DEFECT if app.return_code else app.status

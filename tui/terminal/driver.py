"""Textual's own Linux driver, made thrifty, quick at ESC, and clean to leave in every way there is.

Tested with the range of Textual versions in pyproject.toml; tests/test_terminal.py says so when its insides move.
"""

from __future__ import annotations

import os
import selectors
import signal
import sys
import termios
import threading
import time
from codecs import getincrementaldecoder
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

from quoth.tui.terminal.keys import KeyParser
from quoth.tui.terminal.paste import PasteCap
from quoth.tui.terminal.pen import Pen
from textual._time import get_time
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from quoth.tui.app import QuothApp

NOT_SENT = ("\x1b[?1004", "\x1b[<u", "\x1b]22;")  # focus reports, kitty keyboard, pointer shapes: none is used
GRACE_S = 1.5  # after a signal to end, the program is gone within this, whatever it is doing
LEAVING = "\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1049l\x1b[?25h"


class Writer(WriterThread):
    """Writes on while there is somebody to write to; after that it drops what it is given."""

    def run(self) -> None:
        try:
            super().run()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._file.fileno())  # nor does the interpreter's last flush fail
            while self._queue.get() is not None:
                pass


class QuothDriver(LinuxDriver):
    """Waits for input without polling; signals to end have the app leave as its own quitting does."""

    def __init__(
        self, app: QuothApp, *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        self._leave, self._draw_again = app.leave, app.draw_again
        self._terminal = app.terminal
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = sys.__stdout__ or self._file  # which is a terminal; standard error may be a log
        self._pen = Pen(undoing=app.terminal.colours > 0)
        self._wake_reader, self._wake_writer = os.pipe()
        self._away = False
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, self._end)

    # output

    def start_application_mode(self) -> None:
        self.forget_colours()
        linux_driver.__dict__["WriterThread"] = Writer
        super().start_application_mode()  # type: ignore[no-untyped-call]

    @property
    def scrolls(self) -> bool:
        """Whether the terminal can move rows by itself."""
        return self._terminal.scrolls

    def scroll(self, top: int, bottom: int, by: int) -> None:
        """Move the rows from ``top`` to ``bottom`` (from 1, both included) so many up, down where negative.

        What comes in is blank. Any terminal that can set margins knows index and reverse index.
        """
        moves = f"\x1b[{bottom}H" + "\x1bD" * by if by > 0 else f"\x1b[{top}H" + "\x1bM" * -by
        super().write(f"\x1b[{top};{bottom}r{moves}\x1b[r")

    def forget_colours(self) -> None:
        """Take it that the terminal draws in whatever colours others have left."""
        self._pen.forget()

    def write(self, data: str) -> None:
        if data.startswith(NOT_SENT) or self._writer_thread is None:
            return
        drawn = data.startswith("\x1b[") and data[2:3].isdigit()  # a frame begins with a place, other output does not
        super().write(self._pen.thin(data) if drawn else self._pen.lift() + data)

    def _request_terminal_sync_mode_support(self) -> None:
        """Not asked for: what is written is little, and written at once."""

    def _query_in_band_window_resize(self) -> None:
        """Not asked for: SIGWINCH says when the size changes."""

    # input

    def run_input_thread(self) -> None:
        """Hand on what is typed. Sleeps until there is input or an ESC has waited long enough to be a key."""
        parser, cap = KeyParser(self._debug), PasteCap()
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake_reader, selectors.EVENT_READ)
            while True:
                wait = None if (due := parser._timeout_time) is None else max(due - get_time(), 0)
                ready = {key.fd for key, _ in selector.select(wait)}
                if self._wake_reader in ready:
                    os.read(self._wake_reader, 1)
                    return
                if self.fileno in ready:
                    try:
                        data = os.read(self.fileno, 4096)
                    except OSError:
                        data = b""
                    if not data:
                        self._end(signal.SIGHUP)
                        return
                    if text := cap.feed(decode(data)):
                        for event in parser.keys(text):
                            self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def disable_input(self) -> None:
        if self._key_thread is not None and self._key_thread.is_alive():
            os.write(self._wake_writer, b".")
        super().disable_input()

    # leaving and coming back

    def _end(self, number: int, _frame: FrameType | None = None) -> None:
        """Have the app leave; should it not get round to it, leave without it."""
        if self._away and number in (signal.SIGINT, signal.SIGQUIT):
            return  # typed to the command that has the terminal meanwhile
        threading.Thread(target=self._leave_anyway, args=(number,), name="quoth-leave", daemon=True).start()
        self._loop.call_soon_threadsafe(self._leave, 128 + number)

    def _leave_anyway(self, number: int) -> None:
        time.sleep(GRACE_S)
        with suppress(OSError, termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            os.set_blocking(self.fileno, False)
            os.write(self.fileno, LEAVING.encode())
        os._exit(128 + number)

    def suspend_application_mode(self) -> None:
        self._away = True
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        self._away = False
        super().resume_application_mode()

    def _sigcont_application(self, *_: Any) -> None:
        """Take the terminal back, or only draw anew after a stop that nobody announced."""
        if self._away:
            super()._sigcont_application()
        else:
            self._loop.call_soon_threadsafe(self._draw_again)

"""Textual's own Linux driver, made thrifty, quick at ESC, and clean to leave in every way there is.

Tested with the range of Textual versions in pyproject.toml; tests/test_terminal.py says so when its insides move.
"""

from __future__ import annotations

import os
import re
import selectors
import signal
import termios
import threading
import time
from codecs import getincrementaldecoder
from contextlib import suppress
from functools import lru_cache
from types import FrameType
from typing import TYPE_CHECKING, Any, NamedTuple

from textual._time import get_time
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from quoth.tui.app import QuothApp

ESCAPE_MARK = "␛"
LONGEST_PASTE = 10_000  # characters; the rest of a paste is dropped
NOT_SENT = ("\x1b[?1004", "\x1b[<u", "\x1b]22;")  # focus reports, kitty keyboard, pointer shapes: none is used
GRACE_S = 1.5  # after a signal to end, the program is gone within this, whatever it is doing
LEAVING = "\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1049l\x1b[?25h"

_SGR = re.compile(r"\x1b\[([0-9;]*)m")
_COLOURS = frozenset(map(str, (*range(30, 38), *range(90, 98))))
_GROUNDS = frozenset(map(str, (*range(40, 48), *range(100, 108))))
_MOVES = re.compile(r"(?:\x1b\[\d+;\d+H|[\r\n])*")


class Ink(NamedTuple):
    """What text is drawn in: SGR codes, empty ones for the terminal's default."""

    attributes: frozenset[str] = frozenset()
    colour: str = ""
    ground: str = ""

    def after(self, before: Ink) -> str:
        """The codes that lead here. What cannot be taken back alone (on old terminals) is reset first."""
        lost = before.attributes - self.attributes or (before.colour and not self.colour)
        if lost or (before.ground and not self.ground):
            return ";".join(["0", *sorted(self.attributes), *filter(None, (self.colour, self.ground))])
        codes = sorted(self.attributes - before.attributes)
        codes += [self.colour] if self.colour != before.colour else []
        codes += [self.ground] if self.ground != before.ground else []
        return ";".join(codes)


class Pen:
    """Leaves out every change of colours and attributes that changes nothing.

    Relies on how rich writes a style: all of it before the text, a reset after it.
    """

    def __init__(self) -> None:
        self._drawn = Ink()

    def thin(self, data: str) -> str:
        """The same output in fewer bytes."""
        pieces: list[str] = []
        wanted, at = "", 0
        for match in _SGR.finditer(data):
            self._draw(data[at : match.start()], wanted, pieces)
            wanted, at = match[1], match.end()
        self._draw(data[at:], wanted, pieces)
        self._change("", pieces)
        return "".join(pieces)

    def _draw(self, text: str, wanted: str, pieces: list[str]) -> None:
        if not _MOVES.fullmatch(text):
            self._change(wanted, pieces)
        pieces.append(text)

    def _change(self, wanted: str, pieces: list[str]) -> None:
        ink = read_ink(wanted)
        if ink != self._drawn:
            pieces.append(f"\x1b[{ink.after(self._drawn)}m")
            self._drawn = ink


@lru_cache(maxsize=512)
def read_ink(codes: str) -> Ink:
    """What an SGR sequence after a reset sets."""
    attributes, colour, ground = set(), "", ""
    rest = codes.split(";")
    while rest:
        code = rest.pop(0)
        if code in ("38", "48"):
            taken = 2 if rest[:1] == ["5"] else 4
            code, rest = ";".join([code, *rest[:taken]]), rest[taken:]
        if code.startswith("38;") or code in _COLOURS:
            colour = code
        elif code.startswith("48;") or code in _GROUNDS:
            ground = code
        elif code not in ("", "0"):
            attributes.add(code)
    return Ink(frozenset(attributes), colour, ground)


class PasteCap:
    """Lets the beginning of a bracketed paste through and drops the rest of it.

    An ESC in it becomes a mark: Textual's parser would take what follows for keys.
    """

    def __init__(self, most: int = LONGEST_PASTE) -> None:
        self._most = most
        self._room: int | None = None
        self._held = ""

    def feed(self, data: str) -> str:
        """What of the input is to be looked at."""
        data, self._held = self._held + data, ""
        if self._room is None and BRACKETED_PASTE_START not in data:
            return data
        pieces = []
        while data:
            if self._room is None:
                before, start, data = data.partition(BRACKETED_PASTE_START)
                pieces += [before, start]
                self._room = self._most if start else None
            else:
                pasted, end, data = data.partition(BRACKETED_PASTE_END)
                if not end and (tail := pasted.rfind("\x1b", -len(BRACKETED_PASTE_END))) >= 0:
                    pasted, self._held = pasted[:tail], pasted[tail:]
                pieces += [pasted[: self._room].replace("\x1b", ESCAPE_MARK), end]
                self._room = None if end else max(self._room - len(pasted), 0)
        return "".join(pieces)


class Writer(WriterThread):
    """Writes on while there is somebody to write to; after that it drops what it is given."""

    def run(self) -> None:
        try:
            super().run()
        except (OSError, ValueError):
            while self._queue.get() is not None:
                pass


class QuothDriver(LinuxDriver):
    """Waits for input without polling; SIGTERM, SIGHUP and SIGINT end the app as its own quitting does."""

    def __init__(
        self, app: QuothApp, *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        self._leave = app.leave
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._pen = Pen()
        self._wake_reader, self._wake_writer = os.pipe()
        self._away = False
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, self._end)

    # output

    def start_application_mode(self) -> None:
        linux_driver.__dict__["WriterThread"] = Writer
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def write(self, data: str) -> None:
        if not data.startswith(NOT_SENT) and self._writer_thread is not None:
            super().write(self._pen.thin(data) if "m" in data and "\x1b[" in data else data)

    def _request_terminal_sync_mode_support(self) -> None:
        """Not asked for: what is written is little, and written at once."""

    def _query_in_band_window_resize(self) -> None:
        """Not asked for: SIGWINCH says when the size changes."""

    # input

    def run_input_thread(self) -> None:
        """Hand on what is typed. Sleeps until there is input or an ESC has waited long enough to be a key."""
        parser, cap = XTermParser(self._debug), PasteCap()
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
                        for event in parser.feed(text):
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
            self._loop.call_soon_threadsafe(self._app.refresh)

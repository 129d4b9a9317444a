"""Bracketed pastes of a size that the browser can do with, and with nothing in them that would be taken for keys."""

from __future__ import annotations

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START

ESCAPE_MARK = "␛"
LONGEST_PASTE = 10_000  # characters; the rest of a paste is dropped


class PasteCap:
    """Lets the beginning of a bracketed paste through and drops the rest of it.

    An ESC in it becomes a mark: Textual's parser would take what follows for keys.
    """

    def __init__(self, most: int = LONGEST_PASTE) -> None:
        self._most = most
        self._room: int | None = None
        self._held = ""
        self._passed = ""

    def feed(self, data: str) -> str:
        """What of the input is to be looked at. A mark may come in pieces, its beginning passed on already."""
        if self._room is None:
            shown = self._look(self._passed + data)[len(self._passed) :]
        else:
            data, self._held = self._held + data, ""
            shown = self._look(data)
        tail = (self._passed + shown)[-len(BRACKETED_PASTE_START) + 1 :]
        tail = tail[max(tail.rfind("\x1b"), 0) :]
        self._passed = tail if self._room is None and BRACKETED_PASTE_START.startswith(tail) else ""
        return shown

    def _look(self, data: str) -> str:
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

"""Output in fewer bytes: what a terminal is drawing in already is not said again.

Relies on how rich writes a style (all of it before the text, a reset after it) and Textual a line (its place first).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_SGR = re.compile(r"\x1b\[([0-9;]*)m")
_COLOURS = frozenset(map(str, (*range(30, 38), *range(90, 98))))
_GROUNDS = frozenset(map(str, (*range(40, 48), *range(100, 108))))
_UNDO = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
_MOVES = re.compile(r"(?:\x1b\[[\d;]*H|[\r\n])*")
_LINE_ENDS = re.compile(r"\r?\n(?=\x1b\[\d+;\d+H)")
_FIRST_COLUMN = re.compile(r"\x1b\[(\d+);1H")


class Look(NamedTuple):
    """What text is drawn in: SGR codes, empty ones for the terminal's default."""

    attributes: frozenset[str] = frozenset()
    colour: str = ""
    ground: str = ""

    def after(self, before: Look | None, *, undoing: bool = True) -> str:
        """The codes that lead here (``None``: from anything); ``undoing``: the terminal can end one attribute alone."""
        anew = ";".join(["0", *sorted(self.attributes), *filter(None, (self.colour, self.ground))])
        if before is None:
            return anew
        lost = before.attributes - self.attributes
        ends = {_UNDO.get(code, "") for code in lost}
        if "" in ends or (lost and not undoing):
            return anew
        if (before.colour and not self.colour) or (before.ground and not self.ground):
            return anew
        kept = {code for code in before.attributes if _UNDO.get(code) not in ends}
        codes = [*sorted(ends), *sorted(self.attributes - kept)]
        codes += [self.colour] if self.colour != before.colour else []
        codes += [self.ground] if self.ground != before.ground else []
        return min(anew, ";".join(codes), key=len)


class Pen:
    """Leaves out every change of colours and attributes that changes nothing, and moves that the next move undoes."""

    def __init__(self, *, undoing: bool = True) -> None:
        self._drawn: Look | None = Look()
        self._undoing = undoing

    def thin(self, data: str) -> str:
        """The same output in fewer bytes. What it ends in is drawn on in until :meth:`lift`."""
        data = _FIRST_COLUMN.sub("\x1b[\\1H", _LINE_ENDS.sub("", data))
        pieces: list[str] = []
        wanted, at = "", 0
        for match in _SGR.finditer(data):
            self._draw(data[at : match.start()], wanted, pieces)
            wanted, at = match[1], match.end()
        self._draw(data[at:], wanted, pieces)
        return "".join(pieces)

    def lift(self) -> str:
        """What goes before anything that is not drawn: the terminal's own colours."""
        pieces: list[str] = []
        self._change("", pieces)
        return "".join(pieces)

    def forget(self) -> None:
        """Others have drawn: what the terminal draws in is unknown."""
        self._drawn = None

    def _draw(self, text: str, wanted: str, pieces: list[str]) -> None:
        if not _MOVES.fullmatch(text):
            self._change(wanted, pieces)
        pieces.append(text)

    def _change(self, wanted: str, pieces: list[str]) -> None:
        look = read_look(wanted)
        if look != self._drawn:
            pieces.append(f"\x1b[{look.after(self._drawn, undoing=self._undoing)}m")
            self._drawn = look


@lru_cache(maxsize=512)
def read_look(codes: str) -> Look:
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
    return Look(frozenset(attributes), colour, ground)

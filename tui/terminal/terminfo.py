"""What terminfo says of a terminal, in the few points that matter here. The curses module reads one entry only.

The format of a compiled entry is that of term(5): a header of six numbers, names, booleans, numbers, the offsets of
strings, strings.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_SYSTEM = ("/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo")
_NUMBER_SIZES = {0o432: 2, 0o1036: 4}
_MAX_COLORS = 13  # among the numbers
_CHANGE_SCROLL_REGION, _CURSOR_ADDRESS = 3, 10  # among the strings


class Entry(NamedTuple):
    """``colours``: how many; ``addresses``: it knows ECMA-48's way to a place; ``scrolls``: it knows margins."""

    colours: int
    addresses: bool
    scrolls: bool


def look_up(term: str, environ: Mapping[str, str]) -> Entry | None:
    """The entry of a terminal, None where this machine has none."""
    if not term or "/" in term or "\0" in term:
        return None
    home = Path(environ.get("HOME", "/"), ".terminfo")
    given = [environ.get("TERMINFO", ""), str(home), *environ.get("TERMINFO_DIRS", "").split(":")]
    for folder in filter(None, [*given, *_SYSTEM]):
        for letter in (term[0], f"{ord(term[0]):x}"):
            with suppress(OSError, ValueError, struct.error):
                return read_entry(Path(folder, letter, term).read_bytes())
    return None


def read_entry(data: bytes) -> Entry:
    """What a compiled entry says; ValueError or struct.error where it is none."""
    magic, names, booleans, numbers, strings, _ = struct.unpack_from("<6h", data)
    size = _NUMBER_SIZES.get(magic)
    if size is None:
        raise ValueError("no terminfo entry")
    numbers_at = 12 + names + booleans
    numbers_at += numbers_at % 2
    strings_at = numbers_at + size * numbers
    table = strings_at + 2 * strings

    def number(index: int) -> int:
        at = numbers_at + size * index
        return int.from_bytes(data[at : at + size], "little", signed=True) if index < numbers else -1

    def string(index: int) -> bytes:
        (at,) = struct.unpack_from("<h", data, strings_at + 2 * index) if index < strings else (-1,)
        return data[table + at :].partition(b"\0")[0] if at >= 0 else b""

    return Entry(
        max(number(_MAX_COLORS), 0),
        string(_CURSOR_ADDRESS).startswith(b"\x1b["),
        string(_CHANGE_SCROLL_REGION).startswith(b"\x1b["),
    )

"""Plain text: the file decoded, as it is."""

from __future__ import annotations

import re
from pathlib import Path

from quoth.core.errors import InputError
from quoth.core.formats.dateline import is_of_head
from quoth.core.formats.decoding import decode
from quoth.core.model import Document

_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")
_HEADING_WIDTH, _PROSE_WIDTH = 120, 80
_TURN = re.compile(r"[A-Z][A-Z.’' ]*:\s")  # a speaker and what he says


def read_text(raw: bytes, name: str) -> Document:
    """The text with line ends and byte order mark as they are; InputError where it is binary or empty."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and _is_binary(raw):
        place = next((at for at, byte in enumerate(raw) if byte in _CONTROL), 0)
        raise InputError(
            f"{name}: a binary file, not a text (byte {place} is {raw[place : place + 1]!r}); "
            "save it as plain text first"
        )
    text, notes = decode(raw, name)
    if not text.strip("\ufeff \t\r\n\v\f"):
        raise InputError(f"{name}: empty; there is nothing to read in it")
    return Document(Path(name).name, text, notes=notes)


def heading_of(text: str) -> str | None:
    """The first line when it is clearly a heading: short, without a final stop, then a blank line and prose.

    Lines of the text's head (datelines, dates, letterheads) may stand before and behind it; they are no heading.
    """
    lines = [line.strip() for line in text.lstrip("\ufeff\r\n ")[:2000].splitlines()]
    at = _behind_head(lines, 0)
    if at == len(lines):
        return None
    heading, behind = lines[at], _behind_head(lines, at + 1)
    body = lines[behind] if behind < len(lines) else ""
    words = heading.split()
    if behind == at + 1 or len(body) < _PROSE_WIDTH or len(words) < 3 or len(heading) > _HEADING_WIDTH:
        return None
    if _TURN.match(heading) or not (heading[-1].isalnum() or heading[-1] in "'’\"”)"):
        return None
    return heading if heading[0].isupper() and not heading.isupper() else None


def _behind_head(lines: list[str], at: int) -> int:
    """The next line that is neither blank nor of the head."""
    while at < len(lines) and (not lines[at] or is_of_head(lines[at])):
        at += 1
    return at


def _is_binary(raw: bytes) -> bool:
    """Whether it holds NUL bytes, or more control characters than a text has."""
    head = raw[:65536]
    return b"\0" in raw or sum(byte in _CONTROL for byte in head) * 50 > len(head) > 0

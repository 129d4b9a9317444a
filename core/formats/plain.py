"""Plain text: the file decoded, as it is."""

from __future__ import annotations

import re
from pathlib import Path

from quoth.core.errors import InputError
from quoth.core.formats.decoding import decode
from quoth.core.model import Document

_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")
_HEADING_WIDTH, _PROSE_WIDTH = 120, 80
_LETTERHEAD = re.compile(
    r"(?:the )?(?:(?:office|bureau|department|ministry|embassy|mission|secretariat) of|for immediate release"
    r"|news release|press (?:release|statement|office|service)|media (?:note|release))\b.{0,40}",
    re.IGNORECASE,
)


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
    """The first line when it is clearly a heading: short, without a final stop, then a blank line and prose."""
    heading, blank, body = [line.strip() for line in (*text.lstrip("\ufeff\r\n ")[:1000].splitlines(), "", "", "")][:3]
    words = heading.split()
    if blank or len(body) < _PROSE_WIDTH or len(words) < 3 or len(heading) > _HEADING_WIDTH:
        return None
    if _LETTERHEAD.fullmatch(heading):
        return None
    if not heading[0].isupper() or not (heading[-1].isalnum() or heading[-1] in "'’\"”)") or heading.isupper():
        return None
    return heading


def _is_binary(raw: bytes) -> bool:
    """Whether it holds NUL bytes, or more control characters than a text has."""
    head = raw[:65536]
    return b"\0" in raw or sum(byte in _CONTROL for byte in head) * 50 > len(head) > 0

"""Text from outside made harmless to a terminal: one code point in, one code point out, so that offsets keep.

What would act on a terminal, turn the line's direction, or hide becomes a mark that can be seen: a control
character its Unicode picture (``␛``), an invisible character ``·``, anything else that has no glyph ``�``.
"""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = "·"
UNKNOWN = "�"
MOST_COMBINING = 3  # pointed Hebrew and stacked Thai need up to three marks on one letter

# Unicode's Default_Ignorable_Code_Point, as inclusive ranges: format characters, fillers, variation selectors, tags.
_IGNORABLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip

# A superset of what draws on the character before it (categories Mn and Me; Hangul vowels and finals).
_MAYBE_COMBINING = re.compile(r"[^\w\s\x00-\u02ff\u2010-\u20cf\u2100-\u2bff]+|[\u1160-\u11ff\ud7b0-\ud7fb]+")


class _Marks(dict[int, str]):
    """A translation table that works out each code point when it is first met."""

    def __init__(self, lines: bool) -> None:
        super().__init__({0x09: " ", 0x0A: "\n" if lines else " "})
        self.update((code, "⏎" if lines else " ") for code in (0x2028, 0x2029))
        if not lines:
            self[0x0D] = " "

    def __missing__(self, code: int) -> str:
        self[code] = mark = _mark(code)
        return mark


def _mark(code: int) -> str:
    char = chr(code)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if any(first <= code <= last for first, last in _IGNORABLE):
        return INVISIBLE
    if char.isprintable() or unicodedata.category(char) == "Zs":
        return char
    return INVISIBLE if unicodedata.category(char) == "Cf" else UNKNOWN


_LINES, _ONE_LINE = _Marks(lines=True), _Marks(lines=False)


def visible(text: str) -> str:
    """The text with nothing in it that acts on a terminal; line feeds stay, tabs become spaces.

    A carriage return before a line feed becomes a space, any other one a mark. The result has as many code
    points as the text, so every offset still points at the same place.
    """
    if text.isascii() and text.isprintable():
        return text
    if "\r\n" in text:
        text = text.replace("\r\n", " \n")
    return _limit_combining(text.translate(_LINES))


def visible_line(text: str) -> str:
    """The same for a field of one line: line ends and tabs become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return _limit_combining(text.translate(_ONE_LINE))


def _limit_combining(text: str) -> str:
    return text if text.isascii() else _MAYBE_COMBINING.sub(_limit_run, text)


def _limit_run(match: re.Match[str]) -> str:
    """Keep so many combining marks on a character, and none where there is no character to draw on."""
    start = match.start()
    room = MOST_COMBINING if start and not match.string[start - 1].isspace() else 0
    chars = []
    for char in match.group():
        if not _combines(char):
            room = MOST_COMBINING
        elif room:
            room -= 1
        else:
            char = INVISIBLE
        chars.append(char)
    return "".join(chars)


def _combines(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me") or "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb"

"""Text measured in terminal cells: cut, padded and wrapped, wide and combining characters counted as they show."""

from __future__ import annotations

from rich.cells import cell_len, get_character_cell_size

ELLIPSIS = "…"


def width(text: str) -> int:
    """How many cells the text takes."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, cells: int) -> int:
    """How many characters of the text fit into so many cells (at least none)."""
    if text[: cells + 1].isascii():
        return min(len(text), cells)
    used = 0
    for index, char in enumerate(text):
        used += get_character_cell_size(char)
        if used > cells:
            return index
    return len(text)


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """The text in exactly so many cells: padded, or cut with an ellipsis."""
    if cells <= 0:
        return ""
    text = text[: cells * 4 + 8]  # a few combining marks a cell are shown, no more
    over = width(text) > cells
    if over:
        text = text[: cut(text, cells - 1)] + ELLIPSIS
    space = " " * (cells - width(text))
    return space + text if right else text + space


def wrap(text: str, cells: int) -> list[tuple[int, int]]:
    """The lines of one paragraph, as [start, end) into the text: broken at spaces, a longer word anywhere.

    The spaces at a break belong to no line. Time is linear in the text.
    """
    cells = max(cells, 2)
    lines: list[tuple[int, int]] = []
    start, size = 0, len(text)
    while start < size:
        piece = text[start : start + cells * 4 + 8]
        end = start + max(1, cut(piece, cells))
        if end < size and not text[end].isspace():
            space = text.rfind(" ", start + 1, end)
            end = space if space > start else end
        shown = end
        while shown > start and text[shown - 1] == " ":
            shown -= 1
        lines.append((start, shown if shown > start else end))
        start = end
        while start < size and text[start] == " ":
            start += 1
    return lines or [(0, 0)]

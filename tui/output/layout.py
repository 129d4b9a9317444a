"""Cells in columns, measured as a terminal shows them: a wide character takes two places.

rich's own tables do more than this needs, and loading them takes longer than most verbs run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells, set_cell_size

GAP = "  "
NARROWEST = 2
CUT = " ..."


def widths_of(needed: Sequence[int], most: Sequence[int], width: int) -> list[int]:
    """Each column's width: what it needs, up to its ``most``; the last one takes what is left, a third at least."""
    widths = [min(need, limit) for need, limit in zip(needed, most, strict=True)]
    room = width - len(GAP) * (len(widths) - 1)
    first = widths[:-1]
    while sum(first) > room - max(min(needed[-1], room // 3), NARROWEST) and max(first) > NARROWEST:
        first[first.index(max(first))] -= 1
    return [*first, max(room - sum(first), NARROWEST)]


def wrap(text: str, width: int, most: int) -> list[str]:
    """The text in lines of ``width`` places, broken between words where it can be, cut after ``most`` lines."""
    lines, line = [], ""
    for word in text[: (most + 1) * width * 4].split(" "):  # at most three combining marks stand on a character
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = chop_cells(word, width) or [""]
        lines += full
    lines.append(line)
    if len(lines) > most:
        lines[most - 1 :] = [set_cell_size(lines[most - 1], width - len(CUT)).rstrip() + CUT]
    return lines


def side_by_side(cells: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """The lines of a row whose cells are lines themselves."""
    for parts in zip_longest(*cells, fillvalue=""):
        placed = (_place(part, width, at_right) for part, width, at_right in zip(parts, widths, right, strict=True))
        yield GAP.join(placed).rstrip()


def _place(text: str, width: int, at_right: bool) -> str:
    space = " " * (width - cell_len(text))
    return space + text if at_right else text + space

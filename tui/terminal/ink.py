"""The last step before the terminal: every line in what the terminal has of colours and characters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from quoth.tui.terminal.abilities import Terminal
from quoth.tui.terminal.visible import visible_line
from rich.cells import get_character_cell_size
from rich.color import Color, ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TextualColor
from textual.filter import LineFilter

_FOLDED = str.maketrans(
    {
        "─": "-", "━": "-", "│": "|", "┃": "|", "█": "#", "▌": "|", "▐": "|", "▎": "|", "▔": "-", "▁": "_",
        "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-",
        "…": ".", "·": ".", "•": "*", "×": "x", "⏎": "~", "\xa0": " ", "€": "E", "£": "L",
    }
)  # fmt: skip


class Ink(LineFilter):
    """Takes out colours that are the terminal's own, and whatever the terminal does not have."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self._terminal = terminal
        self._styles = lru_cache(maxsize=1024)(self._fit)

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:
        """The segments, each with the same number of cells as before."""
        return [
            Segment(self._spell(text), self._styles(style) if style else None, control)
            for text, style, control in segments
        ]

    def _spell(self, text: str) -> str:
        """Whatever widget it is from, nothing in the text acts on the terminal."""
        if not text.isprintable():
            text = visible_line(text)
        return text if self._terminal.unicode or text.isascii() else fold(text)

    def _fit(self, style: Style) -> Style:
        if self._terminal.colours == 0:
            return _restyle(style, None, None)
        colour, ground = _own(style.color), _own(style.bgcolor)
        if self._terminal.colours == 8:
            bright = colour is not None and colour.number is not None and 8 <= colour.number < 16
            style = style + Style(bold=True) if bright else style
            colour, ground = _dull(colour), _dull(ground)
        return _restyle(style, colour, ground)


def fold(text: str) -> str:
    """The text in ASCII, with as many cells as before: marks as plain ones, accents dropped, ``?`` for the rest."""
    return "".join(map(_fold_char, text.translate(_FOLDED)))


@lru_cache(maxsize=2048)
def _fold_char(char: str) -> str:
    if char.isascii():
        return char
    cells = get_character_cell_size(char)
    plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    return plain if len(plain) == cells else "?" * cells


def _own(colour: Color | None) -> Color | None:
    """None for the terminal's default colour: nothing needs to be sent for it."""
    return None if colour is None or colour.type is ColorType.DEFAULT else colour


def _dull(colour: Color | None) -> Color | None:
    if colour is None or colour.number is None or not 8 <= colour.number < 16:
        return colour
    return Color.from_ansi(colour.number - 8)


def _restyle(style: Style, colour: Color | None, ground: Color | None) -> Style:
    return Style(
        color=colour,
        bgcolor=ground,
        bold=style.bold,
        dim=style.dim if colour is not None or style.color is None else None,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse,
        strike=style.strike,
        link=None,
    )

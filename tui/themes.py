"""The colour themes: light, dark, high-contrast, and one in the terminal's own sixteen colours.

Each gives Textual's colours and those of app.tcss (``$q-...``). Every meaning has a mark or an attribute as well.
"""

from __future__ import annotations

from quoth.tui.terminal import Terminal
from textual.theme import Theme

SIXTEEN = "16-colour"
DEFAULT = "dark"

_PENS = ("dim", "rule", "caption", "caption-text", "speaker", "number", "topic", "act", "verbatim", "hit", "bar", "key")


def _pens(*colours: str) -> dict[str, str]:
    return {f"q-{name}": colour for name, colour in zip(_PENS, colours, strict=True)}


_DARK = _pens(
    "#9e9e9e", "#585858", "#303030", "#d0d0d0", "#87afd7", "#ffaf5f", "#87af87", "#afafd7", "#afd7af", "#ffd75f",
    "#5f87af", "#ffd787",
)  # fmt: skip
_LIGHT = _pens(
    "#5f5f5f", "#9e9e9e", "#d7d7d7", "#262626", "#005faf", "#af5f00", "#005f00", "#5f5f87", "#005f00", "#875f00",
    "#5f87af", "#875f00",
)  # fmt: skip
_CONTRAST = _pens(
    "#ffffff", "#ffffff", "#000000", "#ffff00", "#00ffff", "#ffff00", "#00ff00", "#ffffff", "#00ff00", "#ffff00",
    "#ffffff", "#ffff00",
)  # fmt: skip
_SIXTEEN = _pens(
    "ansi_default", "ansi_default", "ansi_default", "ansi_default", "ansi_cyan", "ansi_yellow", "ansi_green",
    "ansi_default", "ansi_green", "ansi_magenta", "ansi_blue", "ansi_yellow",
)  # fmt: skip

THEMES = (
    Theme(
        "dark", primary="#5f87af", secondary="#5f87af", accent="#ffd787", foreground="#d0d0d0", background="#1c1c1c",
        surface="#262626", panel="#303030", error="#ff8787", text_alpha=1, variables=_DARK,
    ),
    Theme(
        "light", primary="#005faf", secondary="#005faf", accent="#875f00", foreground="#262626", background="#ffffff",
        surface="#eeeeee", panel="#d7d7d7", error="#af0000", dark=False, text_alpha=1, variables=_LIGHT,
    ),
    Theme(
        "high-contrast", primary="#00ffff", secondary="#00ffff", accent="#ffff00", foreground="#ffffff",
        background="#000000", surface="#000000", panel="#000000", error="#ff8787", text_alpha=1, variables=_CONTRAST,
    ),
    Theme(
        SIXTEEN, primary="ansi_blue", secondary="ansi_cyan", accent="ansi_yellow", foreground="ansi_default",
        background="ansi_default", surface="ansi_default", panel="ansi_default", boost="ansi_default",
        error="ansi_red", ansi=True, variables=_SIXTEEN,
    ),
)  # fmt: skip

PEN_DEFAULTS = _DARK
"""What app.tcss falls back on under a theme that is not one of quoth's."""


def theme_for(terminal: Terminal, wanted: str | None) -> str:
    """The theme to start with: the wanted one where the terminal has the colours for it."""
    if terminal.colours < 256:
        return SIXTEEN
    return wanted if wanted in {theme.name for theme in THEMES} else DEFAULT

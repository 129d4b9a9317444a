"""The colour themes: light, dark, high-contrast, and one in the terminal's own sixteen colours.

A pen is what one kind of thing is drawn with. Every pen's meaning has a mark or an attribute besides its colour.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from quoth.tui.terminal.abilities import Terminal
from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

SIXTEEN = "16-colour"
DEFAULT = "dark"

PENS = {
    "act": "",
    "bar": "",
    "caption": "",
    "caption-focus": "bold",
    "cue": "italic",
    "cursor": "reverse",
    "cursor-idle": "bold",
    "dim": "",
    "error": "bold",
    "hit": "bold underline",
    "item": "reverse",
    "key": "bold",
    "mention": "underline",
    "figure": "bold",
    "number": "",
    "reported": "",
    "speaker": "",
    "topic": "",
    "verbatim": "",
}
"""The attributes of each pen, in every theme."""

_COLOURS: dict[str, dict[str, str]] = {
    "dark": {
        "": "#d0d0d0 on #1c1c1c",
        "act": "#afafd7",
        "bar": "#5f87af",
        "caption": "#d0d0d0 on #303030",
        "caption-focus": "#ffffff on #303030",
        "dim": "#9e9e9e",
        "error": "#ff8787",
        "hit": "#ffd75f",
        "key": "#ffd787",
        "mention": "#87afd7",
        "figure": "#ffaf5f",
        "number": "#ffaf5f",
        "speaker": "#87afd7",
        "topic": "#87af87",
        "verbatim": "#afd7af",
    },
    "light": {
        "": "#262626 on #ffffff",
        "act": "#5f5f87",
        "bar": "#5f87af",
        "caption": "#262626 on #d7d7d7",
        "caption-focus": "#000000 on #d7d7d7",
        "dim": "#5f5f5f",
        "error": "#af0000",
        "hit": "#875f00",
        "key": "#875f00",
        "mention": "#005faf",
        "figure": "#af5f00",
        "number": "#af5f00",
        "speaker": "#005faf",
        "topic": "#005f00",
        "verbatim": "#005f00",
    },
    "high-contrast": {
        "": "#ffffff on #000000",
        "caption": "#ffffff on #3a3a3a",
        "caption-focus": "#000000 on #ffff00",
        "error": "#ff8787",
        "hit": "#ffff00",
        "key": "#ffff00",
        "mention": "#00ffff",
        "figure": "#ffff00",
        "number": "#ffff00",
        "speaker": "#00ffff",
        "topic": "#00ff00",
        "verbatim": "#00ff00",
    },
    SIXTEEN: {
        "": "default on default",
        "bar": "blue",
        "caption": "underline",
        "caption-focus": "underline",
        "error": "red",
        "hit": "magenta",
        "key": "yellow",
        "mention": "cyan",
        "figure": "yellow",
        "number": "yellow",
        "speaker": "cyan",
        "topic": "green",
        "verbatim": "green",
    },
}


class Pens:
    """The pens of one theme."""

    def __init__(self, theme: str) -> None:
        colours = _COLOURS.get(theme, _COLOURS[DEFAULT])
        self.base = Style.parse(colours[""])
        self._pens = {name: Style.parse(f"{colours.get(name, '')} {drawn}") for name, drawn in PENS.items()}
        self._whole = {"": self.base, **{name: self.base + pen for name, pen in self._pens.items()}}
        self.mix = lru_cache(maxsize=128)(self._mix)

    def __getitem__(self, name: str) -> Style:
        """The pen of that name; the empty name is plain text."""
        return self._whole[name]

    def _mix(self, *names: str) -> Style:
        """Several pens at once, the later over the earlier."""
        style = self.base
        for name in names:
            style += self._pens[name]
        return style


def _theme(name: str, *, dark: bool = True) -> Theme:
    """What Textual's own widgets are drawn with: the palette is one."""
    colours = _COLOURS[name]
    text, _, ground = colours[""].partition(" on ")
    primary = colours.get("bar", text)
    return Theme(
        name,
        primary=primary,
        secondary=primary,
        accent=primary,
        error=colours["error"],
        foreground=text,
        background=ground,
        surface=ground,
        panel=ground,
        dark=dark,
        text_alpha=1,
    )


THEMES = (
    _theme("dark"),
    _theme("light", dark=False),
    _theme("high-contrast"),
    replace(BUILTIN_THEMES["ansi-dark"], name=SIXTEEN),
)


def theme_for(terminal: Terminal, wanted: str | None) -> str:
    """The theme to start with: the wanted one where the terminal has the colours for it."""
    if terminal.colours < 256:
        return SIXTEEN
    return wanted if wanted in _COLOURS else DEFAULT

"""What this terminal can do, from TERM, COLORTERM, NO_COLOR and terminfo, and what Textual is told of it.

Imports neither Textual nor rich: :func:`quieten` has to run before Textual is first imported.
"""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Literal

from quoth.tui.terminal.terminfo import Entry, look_up

Multiplexer = Literal["", "tmux", "screen"]

TRUECOLOUR = 1 << 24
ESCAPE_DELAY_MS = 25  # as tmux and vim; longer than a key's bytes are apart, shorter than a person notices
LONGEST_COPY = 74_994  # bytes; xterm and tmux take no longer OSC 52
SCREEN_CHUNK = 768  # GNU screen's longest string inside a DCS

_EIGHT_COLOURS = ("linux", "ansi", "cons25", "rxvt")
_NO_UNICODE = ("vt", "ansi", "cons25", "sun", "wyse", "dumb")


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal's abilities.

    ``colours`` is 0, 8, 16, 256 or 2**24; ``scrolls``: it moves the rows between two margins; ``plain``: no screen
    programs at all.
    """

    colours: int = 256
    unicode: bool = True
    mouse: bool = True
    clipboard: bool = True
    scrolls: bool = True
    plain: bool = False
    multiplexer: Multiplexer = ""


def detect(environ: Mapping[str, str] = os.environ, *, tty: bool | None = None) -> Terminal:
    """The terminal on standard input and output (``tty``: whether there is one)."""
    if tty is None:
        tty = is_tty(sys.stdin) and is_tty(sys.stdout)
    term = environ.get("TERM", "")
    plain = Terminal(0, unicode=_utf8(environ), mouse=False, clipboard=False, scrolls=False, plain=True)
    if not tty or term in ("", "dumb", "unknown"):
        return plain
    entry = look_up(term, environ) or _guess(term)
    if not entry.addresses:
        return plain
    old = term.startswith(_NO_UNICODE)
    return Terminal(
        colours=_colours(environ, term, entry),
        unicode=_utf8(environ) and not old,
        mouse=not old and term != "linux",
        clipboard=not old and term != "linux",
        scrolls=entry.scrolls,
        multiplexer=_multiplexer(environ, term),
    )


def quieten(terminal: Terminal) -> None:
    """Tell Textual, which reads its environment once at import: no kitty keyboard, no animations, a quick ESC."""
    depth = {0: "truecolor", 8: "standard", 16: "standard", 256: "256"}.get(terminal.colours, "truecolor")
    os.environ.update(
        TEXTUAL_ANIMATIONS="none",
        TEXTUAL_COLOR_SYSTEM=depth,
        TEXTUAL_DISABLE_KITTY_KEY="1",
        TEXTUAL_FPS="120",  # a step and what follows it are two frames
        TEXTUAL_SMOOTH_SCROLL="0",
    )
    os.environ.setdefault("ESCDELAY", str(ESCAPE_DELAY_MS))


def clipboard_sequence(text: str, terminal: Terminal) -> str | None:
    """OSC 52 that puts the text on the clipboard, wrapped for tmux and screen; None where it would not arrive."""
    data = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if not terminal.clipboard or len(data) > LONGEST_COPY:
        return None
    copy = f"\x1b]52;c;{data}\x07"
    if terminal.multiplexer == "tmux":
        # Once to tmux itself (set-clipboard on) and once through it (allow-passthrough on).
        return copy + "\x1bPtmux;" + copy.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if terminal.multiplexer == "screen":
        chunks = (copy[at : at + SCREEN_CHUNK] for at in range(0, len(copy), SCREEN_CHUNK))
        return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
    return copy


def is_tty(stream: IO[str] | None) -> bool:
    """Whether the stream is a terminal; a closed or missing one is not."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _colours(environ: Mapping[str, str], term: str, entry: Entry) -> int:
    if environ.get("NO_COLOR"):
        return 0
    if term.startswith("screen") and "TMUX" not in environ:
        return 256
    true = environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct")
    if true and entry.colours >= 256:
        return TRUECOLOUR
    return next(level for level in (256, 16, 8, 0) if entry.colours >= level)


def _guess(term: str) -> Entry:
    """For a terminal that this machine's terminfo does not know, as happens over SSH and in small containers."""
    modern = term.startswith(("xterm", "tmux", "alacritty", "foot", "wezterm"))
    many = modern or "256color" in term or "direct" in term
    colours = 256 if many else 0 if term.startswith("vt") else 8 if term in _EIGHT_COLOURS else 16
    return Entry(colours, addresses=True, scrolls=modern or term.startswith(("screen", "linux", "vt")))


def _utf8(environ: Mapping[str, str]) -> bool:
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    return "UTF8" in locale.upper().replace("-", "")


def _multiplexer(environ: Mapping[str, str], term: str) -> Multiplexer:
    if "TMUX" in environ or term.startswith("tmux"):
        return "tmux"
    if "STY" in environ or term.startswith("screen"):
        return "screen"
    return ""

"""What this terminal can do, from TERM, COLORTERM, NO_COLOR and terminfo, and what Textual is told of it.

Imports neither Textual nor rich: :func:`quieten` has to run before Textual is first imported.
"""

from __future__ import annotations

import base64
import os
import struct
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

Multiplexer = Literal["", "tmux", "screen"]

TRUECOLOUR = 1 << 24
ESCAPE_DELAY_MS = 25  # as tmux and vim; longer than a key's bytes are apart, shorter than a person notices
LONGEST_COPY = 74_994  # bytes; xterm and tmux take no longer OSC 52
SCREEN_CHUNK = 768  # GNU screen's longest string inside a DCS

_MAX_COLOURS = 13
_NO_UNICODE = ("vt", "ansi", "cons25", "sun", "wyse", "dumb")
_NAMED_DEPTHS = {"linux": 8, "ansi": 8, "cons25": 8, "rxvt": 8}


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal's abilities. ``colours`` is 0, 8, 16, 256 or 2**24; ``plain``: no screen programs at all."""

    colours: int = 256
    unicode: bool = True
    mouse: bool = True
    clipboard: bool = True
    plain: bool = False
    multiplexer: Multiplexer = ""


def detect(environ: Mapping[str, str] = os.environ, *, tty: bool | None = None) -> Terminal:
    """The terminal on standard input and output (``tty``: whether there is one)."""
    if tty is None:
        tty = is_tty(sys.stdin) and is_tty(sys.stdout)
    term = environ.get("TERM", "")
    if not tty or term in ("", "dumb", "unknown"):
        return Terminal(0, unicode=_utf8(environ), mouse=False, clipboard=False, plain=True)
    old = term.startswith(_NO_UNICODE)
    return Terminal(
        colours=_colours(environ, term),
        unicode=_utf8(environ) and not old,
        mouse=not old and term != "linux",
        clipboard=not old and term != "linux",
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


def _colours(environ: Mapping[str, str], term: str) -> int:
    if environ.get("NO_COLOR"):
        return 0
    if term.startswith("screen") and "TMUX" not in environ:
        return 256
    depth = _terminfo_colours(environ, term)
    true = environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct")
    if true and depth >= 256:
        return TRUECOLOUR
    return next(level for level in (256, 16, 8, 0) if depth >= level)


def _terminfo_colours(environ: Mapping[str, str], term: str) -> int:
    """What terminfo says (term(5): the fourteenth number is max_colors). The curses module reads one entry only."""
    if "/" in term:
        return _guess_colours(term)
    home = Path(environ.get("HOME", "/"), ".terminfo")
    given = [environ.get("TERMINFO", ""), str(home), *environ.get("TERMINFO_DIRS", "").split(":")]
    for folder in filter(None, [*given, "/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo"]):
        for name in (term[0], f"{ord(term[0]):x}"):
            with suppress(OSError, ValueError, struct.error):
                return _read_colours(Path(folder, name, term).read_bytes())
    return _guess_colours(term)


def _read_colours(entry: bytes) -> int:
    magic, names, booleans, numbers = struct.unpack_from("<4h", entry)
    size = {0o432: 2, 0o1036: 4}.get(magic)
    if size is None:
        raise ValueError("no terminfo entry")
    start = 12 + names + booleans
    start += start % 2
    if numbers <= _MAX_COLOURS:
        return 0
    at = start + size * _MAX_COLOURS
    return max(int.from_bytes(entry[at : at + size], "little", signed=True), 0)


def _guess_colours(term: str) -> int:
    """For a terminal that this machine's terminfo does not know, as happens over SSH."""
    if "256color" in term or "direct" in term or term.startswith(("xterm", "tmux", "alacritty", "foot", "wezterm")):
        return 256
    if term.startswith("vt"):
        return 0
    return _NAMED_DEPTHS.get(term, 16)


def _utf8(environ: Mapping[str, str]) -> bool:
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    return "UTF8" in locale.upper().replace("-", "")


def _multiplexer(environ: Mapping[str, str], term: str) -> Multiplexer:
    if "TMUX" in environ or term.startswith("tmux"):
        return "tmux"
    if "STY" in environ or term.startswith("screen"):
        return "screen"
    return ""

"""What a terminal can do, what is sent to it, and what Textual is relied on for."""

from __future__ import annotations

import base64
import inspect
import json
import os
import re
import struct
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pyte
import pytest
import textual
from hypothesis import given
from hypothesis import strategies as st
from quoth.tui.place import MOST_PLACES, Place, load_place, save_place, save_search
from quoth.tui.terminal.abilities import TRUECOLOUR, Terminal, clipboard_sequence, detect
from quoth.tui.terminal.driver import QuothDriver
from quoth.tui.terminal.ink import Ink, fold
from quoth.tui.terminal.keys import KeyParser
from quoth.tui.terminal.paste import PasteCap
from quoth.tui.terminal.pen import Look, Pen
from quoth.tui.terminal.terminfo import look_up, read_entry
from quoth.tui.terminal.visible import visible_line
from quoth.tui.themes import DEFAULT, SIXTEEN, theme_for
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import _xterm_parser
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._parser import Parser
from textual.app import App
from textual.color import Color
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.screen import Screen
from textual.widget import Widget

UTF8 = {"LANG": "en_GB.UTF-8"}


@pytest.mark.parametrize(
    ("environ", "colours", "unicode", "mouse"),
    [
        ({"TERM": "xterm-256color"}, 256, True, True),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, TRUECOLOUR, True, True),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, TRUECOLOUR, True, True),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, 0, True, True),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, 256, True, True),
        ({"TERM": "xterm"}, 8, True, True),
        ({"TERM": "linux"}, 8, True, False),
        ({"TERM": "vt100"}, 0, False, False),
        ({"TERM": "vt220"}, 0, False, False),
        ({"TERM": "screen"}, 256, True, True),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "STY": "1.pts"}, 256, True, True),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/x,1,0", "COLORTERM": "truecolor"}, TRUECOLOUR, True, True),
        ({"TERM": "nobody-knows-256color"}, 256, True, True),
        ({"TERM": "nobody-knows"}, 16, True, True),
        ({"TERM": "putty-that-nobody-knows"}, 16, True, True),
    ],
)
def test_abilities(environ: dict[str, str], colours: int, unicode: bool, mouse: bool) -> None:
    terminal = detect({**UTF8, **environ}, tty=True)
    assert (terminal.colours, terminal.unicode, terminal.mouse, terminal.plain) == (colours, unicode, mouse, False)


@pytest.mark.parametrize("environ", [{"TERM": "dumb"}, {"TERM": ""}, {}, {"TERM": "unknown"}])
def test_no_screen_programs(environ: dict[str, str]) -> None:
    assert detect({**UTF8, **environ}, tty=True).plain
    assert detect({**UTF8, "TERM": "xterm-256color"}, tty=False).plain


@pytest.mark.parametrize(
    ("environ", "unicode"),
    [
        ({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, False),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, True),
        ({"LANG": "de_DE.utf8"}, True),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({}, False),
    ],
)
def test_characters(environ: dict[str, str], unicode: bool) -> None:
    assert detect({"TERM": "xterm-256color", **environ}, tty=True).unicode is unicode


def entry(colours: int, address: bytes, margins: bytes, *, wide: bool = False) -> bytes:
    """A compiled terminfo entry with these and nothing else."""
    names, size = b"made|made up\0", 4 if wide else 2
    numbers = b"".join(n.to_bytes(size, "little", signed=True) for n in (*[-1] * 13, colours))
    strings, offsets = b"", [-1] * 11
    for index, value in ((3, margins), (10, address)):
        if value:
            offsets[index] = len(strings)
            strings += value + b"\0"
    head = struct.pack("<6h", 0o1036 if wide else 0o432, len(names), 0, 14, len(offsets), len(strings))
    return head + names + b"\0" * (len(names) % 2) + numbers + struct.pack("<11h", *offsets) + strings


@pytest.mark.parametrize("wide", [False, True])
def test_a_terminfo_entry(tmp_path: Path, wide: bool) -> None:
    assert read_entry(entry(256, b"\x1b[H", b"\x1b[r", wide=wide)) == (256, True, True)
    assert read_entry(entry(-1, b"\x1bY", b"", wide=wide)) == (0, False, False)
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "made").write_bytes(entry(8, b"\x1b[H", b"", wide=wide))
    environ = {"TERM": "made", "TERMINFO": str(tmp_path), **UTF8}
    assert detect(environ, tty=True) == Terminal(colours=8, scrolls=False)
    (tmp_path / "m" / "made").write_bytes(entry(8, b"\x1bY", b"", wide=wide))
    assert detect(environ, tty=True).plain


@pytest.mark.parametrize("data", [b"", b"\x1a\x01", b"#!/bin/sh\n" * 9, entry(8, b"\x1b[H", b"")[:40]])
def test_a_broken_terminfo_entry_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "made").write_bytes(data)
    assert look_up("made", {"TERMINFO": str(tmp_path)}) is None


@pytest.mark.parametrize("name", ["../m/made", "m\0", "\x1b[31m", "\udcff", "", "n" * 5000])
def test_a_name_that_is_no_terminal(name: str) -> None:
    assert look_up(name, {}) is None
    detect({"TERM": name}, tty=True)


def copied(sequence: str) -> str:
    return base64.b64decode(sequence.split("52;c;")[1].split("\x07")[0]).decode()


def test_clipboard() -> None:
    text = "“Words” – 中"
    plain = clipboard_sequence(text, Terminal())
    assert plain is not None
    assert plain.startswith("\x1b]52;c;")
    assert copied(plain) == text
    in_tmux = clipboard_sequence(text, Terminal(multiplexer="tmux"))
    assert in_tmux is not None
    assert in_tmux == plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def test_clipboard_in_screen_comes_in_pieces_it_takes() -> None:
    sequence = clipboard_sequence("word " * 500, Terminal(multiplexer="screen"))
    assert sequence is not None
    pieces = sequence.split("\x1b\\")[:-1]
    assert all(piece.startswith("\x1bP") and len(piece) <= 770 for piece in pieces)
    assert copied("".join(piece[2:] for piece in pieces)) == "word " * 500


def test_no_clipboard() -> None:
    assert clipboard_sequence("x", Terminal(clipboard=False)) is None
    assert clipboard_sequence("x" * 80_000, Terminal()) is None
    assert not detect({**UTF8, "TERM": "linux"}, tty=True).clipboard


@pytest.mark.parametrize(
    ("colours", "wanted", "theme"),
    [
        (256, None, DEFAULT),
        (256, "light", "light"),
        (TRUECOLOUR, "no such", DEFAULT),
        (8, "light", SIXTEEN),
        (0, None, SIXTEEN),
    ],
)
def test_theme(colours: int, wanted: str | None, theme: str) -> None:
    assert theme_for(Terminal(colours=colours), wanted) == theme


# what is sent

RED = Style.parse("bold bright_red on bright_blue")


def drawn(terminal: Terminal, text: str, style: Style | None = RED) -> Segment:
    return Ink(terminal).apply([Segment(text, style)], Color(0, 0, 0))[0]


def test_colours_that_a_terminal_lacks_are_taken_out() -> None:
    plain = drawn(Terminal(colours=0), "x").style
    assert plain is not None
    assert (plain.color, plain.bgcolor, plain.bold) == (None, None, True)
    eight = drawn(Terminal(colours=8), "x", Style.parse("bright_red on bright_blue")).style
    assert eight is not None
    assert eight.color is not None
    assert eight.bgcolor is not None
    assert (eight.color.number, eight.bgcolor.number, eight.bold) == (1, 4, True)
    own = drawn(Terminal(), "x", Style.parse("default on default")).style
    assert own is not None
    assert (own.color, own.bgcolor) == (None, None)


def test_nothing_in_any_widgets_text_acts() -> None:
    assert drawn(Terminal(), "a\x1b[31mb\u202ec").text == "a␛[31mb·c"


@pytest.mark.parametrize(
    ("text", "plain"),
    [("“a” – ‘b’…", "\"a\" - 'b'."), ("café", "cafe"), ("中x", "??x"), ("│─█", "|-#"), ("e\u0301", "e")],
)
def test_folding_to_ascii(text: str, plain: str) -> None:
    assert fold(text) == plain


@given(st.text(max_size=30).map(visible_line))
def test_folding_keeps_the_cells(text: str) -> None:
    assert fold(text).isascii()
    assert len(fold(text)) == cell_len(text)


def sgr(style: str, text: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"


@pytest.mark.parametrize(
    ("data", "thin"),
    [
        ("plain", "plain"),
        (sgr("1", "a"), "\x1b[1ma\x1b[0m"),
        (sgr("1", "a") + sgr("1", "b"), "\x1b[1mab\x1b[0m"),
        (sgr("38;5;1;48;5;2", "a") + sgr("38;5;3;48;5;2", "b"), "\x1b[38;5;1;48;5;2ma\x1b[38;5;3mb\x1b[0m"),
        (sgr("38;5;1", "a") + sgr("1;38;5;1", "b"), "\x1b[38;5;1ma\x1b[1mb\x1b[0m"),
        (sgr("1;38;5;1", "a") + sgr("38;5;1", "b"), "\x1b[1;38;5;1ma\x1b[22mb\x1b[0m"),
        (sgr("1;2;38;5;1", "a") + sgr("2;38;5;1", "b"), "\x1b[1;2;38;5;1ma\x1b[22;2mb\x1b[0m"),
        (sgr("7;38;5;1", "a") + sgr("1", "b"), "\x1b[7;38;5;1ma\x1b[0;1mb\x1b[0m"),
        (sgr("7", "a") + "\n\x1b[2;1H" + sgr("7", "b"), "\x1b[7ma\x1b[2Hb\x1b[0m"),
        (sgr("7", "a") + "b", "\x1b[7ma\x1b[0mb"),
        (sgr("7", "a") + "\x1b[2;3H" + sgr("7", "b"), "\x1b[7ma\x1b[2;3Hb\x1b[0m"),
        (sgr("38;2;1;2;3", "a") + sgr("31", "b"), "\x1b[38;2;1;2;3ma\x1b[31mb\x1b[0m"),
        ("\x1b[?25l", "\x1b[?25l"),
    ],
)
def test_thinning(data: str, thin: str) -> None:
    pen = Pen()
    assert pen.thin(data) + pen.lift() == thin


def test_a_pen_that_forgets_says_all_anew() -> None:
    pen = Pen()
    pen.thin(sgr("1;31", "a"))
    pen.forget()
    assert pen.thin(sgr("1;31", "a")) == "\x1b[0;1;31ma"
    pen.forget()
    assert pen.thin("a") == "\x1b[0ma"
    assert pen.lift() == ""
    pen.forget()
    assert pen.lift() == "\x1b[0m"


STYLES = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "7", "1;2", "2;7", "31", "1;4;38;5;9", "48;2;0;1;2", "38;5;1;48;5;2", "92;100"]),
        st.text("ab", min_size=1, max_size=3),
    )
)


def looks(data: str) -> list[tuple[str, Look]]:
    """Each character with what a terminal draws it in."""
    screen = pyte.Screen(200, 1)
    pyte.Stream(screen).feed(data)
    cells = (screen.buffer[0][x] for x in range(screen.cursor.x))
    return [(cell.data, cell) for cell in cells]  # type: ignore[misc]


@given(STYLES, st.booleans())
def test_thinning_changes_nothing_that_shows(parts: list[tuple[str, str]], undoing: bool) -> None:
    data = "".join(sgr(style, text) if style else text for style, text in parts)
    pen = Pen(undoing=undoing)
    thin = pen.thin(data)
    assert looks(thin) == looks(data)
    assert len(thin) <= len(data)
    assert undoing or not re.search(r"[\[;]2[2-9]", thin.replace("48;2;", ""))
    if not parts or not parts[-1][0]:
        assert pen.lift() == ""


# what comes in


def test_a_paste_is_capped_and_its_escapes_are_marks() -> None:
    cap = PasteCap(5)
    assert cap.feed("ab\x1b[200~12\x1b[31m45678") == "ab\x1b[200~12␛[3"
    assert cap.feed("90\x1b[20") == ""
    assert cap.feed("1~cd") == "\x1b[201~cd"
    assert cap.feed("\x1b[A\x1b[200~x\x1b[201~\x1b[B") == "\x1b[A\x1b[200~x\x1b[201~\x1b[B"


@given(
    st.lists(st.sampled_from(["a", "\x1b[A", "\x1b[200~", "\x1b[201~", "\x1b", "[20", "0~", "xyz" * 9]), max_size=12),
    st.integers(1, 7),
)
def test_a_paste_in_pieces_is_the_same_paste(parts: list[str], size: int) -> None:
    data = "".join(parts)
    whole, cap = PasteCap(20).feed(data + "\x1b[201~"), PasteCap(20)
    pieces = [cap.feed(data[at : at + size]) for at in range(0, len(data), size)]
    assert "".join([*pieces, cap.feed("\x1b[201~")]) == whole


# where one was


def test_the_place_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "place.json"
    place = Place(
        panel="numbers",
        search="wind",
        filters=["topic:energy"],
        orders={"numbers": "value"},
        cursors={"quotes": 7},
        history=["wind"],
        theme="light",
    )
    save_place("/a", place, path)
    save_place("/b", Place(), path)
    assert load_place("/a", path) == place
    assert path.stat().st_mode & 0o777 == 0o600
    assert {left.name for left in path.parent.iterdir()} <= {"place.json", "place.lock"}


@pytest.mark.parametrize(
    "text", ["", "[]", "nonsense", '{"/a": 3}', '{"/a": {"panel": 3, "unknown": 1, "cursors": []}}']
)
def test_a_place_that_cannot_be_read_is_a_fresh_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "place.json"
    path.write_text(text)
    assert load_place("/a", path) == Place()
    assert load_place("/a", tmp_path / "none" / "place.json") == Place()


def test_a_place_that_cannot_be_kept_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    save_place("/a", Place(), tmp_path / "file" / "place.json")


def test_old_places_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "place.json"
    for number in range(MOST_PLACES + 5):
        save_place(f"/{number}", Place(), path)
    assert len(json.loads(path.read_text())) == MOST_PLACES
    assert f"/{MOST_PLACES + 4}" in path.read_text()


def test_saved_searches_are_never_dropped(tmp_path: Path) -> None:
    path = tmp_path / "place.json"
    save_search("/briefings (anna)", "speaker:dar", path)
    path.write_text(path.read_text().replace("{", '{"/odd": 3,', 1))
    for number in range(MOST_PLACES + 5):
        save_place(f"/{number}", Place(search="wind"), path)
    assert load_place("/briefings (anna)", path).saved == ["speaker:dar"]
    assert load_place(f"/{MOST_PLACES + 4}", path).search == "wind"
    assert load_place("/0", path) == Place()
    for number in range(MOST_PLACES + 5):
        save_search(f"/{number}", "sea", path)
    save_place("/last", Place(search="wind"), path)
    assert load_place("/0", path).saved == ["sea"]
    assert load_place("/last", path).search == "wind"


# what Textual is relied on for


def test_textual_is_one_that_was_tested() -> None:
    """8.2.7 is the first without kitty keys on request. For another: pass the whole of tests with it, then widen both."""
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "textual>=8.2.7,<8.3" in project["dependencies"]
    assert (8, 2, 7) <= tuple(map(int, textual.__version__.split(".")[:3])) < (8, 3)


def test_the_insides_of_textual_that_are_used_are_there() -> None:
    assert "_timeout_time" in inspect.getsource(Parser)
    assert "constants.ESCAPE_DELAY" in inspect.getsource(_xterm_parser)
    assert "WriterThread(self._file)" in inspect.getsource(LinuxDriver.start_application_mode)
    assert "DISABLE_KITTY_KEY" in inspect.getsource(LinuxDriver.start_application_mode)
    assert {"_queue", "_file"} <= set(WriterThread(sys.stderr).__dict__)
    for name in ("run_input_thread", "disable_input", "_sigcont_application", "suspend_application_mode", "write"):
        assert name in dir(LinuxDriver)
        assert name in vars(QuothDriver)
    for name in ("_request_terminal_sync_mode_support", "_query_in_band_window_resize"):
        assert name in inspect.getsource(LinuxDriver.start_application_mode)
    for code, parts in (
        (Widget._set_dirty, ("_repaint_regions", "_styles_cache")),
        (Widget._exchange_repaint_regions, ("_repaint_regions.clear()",)),
        (Screen._on_timer_update, ("_batch_count", "update_widgets(self._dirty_widgets)")),
        (ChopsUpdate.render_segments, ("append(move_to(x, y).segment.text)", 'append("\\n")')),
        (LayoutUpdate.render_segments, ("append(move_to(x, y).segment.text)", 'append("\\n")')),
    ):
        assert all(part in inspect.getsource(code) for part in parts), code
    for name in ("_fatal_error", "_close_messages_no_wait", "get_line_filters", "get_default_screen", "batch_update"):
        assert name in dir(App)


def test_textual_is_told_what_it_asks_at_import() -> None:
    code = "import quoth.tui.app; from textual import constants as c; print(c.DISABLE_KITTY_KEY, c.ESCAPE_DELAY, c.TEXTUAL_ANIMATIONS, c.COLOR_SYSTEM)"
    environ = {name: value for name, value in os.environ.items() if name not in ("ESCDELAY", "NO_COLOR")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ)
    assert done.stdout.split() == ["True", "0.025", "none", "truecolor"]


def test_browsing_begins_quickly() -> None:
    begun = time.process_time()
    subprocess.run([sys.executable, "-c", "import quoth.tui.app, sys; assert 'nltk' not in sys.modules"], check=True)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        (["\x1b1"], ["escape", "1"]),
        (["\x1b", "1"], ["escape", "1"]),
        (["y\x1bQ"], ["y", "escape", "Q"]),
        (["\x1b\x1bQ"], ["escape", "escape", "Q"]),
        (["\x1b\r"], ["escape", "enter"]),
        (["\x1b[A"], ["up"]),
        (["\x1b", "[A"], ["up"]),
        (["\x1bOA\x1b"], ["up", "escape"]),
        (["\x1b\x1b[B"], ["escape", "down"]),
    ],
)
def test_esc_and_the_key_after_it_are_two_keys(typed: list[str], keys: list[str]) -> None:
    parser = KeyParser()
    events = [event for text in typed for event in parser.keys(text)]
    if parser._timeout_time is not None:
        parser._timeout_time = 0
        events += parser.tick()
    assert [event.key for event in events if isinstance(event, Key)] == keys

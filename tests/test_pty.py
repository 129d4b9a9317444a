"""The browser as a real process in a real pseudo-terminal."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest
from briefings import MEETING, invented_briefing, make_briefing
from emulator import Emulator, quoth
from quoth.store import open_library

READY = "? help"
SGR = re.compile(r"\x1b\[([\d;]*)m")
COLOUR = re.compile(r"^(3[0-9]|4[0-9]|9[0-7]|10[0-7])$")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of a few articles."""
    folder = tmp_path_factory.mktemp("library")
    with open_library(folder) as library:
        library.add(make_briefing())
        for seed in range(1, 5):
            library.add(invented_briefing(seed, date=f"2024-05-{seed:02}"))
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def browser(folder: Path, home: Path) -> Iterator[Emulator]:
    with Emulator(quoth("--library", str(folder)), home) as emulator:
        emulator.until(READY)
        emulator.settle(0.2)
        yield emulator


def place_of(home: Path) -> dict[str, object]:
    path = home / "state" / "quoth" / "place.json"
    assert path.stat().st_mode & 0o777 == 0o600
    places = json.loads(path.read_text())
    assert len(places) == 1
    return next(iter(places.values()))


def test_shows_the_library_and_leaves_nothing_behind(browser: Emulator, home: Path) -> None:
    assert "Ana Duarte" in browser.text
    assert "LISBON – Foreign Minister" in browser.text
    browser.send("jj3")
    browser.until("[3 Numbers")
    browser.send("q")
    assert browser.leave() == 0
    assert browser.left_behind() == set()
    place = place_of(home)
    assert place["panel"] == "numbers"
    assert place["cursors"]["quotes"] == 2  # type: ignore[index]


def test_standard_error_may_be_a_log(folder: Path, home: Path) -> None:
    command = ["sh", "-c", f'"$@" 2>{home}/log', "sh", *quoth("--library", str(folder))]
    with Emulator(command, home) as emulator:
        emulator.until(READY)
        emulator.send("Q")
        assert emulator.leave() == 0
        assert emulator.left_behind() == set()


def test_comes_back_to_the_place(folder: Path, home: Path) -> None:
    with Emulator(quoth("--library", str(folder)), home) as first:
        first.until(READY)
        first.send("/million\r")
        first.until("1/48")
        first.send("jjQ")
        assert first.leave() == 0
    with Emulator(quoth("--library", str(folder)), home) as second:
        second.until("/million")
        second.until("3/48")


@pytest.mark.parametrize(
    ("keys", "status"), [("Q", 0), ("\x03", 0), ("/wind\x1bQ", 0), ("zQ", 0), ("?\x03Q", 0), ("i\x03Q", 0)]
)
def test_every_way_of_quitting_by_keys(browser: Emulator, keys: str, status: int) -> None:
    for key in keys:
        browser.send(key)
        browser.settle(0.1)
    assert browser.leave() == status
    assert browser.left_behind() == set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_signals(browser: Emulator, home: Path, number: signal.Signals) -> None:
    browser.send("j")
    browser.until("2/53")
    browser.process.send_signal(number)
    assert browser.leave(2.5) == 128 + number
    assert browser.left_behind() == set()
    assert place_of(home)["cursors"]["quotes"] == 1  # type: ignore[index]


def test_a_dropped_link(browser: Emulator, home: Path) -> None:
    browser.send("jj")
    browser.until("3/53")
    os.close(browser.slave)
    os.close(browser.master)
    browser.master = browser.slave = -1
    assert browser.process.wait(2) == 128 + signal.SIGHUP
    assert place_of(home)["cursors"]["quotes"] == 2  # type: ignore[index]


SABOTAGE = """
import sys, time
from quoth.tui.app import run
from quoth.tui.screens.main import Main
from quoth.store import open_library
def sabotage(self):
    {what}
Main.action_zoom = sabotage
sys.exit(run(open_library(sys.argv[1])))
"""


def test_a_crash_puts_the_terminal_back_and_says_what_it_was(folder: Path, home: Path) -> None:
    script = SABOTAGE.format(what="raise RuntimeError('broken \\x1b[31m here')")
    with Emulator([sys.executable, "-c", script, str(folder)], home) as emulator:
        emulator.until(READY)
        emulator.send("z")
        assert emulator.leave() != 0
        assert emulator.left_behind() == set()
        assert "RuntimeError: broken ␛[31m here" in emulator.raw
        assert "locals" not in emulator.text


def test_a_stuck_program_is_gone_all_the_same(folder: Path, home: Path) -> None:
    script = SABOTAGE.format(what="time.sleep(60)")
    with Emulator([sys.executable, "-c", script, str(folder)], home) as emulator:
        emulator.until(READY)
        emulator.send("z")
        time.sleep(0.3)
        emulator.process.send_signal(signal.SIGTERM)
        assert emulator.leave(4) == 128 + signal.SIGTERM
        assert emulator.left_behind() == set()


SHELL = """set -m; "$@"; for _ in 1 2; do echo "SHELL $? $(stty -a | grep -o -- '-*icanon')"; read -r _; fg; done"""


def test_to_the_shell_and_back(folder: Path, home: Path) -> None:
    """Under a shell that does jobs: ctrl-z gives it the terminal as it was, fg takes it again."""
    with Emulator(["bash", "-c", SHELL, "bash", *quoth("--library", str(folder))], home) as emulator:
        emulator.until(READY)
        for row in (2, 3):
            emulator.send("j")
            emulator.until(f"{row}/53")
            emulator.send("\x1a")
            emulator.until("SHELL 147 icanon")
            assert emulator.left_behind() == set()
            emulator.screen.reset()
            emulator.send("\n")
            emulator.until(READY)
            emulator.until(f"{row}/53")
        emulator.send("Q")
        assert emulator.leave() == 0
        assert emulator.left_behind() == set()


def test_a_command_has_the_terminal_meanwhile(browser: Emulator) -> None:
    def pipe(command: str) -> None:
        browser.send("|")
        browser.until("Command")
        browser.send(f"\x15{command}\r")

    def come_back() -> None:
        times = browser.raw.count("\x1b[?1049h")
        browser.send(" ")
        browser.until(lambda: browser.raw.count("\x1b[?1049h") > times)
        browser.settle()

    pipe("stty -a </dev/tty | grep -o -- '-*icanon' && cat")
    browser.until("status 0")
    assert "icanon\r\n" in browser.raw
    assert "-icanon" not in browser.raw.replace("'-*icanon'", "")
    assert "**Ana Duarte**" in browser.raw
    assert browser.left_behind() <= {"terminal settings"}  # it waits for a key
    come_back()
    pipe("echo began; sleep 60")
    browser.until("began")
    browser.send("\x03")
    browser.until(": status ")
    come_back()
    browser.send("j")
    browser.until("2/53")
    browser.send("Q")
    assert browser.leave() == 0
    assert browser.left_behind() == set()


def test_without_a_shell_nothing_is_stranded(browser: Emulator) -> None:
    browser.send("\x1a")
    browser.until("There is no shell")
    browser.send("Q")
    assert browser.leave() == 0


def test_a_stop_that_nobody_announced(browser: Emulator) -> None:
    browser.process.send_signal(signal.SIGSTOP)
    browser.process.send_signal(signal.SIGCONT)
    browser.send("j")
    browser.until("2/53")
    browser.send("Q")
    assert browser.leave() == 0
    assert browser.left_behind() == set()


def picture(emulator: Emulator) -> list[list[pyte.screens.Char]]:
    """The cells of the screen with their looks; without the last line, where what is told goes with the next key."""
    screen = emulator.screen
    return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines - 1)]


def test_what_the_terminal_scrolled_is_as_if_it_had_been_drawn(folder: Path, home: Path) -> None:
    """Whatever is typed, however fast: after it a redraw of all changes nothing."""
    pick = random.Random(6)
    runs = ["j", "k", "jj", "jjj", "j" * 8, "kkk", "k" * 14, "j" * 20, " ", "b", "G"]
    others = ["z", "/wind\r", "\x1b", "2", "3", "?", "]", "o"]
    with Emulator(quoth("--library", str(folder)), home) as emulator:
        emulator.until(READY)
        for _ in range(12):
            for _ in range(pick.randrange(2, 12)):
                emulator.send(pick.choice(runs if pick.random() < 0.8 else others))
                if pick.random() < 0.3:
                    emulator.read(0.01)
            emulator.settle(0.5)
            before = picture(emulator)
            emulator.send("\x0c")
            emulator.settle(0.5)
            assert picture(emulator) == before
        assert re.search(r"\x1b\[\d+;\d+r", emulator.raw)


@pytest.mark.parametrize("stopped", [False, True])
def test_what_others_write_is_drawn_over_in_the_right_colours(browser: Emulator, stopped: bool) -> None:
    before = picture(browser)
    browser.stream.feed("\x1b[5;9H\x1b[0;1;4;31;42mBroadcast message from root: the system goes down")
    assert picture(browser) != before
    if stopped:
        browser.process.send_signal(signal.SIGSTOP)
        browser.process.send_signal(signal.SIGCONT)
    else:
        browser.send("\x0c")
    browser.until(lambda: picture(browser) == before)


def sizes_of_steps(browser: Emulator, *, until: int) -> list[int]:
    """How many bytes each step down the list sends, from its first row to the one of that number."""
    sizes = []
    for row in range(2, until + 1):
        before = len(browser.raw.encode())
        browser.send("j")
        browser.until(f" {row}/53")
        browser.settle(0.1)
        sizes.append(len(browser.raw.encode()) - before)
    return sizes


def test_a_list_scrolls_by_one_row(browser: Emulator) -> None:
    browser.send("z")
    browser.settle()
    sizes = sizes_of_steps(browser, until=31)
    assert max(sizes) <= 320, sizes


def test_thrift(browser: Emulator) -> None:
    browser.send("z")
    browser.settle()
    sizes = sizes_of_steps(browser, until=9)
    assert max(sizes) <= 320, sizes
    browser.send("/wi")
    browser.settle(0.4)
    before = len(browser.raw)
    browser.settle(2)
    assert browser.raw[before:] == ""


def test_escape_is_quick(browser: Emulator) -> None:
    times = []
    for _ in range(5):
        browser.send("/")
        browser.settle(0.1)
        before, start = len(browser.raw), time.perf_counter()
        browser.send("\x1b")
        browser.until(lambda before=before: len(browser.raw) > before)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.09, times


def test_a_great_paste_is_cut(browser: Emulator) -> None:
    browser.send("/")
    browser.settle(0.1)
    start = time.perf_counter()
    browser.send("\x1b[200~" + "wind \x1b[31m" * 100_000 + "\x1b[201~")
    browser.settle(0.5)
    assert time.perf_counter() - start < 10
    assert "\x1b[31m" not in browser.raw
    browser.send("\x15wind")
    browser.until("/wind ")


def test_resizing_changes_the_layout(browser: Emulator) -> None:
    browser.resize(120, 40)
    browser.until("5 Speakers 6")
    browser.resize(50, 12)
    browser.until(lambda: "4 Source" not in browser.text)
    browser.resize(200, 60)
    browser.until("6 Documents 5")
    browser.until("Quotes a month")
    browser.send("Q")
    assert browser.leave() == 0


@pytest.mark.parametrize(
    ("term", "env", "colours"),
    [
        ("vt100", {}, 0),
        ("linux", {}, 8),
        ("xterm-256color", {"NO_COLOR": "1"}, 0),
        ("xterm-256color", {}, 256),
        ("screen", {"COLORTERM": "truecolor"}, 256),
        ("xterm-256color", {"COLORTERM": "truecolor"}, 1 << 24),
    ],
)
def test_only_what_the_terminal_has(folder: Path, home: Path, term: str, env: dict[str, str], colours: int) -> None:
    with Emulator(quoth("--library", str(folder)), home, term=term, **env) as emulator:
        emulator.until(READY)
        for key in "j3/wi\x1b?q1z":
            emulator.send(key)
            emulator.settle(0.05)
        emulator.send("Q")
        emulator.leave()
        assert emulator.left_behind() == set()
    codes = [code for match in SGR.finditer(emulator.raw) for code in match[1].split(";")]
    used = {code for code in codes if COLOUR.match(code)}
    if colours == 0:
        assert not used
    elif colours == 8:
        assert used <= {str(code) for code in (*range(30, 38), *range(40, 48))}
    else:
        assert {"38", "48"} <= used
        assert ("38;2;" in emulator.raw) == (colours > 256)
    assert not re.search(r"\x1b\[\?100[0-6]h|\x1b\[>|\x1b\[\?1004|\x1b\]", emulator.raw)
    if term == "vt100":
        assert emulator.raw.isascii()


def test_a_terminal_that_can_do_nothing_gets_text(folder: Path, home: Path) -> None:
    with Emulator(quoth("--library", str(folder)), home, term="dumb") as emulator:
        assert emulator.leave() == 0
        assert "\x1b" not in emulator.raw
        assert "Lisbon and Oslo" in emulator.raw


def test_nothing_in_a_text_acts(tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\x1b[?1000h\u202e\u200b[bold red]x[/] \x9b31m"
    text = f"{MEETING}{evil} said the minister.\n"
    with open_library(tmp_path / "library") as library:
        library.add(make_briefing(f"a{evil}.txt".replace("/", ""), title=f"T {evil}", source=evil, text=text))
    with Emulator(quoth("--library", str(tmp_path / "library")), tmp_path, size=(120, 40)) as emulator:
        emulator.until(READY)
        for key in "6jy\x1b4G":
            emulator.send(key)
            emulator.settle(0.1)
        emulator.until("[bold red]x[/]")
        emulator.send("i")
        emulator.settle(0.1)
        emulator.send("\x1b")
        emulator.settle(0.1)
        emulator.send("Q")
        emulator.leave()
        assert emulator.left_behind() == set()
    for found in ("\x1b]0;", "\x1b[2J", "\x1b[?1000h", "\u202e", "\u200b", "\x9b"):
        assert found not in emulator.raw


def test_a_new_library_offers_the_sample_and_writes_nothing_before(home: Path) -> None:
    folder = home / "library"
    with Emulator(quoth("--library", str(folder)), home) as emulator:
        emulator.until("The library is empty.")
        emulator.until("quoth add FILE")
        assert not folder.exists()
        emulator.send("q")
        assert emulator.leave() == 0
    assert not folder.exists()

"""Hostile words in texts, titles, file names, library files and the environment: no terminal ever acts on them."""

from __future__ import annotations

import os
import re
import sys
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from briefings import MEETING, make_briefing
from calls import SEED, own_home  # noqa: F401 - a fixture
from emulator import Emulator, quoth
from quoth.core.model import Briefing
from quoth.store import open_library
from quoth.tui.cli import main

EVIL = (
    "\x1b]0;owned\x07\x1b[2J\x1b[?1000h\x1bc\x1b[35;45m\x9b31m\x85\x90q\x9c\x07\x08\x7f\u202e\u2066\u200b\u200d\ufeff"
    "\U000e0041[bold red]x[/]e" + "\u0301" * 9
)
NAME = EVIL.replace("\x1b]0;", "").replace("/", "")[:90]  # a file's name holds no slash, and no more than 255 bytes
OWN = re.compile(
    r"\x1b\[[\d;]*[Hmr]|\x1b\[\?(?:25|7|1049|2004)[hl]|\x1b\[\?1000l|\x1b\[\?10(?:03|06|15)l|\x1b[DM]|[\r\n]"
)
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def harm(sent: str) -> set[str]:
    """What in the output is neither text that shows nor a sequence of quoth's own."""
    left = OWN.sub("", sent)
    found = {f"U+{ord(char):04X}" for char in left if unicodedata.category(char) in INVISIBLE}
    return found | {code for code in ("35;45m", "[2J") if "\x1b" + code in sent} | set(re.findall("\u0301{4,}", sent))


def evil_briefing() -> Briefing:
    """Every field that is text holds something that acts, turns the line or hides."""
    text = f"{MEETING}{EVIL} said minister {EVIL} of 5 {EVIL}.\n"
    plain = make_briefing(f"a{NAME}.txt", title=f"T {EVIL}", source=f"S {EVIL}", text=text)
    document = replace(plain.document, place=EVIL, notes=(EVIL,))
    speakers = tuple(
        replace(speaker, name=f"{speaker.name} {EVIL}", titles=(EVIL,), party=EVIL) for speaker in plain.speakers
    )
    subjects = tuple(replace(subject, name=f"{subject.name} {EVIL}") for subject in plain.subjects)
    numbers = (replace(plain.numbers[0], unit=EVIL), *plain.numbers[1:])
    return replace(plain, document=document, speakers=speakers, subjects=subjects, numbers=numbers)


@pytest.fixture(name="library")
def evil_library(tmp_path: Path) -> Path:
    """A library whose records, and whose file names, are hostile."""
    folder = tmp_path / f"l{NAME}"
    with open_library(folder) as library:
        library.add(evil_briefing())
    (folder / f"x{NAME}.json").write_text(EVIL, encoding="utf-8", errors="replace")
    (folder / f"{NAME}-r1-0123456789ab.json").write_text("{}", encoding="utf-8")
    return folder


def on_terminal(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What a terminal is sent by a verb, run in this process; it always has an end that is meant for the user."""
    master, slave = os.openpty()
    sent = bytearray()

    def read() -> None:
        while True:
            try:
                data = os.read(master, 65536)
            except OSError:
                return
            sent.extend(data)

    reader = threading.Thread(target=read)
    reader.start()
    with open(slave, "w", encoding="utf-8", errors="replace") as terminal, monkeypatch.context() as patch:  # noqa: PTH123
        patch.setattr(sys, "stdout", terminal)
        patch.setattr(sys, "stderr", terminal)
        status = main.main(arguments, standalone_mode=False)
    reader.join()
    os.close(master)
    assert status != 70, sent.decode("utf-8", "replace")
    return sent.decode("utf-8", "replace")


ROWS = ("list", "quotes", "numbers", "sentences", "topics", "speakers", "subjects")
CALLS: list[Sequence[str]] = [
    *((verb, "--format", format) for verb in ROWS for format in ("table", "json", "jsonl", "csv", "md")),
    *(("show", "t", "--format", format) for format in ("text", "md", "html", "json")),
    *(("export", "--format", format) for format in ("text", "md", "html", "json", "jsonl", "csv")),
    ("export", "--title", EVIL),
    ("paths",),
    ("paths", "--format", "json"),
    ("check",),
    # what is wrong is said in the words that were given
    ("quotes", EVIL),
    ("quotes", f"date:{EVIL}"),
    ("quotes", f'"{EVIL}'),
    ("quotes", f"{EVIL}:x"),
    ("quotes", "--order", EVIL),
    (f"--{EVIL}",),
    ("show", EVIL),
    ("rm", "--yes", EVIL),
    ("add", EVIL),
    ("add", "--date", EVIL, str(SEED)),
    ("analyse", f"/no/{NAME}.txt"),
    ("export", "-o", f"/no/{NAME}"),
    ("export", "-o", f"/no/{NAME}.md"),
    (f"/no/{NAME}.txt",),
    ("completion", EVIL),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: ascii(" ".join(call))[1:60])
@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_no_verb_harms_a_terminal(
    library: Path, monkeypatch: pytest.MonkeyPatch, call: Sequence[str], term: str
) -> None:
    monkeypatch.setenv("TERM", term)
    sent = on_terminal(monkeypatch, "--library", str(library), *call)
    assert harm(sent) == set()
    assert term != "dumb" or "\x1b" not in sent


def test_adding_hostile_files_harms_no_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / f"in{NAME}"
    folder.mkdir()
    text = SEED.read_text(encoding="utf-8").replace("Dar", f"Dar{EVIL}", 3)
    (folder / f"a{NAME}.txt").write_text(text, encoding="utf-8")
    (folder / f"b{NAME}.pdf").write_bytes(b"no pdf")
    (folder / f"c{NAME}.jsonl").write_text('{"id": 1}\nno json\n', encoding="utf-8")
    (folder / f"d{NAME}.txt").write_bytes(bytes(range(256)) * 9)
    (folder / os.fsdecode(b"e\xff\x1b[2J.txt")).write_text(text, encoding="utf-8")
    where = ("--library", str(tmp_path / "library"))
    assert harm(on_terminal(monkeypatch, *where, "add", "--jobs", "1", str(folder))) == set()
    assert harm(on_terminal(monkeypatch, *where, "add", "--jobs", "1", str(folder), "--source", EVIL)) == set()
    files = sorted(map(str, folder.iterdir()))
    assert harm(on_terminal(monkeypatch, *where, "analyse", *files)) == set()
    shown = on_terminal(monkeypatch, *where, "list")
    assert "quotes" in shown.lower()
    assert harm(shown) == set()
    ids = [line.split()[0] for line in shown.splitlines()[1:] if line[:1].isalnum()]
    assert harm(on_terminal(monkeypatch, *where, "rm", "--yes", *ids)) == set()


@pytest.mark.parametrize(
    "text", [f'"{EVIL}" = 1', f'theme = "{EVIL}"', 'theme = "\\u001b[2J"', f"# {EVIL}", f'"a\\u001b[2Jb" = "{NAME}"']
)
def test_a_hostile_configuration_harms_no_terminal(home: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    folder = home / "config" / "quoth"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text, encoding="utf-8", errors="replace")
    assert harm(on_terminal(monkeypatch, "list")) == set()


ENVIRONMENTS = [
    {"TERM": f"xterm{NAME}"},
    {"COLORTERM": EVIL, "LANG": EVIL, "USER": EVIL, "LOGNAME": EVIL, "COLUMNS": EVIL, "LINES": EVIL},
    {"QUOTH_THEME": EVIL},
    {"QUOTH_COLOR": EVIL},
    {"QUOTH_NAME": EVIL},
    {"QUOTH_MOUSE": EVIL},
    {"QUOTH_READ_ONLY": EVIL},
    {"QUOTH_CLIPBOARD": EVIL},
    {"ESCDELAY": EVIL},
]


@pytest.mark.parametrize("environ", ENVIRONMENTS, ids=lambda environ: next(iter(environ)))
def test_a_hostile_environment_harms_no_terminal(library: Path, tmp_path: Path, environ: dict[str, str]) -> None:
    with Emulator(quoth("--library", str(library)), tmp_path, **environ) as emulator:
        emulator.until(lambda: "? help" in emulator.text or emulator.process.poll() is not None)
        emulator.settle(0.1)
        if emulator.process.poll() is None:
            emulator.send("yQQ")
            emulator.settle(0.1)
            emulator.send("\x1bQ")
        assert emulator.leave() in (0, 2)
        assert harm(re.sub("\x1b]52;c;[A-Za-z0-9+/=]*\x07", "", emulator.raw)) == set()
        assert emulator.left_behind() == set()


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
def test_the_browser_harms_no_terminal(library: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    with Emulator(quoth("--library", str(library)), tmp_path, size=size) as emulator:
        emulator.until("? help")
        for key in (
            "1jj",
            "\r",
            "\x1b",
            "5jj",
            "\x1b",
            "6j",
            "3jj",
            "2jz",
            "z",
            "4Gb",
            "i\t\t",
            "\x1b",
            "2F",
            "x",
            "\x1b",
        ):
            emulator.send(key)
            emulator.settle(0.1)
        for key in (
            "/",
            EVIL,
            "\r",
            "f",
            "\x1b",
            ":",
            EVIL,
            "\x1b",
            "s",
            EVIL,
            "\r",
            "\x1b",
            "|",
            "\x15echo ",
            NAME,
            "\r",
        ):
            emulator.send(key if key not in (EVIL, NAME) else f"\x1b[200~{key}\x1b[201~")
            emulator.settle(0.1)
        emulator.send(" ")
        emulator.settle(0.2)
        emulator.send("\x1b")
        emulator.settle(0.1)
        emulator.send("\x03")
        emulator.leave()
        assert emulator.left_behind() == set()
        assert harm(emulator.raw) <= {"U+0008"}

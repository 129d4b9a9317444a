"""quoth as a process of its own: terminals, pipes, signals, closed streams, start-up."""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from calls import QUOTH, SEED, call, in_terminal, own_home, process, small_library, terminal_of  # noqa: F401 - two are fixtures
from quoth.store import open_library
from quoth.tui.verbs.status import ExitStatus, guarded


def test_colours_only_where_a_terminal_has_them(library: Path) -> None:
    plain = process("quotes", "--library", library, FORCE_COLOR="1", CLICOLOR_FORCE="1", TERM="xterm-256color")
    assert b"\x1b" not in plain.stdout
    assert "\x1b[" in in_terminal("quotes", "--library", library)[0]
    for environ in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": "vt100"}):
        assert "\x1b" not in in_terminal("quotes", "--library", library, **environ)[0]
    assert "\x1b" not in in_terminal("quotes", "--color", "never", "--library", library)[0]


def test_a_table_in_a_terminal_fits_80_columns(library: Path) -> None:
    shown, _ = in_terminal("quotes", "--library", library, TERM="dumb")
    assert max(map(len, shown.splitlines())) <= 80


def test_rm_on_a_terminal_asks(library: Path) -> None:
    shown, status = in_terminal("rm", "lisbon", "--library", library, when=b"?", keys=b"n\n")
    assert "remove lisbon-and-oslo" in shown
    assert status == ExitStatus.DONE
    assert call("show", "lisbon", "--library", library).exit_code == ExitStatus.DONE


def test_a_text_from_standard_input_is_browsed_with_the_terminals_keys() -> None:
    command = " ".join(map(shlex.quote, [*QUOTH, "-"]))
    shown, status = terminal_of(["/bin/sh", "-c", f"cat {shlex.quote(str(SEED))} | {command}"], b"Bayramov", b"Q", {})
    assert "Bayramov" in shown
    assert status == ExitStatus.DONE


def test_a_file_that_is_no_text_is_told_and_the_others_are_browsed(tmp_path: Path) -> None:
    shown, status = in_terminal(tmp_path / "missing.txt", SEED, when=b"Bayramov", keys=b"Q")
    assert "missing.txt: " in shown
    assert status == ExitStatus.INPUT


def test_no_colour_reaches_the_browser(library: Path) -> None:
    shown, status = in_terminal("--library", library, "--color", "never", when=b"Duarte", keys=b"Q")
    assert status == ExitStatus.DONE
    assert not re.search(r"\x1b\[[\d;]*(3[0-8]|4[0-8]|9[0-7])[;m]", shown)


def test_a_closed_pipe_is_quiet(library: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*QUOTH, "quotes", "--format", "jsonl", "--library", str(library)],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (ExitStatus.DONE, b"")


@pytest.mark.parametrize("taker", ["closed", "full"])
def test_a_change_does_not_depend_on_who_reads_of_it(tmp_path: Path, taker: str) -> None:
    if taker == "full" and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    lines, folder = tmp_path / "five.jsonl", tmp_path / "library"
    texts = [{"id": f"t{n}", "text": f"Smith said no to plan {n}."} for n in range(5)]
    lines.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")

    def run(*arguments: str | Path) -> tuple[int, bytes]:
        read, write = os.pipe()
        os.close(read)
        if taker == "full":
            os.dup2(os.open("/dev/full", os.O_WRONLY), write)
        done = subprocess.run(
            [*QUOTH, "--library", str(folder), *map(str, arguments)],
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        os.close(write)
        return done.returncode, done.stderr

    told = b"quoth: output: No space left on device\n" if taker == "full" else b""
    status = ExitStatus.USAGE if taker == "full" else ExitStatus.DONE
    assert run("add", lines, "--jobs", "1") == (status, b"5 kept\n" + told)
    with open_library(folder) as library:
        ids = [row.id for row in library.documents().rows]
    assert len(ids) == 5
    assert run("rm", *ids) == (status, told)
    with open_library(folder) as library:
        assert library.documents().total == 0


def test_what_went_wrong_is_told_where_standard_output_is_closed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full() -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stdout", None)
    assert guarded(full) == ExitStatus.USAGE
    assert capsys.readouterr().err == "quoth: output: No space left on device\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_defect(library: Path, closed: str) -> None:
    command = " ".join(map(shlex.quote, [*QUOTH, "--library", str(library), "quotes"]))
    done = subprocess.run(["/bin/sh", "-c", f"{command} {closed}"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (ExitStatus.DONE, b"")


def test_a_full_disk_is_told(library: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*QUOTH, "quotes", "--library", str(library)], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == ExitStatus.USAGE
    assert done.stderr == b"quoth: output: No space left on device\n"


def test_output_is_utf_8_whatever_the_locale(library: Path) -> None:
    done = process(
        "quotes",
        "lifeline",
        "--format",
        "json",
        "--library",
        library,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    assert "“a lifeline”" in json.loads(done.stdout)[0]["text"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_add_can_be_called_again(tmp_path: Path, jobs: str) -> None:
    lines = tmp_path / "many.jsonl"
    text = "Minister Anna Smith said the talks on {} had failed. " * 20
    lines.write_text(
        "".join(json.dumps({"id": f"t{n}", "text": text.replace("{}", f"plan {n}")}) + "\n" for n in range(400))
    )
    command = [*QUOTH, "--library", str(tmp_path / "library"), "add", str(lines), "--jobs", jobs]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert running.stdout is not None
    first = running.stdout.readline()
    running.send_signal(signal.SIGINT)
    rest, said = running.communicate(timeout=60)
    assert running.returncode == ExitStatus.INTERRUPTED
    assert b"call it again to go on" in said
    assert b"Traceback" not in said
    kept = len((first + rest).splitlines())
    assert 0 < kept < 400
    with open_library(tmp_path / "library") as library:
        # a text is told of once it is safe, so the interrupt may fall between the two
        assert kept <= library.documents().total <= kept + int(jobs)


def test_verbs_that_do_not_analyse_start_quickly(library: Path) -> None:
    """150 ms of CPU is promised; three times that still tells a language toolkit or a screen that was loaded."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process("topics", "--library", library)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.45
    told = "; import sys; print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    code = f"from quoth.tui.cli import main; main.main(['topics', '--library', {str(library)!r}], standalone_mode=False){told}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stderr.split()) & {"textual", "nltk", "asyncio"}

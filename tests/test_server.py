"""A server's library: the README's commands for a group, and what --read-only leaves possible."""

from __future__ import annotations

import grp
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from calls import SEED, call, own_home, small_library  # noqa: F401 - two are fixtures
from emulator import Emulator, quoth
from quoth.tui.verbs.status import ExitStatus

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def told(beginning: str) -> str:
    """The block of shell commands of the README that begins so."""
    (block,) = re.findall(rf"^```sh\n({re.escape(beginning)}.*?)^```", README, re.MULTILINE | re.DOTALL)
    return str(block)


def files(folder: Path) -> dict[str, bytes]:
    """All but the index, which can be made again from the rest."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and "sqlite" not in path.name}


def test_a_library_for_a_group(home: Path, tmp_path: Path) -> None:
    group, folder = grp.getgrgid(os.getgid()).gr_name, tmp_path / "briefings"
    (tmp_path / "readouts").mkdir()
    shutil.copy(SEED, tmp_path / "readouts")
    commands = told("install -d").replace("analysts", group).replace("/srv/briefings", str(folder))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for mask in (0o022, 0o077):
        subprocess.run(
            ["sh", "-ec", f"umask {mask:o}; {commands}"],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            check=True,
            capture_output=True,
        )
        for made in (folder, *folder.rglob("*")):
            mode = made.stat().st_mode
            assert made.group() == group
            assert mode & (stat.S_IRGRP | stat.S_IWGRP) == stat.S_IRGRP | stat.S_IWGRP, made
            assert not mode & stat.S_IWOTH
        call(
            "--library",
            folder,
            "rm",
            "--yes",
            "--purge",
            call("--library", folder, "list").stdout.split("\n")[1].split()[0],
        )


WRITING = [
    ("add", str(SEED)),
    ("add", "--title", "other", str(SEED)),
    ("rm", "--yes", "lisbon"),
    ("rm", "--yes", "--purge", "lisbon"),
    ("export", "-o", "{made}.md"),
    ("export", "-o", "{made}", "--format", "json"),
]
READING = [
    ("list",),
    ("show", "lisbon"),
    ("quotes",),
    ("export",),
    ("export", "-o", "-"),
    ("topics",),
    ("check",),
    ("paths",),
]


@pytest.mark.parametrize("given", [*WRITING, *READING], ids=" ".join)
def test_read_only(
    library: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...]
) -> None:
    """Whatever settings and environment say."""
    (home / "config" / "quoth").mkdir(parents=True)
    (home / "config" / "quoth" / "config.toml").write_text("read_only = false\n")
    monkeypatch.setenv("QUOTH_READ_ONLY", "no")
    before, made = files(library), tmp_path / "made"
    done = call("--read-only", "--library", library, *(word.format(made=made) for word in given))
    assert done.exit_code == (ExitStatus.LOCKED if given in WRITING else ExitStatus.DONE), done.stderr
    assert files(library) == before
    assert not list(tmp_path.glob("made*"))


def test_no_setting_and_no_variable_runs_a_command(library: Path, tmp_path: Path) -> None:
    """The browser, read-only: every key and command there is, with everything that might name a program set."""
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    named = ("PAGER", "EDITOR", "VISUAL", "BROWSER", "SHELL", "LESSOPEN", "QUOTH_CLIPBOARD")
    variables = {name: str(trap) for name in named}
    before = files(library)
    argv = quoth("--read-only", "--library", str(library))
    with Emulator(argv, tmp_path, QUOTH_READ_ONLY="no", **variables) as browser:
        browser.until("? help")
        for key in (*map(chr, range(1, 32)), *map(chr, range(33, 127)), "\x1bOP", "\x1b[15~", "\x1bs", "\x1b|"):
            if key not in ("\x03", "Q", "q"):
                browser.send(key)
                browser.settle(0.02)
                browser.send("\x1b")
                browser.settle(0.06)
        browser.until("? help")
        browser.send("\x03")
        assert browser.leave() == 0
    assert not (tmp_path / "sprung").exists()
    assert files(library) == before
    assert {path.name for path in tmp_path.iterdir()} <= {"trap", "state", "cache", "library", "home"}

"""The README is true: its commands run, its Python examples run, and it knows every verb and key."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from quoth.core.topics.table import TopicTable
from quoth.tui.actions import ACTIONS
from quoth.tui.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """The lines that a reader is told to type, in order; what follows "#" is said to the reader only."""
    lines = (line for block in blocks("console") for line in block.splitlines())
    return [line.removeprefix("$ ").split("  #")[0].strip() for line in lines if line.startswith("$ ")]


@pytest.fixture
def desk(tmp_path: Path) -> dict[str, str]:
    """An environment of one's own, with the quoth of this interpreter first on the path."""
    homes = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "CONFIG", "CACHE", "STATE")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, **homes, "HOME": str(tmp_path), "PATH": path}


def test_every_quoth_command_runs_in_order(tmp_path: Path, desk: dict[str, str]) -> None:
    told = [command for command in commands() if command.split()[0] == "quoth" or "| quoth" in command]
    assert len(told) >= 8
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    for command in told:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=tmp_path,
            env=desk,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_the_two_commands_that_set_all_up_are_those_that_ci_runs() -> None:
    assert {shlex.join(shlex.split(c)) for c in commands() if c.startswith("make")} <= {
        "make browse",
        "make test",
        "make check",
    }
    told = (ROOT / ".ci" / "run").read_text()
    assert "browse" in told
    assert " test" in told


@pytest.mark.parametrize("example", blocks("python"))
def test_every_python_example_runs(example: str, tmp_path: Path, desk: dict[str, str]) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=tmp_path, env=desk, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_verb_is_told() -> None:
    verbs = re.findall(
        r"^  ([a-z]+) ", CliRunner().invoke(main, ["--help"]).output.partition("Commands:")[2], re.MULTILINE
    )
    assert len(verbs) > 10
    assert [verb for verb in verbs if f"quoth {verb}" not in README] == []


def test_every_key_of_the_screen_is_told() -> None:
    told = README.replace("\\|", "|")  # a bar within a table
    keys = {key for action in ACTIONS for key in action.shown.split()}
    assert sorted(key for key in keys if f"`{key}`" not in told) == []


def test_the_own_topics_it_shows_are_read(tmp_path: Path) -> None:
    (shown,) = blocks("json")
    path = tmp_path / "topics.json"
    path.write_text(shown, encoding="utf-8")
    table, shipped = TopicTable.load(path), TopicTable.load()
    assert "dam" in table.by_id["water-sharing"].terms
    assert table.by_id["connectivity-transport"].label == "Corridors" != shipped.by_id["connectivity-transport"].label
    assert (
        "aircraft" in shipped.by_id["connectivity-transport"].terms.keys() - table.by_id["connectivity-transport"].terms
    )

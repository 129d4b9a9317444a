"""The verbs that do not analyse, as a caller meets them: data on standard output, talk on standard error, status."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from calls import SEED, call, own_home, process, small_library  # noqa: F401 - two are fixtures
from quoth.tui.cli import main
from quoth.tui.output.fields import FIELDS
from quoth.tui.verbs.status import ExitStatus

VERBS = {
    "add", "analyse", "check", "completion", "export", "list", "numbers", "paths",
    "quotes", "rm", "sentences", "show", "speakers", "subjects", "topics",
}  # fmt: skip
ROWS = ("quotes", "numbers", "sentences", "topics", "speakers", "subjects")


def test_every_verb_has_help_and_the_rows_verbs_tell_their_fields() -> None:
    context = click.Context(main)
    assert set(main.list_commands(context)) == VERBS
    for verb in VERBS:
        command = main.get_command(context, verb)
        assert command is not None
        assert command.name == verb
        assert call(verb, "--help").exit_code == ExitStatus.DONE
    for kind in ROWS:
        told = " ".join(call(kind, "--help").stdout.split())
        assert all(f"{name} {meaning}" in told for name, meaning in FIELDS[kind].items())


def test_version() -> None:
    assert re.fullmatch(r"quoth, version \d+\.\d+\.\d+\n", call("--version").stdout)


@pytest.mark.parametrize("kind", [*ROWS, "list"])
@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv", "md"])
def test_rows_in_every_format(library: Path, kind: str, format: str) -> None:
    result = call("--library", library, kind, "--format", format)
    assert (result.exit_code, result.stderr) == (ExitStatus.DONE, "")
    if format == "json":
        assert list(json.loads(result.stdout)[0]) == list(FIELDS["documents" if kind == "list" else kind])
    nothing = call(kind, "speaker:nobody", "--library", library, "--format", format)
    assert nothing.exit_code == ExitStatus.NOTHING
    hint = "" if kind == "speakers" else "; quoth speakers lists who speaks"
    assert nothing.stderr == f"nothing matches{hint}\n"


def test_the_words_of_a_query_need_no_quotes(library: Path) -> None:
    loose = call("quotes", "speaker:duarte", "topic:energy", "--format", "json", "--library", library)
    assert len(json.loads(loose.stdout)) == 2


def test_a_limit_is_told_and_0_is_all(library: Path) -> None:
    cut = call("quotes", "--limit", "2", "--library", library)
    assert len(cut.stdout.splitlines()) == 3
    assert cut.stderr == "2 of 41; --limit 0 shows all\n"
    assert len(call("quotes", "--limit", "0", "--library", library).stdout.splitlines()) == 42


def test_an_order(library: Path) -> None:
    rows = json.loads(call("numbers", "--order", "value", "--format", "json", "--library", library).stdout)
    values = [row["value"] for row in rows if row["unit"] == "USD"]
    assert values in (sorted(values), sorted(values, reverse=True))


@pytest.mark.parametrize("query", ["(energy", "number:>=x", "is:nonsense"])
def test_a_bad_query_shows_its_place(library: Path, query: str) -> None:
    result = call("quotes", query, "--library", library)
    assert result.exit_code == ExitStatus.USAGE
    assert result.stdout == ""
    assert f"\n  {query}\n" in result.stderr
    assert "^" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["quotes", "--format", "nonsense"],
        ["--nonsense"],
        ["add"],
        ["analyse"],
        ["show", "nobody"],
        ["rm", "nobody"],
        ["qoutes"],
        ["--sample", "list"],
        ["add", "--title", "One", "a.txt", "b.txt"],
        ["add", "--date", "2024-13-01", "a.txt"],
        ["add", "--date", "yesterday", "a.txt"],
        ["export", "-o", "report.docx"],
        ["export", "-o", ""],
        ["completion", "tcsh"],
    ],
)
def test_wrong_usage(library: Path, arguments: list[str]) -> None:
    result = call("--library", library, *arguments)
    assert (result.exit_code, result.stdout) == (ExitStatus.USAGE, "")
    assert result.stderr.startswith("quoth: ")
    assert "Traceback" not in result.stderr


def test_a_wrong_configuration(home: Path) -> None:
    (home / "config" / "quoth").mkdir(parents=True)
    (home / "config" / "quoth" / "config.toml").write_text("libary = '/x'", encoding="utf-8")
    result = call("list")
    assert result.exit_code == ExitStatus.USAGE
    assert "did you mean 'library'?" in result.stderr


def test_a_mistyped_verb_is_told_its_neighbour_and_a_file_of_that_name_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "did you mean 'quotes'?" in call("quote").stderr
    Path("quote").write_text("Smith said no.", encoding="utf-8")
    assert call("quote").exit_code == ExitStatus.DONE


def test_a_word_that_is_no_verb_and_a_search_that_looks_like_an_option(library: Path) -> None:
    assert call("help").stderr == "quoth: no verb and no file 'help'; `quoth --help` lists the verbs\n"
    result = call("quotes", "-party:china", "--library", library)
    assert (result.exit_code, "A search that begins with - goes after --" in result.stderr) == (ExitStatus.USAGE, True)
    assert call("--library", SEED, "list").exit_code == ExitStatus.USAGE
    typo = call("--library", library / "typo", "list")
    assert (typo.exit_code, "no library there; check --library" in typo.stderr) == (ExitStatus.USAGE, True)


def test_a_search_that_finds_nothing_is_told_one_that_does(library: Path) -> None:
    result = call("quotes", "speaker:duarti", "--library", library)
    assert (result.exit_code, result.stderr) == (ExitStatus.NOTHING, "nothing matches; perhaps: speaker:duarte\n")
    result = call("quotes", "topic:cricket", "--library", library)
    assert result.stderr == "nothing matches; quoth topics lists the topics that there are\n"
    assert "quoth sentences finds 1" in call("quotes", "met Norwegian", "--library", library).stderr


def test_a_row_tells_an_id_that_every_verb_takes(library: Path) -> None:
    place = call("quotes", "--limit", "1", "--library", library).stdout.splitlines()[1].split()[1]
    assert call("show", place.partition(":")[0], "--library", library).exit_code == ExitStatus.DONE


def test_global_options_stand_on_either_side(library: Path) -> None:
    assert call("--library", library, "list").stdout == call("list", "--library", library).stdout


def test_show_takes_the_beginning_of_an_id(library: Path) -> None:
    text = call("show", "lisbon", "--library", library).stdout
    assert text.startswith("Lisbon and Oslo agree on wind\n5 quotes (1 verbatim, 4 reported)")
    assert '"We will build two joint projects in offshore wind,"' in text
    record = json.loads(call("show", "lisbon", "--format", "json", "--library", library).stdout)
    assert record["schema"] == 1
    assert record["document"]["name"] == "meeting.txt"


def test_rm_asks_only_a_terminal(library: Path) -> None:
    result = call("rm", "lisbon", "--library", library)
    assert (result.exit_code, result.stdout[:15]) == (ExitStatus.DONE, "removed\tlisbon-")
    assert call("show", "lisbon", "--library", library).exit_code == ExitStatus.USAGE


def test_rm_takes_an_id_given_twice_as_one(library: Path) -> None:
    result = call("rm", "lisbon", "lisbon-and", "--library", library)
    assert (result.exit_code, result.stdout.count("removed\t")) == (ExitStatus.DONE, 1)


def test_a_place_that_leads_nowhere_is_wrong_usage(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = tmp_path / "loop.md"
    loop.symlink_to(loop)
    for arguments in (
        ["--library", "~nosuch/x", "add", SEED],
        ["--library", loop, "add", SEED],
        ["--library", library, "export", "-o", loop],
    ):
        result = call(*arguments)
        assert (result.exit_code, result.stdout) == (ExitStatus.USAGE, "")
        assert str(arguments[-1] if arguments[-1] == loop else arguments[1]) in result.stderr
    monkeypatch.setenv("QUOTH_LIBRARY", "~nosuch/x")
    assert call("list").exit_code == ExitStatus.USAGE


def test_a_name_too_long_is_no_locked_library(library: Path) -> None:
    name = "x" * 300 + ".md"
    assert call(name).exit_code == ExitStatus.INPUT
    assert call("add", name, "--library", library).exit_code == ExitStatus.INPUT
    assert call("add", name, "--title", "T", "--library", library).exit_code == ExitStatus.INPUT
    assert call("export", "-o", name, "--library", library).exit_code == ExitStatus.USAGE


def test_read_only_refuses_what_writes(library: Path, tmp_path: Path) -> None:
    before = sorted(library.rglob("*.json"))
    for arguments in (["add", str(SEED)], ["rm", "lisbon"]):
        result = call("--library", library, "--read-only", *arguments)
        assert result.exit_code == ExitStatus.LOCKED
        assert "read-only" in result.stderr
    assert sorted(library.rglob("*.json")) == before
    assert call("--library", library, "--read-only", "quotes").exit_code == ExitStatus.DONE
    assert "4 checked, 0 repaired" in call("--library", library, "--read-only", "check").stderr


def test_a_library_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = call("--library", tmp_path / "file" / "library", "add", SEED)
    assert result.exit_code == ExitStatus.LOCKED
    assert "Traceback" not in result.stderr


def test_a_damaged_record_is_set_aside(library: Path) -> None:
    record = next(path for path in library.rglob("*.json") if "lisbon" in path.name)
    record.write_bytes(record.read_bytes()[:100])
    result = call("check", "--library", library)
    assert result.exit_code == ExitStatus.DAMAGED
    assert result.stdout.startswith("set aside\t")
    assert call("check", "--library", library).exit_code == ExitStatus.DONE


def test_paths_create_nothing(home: Path) -> None:
    places = json.loads(call("paths", "--format", "json").stdout)
    assert places["library"] == str(home / "data" / "quoth" / "library")
    assert set(places) == {"library", "config", "topics", "cache", "state"}
    assert not home.exists()


@pytest.mark.parametrize("arguments", [[], ["list"], ["quotes"], ["topics"]])
def test_an_empty_library_tells_how_to_begin_and_writes_nothing(home: Path, arguments: list[str]) -> None:
    result = call(*arguments)
    assert (result.exit_code, result.stdout) == (ExitStatus.NOTHING, "")
    assert ("quoth add FILE" in result.stderr) is not arguments
    assert not list(home.rglob("*.json"))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    assert "_QUOTH_COMPLETE" in call("completion", shell).stdout


@pytest.mark.parametrize(
    ("shell", "script"),
    [
        (
            "bash",
            'eval "$(quoth completion bash)"; COMP_WORDS=(quoth sho); COMP_CWORD=1; _quoth_completion quoth; echo "${COMPREPLY[@]}"',
        ),
        ("zsh", 'autoload -U compinit; compinit -u; eval "$(quoth completion zsh)"; whence -w $_comps[quoth]'),
        ("fish", 'quoth completion fish | source; complete -C "quoth sho"'),
    ],
)
def test_completion_works_in_the_shell(shell: str, script: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [shell, "-f" if shell == "zsh" else "-c", *(["-c"] if shell == "zsh" else []), script]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "PATH": path})
    assert done.stdout.split()[0] == ("_quoth_completion:" if shell == "zsh" else "show"), done.stderr


def test_completion_knows_verbs_and_ids(library: Path) -> None:
    words = f"quoth --library {library} show "
    done = process(_QUOTH_COMPLETE="bash_complete", COMP_WORDS=words + "lis", COMP_CWORD="4")
    assert b"lisbon-and-oslo" in done.stdout
    done = process(_QUOTH_COMPLETE="bash_complete", COMP_WORDS="quoth qu", COMP_CWORD="1")
    assert b"quotes" in done.stdout


def test_export_writes_a_briefing_by_its_ending(library: Path, tmp_path: Path) -> None:
    for ending, begin in (
        ("md", "# Briefing\n"),
        ("html", "<!doctype html>"),
        ("txt", "Briefing\n"),
        ("csv", "document,"),
    ):
        path = tmp_path / f"out.{ending}"
        result = call("export", "topic:energy", "-o", path, "--library", library)
        assert (result.exit_code, result.stdout) == (ExitStatus.DONE, "")
        assert path.read_text(encoding="utf-8").startswith(begin)
    kept = path.read_text(encoding="utf-8")
    refused = call("export", "-o", path, "--library", library)
    assert (refused.exit_code, path.read_text(encoding="utf-8")) == (ExitStatus.USAGE, kept)
    assert "--force replaces it" in refused.stderr
    (tmp_path / "link.md").symlink_to(path)  # the ending that is given says the format
    assert call("export", "-o", tmp_path / "link.md", "--library", library).exit_code == ExitStatus.USAGE
    call("export", "-o", tmp_path / "link.md", "--force", "--library", library)
    assert path.read_text(encoding="utf-8").startswith("# Briefing\n")
    assert call("export", "-o", path, "--force", "--library", library).exit_code == ExitStatus.DONE
    assert path.read_text(encoding="utf-8") != kept
    assert call("export", "-o", tmp_path / "new.md", "--read-only", "--library", library).exit_code == ExitStatus.LOCKED
    nothing = call("export", "speaker:nobody", "-o", tmp_path / "no.md", "--library", library)
    assert nothing.exit_code == ExitStatus.NOTHING
    assert not (tmp_path / "no.md").exists()
    assert call("export", "topic:energy", "--library", library).stdout.startswith("# Briefing\n")

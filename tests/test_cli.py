"""The verbs, as a caller meets them: data on standard output, talk on standard error, the promised status."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from briefings import invented_briefing, make_briefing
from click.testing import CliRunner, Result
from quoth.store import open_library
from quoth.tui.cli import main
from quoth.tui.output_fields import FIELDS
from quoth.tui.status import ExitStatus

SEED = Path(__file__).parent.parent / "seeds" / "000_92df1d4cf2710af1.txt"
VERBS = {
    "add", "analyse", "check", "completion", "export", "list", "numbers", "paths",
    "quotes", "rm", "sentences", "show", "speakers", "subjects", "topics",
}  # fmt: skip
ROWS = ("quotes", "numbers", "sentences", "topics", "speakers", "subjects")
QUOTH = [sys.executable, "-c", "from quoth.tui.cli import main; main()"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    for name in [name for name in os.environ if name.startswith("QUOTH_")] + ["NO_COLOR"]:
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    with open_library(folder) as library:
        library.add(make_briefing())
        for seed in range(3):
            library.add(invented_briefing(seed))
    return folder


def call(*arguments: str | Path, input: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=input)


def process(*arguments: str | Path, input: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*QUOTH, *map(str, arguments)],
        check=False,
        input=input,
        capture_output=True,
        env={**os.environ, **environ},
        timeout=60,
    )


def in_terminal(*arguments: str | Path, when: bytes = b"", keys: bytes = b"", **environ: str) -> tuple[str, int]:
    """What a terminal 80 columns wide is sent, and the status; the keys are typed when ``when`` has come."""
    return terminal_of([*QUOTH, *map(str, arguments)], when, keys, environ)


def terminal_of(command: list[str], when: bytes, keys: bytes, environ: dict[str, str]) -> tuple[str, int]:
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update({"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **environ})
        os.execv(command[0], command)
    sent, until = b"", time.monotonic() + 60
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                sent += os.read(terminal, 65536)
            except OSError:
                break
            if keys and when in sent:
                os.write(terminal, keys)
                keys = b""
    os.close(terminal)
    return sent.decode("utf-8", "replace").replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_every_verb_has_help_and_the_rows_verbs_tell_their_fields() -> None:
    assert set(main.commands) - {"browse"} == VERBS
    for verb in VERBS:
        assert call(verb, "--help").exit_code == ExitStatus.DONE
    for kind in ROWS:
        told = " ".join(call(kind, "--help").stdout.split())
        assert " ".join(FIELDS[kind]) in told


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
    assert nothing.stderr == "nothing matches\n"


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


def test_read_only_refuses_what_writes(library: Path, tmp_path: Path) -> None:
    before = sorted(library.rglob("*.json"))
    for arguments in (["add", str(SEED)], ["rm", "lisbon"], ["check"]):
        result = call("--library", library, "--read-only", *arguments)
        assert result.exit_code == ExitStatus.LOCKED
        assert "read-only" in result.stderr
    assert sorted(library.rglob("*.json")) == before
    assert call("--library", library, "--read-only", "quotes").exit_code == ExitStatus.DONE


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


def test_completion_knows_verbs_and_ids(library: Path) -> None:
    words = f"quoth --library {library} show "
    done = process(_QUOTH_COMPLETE="bash_complete", COMP_WORDS=words + "lis", COMP_CWORD="4")
    assert b"lisbon-and-oslo" in done.stdout
    done = process(_QUOTH_COMPLETE="bash_complete", COMP_WORDS="quoth qu", COMP_CWORD="1")
    assert b"quotes" in done.stdout


def test_export_writes_a_briefing_by_its_ending(library: Path, tmp_path: Path) -> None:
    for ending, begin in (
        ("md", "# topic:energy"),
        ("html", "<!doctype html>"),
        ("txt", "topic:energy"),
        ("csv", "document,"),
    ):
        path = tmp_path / f"out.{ending}"
        result = call("export", "topic:energy", "-o", path, "--library", library)
        assert (result.exit_code, result.stdout) == (ExitStatus.DONE, "")
        assert path.read_text(encoding="utf-8").startswith(begin)
    nothing = call("export", "speaker:nobody", "-o", tmp_path / "no.md", "--library", library)
    assert nothing.exit_code == ExitStatus.NOTHING
    assert not (tmp_path / "no.md").exists()
    assert call("export", "topic:energy", "--library", library).stdout.startswith("# topic:energy")


# What analyses


def test_the_seed_as_text_and_as_json() -> None:
    assert "Ishaq Dar (Deputy Prime Minister" in call(SEED).stdout
    assert call("--sample").stdout == call(SEED).stdout
    record = json.loads(call("analyse", SEED, "--format", "json").stdout)
    assert list(record) == ["schema", "document", "sentences", "speakers", "quotes", "numbers", "subjects"]
    assert record["document"]["text"] == SEED.read_text(encoding="utf-8")


def test_one_object_for_one_text_and_an_array_for_several(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Smith said no.", encoding="utf-8")
    several = json.loads(call("analyse", SEED, tmp_path / "a.txt").stdout)
    assert [record["document"]["name"] for record in several] == [SEED.name, "a.txt"]
    lines = call("analyse", SEED, tmp_path / "a.txt", "--format", "jsonl", "--jobs", "2").stdout
    assert [json.loads(line) for line in lines.splitlines()] == several


def test_metadata_for_what_a_text_does_not_say(tmp_path: Path) -> None:
    options = ["--title", "Talks", "--date", "2024-05", "--source", "The Nation"]
    document = json.loads(call("analyse", SEED, *options).stdout)["document"]
    assert (document["title"], document["date"], document["source"]) == ("Talks", "2024-05", "The Nation")
    line = '{"id": "a", "text": "Smith said no.", "date": "2020"}\n{"id": "b", "text": "Smith said no."}\n'
    dates = [
        json.loads(line)["document"]["date"]
        for line in call("analyse", "--jsonl", "--date", "2024", input=line).stdout.splitlines()
    ]
    assert dates == ["2020", "2024"]


def test_a_title_that_is_given_wins_over_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Talks fail in Lisbon\n\nMinister Anna Smith said on Monday the talks had failed.\n", encoding="utf-8"
    )
    assert json.loads(call("analyse", path, "--title", "Given").stdout)["document"]["title"] == "Given"


def test_a_bad_line_is_told_and_the_rest_is_done() -> None:
    lines = '{"id": "a", "text": "Smith said no."}\nnonsense\n{"id": 3}\n\n{"id": "b", "text": "x \\ud800"}\n'
    result = call("analyse", "--jsonl", input=lines)
    assert result.exit_code == ExitStatus.INPUT
    assert [json.loads(line)["document"]["name"] for line in result.stdout.splitlines()] == ["a", "b"]
    assert [line[: len("quoth: standard input: line 2")] for line in result.stderr.splitlines()] == [
        "quoth: standard input: line 2",
        "quoth: standard input: line 3",
    ]


def test_add_keeps_skips_and_lists_what_it_cannot_read(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    (texts / "deep").mkdir(parents=True)
    (texts / ".hidden").mkdir()
    (texts / "a.txt").write_text("Smith said no.", encoding="utf-8")
    (texts / "deep" / "b.md").write_text("Jones said yes.", encoding="utf-8")
    (texts / ".hidden" / "c.txt").write_text("Nobody said this.", encoding="utf-8")
    (texts / "d.jsonl").write_text('{"id": "d", "text": "Brown said maybe.", "date": "2024"}\n', encoding="utf-8")
    (texts / "empty.txt").write_text("", encoding="utf-8")
    first = call("add", texts, tmp_path / "missing.txt")
    assert first.exit_code == ExitStatus.INPUT
    assert [line.split("\t")[::2] for line in first.stdout.splitlines()] == [
        ["new", "a.txt"],
        ["new", "d"],
        ["new", "b.md"],
    ]
    assert first.stderr.startswith("3 kept, 2 not read\n  ")
    assert "empty.txt" in first.stderr
    assert "missing.txt" in first.stderr
    again = call("add", texts)
    assert [line.split("\t")[0] for line in again.stdout.splitlines()] == ["same"] * 3
    assert "3 known already" in again.stderr


def test_known_texts_are_not_analysed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    call("add", SEED)

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("quoth.tui.analysing.brief", never)
    assert call("add", SEED).exit_code == ExitStatus.DONE


def test_a_known_text_gets_the_title_and_date_that_are_given() -> None:
    call("add", SEED)
    assert call("add", SEED, "--title", "Talks", "--date", "2024-05-30").stdout.startswith("same\t")
    (row,) = json.loads(call("list", "--format", "json").stdout)
    assert (row["title"], row["date"]) == ("Talks", "2024-05-30")


def test_a_defect_in_one_text_costs_no_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def sometimes(document: object, topics: object = None) -> object:
        if "bad" in str(document):
            raise KeyError("x")
        return make_briefing()

    monkeypatch.setattr("quoth.tui.analysing.brief", sometimes)
    for name in ("bad", "good"):
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    result = call("add", tmp_path / "bad.txt", tmp_path / "good.txt")
    assert result.exit_code == ExitStatus.INPUT
    assert "1 kept, 1 not read" in result.stderr
    assert "bad.txt: a defect in quoth, please report it: KeyError: 'x'" in result.stderr


def test_an_unexpected_error_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("quoth.tui.verbs_find.write_rows", broken)
    result = call("quotes", "--library", library)
    assert result.exit_code == ExitStatus.DEFECT
    assert (
        result.stderr == "quoth: a defect in quoth, please report it: RuntimeError: boom (QUOTH_DEBUG=1 shows where)\n"
    )
    monkeypatch.setenv("QUOTH_DEBUG", "1")
    assert "Traceback" in call("quotes", "--library", library).stderr


BAD_FILES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "blank": lambda path: path.write_bytes(b" \n\t\n"),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 20),
    "latin": lambda path: path.write_bytes("Smith said ‘café’.".encode("cp1252")),
    "huge": lambda path: path.write_bytes(b"Smith said no. " * 3_500_000),
    "folder": lambda path: path.mkdir(),
    "missing": lambda path: None,
}


@pytest.mark.parametrize("verb", [[], ["add"], ["analyse"]])
@pytest.mark.parametrize("bad", BAD_FILES)
def test_bad_input_has_a_clear_message(tmp_path: Path, verb: list[str], bad: str) -> None:
    path = tmp_path / f"{bad}.txt"
    BAD_FILES[bad](path)
    result = call(*verb, path)
    assert result.stdout == ""
    assert path.name in result.stderr
    assert "Traceback" not in result.stderr + result.stdout
    assert "defect" not in result.stderr
    assert result.exit_code == ExitStatus.INPUT


def test_one_line_of_two_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    said = "Spokeswoman Anna Berg said 55,000 people had left on Monday. "
    path.write_text(said * 500 + "x" * 2_000_000 + "-1" * 20_000 + " " + said * 500, encoding="utf-8")
    done = process("analyse", path, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (ExitStatus.DONE, b"")
    record = json.loads(done.stdout)
    assert len(record["sentences"]) > 990
    assert sum(quote["speakers"] == ["anna-berg"] for quote in record["quotes"]) > 900


HOSTILE = (
    "President [bold]Ana Duarte[/bold] said: “We \u202egree \x1b]0;owned\x07 [red]now[/red].” She paid $5 million.\n"
)


@pytest.mark.parametrize("verb", [[], ["analyse"]])
def test_a_hostile_text_is_a_briefing_and_acts_on_no_terminal(tmp_path: Path, verb: list[str]) -> None:
    path = tmp_path / "hostile\x1b[31m.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    assert json.loads(call("analyse", path).stdout)["document"]["text"] == HOSTILE
    shown, status = in_terminal(*verb, path, TERM="dumb")
    assert status == ExitStatus.DONE
    assert "[red]now" in shown
    assert not set(shown) & set("\x1b\x07\u202e")


def test_standard_input_is_a_text() -> None:
    assert b"Smith" in process("-", input=b"Minister Anna Smith said the talks had failed.").stdout
    done = process("add", "-", "--title", "Pasted", input=b"Minister Anna Smith said the talks had failed.")
    assert done.stdout.startswith(b"new\tpasted-")


# A real process


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
    assert done.returncode == ExitStatus.LOCKED
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
        assert library.documents().total == kept


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

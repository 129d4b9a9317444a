"""The verbs that analyse: what goes in, what comes out, and that no bad input stops the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from briefings import make_briefing
from calls import SEED, call, in_terminal, own_home, process, small_library  # noqa: F401 - two are fixtures
from quoth.tui.verbs.status import ExitStatus


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


def test_what_a_reader_left_out_is_told(tmp_path: Path) -> None:
    letter = "From: Press <press@mfa.example>\nMIME-Version: 1.0\nMessage-ID: <1@mfa.example>\nSubject: Talks\n\n"
    (tmp_path / "talks.eml").write_text(f"{letter}Smith said no.\n\n-- \nPress\n", encoding="utf-8")
    for verb in ([], ["add"], ["analyse"]):
        result = call(*verb, tmp_path / "talks.eml")
        assert result.stderr.startswith("quoth: talks.eml: signature left out\n")
    assert "(signature left out)" in call("show", "talks").stdout
    many = "".join(f'{{"id": "{number}", "text": "Words.", "date": "soon"}}\n' for number in range(30))
    told = call("analyse", "--jsonl", input=many).stderr.splitlines()
    assert (len(told), told[0]) == (21, "quoth: 0: its date 'soon' is not understood; write it as 2024-05-30")


def test_a_title_is_for_one_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\n1,Smith said no.\n2,Smith said yes.\n", encoding="utf-8")
    result = call("add", tmp_path / "a.csv", "--title", "T")
    assert (result.exit_code, result.stdout) == (ExitStatus.USAGE, "")
    assert "holds many texts; a title is for one" in result.stderr
    assert call("add", tmp_path / "a.csv").stdout.count("a.csv#") == 2


def test_a_text_in_a_format_that_is_not_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    result = call("add", tmp_path)
    assert result.exit_code == ExitStatus.INPUT
    assert "soffice --convert-to docx" in result.stderr


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

    monkeypatch.setattr("quoth.tui.verbs.analysing.brief", never)
    assert call("add", SEED).exit_code == ExitStatus.DONE


def test_a_known_text_gets_the_title_and_date_that_are_given() -> None:
    call("add", SEED)
    assert call("add", SEED, "--title", "Talks", "--date", "2024-05-30").stdout.startswith("same\t")
    (row,) = json.loads(call("list", "--format", "json").stdout)
    assert (row["title"], row["date"]) == ("Talks", "2024-05-30")


@pytest.mark.parametrize("verb", [[], ["add"], ["analyse"]])
def test_an_empty_name_is_not_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: list[str]
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    Path("a.txt").write_text("Smith said no.", encoding="utf-8")
    result = call(*verb, "")
    assert (result.exit_code, result.stdout) == (ExitStatus.USAGE, "")
    assert "it is empty" in result.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_damaged_record_in_the_way_of_one_text_costs_no_other(tmp_path: Path, home: Path, jobs: str) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    said = "Minister Anna Smith said on Monday that the talks on wind farms had failed. " * 5
    (texts / "a.txt").write_text(said, encoding="utf-8")
    assert call("add", texts).exit_code == ExitStatus.DONE
    (record,) = (home / "data" / "quoth" / "library").glob("*.json")
    record.write_bytes(record.read_bytes().replace(b"Anna", b"Anne", 1))
    (texts / "a.txt").write_text(said + "More was said later.", encoding="utf-8")
    (texts / "b.txt").write_text("Jones said yes.", encoding="utf-8")
    result = call("add", texts, "--jobs", jobs)
    assert result.exit_code == ExitStatus.DAMAGED
    assert [line.split("\t")[::2] for line in result.stdout.splitlines()] == [["new", "b.txt"]]
    assert record.name in result.stderr
    (texts / "a.txt").write_text(said, encoding="utf-8")
    result = call("add", texts, "--source", "The Nation")
    assert result.exit_code == ExitStatus.DAMAGED
    assert [line.split("\t")[::2] for line in result.stdout.splitlines()] == [["same", "b.txt"]]


def test_a_name_of_several_lines_is_told_on_one(tmp_path: Path) -> None:
    result = call("add", "--jsonl", input=json.dumps({"id": "a\nnew\tforged-id\tb", "text": "Smith said no."}) + "\n")
    (line,) = result.stdout.splitlines()
    status, id, name = line.split("\t")
    assert (status, name) == ("new", "a new forged-id b")
    assert call("rm", id).stdout == f"removed\t{id}\t{name}\n"


def test_a_defect_in_one_text_costs_no_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def sometimes(document: object, topics: object = None) -> object:
        if "bad" in str(document):
            raise KeyError("x")
        return make_briefing()

    monkeypatch.setattr("quoth.tui.verbs.analysing.brief", sometimes)
    for name in ("bad", "good"):
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    result = call("add", tmp_path / "bad.txt", tmp_path / "good.txt")
    assert result.exit_code == ExitStatus.INPUT
    assert "1 kept, 1 not read" in result.stderr
    assert "bad.txt: a defect in quoth, please report it: KeyError: 'x'" in result.stderr


def test_an_unexpected_error_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("quoth.tui.verbs.find.write_rows", broken)
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

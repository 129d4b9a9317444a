"""One writer a format: every field in each of them, exact for programs, harmless for people, honest about speech."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from pathlib import Path

import pytest
from briefings import invented_briefing, make_briefing, plain_briefing
from quoth.core.errors import UsageError
from quoth.core.model import Briefing, Document, Number, Quote, Sentence, Span
from quoth.store import MemoryLibrary
from quoth.store.records import to_record
from quoth.tui.output.fields import FIELDS, record
from quoth.tui.output.report_writers import write_briefing, write_report
from quoth.tui.output.table import describe_value, render_table
from quoth.tui.output.writers import TABLE_FORMATS, Output, json_texts, markdown, open_output, write_rows

HOSTILE = "=cmd|' /C calc'!A0 <script>*x*</script> \x1b[31m\u202e [red]a|b[/red]"


def hostile_briefing() -> Briefing:
    quote = Quote("indirect", (Span(0, len(HOSTILE)),), confidence=0.9)
    sentence = Sentence(Span(0, len(HOSTILE)), 0, "indirect")
    return Briefing(Document("=name.txt", HOSTILE, f"Title {HOSTILE}"), (sentence,), quotes=(quote,))


def rows(kind: str, *briefings: Briefing) -> list[object]:
    library = MemoryLibrary(briefings or [make_briefing()])
    found = getattr(library, kind)()
    return list(getattr(found, "rows", found))


def write(kind: str, found: list[object], format: str, *, terminal: bool = False) -> str:
    stream = io.StringIO()
    write_rows(kind, found, format, Output(stream, terminal))
    return stream.getvalue()


def written(kind: str, format: str, *briefings: Briefing, terminal: bool = False) -> str:
    return write(kind, rows(kind, *briefings), format, terminal=terminal)


def report(format: str, *briefings: Briefing, query: str = "") -> str:
    stream = io.StringIO()
    write_report(MemoryLibrary(briefings or [make_briefing()]), query, "Wind", format, Output(stream))
    return stream.getvalue()


@pytest.mark.parametrize("kind", FIELDS)
def test_every_row_has_the_fields_that_are_told(kind: str) -> None:
    found = rows(kind)
    assert found
    for row in found:
        assert list(record(row)) == list(FIELDS[kind])  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", FIELDS)
def test_the_formats_agree(kind: str) -> None:
    found = rows(kind)
    objects = json.loads(write(kind, found, "json"))
    assert [json.loads(line) for line in write(kind, found, "jsonl").splitlines()] == objects
    table = list(csv.DictReader(io.StringIO(write(kind, found, "csv"))))
    assert [list(row) for row in table] == [list(FIELDS[kind])] * len(objects)
    assert len(write(kind, found, "md").splitlines()) == len(objects) + 2
    assert len(write(kind, found, "table").splitlines()) == len(objects) + 1


def test_a_quotes_fields_point_into_the_text() -> None:
    text = make_briefing().document.text
    for quote in json.loads(written("quotes", "json")):
        assert quote["text"] == " ... ".join(text[start:end] for start, end in quote["content"])
        assert quote["verbatim"] is (quote["kind"] == "direct")


@pytest.mark.parametrize("format", ["md", "table"])
def test_nothing_reported_looks_verbatim_in_a_table(format: str) -> None:
    text = written("quotes", format)
    assert '"We will build two joint projects in offshore wind,"' in text
    assert len(re.findall(r"reported(?: \([a-z ]+\))?: ", text)) >= 4
    assert 'the link "a lifeline" for' in text
    assert not re.search(r'"[^"]*(treaty|attack|invest)[^"]*" -', text)


def test_nothing_found() -> None:
    empty = plain_briefing("a.txt", "Nothing.")
    assert written("quotes", "json", empty) == "[]\n"
    assert written("quotes", "jsonl", empty) == ""
    assert written("quotes", "table", empty) == ""
    assert written("quotes", "csv", empty).startswith("document,name,")


@pytest.mark.parametrize(
    ("values", "several", "text"),
    [
        ([], None, ""),
        ([], True, "[]\n"),
        ([1], None, "1\n"),
        ([1], True, "[1]\n"),
        ([1, 2, 3], None, "[1,\n 2,\n 3]\n"),
    ],
)
def test_one_value_or_an_array(values: list[int], several: bool | None, text: str) -> None:
    assert "".join(json_texts(values, several)) == text


def test_json_is_exact_in_a_pipe_and_harmless_on_a_terminal() -> None:
    assert json.loads(written("quotes", "json", hostile_briefing()))[0]["text"] == HOSTILE
    shown = written("quotes", "json", hostile_briefing(), terminal=True)
    assert not set(shown) & set("\x1b\u202e")


@pytest.mark.parametrize("format", TABLE_FORMATS)
@pytest.mark.parametrize("kind", ["documents", "quotes", "sentences"])
def test_nothing_acts_on_a_terminal(kind: str, format: str) -> None:
    shown = written(kind, format, hostile_briefing(), terminal=True)
    assert all(char.isprintable() or char == "\n" for char in shown)


def test_csv_runs_no_formula_and_numbers_stay_numbers() -> None:
    (row,) = csv.DictReader(io.StringIO(written("quotes", "csv", hostile_briefing())))
    assert row["text"] == f"'{HOSTILE}"
    assert row["name"] == "'=name.txt"
    number = Number(Span(0, 2), "count", -5)
    briefing = Briefing(Document("a", "-5 degrees"), (Sentence(Span(0, 10), 0),), numbers=(number,))
    (row,) = csv.DictReader(io.StringIO(written("numbers", "csv", briefing)))
    assert (row["value"], row["text"], row["unit"]) == ("-5", "'-5", "")


def test_csv_lists_and_spans() -> None:
    row = next(csv.DictReader(io.StringIO(written("quotes", "csv"))))
    assert re.fullmatch(r"\d+-\d+", row["content"])
    both = next(row for row in csv.DictReader(io.StringIO(written("quotes", "csv"))) if ";" in row["speakers"])
    assert both["speakers"] == "ana-duarte; lars-holm"


def test_markdown_and_html_show_markup_as_text() -> None:
    text = report("md", hostile_briefing())
    assert r"\<script\>\*x\*" in text
    assert "<script>" not in report("html", hostile_briefing())
    assert "&lt;script&gt;" in report("html", hostile_briefing())
    assert "\x1b" not in text + report("html", hostile_briefing()) + report("text", hostile_briefing())


@pytest.mark.parametrize(("text", "escaped"), [("- a", r"\- a"), ("1. a", r"\1. a"), ("a|b", r"a\|b"), ("a\nb", "a b")])
def test_markdown_of_a_line(text: str, escaped: str) -> None:
    assert markdown(text) == escaped


@pytest.mark.parametrize("width", [30, 60, 80, 120])
@pytest.mark.parametrize("kind", FIELDS)
def test_a_table_fits_the_terminal(kind: str, width: int) -> None:
    found = rows(kind, *(invented_briefing(seed) for seed in range(3)), make_briefing())
    table = render_table(kind, found, width, color=False)
    assert max(map(len, table.splitlines())) <= width


def test_a_giant_row_does_not_flood_the_terminal_and_is_whole_in_a_pipe() -> None:
    briefing = plain_briefing("a.txt", "word " * 20_000)
    found = rows("sentences", briefing)
    assert len(render_table("sentences", found, 80, color=False).splitlines()) < 40
    assert "word " * 19_999 in render_table("sentences", found, None, color=False)


def test_wide_characters_fit_too() -> None:
    from rich.cells import cell_len

    found = rows("sentences", plain_briefing("a.txt", "中文" * 200))
    table = render_table("sentences", found, 80, color=False)
    assert max(map(cell_len, table.splitlines())) <= 80


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (Number(Span(0, 1), "money", 34_000_000_000, unit="USD", qualifier="about"), "about 34,000,000,000 USD"),
        (Number(Span(0, 1), "percent", 2.5, 3), "2.5 to 3 %"),
        (Number(Span(0, 1), "date", "2024-05-XX"), "2024-05-XX"),
        (Number(Span(0, 1), "label", 29), ""),
        (Number(Span(0, 1), "count", None), ""),
    ],
)
def test_values_for_people(number: Number, value: str) -> None:
    assert describe_value(number) == value


def test_a_report_names_each_source_and_place() -> None:
    text = report("md", make_briefing(), invented_briefing(1))
    assert re.search(r"^1\. .*\n2\. .*", text, re.MULTILINE)
    assert re.search(r" \[[12]: paragraph 1, sentence 2, characters \d+-\d+\]$", text, re.MULTILINE)
    assert "## Figures" in text
    assert "| €1.5 billion |" in text


def test_a_quote_stands_once_in_a_report() -> None:
    text = report("text")
    assert text.count("the two countries had agreed") == 1
    assert text.count("two joint projects in offshore") == 1


def test_a_report_is_of_what_was_asked() -> None:
    text = report("text", query="speaker:holm")
    assert "lifeline" in text
    assert "joint projects" not in text.partition("FIGURES")[0]


def test_the_briefing_of_a_document_as_json_is_its_record() -> None:
    stream = io.StringIO()
    write_briefing(make_briefing(), "json", Output(stream))
    assert json.loads(stream.getvalue()) == json.loads(json.dumps(to_record(make_briefing())))


def test_a_document_without_quotes_still_has_a_briefing() -> None:
    stream = io.StringIO()
    write_briefing(plain_briefing("a.txt", "Nothing."), "text", Output(stream))
    assert stream.getvalue().startswith("a.txt\n0 quotes")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), open_output(path) as output:
        output.write("half")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "old"
    with open_output(path) as output:
        output.write("new \ud800")
    assert path.read_text(encoding="utf-8") == "new \\ud800"
    assert [path.name for path in tmp_path.iterdir()] == ["out.md"]


def test_a_file_that_is_replaced_keeps_its_permissions_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    path, usual = tmp_path / "out.md", tmp_path / "usual"
    usual.touch()
    with open_output(path):
        assert [stat.S_IMODE(beside.stat().st_mode) for beside in tmp_path.glob(".*")] == [0o600]
    assert path.stat().st_mode == usual.stat().st_mode
    for mode in (0o600, 0o664):
        path.chmod(mode)
        with open_output(path):
            pass
        assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"), open_output(tmp_path / "no" / "out.md"):
        pass

"""Cells, wrapping, the layout of long texts, and the one list."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core.model import Briefing, Document, Number, Span, Speaker
from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import cut, fit, width, wrap
from quoth.tui.panels.lines import AHEAD, Lines
from quoth.tui.panels.marks import Mark, Marks, lasting_marks
from quoth.tui.panels.source import Source
from quoth.tui.panels.windows import KEPT_WINDOWS, WINDOW
from quoth.tui.panels.wrapped import LONGEST_BLOCK, Line, WrappedText
from quoth.tui.themes import PENS, THEMES, Pens
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Region

WORDS = st.text(alphabet="ab \u00e9\u4e2d\u200f\u0301 ", max_size=200)


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("abc", 5, "abc  "),
        ("abcdef", 4, "abc…"),
        ("中文字", 6, "中文字"),
        ("中文字", 5, "中文…"),
        ("中文字", 4, "中… "),
        ("e\u0301te\u0301", 3, "e\u0301te\u0301"),
        ("", 3, "   "),
        ("abc", 0, ""),
    ],
)
def test_fit(text: str, cells: int, shown: str) -> None:
    assert fit(text, cells) == shown


def test_fit_right() -> None:
    assert fit("7", 3, right=True) == "  7"


@given(WORDS, st.integers(1, 40))
def test_fit_is_exact_and_cut_is_the_most_that_fits(text: str, cells: int) -> None:
    assert cell_len(fit(text, cells)) == cells
    taken = cut(text, cells)
    assert width(text[:taken]) <= cells
    assert taken == len(text) or width(text[: taken + 1]) > cells


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("a unbreakable", 4, ["a", "unbr", "eaka", "ble"]),
        ("中文字中文字", 5, ["中文", "字中", "文字"]),
        ("one   two", 4, ["one", "two"]),
        ("", 4, [""]),
    ],
)
def test_wrap(text: str, cells: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, cells)] == lines


@given(WORDS.filter(lambda text: "\n" not in text), st.integers(2, 30))
def test_wrap_loses_nothing_but_spaces(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(start <= end for start, end in lines)
    assert all(left[1] <= right[0] for left, right in pairwise(lines))
    assert all(width(text[start:end]) <= cells for start, end in lines)
    assert "".join(text[start:end] for start, end in lines).replace(" ", "") == text.replace(" ", "")


def test_wrap_is_quick_on_a_long_word() -> None:
    begun = time.process_time()
    assert len(wrap("x" * 200_000, 80)) == 2500
    assert len(wrap("中" * 100_000, 80)) == 2500
    assert time.process_time() - begun < 2


@settings(max_examples=50)
@given(st.lists(st.text(alphabet="ab c", max_size=60), max_size=12).map("\n".join), st.integers(4, 20), st.data())
def test_every_character_has_its_line(text: str, cells: int, data: st.DataObject) -> None:
    layout = WrappedText(text, cells)
    offset = data.draw(st.integers(0, max(len(text) - 1, 0)))
    place = layout.place(offset)
    span = layout.span(place)
    if text[offset : offset + 1].strip():
        assert span.start <= offset < span.end
    steps = data.draw(st.integers(-30, 30))
    moved = layout.move(place, steps)
    if Line(0, 0) < moved < layout.last:
        assert layout.distance(place, moved, 1000) == steps


def test_layout_goes_through_the_whole_text() -> None:
    text = "one two three\n\nfour\r\nfive six"
    layout, place, lines = WrappedText(text, 8), Line(0, 0), []
    while True:
        lines.append(layout.span(place).of(text))
        following = layout.move(place, 1)
        if following == place:
            break
        place = following
    assert lines == ["one two", "three", "", "four", "five six"]
    assert place == layout.last


def test_a_line_of_two_megabytes_is_wrapped_only_where_it_is_looked_at() -> None:
    text = "lorem ipsum " * 180_000
    begun = time.process_time()
    layout = WrappedText(text, 80)
    place = layout.place(1_500_000)
    assert layout.span(place).start <= 1_500_000 < layout.span(place).end + 1
    layout.move(place, 40)
    assert layout.last.block > len(text) // LONGEST_BLOCK - 1
    assert time.process_time() - begun < 0.5


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10)), max_size=15), st.integers(0, 50), st.integers(1, 20))
def test_marks_finds_all_that_overlap(pairs: list[tuple[int, int]], start: int, length: int) -> None:
    spans = [Span(at, at + size) for at, size in pairs]
    found = Marks((span, Mark.NUMBER) for span in spans).within(start, start + length)
    assert sorted(span for span, _ in found) == sorted(
        span for span in spans if span.overlaps(Span(start, start + length))
    )


# the widgets


class Rows(Lines[str]):
    PANEL, TITLE, NUMBER = "rows", "Rows", 7

    def fields(self, row: str, cells: int) -> Sequence[Field]:
        return [(fit(row, cells), "")]


class Sources(App[None]):
    """Shows one widget and notes what it asks for."""

    def __init__(self, widget: Rows | Source) -> None:
        super().__init__()
        self.pens = Pens("dark")
        self.widget = widget
        self.wanted: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_lines_wanted(self, event: Rows.Wanted) -> None:
        self.wanted.append(event.offset)


def shown(widget: Rows | Source) -> list[str]:
    return [widget.render_line(y).text for y in range(widget.size.height)]


def names(start: int, count: int) -> list[str]:
    return [f"row {number}" for number in range(start, start + count)]


async def test_rows_are_drawn_and_the_cursor_is_marked() -> None:
    rows = Rows()
    async with Sources(rows).run_test(size=(20, 6)):
        rows.activate(True)
        rows.fill(names(0, 10), 10)
        assert shown(rows) == [
            fit(line, 20) for line in ("[7 Rows 10]", ">row 0", " row 1", " row 2", " row 3", " row 4")
        ]
        assert rows.step(7)
        assert [line.strip() for line in shown(rows)][1:] == ["row 5", "row 6", ">row 7", "row 8", "row 9"]
        assert rows.current == "row 7"
        assert rows.counter == "8/10"
        assert rows.go(10**9)
        assert not rows.step(1)
        assert rows.current == "row 9"


async def test_a_step_repaints_two_rows() -> None:
    rows = Rows()
    async with Sources(rows).run_test(size=(20, 6)) as pilot:
        rows.fill(names(0, 10), 10)
        await pilot.pause()
        painted: list[Region] = []
        rows.refresh = lambda *regions, **_: painted.extend(regions)  # type: ignore[method-assign, assignment, return-value]
        rows.step(1)
        assert painted == [Region(0, 1, 20, 1), Region(0, 2, 20, 1)]


async def test_a_step_out_of_view_turns_the_page() -> None:
    rows = Rows()
    async with Sources(rows).run_test(size=(20, 12)):
        rows.fill(names(0, 100), 100)
        tops = set()
        for _ in range(99):
            rows.step(1)
            tops.add(rows.top)
        assert len(tops) <= 14
        for _ in range(99):
            rows.step(-1)
            assert rows.top <= rows.cursor < rows.top + rows.height
        assert rows.top == 0


async def test_rows_that_are_not_there_are_asked_for_once_and_before_they_are_needed() -> None:
    rows = Rows()
    app = Sources(rows)
    async with app.run_test(size=(20, 6)) as pilot:
        rows.fill(names(0, WINDOW), 1000, capped=True)
        assert rows.counter == "1/1000+"
        rows.go(7 * WINDOW + 2)
        shown(rows)
        shown(rows)
        await pilot.pause()
        assert app.wanted == [7 * WINDOW]
        assert rows.current is None
        rows.extend(names(7 * WINDOW, WINDOW), 7 * WINDOW, 1000, capped=True)
        assert rows.current == f"row {7 * WINDOW + 2}"
        assert rows.row(5) == "row 5"
        rows.go(8 * WINDOW - AHEAD - 1)
        await pilot.pause()
        assert app.wanted == [7 * WINDOW]
        rows.step(1)
        await pilot.pause()
        assert app.wanted == [7 * WINDOW, 8 * WINDOW]


async def test_what_was_found_beyond_the_count_counts() -> None:
    rows = Rows()
    app = Sources(rows)
    async with app.run_test(size=(20, 6)) as pilot:
        rows.fill(names(0, WINDOW), 1000, capped=True)
        rows.go(999)
        rows.extend(names(960, 1024), 960, 1000, capped=True)
        assert (rows.total, rows.capped) == (1984, True)
        rows.go(10**9)
        rows.step(1)
        await pilot.pause()
        assert app.wanted[-1] == 1984
        rows.extend(names(1984, 30), 1984, 1000, capped=True)
        assert (rows.total, rows.capped) == (2014, False)


async def test_only_some_windows_are_kept() -> None:
    rows = Rows()
    async with Sources(rows).run_test(size=(20, 6)):
        rows.fill(names(0, WINDOW), 100_000)
        for offset in range(WINDOW, 2 * KEPT_WINDOWS * WINDOW, WINDOW):
            rows.go(offset)
            rows.extend(names(offset, WINDOW), offset, 100_000)
        assert rows.loaded == KEPT_WINDOWS * WINDOW
        assert rows.current == f"row {(2 * KEPT_WINDOWS - 1) * WINDOW}"


async def test_the_cursor_stays_on_its_row_when_rows_come_before_it() -> None:
    rows = Rows()
    async with Sources(rows).run_test(size=(20, 6)):
        rows.fill(names(5, 10), 10)
        rows.go(3)
        rows.fill(names(0, 15), 15)
        assert rows.current == "row 8"
        rows.fill(["another"], 1)
        assert rows.current == "another"
        rows.fill([], 0)
        assert rows.current is None
        assert rows.counter == "0/0"
        rows.select(lambda row: row == "nowhere")


@pytest.mark.parametrize("text", ["中文" * 300, "x" * 5000, "e\u0301" * 500, "שלום עולם " * 50, ""])
async def test_any_text_keeps_a_row_to_its_width(text: str) -> None:
    rows = Rows()
    async with Sources(rows).run_test(size=(31, 4)):
        rows.fill([text, text], 2)
        assert {cell_len(line) for line in shown(rows)} == {31}


def briefing(text: str, *mentions: str, numbers: Sequence[str] = ()) -> Briefing:
    def spans(words: Sequence[str]) -> list[Span]:
        return [Span(text.index(word), text.index(word) + len(word)) for word in words]

    speaker = Speaker("someone", "Someone", "person", mentions=tuple(spans(mentions)))
    return Briefing(
        Document("a.txt", text, title="A title"),
        speakers=(speaker,),
        numbers=tuple(Number(span, "count", 5) for span in spans(numbers)),
    )


async def test_the_source_shows_the_item_in_its_place() -> None:
    text = "\n".join(f"Line {number} of the text." for number in range(200)) + "\nDar named 34 billion."
    source = Source()
    async with Sources(source).run_test(size=(40, 12)) as pilot:
        source.show(briefing(text, "Dar", numbers=["34 billion"]))
        assert shown(source)[1].startswith(" Line 0 of")
        where = Span(text.index("Line 150"), text.index("Line 150") + 8)
        source.mark([where])
        lines = shown(source)
        assert any("Line 150 of" in line for line in lines)
        row = next(y for y, line in enumerate(lines) if "Line 150" in line)
        segments = list(source.render_line(row))
        assert [part.text for part in segments if part.style and part.style.reverse] == ["Line 150"]
        assert source.go(1)
        segments = [part for y in range(1, 12) for part in source.render_line(y)]
        assert [part.text for part in segments if part.style and part.style.underline] == ["Dar"]
        assert [part.text for part in segments if part.style and part.style.bold] == ["34 billion"]
        assert not source.step(5)
        assert source.step(-3)
        await pilot.resize_terminal(20, 8)
        await pilot.pause()
        assert {cell_len(line) for line in shown(source)} == {20}


async def test_hits_are_gone_through_round_the_end() -> None:
    text = "wind and water\n" * 30
    source = Source()
    async with Sources(source).run_test(size=(40, 8)):
        source.show(briefing(text))
        source.mark_hits([Span(at, at + 4) for at in range(0, 450, 15)])
        assert [source.next_hit(1) for _ in range(3)] == [0, 1, 2]
        assert source.next_hit(-1) == 1
        assert [source.next_hit(-1) for _ in range(2)] == [0, 29]


async def test_nothing_to_show() -> None:
    source = Source()
    async with Sources(source).run_test(size=(40, 8)):
        source.show(None)
        assert not source.step(1)
        assert shown(source)[1].strip() == ""
        source.show(briefing(""))
        assert not source.go(1)


async def test_a_two_megabyte_line_does_not_freeze_the_source() -> None:
    text = "lorem ipsum dolor " * 120_000
    source = Source()
    async with Sources(source).run_test(size=(80, 24)):
        source.show(Briefing(Document("big.txt", text)))
        begun = time.process_time()
        source.mark([Span(1_900_000, 1_900_005)])
        shown(source)
        for _ in range(20):
            source.step(1)
            shown(source)
        source.go(1)
        shown(source)
        assert time.process_time() - begun < 1


def test_mentions_and_numbers_are_marked() -> None:
    found = list(lasting_marks(briefing("Dar 5", "Dar", numbers=["5"])).within(0, 5))
    assert sorted(found) == [(Span(0, 3), Mark.SPEAKER), (Span(4, 5), Mark.NUMBER)]


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_every_theme_has_every_pen_and_no_meaning_by_colour_alone(theme: str) -> None:
    pens = Pens(theme)
    bare = {name: pens.mix(name).without_color for name in PENS}
    assert bare["cursor"].reverse
    assert bare["item"].reverse
    assert bare["mention"].underline
    assert bare["figure"].bold
    assert bare["hit"].bold
    assert bare["hit"].underline
    assert bare["caption-focus"] != bare["caption"]

"""Tables fit: columns share a width, words wrap, wide characters take two places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoth.tui.output.layout import GAP, side_by_side, widths_of, wrap
from rich.cells import cell_len

WORDS = st.text(st.sampled_from("ab 中é\u0301"), max_size=200)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("a unbreakable b", 4, ["a", "unbr", "eaka", "ble", "b"]),
        ("中文中文", 5, ["中文", "中文"]),
        ("a b c d e f", 1, ["a", "b", "c", "d", "e", "f"]),
        ("one two three four five six seven", 9, ["one two", "three", "four five", "six seven"]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width, 9) == lines


def test_too_many_lines_are_cut_and_say_so() -> None:
    assert wrap("word " * 1000, 9, 2) == ["word word", "word ..."]


@given(WORDS, st.integers(2, 20), st.integers(1, 6))
def test_no_line_is_too_wide_and_no_cell_too_high(text: str, width: int, most: int) -> None:
    lines = wrap(text, max(width, 4), most)
    assert len(lines) <= most
    assert all(cell_len(line) <= max(width, 4) for line in lines)


@given(st.lists(st.integers(1, 300), min_size=2, max_size=6), st.integers(40, 200))
def test_columns_share_the_width(needed: list[int], width: int) -> None:
    widths = widths_of(needed, [width] * len(needed), width)
    assert sum(widths) + len(GAP) * (len(widths) - 1) <= width
    assert all(0 < got <= need for got, need in zip(widths[:-1], needed[:-1], strict=True))


def test_a_row_side_by_side() -> None:
    assert list(side_by_side([["1", "2"], ["中"], ["x", "y"]], [2, 3, 1], [True, False, False])) == [
        " 1  中   x",
        " 2       y",
    ]

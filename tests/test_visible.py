"""Nothing from a text acts on a terminal, and no offset moves."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoth.tui.terminal.visible import MOST_COMBINING, visible, visible_line

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x07\x9b\x7f\r\n\t\u202e\u2066\u200b\u200d\ufeff\u2028\u0301\u20dd\u1161\U000e0041\ud800"),
    )
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain “text” – naïve, 中文, עברית, ไทย", "plain “text” – naïve, 中文, עברית, ไทย"),
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("\x7f\x00", "␡␀"),
        ("\x9b31m", "�31m"),
        ("a\u202eb\u2066c", "a·b·c"),
        ("zero\u200bwidth\ufeff", "zero·width·"),
        ("tag\U000e0041", "tag·"),
        ("lone \ud800", "lone �"),
        ("private \ue000", "private �"),
        ("soft\u00adhyphen", "soft·hyphen"),
        ("e" + "\u0301" * 5, "e" + "\u0301" * 3 + "··"),
        ("\u0301on nothing", "·on nothing"),
        ("a \u0301", "a ·"),
        ("\u1112\u1161" + "\u1161" * 5, "\u1112" + "\u1161" * 3 + "···"),
        ("tab\there", "tab here"),
    ],
)
def test_both_show_the_same_mark(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible_line(text) == shown


@pytest.mark.parametrize(
    ("text", "lines", "line"),
    [
        ("a\nb", "a\nb", "a b"),
        ("a\r\nb", "a \nb", "a  b"),
        ("a\rb", "a␍b", "a b"),
        ("a\u2028b\u2029c", "a⏎b⏎c", "a b c"),
        ("a\x0bb\x0cc", "a␋b␌c", "a␋b␌c"),
    ],
)
def test_line_ends(text: str, lines: str, line: str) -> None:
    assert visible(text) == lines
    assert visible_line(text) == line


@given(HOSTILE)
def test_one_code_point_for_one(text: str) -> None:
    assert len(visible(text)) == len(visible_line(text)) == len(text)


@given(HOSTILE)
def test_what_is_left_is_harmless(text: str) -> None:
    categories = {unicodedata.category(char) for char in visible_line(text)}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert "\n" not in visible_line(text)
    assert set(visible(text)) - set("\n") == set(filter(str.isprintable, visible(text))) | {
        char for char in visible(text) if unicodedata.category(char) == "Zs"
    }


@given(HOSTILE)
def test_no_flood_of_combining_marks(text: str) -> None:
    run = 0
    for char in visible_line(text):
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        assert run <= MOST_COMBINING


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_ascii_is_untouched(text: str) -> None:
    assert visible(text) == text

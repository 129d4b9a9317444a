"""The search language: text and the tree it is read as, and the place of what cannot be read."""

from __future__ import annotations

import math
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core.errors import QueryError
from quoth.core.query.folding import fold, words
from quoth.core.query.hits import Matcher
from quoth.core.query.language import parse_query
from quoth.core.query.tree import And, DateRange, Everything, Field, Node, Not, NumberRange, Or, Phrase, Query, Word
from quoth.core.query.values import FIRST_DAY, LAST_DAY, day_of, read_amounts


def day(year: int, month: int, of_month: int) -> int:
    return date(year, month, of_month).toordinal()


A, B, C = Word("a"), Word("b"), Word("c")

TREES: list[tuple[str, Node]] = [
    ("", Everything()),
    ("   ", Everything()),
    ("*", Everything()),
    ("a * b", And((A, B))),
    ("a", A),
    ("a b", And((A, B))),
    ("a AND b", And((A, B))),
    ("a OR b", Or((A, B))),
    ("a b OR c", Or((And((A, B)), C))),
    ("a (b OR c)", And((A, Or((B, C))))),
    ("((a))", A),
    ("-a", Not(A)),
    ("NOT a", Not(A)),
    ("a -b", And((A, Not(B)))),
    ("-(a OR b)", Not(Or((A, B)))),
    ("--a", Not(Not(A))),
    ('-"a b"', Not(Phrase(("a", "b")))),
    ("a - b", And((A, B))),
    ("or", Word("or")),
    ('"joint projects"', Phrase(("joint", "projects"))),
    ("“joint projects”", Phrase(("joint", "projects"))),
    ("„joint projects“", Phrase(("joint", "projects"))),
    ('"joint"', Phrase(("joint",))),
    ("connectiv*", Word("connectiv", True)),
    ("inter-governmental", Phrase(("inter", "governmental"))),
    ("Pakistan's", Word("pakistan")),
    ("Pakistan’s", Word("pakistan")),
    ("São", Word("sao")),
    ("Sa\u0303o", Word("sao")),
    ("STRASSE straße", And((Word("strasse"), Word("strasse")))),
    ("10:30", Phrase(("10", "30"))),
    ("a – b", And((A, B))),
    ("U.S.", Phrase(("u", "s"))),
    ("U.S. dar’s", And((Phrase(("u", "s")), Word("dar")))),
    ("al-Thani's", Phrase(("al", "thani"))),
    ("a AND -b", And((A, Not(B)))),
    ("unit:$", Field("unit", ("usd",))),
    ("unit:%", Field("unit", ("percent",))),
    ("speaker:dar", Field("speaker", ("dar",))),
    ("SPEAKER:Dar", Field("speaker", ("dar",))),
    ('speaker:"Ishaq Dar"', Field("speaker", ("ishaq", "dar"))),
    ("speaker:ishaq-dar", Field("speaker", ("ishaq", "dar"))),
    ("-party:china", Not(Field("party", ("china",)))),
    ("topic:trade about:kashmir", And((Field("topic", ("trade",)), Field("about", ("kashmir",))))),
    ("act:pledge", Field("act", ("pledge",))),
    ("kind:indirect", Field("kind", ("indirect",))),
    ("kind:money", Field("kind", ("money",))),
    ("is:uncertain", Field("is", ("uncertain",))),
    ("unit:usd", Field("unit", ("usd",))),
    ("doc:seed", Field("doc", ("seed",))),
    ("number:34", NumberRange(34, 34)),
    ("number:=34", NumberRange(34, 34)),
    ("number:>=1bn", NumberRange(1e9, math.inf)),
    ("number:>1,000", NumberRange(1000, math.inf, True)),
    ("number:<2.5m", NumberRange(-math.inf, 2.5e6, True)),
    ("number:<=$5k", NumberRange(-math.inf, 5000)),
    ("number:-5..10", NumberRange(-5, 10)),
    ("number:..10", NumberRange(-math.inf, 10)),
    ("number:10%", NumberRange(10, 10)),
    ("date:2024", DateRange(day(2024, 1, 1), day(2024, 12, 31))),
    ("date:2024-02", DateRange(day(2024, 2, 1), day(2024, 2, 29))),
    ("date:2024-05-30", DateRange(day(2024, 5, 30), day(2024, 5, 30))),
    ("date:2024-01..2024-06", DateRange(day(2024, 1, 1), day(2024, 6, 30))),
    ("date:..2023", DateRange(FIRST_DAY, day(2023, 12, 31))),
    ("date:>2023", DateRange(day(2024, 1, 1), LAST_DAY)),
    ("date:<2023-03", DateRange(FIRST_DAY, day(2023, 2, 28))),
    ("date:>=9999", DateRange(day(9999, 1, 1), LAST_DAY)),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_text_is_read_as_tree(text: str, tree: Node) -> None:
    assert parse_query(text).tree == tree


BAD = [
    ("a OR", "OR", "follows"),
    ("OR a", "OR", "before"),
    ("a OR OR b", "OR", "follows"),
    ("(a", "(", "not closed"),
    ("a)", ")", "closes nothing"),
    ("a () b", "()", "nothing in"),
    ('say "joint', '"joint', "not closed"),
    ('speaker:"dar', 'speaker:"dar', "not closed"),
    ("a speaker:", "speaker:", "value"),
    ("speaker: dar", "speaker:", "value"),
    ("foo:bar", "foo:", "no field"),
    ("speeker:dar", "speeker:", "did you mean speaker:"),
    ("act:pledges", "pledges", "did you mean pledge"),
    ("is:zzz", "zzz", "one of"),
    ("number:many", "many", "amount"),
    ("number:9..1", "9..1", "above its end"),
    ("number:", "number:", "amount"),
    ("date:2024-13", "2024-13", "calendar"),
    ("date:yesterday", "yesterday", "write a date"),
    ("date:2025..2024", "2025..2024", "after its end"),
    ("a NOT", "NOT", "follows"),
    ("...", "...", "no word"),
    ("-", "-", "no word"),
    ("a OR $", "$", "no word"),
    ("a -$", "$", "no word"),
    ('a "..."', '"..."', "no word"),
    ("AND", "AND", "before"),
    ("a AND", "AND", "follows"),
    ("a OR AND b", "AND", "before"),
    ("speaker:$", "speaker:$", "value"),
    ("a " * 200 + "b", "b", "too many"),
    ("(" * 200 + "a" + ")" * 200, "(", "deep"),
]


@pytest.mark.parametrize(("text", "place", "reason"), BAD)
def test_what_cannot_be_read_is_marked_and_explained(text: str, place: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        parse_query(text)
    assert text[caught.value.start : caught.value.end] == place


TYPED: list[tuple[str, Node]] = [
    ("connectiv", Word("connectiv", True)),
    ("trade connectiv", And((Word("trade"), Word("connectiv", True)))),
    ("trade ", Word("trade")),
    ("(trade)", Word("trade")),
    ('"joint pro', Phrase(("joint", "pro"), True)),
    ('"joint projects"', Phrase(("joint", "projects"))),
    ("speaker:da", Field("speaker", ("da",), True)),
    ("speaker:", Everything()),
    ("a speaker:", A),
    ("act:ple", Field("act", ("ple",), True)),
    ("is:un", Field("is", ("un",), True)),
    ("a OR", A),
    ("a OR ", A),
    ("a -", A),
    ("(a OR b", Or((A, Word("b", True)))),
    ("a (", A),
    ("number:", Everything()),
    ("number:>", Everything()),
    ("date:2024-0", Everything()),
    ("date:2", Everything()),
    ("date:>=2024-02-", Everything()),
    ("date:2024-01..20", Everything()),
    ("number:5..", NumberRange(5, math.inf)),
    ("number:$-", Everything()),
    ("a $", A),
    ("a AND", A),
    ("number:>=1b", NumberRange(1e9, math.inf)),
]


@pytest.mark.parametrize(("text", "tree"), TYPED)
def test_while_typing_the_end_is_open(text: str, tree: Node) -> None:
    assert parse_query(text, typing=True).tree == tree


def test_while_typing_what_is_wrong_before_the_end_still_is() -> None:
    for text in ("number:abc", "number:>10000floods", "date:2024-13", "date:may", "is:foo", "kind:foo", "speaker:$"):
        with pytest.raises(QueryError):
            parse_query(text, typing=True)
    for text in ("foo:bar a", "number:many a", "a)", "OR a", "is:zzz a"):
        with pytest.raises(QueryError):
            parse_query(text, typing=True)


PIECES = [*'ab -()":*”“ .>=1é\ud800', "OR ", "speaker:", "number:", "date:"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    for typing in (False, True):
        try:
            query = parse_query(text, typing=typing)
        except QueryError as error:
            assert 0 <= error.start < error.end <= len(text)
        else:
            list(query.wanted())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_folded_words_keep_the_offsets_of_the_text(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.text == fold(text[word.start : word.end])
        end = word.end


def test_folding() -> None:
    assert fold("Łódź São Tomé’s CAFÉ") == "lodz sao tome’s cafe"
    assert fold("Yıldırım, Əliyev, Đoković, Ægir, İlham, STRAẞE") == "yildirim, aliyev, dokovic, aegir, ilham, strasse"
    assert [word.text for word in words("Cafe\u0301 “déjà vu” 1,5 snake_case")] == [
        *("cafe", "deja", "vu", "1", "5", "snake", "case"),
    ]
    assert fold("a\ud800b\ue001c\0d") == "a b c d"


def test_dates_sort_by_their_first_day() -> None:
    assert day_of("2024-05") == day_of("2024-05-01") == day(2024, 5, 1)
    assert day_of("2024-05-30T10:00") == day(2024, 5, 30)
    for none in (None, "", "May", "2024-13", "0000", "2024-02-30"):
        assert day_of(none) is None


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("trade", "Trade, TRADE and trader", ["Trade", "TRADE"]),
        ("trad*", "Trade and trader", ["Trade", "trader"]),
        ('"joint project"', "a joint project, joint projects", ["joint project"]),
        ("tome", "São Tomé’s", ["Tomé"]),
        ("a -b (c OR d)", "a b c d", ["a", "c", "d"]),
        ("speaker:dar", "dar", []),
    ],
)
def test_hits(query: str, text: str, found: list[str]) -> None:
    assert [span.of(text) for span in Matcher(parse_query(query)).find(text)] == found


def test_hits_of_a_typed_phrase_and_of_forms() -> None:
    typed = Matcher(parse_query('"joint pro', typing=True))
    assert [span.of(t) for t in ["our joint projects"] for span in typed.find(t)] == ["joint projects"]
    forms = Matcher(parse_query("agree"), lambda word: ("agreed", "agrees"))
    assert [(span.start, span.end) for span in forms.find("xx agreed", 3, shift=100)] == [(103, 109)]


@pytest.mark.parametrize("digits", ["1", "1,", ".", "-"])
def test_a_long_amount_is_refused_at_once(digits: str) -> None:
    started = time.process_time()
    with pytest.raises(ValueError, match="write an amount"):
        read_amounts(digits.replace(".", "1") + digits * 50_000 + "!")
    assert time.process_time() - started < 5, "read in the square of its length it takes minutes"


@pytest.mark.parametrize(
    ("text", "amount"),
    [(".5", 0.5), ("-3", -3), ("$1,000.5m", 1_000_500_000), ("7 bn", 7e9), ("-.5%", -0.5), ("0.1", 0.1)],
)
def test_amounts(text: str, amount: float) -> None:
    assert read_amounts(text) == (amount, amount, False)


@pytest.mark.parametrize("text", ["", "-", "bn", ",", "%", "5.", "5..4", "1.2.3", "1x"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|range"):
        read_amounts(text)


def test_a_query_keeps_its_text() -> None:
    assert parse_query("a b") == Query("a b", And((A, B)))
    assert parse_query("*").is_everything


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aAbB éé’_1 -K", max_size=30), st.sampled_from(["a", "a*", "b a*", "ab", "k", "a1 OR b*"]))
def test_hits_are_the_folded_words_however_the_text_is_written(text: str, query: str) -> None:
    matcher = Matcher(parse_query(query))
    expected = [
        (word.start, word.end)
        for word in words(text)
        if word.text in matcher.words or any(word.text.startswith(prefix) for prefix in matcher.prefixes)
    ]
    assert matcher.find(text) == expected

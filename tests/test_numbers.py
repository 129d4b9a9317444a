"""Figures: what is found, how it is read, what it counts; and what is not a figure."""

from __future__ import annotations

import math
from typing import Any

import pytest
from growth import calls
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core.model import Document, Number, Span
from quoth.core.numbers.find import find_numbers
from quoth.core.parse import Parse, ParsedSentence
from quoth.core.segment.sentences import parse

Row = tuple[Any, ...]


def numbers(text: str, date: str | None = None) -> tuple[Number, ...]:
    return find_numbers(parse(Document("test", text, date=date)))


def rows(text: str, date: str | None = None) -> list[Row]:
    """Surface, kind, value, value_max and unit of each figure."""
    return [(n.span.of(text), n.kind, n.value, n.value_max, n.unit) for n in numbers(text, date)]


# text, surface, kind, value, value_max, unit
FIGURES: list[Row] = [
    # counts in digits, words and both
    ("The storm killed 1,204 villagers.", "1,204", "count", 1204, None, None),
    ("The storm killed twenty-six villagers.", "twenty-six", "count", 26, None, None),
    ("It employs two hundred and five thousand workers.", "two hundred and five thousand", "count", 205000, None, None),
    ("It employs 2.3 million workers.", "2.3 million", "count", 2300000, None, None),
    ("A crowd of three lakh crore was claimed.", "three lakh crore", "count", 3 * 10**12, None, None),
    ("Some 12,34,567 voters registered.", "12,34,567", "count", 1234567, None, None),
    ("The city has 1 414 021 residents.", "1 414 021", "count", 1414021, None, None),
    ("Half a million homes lost power.", "Half a million", "count", 500000, None, None),
    ("They sent two dozen trucks.", "two dozen", "count", 24, None, None),
    ("They sent half a dozen trucks.", "half a dozen", "count", 6, None, None),
    ("They sold one and a half million tickets.", "one and a half million", "count", 1500000, None, None),
    ("They sold 2 1/2 million tickets.", "2 1/2 million", "count", 2500000, None, None),
    ("They sold 3½ million tickets.", "3½ million", "count", 3500000, None, None),
    ("A quarter of a million people marched.", "A quarter of a million", "count", 250000, None, None),
    ("The index fell to minus 12.", "minus 12", "count", -12, None, None),
    ("The index stood at -3.5 on the board.", "-3.5", "count", -3.5, None, None),
    ("The answer is nine point nought four.", "nine point nought four", "count", 9.04, None, None),
    ("It has 10k followers.", "10k", "count", 10000, None, None),
    # vague amounts have no value
    ("Several hundred protesters gathered.", "Several hundred", "count", None, None, None),
    ("A few thousand protesters gathered.", "A few thousand", "count", None, None, None),
    ("Tens of thousands of protesters gathered.", "Tens of thousands", "count", None, None, None),
    ("Dozens of protesters gathered.", "Dozens", "count", None, None, None),
    ("It cost hundreds of millions of dollars.", "hundreds of millions of dollars", "money", None, None, "USD"),
    # money
    ("They lost $34 billion.", "$34 billion", "money", 34 * 10**9, None, "USD"),
    ("They lost £1.2bn.", "£1.2bn", "money", 1200000000, None, "GBP"),
    ("They lost $5m.", "$5m", "money", 5000000, None, "USD"),
    ("They paid A$40 million.", "A$40 million", "money", 40000000, None, "AUD"),
    ("They paid US$22,900.", "US$22,900", "money", 22900, None, "USD"),
    ("They paid HK$ 10.05 billion.", "HK$ 10.05 billion", "money", 10050000000, None, "HKD"),
    ("They paid CA$3 million.", "CA$3 million", "money", 3000000, None, "CAD"),
    ("They paid 30 million Canadian dollars.", "30 million Canadian dollars", "money", 30000000, None, "CAD"),
    ("They paid ten New Zealand dollars.", "ten New Zealand dollars", "money", 10, None, "NZD"),
    ("They paid 181 million pounds.", "181 million pounds", "money", 181000000, None, "GBP"),
    ("They paid one billion złotys.", "one billion złotys", "money", 10**9, None, "PLN"),
    ("They paid SEK9 million.", "SEK9 million", "money", 9000000, None, "SEK"),
    ("They paid EUR 350.", "EUR 350", "money", 350, None, "EUR"),
    ("They paid 17 million USD.", "17 million USD", "money", 17000000, None, "USD"),
    ("They paid 323 million euros.", "323 million euros", "money", 323000000, None, "EUR"),
    ("The kit costs 75 cents.", "75 cents", "money", 0.75, None, "USD"),
    ("The share rose to 470 pence.", "470 pence", "money", 4.7, None, "GBP"),
    (
        "It cost thirteen dollars and forty-five cents.",
        "thirteen dollars and forty-five cents",
        "money",
        13.45,
        None,
        "USD",
    ),
    ("An extra half-a-billion dollars is needed.", "half-a-billion dollars", "money", 500000000, None, "USD"),
    ("The billion dollar plan failed.", "billion dollar", "money", 10**9, None, "USD"),
    ("The budget is Rs. 500 crore, India said.", "Rs. 500 crore", "money", 5 * 10**9, None, "INR"),
    ("They paid 35 lakh rupees in Pakistan.", "35 lakh rupees", "money", 3500000, None, "PKR"),
    ("Sri Lanka set aside Rs 20 million.", "Rs 20 million", "money", 20000000, None, "LKR"),
    ("Kuwait pledged 5 million dinars.", "5 million dinars", "money", 5000000, None, "KWD"),
    ("Cairo pledged 5 million pounds to Egypt's poor.", "5 million pounds", "money", 5000000, None, "EGP"),
    # ranges
    ("It needs $2-3 billion.", "$2-3 billion", "money", 2 * 10**9, 3 * 10**9, "USD"),
    ("It needs $8 billion to $12 billion.", "$8 billion to $12 billion", "money", 8 * 10**9, 12 * 10**9, "USD"),
    ("It takes between five and six workers.", "five and six", "count", 5, 6, None),
    ("Support went from 40 to 50 percent of voters, depending on the day.", "40", "percent", 40, None, "%"),
    ("Support ranges from 40 to 50 percent.", "40 to 50 percent", "percent", 40, 50, "%"),
    ("It takes six to eight weeks.", "six to eight weeks", "duration", 6, 8, "week"),
    ("It takes 10-15 people.", "10-15", "count", 10, 15, None),
    ("They found three or four vessels.", "three or four", "count", 3, 4, None),
    (
        "The price was five to six million US dollars.",
        "five to six million US dollars",
        "money",
        5000000,
        6000000,
        "USD",
    ),
    ("It takes a day or two.", "a day or two", "duration", 1, 2, "day"),
    # percentages
    ("Exports fell 4.5 percent.", "4.5 percent", "percent", 4.5, None, "%"),
    ("Exports fell by 47%.", "47%", "percent", 47, None, "%"),
    ("Exports fell twenty per cent.", "twenty per cent", "percent", 20, None, "%"),
    ("The rate rose three percentage points.", "three percentage points", "percent", 3, None, "%"),
    ("It is a quarter of 1 percent of the trade.", "a quarter of 1 percent", "percent", 0.25, None, "%"),
    ("It rose half a percent.", "half a percent", "percent", 0.5, None, "%"),
    # fractions, ratios, ordinals
    ("Two-thirds of the members agreed.", "Two-thirds", "fraction", 2 / 3, None, None),
    ("Three quarters of the members agreed.", "Three quarters", "fraction", 0.75, None, None),
    ("About a third of the members agreed.", "a third", "fraction", 1 / 3, None, None),
    ("Half of the members agreed.", "Half", "fraction", 0.5, None, None),
    ("One in five voters stayed at home.", "One in five", "fraction", 0.2, None, None),
    ("Nine out of ten voters stayed at home.", "Nine out of ten", "fraction", 0.9, None, None),
    ("The court ruled 5-4 for the state.", "5-4", "ratio", "5-4", None, None),
    ("It was a 5-to-4 ruling.", "5-to-4", "ratio", "5-4", None, None),
    ("The motion passed 230 to 198.", "230 to 198", "ratio", "230-198", None, None),
    ("He has an 11-2 record.", "11-2", "ratio", "11-2", None, None),
    ("The 8th session opened.", "8th", "ordinal", 8, None, None),
    ("The twenty-first session opened.", "twenty-first", "ordinal", 21, None, None),
    ("It was their first meeting.", "first", "ordinal", 1, None, None),
    # quantities
    ("It lies 250 kilometres off the coast.", "250 kilometres", "quantity", 250, None, "kilometre"),
    ("It lies 17 km away.", "17 km", "quantity", 17, None, "kilometre"),
    ("It pumps 10 billion cubic meters of gas.", "10 billion cubic meters", "quantity", 10**10, None, "cubic metre"),
    ("It pumps 48 bcm of gas.", "48 bcm", "quantity", 48 * 10**9, None, "cubic metre"),
    ("It makes 500 megawatts of power.", "500 megawatts", "quantity", 500, None, "megawatt"),
    ("It holds 34,500 metric tons of copper.", "34,500 metric tons", "quantity", 34500, None, "tonne"),
    ("It burned 6.05 hectares.", "6.05 hectares", "quantity", 6.05, None, "hectare"),
    ("It pumps 500,000 barrels a day.", "500,000 barrels a day", "quantity", 500000, None, "barrel per day"),
    ("The 3-inch pipe broke.", "3-inch", "quantity", 3, None, "inch"),
    ("He is 1.8m tall.", "1.8m", "quantity", 1.8, None, "metre"),
    ("A 75ml bottle broke.", "75ml", "quantity", 75, None, "millilitre"),
    ("Winds reached 185 mph.", "185 mph", "quantity", 185, None, "mile per hour"),
    ("A magnitude 6.3 earthquake struck.", "6.3", "quantity", 6.3, None, "magnitude"),
    ("The baby weighed seven pounds.", "seven pounds", "quantity", 7, None, "pound"),
    # durations and ages
    ("They waited four years.", "four years", "duration", 4, None, "year"),
    ("The eight-year war ended.", "eight-year", "duration", 8, None, "year"),
    ("They waited for a decade.", "a decade", "duration", 10, None, "year"),
    ("They waited an hour and a half.", "an hour and a half", "duration", 1.5, None, "hour"),
    ("They waited two and a half years.", "two and a half years", "duration", 2.5, None, "year"),
    ("They waited two years and six months.", "two years and six months", "duration", 2.5, None, "year"),
    ("They have nine more days.", "nine more days", "duration", 9, None, "day"),
    ("They left half an hour before dawn.", "half an hour", "duration", 0.5, None, "hour"),
    ("A 19-year-old man was held.", "19-year-old", "age", 19, None, "year"),
    ("Gordon Davis, 50, will lead the board.", "50", "age", 50, None, "year"),
    ("He was 79.", "79", "age", 79, None, "year"),
    ("She was aged about 68, the family said.", "68", "age", 68, None, "year"),
    ("The child was three months old.", "three months old", "age", 3, None, "month"),
    ("The law bars women under 21.", "21", "age", 21, None, "year"),
    # dates
    ("They met on May 30, 2024 in Baku.", "May 30, 2024", "date", "2024-05-30", None, None),
    ("They met on 30 May 2024 in Baku.", "30 May 2024", "date", "2024-05-30", None, None),
    ("They met on Jan. 5.", "Jan. 5", "date", "XXXX-01-05", None, None),
    ("They met in January.", "January", "date", "XXXX-01", None, None),
    ("They met in June of 1992.", "June of 1992", "date", "1992-06", None, None),
    ("They met on 2024-05-30.", "2024-05-30", "date", "2024-05-30", None, None),
    ("They met in 1984.", "1984", "date", "1984", None, None),
    ("The 2016 elections came next.", "2016", "date", "2016", None, None),
    ("They ruled from 2014 to 2018.", "2014 to 2018", "date", "2014", "2018", None),
    ("They ruled in 2009-10.", "2009-10", "date", "2009", "2010", None),
    ("They met on May 3-5, 2024.", "May 3-5, 2024", "date", "2024-05-03", "2024-05-05", None),
    ("Prices rose in the 1940s.", "the 1940s", "date", "194X", None, None),
    ("It is due in fiscal year 2025.", "fiscal year 2025", "date", "2025", None, None),
    ("It is due in FY26.", "FY26", "date", "2026", None, None),
    ("It is due by the end of 2030.", "the end of 2030", "date", "2030", None, None),
    ("It was signed in the first quarter of 2013.", "the first quarter of 2013", "date", "2013", None, None),
    ("Four out of every five families left.", "Four out of every five", "fraction", 0.8, None, None),
    ("He stood 7 feet 2 inches tall.", "7 feet 2 inches", "quantity", 7 + 1 / 6, None, "foot"),
    ("The deal was worth 20 million Polish zlotys.", "20 million Polish zlotys", "money", 20000000, None, "PLN"),
    ("Oil hit $US60 a barrel.", "$US60", "money", 60, None, "USD"),
    ("Children aged between 6 and 12 came.", "6 and 12", "age", 6, 12, "year"),
    ("He is in his 60s.", "60s", "age", 60, 69, "year"),
    ("They met on December 3rd and 4th, 2024.", "December 3rd and 4th, 2024", "date", "2024-12-03", "2024-12-04", None),
    ("The scholar wrote it in 996 AD.", "996 AD", "date", "0996", None, None),
    # labels
    ("They spoke at COP29.", "29", "label", 29, None, None),
    ("The G20 met.", "20", "label", 20, None, None),
    ("An F-16 landed.", "16", "label", 16, None, None),
    ("A Boeing 727 landed.", "727", "label", 727, None, None),
    ("The council passed Resolution 2259.", "2259", "label", 2259, None, None),
    ("India revoked Article 370.", "370", "label", 370, None, None),
    ("The COVID-19 pandemic began.", "19", "label", 19, None, None),
    ("The 9/11 attacks changed that.", "9/11", "label", "9/11", None, None),
]


@pytest.mark.parametrize("text, surface, kind, value, value_max, unit", FIGURES, ids=[row[0] for row in FIGURES])
def test_figures(text: str, surface: str, kind: str, value: Any, value_max: Any, unit: str | None) -> None:
    assert (surface, kind, pytest.approx(value) if isinstance(value, float) else value, value_max, unit) in rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "Call +1 202-555-0134 or (202) 555-0134.",
        "They met at 10:30 a.m. and again at 6 p.m. EDT.",
        "See https://example.org/2024/05/30/story-12 or write to desk7@example.org.",
        "1. The minister spoke.",
        "No one knew; one can only guess.",
        "The one you mentioned is here.",
        "One of the guests left.",
        "First, we met; and, third, we agreed.",
        "They backed the two-state solution and net-zero emissions.",
        "They talked on the one hand to each other.",
        "The ssn is 123-12-1234.",
        "It earns money a year.",
        "This way, they went home.",
    ],
)
def test_no_figures(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    "text, figures",
    [
        ("Trade rose from 5 percent to 7 percent.", [(5, None), (7, None)]),
        ("It rose from $5 million to $7 million.", [(5000000, None), (7000000, None)]),
        ("They paid four million dollars three years ago.", [(4000000, None), (3, None)]),
        ("The plan costs $2 million a year.", [(2000000, None)]),
        ("They bought ALL 5 houses.", [(5, None)]),
        ("He wrote resolutions 242 and 338.", [(242, None), (338, None)]),
        ("Antoine Quirin and Nicolas Redouane, 40 and 49, left.", [(40, None), (49, None)]),
        ("There are 1846 persons in 2016.", [(1846, None), ("2016", None)]),
    ],
)
def test_apart(text: str, figures: list[Row]) -> None:
    assert [(n.value, n.value_max) for n in numbers(text)] == figures


@pytest.mark.parametrize(
    "text, qualifier",
    [
        ("About 40 people left.", "about"),
        ("Some 40 people left.", "about"),
        ("Nearly 40 people left.", "nearly"),
        ("More than 40 people left.", "more than"),
        ("Over 40 people left.", "more than"),
        ("Fewer than 40 people left.", "less than"),
        ("At least 40 people left.", "at least"),
        ("No fewer than 40 people left.", "at least"),
        ("Up to 40 people left.", "up to"),
        ("As many as 40 people left.", "up to"),
        ("Exactly 40 people left.", "exactly"),
        ("They need 40 or more people.", "at least"),
        ("They need 40 or so people.", "about"),
        ("They need 40 people.", None),
        ("It cost $30 billion over 10 years.", None),
    ],
)
def test_qualifiers(text: str, qualifier: str | None) -> None:
    assert numbers(text)[-1].qualifier == qualifier


@pytest.mark.parametrize(
    "text, counted",
    [
        ("He cited the 55,000 Pakistanis who came.", ["Pakistanis"]),
        ("He cited six direct flights to Baku.", ["direct flights"]),
        ("He cited the $34 billion loss of last year.", ["loss"]),
        ("They offered grants of $2,000.", ["grants"]),
        ("Trade declined 40 percent.", ["Trade"]),
        ("The death toll stands at 387.", ["death toll"]),
        ("About 30 percent of voters agreed.", ["voters"]),
        ("They gave $12 million in federal assistance.", ["federal assistance"]),
        ("They gave $12 million to the city.", [None]),
        ("Two-thirds of the members agreed.", ["members"]),
        ("It was the first outside group.", ["outside group"]),
        ("Karen Janes, 67, left.", ["Karen Janes"]),
        ("They waited four years.", [None]),
        ("More than 6,000 dead and wounded were counted.", ["dead and wounded"]),
        ("The eight-page letter was read.", ["page"]),
        ("They met in January.", [None]),
        ("The first and second rounds ended.", ["rounds", "rounds"]),
        ("Half the population left.", ["population"]),
        ("He had raised $3.2 million.", [None]),
        ("They gave $1 billion in U.S. government bonds.", ["U.S. government bonds"]),
    ],
)
def test_counts(text: str, counted: list[str | None]) -> None:
    assert [n.counts.of(text) if n.counts else None for n in numbers(text)] == counted


def test_dates_told_from_the_day_of_writing() -> None:
    text = "They met yesterday, on Tuesday and last month."
    assert [n.value for n in numbers(text, "2024-05-30")] == ["2024-05-29", "2024-05-28", "2024-04"]
    assert numbers(text) == ()


def test_the_country_of_a_currency_comes_from_the_document() -> None:
    paid = "The ministry will pay 20 million rupees."
    assert [n.unit for n in numbers(paid)] == ["INR"]
    assert [n.unit for n in numbers(f"Pakistan and its neighbours met in Islamabad.\n\n{paid}")] == ["PKR"]
    assert [n.unit for n in numbers(f"Officials met in Colombo, Sri Lanka.\n\n{paid}")] == ["LKR"]


def test_a_name_stays_a_name() -> None:
    text = "The jet was a Boeing 707. Investigators say the 707 was old."
    assert [(n.kind, n.value) for n in numbers(text)] == [("label", 707), ("label", 707)]


@given(st.text(alphabet=st.sampled_from("0123456789 .,-–$€%/'’\"()+#½abkmtns\nonetwohalfofandtoMayRs"), max_size=120))
@settings(max_examples=200, deadline=None)
def test_anything_gives_offsets_inside_the_text(text: str) -> None:
    last = 0
    for n in numbers(text, "2024-05-30"):
        assert last <= n.span.start < n.span.end <= len(text)
        last = n.span.end
        if n.counts is not None:
            assert 0 <= n.counts.start < n.counts.end <= len(text)


@given(
    st.lists(
        st.one_of(st.text(max_size=6), st.from_regex(r"[$€]?\d[\d,.:/-]{0,8}[%a-z]?", fullmatch=True)), max_size=12
    )
)
@settings(max_examples=200, deadline=None)
def test_any_characters_and_any_digits_are_read(parts: list[str]) -> None:
    text = " ".join(parts)
    assert all(0 <= n.span.start < n.span.end <= len(text) for n in numbers(text, "2024-05-30"))


@given(
    st.lists(
        st.sampled_from(
            [
                "one",
                "two",
                "ten",
                "a",
                "an",
                "half",
                "of",
                "and",
                "million",
                "hundred",
                "dozen",
                "percent",
                "dollars",
                "$",
                "5",
                "1.5",
                "2024",
                "May",
                "third",
                "-",
                "to",
                "from",
                "between",
                "years",
                "old",
                "%",
                "30th",
                "in",
                "out",
                "first",
                "few",
                "3/4",
                "or",
                "so",
                "the",
                "Rs.",
                "US",
                "km",
                ",",
                ".",
                "(",
                ")",
            ]
        ),
        max_size=14,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_order_of_number_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    assert all(0 <= n.span.start < n.span.end <= len(text) for n in numbers(text))


SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(value: int) -> str:
    """A whole number in English words."""
    for scale, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= scale:
            rest = value % scale
            joint = " and " if scale == 100 or rest < 100 else " "
            return f"{spell(value // scale)} {word}" + (joint + spell(rest) if rest else "")
    if value < 20:
        return SMALL[value]
    return TENS[value // 10 - 2] + (f"-{SMALL[value % 10]}" if value % 10 else "")


@given(st.integers(2, 10**12 - 1))
@settings(max_examples=200, deadline=None)
def test_a_number_in_words_reads_back(value: int) -> None:
    assert [n.value for n in numbers(f"They counted {spell(value)} stars.")] == [value]


@given(st.integers(2, 10**12 - 1))
@settings(max_examples=100, deadline=None)
def test_a_number_in_digits_reads_back(value: int) -> None:
    assert [n.value for n in numbers(f"They counted {value:,} stars.")] == [value]


@given(
    st.decimals(min_value="0.01", max_value="999.99", places=2),
    st.sampled_from([("million", 10**6), ("billion", 10**9)]),
)
@settings(max_examples=100, deadline=None)
def test_a_sum_of_money_reads_back(value: Any, scale: tuple[str, int]) -> None:
    found = numbers(f"They paid ${value} {scale[0]} at once.")
    assert [(n.kind, n.value, n.unit) for n in found] == [("money", value * scale[1], "USD")]


@pytest.mark.parametrize(
    "unit",
    [
        "9",
        "1,234,",
        "1 2 ",
        "one hundred and ",
        "million ",
        "3 pounds ",
        "19-year-old ",
        "x@y ",
        "Foo 7 Bar ",
        "- ",
        "N95 ",
        "45p ",
        "A 220-pound ",
    ],
)
def test_work_grows_with_length_only(unit: str) -> None:
    def work(times: int) -> int:
        text = unit * times
        whole = Span(0, len(text))
        parsed = Parse(Document("long", text), (whole,), (ParsedSentence(whole, 0, ()),), ())
        return calls(lambda: find_numbers(parsed))

    work(10)
    assert work(1000) < 2.4 * work(500) + 2_000


@given(
    st.lists(
        st.sampled_from(["9", "99999999999999", "123456789", ".5", "^", "e", "e+", ",", " ", "30", "million"]),
        max_size=9,
    )
)
@settings(max_examples=200, deadline=None)
def test_every_value_can_be_kept(pieces: list[str]) -> None:
    for number in numbers("It grew by " + "".join(pieces) + " metres."):
        for value in (number.value, number.value_max):
            assert not isinstance(value, int) or abs(value) < 2**63
            assert not isinstance(value, float) or math.isfinite(value)


def test_a_line_of_two_million_digits_is_no_figure() -> None:
    text = "9" * 2_000_000
    whole = Span(0, len(text))
    assert find_numbers(Parse(Document("long", text), (whole,), (ParsedSentence(whole, 0, ()),), ())) == ()

"""Sentences: each table holds texts with the sentences they have."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core.model import Document
from quoth.core.segment.sentences import parse


def sentences(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in parse(Document("text", text)).sentences]


ONE = [
    # abbreviations before names, initials, numbers
    "Lt. Gov. Anna B. Reyes met Sen. J. L. Smith and Rep. Ann Lee (R-Calif.) on Tuesday.",
    "President Joseph R. Biden, Jr. called Prime Minister Keir Starmer of the U.K. today.",
    "Wayne A. I. Harris and Harry S. Truman never met.",
    "The U.S. Embassy in Washington, D.C. Circuit terms was silent.",
    "He works for the U.S. Department of State.",
    "Ms. Ortega of Acme Corp. Inc. Holdings left for St. Petersburg.",
    "Shares of Grupo S.A. de C.V. rose 3 percent.",
    "The room is No. 10 on Downing St. near Mt. Vernon.",
    "See pp. 12-14 and Art. 5 of the treaty, vol. 2, no. 7.",
    "The march on Sept. 11 drew 1,500 people vs. 300 in Jan. 2020.",
    "The call began at 3:30 p.m. EDT on Monday.",
    "The session opens at 10 a.m. Tuesday in Geneva.",
    "At 9 a.m. Mrs. Lund opened the talks.",
    "Turn to p. 31 for the map.",
    "They left with Hale, Burke & Co. after lunch.",
    "That is Martin Jr.'s house.",
    "It is in the E.U. already.",
    # numbers and addresses
    "Fuel costs $3.50 a litre.",
    "Write to Ana.Lima@example.org or see https://www.example.org/a.b/c.html?x=1.2 for more.",
    "The site state.gov has it.",
    # parentheses and quotations
    "She lectures on law (She once was a judge in Oslo.) at the academy.",
    'He said, "We agree." and sat down.',
    "He whispered, 'It is over.' and left.",
    '"They held out for two days!" Macron told the world.',
    "“Why now?” the minister asked.",
    "“Will you sign?” Prime Minister Anna Lind asked him.",
    '"Stop!" shouted the guard.',
    "The paper says “the rules of the sea will hold. . . .”",
    '"The bridge [...] was a sign of many roads [...]" (Ortiz 12).',
    "The leaders (pictured) discussed trade, e.g. Norwegian fish, i.e. Salmon.",
    # marks inside names and pauses
    "She was at Yahoo! in those years.",
    "Well ... maybe ... what I mean is . . . I did not know, see...or so.",
    "He came … and went.",
    # no final stop; headings; datelines; labels
    "Joint statement on energy",
    "ISLAMABAD - Pakistan and Norway agreed to trade more.",
    "BERLIN, Oct. 4 (DPA) — Germany and France signed.",
    "Remarks by the U.S. Prison Board",
    "She hit send.me",
]

TWO = [
    ("Trade grew.", "Talks go on."),
    ("Who is there?", "It is us."),
    ("Hurrah!", "We won."),
    ("What?!", "No."),
    ("Really!?", "Yes."),
    ("Oh!!", "That long?"),
    ("They fly to the U.S.", "The trip is short."),
    ("We live in the E.U.", "How about you?"),
    ("He flew to Washington, D.C.", "There he met the envoy."),
    ("She joined Acme Inc.", "It makes glass."),
    ("They bought it from Hale & Co.", "It was cheap."),
    ("Ask Ann and co.", "They were there."),
    ("The train left at 6 p.m.", "The next came late."),
    ("The minister left at 6 P.M.", "Mr. Cole stayed on."),
    ("The rules are clear to you and I.", "Did Albert I. Stone read them?"),
    ("It costs $20.00.", "That is fair."),
    ("Was it a yes?", "No."),
    ("He said no.", "I agreed."),
    ("It was 2004.", "Nobody knew."),
    ('She said: "This is fine."', "He looked away."),
    ("“We will act.”", "“When?”"),
    ("“This is his choice.”", "Macron left."),
    ('He warned of "a long war".', "Nobody spoke."),
    ("They came (so it is said).", "Then they left."),
    ("(Applause.)", "Thank you."),
    ("Thank you.", "(Laughter.)"),
    ("Write to a.b@example.com.", "She will answer."),
    ("The page is http://www.example.com/x_y.html.", "Look there."),
    ("I did not say that....", "He went away."),
    ("They stopped there . . . .", "Then it rained."),
    ("One custom grew weak with time.", ". . . The other was kept. . . ."),
    ("So we went home [...]", "There was no more to do."),
    ("“[...] We went home.", "Nobody spoke.”"),
    ("She was calm.", "… he was not."),
    ("It ended…", "Nobody clapped."),
    ("It is over.", "…"),
    ("1.) The first point", "2.) The second point"),
    ("1) Trade.", "2) Energy."),
    ("1. Trade in goods", "2. Energy and water"),
    ("1. The talks of May 2.", "2. The summit"),
    ("• 9. Trade", "• 10. Energy"),
    ("⁃9. Trade", "⁃10. Energy"),
    ("-   Anna Lind, Mayor of Oslo", "-   Sherman P. Lea, Mayor of Bergen"),
    ("a. Trade in goods", "b. Energy"),
    ("You find it at N°. 1043.221.118.", "There it lies."),
    ("We went to Rome.", "–Then we left."),
    ("He came. ".strip(), "iPhones were sold."),
    ("It was good, they say (why not?).", "So we agreed."),
    ("Trade is the point of this:", "TEHRAN (AFP) - Iran signed."),
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("pair", TWO, ids=" | ".join)
def test_two_sentences_are_told_apart(pair: tuple[str, str]) -> None:
    assert sentences(" ".join(pair)) == list(pair)


LAYOUT = [
    ("We went home. [...] There was no more to do.", ["We went home.", "[...]", "There was no more to do."]),
    ("会议结束。我们走吧！", ["会议结束。", "我们走吧！"]),
    ("यह अच्छा है। वह गया।", ["यह अच्छा है।", "वह गया।"]),
    ("Trade grew.\n\nTalks go on", ["Trade grew.", "Talks go on"]),
    ("Trade grew.\r\nTalks go on.\r\n", ["Trade grew.", "Talks go on."]),
    ("A heading\n\nThe text.", ["A heading", "The text."]),
    ("This sentence was\ncut by its file.", ["This sentence was\ncut by its file."]),
    ("It was a long \nday in the capital.", ["It was a long \nday in the capital."]),
    ("trade\nports and ships\nfood, water\n", ["trade", "ports and ships", "food, water"]),
    (
        "Bread is dear.Nobody eats.Mr. Lee sold 1,200.It helped.",
        ["Bread is dear.", "Nobody eats.", "Mr. Lee sold 1,200.", "It helped."],
    ),
    (
        (
            "The two ministers met in the city of Oslo on Monday and\r\nspoke of fish. They will meet again in Rome, where the\r\n"
            "U.S. envoy waits.\r\n- one item\r\n- another item"
        ),
        [
            "The two ministers met in the city of Oslo on Monday and\r\nspoke of fish.",
            "They will meet again in Rome, where the\r\nU.S. envoy waits.",
            "- one item",
            "- another item",
        ],
    ),
    (
        "a. The first b. The second c. The third",
        ["a. The first", "b. The second", "c. The third"],
    ),
    (
        '"We met. We spoke. We signed," he said. "It was good."',
        ['"We met.', "We spoke.", 'We signed," he said.', '"It was good."'],
    ),
    (
        "At 5 a.m. Mr. Cole left. He came at 6 P.M. Mr. Cole then slept.",
        ["At 5 a.m. Mr. Cole left.", "He came at 6 P.M.", "Mr. Cole then slept."],
    ),
    (
        "2:15 P.M. EST\n\nMR. COLE:  Good morning.  Sit.\n\nQ    Why?\n\nEND",
        ["2:15 P.M. EST", "Good morning.", "Sit.", "Why?", "END"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LAYOUT)
def test_lines_and_paragraphs(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_long_line_takes_no_longer_than_many_short_ones() -> None:
    """No stop looks further than a few words around it: a text without line ends is as good as any."""
    text = "A. B. of the U.S. on Jan. 5 at 6 p.m. (so he said), 1. item " * 2000
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")


PLAIN = [
    "U.S.",
    "Mr.",
    "He",
    "said",
    "“No.”",
    "(we",
    "agree.)",
    "[...]",
    "...",
    "…",
    "1.",
    "2.",
    "•",
    "Q",
    "A.",
    "—",
    "p.m.",
    "''",
    '"',
    "’",
    "中文。",
    "http://a.b/c.",
    "5",
    "END",
    ".",
    "?!",
]
ODD = ["\n", "\n\n", "\r\n", "MR. X:", "\xa0", "\u2028", "\ufeff", "\ud800", "e\u0301"]
WORDS = st.sampled_from(PLAIN + ODD)


PROSE = (
    "The two delegations, led by Lt. Gov. Anna B. Reyes and Mr. J. L. Smith of the U.K., met in Washington, D.C., on Monday. "
    "“We agree on fish,” she said. “We do not on oil.” He noted that 1,200 boats, worth $3.5 billion, had left by 5 p.m. "
    "Nobody asked about the U.S. Embassy. What next? The two sides will speak of trade, of the price of energy and of how "
    "to keep the sea between them clean, and a small group of experts is to write down by the end of next year what both "
    "can live with. Nothing of this is new: the first talks about it were held a decade ago, and those came to nothing. "
    "There is hope that it will be otherwise this time, although few in the capitals would bet on it. The talks go on in Rome"
)


@given(st.integers(min_value=50, max_value=100), st.sampled_from(["\n", "\r\n", " \n"]), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_wrapping_does_not_change_the_sentences(width: int, line_end: str, skipped: int) -> None:
    text = " ".join(PROSE.split()[skipped % 9 :])
    wrapped = line_end.join(textwrap.wrap(text, width, break_on_hyphens=False))
    assert [" ".join(found.split()) for found in sentences(wrapped)] == sentences(text)


@given(st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=40), st.sampled_from(["", " ", "  "]))
@settings(max_examples=150, deadline=None)
def test_no_offset_is_ever_wrong(words: list[str], glue: str) -> None:
    text = glue.join(words)
    found = parse(Document("text", text))
    edges = [edge for sentence in found.sentences for edge in sentence.span]
    assert edges == sorted(edges) and all(0 <= edge <= len(text) for edge in edges)
    for sentence in found.sentences:
        span = sentence.span
        assert span.of(text) == span.of(text).strip() != ""
        assert found.paragraphs[sentence.paragraph].holds(span)
        tokens = [edge for token in sentence.tokens for edge in (token.start, token.end)]
        assert tokens == sorted(tokens) and all(
            token.text == text[token.start : token.end] for token in sentence.tokens
        )
        assert "".join(token.text for token in sentence.tokens) == "".join(span.of(text).split())
    said = "".join(sentence.span.of(text) for sentence in found.sentences)
    assert len("".join(said.split())) <= len("".join(text.split()))
    for turn in found.turns:
        assert 0 <= turn.label.start < turn.label.end <= turn.body.start <= turn.body.end <= len(text)


@given(st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=40))
@settings(max_examples=100, deadline=None)
def test_nothing_is_lost_where_nobody_has_the_floor(words: list[str]) -> None:
    text = " ".join(words)
    found = parse(Document("text", text))
    if not found.turns:
        kept = "".join("".join(sentence.span.of(text).split()) for sentence in found.sentences)
        assert kept.replace("\ufeff", "") == "".join(text.split()).replace("\ufeff", "")


CUT = Path(__file__).with_name("prose_sentences.txt").read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize("line", CUT)
def test_a_paragraph_is_cut_where_the_file_says(line: str) -> None:
    assert sentences(line.replace(" | ", " ")) == line.split(" | ")


def test_after_a_whole_word_a_small_letter_opens_a_sentence() -> None:
    assert sentences("we went home. then it rained. ok") == ["we went home.", "then it rained.", "ok"]
    assert sentences('"It is over." he said.') == ['"It is over." he said.']

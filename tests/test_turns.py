"""Turns: which labels give somebody the floor, and for how long."""

from __future__ import annotations

import pytest
from quoth.core.model import Document
from quoth.core.segment.sentences import parse


def turns(text: str) -> list[tuple[str, str]]:
    return [(turn.label.of(text), turn.body.of(text)) for turn in parse(Document("text", text)).turns]


TRANSCRIPTS = [
    (
        (
            "Aboard the train\n\n10:02 A.M. EST\n\nMR. COLE:  Good morning.\n\nWe begin.\n\nQ    Bill, can you say more?\n\n"
            "MR. COLE:  No.\n\nEND\n\n10:06 A.M. EST"
        ),
        [("MR. COLE", "Good morning.\n\nWe begin."), ("Q", "Bill, can you say more?"), ("MR. COLE", "No.")],
    ),
    (
        "SECRETARY LIND:\xa0 Welcome.\r\n\r\nFOREIGN MINISTER LÓPEZ VON DER AU (via interpreter): Thanks.\r\n\r\nQUESTION: Why?\r\n",
        [("SECRETARY LIND", "Welcome."), ("FOREIGN MINISTER LÓPEZ VON DER AU", "Thanks."), ("QUESTION", "Why?")],
    ),
    (
        "MR. COLE:  We agree. MS. LIND:  Thank you.\n\nMR. COLE:  Good.\n\nMS. LIND:  Yes, MR. COLE: it is.",
        [
            ("MR. COLE", "We agree."),
            ("MS. LIND", "Thank you."),
            ("MR. COLE", "Good."),
            ("MS. LIND", "Yes, MR. COLE: it is."),
        ],
    ),
    ("**MR. X:** Hello.\n\n**Q:** Yes?", [("MR. X", "Hello."), ("Q", "Yes?")]),
    ("THE PRESIDENT: Thank you all.\n\nIt is late.", [("THE PRESIDENT", "Thank you all.\n\nIt is late.")]),
    ("MR. COLE:\nGood morning.\n\nQ\xa0\xa0\xa0 — when?", [("MR. COLE", "Good morning."), ("Q", "— when?")]),
    ("WALLACE: Sir?\n\nPENCE: Yes.\n\nWALLACE: When?", [("WALLACE", "Sir?"), ("PENCE", "Yes."), ("WALLACE", "When?")]),
    (
        "Ann Lee: Sir?\n\nBo Dahl: Yes.\n\nAnn Lee: When?\n\nBo Dahl: Now.",
        [("Ann Lee", "Sir?"), ("Bo Dahl", "Yes."), ("Ann Lee", "When?"), ("Bo Dahl", "Now.")],
    ),
    (
        "Q. Why?\n\nA. Because.\n\nQ. When?\n\nA. Now.",
        [("Q", "Why?"), ("A", "Because."), ("Q", "When?"), ("A", "Now.")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TRANSCRIPTS)
def test_turns_of_transcripts(text: str, expected: list[tuple[str, str]]) -> None:
    assert turns(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The point is this: nobody came.\n\nThe point is this: nobody cared.",
        "WHAT: A talk\n\nWHO: The envoy\n\nWHEN: 5 May",
        "Note: all times are local.\n\nNote: no cameras.",
        "PRESIDENT LIND: WE WILL NOT YIELD\n\nThe president of Norway said that she would stay.",
        "McConnell: no vote this year\n\nHe left.",
        "A lot of people came.\n\nA few left.",
        "OSLO: the capital of Norway.",
        "“We agree: trade matters.”\n\nHe added: “Fish, too.”",
        "3:15 P.M. they left.\n\nhttp://example.com/a: a page",
    ],
)
def test_not_every_colon_makes_a_label(text: str) -> None:
    assert turns(text) == []


def test_a_label_belongs_to_no_sentence() -> None:
    text = "MS. LIND:  Thank you.  (Laughter.)  Next.\n\nQ Why?\n\n(Applause.)"
    found = parse(Document("text", text))
    assert [sentence.span.of(text) for sentence in found.sentences] == [
        "Thank you.",
        "(Laughter.)",
        "Next.",
        "Why?",
        "(Applause.)",
    ]
    assert [sentence.paragraph for sentence in found.sentences] == [0, 0, 0, 1, 2]

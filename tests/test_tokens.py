"""Tokens and tags."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize.treebank import TreebankWordTokenizer
from quoth.core.model import Span
from quoth.core.segment.tagger import tagger
from quoth.core.segment.tokens import stem, tokenize


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text, Span(0, len(text)))]


def tags(text: str) -> list[str]:
    return [token.tag for token in tokenize(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don’t say we can't.", "They do n’t say we ca n't ."),
        ("Pakistan’s minister’ll go", "Pakistan ’s minister ’ll go"),
        ("He cannot go; I'm gonna.", "He can not go ; I 'm gon na ."),
        ("“It’s fine,” he said.", "“ It ’s fine , ” he said ."),
        ("''It's ours,'' he said", "'' It 's ours , '' he said"),
        ("Gov. Lee left the U.S.", "Gov. Lee left the U.S."),
        ("the U.S., U.S.-led, a.m. and Inc.", "the U.S. , U.S.-led , a.m. and Inc."),
        ("It is No. 10, not no.", "It is No. 10 , not no ."),
        ("$34 billion (US$2.5bn, €3m, 20%)", "$ 34 billion ( US$ 2.5bn , € 3m , 20 % )"),
        ("a 19-year-old’s 5-to-4 win in 2020–2021", "a 19-year-old ’s 5-to-4 win in 2020 – 2021"),
        ("10:02 on 9/11, 1,200.5 and COP29’s", "10:02 on 9/11 , 1,200.5 and COP29 ’s"),
        ("Ask a.b-c@d.example or https://e.org/f?g=h.", "Ask a.b-c@d.example or https://e.org/f?g=h ."),
        ("O'Brien of AT&T — and/or X...", "O'Brien of AT&T — and/or X ..."),
        ("(we [and they] go)--now", "( we [ and they ] go ) -- now"),
    ],
)
def test_words_are_cut_as_the_treebank_does(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    "text",
    [
        "The ministers of both countries, who met in Oslo, didn't agree on anything; they'll meet again (in Rome).",
        "Isn't the 3.5 percent growth, at $20 a head, what we've asked for?",
        "The party's leader can't say when he'd go, or why we're here!",
    ],
)
def test_plain_sentences_are_cut_as_nltk_cuts_them(text: str) -> None:
    assert words(text) == TreebankWordTokenizer().tokenize(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said they would sign the treaty .", "DT NN VBD PRP MD VB DT NN ."),
        ("“ We agree , ” he said .", "`` PRP VBP , '' PRP VBD ."),
        ('" We agree , " he said .', "`` PRP VBP , '' PRP VBD ."),
        ("Later Foreign Minister Ishaq Dar met President Biden in Baku .", "RB NNP NNP NNP NNP VBD NNP NNP IN NNP ."),
        ("Russia’s aims ( in 2022 ) were worth €34 billion .", "NNP POS NNS -LRB- IN CD -RRB- VBD JJ $ CD CD ."),
        ("She underscored and welcomed the bilateral talks .", "PRP VBD CC VBD DT JJ NNS ."),
    ],
)
def test_tags(text: str, expected: str) -> None:
    assert tags(text) == expected.replace("-LRB-", "(").replace("-RRB-", ")").split()


def test_the_fast_way_finds_what_nltk_finds_among_the_likely_tags() -> None:
    """Where every tag is likely and no word is taken as known, both take the best of the same weights."""
    fast = tagger()
    sentence = [
        "The",
        "grumbling",
        "envoys",
        "said",
        "that",
        "nobody",
        "had",
        "asked",
        "them",
        "about",
        "the",
        "new",
        "frumious",
        "treaty",
        ".",
    ]
    fast.model.weights = {f"{slot} {value}": row for slot, rows in fast.rows.items() for value, row in rows.items()}
    fast.model.classes = {tag for row in fast.model.weights.values() for tag in row}
    by_nltk = [tag for _, tag in fast.tag(sentence)]
    assert [(a, b) for a, b in zip(fast.tags(sentence), by_nltk, strict=True) if a != b] == []


def test_stems() -> None:
    assert [stem(word) for word in ("Agreements", "agreed", "ministers’", "nations")] == [
        "agreement",
        "agre",
        "minist",
        "nation",
    ]


@given(st.text(st.characters(codec=None), max_size=60))
@settings(max_examples=150, deadline=None)
def test_tokens_hold_every_letter_once(text: str) -> None:
    found = tokenize(text, Span(0, len(text)))
    assert "".join(token.text for token in found) == "".join(text.split())
    assert all(text[token.start : token.end] == token.text and token.tag for token in found)

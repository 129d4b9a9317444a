"""What the speaker does by saying it."""

from __future__ import annotations

import pytest
from quoth.core.attribution.acts import ACTS, best_act
from quoth.core.attribution.attribute import attribute
from quoth.core.attribution.cues import cue_lexicon
from quoth.core.model import Document
from quoth.core.people.find import find_people
from quoth.core.segment.sentences import parse

TOLD = [
    ("President Keller noted that talks would resume in May.", "state"),
    ("President Keller thanked the Prime Minister for his hospitality.", "praise"),
    ("President Keller condemned the attack on the embassy.", "criticise"),
    ("President Keller urged Norland to open its border.", "ask"),
    ("The two leaders agreed to hold further talks in May.", "agree"),
    ("President Keller pledged $20 million to rebuild the port.", "pledge"),
    ("President Keller reaffirmed her support for the sovereignty of Norland.", "support"),
    ("President Keller expressed gratitude for Norland's steadfast support in the north.", "praise"),
    ("President Keller said that next year's vote will help the region to make significant progress.", "state"),
    ("President Keller said that she will help the region to make significant progress.", "pledge"),
    ("President Keller expressed concern about the violence in the north.", "criticise"),
    ("Anna Berg never promised 40 ships.", "reject"),
    ("Anna Berg did not say that Norway would send ships.", "state"),
    ("Anna Berg not only promised ships.", "pledge"),
]


@pytest.mark.parametrize(("text", "act"), TOLD)
def test_act_of_a_sentence(text: str, act: str) -> None:
    parsed = parse(Document("test", text))
    assert [quote.act for quote in attribute(parsed, find_people(parsed)).quotes] == [act]


def test_the_act_with_the_most_weight_wins() -> None:
    weights = {"a": [0.0, 1.0, *[0.0] * 7], "b": [0.0, 0.0, 2.0, *[0.0] * 6]}
    assert best_act(["a"], weights) == "agree"
    assert best_act(["a", "b", "unknown"], weights) == "pledge"
    assert best_act([], weights) == "state"


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("urging", "urge"),
        ("committed", "commit"),
        ("pledges", "pledge"),
    ],
)
def test_every_form_of_a_cue_verb_is_known(form: str, lemma: str) -> None:
    assert cue_lexicon().verbs[form].lemma == lemma


def test_the_lexicon_gives_known_acts_only() -> None:
    lexicon = cue_lexicon()
    assert {cue.act for cue in (*lexicon.verbs.values(), *lexicon.nouns.values())} <= set(ACTS)
    assert "discussed" in lexicon.talk

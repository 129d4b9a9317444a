"""Who asks whom to do what: requests that their grammar shows; and who only hears, is silent or does something."""

from __future__ import annotations

import pytest
from quoth.core.attribution.attribute import attribute
from quoth.core.model import Document
from quoth.core.people.find import find_people
from quoth.core.segment.sentences import parse

MET = "Minister Lee Moss met Minister Eva Roth in Oslo on Monday. "

ASKED = [
    (
        "Moss said that the council would meet and invited local firms to invest in the port.",
        ["that the council would meet", "local firms to invest in the port"],
    ),
    (
        "Both leaders discussed the strikes, calling for a truce and advocating for the release of the prisoners.",
        ["a truce", "the release of the prisoners"],
    ),
    ("Moss called on Norland to withdraw its troops.", ["Norland to withdraw its troops"]),
    (
        "Moss encouraged all parties to return to the talks and pressed Norland to release the prisoners.",
        ["all parties to return to the talks", "Norland to release the prisoners"],
    ),
    ("Moss urged the parties to sign and pressed for more aid.", ["the parties to sign", "more aid"]),
    ("Moss appealed for calm, and he invited Roth to visit the port.", ["calm", "Roth to visit the port"]),
    ("Moss asked Norland to help.", ["Norland to help"]),
]

NOTHING_SAID = [
    "The firms invited to the port arrived on Tuesday.",
    "Moss met the people of Norland, who held on as they defended their country's freedom.",
    "Moss was asked whether Norland would send troops.",
    "Both ministers avoided mentioning the pact.",
    "Neither leader commented on the gas talks.",
    "No minister said the pact was dead.",
    "The vote, which calls for patience, comes late.",
]


@pytest.mark.parametrize(("sentence", "contents"), ASKED)
def test_requests(sentence: str, contents: list[str]) -> None:
    text = MET + sentence
    parsed = parse(Document("test", text))
    quotes = attribute(parsed, find_people(parsed)).quotes
    asked = [quote for quote in quotes if quote.content[0].of(text) in contents]
    assert [quote.content[0].of(text) for quote in asked] == contents
    assert asked[-1].act in ("ask", "support")
    assert all("lee-moss" in quote.speakers for quote in asked)


@pytest.mark.parametrize("sentence", NOTHING_SAID)
def test_nothing_said(sentence: str) -> None:
    parsed = parse(Document("test", MET + sentence))
    assert not attribute(parsed, find_people(parsed)).quotes

"""A search that finds nothing is answered with searches like it that find something."""

from __future__ import annotations

import pytest
from briefings import invented_briefing, make_briefing
from quoth.core.errors import QueryError
from quoth.core.query.language import parse_query
from quoth.store import MemoryLibrary

LIBRARY = MemoryLibrary([make_briefing(), *(invented_briefing(seed) for seed in range(4))])


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("speaker:duarta", "speaker:duarte"),
        ('speaker:"ana duatre"', 'speaker:"ana duarte"'),
        ("speaker:duar kind:direct", "speaker:duarte kind:direct"),
        ("topic:energie", "topic:energy"),
        ("topic:trad", "topic:trade"),
        ("about:vardda", "about:varda"),
        ("party:norwey", "party:norway"),
        ("party:nor", "party:norway"),
        ("unit:dollars", "unit:usd"),
        ("unit:euros number:>1bn", "unit:eur number:>1bn"),
        ("holm", "speaker:holm"),
        ("projectz", "projects"),
        ("joint (projectz OR nothing)", "joint (projects OR nothing)"),
        ("topic:wind", "wind"),
        ("topic:joint speaker:duarte", "joint speaker:duarte"),
        ('"projects joint"', "projects joint"),
        ('"joint venture"', "joint"),
        ('"projects joint" OR xqzw', "(projects joint) OR xqzw"),
        ('about:"joint venture"', "joint"),
        ("speaker:duarte xqzw", "speaker:duarte"),
    ],
)
def test_what_is_near_is_offered(query: str, first: str) -> None:
    assert LIBRARY.quotes(query).total == 0
    assert LIBRARY.near(query)[0] == first
    assert all(LIBRARY.quotes(other).total for other in LIBRARY.near(query))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "xqzw",
        "speaker:xqzw",
        "date:1900",
        "number:77",
        "is:copy",
        "-council duarta*",
        "topic:cricket",
        '"no such phrase"',
    ],
)
def test_what_is_far_is_not(query: str) -> None:
    assert LIBRARY.near(query) == ()


def test_the_kind_of_rows_counts() -> None:
    assert LIBRARY.near("kontinue", "sentences") == () == LIBRARY.near("continuee", "quotes")
    assert LIBRARY.near("continuee", "sentences") == ("continue",) == LIBRARY.near("continuee", "documents")


@pytest.mark.parametrize(("value", "meant"), [("promise", "pledge"), ("thank", "praise"), ("pledges", "pledge")])
def test_a_choice_that_is_none_is_answered_by_its_sense(value: str, meant: str) -> None:
    with pytest.raises(QueryError, match=f"did you mean {meant}"):
        parse_query(f"act:{value}")

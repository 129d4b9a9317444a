"""Topics: the table and a user's own, scores, carry-over, reasons."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core.errors import UsageError
from quoth.core.model import Document, Span, TopicScore
from quoth.core.segment.sentences import parse
from quoth.core.topics.tag import TopicTable, explain, tag_topics

LISTED = (
    "They discussed climate change, energy and health care. "
    "A ceasefire was signed after weeks of fighting between rebels and the army. "
    "It did not last. "
    "The court sentenced the former banker to nine years in prison for fraud."
)


def topics_of(text: str, table: TopicTable | None = None) -> list[list[str]]:
    return [[topic.id for topic in scores] for scores in tag_topics(parse(Document("x", text)), table)]


def table_with(tmp_path: Path, *topics: object) -> TopicTable:
    file = tmp_path / "topics.json"
    file.write_text(json.dumps({"topics": topics}), encoding="utf-8")
    return TopicTable.load(file)


def test_a_list_names_all_its_items() -> None:
    assert {"climate", "energy", "health"} <= set(topics_of(LISTED)[0])


def test_a_topic_is_carried_over_to_what_continues_it() -> None:
    war = (
        "A ceasefire between the rebels and the army was signed. They broke it within days. Rebels attacked troops. "
        "The army answered with air strikes on the militants. The war killed dozens of soldiers."
    )
    assert "conflict-peace" in topics_of(war)[1]
    carried = dict(tag_topics(parse(Document("x", war)))[1])["conflict-peace"]
    alone = dict(tag_topics(parse(Document("x", "They broke it within days.")))[0])
    assert alone.get("conflict-peace", 0.0) < carried


@pytest.mark.parametrize(
    ("headline", "topic"),
    [
        ("Central Bank Raises Interest Rates as Inflation Climbs", "economy-finance"),
        ("Striker Scores Twice in Cup Final", "sport"),
        ("New Vaccine Protects Infants Against Malaria", "health"),
        ("Bishops Gather in Rome to Elect a New Pope", "religion"),
        ("Orchestra Opens Its Season With a Mahler Symphony", "arts"),
        ("Judge Sentences Gang Leader to Life in Prison", "law-courts"),
        ("Schools Ask Teachers to Test Pupils Twice a Year", "culture-education"),
        ("Oil Prices Fall as OPEC Raises Output", "energy"),
    ],
)
def test_a_headline_has_its_topic_first(headline: str, topic: str) -> None:
    assert topics_of(headline)[0][0] == topic


def test_what_says_nothing_has_no_topic() -> None:
    assert topics_of("Okay. Thank you all. Good morning. See you. Yes, please.") == [[], [], [], [], []]
    assert topics_of("") == []
    assert topics_of("1. 2, 3!") in ([[]], [[], []])


def test_scores_are_chances_best_first_and_a_topic_brings_its_parent() -> None:
    text = "Voters went to the polling stations for the runoff election. The ballot was quiet. Turnout was high."
    for scores in tag_topics(parse(Document("x", text))):
        assert [s.score for s in scores] == sorted((s.score for s in scores), reverse=True)
        assert all(0 < s.score <= 1 for s in scores)
        named = {s.id: s.score for s in scores}
        assert {"elections", "domestic-politics"} <= named.keys()
        assert named["domestic-politics"] >= named["elections"]


def test_the_reasons_are_the_words_that_spoke() -> None:
    spans = [sentence.span for sentence in parse(Document("x", LISTED)).sentences]
    words = [reason.span.of(LISTED) for reason in explain(LISTED, spans, 1, "conflict-peace")]
    assert {"ceasefire", "fighting", "rebels"} <= set(words)
    assert explain(LISTED, spans, 0, "sport") == ()
    reasons = explain(LISTED, spans, 3, "law-courts")
    assert all(spans[3].holds(reason.span) and reason.weight > 0 for reason in reasons)
    assert [r.weight for r in reasons] == sorted((r.weight for r in reasons), reverse=True)


def test_the_table_that_ships() -> None:
    table = TopicTable.load()
    assert len(table) >= 30
    assert len({topic.id for topic in table}) == len(table)
    for topic in table:
        assert topic.label and topic.description and topic.terms
        assert len(topic.iptc) == 8 and topic.iptc.isdigit()
        assert topic.parent is None or topic.parent in table.by_id
    assert table.label("trade") == "Trade"
    assert table.label("gone") == "gone"


def test_a_user_adds_a_topic_and_sees_why(tmp_path: Path) -> None:
    row = {"id": "water-sharing", "label": "Water sharing", "terms": ["indus waters treaty", "river commission"]}
    table = table_with(tmp_path, row)
    text = "They met again. The Indus Waters Treaty was not mentioned. All went home."
    assert "water-sharing" in topics_of(text, table)[1]
    assert table.label("water-sharing") == "Water sharing"
    spans = [sentence.span for sentence in parse(Document("x", text)).sentences]
    assert [r.span.of(text) for r in explain(text, spans, 1, "water-sharing", table)] == ["Indus Waters Treaty"]
    assert "water-sharing" not in topics_of(text)[1]


def test_a_users_topic_counts_by_its_own_words_and_brings_its_parent(tmp_path: Path) -> None:
    row = {"id": "water-sharing", "label": "Water sharing", "parent": "environment", "terms": ["zamzar treaty"]}
    found = topics_of("They met again. The Zamzar Treaty was not mentioned. All went home.", table_with(tmp_path, row))
    assert {"water-sharing", "environment"} <= set(found[1])


def test_a_user_renames_a_topic_and_changes_its_terms(tmp_path: Path) -> None:
    table = table_with(tmp_path, {"id": "tourism", "label": "Travel", "terms": {"zorbing": 4, "hotel": 0}})
    assert table.label("tourism") == "Travel"
    assert "hotel" not in table.by_id["tourism"].terms
    assert "resort" in table.by_id["tourism"].terms
    text = "We talked for long. Then we went zorbing and zorbing again. It rained."
    assert "tourism" in topics_of(text, table)[1]


def test_a_renamed_topic_alone_changes_no_score(tmp_path: Path) -> None:
    assert topics_of(LISTED, table_with(tmp_path, {"id": "trade", "label": "Commerce"})) == topics_of(LISTED)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"topics": [', "line 1, column 13"),
        ('{"topics": 3}', "list"),
        ("[]", "list"),
        ('{"topics": [{"id": "a b", "label": "A"}]}', "topics[0]: id"),
        ('{"topics": [{"id": "trade"}, {"id": "new"}]}', "topics[1]"),
        ('{"topics": [{"id": "new", "label": "N", "colour": "red"}]}', "'colour'"),
        ('{"topics": [{"id": "new", "label": "N", "terms": {"x": "y"}}]}', "'x'"),
        ('{"topics": [{"id": "new", "label": "N", "terms": {"x": 99}}]}', "'x'"),
        ('{"topics": [{"id": "new", "label": "N", "terms": [" "]}]}', "empty"),
        ('{"topics": [{"id": "new", "label": 4}]}', "label"),
        ('{"topics": [{"id": "new", "label": "N", "parent": "none"}]}', "'none'"),
        ('{"topics": ["x"]}', "topics[0]"),
    ],
)
def test_a_bad_file_is_named_with_the_place(tmp_path: Path, content: str, place: str) -> None:
    file = tmp_path / "mine.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        TopicTable.load(file)
    assert str(file) in str(error.value) and place in str(error.value)


def test_a_missing_or_binary_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        TopicTable.load(tmp_path / "none.json")
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="UTF-8"):
        TopicTable.load(tmp_path / "bad.json")


def test_the_table_and_the_reasons_need_no_nltk() -> None:
    code = (
        "import sys; from quoth.core.topics.tag import TopicTable; TopicTable.load(); sys.exit('nltk' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="Aa. ,-'’/\n\u0130ß1\ud800\u202e", max_size=200))
def test_nothing_in_a_text_can_break_it(text: str) -> None:
    parsed = parse(Document("x", text))
    spans = [sentence.span for sentence in parsed.sentences]
    found = tag_topics(parsed)
    assert len(found) == len(spans)
    for number, scores in enumerate(found):
        for topic, score in scores:
            assert 0 <= score <= 1
            for reason in explain(text, spans, number, topic):
                assert spans[number].holds(reason.span)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(LISTED.split(". ")), min_size=1, max_size=8))
def test_the_same_text_has_the_same_topics(parts: list[str]) -> None:
    text = ". ".join(parts) + "."
    assert topics_of(text) == topics_of(text)


def test_types_are_the_models() -> None:
    (scores,) = tag_topics(parse(Document("x", "Tariffs on steel were raised.")))
    assert isinstance(scores[0], TopicScore)
    assert isinstance(explain("Tariffs rose.", [Span(0, 13)], 0, "trade")[0].span, Span)

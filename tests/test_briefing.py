"""The whole way from a text to a briefing: the seed article sentence by sentence, and what holds for any text."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core import brief, read
from quoth.core.model import Briefing, Document, Span
from quoth.store.records import from_record, to_record

SEED = Path(__file__).parent.parent / "seeds" / "000_92df1d4cf2710af1.txt"
DAR, BAYRAMOV = {"Ishaq Dar"}, {"Jeyhun Bayramov"}
SEED_SPEAKERS = [
    {"Pakistan", "Azerbaijan"},
    set(),
    set(),
    *[DAR] * 4,
    DAR | BAYRAMOV,
    DAR,
    *[BAYRAMOV] * 6,
    DAR,
    DAR,
    DAR | BAYRAMOV,
    DAR | BAYRAMOV,
]


@pytest.fixture(scope="module")
def seed() -> Briefing:
    return brief(read(SEED))


def words(briefing: Briefing, span: Span | None) -> str:
    return span.of(briefing.document.text) if span else ""


def test_the_seed_has_a_speaker_for_every_sentence_that_reports_speech(seed: Briefing) -> None:
    said = [{seed.speaker(id).name for id in sentence.speakers} for sentence in seed.sentences]
    assert said == SEED_SPEAKERS
    assert [sentence.speech == "none" for sentence in seed.sentences] == [not names for names in SEED_SPEAKERS]


def test_the_seed_has_nothing_verbatim(seed: Briefing) -> None:
    assert {quote.kind for quote in seed.quotes} == {"indirect"}


def test_the_speakers_of_the_seed_have_their_offices(seed: Briefing) -> None:
    dar = next(speaker for speaker in seed.speakers if speaker.name == "Ishaq Dar")
    assert set(dar.titles) == {"Deputy Prime Minister", "Foreign Minister"}
    assert (dar.kind, dar.party) == ("person", "Pakistan")
    assert {"He", "Dar", "Both leaders"} <= {words(seed, mention).split(" Ishaq")[0] for mention in dar.mentions}


@pytest.mark.parametrize(
    ("surface", "kind", "value", "unit", "counts"),
    [
        ("$34 billion", "money", 34_000_000_000, "USD", "loss"),
        ("55,000", "count", 55_000, None, "Pakistanis"),
        ("six", "count", 6, None, "direct flights"),
        ("29", "label", None, None, ""),
    ],
)
def test_the_seed_has_its_numbers(
    seed: Briefing, surface: str, kind: str, value: float | None, unit: str | None, counts: str
) -> None:
    number = next(n for n in seed.numbers if words(seed, n.span) == surface)
    assert (number.kind, number.unit) == (kind, unit)
    assert value is None or number.value == value
    assert counts in words(seed, number.counts)


def test_the_seed_has_no_figure_that_is_none(seed: Briefing) -> None:
    labels = {words(seed, n.span) for n in seed.numbers if n.kind == "label"}
    assert labels == {"29"}
    figures = [words(seed, n.span) for n in seed.numbers if n.kind not in ("label", "date", "ordinal")]
    assert figures == ["six", "two", "55,000", "$34 billion"]


def test_the_seed_is_about_kashmir_and_energy(seed: Briefing) -> None:
    assert {"kashmir", "gaza", "cop29"} <= {subject.id for subject in seed.subjects}
    topics = {topic.id for sentence in seed.sentences for topic in sentence.topics}
    assert {"energy", "trade", "connectivity-transport", "climate"} <= topics


def check(briefing: Briefing) -> None:
    """What SCHEMA promises of any briefing."""
    text = briefing.document.text
    spans = [s.span for s in briefing.sentences] + [n.span for n in briefing.numbers]
    spans += [n.counts for n in briefing.numbers if n.counts]
    spans += [m for s in (*briefing.speakers, *briefing.subjects) for m in s.mentions]
    spans += [part for q in briefing.quotes for part in (*q.content, *q.cue, *q.source)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    ends = [s.span for s in briefing.sentences]
    assert all(one.end <= two.start for one, two in pairwise(ends))
    listed = {speaker.id for speaker in briefing.speakers}
    assert {id for s in (*briefing.sentences, *briefing.quotes) for id in s.speakers} == listed
    assert {id for s in briefing.sentences for id in s.subjects} <= {subject.id for subject in briefing.subjects}
    assert all(quote.content and 0 <= quote.confidence <= 1 for quote in briefing.quotes)


MARKS = (*"“”\"'‘’«»()[]:—-.,?!$%\n\r\t\x1b\u202e\ud83d\x00", "''", "``", "...", "\n\n", "\r\n", "[31m")
NAMES = ("President Dar", "Dr. Ann O’Neil", "he", "They", "both leaders", "the ministry", "U.S.", "MR. BURTON:", "Q")
WORDS = (
    "said",
    "told reporters",
    "according to",
    "agreed to",
    "urged",
    "that",
    "energy",
    "🇵🇰",
    "e\u0301",
    "漢字",
    "שלום",
)
FIGURES = ("$34 billion", "55,000", "COP29", "1.2bn", "5-to-4", "May 30, 2024", "half a million")
PIECES = st.sampled_from(MARKS + NAMES + WORDS + FIGURES)
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=60).map(" ".join) | st.text(max_size=200)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_gives_a_briefing_that_keeps_what_the_schema_promises(text: str) -> None:
    briefing = brief(Document("any", text))
    check(briefing)
    assert from_record(json.loads(json.dumps(to_record(briefing)))) == briefing


def test_the_seed_keeps_what_the_schema_promises(seed: Briefing) -> None:
    check(seed)


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "“", "a" * 300_000, "“ " * 3_000, "he said. " * 1_000])
def test_odd_texts(text: str) -> None:
    check(brief(Document("odd", text)))

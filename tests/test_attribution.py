"""Who said what: the shapes that quotations take, and what must hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core.attribution.attribute import Attribution, attribute
from quoth.core.attribution.spans import Window, span_features
from quoth.core.attribution.words import Words
from quoth.core.briefing import brief
from quoth.core.model import Document, Quote, Span
from quoth.core.people.find import find_people
from quoth.core.segment.sentences import parse


def told(text: str) -> Attribution:
    parsed = parse(Document("test", text))
    return attribute(parsed, find_people(parsed))


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(text) for span in spans]


def shown(text: str) -> list[tuple[str, list[str], list[str]]]:
    return [(quote.kind, words(text, quote.source), words(text, quote.content)) for quote in told(text).quotes]


SHAPES = [
    pytest.param(
        "The ministry said that talks would resume in May.",
        [("indirect", ["The ministry"], ["that talks would resume in May"])],
        id="indirect",
    ),
    pytest.param(
        "“We will not wait,” President Maria Keller said.",
        [("direct", ["President Maria Keller"], ["“We will not wait,”"])],
        id="direct before its cue",
    ),
    pytest.param(
        'Keller told reporters, "The port will open in June."',
        [("direct", ["Keller"], ['"The port will open in June."'])],
        id="direct after its cue",
    ),
    pytest.param(
        "“The door is open,” Keller said. “It will stay open.”",
        [("direct", ["Keller"], ["“The door is open,”", "“It will stay open.”"])],
        id="split quotation is one quote",
    ),
    pytest.param(
        "“The road,” said Keller, “is long, and we have only begun.”",
        [("direct", ["Keller"], ["“The road,”", "“is long, and we have only begun.”"])],
        id="cue in the middle of a sentence",
    ),
    pytest.param(
        "Prices have doubled since March, according to the central bank.",
        [("indirect", ["the central bank"], ["Prices have doubled since March"])],
        id="according to",
    ),
    pytest.param(
        "Keller said the treaty was “null and void” after the vote.",
        [("mixed", ["Keller"], ["the treaty was “null and void” after the vote"])],
        id="fragment in a clause",
    ),
    pytest.param(
        "Keller noted the progress on trade and urged Norland to open its border.",
        [
            ("indirect", ["Keller"], ["the progress on trade"]),
            ("indirect", ["Keller"], ["Norland to open its border"]),
        ],
        id="several cues, each with its own quote",
    ),
    pytest.param(
        "Keller said: “Enough is enough, and the talks must begin now.”",
        [("direct", ["Keller"], ["“Enough is enough, and the talks must begin now.”"])],
        id="colon",
    ),
    pytest.param(
        "Keller said ‘the time for talk is over’ and left the hall.",
        [("direct", ["Keller"], ["‘the time for talk is over’"])],
        id="single marks",
    ),
    pytest.param(
        "Keller said, ``We have a deal.''",
        [("direct", ["Keller"], ["``We have a deal.''"])],
        id="doubled marks",
    ),
    pytest.param(
        "Reporters were told by Minister Anna Keller that the border would open.",
        [("indirect", ["Minister Anna Keller"], ["that the border would open"])],
        id="passive",
    ),
    pytest.param(
        "“We will not leave until the talks are over.” — Anna Keller",
        [("direct", ["Anna Keller"], ["“We will not leave until the talks are over.”"])],
        id="dash and name",
    ),
    pytest.param(
        "Anna Keller: “We will not leave.”",
        [("direct", ["Anna Keller"], ["“We will not leave.”"])],
        id="name and colon",
    ),
    pytest.param(
        "Minister Anna Keller said the road was closed. “It will open in May.” She thanked the crew.",
        [
            ("indirect", ["Minister Anna Keller"], ["the road was closed"]),
            ("direct", ["Minister Anna Keller"], ["“It will open in May.”"]),
            ("indirect", ["She"], ["the crew"]),
        ],
        id="quotation without a cue after reported speech",
    ),
    pytest.param(
        "Minister Anna Keller said “the talks are over.\n\nThe hall was empty by noon.",
        [("direct", ["Minister Anna Keller"], ["“the talks are over."])],
        id="mark that is never closed",
    ),
    pytest.param(
        "Minister Anna Keller said ”the talks are over” on Monday.",
        [("direct", ["Minister Anna Keller"], ["”the talks are over”"])],
        id="mark the wrong way round",
    ),
]


@pytest.mark.parametrize(("text", "quotes"), SHAPES)
def test_shapes(text: str, quotes: list[tuple[str, list[str], list[str]]]) -> None:
    assert shown(text) == quotes


def test_a_quotation_over_paragraphs_is_one_quote() -> None:
    text = "“We have waited long enough,” Keller said. “The time has come.\n\n“Now we will act, and act together.”"
    (quote,) = told(text).quotes
    assert words(text, quote.content)[-1] == "“Now we will act, and act together.”"
    assert words(text, quote.source) == ["Keller"]


def test_turns_of_a_transcript() -> None:
    text = (
        "MR. BURTON: Good morning. The President leaves at noon.\n\nQ Will he stop in Ohio?\n\n"
        "MR. BURTON: He will. As Secretary Lane has noted, the plant there is new."
    )
    attribution = told(text)
    turns = [quote for quote in attribution.quotes if not quote.cue]
    assert [quote.kind for quote in turns] == ["direct"] * 3
    assert turns[0].speakers == turns[2].speakers != turns[1].speakers
    assert [speech for speech, _ in attribution.sentences] == ["direct"] * 5
    assert [who for _, who in attribution.sentences][3:] == [turns[0].speakers] * 2


def test_we_of_a_joint_statement_is_direct_speech_of_those_who_issue_it() -> None:
    text = (
        "Joint statement of Germany and France\n\nThe Foreign Ministers of Germany and France met in Bergen on Monday. "
        "We urge all parties to return to the table. In this regard, we also condemn the attack on the port."
    )
    attribution = told(text)
    assert [(q.kind, q.act, words(text, q.content)) for q in attribution.quotes] == [
        ("direct", "ask", ["all parties to return to the table"]),
        ("direct", "criticise", ["the attack on the port"]),
    ]
    assert [speech for speech, _ in attribution.sentences] == ["none", "none", "direct", "direct"]


def test_we_of_a_report_is_not() -> None:
    attribution = told(
        "We met in Bergen on Monday. We said the talks would go on.\n\nWe told the crew that the port was closed."
    )
    assert "direct" not in [quote.kind for quote in attribution.quotes]


def test_a_sentence_has_the_speakers_of_its_quotes() -> None:
    text = "The delegations met on Monday. President Maria Keller said the talks were useful. The hall was full."
    attribution = told(text)
    assert [speech for speech, _ in attribution.sentences] == ["none", "indirect", "none"]
    assert [len(who) for _, who in attribution.sentences] == [0, 1, 0]


def test_a_conversation_has_speakers_but_no_quote() -> None:
    text = "President Maria Keller met Prime Minister Tom Oland in Bergen on Monday. The two leaders discussed trade."
    attribution = told(text)
    assert not attribution.quotes
    assert attribution.sentences[1][0] == "indirect"
    assert len(attribution.sentences[1][1]) == 2


def test_speech_inside_speech_does_not_change_the_sentence() -> None:
    text = "“My teacher once said, ‘never give up,’ and I have not,” President Maria Keller said."
    attribution = told(text)
    assert attribution.sentences[0][0] == "direct"
    assert len(attribution.sentences[0][1]) == 1


@pytest.mark.parametrize(
    "text", ["", " \n\n", "“", "said", "“”", "Keller said", ": “", "Q:", "\ud800 said \x00 that", "he said “" * 30]
)
def test_odd_texts_are_read(text: str) -> None:
    check(text, told(text))


PIECES = ["Keller", " said ", "“", "”", '"', "'", "‘", "’", " he ", "that ", "\n", "\n\n", ", ", ". ", "the talks ", "MR. LI: ", "Q ",
          " according to ", "—", ": ", "told", "\u200b", "«", "''", "``", "A ", "\x0b", "é"]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_mix_gives_offsets_inside_the_text(text: str) -> None:
    check(text, told(text))


def check(text: str, attribution: Attribution) -> None:
    for quote in attribution.quotes:
        assert quote.content
        assert 0.0 <= quote.confidence <= 1.0
        for span in spans_of(quote):
            assert 0 <= span.start < span.end <= len(text)
        assert list(quote.content) == sorted(quote.content)
        assert any(map(str.isalpha, "".join(words(text, quote.content)))) or "“" in text
        parts = sorted((*quote.content, *quote.source))
        assert all(a.end <= b.start for a, b in pairwise(parts)) or not quote.cue
        assert all(any(map(str.isalnum, source)) for source in words(text, quote.source))
    assert [quote.content for quote in attribution.quotes] == sorted(quote.content for quote in attribution.quotes)


def spans_of(quote: Quote) -> tuple[Span, ...]:
    return (*quote.content, *quote.cue, *quote.source)


def test_work_grows_with_the_length_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = 0

    def counted(words: Words, window: Window, cues: set[int], before: dict[int, str]) -> list[list[str]]:
        nonlocal seen
        seen += len(window.units)
        return span_features(words, window, cues, before)

    monkeypatch.setattr("quoth.core.attribution.find.span_features", counted)
    piece = "“Keller said the talks “would go on and he said so, said the ministry, according to Keller. "
    effort = []
    for times in (20, 40):
        seen = 0
        told(piece * times)
        effort.append(seen)
    assert effort[1] <= 2.5 * effort[0]


@pytest.mark.parametrize("text", ["He said.", "Berg said.", "Officials said. Markets fell.", "he said. " * 50])
def test_a_subject_is_no_content(text: str) -> None:
    assert not told(text).quotes


@pytest.mark.parametrize(
    "said", ["people had left on Monday", "55,000 people had left on Monday", "officials had left"]
)
def test_a_plain_cue_always_has_content(said: str) -> None:
    text = f"Spokeswoman Anna Berg said {said}."
    (quote,) = brief(Document("plain", text)).quotes
    assert said.startswith(quote.content[0].of(text)[:12])
    assert quote.speakers == ("anna-berg",)


@pytest.mark.parametrize("teller", ["spokeswoman Anna Berg", "Anna Berg", "Minister Anna Berg"])
def test_who_tells_in_the_passive_stands_after_by(teller: str) -> None:
    text = f"Reporters were told by {teller} that the summit was off."
    (quote,) = brief(Document("passive", text)).quotes
    assert quote.speakers == ("anna-berg",)
    assert quote.content[0].of(text) == "that the summit was off"

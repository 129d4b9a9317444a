"""Finding: the index answers as a search that looks at every row does, over both kinds of library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import oracle
import pytest
from briefings import MEETING, invented_briefing, make_briefing, plain_briefing
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core.errors import QueryError
from quoth.core.model import Briefing, Number, Span
from quoth.core.query.language import parse_query
from quoth.store import FileLibrary, Library, MemoryLibrary
from quoth.store.index import articles, schema
from quoth.store.search import counts, finder

KINDS = ("documents", "quotes", "numbers", "sentences")


def _briefings() -> list[Briefing]:
    made = [invented_briefing(seed, sentences=4) for seed in range(12)]
    meeting = make_briefing()
    figure = replace(meeting.numbers[1], value_max=2_000_000_000, qualifier="up to")
    made.append(replace(meeting, numbers=(meeting.numbers[0], figure, *meeting.numbers[2:])))
    made.append(plain_briefing("undated.txt", "The Élysée’s envoy agreed.\nHe agrees on São Tomé; nobody else agreed."))
    made[0] = replace(made[0], document=replace(made[0].document, date=None))
    made[1] = replace(made[1], document=replace(made[1].document, date="2024-05"))
    return made


BRIEFINGS = _briefings()


@pytest.fixture(scope="module", params=["folder", "memory", "rebuilt"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    if request.param == "memory":
        yield MemoryLibrary(BRIEFINGS)
        return
    folder = tmp_path_factory.mktemp("library")
    with FileLibrary(folder) as made:
        for briefing in BRIEFINGS:
            made.add(briefing)
        if request.param == "folder":
            yield made
            return
    shutil.rmtree(folder / ".quoth")
    with FileLibrary(folder) as made:
        yield made


def found(library: Library, kind: str, query: str, *, typing: bool = False) -> list[tuple[str, int]]:
    page = getattr(library, kind)(parse_query(query, typing=typing), limit=10_000)
    if kind == "documents":
        return [(row.name, 0) for row in page.rows]
    return [(row.document.name, row.index) for row in page.rows]


QUERIES = [
    "",
    "*",
    "agree",
    "agreed",
    "agreeing",
    "elysee",
    "Élysée's",
    "sao tome",
    '"joint projects"',
    '"joint project"',
    '"north sea link"',
    "council grain",
    "council grain OR water",
    "council -grain",
    "-council",
    "-(grain OR water)",
    "grain OR -council",
    "(grain OR water) (oslo OR lisbon)",
    "gra*",
    "postpon* -v*",
    "speaker:duarte",
    "speaker:ana",
    'speaker:"ana duarte"',
    "speaker:ana-duarte",
    'speaker:"duarte ana"',
    "speaker:du*",
    "-speaker:holm",
    "speaker:holm OR act:pledge",
    "topic:energy",
    "topic:trade -speaker:tanaka",
    "topic:ener*",
    "about:sea",
    "about:north-sea",
    'about:"arctic energy"',
    "act:criticise",
    "party:norway",
    "-party:portugal speaker:duarte",
    "kind:mixed",
    "kind:money",
    "kind:person",
    "kind:event",
    "unit:eur",
    "unit:percent",
    "number:>=1bn",
    "number:>1bn unit:eur",
    "number:>=1bn unit:usd",
    "number:2",
    "number:12%",
    "number:100m..500m",
    "number:<100m",
    "number:1.8bn",
    "-number:>=100m",
    "number:>500m OR speaker:petrov",
    "(number:>500m OR joint) -kind:count",
    "date:2024",
    "date:2024-05",
    "date:>=2020",
    "-date:2024",
    "date:2015..2018 grain",
    "date:2024 OR water",
    "doc:meeting",
    "doc:report",
    "doc:report water",
    "doc:courier joint",
    "-doc:report",
    "doc:meeting OR treaty",
    'doc:"Report 3"',
    "is:uncertain",
    "is:collective",
    "is:reported",
    "is:verbatim",
    "is:undated",
    "-is:undated council",
    "is:undated OR is:verbatim",
    "nothingatall",
    "-nothingatall",
    "speaker:nobody",
    "grain date:2000",
    "speaker:holm (number:>100m council)",
    "unit:usd (number:>1bn joint)",
    "unit:usd (number:>1bn unit:eur)",
    "number:>1bn (unit:usd council)",
    "council (number:>100m (unit:usd date:>=2016))",
]


@pytest.mark.parametrize("query", QUERIES)
def test_the_index_answers_as_the_oracle(library: Library, query: str) -> None:
    for kind in KINDS:
        assert sorted(found(library, kind, query)) == sorted(oracle.search(BRIEFINGS, kind, query)), kind


TYPED = [
    "a",
    "ag",
    "agr",
    "agre",
    "agreed",
    "council gr",
    "speaker:d",
    "speaker:ana-d",
    "topic:en",
    '"joint pr',
    "is:re",
    "is:u",
]


@pytest.mark.parametrize("query", TYPED)
def test_while_typing_the_last_word_is_a_prefix(library: Library, query: str) -> None:
    for kind in KINDS:
        expected = sorted(oracle.search(BRIEFINGS, kind, query, typing=True))
        assert sorted(found(library, kind, query, typing=True)) == expected, kind


LEAVES = [
    *("grain", "council", "agre*", '"water treaty"', '"joint proj*"', "*", "sao", "U.S.", "north-sea"),
    *("speaker:holm", 'speaker:"ana duarte"', "speaker:du*", "topic:trade", "topic:ener*", "about:sea", "act:pledge"),
    *("party:norway", "kind:indirect", "kind:person", "kind:mo*", "unit:usd", "unit:%", "doc:report", "doc:courier"),
    *("number:>300m", "number:2", "number:..5", "number:<=100m", "date:>=2018", "date:2024-05", "date:<2020"),
    *("is:undated", "is:uncertain", "is:collective", "is:verbatim", "is:reported", "is:corrected"),
]
TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"{pair[0]} {pair[1]}"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} OR {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"{pair[0]} AND NOT ({pair[1]})"),
        inner.map(lambda part: f"-({part})"),
    ),
    max_leaves=6,
)
MEMORY = MemoryLibrary(BRIEFINGS)


@settings(max_examples=120, deadline=None)
@given(TREES)
def test_any_combination_is_answered_as_the_oracle_does(query: str) -> None:
    for kind in KINDS:
        assert sorted(found(MEMORY, kind, query)) == sorted(oracle.search(BRIEFINGS, kind, query)), kind


@settings(max_examples=80, deadline=None)
@given(TREES, st.floats(0, 1))
def test_any_search_is_answered_as_it_is_typed(query: str, share: float) -> None:
    begun = query[: round(len(query) * share)]
    try:
        expected = {kind: sorted(oracle.search(BRIEFINGS, kind, begun, typing=True)) for kind in KINDS}
    except QueryError:
        return
    for kind in KINDS:
        assert sorted(found(MEMORY, kind, begun, typing=True)) == expected[kind], kind


def test_newest_first_and_in_reading_order(library: Library) -> None:
    rows = library.quotes(limit=1000).rows
    dates = [row.document.date or "" for row in rows]
    assert dates == sorted(dates, reverse=True)
    places = [(row.document.id, row.index) for row in rows]
    assert all(b[1] == a[1] + 1 for a, b in pairwise(places) if a[0] == b[0])


def test_pages_follow_each_other(library: Library) -> None:
    whole = library.sentences(limit=1000)
    pages = [library.sentences(limit=7, offset=start) for start in range(0, whole.total, 7)]
    assert tuple(row for page in pages for row in page.rows) == whole.rows
    assert {page.total for page in pages} == {whole.total} == {len(whole.rows)}
    assert library.sentences(offset=10_000).rows == () and library.sentences(limit=0).total == whole.total


def test_rows_are_as_the_briefing_has_them(library: Library) -> None:
    briefing = BRIEFINGS[12]
    text = briefing.document.text
    for row in library.quotes("doc:meeting").rows:
        assert row.quote == briefing.quotes[row.index]
        assert [speaker.id for speaker in row.speakers] == list(row.quote.speakers)
        assert all(speaker == briefing.speaker(speaker.id) for speaker in row.speakers)
        assert row.text == " ... ".join(span.of(text) for span in row.quote.content)
    for figure in library.numbers("doc:meeting").rows:
        assert figure.number == briefing.numbers[figure.index]
        assert figure.text == figure.number.span.of(text)
    [first, second, third, fourth] = library.numbers("doc:meeting").rows
    assert (first.counts_text, first.quote) == ("joint projects", briefing.quotes[0])
    assert (second.quote, third.quote, fourth.quote) == (briefing.quotes[1], briefing.quotes[2], None)
    assert [row.sentence for row in library.sentences("doc:meeting").rows] == list(briefing.sentences)


def test_other_orders(library: Library) -> None:
    speakers = [row.speakers[0].id if row.speakers else "~" for row in library.quotes(order="speaker", limit=999).rows]
    assert speakers == sorted(speakers)
    topics = [row.quote.topics[0] if row.quote.topics else "~" for row in library.quotes(order="topic", limit=999).rows]
    assert topics == sorted(topics)
    values = [row.number.value for row in library.numbers(order="value", limit=999).rows]
    assert values == sorted(values, reverse=True)  # type: ignore[type-var]
    kinds = [row.quote.kind for row in library.quotes(order="kind", limit=999).rows]
    assert kinds == sorted(kinds, key=("direct", "mixed", "indirect").index)
    assert library.documents("energy", order="relevance").rows[0].name == "meeting.txt"
    figures = library.numbers("council", order="value", limit=10**20).rows
    pages = [library.numbers("council", order="value", limit=7, offset=at).rows for at in range(0, len(figures), 7)]
    assert figures == tuple(row for page in pages for row in page)
    best = library.sentences("agreed OR nobody", order="relevance").rows[0]
    assert best.text == "He agrees on São Tomé; nobody else agreed."
    for order in ("date", "relevance", "speaker", "topic", "value", "position", "kind"):
        for kind in KINDS:
            assert getattr(library, kind)("council", order=order).total == getattr(library, kind)("council").total


def test_counts_of_topics_speakers_and_subjects(library: Library) -> None:
    for query in ("", "council", "speaker:holm topic:energy", "date:2024"):
        quotes = library.quotes(query, limit=999).rows
        for row in library.speakers(query):
            if row.quotes:
                assert row.quotes == sum(row.id in quote.quote.speakers for quote in quotes)
        for topic in library.topics(query):
            assert topic.quotes == sum(topic.id in quote.quote.topics for quote in quotes)
    duarte = next(row for row in library.speakers("doc:meeting") if row.id == "ana-duarte")
    assert (duarte.titles, duarte.party, duarte.quotes, duarte.numbers, duarte.documents) == (
        ("Foreign Minister",),
        "Portugal",
        3,
        2,
        1,
    )
    assert [row.id for row in library.speakers("speaker:holm")] == ["lars-holm"]
    assert library.speakers("kind:organisation") == ()
    assert {(row.id, row.kind, row.sentences) for row in library.subjects()} == {
        ("north-sea", "place", 1),
        ("varda", "place", 1),
        ("arctic-energy-forum", "event", 1),
    }
    assert [row.id for row in library.subjects("about:varda")] == ["varda"]
    assert library.topics()[0].quotes >= library.topics()[-1].quotes
    assert next(row.label for row in library.topics() if row.id == "energy") == "Energy"


def test_totals_are_capped() -> None:
    library = MemoryLibrary([plain_briefing("long.txt", "\n".join(f"Line {n} is here." for n in range(1200)))])
    page = library.sentences("line", limit=3)
    assert (page.total, page.capped, len(page.rows)) == (1000, True, 3)
    assert len(library.sentences("line", limit=2000).rows) == 1200
    assert library.sentences("line", order="relevance").capped
    assert not library.documents("line").capped
    for order in ("date", "relevance", "speaker"):
        places = [row.index for row in library.sentences("line", order=order, limit=2000).rows]  # type: ignore[arg-type]
        assert sorted(places) == list(range(1200))


def test_orders_are_of_all_rows_not_of_the_newest() -> None:
    figures = plain_briefing("old.txt", "It cost 7 dollars.", date="1999")
    largest = Number(Span(8, 17), "money", 7, unit="USD")
    lines = "\n".join(f"It cost {n % 7} dollars." for n in range(1100))
    many = plain_briefing("new.txt", lines, date="2020")
    small = [Number(Span(s.span.start + 8, s.span.start + 17), "money", 1, unit="USD") for s in many.sentences]
    library = MemoryLibrary([replace(figures, numbers=(largest,)), replace(many, numbers=tuple(small))])
    assert library.numbers(order="value", limit=1).rows[0].number == largest
    assert library.numbers("number:>0", order="value", limit=1).rows[0].document.name == "old.txt"


def test_a_bad_query_is_refused(library: Library) -> None:
    for call in (library.quotes, library.documents, library.topics, library.speakers, library.subjects):
        with pytest.raises(QueryError):
            call("speeker:dar")  # type: ignore[operator]


def test_a_very_long_document_has_room() -> None:
    """Places in a document have 20 bits; longer ones take the room of several."""
    assert schema.base_of(1, 5) - schema.base_of(1, 6) == 1 << schema.PLACES
    low, high = schema.keys_between(10, 20)
    assert low <= schema.base_of(20, 1) and schema.base_of(10, 1) <= high
    assert high < schema.base_of(9, 0) and schema.base_of(21, 0) < low
    assert schema.base_of(0, 0).bit_length() <= 63


@pytest.mark.parametrize("places", [1, 20])
def test_after_every_change_the_index_is_as_if_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: int
) -> None:
    """With one bit for the places in a document every one is so long that it takes the room of several."""
    for module in (schema, articles, counts, finder):
        monkeypatch.setattr(module, "PLACES", places)
    with FileLibrary(tmp_path / "library") as library:
        ids = [library.add(briefing).id for briefing in BRIEFINGS]
        library.add(make_briefing("print.txt", text=MEETING + "Reprinted.\n", source="Elsewhere"))
        library.remove(ids[3])
        library.set_metadata(ids[5], date="2030-01-01", title="From the future")
        library.add(make_briefing(text=MEETING.replace("Varda", "Marda") + "Corrected.\n"))
        library.remove(ids[12])
        before = _answers(library)
        assert library.check().sound
        assert _answers(library) == before
    shutil.rmtree(tmp_path / "library" / ".quoth")
    with FileLibrary(tmp_path / "library") as library:
        assert _answers(library) == before


def _answers(library: Library) -> dict[str, object]:
    answers: dict[str, object] = {query + kind: found(library, kind, query) for query in QUERIES for kind in KINDS}
    for query in ("", "council"):
        answers["topics" + query] = library.topics(query)
        answers["speakers" + query] = library.speakers(query)
        answers["subjects" + query] = library.subjects(query)
    return answers

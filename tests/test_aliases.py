"""One person under several names is one speaker of the library, and nobody else is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from briefings import plain_briefing
from quoth.core.model import Briefing, Quote, Span, Speaker
from quoth.core.people.names import slug
from quoth.store import FileLibrary, Library, MemoryLibrary
from quoth.store.index.aliases import Traits, is_short_for, name_of, one_person

Person = tuple[str, str, str | None]
"""Name, title and party."""


def said_by(number: int, *people: Person) -> Briefing:
    """An article in which each says one thing."""
    lines = [
        f"{name} spoke of matter {number} and of {word}." for (name, *_), word in zip(people, _WORDS, strict=False)
    ]
    briefing = plain_briefing(f"article-{number}.txt", "\n".join(lines), date=f"2024-01-{number + 1:02}")
    speakers, quotes = [], []
    for (name, title, party), sentence in zip(people, briefing.sentences, strict=True):
        span = Span(sentence.span.start, sentence.span.start + len(name))
        speakers.append(Speaker(slug(name), name, "person", (title,) if title else (), party, (span,)))
        content = (Span(span.end + 1, sentence.span.end - 1),)
        quotes.append(Quote("indirect", content, (), (span,), (slug(name),)))
    return replace(briefing, speakers=tuple(speakers), quotes=tuple(quotes))


_WORDS = ("alpine passes", "border crossings", "coastal defences", "dry harbours")
BIDEN = ("Joe Biden", "President", "United States")


def counted(library: Library) -> dict[str, tuple[int, int]]:
    return {row.name: (row.quotes, row.documents) for row in library.speakers()}


ONE: list[tuple[str, Sequence[Person], dict[str, int]]] = [
    ("a family name", [BIDEN, ("Biden", "President", None)], {"Joe Biden": 2}),
    ("a title in short", [("Ann Dean", "Senator", None), ("Dean", "Sen.", None)], {"Ann Dean": 2}),
    ("a part of a title", [("Ann Dean", "Secretary of State", None), ("Dean", "Secretary", None)], {"Ann Dean": 2}),
    ("a middle initial", [("Ann B. Dean", "Judge", None), ("Ann Dean", "Judge", None)], {"Ann B. Dean": 2}),
    (
        "a chain",
        [("Ann B. Dean", "Judge", None), ("Ann Dean", "Judge", None), ("Dean", "Judge", None)],
        {"Ann B. Dean": 3},
    ),
    ("accents", [("Recep Erdoğan", "President", "Turkey"), ("Erdogan", "President", "Turkey")], {"Recep Erdoğan": 2}),
    ("another alphabet's e", [("İlham Əliyev", "President", None), ("Aliyev", "President", None)], {"İlham Əliyev": 2}),
    ("a family name in front", [("Xi Jinping", "President", "China"), ("Xi", "President", "China")], {"Xi Jinping": 2}),
    ("two of a family", [BIDEN, ("Jill Biden", "First Lady", None), ("Biden", "President", None)], {"Joe Biden": 2}),
    ("a son", [("Ann Dean Jr.", "Judge", None), ("Dean", "Judge", None)], {"Ann Dean Jr.": 2}),
]
TWO: list[tuple[str, Sequence[Person]]] = [
    ("no title", [BIDEN, ("Biden", "", "United States")]),
    ("another title", [BIDEN, ("Biden", "Senator", "United States")]),
    ("a deputy's title", [BIDEN, ("Biden", "Vice President", "United States")]),
    ("an address", [("Ann Dean", "Dr.", None), ("Dean", "Dr.", None)]),
    ("another party", [("Ann Dean", "Minister", "Norway"), ("Dean", "Minister", "Chile")]),
    ("another family name", [BIDEN, ("Bidens", "President", None)]),
    ("a given name", [("James Dean", "Secretary", None), ("James", "Secretary", None)]),
    ("another given name", [("Ann Dean", "Judge", None), ("Bea Dean", "Judge", None)]),
    ("another middle name", [("Ann B. Dean", "Judge", None), ("Ann C. Dean", "Judge", None)]),
    ("two who fit", [("Ann Dean", "Judge", None), ("Bea Dean", "Judge", None), ("Dean", "Judge", None)]),
]


@pytest.mark.parametrize(("people", "counts"), [case[1:] for case in ONE], ids=[case[0] for case in ONE])
@pytest.mark.parametrize("turn", [1, -1])
def test_names_of_one_person_are_counted_as_one(people: Sequence[Person], counts: dict[str, int], turn: int) -> None:
    library = MemoryLibrary(said_by(number, person) for number, person in enumerate(people[::turn]))
    found = counted(library)
    assert {name: found[name] for name in counts} == {name: (count, count) for name, count in counts.items()}
    assert len(found) == len(people) - sum(count - 1 for count in counts.values())
    for name, count in counts.items():
        assert library.quotes(f"speaker:{slug(name)}").total == count
        assert library.quotes(f'speaker:"{name}"').total == count
        assert [row.quotes for row in library.speakers(f'speaker:"{name}"')] == [count]
    assert {row.speakers[0].name for row in library.quotes().rows} == {name for name, *_ in people}


@pytest.mark.parametrize("people", [case[1] for case in TWO], ids=[case[0] for case in TWO])
@pytest.mark.parametrize("turn", [1, -1])
def test_names_that_may_be_of_others_stay_apart(people: Sequence[Person], turn: int) -> None:
    library = MemoryLibrary(said_by(number, person) for number, person in enumerate(people[::turn]))
    assert counted(library) == {name: (1, 1) for name, *_ in people}


def test_whom_one_article_tells_apart_stay_apart() -> None:
    library = MemoryLibrary([said_by(0, BIDEN, ("Biden", "President", None))])
    assert counted(library) == {"Joe Biden": (1, 1), "Biden": (1, 1)}


def test_a_search_for_the_full_name_finds_no_relatives() -> None:
    hunter = ("Hunter Biden", "", None)
    library = MemoryLibrary([said_by(0, BIDEN), said_by(1, ("Biden", "President", None)), said_by(2, hunter)])
    assert library.quotes("speaker:joe-biden").total == 2
    assert library.quotes("speaker:biden").total == 3
    assert library.quotes("-speaker:joe-biden").total == 1


def test_what_comes_and_goes_changes_who_is_who(tmp_path: Path) -> None:
    with FileLibrary(tmp_path / "library") as library:
        ids = [
            library.add(said_by(0, ("Dean", "Judge", None))).id,
            library.add(said_by(1, ("Ann Dean", "Judge", None))).id,
        ]
        assert counted(library) == {"Ann Dean": (2, 2)}
        other = library.add(said_by(2, ("Bea Dean", "Judge", None))).id
        assert counted(library) == {"Dean": (1, 1), "Ann Dean": (1, 1), "Bea Dean": (1, 1)}
        library.remove(other)
        assert counted(library) == {"Ann Dean": (2, 2)}
        library.check()
        assert counted(library) == {"Ann Dean": (2, 2)}
        assert [row.quotes for row in library.speakers("coastal OR alpine")] == [2]
        library.remove(ids[1])
        assert counted(library) == {"Dean": (1, 1)}
        assert library.get(ids[0]) == said_by(0, ("Dean", "Judge", None))


def test_a_common_family_name_tells_nothing() -> None:
    people = [
        (f"{'ABCDEFGHIJ'[n % 10]}{'abcdefghij'[n // 10]}n Dean", "Judge" if not n else "Mayor", None) for n in range(41)
    ]
    library = MemoryLibrary([said_by(0, people[0]), said_by(1, ("Dean", "Judge", None))])
    assert counted(library)["Aan Dean"] == (2, 2)
    for number, person in enumerate(people[1:]):
        library.add(said_by(2 + number, person))
    assert counted(library)["Aan Dean"] == (1, 1)


def test_names_and_their_short_forms() -> None:
    assert name_of("harry-b-harris-jr") == ("harry", "b", "harris")
    assert name_of("ann-dean-2") == () and name_of("jr") == ("jr",)
    assert is_short_for(("james", "comey"), ("james", "b", "comey"))
    assert is_short_for(("ann", "b", "dean"), ("ann", "bea", "dean"))
    assert not is_short_for(("ann", "c", "dean"), ("ann", "bea", "dean"))
    same = Traits(frozenset({("judge",)}), frozenset())
    assert one_person([], lambda id: same, lambda one, other: False) == {}

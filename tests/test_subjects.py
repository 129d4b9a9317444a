"""Subjects: which names count as things that are spoken about, under which name and kind."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core.model import Document, Span, Speaker, Subject
from quoth.core.segment.sentences import parse
from quoth.core.subjects.find import find_subjects


def subjects_of(text: str, *speakers: Speaker) -> tuple[Subject, ...]:
    return find_subjects(parse(Document("x", text)), speakers)


def named(text: str, *speakers: Speaker) -> dict[str, str]:
    return {subject.name: subject.kind for subject in subjects_of(text, *speakers)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They spoke about the Kashmir issue.", "Kashmir", "place"),
        ("The envoy called for calm in the Gaza Strip.", "Gaza", "place"),
        ("He condemned Israeli strikes.", "Israel", "place"),
        ("Turkey will host COP31 next year.", "COP31", "event"),
        ("Leaders gathered for the Ninth Summit of the Americas.", "Ninth Summit of the Americas", "event"),
        ("Both attended the Geneva Conference on Afghanistan.", "Geneva Conference on Afghanistan", "event"),
        ("They praised the Joint Economic Commission.", "Joint Economic Commission", "organisation"),
        ("The U.N. Security Council met behind closed doors.", "UN Security Council", "organisation"),
        ("He asked the WHO for help.", "World Health Organization", "organisation"),
        (
            "The Trade and Investment Framework Agreement was signed.",
            "Trade and Investment Framework Agreement",
            "agreement",
        ),
        ("Iran must return to the JCPOA.", "JCPOA", "agreement"),
        ("The pact replaces the Treaty of Amity.", "Treaty of Amity", "agreement"),
        ("It cited Security Council Resolution 2803 twice.", "Security Council Resolution 2803", "agreement"),
        ("Ships still avoid the Strait of Hormuz.", "Strait of Hormuz", "place"),
        ("A bus overturned in Torzhok on Friday.", "Torzhok", "place"),
        ("He leads the Office of Ports and Inland Waterways.", "Office of Ports and Inland Waterways", "organisation"),
        ("They opened the Oslo Energy Dialogue on Monday.", "Oslo Energy Dialogue", "event"),
        ("He met the Maritime Affairs Commission Chairman Li Wen.", "Maritime Affairs Commission", "organisation"),
        ("They agreed with the European Union on the Lisbon Protocol.", "European Union", "organisation"),
        ("The DHS and others took part.", "Department of Homeland Security", "organisation"),
        ("He spoke on Air Force One.", "Air Force One", "other"),
    ],
)
def test_a_thing_is_named_with_its_kind(text: str, name: str, kind: str) -> None:
    assert named(text).get(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        "President Ana Souza met Foreign Minister Karl Lind.",
        "On Monday, in March, nobody came.",
        "However, they agreed. Then it rained. Both left.",
        "Mary Fields said no.",
        "He thanked the Prime Minister and the Ambassador.",
        "I think so. OK. TV and GDP rose.",
    ],
)
def test_people_days_and_common_words_are_no_subjects(text: str) -> None:
    assert named(text) == {}


def test_aliases_count_to_one_subject() -> None:
    text = "The United Nations met. The UN was asked. Nagorno-Karabakh, or Karabakh, was discussed."
    found = {subject.name: [m.of(text) for m in subject.mentions] for subject in subjects_of(text)}
    assert found == {"United Nations": ["United Nations", "UN"], "Karabakh": ["Nagorno-Karabakh", "Karabakh"]}


def test_an_acronym_in_brackets_and_a_short_form_count_to_the_full_name() -> None:
    text = (
        "They set up the Bilateral Water Commission (BWC). The BWC meets in May. "
        "The Commission will report, and the Water Commission has ten members."
    )
    (subject,) = subjects_of(text)
    assert subject.name == "Bilateral Water Commission" and subject.id == "bilateral-water-commission"
    assert [m.of(text) for m in subject.mentions][1:] == ["BWC", "BWC", "Commission", "Water Commission"]


def test_speakers_are_not_listed_again() -> None:
    text = "Norway said it would help Sudan. Norway's fund is open. The Foreign Ministry agreed."
    norway = Speaker("norway", "Norway", "country", mentions=(Span(0, 6),))
    ministry = Speaker("foreign-ministry", "Foreign Ministry", "organisation")
    assert named(text, norway, ministry) == {"Sudan": "place"}


def test_a_country_in_an_office_is_not_spoken_about() -> None:
    assert named("Pakistan's Foreign Minister met the President of France.") == {}
    assert named("Pakistan's exports to France grew.") == {"Pakistan": "place", "France": "place"}


def test_the_dateline_is_no_subject() -> None:
    assert "Islamabad" not in named("Islamabad - The talks on Sudan went on.")
    assert "Islamabad" in named("The talks on Sudan went on in Islamabad.")


def test_a_title_in_capitals_tells_only_what_is_known() -> None:
    assert named("Joint Readout Of The Leaders Meeting With Partners On Gaza") == {"Gaza": "place"}


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(["UN", "the", "Paris", "Agreement", "(", ")", "’s", "and", "\n", "In", "X."]), max_size=30
    ).map(" ".join)
)
def test_mentions_are_true_places_of_the_text(text: str) -> None:
    found = subjects_of(text)
    assert len({subject.id for subject in found}) == len(found)
    for subject in found:
        assert subject.mentions and list(subject.mentions) == sorted(set(subject.mentions))
        for mention in subject.mentions:
            assert 0 <= mention.start < mention.end <= len(text)
            assert mention.of(text).strip() == mention.of(text)


def test_an_acronym_counts_to_the_name_that_its_letters_stand_for() -> None:
    text = "The Rural Democratic Party won. A spokesman for the RDP thanked voters."
    assert {s.name: len(s.mentions) for s in subjects_of(text)} == {"Rural Democratic Party": 2}


def test_a_long_word_in_capitals_is_no_subject_by_itself() -> None:
    assert named("ABSTRACT. He left. WHAT IS BREWING TODAY. The text goes on.") == {}

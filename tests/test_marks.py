"""Pairing of quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core.attribution.marks import pair_marks
from quoth.core.model import Span

TEXTS = [
    ('He said "yes" twice.', ['"yes"']),
    ("“One,” she said. “Two.”", ["“One,”", "“Two.”"]),
    ("«Oui», dit-il.", ["«Oui»"]),
    ("„Low“ marks", ["„Low“"]),
    ("``TeX'' marks", ["``TeX''"]),
    ("The so-called 'peace deal' failed.", ["'peace deal'"]),
    ("He called it ‘a farce’ and left.", ["‘a farce’"]),
    # apostrophes, possessives, inches and years are no marks
    ("Dar's visit, the ministers' talks, don't, the '90s", []),
    ("It’s the ministers’ view", []),
    ('A 5" pipe was shown', []),
    # speech inside speech belongs to the outer quotation
    ("“He told me ‘never again’ and left,” she said.", ["“He told me ‘never again’ and left,”"]),
    # the wrong way round, at either end
    ("She said ”we agree” today", ["”we agree”"]),
    ("She said “we agree“ today", ["“we agree“"]),
    # a closing mark without an opening one: from where its sentence begins
    ("She left. We agree” he said", ["We agree”"]),
    ("a 5” pipe was shown", []),
    # opened twice, closed once
    ("“A first “nested” one", ["“A first “nested”"]),
]


@pytest.mark.parametrize(("text", "quoted"), TEXTS)
def test_marks_are_paired(text: str, quoted: list[str]) -> None:
    assert [found.span.of(text) for found in pair_marks(text, [Span(0, len(text))])] == quoted


def test_a_quotation_left_open_is_closed_in_the_next_paragraph() -> None:
    text = "“We agree.\n\nSo do they. All of them,” he said."
    found = pair_marks(text, [Span(0, 10), Span(12, len(text))])
    assert [quoted.span.of(text) for quoted in found] == ["“We agree.", "So do they. All of them,”"]


def test_a_quotation_over_paragraphs_opens_in_each_and_closes_in_the_last() -> None:
    text = "“The first part.\n“The second part.”"
    first, second = pair_marks(text, [Span(0, 16), Span(17, len(text))])
    assert (first.span.of(text), first.closed) == ("“The first part.", False)
    assert (second.span.of(text), second.closed) == ("“The second part.”", True)


def test_an_open_mark_ends_with_its_paragraph() -> None:
    text = 'He said "we agree.\nNothing is quoted here.'
    (only,) = pair_marks(text, [Span(0, 18), Span(19, len(text))])
    assert only.span == Span(8, 18)
    assert not only.closed


def test_single_marks_are_told() -> None:
    text = "It was ‘over’."
    assert pair_marks(text, [Span(0, len(text))])[0].single


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab 'ʼ\"“”„«»‘’`.,\n", max_size=80))
def test_any_mix_of_marks_gives_ordered_spans_inside_their_paragraphs(text: str) -> None:
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    found = pair_marks(text, paragraphs)
    end = 0
    for quoted in found:
        assert end <= quoted.span.start < quoted.span.end <= len(text)
        assert any(paragraph.holds(quoted.span) for paragraph in paragraphs)
        end = quoted.span.end

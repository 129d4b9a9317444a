"""What is learned from is what is found: the training code calls the finders as the run time does."""

from __future__ import annotations

import pytest
from quoth.core.attribution.model import shipped_model
from quoth.core.model import Document, Span
from quoth.core.segment.sentences import parse

for name in ("numpy", "scipy", "sklearn", "pycrfsuite"):
    pytest.importorskip(name, reason="training needs the train extra")

from quoth.core.training.attribution_confidence import judge
from quoth.core.training.attribution_data import Example, Gold
from quoth.core.training.attribution_lessons import lesson_of, span_sequences

TEXT = "Minister Eva Roth said the talks would go on."


def example(speaker: str) -> Example:
    gold = Gold((Span(23, 44),), (Span(18, 22),), (Span(0, 17),), speakers=(frozenset((speaker,)),))
    return Example(parse(Document("test", TEXT)), (gold,), genre=True)


@pytest.mark.parametrize(("speaker", "right"), [("Eva Roth", True), ("Lee Moss", False)])
def test_a_find_is_judged_by_its_words_and_its_speaker(speaker: str, right: bool) -> None:
    ((features, judged),) = judge(lesson_of(example(speaker)), shipped_model())
    assert judged == right
    assert features


def test_labels_of_a_lesson() -> None:
    ((rows, labels),) = span_sequences(lesson_of(example("Eva Roth")))
    assert "".join(labels) == "SSSKCCCCCO"
    assert len(rows) == len(labels)

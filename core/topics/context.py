"""What the rest of a document adds to a sentence's own topics: the story goes on, "it" means what stood before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import mul
from typing import NamedTuple

from quoth.core.logistic import logit, sigmoid

Scores = Sequence[float]
FAINT = 0.05
"""A topic that no sentence of a document reaches this score for, or names, is not looked at."""
LIST = 3
"""A sentence that names so many topics lists them: each counts."""


class Form(NamedTuple):
    """What else is known of a sentence: does it begin with a pronoun, is it short, and which topics does it name."""

    carried: bool
    short: bool
    named: frozenset[int]


class Context:
    """Learned weights for :func:`features`: shared by all topics, with a bias and three slopes of each topic's own."""

    def __init__(self, data: Mapping[str, Sequence[float]]) -> None:
        self._weights = data["weights"]
        self._by_topic = list(zip(data["bias"], data["own"], data["mean"], data["top"], strict=True))

    def scores(self, own: Sequence[Scores], forms: Sequence[Form]) -> list[dict[int, float]]:
        """For each sentence the scores (0 to 1) of the topics that the document shows at all."""
        found: list[dict[int, float]] = [{} for _ in own]
        crowd = [Crowd.of(scores) for scores in own]
        named = frozenset[int]().union(*(form.named for form in forms))
        for topic, (bias, own_slope, mean_slope, top_slope) in enumerate(self._by_topic):
            if topic not in named and max((scores[topic] for scores in own), default=0.0) < FAINT:
                continue
            for at, row in enumerate(features(own, topic, crowd, forms)):
                value = bias + own_slope * row[0] + mean_slope * row[2] + top_slope * row[3]
                found[at][topic] = sigmoid(value + sum(map(mul, self._weights, row)))
        return found


class Crowd(NamedTuple):
    """A sentence's topics together: the best score, the second best, and how much there is in all (at most 4)."""

    best: float
    second: float
    total: float

    @classmethod
    def of(cls, scores: Scores) -> Crowd:
        second, best = sorted(scores)[-2:]
        return cls(best, second, min(sum(scores), 4.0))


def features(
    own: Sequence[Scores], topic: int, crowd: Sequence[Crowd], forms: Sequence[Form]
) -> Iterator[tuple[float, ...]]:
    """One row a sentence: its own score for the topic, those around it, of the whole document, and of other topics.

    ``own`` holds the scores by the sentences' own words.
    """
    column = [scores[topic] for scores in own]
    total, top = sum(column), max(column)
    before = 0.0
    for at, score in enumerate(column):
        best, second, weight = crowd[at]
        after = column[at + 1] if at + 1 < len(column) else 0.0
        mean = (total - score) / max(1, len(column) - 1)
        rival = logit(second if score == best else best) / 4
        mine, tiny, pronoun = logit(score) / 4, float(forms[at].short), float(forms[at].carried)
        named = float(topic in forms[at].named)
        listed = named * (len(forms[at].named) >= LIST)
        yield (
            mine, score, mean, top, before, after, rival, weight, pronoun, tiny,
            mine * top, mine * mean, top * mean, mine * rival, top * tiny, mine * tiny, before * pronoun, top * weight,
            mine * weight, named, listed, named * mean,
        )  # fmt: skip
        before = score

"""What the rest of a document adds to a sentence's own topics: the story goes on, "it" means what stood before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quoth.core.topic_model import logit, sigmoid

Scores = Sequence[float]
FAINT = 0.05
"""A topic that no sentence of a document reaches this score for is not looked at."""


class Context:
    """Learned weights for :func:`features`: shared by all topics, with a bias and three slopes of each topic's own."""

    def __init__(self, data: Mapping[str, Sequence[float]]) -> None:
        self._weights = data["weights"]
        self._by_topic = list(zip(data["bias"], data["own"], data["mean"], data["top"], strict=True))

    def scores(self, own: Sequence[Scores], carried: Sequence[bool], short: Sequence[bool]) -> list[dict[int, float]]:
        """For each sentence the scores (0 to 1) of the topics that the document shows at all."""
        found: list[dict[int, float]] = [{} for _ in own]
        for topic, (bias, own_slope, mean_slope, top_slope) in enumerate(self._by_topic):
            if max((scores[topic] for scores in own), default=0.0) < FAINT:
                continue
            for at, row in enumerate(features(own, topic, carried, short)):
                value = bias + own_slope * row[0] + mean_slope * row[2] + top_slope * row[3]
                for weight, feature in zip(self._weights, row, strict=True):
                    value += weight * feature
                found[at][topic] = sigmoid(value)
        return found


def features(
    own: Sequence[Scores], topic: int, carried: Sequence[bool], short: Sequence[bool]
) -> Iterator[tuple[float, ...]]:
    """One row a sentence: its own score for the topic, those around it, of the whole document, and of other topics.

    ``own`` holds the scores by the sentences' own words; ``carried`` tells which begin with a pronoun.
    """
    column = [scores[topic] for scores in own]
    total, top = sum(column), max(column)
    before = 0.0
    for at, score in enumerate(column):
        after = column[at + 1] if at + 1 < len(column) else 0.0
        mean = (total - score) / max(1, len(column) - 1)
        rival = logit(max((s for t, s in enumerate(own[at]) if t != topic), default=0.0)) / 4
        mine, tiny, pronoun = logit(score) / 4, float(short[at]), float(carried[at])
        weight = min(sum(own[at]), 4.0)
        yield (
            mine, score, mean, top, before, after, rival, weight, pronoun, tiny,
            mine * top, mine * mean, top * mean, mine * rival, top * tiny, mine * tiny, before * pronoun, top * weight,
            mine * weight,
        )  # fmt: skip
        before = score

"""The learned part of topic tagging: what each word says for and against each topic, and what the context adds.

Both parts are linear. A word's weights come from labelled sentences by way of word vectors (so that words never seen
with a label have weights too) and from the terms of the topic table; core/data/topics.card.md tells more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from quoth.core.data import load
from quoth.core.logistic import sigmoid
from quoth.core.topics.words import Word, shapes

MODEL_FILE = "topics.model.json.gz"
LONGEST = 4
"""The most words that a phrase has."""
FIRST_CODE = 40  # weights are stored as pairs of letters: topic and step, each from this code point on
ZERO_STEP = 500
Vector = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one word or phrase says: its span's words ``first`` to ``last`` and a weight for each topic."""

    first: int
    last: int
    weights: Vector


class TopicModel:
    """Reads sentences one by one. ``topics`` are the ids that it knows, in the order of every list of scores."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.topics: tuple[str, ...] = tuple(data["topics"])
        self.threshold: float = data["threshold"]
        self.context: Mapping[str, Any] = data["context"]
        self.words: dict[str, str] = data["words"]
        self._headlines: dict[str, str] = data["headlines"]
        self._phrases: dict[str, str] = data["phrases"]
        self._begin = frozenset(phrase.split(" ", 1)[0] for phrase in self._phrases)
        self._bias: dict[bool, list[float]] = {False: data["bias"], True: data["headline_bias"]}
        self._shapes: list[list[float]] = data["shapes"]
        self._step: float = data["step"]
        self._read: dict[bool, dict[str, tuple[float, Vector]]] = {False: {}, True: {}}

    def evidence(self, words: Sequence[Word], headline: bool) -> list[Evidence]:
        """What each word and phrase says, scaled so that a long sentence weighs no more than a short one."""
        found: list[Evidence] = []
        squares = 0.0
        read = self._read[headline]
        for at, word in enumerate(words):
            known = read.get(word.text) or self._learn(word.text, headline)
            squares += known[0]
            if known[1]:
                found.append(Evidence(at, at + 1, known[1]))
            if word.text in self._begin:
                found += self._phrases_at(words, at, headline)
        scale = 1 / max(1.0, squares) ** 0.5
        return [Evidence(e.first, e.last, tuple((topic, weight * scale) for topic, weight in e.weights)) for e in found]

    def scores(self, text: str, words: list[Word], headline: bool) -> list[float]:
        """How likely each topic is by the sentence's own words (0 to 1, each by itself)."""
        totals = [0.0] * len(self.topics)
        squares = 0.0
        read = self._read[headline]
        for at, word in enumerate(words):
            known = read.get(word.text) or self._learn(word.text, headline)
            squares += known[0]
            for topic, weight in known[1]:
                totals[topic] += weight
            if word.text in self._begin:
                for phrase in self._phrases_at(words, at, headline):
                    for topic, weight in phrase.weights:
                        totals[topic] += weight
        scale = 1 / max(1.0, squares) ** 0.5
        level = self._bias[headline]
        for shape in shapes(text, words):
            level = [a + b for a, b in zip(level, self._shapes[shape], strict=True)]
        return [sigmoid(bias + total * scale) for bias, total in zip(level, totals, strict=True)]

    def _phrases_at(self, words: Sequence[Word], at: int, headline: bool) -> list[Evidence]:
        found = []
        phrase = words[at].text
        for end in range(at + 1, min(at + LONGEST, len(words))):
            phrase += " " + words[end].text
            if phrase in self._phrases:
                found.append(Evidence(at, end + 1, self._learn(phrase, headline, self._phrases)[1]))
        return found

    def _learn(self, term: str, headline: bool, table: dict[str, str] | None = None) -> tuple[float, Vector]:
        """Unpacks a term's weights at its first use."""
        known = self._read[headline].get(term)
        if known is None:
            packed = (self.words if table is None else table).get(term)
            square = (ord(packed[0]) - FIRST_CODE) / 100 if packed else 1.0
            weights = self._headlines.get(term, "") if headline else (packed or "")[1:]
            known = self._read[headline][term] = (square, self._unpack(weights))
        return known

    def _unpack(self, packed: str) -> Vector:
        letters = iter(packed)
        pairs = zip(letters, letters, strict=True)
        return tuple((ord(topic) - FIRST_CODE, (ord(step) - ZERO_STEP) * self._step) for topic, step in pairs)


@cache
def topic_model() -> TopicModel:
    """The model that ships with quoth, read on first use."""
    return TopicModel(load(MODEL_FILE))

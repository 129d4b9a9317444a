"""Which topics a sentence names outright: by a term of the table that decides."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from quoth.core.topics.table import Topic
from quoth.core.topics.words import Word, read_words

DECISIVE = 3.0
"""The weight from which on a term names its topic."""


class DecisiveTerms:
    """The decisive terms of topics. ``numbers`` gives a topic's place in the model; topics without one are left out."""

    def __init__(self, topics: Iterable[Topic], numbers: dict[str, int], vocabulary: Container[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for topic in topics:
            for phrase, weight in topic.terms.items():
                words = tuple(word.text for word in read_words(phrase, 0, len(phrase), vocabulary))
                if weight >= DECISIVE and topic.id in numbers and words:
                    self._by_first.setdefault(words[0], []).append((words, numbers[topic.id]))

    def named_in(self, words: Sequence[Word]) -> frozenset[int]:
        """The numbers of the topics that a sentence names."""
        found = set()
        for at, word in enumerate(words):
            for term, topic in self._by_first.get(word.text, ()):
                if len(term) == 1 or tuple(later.text for later in words[at : at + len(term)]) == term:
                    found.add(topic)
        return frozenset(found)

"""Topics of sentences: a lexicon's evidence, scored."""

from __future__ import annotations

import re
from functools import lru_cache
from math import exp

from quoth.core.model import TopicScore
from quoth.core.parse import Parse
from quoth.core.topic_table import Topic, TopicTable

__all__ = ["Topic", "TopicTable", "tag_topics"]

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:[-'’/]\w+)*")


def tag_topics(parse: Parse, table: TopicTable | None = None) -> tuple[tuple[TopicScore, ...], ...]:
    """The topics of each sentence of ``parse.sentences``, best first."""
    table = table or TopicTable.load()
    lexicon = _lexicon(table)
    return tuple(_score(parse.text[sentence.span.start : sentence.span.end], lexicon) for sentence in parse.sentences)


def _score(text: str, lexicon: dict[str, list[tuple[str, float]]]) -> tuple[TopicScore, ...]:
    words = [match.group().lower() for match in _WORD.finditer(text)]
    evidence: dict[str, float] = {}
    for start in range(len(words)):
        for length in (1, 2, 3):
            for topic, weight in lexicon.get(" ".join(words[start : start + length]), ()):
                evidence[topic] = evidence.get(topic, 0.0) + weight
    scores = (TopicScore(topic, 1 / (1 + exp(2.5 - weight))) for topic, weight in evidence.items())
    return tuple(sorted((score for score in scores if score.score >= 0.5), key=lambda score: -score.score))


@lru_cache(maxsize=4)
def _lexicon(table: TopicTable) -> dict[str, list[tuple[str, float]]]:
    lexicon: dict[str, list[tuple[str, float]]] = {}
    for topic in table:
        for term, weight in topic.terms.items():
            lexicon.setdefault(term, []).append((topic.id, weight))
    return lexicon

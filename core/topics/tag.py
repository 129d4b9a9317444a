"""Topics of sentences: what a sentence's words say, weighed with what the rest of the document is about.

``TopicTable`` holds labels and terms and needs nothing but the standard library; so does the whole module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from quoth.core.logistic import logit, sigmoid
from quoth.core.model import Span, TopicScore
from quoth.core.parse import Parse
from quoth.core.topics.context import Context, Form
from quoth.core.topics.decisive import DecisiveTerms
from quoth.core.topics.table import Topic, TopicTable
from quoth.core.topics.weights import TopicModel, topic_model
from quoth.core.topics.words import SHAPES, Word, read_words, shapes

__all__ = ["Reason", "Topic", "TopicTable", "explain", "tag_topics"]

HEADLINE = 2
"""Texts of up to so many sentences are read as headlines: one topic at least, if any word speaks for it."""
SHORT = 7  # words
CARRIED = SHAPES.index("carried")
TERM_BIAS, TERM_WEIGHT = -2.6, 1.0
"""A topic that only its terms tell: one decisive term (weight 3) makes it likelier than not."""


def form_of(sentence: str, words: list[Word], terms: DecisiveTerms) -> Form:
    """A sentence's form, as the context asks for it."""
    return Form(CARRIED in shapes(sentence, words), len(words) <= SHORT, terms.named_in(words))


class Reason(NamedTuple):
    """A word or phrase of the text that speaks for a topic, and how strongly (in units of log odds)."""

    span: Span
    weight: float


def tag_topics(parse: Parse, table: TopicTable | None = None) -> tuple[tuple[TopicScore, ...], ...]:
    """The topics of each sentence of ``parse.sentences``, best first; none where nothing speaks for one.

    A score is the chance (0 to 1) that a reader would give the sentence that topic. What a sentence does not name it
    may have from the sentences around it. A topic with a parent in the table comes with that parent.
    """
    table = table or TopicTable.load()
    tagger = _tagger(table)
    spans = [sentence.span for sentence in parse.sentences]
    return tuple(tagger.tag(parse.text, spans))


def explain(
    text: str, sentences: Sequence[Span], index: int, topic: str, table: TopicTable | None = None
) -> tuple[Reason, ...]:
    """The words of a sentence that spoke for a topic, strongest first; none where it came from the sentences around.

    ``sentences`` are the spans of all the sentences of the text, ``index`` the one that is asked about.
    """
    tagger = _tagger(table or TopicTable.load())
    return tuple(tagger.reasons(text, sentences[index], topic, len(sentences) <= HEADLINE))


@cache
def _tagger(table: TopicTable) -> _Tagger:
    return _Tagger(table, topic_model())


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    topic: str
    weight: float


class _Tagger:
    """The model with a table's own terms: those of topics it did not learn, and those that a user changed."""

    def __init__(self, table: TopicTable, model: TopicModel) -> None:
        self._table = table
        self._model = model
        self._context = Context(model.context)
        self._number = {topic: number for number, topic in enumerate(model.topics)}
        self._terms: dict[str, list[_Term]] = {}
        shipped = TopicTable.load()
        self._decisive = DecisiveTerms(shipped, self._number, model.words)
        for topic in table:
            known = shipped.by_id[topic.id].terms if topic.id in self._number else {}
            for phrase in topic.terms.keys() | known.keys():
                weight = topic.terms.get(phrase, 0.0) - known.get(phrase, 0.0)
                words = tuple(word.text for word in read_words(phrase, 0, len(phrase), model.words))
                if weight and words:
                    self._terms.setdefault(words[0], []).append(_Term(words, topic.id, weight))

    def tag(self, text: str, spans: Sequence[Span]) -> list[tuple[TopicScore, ...]]:
        words = [read_words(text, span.start, span.end, self._model.words) for span in spans]
        headline = len(spans) <= HEADLINE
        own = [self._model.scores(span.of(text), read, headline) for span, read in zip(spans, words, strict=True)]
        if headline:
            found = [dict(enumerate(scores)) for scores in own]
        else:
            forms = [form_of(span.of(text), read, self._decisive) for span, read in zip(spans, words, strict=True)]
            found = self._context.scores(own, forms)
        return [self._named(scores, read, headline) for scores, read in zip(found, words, strict=True)]

    def _named(self, scores: dict[int, float], words: list[Word], headline: bool) -> tuple[TopicScore, ...]:
        by_id = {self._model.topics[number]: score for number, score in scores.items()}
        for topic, weight in self._said_by_terms(words).items():
            by_id[topic] = self._with_terms(topic, by_id.get(topic), weight, by_id)
        best = max(by_id, key=lambda topic: by_id[topic], default=None)
        least = self._model.threshold
        named = {topic: score for topic, score in by_id.items() if score >= least}
        if headline and not named and best is not None and self._speaks(words, best):
            named = {best: by_id[best]}
        for topic in tuple(named):
            parent = self._table.by_id[topic].parent if topic in self._table.by_id else None
            if parent is not None:
                named[parent] = max(named.get(parent, 0.0), named[topic])
        return tuple(TopicScore(topic, round(named[topic], 3)) for topic in sorted(named, key=lambda t: (-named[t], t)))

    def _with_terms(self, topic: str, score: float | None, weight: float, by_id: dict[str, float]) -> float:
        """A learned topic's score with a user's terms; else the terms' score.

        A topic of the shipped table is no surer than its parent; a user's own words count by themselves.
        """
        if score is not None:
            return sigmoid(logit(score) + TERM_WEIGHT * weight)
        alone = sigmoid(TERM_BIAS + TERM_WEIGHT * weight)
        parent = self._table.by_id[topic].parent
        shipped = topic in TopicTable.load().by_id
        return alone * by_id.get(parent, 0.0) if shipped and parent in self._number else alone

    def _said_by_terms(self, words: Sequence[Word]) -> dict[str, float]:
        said: dict[str, float] = {}
        for _, _, term in self._terms_in(words):
            said[term.topic] = said.get(term.topic, 0.0) + term.weight
        return said

    def _terms_in(self, words: Sequence[Word]) -> list[tuple[int, int, _Term]]:
        found = []
        for at, word in enumerate(words):
            for term in self._terms.get(word.text, ()):
                end = at + len(term.words)
                if len(term.words) == 1 or tuple(w.text for w in words[at:end]) == term.words:
                    found.append((at, end, term))
        return found

    def _speaks(self, words: list[Word], topic: str) -> bool:
        return topic not in self._number or any(
            number == self._number[topic] and weight > 0
            for evidence in self._model.evidence(words, True)
            for number, weight in evidence.weights
        )

    def reasons(self, text: str, span: Span, topic: str, headline: bool) -> list[Reason]:
        words = read_words(text, span.start, span.end, self._model.words)
        said: dict[Span, float] = {}
        number = self._number.get(topic)
        for evidence in self._model.evidence(words, headline):
            for other, weight in evidence.weights:
                if other == number:
                    place = Span(words[evidence.first].start, words[evidence.last - 1].end)
                    said[place] = said.get(place, 0.0) + weight
        for first, end, term in self._terms_in(words):
            if term.topic == topic:
                place = Span(words[first].start, words[end - 1].end)
                said[place] = said.get(place, 0.0) + TERM_WEIGHT * term.weight
        reasons = [Reason(place, round(weight, 3)) for place, weight in said.items() if weight >= 0.1]
        return sorted(reasons, key=lambda reason: (-reason.weight, reason.span))

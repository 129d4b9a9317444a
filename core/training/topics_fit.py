"""Fits the two linear parts of the topic model: words against topics, and what the context adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from quoth.core.topics.context import Crowd, Form, features
from quoth.core.topics.decisive import DecisiveTerms
from quoth.core.topics.table import TopicTable
from quoth.core.topics.tag import form_of
from quoth.core.training.topics_features import Features, Text
from scipy import sparse
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

Matrix = Any

TOPICS = [
    "diplomacy",
    "conflict-peace",
    "defence-security",
    "borders-sovereignty",
    "sanctions",
    "human-rights",
    "domestic-politics",
    "economy-finance",
    "trade",
    "investment",
    "energy",
    "climate",
    "environment",
    "connectivity-transport",
    "health",
    "culture-education",
    "tourism",
    "technology",
    "migration",
    "disaster-humanitarian",
    "law-courts",
    "agriculture-food",
    "arts",
    "religion",
    "society",
    "sport",
]
GENRE: dict[str, tuple[str, ...]] = {topic: (topic,) for topic in TOPICS[:22]} | {
    "culture-education": ("culture-education", "arts", "religion", "sport")
}
"""The labels of the annotated articles, each with the topics that it stands for; so for the headlines' labels."""
HEADLINES = {
    "foreign_defense": ("diplomacy", "conflict-peace", "defence-security", "borders-sovereignty", "sanctions"),
    "politics": ("domestic-politics",),
    "economy": ("economy-finance", "trade", "investment", "tourism"),
    "environment_energy": ("energy", "environment", "climate", "agriculture-food"),
    "crime_law": ("law-courts",),
    "rights": ("human-rights",),
    "education": ("culture-education",),
    "science": ("technology",),
    "transport": ("connectivity-transport",),
    "disaster": ("disaster-humanitarian",),
    "welfare": ("society",),
    "health": ("health",),
    "sport": ("sport",),
    "arts": ("arts",),
    "religion": ("religion",),
}
STIFF = 1.0  # how much weights are held back
BOTH = 1.0  # how much a headline's topics are also fitted each by itself, not only against each other


def groups(labels: dict[str, tuple[str, ...]]) -> Matrix:
    """Which topics (rows) each label (columns) stands for."""
    return np.array([[float(topic in members) for members in labels.values()] for topic in TOPICS])


def sigmoid(values: Matrix) -> Matrix:
    return 1 / (1 + np.exp(-np.clip(values, -30, 30)))


def any_of(scores: Matrix, members: Matrix) -> Matrix:
    """The chance that at least one topic of each label holds, and the log of the chance that none does."""
    none = np.log1p(-np.minimum(scores, 1 - 1e-9)) @ members
    return np.clip(1 - np.exp(none), 1e-9, 1 - 1e-9), none


@dataclass
class Words:
    """Weights of the columns of Features for running text, what headlines add, and the levels of both."""

    weights: Matrix
    headline: Matrix  # only for the columns that words share
    shapes: Matrix
    bias: Matrix
    headline_bias: Matrix

    def logits(self, rows: Matrix, form: Matrix, dense_from: int, headline: bool) -> Matrix:
        values = rows @ self.weights + form @ self.shapes + self.bias
        return values + rows[:, dense_from:] @ self.headline + self.headline_bias if headline else values


def mean_of(models: Sequence[Words]) -> Words:
    """One model with the mean of all weights."""
    return Words(*(np.mean([getattr(model, f.name) for model in models], axis=0) for f in fields(Words)))


def fit_words(data: Features, texts: Sequence[Text], headlines: Sequence[tuple[str, str]], rounds: int = 80) -> Words:
    """Sentences may have several topics or none; a headline has one, and of its label's topics any may be it."""
    sentences = [sentence for text in texts for sentence in text.sentences]
    rows, form = data.rows(sentences)
    if headlines:
        more, more_form = data.rows([text for text, _ in headlines], headline=True)
        rows, form = sparse.vstack([rows, more]).tocsr(), sparse.vstack([form, more_form]).tocsr()
    count, dense = len(sentences), data.dense_from
    mark = np.r_[np.zeros(count), np.ones(len(headlines))][:, None]
    extra = rows[:, dense:].multiply(mark).tocsr()
    inputs = sparse.hstack([rows, extra, form, sparse.csr_matrix(mark), np.ones((len(mark), 1))]).tocsr()
    wanted = labels_of([label for text in texts for label in text.labels], list(GENRE))
    kinds = labels_of([[label] for _, label in headlines], list(HEADLINES))
    genre, news = groups(GENRE), groups(HEADLINES)
    stiff = np.full((inputs.shape[1], 1), STIFF)
    stiff[-2:] = 0.01
    turned = inputs.T.tocsr()

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(inputs.shape[1], len(TOPICS))
        logits = inputs @ weights
        slope = np.zeros_like(logits)
        total = _each(logits[:count], wanted, genre, slope[:count], 1.0)
        if len(headlines):
            total += _one(logits[count:], kinds @ news.T, slope[count:])
            total += _each(logits[count:], kinds, news, slope[count:], BOTH)
        total += 0.5 * float((stiff * weights * weights).sum())
        return total, np.asarray(turned @ slope + stiff * weights).ravel()

    start = np.zeros((inputs.shape[1], len(TOPICS)))
    start[-1] = -2
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8}).x
    weights = found.reshape(inputs.shape[1], len(TOPICS))
    width = rows.shape[1]
    shape_from = width + extra.shape[1]
    return Words(weights[:width], weights[width:shape_from], weights[shape_from:-2], weights[-1], weights[-2])


def labels_of(labels: Sequence[Sequence[str]], names: Sequence[str]) -> Matrix:
    found = np.zeros((len(labels), len(names)))
    for row, given in enumerate(labels):
        found[row, [names.index(label) for label in given]] = 1
    return found


def _each(logits: Matrix, wanted: Matrix, members: Matrix, slope: Matrix, weight: float) -> float:
    """Loss of each label by itself; adds to the slope in place."""
    scores = sigmoid(logits)
    some, none = any_of(scores, members)
    slope -= weight * ((wanted * np.exp(none) / some - (1 - wanted)) @ members.T) * scores
    return -weight * float((wanted * np.log(some) + (1 - wanted) * none).sum())


def _one(logits: Matrix, allowed: Matrix, slope: Matrix) -> float:
    """Loss of one label among all; adds to the slope in place."""
    share = np.exp(logits - logits.max(1, keepdims=True))
    share /= share.sum(1, keepdims=True)
    right = (share * allowed).sum(1, keepdims=True) + 1e-12
    slope += share - share * allowed / right
    return -float(np.log(right).sum())


def fit_context(
    data: Features, texts: Sequence[Text], scores: Sequence[Matrix], hold: float = 0.1
) -> dict[str, list[float]]:
    """Weights for Context from scores that were made without having seen the text (one row a sentence)."""
    genre = groups(GENRE)
    numbers = {topic: number for number, members in enumerate(GENRE.values()) for topic in members}
    inputs, targets = [], []
    for text, own in zip(texts, scores, strict=True):
        labels, _ = any_of(own, genre)
        wanted = labels_of(text.labels, list(GENRE))
        crowd, forms = [Crowd.of(row) for row in labels.tolist()], forms_of(data, text.sentences, numbers)
        for topic in range(len(GENRE)):
            rows = np.array(list(features(labels, topic, crowd, forms)))
            one = np.zeros((len(rows), len(GENRE)))
            one[:, topic] = 1
            inputs.append(np.hstack([rows, one, one * rows[:, :1], one * rows[:, 2:3], one * rows[:, 3:4]]))
            targets.append(wanted[:, topic])
    matrix, target = np.vstack(inputs), np.concatenate(targets)
    spread = matrix[:, : -4 * len(GENRE)].std(0) + 1e-6
    spread = np.r_[spread, np.full(len(GENRE), 1.4), np.repeat(spread[[0, 2, 3]] * 2, len(GENRE))]
    model = LogisticRegression(C=hold, max_iter=1000).fit(sparse.csr_matrix(matrix / spread), target)
    weights = model.coef_[0] / spread
    shared = len(weights) - 4 * len(GENRE)
    bias, own, mean, top = (weights[shared + n * len(GENRE) : shared + (n + 1) * len(GENRE)] for n in range(4))
    like = TOPICS.index("culture-education")
    more = len(TOPICS) - len(GENRE)
    return {
        "weights": weights[:shared].tolist(),
        "bias": (model.intercept_[0] + np.r_[bias, [bias[like]] * more]).tolist(),
        "own": np.r_[own, [own[like]] * more].tolist(),
        "mean": np.r_[mean, [mean[like]] * more].tolist(),
        "top": np.r_[top, [top[like]] * more].tolist(),
    }


def forms_of(data: Features, sentences: Sequence[str], numbers: dict[str, int]) -> list[Form]:
    """The sentences' forms as the tagger tells them; ``numbers`` are those of the topics that are named."""
    terms = DecisiveTerms(TopicTable.load(), numbers, data.vocabulary)
    return [form_of(sentence, data.words(sentence), terms) for sentence in sentences]

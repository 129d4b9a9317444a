"""One learner for each stage of attribution: style, cues, talk, spans and acts."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pycrfsuite
from quoth.core.attribution.acts import ACTS, act_features
from quoth.core.attribution.cue_finder import cue_features, is_candidate
from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.model import Model
from quoth.core.attribution.spans import LABELS
from quoth.core.training.attribution_lessons import Lesson, span_sequences
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

GENRE_WEIGHT = 6.0  # an article of the genre counts as much as six of PolNeAR


class Features:
    """Numbers the features that occur often enough, and turns feature lists into rows of a matrix.

    With ``styles`` every feature has a twin for the style of its text (Daumé's augmentation).
    """

    def __init__(self, rows: Iterable[Sequence[str]], least: int = 2) -> None:
        counts = Counter(feature for row in rows for feature in row)
        self.names = [name for name, count in counts.items() if count >= least]
        self.number = {name: i for i, name in enumerate(self.names)}

    def matrix(self, rows: Sequence[Sequence[str]], genre: Sequence[bool] | None = None) -> csr_matrix:
        size = len(self.names)
        columns: list[int] = []
        ends = [0]
        for n, row in enumerate(rows):
            known = [self.number[name] for name in row if name in self.number]
            columns += known
            if genre is not None:
                shift = size if genre[n] else 2 * size
                columns += [i + shift for i in known]
            ends.append(len(columns))
        shape = (len(rows), size * (1 if genre is None else 3))
        return csr_matrix(
            (np.ones(len(columns), dtype=np.float32), np.array(columns, dtype=np.int32), ends), shape=shape
        )


def _logistic(matrix: csr_matrix, labels: Sequence[bool], weight: Sequence[float], strength: float) -> np.ndarray:
    model = LogisticRegression(solver="liblinear", C=strength, tol=0.01, fit_intercept=False)
    model.fit(matrix, np.array(labels), sample_weight=np.array(weight))
    return np.asarray(model.coef_[0])


def learn_cues(lessons: Sequence[Lesson], model: Model, prune: float = 0.04) -> None:
    model.vocabulary = _vocabulary(lessons)
    rows: list[list[str]] = []
    labels: list[bool] = []
    genre: list[bool] = []
    for lesson in lessons:
        for i in range(len(lesson.words)):
            if is_candidate(lesson.words, i, model.vocabulary):
                rows.append(cue_features(lesson.words, i))
                labels.append(i in lesson.by_head)
                genre.append(lesson.genre)
    features = Features(rows)
    weight = [GENRE_WEIGHT if g else 1.0 for g in genre]
    learned = _logistic(features.matrix(rows, genre), labels, weight, 0.1)
    size = len(features.names)
    for n, style in enumerate(("report", "press"), 1):
        total = learned[:size] + learned[n * size : (n + 1) * size]
        model.cues[style] = {name: float(w) for name, w in zip(features.names, total, strict=True) if abs(w) > prune}
    if not any(lesson.genre is False for lesson in lessons):
        model.cues["press"] = model.cues["report"]


def _vocabulary(lessons: Sequence[Lesson]) -> frozenset[str]:
    """Words that are cues at least twice (once in the genre) and not seldom, and are neither verbs nor in the lexicon."""
    counts: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for lesson in lessons:
        seen.update(lesson.words.low)
        for head in lesson.by_head:
            if not is_candidate(lesson.words, head, frozenset()):
                counts[lesson.words.low[head]] += 2 if lesson.genre else 1
    return frozenset(word for word, count in counts.items() if count >= 2 and count >= 0.02 * seen[word])


def learn_talk(lessons: Sequence[Lesson], model: Model) -> None:
    """Which verbs of conversation name speakers, with a quote or without; learned from the genre articles alone."""
    lexicon = cue_lexicon().talk
    rows: list[list[str]] = []
    labels: list[bool] = []
    for lesson in lessons:
        if lesson.genre:
            for i in range(len(lesson.words)):
                if lesson.words.low[i] in lexicon and is_candidate(lesson.words, i, model.vocabulary):
                    rows.append(cue_features(lesson.words, i))
                    labels.append(i in lesson.talk or i in lesson.by_head)
    features = Features(rows)
    learned = _logistic(features.matrix(rows), labels, [1.0] * len(rows), 0.3)
    model.talk = {name: float(w) for name, w in zip(features.names, learned, strict=True) if abs(w) > 0.03}


def learn_acts(lessons: Sequence[Lesson], model: Model) -> None:
    """The act from the genre articles' quotes, by one linear model over all nine."""
    rows: list[list[str]] = []
    labels: list[int] = []
    for lesson in lessons:
        for head, gold in lesson.by_head.items():
            if gold.act is not None:
                source = gold.source[0] if gold.source else None
                rows.append(act_features(lesson.words, head, source, gold.content))
                labels.append(ACTS.index(gold.act))
    features = Features(rows, least=1)
    learned = LogisticRegression(C=1.0, max_iter=300).fit(features.matrix(rows), labels)
    for column, name in enumerate(features.names):
        row = [0.0] * len(ACTS)
        for act, weights in zip(learned.classes_, learned.coef_, strict=True):
            row[act] = float(weights[column])
        if max(map(abs, row)) > 0.04:
            model.acts[name] = tuple(row)


def learn_style(lessons: Sequence[Lesson], model: Model, size: int = 1000) -> None:
    """Mean weight of a text's words; below zero it reads like the newspapers of PolNeAR."""
    if all(lesson.genre for lesson in lessons):
        return
    counts = [Counter(lesson.words.low[:-4]) for lesson in lessons]
    spread = Counter(word for count in counts for word in count)
    names = [word for word, _ in spread.most_common(size) if word]
    matrix = np.array([[count[name] / max(count.total(), 1) for name in names] for count in counts])
    classifier = LogisticRegression(C=3000.0, class_weight="balanced", max_iter=2000)
    classifier.fit(matrix, [lesson.genre for lesson in lessons])
    model.style = dict(zip(names, map(float, classifier.coef_[0]), strict=True))
    model.style[""] = float(classifier.intercept_[0])


def learn_spans(lessons: Sequence[Lesson], model: Model, prune: float = 0.05) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    for lesson in lessons:
        for rows, labels in span_sequences(lesson):
            for _ in range(2 if lesson.genre else 1):
                trainer.append(rows, labels)
    trainer.select("lbfgs")
    trainer.set_params({"c1": 0.3, "c2": 0.3, "max_iterations": 80, "feature.minfreq": 2})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "spans.crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
    rows_of: dict[str, list[float]] = {}
    for (name, label), weight in info.state_features.items():
        rows_of.setdefault(name, [0.0] * 4)[LABELS.index(label)] = weight
    model.spans = {name: tuple(row) for name, row in rows_of.items() if max(map(abs, row)) > prune}
    model.transitions = [[round(info.transitions.get((a, b), 0.0), 3) for b in LABELS] for a in LABELS]

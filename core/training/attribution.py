"""Learn attribution again: cue finder, span tagger, style and acts, from the genre articles and PolNeAR.

    python -m quoth.core.training.attribution --corpora ../shared/corpora [--without-polnear] [--out FILE]

Needs numpy, scipy, scikit-learn and python-crfsuite (the ``train`` extra). Texts stay outside; the weights are written to
core/data/attribution.json.gz.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pycrfsuite
from quoth.core.attribution_cues import cue_features, is_candidate
from quoth.core.attribution_model import FILE, Model
from quoth.core.attribution_spans import LABELS, Window, span_features, window_of
from quoth.core.attribution_words import AUXILIARIES, Words
from quoth.core.cues import cue_lexicon
from quoth.core.marks import pair_marks
from quoth.core.model import Span
from quoth.core.training.attribution_data import Example, Gold, genre_examples, polnear_examples
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

GENRE_WEIGHT = 3.0  # an article of the genre counts as much as three of PolNeAR
STYLES = {True: "report", False: "press"}


@dataclass(slots=True)
class Lesson:
    """An example made ready: its words, the gold attributions by cue word, and the words that only name a talk."""

    words: Words
    by_head: dict[int, Gold]
    talk: set[int]
    genre: bool
    starts: list[int]
    example: Example


def lesson_of(example: Example) -> Lesson:
    words = Words(example.parse, pair_marks(example.parse.text, example.parse.paragraphs))
    starts = [token.start for token in words.tokens]
    by_head: dict[int, Gold] = {}
    for gold in example.gold:
        head = _head(words, tokens_of(words, starts, gold.cue))
        if head is not None:
            by_head[head] = gold
    return Lesson(
        words, dict(sorted(by_head.items())), _talk_words(words, starts, example), example.genre, starts, example
    )


def tokens_of(words: Words, starts: list[int], spans: Iterable[Span]) -> list[int]:
    """The tokens that the spans touch."""
    found = []
    for span in spans:
        i = max(bisect_right(starts, span.start) - 1, 0)
        while i < len(words) and words.tokens[i].start < span.end:
            if words.tokens[i].end > span.start:
                found.append(i)
            i += 1
    return found


def _head(words: Words, cue: Sequence[int]) -> int | None:
    """The word that stands for a cue of several: its first full verb, else noun, adjective, auxiliary, preposition."""
    for i in cue:
        if words.tags[i].startswith("VB") and words.low[i] not in AUXILIARIES:
            return i
    for tag in ("NN", "JJ", "VB", "IN", ":"):
        for i in cue:
            if words.tags[i].startswith(tag):
                return i
    return cue[0] if cue else None


def _talk_words(words: Words, starts: list[int], example: Example) -> set[int]:
    lexicon = cue_lexicon().talk
    inside = tokens_of(words, starts, example.talk)
    return {i for i in inside if words.low[i] in lexicon and words.tags[i].startswith("VB")}


# ------------------------------------------------------------------ logistic models


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
    """Words that are cues at least twice (once in the genre) and are neither verbs nor in the lexicon."""
    counts: Counter[str] = Counter()
    for lesson in lessons:
        for head in lesson.by_head:
            if not is_candidate(lesson.words, head, frozenset()):
                counts[lesson.words.low[head]] += 2 if lesson.genre else 1
    return frozenset(word for word, count in counts.items() if count >= 2)


def learn_talk(lessons: Sequence[Lesson], model: Model) -> None:
    """Which verbs of conversation name speakers without a quote; learned from the genre articles alone."""
    lexicon = cue_lexicon().talk
    rows: list[list[str]] = []
    labels: list[bool] = []
    for lesson in lessons:
        if lesson.genre:
            for i in range(len(lesson.words)):
                if lesson.words.low[i] in lexicon and is_candidate(lesson.words, i, model.vocabulary):
                    rows.append(cue_features(lesson.words, i))
                    labels.append(i in lesson.talk)
    features = Features(rows)
    learned = _logistic(features.matrix(rows), labels, [1.0] * len(rows), 0.3)
    model.talk = {name: float(w) for name, w in zip(features.names, learned, strict=True) if abs(w) > 0.03}


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


# ------------------------------------------------------------------ the span tagger


def learn_spans(lessons: Sequence[Lesson], model: Model, prune: float = 0.05) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    for lesson in lessons:
        for rows, labels in span_sequences(lesson):
            for _ in range(2 if lesson.genre else 1):
                trainer.append(rows, labels)
    trainer.select("ap")
    trainer.set_params({"max_iterations": 10, "feature.minfreq": 3})
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


def span_sequences(lesson: Lesson) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and labels of every gold cue."""
    words = lesson.words
    heads = set(lesson.by_head) | lesson.talk
    before: dict[int, str] = {}
    sentence = -1
    for head, gold in lesson.by_head.items():
        if words.sentence[head] != sentence:
            sentence, before = words.sentence[head], {}
        window = window_of(words, head)
        labels = gold_labels(lesson, window, gold)
        yield span_features(words, window, heads, before), labels
        before = {unit.first: label for unit, label in zip(window.units, labels, strict=True)}


def gold_labels(lesson: Lesson, window: Window, gold: Gold) -> list[str]:
    roles = [
        (label, set(tokens_of(lesson.words, lesson.starts, spans)))
        for label, spans in (("C", gold.content), ("S", gold.source), ("K", gold.cue))
    ]
    labels = []
    for j, unit in enumerate(window.units):
        size = unit.last + 1 - unit.first
        inside = [label for label, held in roles if 2 * sum(i in held for i in range(unit.first, unit.last + 1)) > size]
        labels.append("K" if j == window.cue else inside[-1] if inside else "O")
    return labels


def learn(examples: Iterable[Example]) -> Model:
    """All weights from these examples."""
    return learn_from([lesson_of(example) for example in examples])


def learn_from(lessons: Sequence[Lesson]) -> Model:
    model = Model()
    learn_style(lessons, model)
    learn_cues(lessons, model)
    learn_talk(lessons, model)
    learn_spans(lessons, model)
    return model


def save(model: Model, path: Path) -> None:
    packed = json.dumps(model.record(), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    path.write_bytes(gzip.compress(packed, 9, mtime=0))


def main() -> None:
    arguments = argparse.ArgumentParser(description="Learn the weights of attribution again.")
    arguments.add_argument("--corpora", type=Path, required=True, help="folder with genre/ and polnear/train/")
    arguments.add_argument("--without-polnear", action="store_true", help="learn from the genre articles alone")
    arguments.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data" / FILE)
    options = arguments.parse_args()
    examples = list(genre_examples(options.corpora / "genre"))
    if not options.without_polnear:
        examples += polnear_examples(options.corpora / "polnear" / "train")
    save(learn(examples), options.out)


if __name__ == "__main__":
    main()

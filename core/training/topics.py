"""Trains the topic model.

``python -m quoth.core.training.topics genre/ nyt_headlines_train.jsonl glove.6B.50d.txt [--check dev_nyt.jsonl]``

The annotated articles come first, then the labelled headlines, then word vectors in GloVe's text format. Prints
five-fold figures over articles and headlines before it writes a model that has learned from all.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from quoth.core.topics.context import Context
from quoth.core.topics.weights import FIRST_CODE, MODEL_FILE, ZERO_STEP
from quoth.core.training.topics_features import Features, Matrix, Text, Vectors, read_genre, read_headlines
from quoth.core.training.topics_fit import (
    GENRE,
    HEADLINES,
    TOPICS,
    Words,
    any_of,
    fit_context,
    fit_words,
    forms_of,
    groups,
    labels_of,
    mean_of,
    sigmoid,
)

FOLDS, DEALS = 5, 3
"""The data are dealt into FOLDS parts DEALS times; every part is left out once in each."""
STEP, LEAST = 0.1, 0.2
"""Weights are kept in steps of STEP; smaller ones than LEAST are dropped."""


def context_scores(data: Features, context: dict[str, list[float]], text: Text, own: Matrix) -> Matrix:
    """The scores of a text's sentences for TOPICS, by words and context."""
    numbers = {topic: number for number, topic in enumerate(TOPICS)}
    found = Context(context).scores(own.tolist(), forms_of(data, text.sentences, numbers))
    scores = np.zeros_like(own)
    for row, by_topic in enumerate(found):
        for topic, score in by_topic.items():
            scores[row, topic] = score
    return scores


def agreement(wanted: Matrix, given: Matrix) -> float:
    """Micro F1 of sets of labels."""
    return 2 * float((wanted * given).sum()) / float(wanted.sum() + given.sum())


def own_scores(data: Features, words: Words, texts: Sequence[Text]) -> list[Matrix]:
    return [sigmoid(words.logits(*data.rows(text.sentences), data.dense_from, False)) for text in texts]


def folds_of(count: int, deal: int = 0) -> Matrix:
    return np.random.RandomState(deal).permutation(count) % FOLDS


def fit_without(data: Features, texts: list[Text], headlines: list[tuple[str, str]], deal: int, part: int) -> Words:
    """The words' weights learned from all but one part."""
    fold, pair = folds_of(len(texts), deal), folds_of(len(headlines) // 2, deal)
    seen = [text for text, f in zip(texts, fold, strict=True) if f != part]
    return fit_words(data, seen, [line for line, f in zip(headlines, [*pair, *pair], strict=True) if f != part])


def cross_validate(
    data: Features, texts: list[Text], headlines: list[tuple[str, str]], check: list[tuple[str, str]]
) -> tuple[Words, list[Matrix], float]:
    """Prints figures; gives the folds' models together, each text's scores by a model that has not seen it, and the
    best threshold. The mean of all deals' models is what ships: it does better with headlines than one model of all."""
    fold, pair = folds_of(len(texts)), folds_of(len(headlines) // 2)
    scores: list[Matrix] = [np.zeros(0)] * len(texts)
    models: list[Words] = []
    right = 0
    for k in range(FOLDS):
        words = fit_without(data, texts, headlines, 0, k)
        models.append(words)
        for number in np.flatnonzero(fold == k):
            scores[number] = own_scores(data, words, [texts[number]])[0]
        heads = [headlines[len(pair) + n] for n in np.flatnonzero(pair == k)]
        right += hits(data, words, heads)
        print(f"fold {k + 1}: headlines {hits(data, words, heads) / len(heads):.3f}", flush=True)
    wanted = np.vstack([labels_of(text.labels, list(GENRE)) for text in texts])
    by_words, _ = any_of(np.vstack(scores), groups(GENRE))
    print(f"by words alone {agreement(wanted, by_words >= 0.3):.3f}, headlines {right / len(pair):.3f}")
    models += [fit_without(data, texts, headlines, deal, k) for deal in range(1, DEALS) for k in range(FOLDS)]
    if check:
        print(f"held-out headlines {hits(data, mean_of(models), check) / len(check):.3f}")
    found: list[Matrix] = [np.zeros(0)] * len(texts)
    for k in range(FOLDS):
        seen_at = np.flatnonzero(fold != k)
        context = fit_context(data, [texts[n] for n in seen_at], [scores[n] for n in seen_at])
        for number in np.flatnonzero(fold == k):
            found[number] = context_scores(data, context, texts[number], scores[number])
    final, _ = any_of(np.vstack(found), groups(GENRE))
    best = max((agreement(wanted, final >= t), t) for t in np.arange(0.2, 0.5, 0.02))
    print(f"with context {best[0]:.3f} at {best[1]:.2f}")
    for low in np.arange(0.0, 1.0, 0.2):
        chosen = (final >= low) & (final < low + 0.2)
        print(f"  of {int(chosen.sum())} scores from {low:.1f}: {wanted[chosen].mean():.2f} right")
    return mean_of(models), scores, float(best[1])


def hits(data: Features, words: Words, headlines: Sequence[tuple[str, str]]) -> int:
    """How many headlines' best topic is one of their label's."""
    if not headlines:
        return 0
    logits = words.logits(*data.rows([text for text, _ in headlines], headline=True), data.dense_from, True)
    best = [TOPICS[number] for number in logits.argmax(1)]
    return sum(topic in HEADLINES[label] for topic, (_, label) in zip(best, headlines, strict=True))


def packed(row: Matrix) -> str:
    """A row of weights as letters: topic and step by turns."""
    steps = np.rint(row / STEP).astype(int)
    return "".join(
        chr(FIRST_CODE + topic) + chr(ZERO_STEP + int(np.clip(step, -400, 400)))
        for topic, (step, weight) in enumerate(zip(steps, row, strict=True))
        if abs(weight) >= LEAST
    )


def export(data: Features, words: Words, context: dict[str, list[float]], threshold: float) -> dict[str, Any]:
    """The model as JSON. A word that is no plain word stays even without weights: it tells where to cut compounds."""
    general, phrases = data.term_weights(words.weights, headline=False)
    more = np.vstack([np.zeros((data.dense_from, len(TOPICS))), words.headline])
    headline, headline_phrases = data.term_weights(words.weights + more, headline=True)
    rarity = [chr(FIRST_CODE + round(100 * rare * rare)) for rare in data.rarity]
    entries = {word: rare + packed(row) for word, rare, row in zip(data.words_known, rarity, general, strict=True)}
    common = chr(FIRST_CODE + 100)
    in_headlines = zip([*data.words_known, *data.phrases], np.vstack([headline, headline_phrases]), strict=True)
    kept_phrases = {phrase: common + packed(row) for phrase, row in zip(data.phrases, phrases, strict=True)}
    return {
        "topics": TOPICS,
        "threshold": round(threshold, 3),
        "step": STEP,
        "bias": rounded(words.bias),
        "headline_bias": rounded(words.bias + words.headline_bias),
        "shapes": [rounded(row) for row in words.shapes * 0.5],
        "context": {name: rounded(values) for name, values in context.items()},
        "words": {word: entry for word, entry in entries.items() if entry != common or not word.isalpha()},
        "phrases": {phrase: entry for phrase, entry in kept_phrases.items() if entry != common},
        "headlines": {term: entry for term, row in in_headlines if (entry := packed(row))},
    }


def rounded(values: Matrix) -> list[float]:
    return [round(float(value), 4) for value in values]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("genre", type=Path)
    parser.add_argument("headlines", type=Path)
    parser.add_argument("vectors", type=Path)
    parser.add_argument("--check", type=Path, help="headlines to measure with, never learned from")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data" / MODEL_FILE)
    given = parser.parse_args()
    texts, headlines = read_genre(given.genre), read_headlines(given.headlines)
    check = read_headlines(given.check) if given.check else []
    check = check[: len(check) // 2]
    learned_from = [*(s for text in texts for s in text.sentences), *(text for text, _ in headlines)]
    data = Features(Vectors(given.vectors), learned_from)
    words, scores, threshold = cross_validate(data, texts, headlines, check)
    model = export(data, words, fit_context(data, texts, scores), threshold)
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    given.out.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(
        f"{given.out}: {given.out.stat().st_size / 1e6:.2f} MB, {len(model['words'])} words, {len(model['phrases'])} phrases"
    )


if __name__ == "__main__":
    main()

"""Trains the part-of-speech tagger on conll2000: ``python -m quoth.core.training.tagger conll2000.zip``.

Prints the accuracy on the test part of a tagger that learned from the training part alone; the tagger that is written
has learned from both.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

from quoth.core.segment.tagger import TAGGER_FILE, Row, Tagger, shape

Sentence = list[tuple[str, str]]

KNOWN, WELL_KNOWN, RARE = 2, 20, 3
"""A word seen so often has the tags it was seen with (and, if not well known, their kin); rare words show what new
words can be."""
KIN = ({"VBD", "VBN"}, {"NNS", "VBZ"}, {"NN", "VB", "VBP"}, {"NNP", "NNPS"})
LEAST_WEIGHT = 0.3
WORDS = Path(__file__).with_name("tagger_words.json")
"""Words of diplomacy and of talk that a newspaper of 1989 does not have."""


def read_conll(archive: Path, part: str) -> list[Sentence]:
    """The sentences of conll2000's train or test part as (word, tag) pairs."""
    with zipfile.ZipFile(archive) as opened:
        lines = opened.read(f"conll2000/{part}.txt").decode().splitlines()
    sentences: list[Sentence] = [[]]
    for line in lines:
        if not line.strip():
            sentences.append([])
        else:
            word, tag, _ = line.split()
            sentences[-1].append((word, tag))
    return [sentence for sentence in sentences if sentence]


def learn(sentences: list[Sentence], iterations: int) -> Tagger:
    """A tagger ready for use: NLTK trains, then small weights are dropped."""
    random.seed(7)
    tagger = Tagger()
    tagger.train(list(sentences), nr_iter=iterations)
    tags_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, tag in sentence:
            tags_of[word][tag] += 1
    by_shape: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, counts in tags_of.items():
        if word not in tagger.tagdict and counts.total() >= KNOWN:
            tagger.lexicon[word] = sorted(counts if counts.total() >= WELL_KNOWN else with_kin(set(counts)))
        if counts.total() <= RARE:
            by_shape[shape(word)].update(counts.keys())
    for tags, words in json.loads(WORDS.read_text(encoding="utf-8")).items():
        tagger.lexicon |= {word: tags.split() for word in words.split() if word not in tagger.lexicon | tagger.tagdict}
    for outline, counts in by_shape.items():
        tagger.shapes[outline] = sorted(tag for tag, count in counts.items() if count > 1 or counts.total() < 20)
    weights: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for feature, row in tagger.model.weights.items():
        slot, _, value = feature.partition(" ")
        kept = {tag: round(weight, 1) for tag, weight in row.items() if abs(weight) >= LEAST_WEIGHT}
        if kept:
            weights[slot][value] = kept
    tagger.rows = weights
    return tagger


def with_kin(tags: set[str]) -> set[str]:
    """The tags and those that the same form of a word has, too."""
    return tags.union(*(kin for kin in KIN if kin & tags))


def accuracy(tagger: Tagger, sentences: list[Sentence]) -> float:
    """The share of tokens with the right tag."""
    right = total = 0
    for sentence in sentences:
        tags = tagger.tags([word for word, _ in sentence])
        right += sum(tag == gold for tag, (_, gold) in zip(tags, sentence, strict=True))
        total += len(sentence)
    return right / total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("conll2000", type=Path)
    parser.add_argument("--iterations", type=int, default=8)
    options = parser.parse_args()
    train, test = read_conll(options.conll2000, "train"), read_conll(options.conll2000, "test")
    print(f"accuracy {accuracy(learn(train, options.iterations), test):.4f}")
    tagger = learn(train + test, options.iterations)
    content = {"known": tagger.tagdict, "lexicon": tagger.lexicon, "shapes": tagger.shapes, "weights": tagger.rows}
    target = Path(__file__).parents[1] / "data" / TAGGER_FILE
    raw = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    target.write_bytes(gzip.compress(raw, 9, mtime=0))
    print(f"{target.name}: {target.stat().st_size} bytes, {sum(map(len, tagger.rows.values()))} features")


if __name__ == "__main__":
    main()

"""Trains the part-of-speech tagger on conll2000: ``python -m quoth.core.training.tagger conll2000.zip``."""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
import zipfile
from pathlib import Path

from quoth.core.tokens import TAGGER_FILE, Tagger

Sentence = list[tuple[str, str]]


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("conll2000", type=Path)
    parser.add_argument("--iterations", type=int, default=6)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    random.seed(7)
    train, test = read_conll(options.conll2000, "train"), read_conll(options.conll2000, "test")
    tagger = Tagger()
    tagger.train(train, nr_iter=options.iterations)
    right = total = 0
    for sentence in test:
        tags = tagger.tags([word for word, _ in sentence])
        right += sum(tag == gold for tag, (_, gold) in zip(tags, sentence, strict=True))
        total += len(sentence)
    print(f"accuracy {right / total:.4f} of {total} tokens")
    weights = {
        feature: kept
        for feature, row in tagger.model.weights.items()
        if (kept := {tag: round(weight, 1) for tag, weight in row.items() if abs(weight) >= 0.3})
    }
    content = json.dumps([weights, tagger.tagdict, sorted(tagger.classes)], ensure_ascii=False, separators=(",", ":"))
    target = Path(__file__).parents[1] / "data" / TAGGER_FILE
    target.write_bytes(gzip.compress(content.encode(), 9, mtime=0))
    print(f"{target.name}: {target.stat().st_size} bytes, {len(weights)} features")


if __name__ == "__main__":
    main()

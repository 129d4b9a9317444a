"""Learns Punkt's parameters from plain text: ``python -m quoth.core.training.punkt CORPUS...``.

A corpus is a folder of .txt files, a .zip of them, or JSON lines with a "text".
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from nltk.tokenize.punkt import PunktTrainer
from quoth.core.segment.abbreviations import PUNKT_FILE

STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "\xa0": " "})
PROSE = re.compile(r"^.*[a-z][.!?][\"')]*$", re.MULTILINE)
WORD = re.compile(r"(?P<start>\A[\"'(]*|[.!?][\"')]*\s+[\"'(]*)?(?P<skip>[:;(\[\"'-]\s*)?\b(?P<word>[^\W\d_]+)")
SUREST_ABBREVIATIONS = 3.0
"""Punkt's threshold; at its own 0.3, rare words that happen to end sentences come too."""
LEAST_FIRST = 0.01
"""Openers stand first at least so often."""
MOST_CAPITALS = 0.05
"""Words that have a capital more often than this inside sentences are no openers."""


def texts(corpus: Path) -> Iterator[str]:
    """The texts of one corpus."""
    if corpus.is_dir():
        for path in sorted(corpus.rglob("*.txt")):
            yield path.read_text(encoding="utf-8", errors="replace")
    elif corpus.suffix == ".zip":
        with zipfile.ZipFile(corpus) as opened:
            for name in sorted(opened.namelist()):
                if name.endswith(".txt"):
                    yield opened.read(name).decode("utf-8", errors="replace")
    else:
        with corpus.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def abbreviations(content: Iterable[str]) -> list[str]:
    """Abbreviations as Punkt finds them (Kiss and Strunk 2006): lower case, without the last full stop."""
    trainer = PunktTrainer()
    trainer.ABBREV = SUREST_ABBREVIATIONS
    for text in content:
        trainer.train(text, finalize=False)
    trainer.finalize_training()
    found = trainer.get_params().abbrev_types
    return sorted(word for word in found if len(word) > 1 and word.replace(".", "").isalpha())


def openers(content: Iterable[str]) -> list[str]:
    """Words that open sentences and are written small everywhere else."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for text in content:
        for line in PROSE.findall(text):  # headlines write every word with a capital
            for match in WORD.finditer(line):
                word = match["word"]
                if match["start"] is not None:
                    first[word.lower()] += 1
                elif match["skip"] is None:
                    (small if word.islower() else capital)[word.lower()] += 1
    return sorted(
        word
        for word, count in small.items()
        if count >= 10
        and first[word] >= max(3, LEAST_FIRST * count)
        and capital[word] <= MOST_CAPITALS * (count + capital[word])
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="+")
    corpora = parser.parse_args().corpora
    content = ["\n\n".join(texts(corpus)).translate(STRAIGHT) for corpus in corpora]
    learned = {"abbreviations": abbreviations(content), "openers": openers(content)}
    target = Path(__file__).parents[1] / "data" / PUNKT_FILE
    raw = json.dumps(learned, ensure_ascii=False, separators=(",", ":")).encode()
    target.write_bytes(gzip.compress(raw, 9, mtime=0))
    print(f"{target.name}: {target.stat().st_size} bytes", {key: len(value) for key, value in learned.items()})


if __name__ == "__main__":
    main()

"""Topics: headlines through the scorer, the annotated articles, and how fast.

python tests/bench/topics.py --shared DIR

The figure for the articles is of texts that the shipped model has learned from; the honest five-fold figure is printed
by quoth.core.training.topics and stands in core/data/topics.card.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from quoth.core.model import Document
from quoth.core.parse import Parse
from quoth.core.segment.sentences import parse
from quoth.core.subjects.find import find_subjects
from quoth.core.topics.tag import tag_topics


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, required=True)
    given = options.parse_args()
    headlines(given.shared / "eval" / "topics")
    articles(given.shared)


def headlines(folder: Path) -> None:
    """Accuracy with the development headlines, by the scorer."""
    mapped = json.loads((folder / "map.json").read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in (folder / "dev_nyt.jsonl").read_text(encoding="utf-8").splitlines()]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for row in rows:
            total: dict[str, float] = {}
            for scores in tag_topics(parse(Document(row["id"], row["text"]))):
                for topic, score in scores:
                    total[topic] = total.get(topic, 0.0) + score
            best = sorted(total, key=lambda topic: -total[topic])
            ids = list(dict.fromkeys(mapped.get(topic, topic) for topic in best))
            file.write(json.dumps({"id": row["id"], "topics": ids}) + "\n")
        file.flush()
        scorer = [sys.executable, str(folder / "score_topics.py"), str(folder / "dev_nyt.jsonl"), "--set", "nyt"]
        subprocess.run([*scorer, "--pred", file.name, "--per-label"], check=True)


def articles(shared: Path) -> None:
    """Sentences a second of CPU time over the annotated articles, topics and subjects each by themselves."""
    files = sorted((shared / "corpora" / "genre" / "texts").glob("*.txt"))
    parses = [parse(Document(file.stem, file.read_bytes().decode("utf-8"))) for file in files]
    sentences = sum(len(parsed.sentences) for parsed in parses)
    tokens = sum(len(sentence.tokens) for parsed in parses for sentence in parsed.sentences)
    for name, stage in (("topics", tag_topics), ("subjects", without_speakers)):
        stage(parses[0])
        start = time.process_time()
        found = [stage(parsed) for parsed in parses]
        spent = time.process_time() - start
        print(f"{name}: {sentences / spent:,.0f} sentences a second, {1e6 * spent / tokens:.1f} us a token", end="")
        print(f", {sum(map(len, found)):,} rows")


def without_speakers(parsed: Parse) -> tuple[object, ...]:
    return find_subjects(parsed, ())


if __name__ == "__main__":
    main()

"""Speed and figures of the sentence splitter: ``python tests/bench/segment.py --shared DIR [--errors N]``.

Prints characters a CPU second for splitting alone, microseconds a token for tokens and tags, and what the scorers of the
shared folder say on its development sets.
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
from quoth.core.segment.paragraphs import split_paragraphs
from quoth.core.segment.sentences import find_sentences, parse
from quoth.core.segment.turns import find_turns


def spans(text: str) -> list[tuple[int, int]]:
    paragraphs = split_paragraphs(text)
    return [(span.start, span.end) for _, span in find_sentences(text, paragraphs, find_turns(text, paragraphs))]


def score_segment(shared: Path, name: str, errors: int, folder: Path) -> None:
    gold = shared / "eval/segment" / name
    predicted = folder / name
    with predicted.open("w", encoding="utf-8") as out:
        for line in gold.open(encoding="utf-8"):
            row = json.loads(line)
            found = [{"start": s, "end": e, "text": row["text"][s:e]} for s, e in spans(row["text"])]
            out.write(json.dumps({"id": row["id"], "sentences": found}) + "\n")
    print(f"\n== {name}", flush=True)
    scorer = shared / "eval/segment/score_segment.py"
    subprocess.run([sys.executable, scorer, gold, "--pred", predicted, "--errors", str(errors)], check=True)


def score_genre(shared: Path, base: str, folder: Path) -> None:
    texts = shared / base / "texts"
    out = folder / base.replace("/", "_")
    out.mkdir()
    for path in texts.glob("*.txt"):
        found = [{"start": s, "end": e} for s, e in spans(path.read_bytes().decode())]
        (out / f"{path.stem}.json").write_text(json.dumps({"sentences": found}))
    print(f"\n== {base}", flush=True)
    scorer = shared / "eval/genre/score.py"
    done = subprocess.run(
        [sys.executable, scorer, shared / base / "gold", texts, out], capture_output=True, text=True, check=True
    )
    print("\n".join(line for line in done.stdout.splitlines() if line.strip().startswith("sentence ")))


def speed(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "corpora/readouts/transcripts.jsonl").open(encoding="utf-8")]
    rows += [json.loads(line) for line in (shared / "corpora/readouts/readouts.jsonl").open(encoding="utf-8")]
    texts = [row["text"] for row in rows[::5]]
    texts += [path.read_bytes().decode() for path in (shared / "corpora/polnear/dev/text").glob("*.txt")]
    size = sum(map(len, texts))
    begun = time.process_time()
    count = sum(len(spans(text)) for text in texts)
    spent = time.process_time() - begun
    print(f"splitting: {size:,} characters, {count:,} sentences, {size / spent:,.0f} characters a CPU second")
    begun = time.process_time()
    parsed = [parse(Document("text", text)) for text in texts[-100:]]
    spent = time.process_time() - begun
    tokens = sum(len(sentence.tokens) for done in parsed for sentence in done.sentences)
    print(f"parse: {tokens:,} tokens, {spent / tokens * 1e6:.1f} microseconds of CPU a token")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    speed(options.shared)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("dev_weblog.jsonl", "dev_polnear_silver.jsonl"):
            score_segment(options.shared, name, options.errors, Path(folder))
        for base in ("eval/genre", "corpora/genre"):
            score_genre(options.shared, base, Path(folder))


if __name__ == "__main__":
    main()

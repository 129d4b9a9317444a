"""Figures and speed of the number finder: ``python tests/bench/figures.py --shared DIR [--errors N]``.

Prints what the scorers of the shared folder say on the development sets (and, with their sentences given, on the genre
articles), then sentences a CPU second and microseconds a token over news articles that are already cut and tagged.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from quoth.core.model import Document, Number
from quoth.core.numbers.find import find_numbers
from quoth.core.segment.sentences import parse


def written(number: Number) -> dict[str, Any]:
    """A number as the scorers read it."""
    row: dict[str, Any] = {
        "start": number.span.start,
        "end": number.span.end,
        "kind": number.kind,
        "value": number.value,
        "value_max": number.value_max,
        "unit": number.unit,
    }
    if number.counts:
        row["counts"] = {"start": number.counts.start, "end": number.counts.end}
    return row


def numbers_of(name: str, text: str, date: str | None = None) -> list[dict[str, Any]]:
    return [written(number) for number in find_numbers(parse(Document(name, text, date=date)))]


def score_lines(shared: Path, name: str, errors: int, folder: Path) -> None:
    gold = shared / "eval/numbers" / name
    predicted = folder / name
    with predicted.open("w", encoding="utf-8") as out:
        for line in gold.open(encoding="utf-8"):
            row = json.loads(line)
            found = numbers_of(row["id"], row["text"], row.get("reference"))
            out.write(json.dumps({"id": row["id"], "numbers": found}) + "\n")
    print(f"\n== {name}", flush=True)
    scorer = shared / "eval/numbers/score_numbers.py"
    subprocess.run([sys.executable, scorer, gold, "--pred", predicted, "--errors", str(errors)], check=True)


def score_genre(shared: Path, folder: Path) -> None:
    corpus = shared / "corpora/genre"
    for path in sorted((corpus / "texts").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        gold = json.loads((corpus / "gold" / f"{path.stem}.json").read_text("utf-8"))
        sentences = [{"start": row["start"], "end": row["end"]} for row in gold["sentences"]]
        row = {"sentences": sentences, "quotes": [], "numbers": numbers_of(path.stem, text)}
        (folder / f"{path.stem}.json").write_text(json.dumps(row), "utf-8")
    scorer = shared / "eval/genre/score.py"
    command = [sys.executable, scorer, corpus / "gold", corpus / "texts", folder]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print("\n== genre\n" + "\n".join(line for line in told.splitlines() if line.startswith("number")))


def measure_speed(shared: Path) -> None:
    paths = sorted((shared / "corpora/polnear/dev/text").glob("*.txt"))[:100]
    parses = [parse(Document(path.name, path.read_text("utf-8"))) for path in paths]
    find_numbers(parses[0])
    begun = time.process_time()
    found = sum(len(find_numbers(one)) for one in parses)
    taken = time.process_time() - begun
    sentences = sum(len(one.sentences) for one in parses)
    tokens = sum(len(sentence.tokens) for one in parses for sentence in one.sentences)
    print(f"\n== speed\n{found} numbers, {sentences / taken:,.0f} sentences/s, {taken / tokens * 1e6:.1f} us a token")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, required=True)
    options.add_argument("--errors", type=int, default=0)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("dev_news.jsonl", "dev_cases.jsonl"):
            score_lines(given.shared, name, given.errors, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        score_genre(given.shared, Path(folder))
    measure_speed(given.shared)


if __name__ == "__main__":
    main()

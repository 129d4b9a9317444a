"""Who said what, measured: the genre articles fold by fold, calibration, and PolNeAR dev with the shipped weights.

    python tests/bench/attribution.py --shared DIR [--without-polnear]

Learns five models (some minutes; needs the ``train`` extra). Every genre figure is of texts that the model had not seen;
confidence is learned without the fold it is measured on. The scorers are those of the shared folder.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from quoth.core.attribution.attribute import attribute
from quoth.core.attribution.confidence import confidence
from quoth.core.attribution.model import Model, shipped_model
from quoth.core.parse import Parse
from quoth.core.people.find import find_people
from quoth.core.training.attribution import FOLDS, cross_fit, learn_stages
from quoth.core.training.attribution_confidence import Judged, learn_confidence
from quoth.core.training.attribution_data import genre_examples, polnear_examples
from quoth.core.training.attribution_lessons import Lesson, lesson_of


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", type=Path, required=True)
    arguments.add_argument("--without-polnear", action="store_true")
    options = arguments.parse_args()
    shared: Path = options.shared
    lessons = [lesson_of(example) for example in genre_examples(shared / "corpora" / "genre")]
    if not options.without_polnear:
        lessons += [lesson_of(example) for example in polnear_examples(shared / "corpora" / "polnear" / "train")]
    folds, judged = cross_fit(lessons)
    for k, model in enumerate(folds):
        learn_confidence((text for n, text in enumerate(judged) if n % FOLDS != k), model)
    genre(shared, lessons, folds)
    calibration(lessons, judged, folds)
    model = shipped_model()
    if options.without_polnear:
        model = learn_stages(lessons)
        learn_confidence(judged, model)
    print(f"== PolNeAR dev, {'a model of the genre articles alone' if options.without_polnear else 'shipped weights'}")
    polnear_dev(shared, model)


def genre(shared: Path, lessons: list[Lesson], folds: list[Model]) -> None:
    print("== genre articles, five-fold")
    with tempfile.TemporaryDirectory() as folder:
        for n, lesson in enumerate(lessons):
            if lesson.genre:
                predicted = analysis(lesson.words.parse, folds[n % FOLDS])
                (Path(folder) / f"{lesson.example.name}.json").write_text(json.dumps(predicted), encoding="utf-8")
        corpus, scorer = shared / "corpora" / "genre", shared / "eval" / "genre" / "score.py"
        run(scorer, corpus / "gold", corpus / "texts", folder)


def calibration(lessons: list[Lesson], judged: list[Judged], folds: list[Model]) -> None:
    """Expected calibration error over ten equal bins, on finds of texts that neither model nor confidence has seen."""
    for name, of_genre in (("genre articles", True), ("PolNeAR", False)):
        pairs = [
            (confidence(features, folds[n % FOLDS].confidence), right)
            for n, (lesson, text) in enumerate(zip(lessons, judged, strict=True))
            if lesson.genre == of_genre
            for features, right in text
        ]
        if not pairs:
            continue
        print(f"== calibration, {name}: {len(pairs)} finds\n   given  right  finds")
        error = 0.0
        for step in range(10):
            inside = [pair for pair in pairs if min(int(pair[0] * 10), 9) == step]
            if inside:
                given = sum(p for p, _ in inside) / len(inside)
                right = sum(r for _, r in inside) / len(inside)
                error += len(inside) / len(pairs) * abs(given - right)
                print(f"   {given:5.2f}  {right:5.2f}  {len(inside):5d}")
        print(f"   expected error {error:.3f}")


def polnear_dev(shared: Path, model: Model) -> None:
    corpus = shared / "corpora" / "polnear" / "dev"
    with tempfile.TemporaryDirectory() as folder:
        for example in polnear_examples(corpus):
            said = attribute(example.parse, find_people(example.parse), model)
            quotes = [{"source": q.source, "cue": q.cue, "content": q.content} for q in said.quotes]
            record = {"doc": example.name, "attributions": quotes}
            (Path(folder) / f"{example.name}.json").write_text(json.dumps(record), encoding="utf-8")
        run(shared / "eval" / "attribution" / "score.py", "--corpus", corpus, "--pred", folder, "--bootstrap", "1000")


def analysis(parse: Parse, model: Model) -> dict[str, Any]:
    """A text's quotes and sentences as the genre scorer reads them."""
    people = find_people(parse)
    said = attribute(parse, people, model)
    used = {i for quote in said.quotes for i in quote.speakers} | {i for _, who in said.sentences for i in who}
    name = {speaker.id: speaker.name for speaker in people.speakers(used)}
    return {
        "quotes": [
            {
                "start": start,
                "end": end,
                "kind": quote.kind,
                "act": quote.act,
                "speakers": [name[i] for i in quote.speakers],
            }
            for quote in said.quotes
            for start, end in quote.content
        ],
        "sentences": [
            {
                "start": s.span.start,
                "end": s.span.end,
                "speech": speech,
                "speakers": [name[i] for i in who],
                "topics": [],
            }
            for s, (speech, who) in zip(parse.sentences, said.sentences, strict=True)
        ],
    }


def run(scorer: Path, *arguments: object) -> None:
    """Print what a scorer says, without what is not predicted here."""
    command = [sys.executable, str(scorer), *map(str, arguments)]
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        if not line.startswith(("topics", "number")):
            print(line)


if __name__ == "__main__":
    main()

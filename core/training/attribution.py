"""Learn attribution again: cue finder, span tagger, style and acts, from the genre articles and PolNeAR.

    python -m quoth.core.training.attribution --corpora DIR [--without-polnear] [--out FILE]

Needs numpy, scipy, scikit-learn and python-crfsuite (the ``train`` extra). Texts stay outside; the weights are written to
core/data/attribution.json.gz.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from quoth.core.attribution.model import FILE, Model
from quoth.core.training.attribution_confidence import Judged, judge, learn_confidence
from quoth.core.training.attribution_data import Example, genre_examples, polnear_examples
from quoth.core.training.attribution_lessons import Lesson, lesson_of
from quoth.core.training.attribution_stages import learn_acts, learn_cues, learn_spans, learn_style, learn_talk

FOLDS = 5


def learn(examples: Iterable[Example]) -> Model:
    """All weights from these examples."""
    lessons = [lesson_of(example) for example in examples]
    model = learn_stages(lessons)
    _, judged = cross_fit(lessons)
    learn_confidence(judged, model)
    return model


def cross_fit(lessons: Sequence[Lesson]) -> tuple[list[Model], list[Judged]]:
    """A model for each fold, and for each lesson what the model that has not seen it finds there, right and wrong.

    Lesson n is of fold n % FOLDS. To save time a fold's model learns from two fifths of the articles outside the genre.
    """
    folds = []
    for k in range(FOLDS):
        others = {(k + 1) % FOLDS, (k + 2) % FOLDS}
        seen = (lesson for n, lesson in enumerate(lessons) if (n % FOLDS != k if lesson.genre else n % FOLDS in others))
        folds.append(learn_stages(seen))
    return folds, [judge(lesson, folds[n % FOLDS]) for n, lesson in enumerate(lessons)]


def learn_stages(lessons: Iterable[Lesson]) -> Model:
    """Every stage but confidence."""
    lessons = list(lessons)
    model = Model()
    learn_style(lessons, model)
    learn_cues(lessons, model)
    learn_talk(lessons, model)
    learn_spans(lessons, model)
    learn_acts(lessons, model)
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

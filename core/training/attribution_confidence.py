"""Learning how far to trust an attribution, from what models said of texts that they had not seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import numpy as np
from quoth.core.attribution.attribute import find_all
from quoth.core.attribution.confidence import confidence_features
from quoth.core.attribution.find import style_of
from quoth.core.attribution.found import Found
from quoth.core.attribution.model import Model
from quoth.core.people.find import find_people
from quoth.core.training.attribution_data import Gold
from quoth.core.training.attribution_lessons import Lesson, tokens_of
from quoth.core.training.attribution_stages import Features
from sklearn.linear_model import LogisticRegression

Judged = list[tuple[list[str], bool]]  # the features of each find of a text, and whether it is right


def learn_confidence(judged: Iterable[Judged], model: Model) -> None:
    """A logistic model of being right, from what models said of texts that they had not seen."""
    pairs = [pair for text in judged for pair in text]
    features = Features((row for row, _ in pairs), least=5)
    labels = np.array([right for _, right in pairs])
    learned = LogisticRegression(C=0.3, max_iter=500, fit_intercept=False)
    learned.fit(features.matrix([row for row, _ in pairs]), labels)
    weights = [round(float(weight), 3) for weight in learned.coef_[0]]
    model.confidence = dict(zip(features.names, weights, strict=True))


def judge(lesson: Lesson, model: Model) -> Judged:
    """Features of every quote that the model finds in a text, and whether it is right."""
    words = lesson.words
    people = find_people(words.parse)
    style = style_of(words, model)
    found = find_all(words, people, model, style)
    speakers = people.resolve([said.source for said in found])
    names = {speaker.id: speaker.name for speaker in people.speakers({i for who in speakers for i in who})}
    left = list(lesson.example.gold)
    judged: Judged = []
    for said, who in zip(found, speakers, strict=True):
        if said.talk:
            continue
        gold = _match(lesson, said, left)
        right = gold is not None and _speakers_agree(lesson, said, {names[i] for i in who}, gold)
        if gold is not None:
            left.remove(gold)
        judged.append((confidence_features(words, said, [people.kind(i) for i in who], style), right))
    return judged


def _match(lesson: Lesson, said: Found, left: Iterable[Gold]) -> Gold | None:
    """The gold attribution whose content shares at least half of its words with this one's."""
    mine = set(tokens_of(lesson.words, lesson.starts, said.content))
    best, share = None, 0.5
    for gold in left:
        if gold.content[0].start < said.content[-1].end and said.content[0].start < gold.content[-1].end:
            theirs = set(tokens_of(lesson.words, lesson.starts, gold.content))
            overlap = len(mine & theirs) / len(mine | theirs)
            if overlap >= share:
                best, share = gold, overlap
    return best


def _speakers_agree(lesson: Lesson, said: Found, names: set[str], gold: Gold) -> bool:
    if not gold.speakers:
        sources = set(tokens_of(lesson.words, lesson.starts, gold.source))
        mine = set(tokens_of(lesson.words, lesson.starts, [said.source] if said.source else []))
        return bool(sources & mine) or not (sources or mine)
    return any(_same_people(names, wanted) for wanted in gold.speakers)


def _same_people(names: set[str], wanted: frozenset[str]) -> bool:
    """Every name has its counterpart: equal when plain, or one ends or starts like the other."""
    mine, theirs = [_plain(name) for name in names], [_plain(name) for name in wanted]
    return (
        len(mine) == len(theirs)
        and all(any(_alike(a, b) for b in theirs) for a in mine)
        and all(any(_alike(a, b) for a in mine) for b in theirs)
    )


def _alike(a: str, b: str) -> bool:
    return a == b or a.split()[-1:] == b.split()[-1:] or f" {a} " in f" {b} " or f" {b} " in f" {a} "


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower())
    return re.sub(r"\W+", " ", "".join(c for c in letters if not unicodedata.combining(c))).strip()

"""Annotated texts made ready for learning: cue words, talk words and the labels of every unit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.marks import pair_marks
from quoth.core.attribution.spans import Window, span_features, window_of
from quoth.core.attribution.words import Words
from quoth.core.model import Span
from quoth.core.training.attribution_data import Example, Gold


@dataclass(slots=True)
class Lesson:
    """An example made ready: its words, the gold attributions by cue word, and the words that only name a talk."""

    words: Words
    by_head: dict[int, Gold]
    talk: set[int]
    genre: bool
    starts: list[int]
    example: Example


def lesson_of(example: Example) -> Lesson:
    words = Words(example.parse, pair_marks(example.parse.text, example.parse.paragraphs))
    starts = [token.start for token in words.tokens]
    by_head: dict[int, Gold] = {}
    for gold in example.gold:
        head = _head(words, tokens_of(words, starts, gold.cue))
        if head is not None:
            by_head[head] = gold
    return Lesson(
        words, dict(sorted(by_head.items())), _talk_words(words, starts, example), example.genre, starts, example
    )


def tokens_of(words: Words, starts: list[int], spans: Iterable[Span]) -> list[int]:
    """The tokens that the spans touch."""
    found = []
    for span in spans:
        i = max(bisect_right(starts, span.start) - 1, 0)
        while i < len(words) and words.tokens[i].start < span.end:
            if words.tokens[i].end > span.start:
                found.append(i)
            i += 1
    return found


def _head(words: Words, cue: Sequence[int]) -> int | None:
    """The word that stands for a cue of several: its first full verb, else noun, adjective, auxiliary, preposition."""
    for i in cue:
        if words.tags[i].startswith("VB") and words.low[i] not in cue_lexicon().auxiliaries:
            return i
    for tag in ("NN", "JJ", "VB", "IN", ":"):
        for i in cue:
            if words.tags[i].startswith(tag):
                return i
    return cue[0] if cue else None


def _talk_words(words: Words, starts: list[int], example: Example) -> set[int]:
    lexicon = cue_lexicon().talk
    inside = tokens_of(words, starts, example.talk)
    return {i for i in inside if words.low[i] in lexicon and words.tags[i].startswith("VB")}


def span_sequences(lesson: Lesson) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and labels of every gold cue."""
    words = lesson.words
    heads = set(lesson.by_head) | lesson.talk
    before: dict[int, str] = {}
    sentence = -1
    for head, gold in lesson.by_head.items():
        if words.sentence[head] != sentence:
            sentence, before = words.sentence[head], {}
        window = window_of(words, head)
        labels = gold_labels(lesson, window, gold)
        yield span_features(words, window, heads, before), labels
        before = {unit.first: label for unit, label in zip(window.units, labels, strict=True)}


def gold_labels(lesson: Lesson, window: Window, gold: Gold) -> list[str]:
    roles = [
        (label, set(tokens_of(lesson.words, lesson.starts, spans)))
        for label, spans in (("C", gold.content), ("S", gold.source), ("K", gold.cue))
    ]
    labels = []
    for j, unit in enumerate(window.units):
        size = unit.last + 1 - unit.first
        inside = [label for label, held in roles if 2 * sum(i in held for i in range(unit.first, unit.last + 1)) > size]
        labels.append("K" if j == window.cue else inside[-1] if inside else "O")
    return labels

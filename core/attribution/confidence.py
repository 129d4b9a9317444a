"""How likely an attribution is right, words and speakers both: a logistic model over what the earlier stages saw."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from quoth.core.attribution.cue_finder import bucket
from quoth.core.attribution.found import Found
from quoth.core.attribution.model import Weights
from quoth.core.attribution.words import Words
from quoth.core.logistic import sigmoid


def confidence_features(words: Words, said: Found, kinds: Sequence[str], style: str) -> list[str]:
    """What the confidence is judged by; ``kinds`` are the kinds of the speakers that the source was resolved to."""
    who = str(min(len(kinds), 2))
    if said.turn or said.stated:
        return ["turn", "turn" + who, f"turn{said.probability}"]
    if said.head < 0:
        return ["follower", "follower" + who, f"follower{said.probability}"]
    head = said.head
    tag, lemma = words.tags[head], words.lemma[head] or words.low[head]
    source = _source(words, said)
    first, last = words.at(said.content[0].start), words.at(said.content[-1].end - 1)
    quoted = f"{int(words.region[first] >= 0)}{int(words.region[last] >= 0)}"
    gap = first - head if first > head else max(head - last, 0)
    side = "R" if first > head else "L"
    sure = f"{round(2 * log(said.probability / (1 - min(said.probability, 0.9999))))}"
    edge = f"{max(min(round(said.edge / 2), 9), -3)}"
    return [
        "b",
        "p" + sure,
        "P" + style + sure,
        "e" + edge,
        "e" + quoted + edge,
        "m" + f"{max(min(round(said.margin / 4), 9), -9)}",
        "s" + source,
        "s" + style + source + who,
        "q" + style + quoted + side,
        "t" + tag + side,
        "v" + lemma,
        "g" + side + bucket(gap),
        "l" + bucket((last - first) // 2) + quoted,
        "n" + words.tags[last + 1],
        "f" + words.tags[first] + side,
        "y" + style,
        "k" + str(len(said.content)),
        "r" + source.rstrip("0123456789") + who + "".join(sorted({kind[0] for kind in kinds})),
    ]


def _source(words: Words, said: Found) -> str:
    """The kind of a source: the pronoun itself, or the tag of its last word, and how far it is from the cue."""
    if said.source is None:
        return "-"
    first, last = words.at(said.source.start), words.at(said.source.end - 1)
    kind = words.low[first] if words.tags[first] == "PRP" else words.tags[last]
    gap = said.head - last if last < said.head else max(first - said.head, 0)
    return kind + ("L" if last < said.head else "R") + bucket(gap)


def confidence(features: list[str], weights: Weights) -> float:
    """The probability, between 0.01 and 0.99."""
    score = sum(weights.get(feature, 0.0) for feature in features)
    return min(max(sigmoid(score), 0.01), 0.99)

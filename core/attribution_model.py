"""What attribution has learned: feature weights, read once from the data file that ships with quoth."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

FILE = "attribution.json.gz"
SCALE = 64  # weights are stored as whole numbers of 1/64

Weights = dict[str, float]
Rows = dict[str, tuple[float, ...]]


@dataclass(slots=True)
class Model:
    """Weights of each stage. ``cues`` has one set for each style of text, all features sum to a log-odds.

    ``vocabulary`` are the words outside the cue lexicon that can be cues; ``spans`` has four weights a feature, one for
    each label; ``transitions`` runs from label to label; ``style`` tells newspaper prose from reports and readouts.
    """

    vocabulary: frozenset[str] = frozenset()
    cues: dict[str, Weights] = field(default_factory=dict)
    talk: Weights = field(default_factory=dict)
    spans: Rows = field(default_factory=dict)
    transitions: list[list[float]] = field(default_factory=list)
    style: Weights = field(default_factory=dict)
    acts: dict[str, tuple[float, ...]] = field(default_factory=dict)
    confidence: Weights = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """The model as JSON."""
        return {
            "vocabulary": sorted(self.vocabulary),
            "cues": {style: _stored(weights) for style, weights in self.cues.items()},
            "talk": _stored(self.talk),
            "spans": {name: [round(w * SCALE) for w in row] for name, row in sorted(self.spans.items())},
            "transitions": self.transitions,
            "style": _stored(self.style),
            "acts": {name: [round(w * SCALE) for w in row] for name, row in sorted(self.acts.items())},
            "confidence": self.confidence,
        }

    @classmethod
    def of(cls, record: dict[str, Any]) -> Model:
        """The model of a JSON record."""
        return cls(
            frozenset(record["vocabulary"]),
            {style: _loaded(weights) for style, weights in record["cues"].items()},
            _loaded(record["talk"]),
            {name: tuple(w / SCALE for w in row) for name, row in record["spans"].items()},
            record["transitions"],
            _loaded(record["style"]),
            {name: tuple(w / SCALE for w in row) for name, row in record["acts"].items()},
            record["confidence"],
        )


def _stored(weights: Weights) -> dict[str, int]:
    return {name: round(w * SCALE) for name, w in sorted(weights.items()) if round(w * SCALE)}


def _loaded(weights: dict[str, int]) -> Weights:
    return {name: w / SCALE for name, w in weights.items()}


@cache
def shipped_model() -> Model:
    """The model that ships with quoth."""
    packed = resources.files("quoth.core.data").joinpath(FILE).read_bytes()
    return Model.of(json.loads(gzip.decompress(packed)))

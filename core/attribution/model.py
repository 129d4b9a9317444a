"""What attribution has learned: feature weights, read once from the data file that ships with quoth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from quoth.core.attribution.acts import ACTS
from quoth.core.data import load

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
            "cues": {style: _packed(_rows(weights)) for style, weights in self.cues.items()},
            "talk": _packed(_rows(self.talk)),
            "spans": _packed(self.spans),
            "transitions": self.transitions,
            "style": _packed(_rows(self.style)),
            "acts": _packed(self.acts),
            "confidence": self.confidence,
        }

    @classmethod
    def of(cls, record: dict[str, Any]) -> Model:
        """The model of a JSON record."""
        return cls(
            frozenset(record["vocabulary"]),
            {style: _weights(packed) for style, packed in record["cues"].items()},
            _weights(record["talk"]),
            _unpacked(record["spans"], 4),
            record["transitions"],
            _weights(record["style"]),
            _unpacked(record["acts"], len(ACTS)),
            record["confidence"],
        )


def _rows(weights: Weights) -> Rows:
    return {name: (weight,) for name, weight in weights.items()}


def _packed(rows: Rows) -> dict[str, Any]:
    """All names in one string and all weights in one list: read ten times as fast as an object, in half the memory."""
    steps = {name: [round(weight * SCALE) for weight in row] for name, row in sorted(rows.items())}
    kept = {name: row for name, row in steps.items() if any(row)}
    return {"names": "\n".join(kept), "weights": [step for row in kept.values() for step in row]}


def _floats(packed: dict[str, Any]) -> Iterator[float]:
    """The weights; equal ones are one object. A negative step counts from the table's end."""
    steps: list[int] = packed["weights"]
    most = max(map(abs, steps), default=0)
    table = [step / SCALE for step in (*range(most + 1), *range(-most, 0))]
    return map(table.__getitem__, steps)


def _weights(packed: dict[str, Any]) -> Weights:
    return dict(zip(packed["names"].split("\n"), _floats(packed), strict=False))


def _unpacked(packed: dict[str, Any], width: int) -> Rows:
    return dict(zip(packed["names"].split("\n"), zip(*[_floats(packed)] * width, strict=True), strict=False))


@cache
def shipped_model() -> Model:
    """The model that ships with quoth."""
    return Model.of(load(FILE))

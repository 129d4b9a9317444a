"""A figure on its way from a numeral to a ``Number``."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from quoth.core.model import NumberKind, Value
from quoth.core.numbers.lexicon import Money


@dataclass(slots=True)
class Figure:
    """The pieces from ``first`` up to ``last`` (exclusive), kind and exact value.

    ``unit`` is a ``Money`` until its country is decided; ``base`` is the value before the last scale word.
    """

    first: int
    last: int
    kind: NumberKind
    value: Fraction | str | None
    value_max: Fraction | str | None = None
    unit: str | Money | None = None
    base: Fraction | None = None


def plain(value: Fraction | str | None) -> Value:
    """A figure's value as it goes out: a whole number where it is one."""
    if not isinstance(value, Fraction):
        return value
    return int(value) if value.denominator == 1 else float(value)

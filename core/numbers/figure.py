"""A figure on its way to a ``Number``: first a numeral with its value, then a figure with its kind and unit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from quoth.core.model import NumberKind, Value
from quoth.core.numbers.lexicon import Money
from quoth.core.numbers.pieces import Line

Form = Literal["count", "ordinal", "fraction"]


_LONGEST = 2**63


@dataclass(slots=True)
class Numeral:
    """A numeral from piece ``first`` up to piece ``last`` (exclusive); ``value`` is None where vague.

    ``base`` is the value before the last scale word (2.5 in "2.5 million"). ``bare`` says that it is only "a" or only a
    scale word, which needs a unit to be a figure ("a year", "billion dollar"). ``digits``: it begins with digits.
    """

    first: int
    last: int
    value: Fraction | None
    form: Form = "count"
    base: Fraction | None = None
    bare: bool = False
    digits: bool = False

    def of_many(self, line: Line) -> bool:
        """Whether it is a fraction told as so many of so many: one in five, nine out of ten."""
        return self.form == "fraction" and any(line.low(at) in ("in", "of") for at in range(self.first, self.last))


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
    """A figure's value as it goes out: a whole number where it is one that eight bytes hold, else the nearest float."""
    if not isinstance(value, Fraction):
        return value
    if value.denominator == 1 and abs(value) < _LONGEST:
        return int(value)
    try:
        return float(value)
    except OverflowError:
        return None

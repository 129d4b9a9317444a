"""The logistic function and its inverse, both safe for any value."""

from __future__ import annotations

from math import exp, log


def sigmoid(score: float) -> float:
    """The probability of a score in log odds."""
    return 1 / (1 + exp(-max(min(score, 30.0), -30.0)))


def logit(score: float) -> float:
    """The inverse of :func:`sigmoid`, kept within what a score of 0.0001 gives."""
    score = min(max(score, 1e-4), 1 - 1e-4)
    return log(score / (1 - score))

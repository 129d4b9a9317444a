"""Figures in sentences as they stand in news, readouts and reports: prose_numbers.txt, read whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from quoth.core.model import Document, Number
from quoth.core.numbers.find import find_numbers
from quoth.core.segment.sentences import parse

DAY = "2024-05-30"


def sentences() -> Iterator[tuple[str, list[str]]]:
    """Each sentence of the file with the lines of its figures."""
    lines = Path(__file__).with_name("prose_numbers.txt").read_text("utf-8").splitlines()
    text, figures = "", list[str]()
    for line in (line for line in lines if not line.startswith("#")):
        if line.startswith("  "):
            figures.append(line.strip())
            continue
        if text:
            yield text, figures
        text, figures = line, []
    yield text, figures


def told(number: Number, text: str) -> str:
    """A figure as the file writes it."""
    upper = "" if number.value_max is None else f"..{number.value_max}"
    unit = f" {number.unit}" if number.unit else ""
    qualifier = f", {number.qualifier}" if number.qualifier else ""
    counts = f" > {number.counts.of(text)}" if number.counts else ""
    return f"{number.span.of(text)} = {number.kind} {number.value}{upper}{unit}{qualifier}{counts}"


@pytest.mark.parametrize(("text", "figures"), list(sentences()))
def test_figures_of_a_sentence(text: str, figures: list[str]) -> None:
    found = find_numbers(parse(Document("test", text, date=DAY)))
    assert [told(number, text) for number in found] == figures

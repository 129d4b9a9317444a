"""The annotated texts that attribution is learned from, read into one form."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quoth.core.model import Act, Document, Span
from quoth.core.parse import Parse
from quoth.core.segment.sentences import parse

_SPAN_LINE = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_EVENT_LINE = re.compile(r"E\d+\t(Attribution\S*) ?(.*)$")


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated attribution. ``act`` is None where none is given; ``turn`` marks a transcript's turn.
    ``speakers`` are the readings of who speaks, by name (any one is right); empty where the annotation names nobody."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    act: Act | None = None
    turn: bool = False
    speakers: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated document. ``talk`` are the sentences that have speakers but no quote; ``genre`` says which corpus."""

    parse: Parse
    gold: tuple[Gold, ...]
    genre: bool
    talk: tuple[Span, ...] = ()

    @property
    def name(self) -> str:
        return self.parse.document.name


def genre_examples(folder: Path) -> Iterator[Example]:
    """The genre articles below ``folder`` (texts/ and gold/), in the order of their names."""
    for path in sorted((folder / "gold").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        text = _read(folder / "texts" / data["text_file"])
        gold = [
            Gold(
                (Span(quote["start"], quote["end"]),),
                _spans(quote.get("cue")),
                _spans(quote.get("mention")),
                quote.get("act"),
                bool(quote.get("turn")),
                tuple(map(frozenset, [quote["speakers"], *quote.get("alt_speakers", [])])),
            )
            for quote in data["quotes"]
        ]
        talk = tuple(
            Span(sentence["start"], sentence["end"])
            for sentence in data["sentences"]
            if sentence["speakers"]
            and not any(q["start"] < sentence["end"] and sentence["start"] < q["end"] for q in data["quotes"])
        )
        yield Example(parse(Document(data["doc"], text)), tuple(_joined(gold)), True, talk)


def polnear_examples(folder: Path) -> Iterator[Example]:
    """The articles of a PolNeAR split (text/ and attributions/); of several annotators the first counts."""
    annotations: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem if (folder / "text" / f"{path.stem}.txt").exists() else path.stem.rpartition("_")[0]
        annotations.setdefault(stem, path)
    for stem, path in sorted(annotations.items()):
        text = _read(folder / "text" / f"{stem}.txt")
        yield Example(parse(Document(stem, text)), tuple(_brat(path)), False)


def _brat(path: Path) -> Iterator[Gold]:
    spans: dict[str, list[Span]] = {}
    for line in _read(path).split("\n"):
        if match := _SPAN_LINE.match(line):
            pairs = (pair.split() for pair in match[2].split(";"))
            spans[match[1]] = [Span(int(start), int(end)) for start, end in pairs]
        elif match := _EVENT_LINE.match(line):
            roles: dict[str, list[Span]] = defaultdict(list)
            for part in match[2].split():
                role, _, target = part.partition(":")
                roles[role.rstrip("0123456789").lower()] += spans.get(target, [])
            if roles["content"]:
                content, cue, source = (tuple(sorted(roles[role])) for role in ("content", "cue", "source"))
                yield Gold(content, cue, source)


def _joined(gold: list[Gold]) -> Iterator[Gold]:
    """The genre annotation cuts a split quotation at its cue: here it is one, of several parts."""
    same: dict[tuple[Span, ...], Gold] = {}
    for said in gold:
        if not said.cue:
            yield said
        elif said.cue in same:
            first = same[said.cue]
            same[said.cue] = replace(first, content=tuple(sorted({*first.content, *said.content})))
        else:
            same[said.cue] = said
    yield from same.values()


def _spans(value: Any) -> tuple[Span, ...]:
    if not value:
        return ()
    return (Span(value["start"], value["end"]) if isinstance(value, dict) else Span(*value),)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")

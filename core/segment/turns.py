"""Turns of a transcript: who has the floor, by the labels that stand before what is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from quoth.core.data import load
from quoth.core.model import Span
from quoth.core.parse import Turn

_LABEL = re.compile(
    r"""[*_\#>\s\["“]*
    (?: (?P<bare>[QA])(?P<stop>[:.]?)[*_]*[ \t\xa0]+(?=\S)
      | (?P<name>[^\W\d_][^:\n()\[\]"“”!?;]{0,58}?)
        (?P<how>[ \xa0]*[(\[][^()\[\]\n]{1,60}[)\]])?
        [*_]*\s?:[*_\]]*(?=\s|\Z|[—–-])[ \t\xa0]*
    )""",
    re.VERBOSE,
)
_CLOSING = re.compile(
    r"[*_(#\s]*(?:END|\#(?:\s?\#)*|-?30-?|\d{1,2}:\d\d\s?[AaPp]\.?\s?[Mm]\.?(?:\s\(?[A-Z]{2,4}\)?)?)[*_)\s]*"
)
_SAID = ".!?…:—–-\"”’')]*_"

Rank = Literal["typical", "capitals", "name", "bare"]


class Label(NamedTuple):
    """A candidate: where the label stands, where what is said begins, how it is written and how far it can be trusted."""

    span: Span
    body: int
    key: str
    rank: Rank


def find_turns(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The turns in text order, empty where the text is no transcript.

    A turn runs over the paragraphs that follow, until the next label or a closing line (END, the time); a label known
    from elsewhere also begins one after a sentence within a paragraph. A label in capitals with a title or role
    (SECRETARY BLINKEN, QUESTION) is always one; other capitals count when they recur or stand among such; a plain name
    only where two or more of them keep taking turns.
    """
    labels = {number: label for number, span in enumerate(paragraphs) if (label := _label(text, span))}
    kept = _trusted(list(labels.values()), len(paragraphs))
    inner = _inner_pattern(kept)
    turns: list[Turn] = []
    current: Label | None = None
    end = 0
    for number, paragraph in enumerate(paragraphs):
        label = labels.get(number)
        starts = label is not None and label in kept
        closes = not starts and current is not None and bool(_CLOSING.fullmatch(text, paragraph.start, paragraph.end))
        if current and (starts or closes):
            turns.append(_turn(current, end))
            current = None
        if starts and label:
            alone = label.body >= paragraph.end and number + 1 < len(paragraphs)
            current = label._replace(body=paragraphs[number + 1].start) if alone else label
        end = paragraph.end
        if inner and current:
            for match in inner.finditer(text, paragraph.start, end):
                turns.append(_turn(current, match.start()))
                current = Label(Span(*match.span("name")), match.end(), match["name"], "typical")
    if current:
        turns.append(_turn(current, end))
    return tuple(turns)


def _turn(label: Label, end: int) -> Turn:
    return Turn(label.span, Span(label.body, max(label.body, end)))


def _inner_pattern(kept: set[Label]) -> re.Pattern[str] | None:
    """How a turn begins within a paragraph: a label known from other paragraphs, after the end of a sentence."""
    keys = sorted({label.key for label in kept if label.rank == "typical" and " " in label.key})
    known = "|".join(r"[ \xa0]+".join(map(re.escape, key.split())) for key in keys)
    return re.compile(rf"(?<=[.?!)\]”\"])[ \xa0]+(?P<name>{known}):[ \xa0]+(?=\S)") if keys else None


def _label(text: str, paragraph: Span) -> Label | None:
    match = _LABEL.match(text, paragraph.start, min(paragraph.end, paragraph.start + 140))
    if not match:
        return None
    if match["bare"]:
        return Label(Span(*match.span("bare")), match.end(), match["bare"], "bare")
    words = match["name"].split()
    key = " ".join(words)
    plain = key.lower().rstrip(".").replace("’", "'")
    if len(words) > 8 or plain in _list("no_labels"):
        return None
    span = Span(*match.span("name"))
    titled = plain in _list("roles") or (words[0].lower().rstrip(".") in _list("titles") and len(words) > 1)
    said = text[paragraph.end - 1] in _SAID or match.end() >= paragraph.end  # unlike a headline
    if len(key) > 1 and _is_capitals(words[0]) and all(_is_capitals(w) or w in _list("particles") for w in words):
        return Label(span, match.end(), key, "typical" if titled and said else "capitals")
    if all(word[0].isupper() or word[0].isdigit() or word in _list("particles") for word in words):
        return Label(span, match.end(), key, "name")
    return None


def _is_capitals(word: str) -> bool:
    """MAYOR, MCGREGOR, McGREGOR, Mr. (before a name in capitals), 2."""
    return (
        word.isupper()
        or word.isdigit()
        or word in ("Mr.", "Ms.", "Mrs.", "Dr.")
        or (word[:2] == "Mc" and word[2:].isupper())
    )


def _trusted(labels: list[Label], paragraphs: int) -> set[Label]:
    """The labels that are ones, given all of the text's."""
    counts = Counter(label.key for label in labels if label.rank != "bare")
    typical = {label.key for label in labels if label.rank == "typical"}
    recurring = {label.key for label in labels if label.rank == "capitals" and counts[label.key] > 1}
    trusted = typical | recurring
    if trusted:
        trusted |= {label.key for label in labels if label.rank == "capitals"}
    names = {label.key for label in labels if label.rank == "name" and counts[label.key] > 1}
    if len(names | trusted) > 1 and sum(counts[key] for key in names | trusted) * 3 >= paragraphs:
        trusted |= names
    bare = Counter(label.key for label in labels if label.rank == "bare")
    if bare["Q"] and (trusted or bare["Q"] > 1):
        trusted.add("Q")
        if bare["A"] > 1 and not recurring | typical:
            trusted.add("A")
    return {label for label in labels if label.key in trusted}


@cache
def _labels() -> dict[str, list[str]]:
    labels: dict[str, list[str]] = load("labels.json")
    return labels


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_labels()[name])

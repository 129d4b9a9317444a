"""The words of a sentence as the topic model reads them: lower case, with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:[-'’/]\w+)*")
_JOINTS = re.compile(r"[-/]")
_STOPS = (".", "!", "?", '"', "”", "’", "…")
_CARRIERS = frozenset(("it", "this", "they", "these", "those", "that", "he", "she", "we", "you", "i", "such"))
SHAPES = ("tiny", "short", "middling", "long", "carried", "question", "unfinished", "opening")
"""What :func:`shapes` tells of a sentence besides its words."""


class Word(NamedTuple):
    """A word in lower case without possessive ending; half-open offsets of its surface form in the text."""

    start: int
    end: int
    text: str


def read_words(text: str, start: int, end: int, vocabulary: Container[str]) -> list[Word]:
    """The words between two offsets, plain numbers left out; a compound that is not in the vocabulary is cut up."""
    words: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        word = match.group().lower()
        if word.isdigit():
            continue
        if not word.isascii():
            word = word.replace("’", "'")
        word = word.removesuffix("'s")
        if word in vocabulary or word.isalpha():
            words.append(Word(match.start(), match.end(), word))
        else:
            words += _parts(match, word, vocabulary)
    return words


def _parts(match: re.Match[str], word: str, vocabulary: Container[str]) -> list[Word]:
    plain = word.replace(".", "")
    if plain != word:
        return [Word(match.start(), match.end(), plain)]
    pieces = [piece for piece in _JOINTS.split(word) if piece and not piece.isdigit()]
    return (
        [Word(match.start(), match.end(), piece) for piece in pieces]
        if len(pieces) > 1
        else [Word(*match.span(), word)]
    )


def shapes(text: str, words: list[Word]) -> list[int]:
    """Which of SHAPES hold of a sentence, as indices: how long it is, how it begins and ends."""
    count = len(words)
    found = [0 if count <= 3 else 1 if count <= 7 else 2 if count <= 14 else 3] if count <= 14 or count > 30 else []
    if words and words[0].text in _CARRIERS:
        found.append(4)
    last = text.rstrip()
    if last.endswith("?"):
        found.append(5)
    elif last.endswith(":"):
        found.append(7)
    elif not last.endswith(_STOPS):
        found.append(6)
    return found

"""Words as a search sees them: case, accents and curly marks do not matter; offsets stay those of the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
"""A run of letters and digits, with combining accents."""

_MARKS = re.compile("[\u0300-\u036f]")
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ə": "a", "æ": "ae", "œ": "oe"}
)
"""Letters that Unicode does not take apart, as English texts write them: Łódź and Lodz, Əliyev and Aliyev."""
_OWN_LETTERS = re.compile(f"[{''.join(map(chr, _PLAIN_LETTERS))}]")
_UNSEARCHED = re.compile("[\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff\0]")


class FoldedWord(NamedTuple):
    """A word without case and accents, and where it stands."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text without case and accents; lone surrogates and private characters become spaces."""
    if text.isascii():
        return text.lower().replace("\0", " ")
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", _UNSEARCHED.sub(" ", text).casefold()))
    return plain.translate(_PLAIN_LETTERS) if _OWN_LETTERS.search(plain) else plain


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[FoldedWord]:
    """The words of a stretch of text in order, folded, with offsets into the whole text."""
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        yield FoldedWord(_fold_word(match.group()), match.start(), match.end())


@lru_cache(maxsize=8192)
def _fold_word(word: str) -> str:
    return fold(word)

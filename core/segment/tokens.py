"""Tokens with offsets and part-of-speech tags, in the way of the Penn Treebank.

A text is cut at white space and each piece is split as the Treebank does (contractions, possessives, brackets, quotation
marks, currency signs); the averaged perceptron then tags one sentence at a time.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple, cast

from nltk.stem.snowball import EnglishStemmer
from nltk.tokenize.destructive import MacIntyreContractions
from quoth.core.model import Span
from quoth.core.parse import Token
from quoth.core.segment.abbreviations import kind
from quoth.core.segment.tagger import tagger

_PIECE = re.compile(r"\S{1,1000}")
_PLAIN_WORD = re.compile(r"([^\W\d_]+)([.,;:?!]?)\Z")
_ENDING = r"(?:s|S|m|M|d|D|ll|LL|re|RE|ve|VE)\b"
_TREEBANK = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>"“”]*[\w/]                   # addresses of the web
    | (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+       # and of mail
    | (?:[^\W\d_]\.){{2,}}(?:-\w[\w-]*)?                    # U.S., a.m., U.S.-led
    | (?:US|AU|NZ|HK|A|C|S)\$
    | [+-]?\d+(?:[.,:/-]\d+)*[^\W_]*(?:-\w+)*              # 1,200.5 10:02 2-3 1980s 9/11 20-year-old
    | \w+(?=n['’]t\b)                                       # do|n't
    | n['’]t\b
    | ['’]{_ENDING}                                         # 's 'll
    | \w+(?:(?:[-.&/]|['’](?!{_ENDING}))\w+)*               # words, compounds, O'Brien, AT&T, state.gov
    | \.(?:\s?\.)+ | -{{2,}} | ``|''
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMS = {"“": "``", "”": "''", "«": "``", "»": "''", "‘": "`", "’": "'", "–": "--", "—": "--", "―": "--", "…": "..."}
_FORMS |= {"(": "-LRB-", ")": "-RRB-", "[": "-LRB-", "]": "-RRB-", "{": "-LCB-", "}": "-RCB-"}
_FORMS |= dict.fromkeys(["€", "£", "¥", "₹", "₽", "₴", "₺", "₩", "₪", "₦", "AU$", "A$", "NZ$", "HK$"], "$")
_BEFORE_OPENING = "([{—–-“‘'"


class _Part(NamedTuple):
    """A token inside a piece: offsets from the piece's start, the letters, and as the Treebank would write it."""

    start: int
    end: int
    text: str
    form: str


@lru_cache(maxsize=12_000)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of an English word, in lower case."""
    return cast(str, _stemmer().stem(word.replace("’", "'")))


@cache
def _stemmer() -> EnglishStemmer:
    return EnglishStemmer()


def tokenize(text: str, span: Span) -> tuple[Token, ...]:
    """The tagged tokens of one sentence of the text; their offsets are the text's own.

    The span should be one sentence: the tags look at the neighbours, and only the last full stop is cut off from an
    initial or from "no."; U.S., Inc. and the like keep theirs. Tags are the Treebank's; `` and '' tell an opening
    quotation mark from a closing one however it is written.
    """
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    forms: list[str] = []
    inside = False
    for match in _PIECE.finditer(text, span.start, span.end):
        at, end, piece = match.start(), match.end(), match.group()
        for part in _split(piece, end == span.end) if len(piece) < 40 else _split_afresh(piece, end == span.end):
            form = part.form
            if form == '"':
                alone = len(piece) == 1
                opens = (
                    (alone and not inside)
                    or (not alone and part.start == 0)
                    or piece[part.start - 1] in _BEFORE_OPENING
                )
                form, inside = ("``", True) if opens else ("''", False)
            starts.append(at + part.start)
            ends.append(at + part.end)
            words.append(part.text)
            forms.append(form)
    return tuple(map(Token, starts, ends, words, tagger().tags(forms)))


def _split_afresh(piece: str, last: bool) -> tuple[_Part, ...]:
    """The tokens of a piece without white space; ``last``: the sentence ends here."""
    plain = _PLAIN_WORD.match(piece)
    if plain and plain[1].lower() not in _contractions():
        word, mark = plain.groups()
        if not mark or (mark == "." and _keeps_stop(word, last)):
            return (_Part(0, len(piece), piece, piece),)
        return (_Part(0, len(word), word, word), _Part(len(word), len(piece), mark, mark))
    parts: list[_Part] = []
    for match in _TREEBANK.finditer(piece):
        start, end = match.span()
        word = match.group()
        if word == "." and parts and parts[-1].end == start and _keeps_stop(parts[-1].text, last):
            start = parts.pop().start
            word = piece[start:end]
        cut = _contractions().get(word.lower())
        if cut:
            parts += (
                _Part(start, start + cut, word[:cut], word[:cut]),
                _Part(start + cut, end, word[cut:], word[cut:]),
            )
        else:
            form = (
                "``" if word == "''" and start == 0 and len(piece) > 2 else _FORMS.get(word) or word.replace("’", "'")
            )
            parts.append(_Part(start, end, word, form))
    return tuple(parts)


_split = lru_cache(maxsize=8_000)(_split_afresh)


def _keeps_stop(word: str, last: bool) -> bool:
    """Whether a full stop after the word belongs to it."""
    stands = kind(word)
    return stands != "word" and not (last and stands in ("initial", "number"))


@cache
def _contractions() -> dict[str, int]:
    """Words that the Treebank writes as two, with the length of the first: can|not, gon|na."""
    pairs = (re.findall(r"\(('?\w+)\)", pattern) for pattern in MacIntyreContractions.CONTRACTIONS2)
    return {first + second: len(first) for first, second in pairs}

"""Tokens with offsets and part-of-speech tags, in the way of the Penn Treebank.

A text is cut at white space and each piece is split as the Treebank does (contractions, possessives, brackets, quotation
marks, currency signs); the averaged perceptron of NLTK (Honnibal's features, a few more) then tags one sentence at a time.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, cast

from nltk.stem.snowball import EnglishStemmer
from nltk.tag.perceptron import PerceptronTagger
from quoth.core.model import Span
from quoth.core.parse import Token

TAGGER_FILE = "tagger.json.gz"

_PIECE = re.compile(r"\S+")
_PLAIN_WORD = re.compile(r"([^\W\d_]+)([.,;:?!]?)\Z")
_TREEBANK = re.compile(
    r"""
      (?:https?://|www\.)[^\s<>"“”]*[\w/]               # addresses of the web
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                      # and of mail
    | (?:[^\W\d_]\.){2,}(?:-\w[\w-]*)?                  # U.S., a.m., U.S.-led
    | (?:US|A|C|NZ|HK|S)\$                              # US$
    | [+-]?\d+(?:[.,:/-]\d+)*(?:[-’']?[^\W_]+)*(?:-\w+)*  # 1,200.5 10:02 2-3 1980s 9/11 20-year-old
    | \w+(?=n['’]t\b)                                   # do|n't
    | n['’]t\b
    | ['’](?:s|S|m|M|d|D|ll|LL|re|RE|ve|VE)\b           # possessives and contractions
    | \w+(?:(?:-|[.&'’](?!(?:s|S|m|M|d|D|ll|LL|re|RE|ve|VE)\b))\w+)*   # words, compounds, O'Brien, AT&T, state.gov
    | \.(?:\s?\.)+ | -{2,} | ``|''
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_FORM = {
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "–": "--",
    "—": "--",
    "―": "--",
    "…": "...",
    "″": "''",
    "«": "``",
    "»": "''",
}
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,}\Z")


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of an English word, in lower case."""
    return cast(str, _stemmer().stem(word.replace("’", "'")))


@cache
def _stemmer() -> EnglishStemmer:
    return EnglishStemmer()


def tokenize(text: str, span: Span) -> tuple[Token, ...]:
    """The tagged tokens of one sentence of the text; their offsets are the text's own.

    The span should be one sentence: the tags look at the neighbours, and only its last full stop is cut off from an
    ordinary word.
    """
    bounds: list[tuple[int, int]] = []
    forms: list[str] = []
    inside = False
    for match in _PIECE.finditer(text, span.start, span.end):
        at = match.start()
        piece = match.group()
        parts = _split(piece) if len(piece) < 60 else _split_afresh(piece)
        for start, end, form in parts:
            bounds.append((at + start, at + end))
            if form == '"':
                opens = start == 0 and (len(piece) > 1 or not inside)
                form = "``" if opens else "''"
                inside = opens
            forms.append(form)
    tags = tagger().tags(forms)
    return tuple(Token(start, end, text[start:end], tag) for (start, end), tag in zip(bounds, tags, strict=True))


def _split_afresh(piece: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and form (as the Treebank writes it) of each token in a piece without white space."""
    plain = _PLAIN_WORD.match(piece)
    if plain:
        word, mark = plain.groups()
        if not mark:
            return ((0, len(word), word),)
        if mark != "." or not is_abbreviation(word):
            return ((0, len(word), word), (len(word), len(word) + 1, mark))
        return ((0, len(piece), piece),)
    parts: list[tuple[int, int, str]] = []
    for match in _TREEBANK.finditer(piece):
        start, end = match.span()
        word = match.group()
        if word == "." and parts and parts[-1][1] == start and is_abbreviation(parts[-1][2]):
            start, _, word = parts.pop()
            word += "."
        parts.append((start, end, _FORM.get(word) or word.replace("’", "'")))
    return tuple(parts)


_split = lru_cache(maxsize=40_000)(_split_afresh)


def is_abbreviation(word: str) -> bool:
    """Whether a word (without its full stop) is commonly written with one: Mr, Gov, Jan, J, U.S."""
    return (len(word) == 1 and word.isalpha() and word.isupper()) or word.lower() in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(
        [
            "mr",
            "mrs",
            "ms",
            "dr",
            "gov",
            "sen",
            "rep",
            "gen",
            "lt",
            "col",
            "sgt",
            "rev",
            "prof",
            "st",
            "jr",
            "sr",
            "inc",
            "corp",
            "co",
            "ltd",
            "no",
            "vs",
        ]
    )


class Tagger(PerceptronTagger):  # type: ignore[misc]
    """NLTK's averaged perceptron with features for little training data, and a faster way through them."""

    def __init__(self) -> None:
        super().__init__(load=False)

    def _get_features(self, i: int, word: str, context: list[str], prev: str, prev2: str) -> dict[str, int]:
        i += 2
        features = [f"0{f}" for f in own_features(word)]
        features += (f"t{prev}", f"u{prev2}", f"v{prev} {prev2}", f"x{prev} {context[i]}")
        for slot, at in (("1", i - 1), ("2", i - 2), ("3", i + 1), ("4", i + 2)):
            features += (f"{slot}{f}" for f in near_features(context[at], far=slot in "24"))
        return dict.fromkeys(features, 1)

    def normalize(self, word: str) -> str:
        return word

    def tags(self, words: list[str]) -> list[str]:
        """The tags of one sentence's words."""
        return [tag for _, tag in self.tag(words)]


def own_features(word: str) -> tuple[str, ...]:
    """What speaks for a word's tag in the word itself."""
    lower = word.lower()
    return (
        "b",
        f"w{lower}",
        f"s{lower[-3:]}",
        f"y{lower[-2:]}",
        f"p{lower[:1]}",
        f"k{shape(word)}",
        f"z{shape(word)}{lower[-1:]}",
    )


def near_features(word: str, far: bool) -> tuple[str, ...]:
    """What a neighbouring word tells of the tag."""
    lower = word.lower()
    return (f"w{lower}",) if far else (f"w{lower}", f"s{lower[-3:]}", f"k{shape(word)}")


def shape(word: str) -> str:
    """A word's outline: letter case, digits, hyphens."""
    if word.islower() and word.isalpha():
        return "x"
    if any(c.isdigit() for c in word):
        return "d-" if "-" in word else "d"
    if word.isupper():
        return "XX" if len(word) > 1 else "X"
    return ("Xx" if word[:1].isupper() else "x") + ("-" if "-" in word else "." if "." in word else "")


@cache
def tagger() -> Tagger:
    """The tagger with the weights that come with the package."""
    raw = files("quoth.core.data").joinpath(TAGGER_FILE).read_bytes()
    made = Tagger()
    made.decode_json_params(cast(Any, json.loads(gzip.decompress(raw))))
    return made

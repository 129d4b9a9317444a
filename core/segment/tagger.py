"""Part-of-speech tags (Penn Treebank) by NLTK's averaged perceptron, with a fast way through its weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from nltk.tag.perceptron import PerceptronTagger
from quoth.core.data import load

TAGGER_FILE = "tagger.json.gz"

Row = dict[str, float]
"""What one feature adds to the score of each tag."""


class Near(NamedTuple):
    """What a word tells of its neighbours' tags."""

    word: str
    suffix: str
    shape: str


_START, _END = Near("-START-", "", ""), Near("-END-", "", "")


class Tagger(PerceptronTagger):  # type: ignore[misc]
    """The perceptron of NLTK, trained by it, with features that suit little training data.

    ``lexicon`` gives the tags that a word can have, ``shapes`` those of unknown words by their outline, ``rows`` the
    weights by slot and value of the features.
    """

    def __init__(self) -> None:
        super().__init__(load=False)
        self.lexicon: dict[str, list[str]] = {}
        self.shapes: dict[str, list[str]] = {}
        self.rows: dict[str, dict[str, Row]] = {}

    def normalize(self, word: str) -> str:
        """The word itself: the features do the normalising."""
        return word

    def _get_features(self, i: int, word: str, context: list[str], prev: str, prev2: str) -> dict[str, int]:
        words = [_START if w in self.START else _END if w in self.END else near(w) for w in context[i : i + 5]]
        return dict.fromkeys((f"{slot} {value}" for slot, value in self._features(word, words, prev, prev2)), 1)

    @staticmethod
    def _features(word: str, words: Sequence[Near], prev: str, prev2: str) -> Iterable[tuple[str, str]]:
        before2, before, itself, after, after2 = words
        yield from own(word)
        yield from (("t", prev), ("u", prev2), ("v", f"{prev} {prev2}"), ("x", f"{prev} {itself.word}"))
        yield from (("lw", before.word), ("ls", before.suffix), ("lk", before.shape), ("llw", before2.word))
        yield from (("rw", after.word), ("rs", after.suffix), ("rk", after.shape), ("rrw", after2.word))

    def tags(self, words: Sequence[str]) -> list[str]:
        """The tags of one sentence's words, written as the Treebank does; greedy from left to right, as NLTK's are."""
        known, lexicon, rows = self.tagdict, self.lexicon, self.rows
        # the tables by name, not in a loop: this is half the tagger's time (a test holds it to NLTK's features)
        t, u, v, x = rows["t"], rows["u"], rows["v"], rows["x"]
        lw, ls, lk, llw = rows["lw"], rows["ls"], rows["lk"], rows["llw"]
        rw, rs, rk, rrw = rows["rw"], rows["rs"], rows["rk"], rows["rrw"]
        around = [_START, _START, *map(near, words), _END, _END]
        found: list[str] = []
        prev, prev2 = self.START
        for i, word in enumerate(words):
            tag = known.get(word)
            if tag is None:
                likely = lexicon.get(word) or self._likely(word, around[i + 2].shape)
                if len(likely) == 1:
                    tag = likely[0]
                else:
                    before, after = around[i + 1], around[i + 3]
                    active = (
                        t.get(prev),
                        u.get(prev2),
                        v.get(f"{prev} {prev2}"),
                        x.get(f"{prev} {around[i + 2].word}"),
                        lw.get(before.word),
                        ls.get(before.suffix),
                        lk.get(before.shape),
                        llw.get(around[i].word),
                        rw.get(after.word),
                        rs.get(after.suffix),
                        rk.get(after.shape),
                        rrw.get(around[i + 4].word),
                    )
                    scores = dict(zip(likely, self._own_scores(word, tuple(likely)), strict=True))
                    for row in active:
                        if row:
                            for candidate in likely:
                                if candidate in row:
                                    scores[candidate] += row[candidate]
                    tag = max(scores, key=scores.__getitem__)
            found.append(tag)
            prev2, prev = prev, tag
        return found

    def _likely(self, word: str, outline: str) -> list[str]:
        """The tags a word can have that was not seen in this form: those of its small form, or of words that look alike."""
        if outline in ("Xx", "XX", "Xx-"):
            lower = word.lower()
            small = [self.tagdict[lower]] if lower in self.tagdict else self.lexicon.get(lower)
            if small:
                return list(dict.fromkeys([*small, "NNP", "NNPS"]))
        return self.shapes.get(outline) or self.shapes["x"]

    @lru_cache(maxsize=8_000)  # noqa: B019  (one tagger a process)
    def _own_scores(self, word: str, likely: tuple[str, ...]) -> tuple[float, ...]:
        active = [row for slot, value in own(word) if (row := self.rows[slot].get(value))]
        return tuple(sum(row.get(tag, 0.0) for row in active) for tag in likely)


def own(word: str) -> tuple[tuple[str, str], ...]:
    """What speaks for a word's tag in the word itself."""
    lower, outline = word.lower(), shape(word)
    return (
        ("b", ""),
        ("w", lower),
        ("s", lower[-3:]),
        ("y", lower[-2:]),
        ("p", lower[:1]),
        ("k", outline),
        ("z", outline + lower[-1:]),
        ("h", lower.rpartition("-")[2] if "-" in lower else ""),
    )


@lru_cache(maxsize=8_000)
def near(word: str) -> Near:
    """What a neighbouring word tells."""
    lower = word.lower()
    return Near(lower, lower[-3:], shape(word))


def shape(word: str) -> str:
    """A word's outline: letter case, digits, hyphens, stops."""
    if word.islower() and word.isalpha():
        return "x"
    if not any(c.isalnum() for c in word):
        return "."
    if any(c.isdigit() for c in word):
        return "d-" if "-" in word else "d" if word[0].isdigit() else "Xd"
    if word.isupper():
        return "XX" if len(word) > 1 else "X"
    return ("Xx" if word[:1].isupper() else "x") + ("-" if "-" in word else "." if "." in word else "")


@cache
def tagger() -> Tagger:
    """The tagger with the weights that come with the package."""
    content = load(TAGGER_FILE)
    made = Tagger()
    made.tagdict, made.lexicon, made.shapes = content["known"], content["lexicon"], content["shapes"]
    made.rows = content["weights"]
    return made

"""What the topic model learns from: word vectors as features of words, labelled sentences and headlines as rows."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from quoth.core.topics.table import TopicTable
from quoth.core.topics.weights import LONGEST
from quoth.core.topics.words import Word, read_words, shapes
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans

Matrix = Any  # numpy and scipy matrices

COMMON, CLUSTERS, NEAR, WARMTH = 22_000, 1000, 8, 0.07
"""Words that always have weights, clusters of words, how many clusters a word belongs to and how sharply."""
RARE_ENOUGH = 0.25  # of both words of a pair that counts as a phrase
PARTS = {"words": 1.0, "phrases": 0.5, "terms": 0.5, "vectors": 2.0, "clusters": 2.0}
"""How freely each part of the features may move: its scale."""
HEADLINE_TERMS = 0.2
"""The scale of the table's terms in headlines, which name their topic more loosely than running text."""


@dataclass(frozen=True)
class Text:
    """A labelled article: its sentences, and the topics of each."""

    name: str
    sentences: list[str]
    labels: list[list[str]]


def read_genre(folder: Path) -> list[Text]:
    """The annotated articles of corpora/genre."""
    texts = []
    for file in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        text = (folder / "texts" / gold["text_file"]).read_bytes().decode("utf-8")
        rows = gold["sentences"]
        texts.append(Text(gold["doc"], [text[r["start"] : r["end"]] for r in rows], [r["topics"] for r in rows]))
    return texts


def read_headlines(file: Path) -> list[tuple[str, str]]:
    """(text, label) of labelled headlines; one that has a summary comes with it and without."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    whole = [(row["text"], row["labels"][0]) for row in rows]
    return whole + [(text.split(". ")[0], label) for text, label in whole]


class Vectors:
    """Word vectors in GloVe's text format, the commonest word first; every vector of length one."""

    def __init__(self, file: Path, limit: int = 150_000) -> None:
        self.rank: dict[str, int] = {}
        rows = []
        with file.open(encoding="utf-8") as lines:
            for number, line in zip(range(limit), lines, strict=False):
                word, *values = line.rstrip("\n").split(" ")
                self.rank[word] = number
                rows.append(np.array(values, dtype=np.float32))
        self.matrix: Matrix = np.vstack(rows)
        self.matrix /= np.linalg.norm(self.matrix, axis=1, keepdims=True)
        clusters = MiniBatchKMeans(CLUSTERS, random_state=0, n_init=1, batch_size=4096, max_iter=30)
        centres = clusters.fit(self.matrix[:60_000]).cluster_centers_
        self.centres: Matrix = centres / np.linalg.norm(centres, axis=1, keepdims=True)

    def rarity(self, word: str) -> float:
        """0 for the commonest word, 1 from the 20,000th on."""
        rank = self.rank.get(word, 150_000)
        return min(1.0, math.log(1 + rank / 20) / math.log(1 + 20_000 / 20))

    def features(self, words: Sequence[str]) -> tuple[Matrix, Matrix]:
        """For each word its vector, and its nearest clusters."""
        plain = np.zeros((len(words), self.matrix.shape[1]), np.float32)
        near: Matrix = sparse.lil_matrix((len(words), CLUSTERS), dtype=np.float32)
        for row, word in enumerate(words):
            if word in self.rank:
                plain[row] = self.matrix[self.rank[word]]
                likeness = self.centres @ plain[row]
                top = np.argpartition(-likeness, NEAR)[:NEAR]
                share = np.exp((likeness[top] - likeness[top].max()) / WARMTH)
                near[row, top] = share / share.sum()
        return plain, near.tocsr()


class Features:
    """Turns sentences into rows. A term's column block times weights is what the model stores of the term."""

    def __init__(self, vectors: Vectors, texts: Iterable[str]) -> None:
        table = TopicTable.load()
        self.topics = [topic.id for topic in table]
        self.vectors = vectors
        known = {word for word in list(vectors.rank)[:COMMON] if any(c.isalpha() for c in word)}
        terms = [(self._term(term), number, w) for number, t in enumerate(table) for term, w in t.terms.items()]
        known |= {words[0] for words, _, _ in terms if len(words) == 1}
        self.vocabulary = known | set(vectors.rank)
        lines = [self.words(text) for text in texts]
        seen = Counter(" ".join(pair) for line in lines for pair in {(a.text, b.text) for a, b in pairwise(line)})
        known |= {word.text for line in lines for word in line if not word.text.isdigit()}
        self.words_known = sorted(known)
        self.vocabulary = known
        self.number = {word: number for number, word in enumerate(self.words_known)}
        pairs = {
            pair for pair, n in seen.items() if n >= 3 and min(map(vectors.rarity, pair.split(" "))) >= RARE_ENOUGH
        }
        phrases = pairs | {" ".join(w) for w, _, _ in terms if len(w) > 1}
        self.phrases = sorted(phrase for phrase in phrases if phrase.count(" ") < LONGEST)
        self.phrase_number = {phrase: number for number, phrase in enumerate(self.phrases)}
        self.rarity = np.array([vectors.rarity(word) for word in self.words_known])
        self.plain, self.near = vectors.features(self.words_known)
        self.word_terms = self._lexicon(terms, self.number)
        self.phrase_terms = self._lexicon(terms, self.phrase_number)

    def words(self, text: str) -> list[Word]:
        return read_words(text, 0, len(text), self.vocabulary)

    def _term(self, term: str) -> list[str]:
        return [word.text for word in read_words(term, 0, len(term), (term,))]

    def _lexicon(self, terms: list[tuple[list[str], int, float]], number: dict[str, int]) -> Matrix:
        found: Matrix = sparse.lil_matrix((len(number), len(self.topics)))
        for words, topic, weight in terms:
            if (row := number.get(" ".join(words))) is not None:
                found[row, topic] = weight
        return found.tocsr()

    def rows(self, texts: Sequence[str], headline: bool = False) -> tuple[Matrix, Matrix]:
        """One row of features a text, and one of shapes."""
        words: Matrix = sparse.lil_matrix((len(texts), len(self.words_known)))
        phrases: Matrix = sparse.lil_matrix((len(texts), len(self.phrases)))
        form = np.zeros((len(texts), 8))
        for row, text in enumerate(texts):
            line = self.words(text)
            rare = [self.vectors.rarity(word.text) for word in line]
            scale = 1 / max(1.0, sum(r * r for r in rare)) ** 0.5
            form[row, shapes(text, line)] = 0.5
            for at, word in enumerate(line):
                if (column := self.number.get(word.text)) is not None:
                    words[row, column] += scale
                phrase = word.text
                for later in line[at + 1 : at + LONGEST]:
                    phrase += " " + later.text
                    if (column := self.phrase_number.get(phrase)) is not None:
                        phrases[row, column] += scale
        return self._columns(words.tocsr(), phrases.tocsr(), headline), sparse.csr_matrix(form)

    def _columns(self, words: Matrix, phrases: Matrix, headline: bool) -> Matrix:
        rare = words.multiply(self.rarity).tocsr()
        return sparse.hstack(
            [
                rare * PARTS["words"],
                phrases * PARTS["phrases"],
                (words @ self.word_terms + phrases @ self.phrase_terms)
                * (HEADLINE_TERMS if headline else PARTS["terms"]),
                sparse.csr_matrix(rare @ self.plain) * PARTS["vectors"],
                rare @ self.near * PARTS["clusters"],
            ]
        ).tocsr()

    @property
    def dense_from(self) -> int:
        """The first column that words share (terms, vectors, clusters)."""
        return len(self.words_known) + len(self.phrases)

    def term_weights(self, weights: Matrix, headline: bool) -> tuple[Matrix, Matrix]:
        """The weights of every known word and phrase by themselves, from the weights of the columns."""
        one: Matrix = sparse.identity(len(self.words_known), format="csr")
        none: Matrix = sparse.csr_matrix((len(self.words_known), len(self.phrases)))
        words = self._columns(one, none, headline) @ weights
        one = sparse.identity(len(self.phrases), format="csr")
        none = sparse.csr_matrix((len(self.phrases), len(self.words_known)))
        return np.asarray(words), np.asarray(self._columns(none, one, headline) @ weights)

"""A document as flat lists of words: what the cue finder and the span tagger look at, computed once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.marks import Quoted
from quoth.core.model import Span
from quoth.core.parse import Parse

FAR = 99
BULLETS = frozenset("-—•*·▪●")  # as ``low`` has them
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "―": "—", "–": "—"})
_DIGITS = re.compile(r"\d")
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP"))


class Words:
    """The tokens of a parse in one row, with the facts about each that features are made of.

    All lists run parallel to ``tokens``; ``low`` and ``tags`` are padded at the end so that a look a little past either
    edge finds a blank. Distances are in tokens within the sentence, ``FAR`` where there is nothing.
    """

    def __init__(self, parse: Parse, marks: Sequence[Quoted]) -> None:
        self.parse = parse
        self.marks = marks
        self.tokens = [token for sentence in parse.sentences for token in sentence.tokens]
        self._starts = [token.start for token in self.tokens]
        self.low = [_DIGITS.sub("0", token.text.lower().translate(_PLAIN)) for token in self.tokens] + [""] * 4
        self.tags = [token.tag for token in self.tokens] + [""] * 4
        self.first: list[int] = []  # index of each sentence's first token, and one past the last sentence
        self.sentence: list[int] = []
        for number, sentence in enumerate(parse.sentences):
            self.first.append(len(self.sentence))
            self.sentence += [number] * len(sentence.tokens)
        self.first.append(len(self.sentence))
        self.region = self._regions()
        self.extent: dict[int, tuple[int, int]] = {}  # first and last token of each quoted stretch
        for i, region in enumerate(self.region):
            if region >= 0:
                self.extent[region] = (self.extent.get(region, (i, i))[0], i)
        self.in_turn = self._in_turn()
        self._neighbours()

    def __len__(self) -> int:
        return len(self.tokens)

    def span(self, first: int, last: int) -> Span:
        """The stretch of text from one token to another, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def at(self, offset: int) -> int:
        """The token that an offset falls into, or the last before it."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def begin_turn(self, sentences: range) -> Span:
        """Count these sentences to a turn that has no label of its own; where it stands."""
        for number in sentences:
            self.in_turn[number] = True
        first, last = self.parse.sentences[sentences[0]], self.parse.sentences[sentences[-1]]
        return Span(first.span.start, last.span.end)

    def usual_act(self, i: int) -> str:
        """The act that the cue lexicon gives a word, "-" where it knows none."""
        lexicon = cue_lexicon()
        cue = lexicon.verbs.get(self.low[i]) or lexicon.nouns.get(self.low[i])
        return cue.act if cue else "-"

    def _regions(self) -> list[int]:
        """For each token the number of the quoted stretch that it stands in, -1 outside."""
        starts = [mark.span.start for mark in self.marks]
        found = []
        at = -1
        for token in self.tokens:
            while at + 1 < len(starts) and starts[at + 1] < token.end:
                at += 1
            found.append(at if at >= 0 and token.start < self.marks[at].span.end else -1)
        return found

    @property
    def paragraphs(self) -> list[tuple[int, int]]:
        """The first and last token of each paragraph that has any."""
        bounds: dict[int, tuple[int, int]] = {}
        for number, sentence in enumerate(self.parse.sentences):
            first, last = self.first[number], self.first[number + 1] - 1
            if first <= last:
                bounds[sentence.paragraph] = (bounds.get(sentence.paragraph, (first, last))[0], last)
        return list(bounds.values())

    def _in_turn(self) -> list[bool]:
        """For each sentence whether it belongs to a transcript's turn."""
        starts = [turn.body.start for turn in self.parse.turns]
        found = []
        for sentence in self.parse.sentences:
            at = bisect_right(starts, sentence.span.start) - 1
            found.append(at >= 0 and sentence.span.start < self.parse.turns[at].body.end)
        return found

    def _neighbours(self) -> None:
        """One look forward and one back over each sentence: the last noun, cue verb and quotation before each token."""
        size = len(self.tokens)
        lexicon = cue_lexicon()
        verbs, nouns, auxiliaries = lexicon.verbs, lexicon.nouns, lexicon.auxiliaries
        self.lemma = [""] * size
        self.subject = [-1] * size  # the nearest noun or pronoun before
        self.auxiliary = [""] * size  # the nearest auxiliary before, with no noun between
        self.since_cue = [FAR] * size
        self.since_quoted = [FAR] * size
        self.until_quoted = [FAR] * size
        for start, end in zip(self.first, self.first[1:], strict=False):
            subject, auxiliary, cue, quoted = -1, "", -FAR, -FAR
            for i in range(start, end):
                tag, word = self.tags[i], self.low[i]
                self.subject[i], self.auxiliary[i] = subject, auxiliary
                self.since_cue[i] = min(i - cue, FAR)
                self.since_quoted[i] = min(i - quoted, FAR)
                if tag in _NOUNS:
                    subject, auxiliary = i, ""
                elif word in auxiliaries:
                    auxiliary = word
                if tag[:2] == "VB":
                    if word in verbs:
                        self.lemma[i] = verbs[word].lemma
                        cue = i
                elif word in nouns:
                    self.lemma[i] = "n" + nouns[word].lemma
                elif word in verbs:
                    self.lemma[i] = "?" + verbs[word].lemma
                if self.region[i] >= 0:
                    quoted = i
            quoted = end + FAR
            for i in range(end - 1, start - 1, -1):
                self.until_quoted[i] = min(quoted - i, FAR)
                if self.region[i] >= 0:
                    quoted = i

"""Quotations without a cue of their own: they go on after one that has a cue, over sentences and paragraphs, or stand
in a paragraph that tells of nobody else who speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quoth.core.attribution.found import Found
from quoth.core.attribution.words import BULLETS, Words
from quoth.core.model import Span

MAX_PARTS = 40
_REACH = 3  # sentences of narration between a quotation and the attribution that it belongs to


def join_followers(words: Words, found: Iterable[Found], people: Sequence[Span]) -> list[Found]:
    """Each attribution with the quotations that go on with it, and the loose ones with a source of their own.

    ``people`` are the places where people are named, in text order. "A," he said. "B." is one quote of two parts, also
    with a sentence of narration between them. (In PolNeAR 97 of 100 quoted sentences right after a quotation, and 84 of
    100 later in its paragraph, are part of it.)
    """
    return _Joiner(words, list(found), people).joined()


class _Joiner:
    def __init__(self, words: Words, found: list[Found], people: Sequence[Span]) -> None:
        self.words = words
        self.found = found
        self.people = people
        self._people_starts = [span.start for span in people]
        self._taken = {region for said in found for span in said.content for region in self._regions(span)}
        self._last_of: dict[int, int] = {}  # sentence -> number of the attribution that reaches it last

    def joined(self) -> list[Found]:
        for number, said in enumerate(self.found):
            if self._quotes(said):
                said = replace(said, content=(*self._leaders(said), *said.content, *self._followers(said)))
            self.found[number] = replace(said, content=said.content + tuple(self._items(said)))
        for number, said in enumerate(self.found):
            if not said.turn and (said.head < 0 or self.words.region[said.head] < 0):
                for span in (*said.content, *said.cue):
                    self._last_of[self._sentence(span.end - 1)] = number
        for sentence in range(len(self.words.parse.sentences)):
            if (quotation := self._quotation(sentence)) is not None:
                self._place(sentence, quotation)
            elif (pair := self._after_colon(sentence)) is not None:
                self.found.append(Found((self._take(pair[1]),), source=pair[0], probability=0.5))
                self._last_of[self._sentence(pair[1].end - 1)] = len(self.found) - 1
        return self.found

    def _sentence(self, offset: int) -> int:
        return self.words.sentence[self.words.at(offset)]

    def _paragraph(self, sentence: int) -> int:
        return self.words.parse.sentences[sentence].paragraph

    def _quotes(self, said: Found) -> bool:
        """Whether a cue outside quotation marks brings quoted words."""
        if said.turn or said.head < 0 or self.words.region[said.head] >= 0:
            return False
        return any(True for span in said.content for _ in self._regions(span))

    def _regions(self, span: Span) -> Iterator[int]:
        words, i = self.words, self.words.at(span.start)
        while i < len(words) and words.tokens[i].start < span.end:
            if words.region[i] >= 0:
                yield words.region[i]
                i = words.extent[words.region[i]][1]
            i += 1

    def _quotation(self, sentence: int) -> Span | None:
        """The quotation that begins with this sentence and fills whole sentences, where nobody has it yet."""
        words = self.words
        if not 0 <= sentence < len(words.first) - 1:
            return None
        first = words.first[sentence]
        if first == words.first[sentence + 1] or words.in_turn[sentence]:
            return None
        region = words.region[first]
        if region < 0 or region in self._taken or words.extent[region][0] != first:
            return None
        last = words.extent[region][1]
        if any(token.text.isalnum() for token in words.tokens[last + 1 : words.first[words.sentence[last] + 1]]):
            return None
        return words.span(first, last)

    def _after_colon(self, sentence: int) -> tuple[Span, Span] | None:
        """The subject and the quotation of a sentence such as: "Berg was blunt: 'No deal.'" """
        words = self.words
        first, end = words.first[sentence], words.first[sentence + 1]
        colon = next((i for i in range(first, end - 1) if words.low[i] == ":" and words.region[i] < 0), None)
        if colon is None or words.in_turn[sentence]:
            return None
        region = words.region[colon + 1]
        if region < 0 or region in self._taken or words.extent[region][0] != colon + 1:
            return None
        subject = self._subject(sentence)
        return (subject, words.span(*words.extent[region])) if subject is not None else None

    def _take(self, span: Span) -> Span:
        self._taken.update(self._regions(span))
        return span

    def _followers(self, said: Found) -> Iterator[Span]:
        """The quotations right after an attribution's last words."""
        sentence = self._sentence(max(span.end for span in (*said.content, *said.cue)) - 1) + 1
        for _ in range(MAX_PARTS):
            span = self._quotation(sentence)
            if span is None:
                return
            yield self._take(span)
            sentence = self._sentence(span.end - 1) + 1

    def _leaders(self, said: Found) -> list[Span]:
        """The paragraphs before a quotation that opens a paragraph, which open a mark and close none."""
        found: list[Span] = []
        start = said.content[0].start
        while len(found) < MAX_PARTS:
            at = self.words.at(start)
            sentence = self.words.sentence[at]
            opens = sentence > 0 and self._paragraph(sentence - 1) < self._paragraph(sentence)
            before = self.words.region[at - 1] if at and opens and at == self.words.first[sentence] else -1
            if self.words.region[at] < 0 or before < 0 or self.words.marks[before].closed:
                break
            span = self._quotation(self.words.sentence[self.words.extent[before][0]])
            if span is None:
                break
            found.insert(0, self._take(span))
            start = span.start
        return found

    def _items(self, said: Found) -> Iterator[Span]:
        """The paragraphs with bullets after a content that ends in a colon."""
        words = self.words
        if said.turn or not said.content:
            return
        sentence = self._sentence(said.content[-1].end - 1) + 1
        if words.low[words.first[sentence] - 1] != ":":
            return
        while sentence < len(words.first) - 1 and words.low[words.first[sentence]] in BULLETS:
            paragraph = self._paragraph(sentence)
            first = words.first[sentence] + 1
            while sentence < len(words.first) - 1 and self._paragraph(sentence) == paragraph:
                sentence += 1
            if first < words.first[sentence]:
                yield words.span(first, words.first[sentence] - 1)

    def _place(self, sentence: int, span: Span) -> None:
        """Give a loose quotation to the attribution that it goes on with, or to whom the sentence before tells of."""
        told = next((n for n in range(sentence - 1, max(sentence - 1 - _REACH, -1), -1) if n in self._last_of), None)
        same = sentence > 0 and self._paragraph(sentence - 1) == self._paragraph(sentence)
        subject = self._subject(sentence - 1) if same and told != sentence - 1 else None
        if told is None and subject is None:
            return
        self._take(span)
        if subject is not None or told is None:
            self.found.append(Found((span,), source=subject, probability=0.5))
            number = len(self.found) - 1
        else:
            number = self._last_of[told]
            said = self.found[number]
            near = self._paragraph(told) == self._paragraph(sentence)
            if (near and self._quotes(said)) or (not said.cue and told == sentence - 1):
                self.found[number] = replace(said, content=(*said.content, span))
            else:
                self.found.append(Found((span,), source=said.source, probability=0.6 if near else 0.4))
                number = len(self.found) - 1
        self._last_of[self._sentence(span.end - 1)] = number

    def _subject(self, sentence: int) -> Span | None:
        """The person whom a sentence names before its first verb."""
        words = self.words
        first, end = words.first[sentence], words.first[sentence + 1]
        verb = next((i for i in range(first, end) if words.tags[i][:2] in ("VB", "MD", "IN")), first)
        if verb == first:
            return None
        if words.low[first] in ("he", "she"):
            return words.span(first, first)
        at = bisect_left(self._people_starts, words.tokens[first].start)
        named = self.people[at] if at < len(self.people) else None
        return named if named is not None and named.end <= words.tokens[verb].start else None

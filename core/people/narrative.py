"""Which sentences tell the story: what stands inside quotation marks is left out when distances are measured."""

from __future__ import annotations

import re
from bisect import bisect_right

from quoth.core.parse import Parse

_QUOTED = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|``[^`]*?(?:''|$)")


class Narrative:
    """The quoted stretches of each paragraph, and how far two sentences are from each other.

    A sentence that begins with "He" or "She" goes on with its subject and adds nothing.
    """

    def __init__(self, parse: Parse) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for paragraph in parse.paragraphs:
            for match in _QUOTED.finditer(parse.text, paragraph.start, paragraph.end):
                self._starts.append(match.start())
                self._ends.append(match.end())
        self._count = [0]
        for sentence in parse.sentences:
            inside = self.quoted(sentence.span.start) and self.quoted(sentence.span.end - 2)
            goes_on = bool(sentence.tokens) and sentence.tokens[0].text in ("He", "She")
            self._count.append(self._count[-1] + (not inside and not goes_on))

    def quoted(self, at: int) -> bool:
        """Whether a place of the text stands inside double quotation marks."""
        quote = bisect_right(self._starts, at) - 1
        return quote >= 0 and at < self._ends[quote]

    def between(self, sentence: int, later: int) -> int:
        """The distance of two sentences in sentences of the story."""
        return self._count[later] - self._count[sentence]

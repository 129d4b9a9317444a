"""Where the words of a search stand in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from quoth.core.model import Span
from quoth.core.query.folding import FoldedWord, words
from quoth.core.query.tree import Phrase, Query, Word

_PLAIN = re.compile("[\0-\x7f‘’“”–—…€£]*")
"""Text without accents or other letters that folding changes."""


class Matcher:
    """Finds what a search's words and phrases match; ``forms`` gives all words of a word's stem."""

    def __init__(self, query: Query, forms: Callable[[str], Collection[str]] = lambda word: (word,)) -> None:
        self.words: set[str] = set()
        self.prefixes: tuple[str, ...] = ()
        self.phrases: dict[str, list[Phrase]] = {}
        self._compiled: re.Pattern[str] | None = None
        for node in query.wanted():
            match node:
                case Word(text, prefix):
                    self.words.update(forms(text), (text,))
                    self.prefixes += (text,) * prefix
                case Phrase(parts, prefix):
                    if len(parts) == 1 and prefix:
                        self.prefixes += parts
                    else:
                        self.phrases.setdefault(parts[0], []).append(node)

    def __bool__(self) -> bool:
        return bool(self.words or self.prefixes or self.phrases)

    def find(self, text: str, start: int = 0, end: int | None = None, shift: int = 0) -> list[Span]:
        """The matches in a stretch of text, in order; ``shift`` is added to their offsets."""
        if not self:
            return []
        if not self.phrases and _PLAIN.fullmatch(text, start, len(text) if end is None else end):
            matches = self._pattern().finditer(text, start, len(text) if end is None else end)
            return [Span(match.start() + shift, match.end() + shift) for match in matches]
        found: list[Span] = []
        said = list(words(text, start, end))
        for place, word in enumerate(said):
            if word.text in self.words or (self.prefixes and word.text.startswith(self.prefixes)):
                found.append(Span(word.start + shift, word.end + shift))
            for phrase in self.phrases.get(word.text, ()):
                if _follows(phrase, said, place):
                    found.append(Span(word.start + shift, said[place + len(phrase.words) - 1].end + shift))
        return sorted(dict.fromkeys(found))

    def _pattern(self) -> re.Pattern[str]:
        """The words and prefixes as one expression, for texts where folding changes nothing but case."""
        if self._compiled is None:
            begun = "|".join(map(re.escape, sorted(self.prefixes)))
            whole = "|".join(map(re.escape, sorted(self.words)))
            parts = [rf"(?:{begun})[^\W_]*"] * bool(begun) + [rf"(?:{whole})(?![^\W_])"] * bool(whole)
            self._compiled = re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})", re.IGNORECASE | re.ASCII)
        return self._compiled


def _follows(phrase: Phrase, said: list[FoldedWord], place: int) -> bool:
    here = [word.text for word in said[place : place + len(phrase.words)]]
    if len(here) < len(phrase.words) or here[:-1] != list(phrase.words[:-1]):
        return False
    return here[-1].startswith(phrase.words[-1]) if phrase.prefix else here[-1] == phrase.words[-1]

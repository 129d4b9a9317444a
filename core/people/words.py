"""One sentence's words as a reader of names sees them: which are capitalised names, and how far a name runs."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.core.model import Span
from quoth.core.parse import Token
from quoth.core.people.names import PARTICLES, PREFIXES, SUFFIXES, Lexicon

_LONGEST_NAME = 7
_DOTTED = frozenset(
    ("U.S.", "U.N.", "U.K.", "E.U.")
)  # no part of a person's name: "told President Moss U.S. aid would"
_NICKNAME_MARKS = frozenset('“”"‘()')
_OPENING = frozenset("“\"‘'`([:;•—–-")


class Words:
    """A sentence's words with the questions that the grammar of names asks of them. ``at`` is a token's number."""

    def __init__(self, tokens: Sequence[Token], lex: Lexicon) -> None:
        self.tokens = tokens
        self.text = [token.text for token in tokens]
        self.low = [token.text.lower() for token in tokens]
        self.lex = lex
        self.size = len(tokens)

    def word(self, at: int) -> str:
        """The word in lower case; empty outside the sentence."""
        return self.low[at] if 0 <= at < self.size else ""

    def span(self, start: int, end: int) -> Span:
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def name(self, start: int, end: int) -> tuple[str, ...]:
        """The words of a name without a nickname's marks."""
        return tuple(word for word in self.text[start:end] if word not in _NICKNAME_MARKS)

    def definite(self, at: int) -> bool:
        """Whether "the" stands before the word."""
        return self.word(at - 1) == "the"

    def acronym(self, at: int) -> bool:
        """Whether the word is written in capitals only: NATO, PG&E; a given name in capitals is none."""
        word = self.text[at] if at < self.size else ""
        return 2 <= len(word) <= 8 and word.isupper() and word[0].isalpha() and self.low[at] not in self.lex.given

    def capital(self, at: int) -> bool:
        """Whether the word can be part of a name."""
        if at >= self.size:
            return False
        word, low = self.text[at], self.low[at]
        if not word[0].isupper():
            return self.joined(at)
        if low in self.lex.not_names and not (low in ("who", "us") and word.isupper() and len(word) > 1):
            return False
        if at == 0 or self.text[at - 1] in _OPENING:
            known = low in self.lex.given or low in self.lex.notables
            return known or self.tokens[at].tag in ("NNP", "NNPS") or self.acronym(at)
        return True

    def joined(self, at: int) -> bool:
        """Whether the word is a name that begins with a small particle: al-Sheikh, el-Sisi, d'Arcy."""
        word = self.text[at]
        head, mark, rest = word.partition("-")
        return (bool(mark) and head in PREFIXES and rest[:1].isupper()) or (
            word[:2] in ("d'", "d’") and word[2:3].isupper()
        )

    def suffix(self, at: int) -> int:
        """The end of ", Jr." or "III" at a word, or the word itself."""
        if self.word(at) == "," and self.word(at + 1) in ("jr.", "jr", "sr.", "sr"):
            return at + 2
        return at + 1 if self.word(at) in SUFFIXES else at

    def name_run(self, start: int) -> int:
        """The end of the capitalised words that start here; "bin", "de la" between them, "Jr." after them belong."""
        end = start
        while end < self.size and end - start < _LONGEST_NAME:
            if self.capital(end):
                begins = end > start and (self._title_begins(start, end) or self._office_of_place(end))
                if begins or (end > start and self.text[end] in _DOTTED):
                    break
                end += 1
            elif end > start and self.low[end] in PARTICLES and self._particles(end):
                end += 1
            elif end > start and self._nickname(end):
                end += 3
            else:
                break
        return self.suffix(end) if end > start else end

    def _title_begins(self, start: int, at: int) -> bool:
        """Whether a title word ends the name; it is a surname in "Angus King said"."""
        if self.low[at] not in self.lex.title_class or self.low[at - 1] in PARTICLES:
            return False
        return at > start + 1 or self.low[start] not in self.lex.given or self.capital(at + 1)

    def _office_of_place(self, at: int) -> bool:
        """Whether a country's adjective or the next person begins here: "Gretchen Whitmer Indiana Governor"."""
        place = self.lex.places.match(self.text, at)
        if place is None:
            return False
        demonym = place[1].form in ("adjective", "people") and self.low[at - 1] not in self.lex.given
        return demonym or self.word(place[0]) in self.lex.title_words

    def _nickname(self, at: int) -> bool:
        """Whether a nickname in marks stands inside a name: Benjamin “Benny” Gantz."""
        marks = self.word(at) in _NICKNAME_MARKS and self.word(at + 2) in _NICKNAME_MARKS
        return marks and self.capital(at + 1) and self.capital(at + 3)

    def _particles(self, at: int) -> bool:
        while self.word(at) in PARTICLES:
            at += 1
        return self.capital(at)

"""A sentence as the grammar of figures reads it: pieces of text, and the parts of speech around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from quoth.core.model import Span
from quoth.core.parse import Token

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_PIECE = re.compile(
    rf"""
      (?P<d>\d{{1,3}}(?:,\d{{2,3}})*,\d{{3}}(?:\.\d+)?(?!\d)   # 1,200.5 and 12,34,567
        | \d{{1,3}}(?:[ \u00a0\u202f]\d{{3}}){{2,}}(?!\d)      # 1 414 021 100
        | \d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)                   # 1.414.021.100
        | \d+(?:\.\d+)? | (?<![\w.])\.\d+)
    | (?P<f>[{VULGAR}])
    | (?P<w>[^\W\d_{VULGAR}]+)
    | (?P<m>\S)
    """,
    re.VERBOSE,
)
_DASHES = dict.fromkeys("-‐‑–—−", "-")


class Piece(NamedTuple):
    """A run of digits (``d``), a fraction sign (``f``), a word (``w``) or a mark (``m``); ``low`` is its lower case."""

    start: int
    end: int
    low: str
    kind: str


def cut(text: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """The pieces of a stretch of text; hyphens and dashes all read ``-``."""
    return [
        Piece(m.start(), m.end(), _DASHES.get(m.group(), m.group().lower()), m.lastgroup or "m")
        for m in _PIECE.finditer(text, start, len(text) if end is None else end)
    ]


class Tagged:
    """The tokens of one sentence, found by offset."""

    __slots__ = ("starts", "tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.starts = [token.start for token in tokens]

    def left(self, offset: int) -> int:
        """The last token that ends by an offset, -1 if none."""
        at = bisect_right(self.starts, offset) - 1
        while at >= 0 and self.tokens[at].end > offset:
            at -= 1
        return at

    def right(self, offset: int) -> int:
        """The token that an offset lies inside, else the first that begins there or later."""
        at = bisect_right(self.starts, offset - 1)
        return at - 1 if at and self.tokens[at - 1].end > offset else at

    def before(self, offset: int) -> str:
        """The tag of the last token that ends by the offset, "" if none."""
        return self.tag(self.left(offset))

    def after(self, offset: int) -> str:
        """The tag of the token that begins at or after the offset, or of the one it lies in; "" if none."""
        return self.tag(self.right(offset))

    def tag(self, at: int) -> str:
        """A token's tag, "" outside the sentence."""
        return self.tokens[at].tag if 0 <= at < len(self.tokens) else ""

    def low(self, at: int) -> str:
        """A token's lower case, "" outside the sentence."""
        return self.tokens[at].text.lower() if 0 <= at < len(self.tokens) else ""

    def noun(self, at: int) -> bool:
        """Whether a token is a noun; a mark that was taken for one is not."""
        return self.tag(at).startswith("NN") and any(map(str.isalpha, self.low(at)))


class Line:
    """The pieces of one sentence, with the document's text and the sentence's tags at hand.

    ``known`` is shared by the lines of a document: what was asked of the whole text before.
    """

    __slots__ = ("_known", "_tagged", "pieces", "size", "text", "tokens")

    def __init__(self, text: str, span: Span, tokens: Sequence[Token], known: dict[re.Pattern[str], bool]) -> None:
        self.text = text
        self._known = known
        self.pieces = cut(text, span.start, span.end)
        self.size = len(self.pieces)
        self.tokens = tokens
        self._tagged: Tagged | None = None

    @property
    def tagged(self) -> Tagged:
        """The tokens, arranged when first asked for."""
        if self._tagged is None:
            self._tagged = Tagged(self.tokens)
        return self._tagged

    def document_has(self, pattern: re.Pattern[str]) -> bool:
        """Whether the document has what a pattern finds; searched for once a document."""
        found = self._known.get(pattern)
        if found is None:
            found = self._known[pattern] = pattern.search(self.text) is not None
        return found

    def low(self, at: int) -> str:
        """The lower case of a piece, "" outside the sentence."""
        return self.pieces[at].low if 0 <= at < self.size else ""

    def kind(self, at: int) -> str:
        """The kind of a piece, "" outside the sentence."""
        return self.pieces[at].kind if 0 <= at < self.size else ""

    def raw(self, at: int) -> str:
        """A piece as it is written, "" outside the sentence."""
        if not 0 <= at < self.size:
            return ""
        piece = self.pieces[at]
        return self.text[piece.start : piece.end]

    def capital(self, at: int) -> bool:
        """Whether a piece begins with a capital letter."""
        return self.raw(at)[:1].isupper()

    def glued(self, at: int) -> bool:
        """Whether no blank stands between a piece and the one before it."""
        return 0 < at < self.size and self.pieces[at - 1].end == self.pieces[at].start

    def hyphen(self, at: int) -> bool:
        """Whether the piece is a hyphen that joins its neighbours."""
        return self.low(at) == "-" and self.glued(at) and self.glued(at + 1)

    def tag_before(self, at: int) -> str:
        """The part of speech of the word before a piece."""
        return self.tagged.tag(self.tagged.left(self.pieces[at].start)) if 0 <= at < self.size else ""

    def tag_from(self, at: int) -> str:
        """The part of speech of the word that begins with a piece or holds it, "" behind the last."""
        return self.tagged.tag(self.tagged.right(self.pieces[at].start)) if 0 <= at < self.size else ""

    def at_offset(self, at: int, offset: int) -> int:
        """The first piece from ``at`` on that begins at an offset or later."""
        while at < self.size and self.pieces[at].start < offset:
            at += 1
        return at

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.pieces[-1].end if self.pieces else 0

"""What every later stage reads: a document cut into paragraphs, sentences, tagged tokens and transcript turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from quoth.core.model import Document, Span


class Token(NamedTuple):
    """A word or mark with its offsets in the document and its part of speech (Penn Treebank tag)."""

    start: int
    end: int
    text: str
    tag: str


class Turn(NamedTuple):
    """One turn of a transcript: the speaker label ("MR. BURTON", "Q"; no colon) and all that is said in it."""

    label: Span
    body: Span


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence's span, the number of its paragraph, and its tokens."""

    span: Span
    paragraph: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Parse:
    """A document's structure. ``turns`` is empty where the text is no transcript."""

    document: Document
    paragraphs: tuple[Span, ...]
    sentences: tuple[ParsedSentence, ...]
    turns: tuple[Turn, ...]

    @property
    def text(self) -> str:
        return self.document.text

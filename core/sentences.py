"""From a document to its paragraphs, transcript turns, sentences and tagged tokens, all with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quoth.core.model import Document, Span
from quoth.core.parse import Parse, ParsedSentence
from quoth.core.tokens import is_abbreviation, tokenize
from quoth.core.turns import find_turns

_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9“])")


def parse(document: Document) -> Parse:
    """The structure of a document. A paragraph's end ends a sentence; a speaker label stands before its sentence."""
    text = document.text
    paragraphs = tuple(split_paragraphs(text))
    turns = find_turns(text, paragraphs)
    body_start = {turn.label.start: turn.body.start for turn in turns}
    sentences: list[ParsedSentence] = []
    for number, paragraph in enumerate(paragraphs):
        start = next(
            (
                body_start[at]
                for at in range(paragraph.start, min(paragraph.start + 4, paragraph.end))
                if at in body_start
            ),
            paragraph.start,
        )
        for span in split_sentences(text, Span(start, paragraph.end)):
            sentences.append(ParsedSentence(span, number, tokenize(text, span)))
    return Parse(document, paragraphs, tuple(sentences), turns)


def split_paragraphs(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        span = _strip(text, *match.span())
        if span.start < span.end:
            yield span


def split_sentences(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for match in _BREAK.finditer(text, paragraph.start, paragraph.end):
        word = text[max(start, match.start() - 20) : match.start()].rpartition(" ")[2].lstrip("(\"'“‘[")
        if match.group() == "." and (is_abbreviation(word) or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word)):
            continue
        yield _strip(text, start, match.end())
        start = match.end()
    last = _strip(text, start, paragraph.end)
    if last.start < last.end:
        yield last


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)

"""From a document to its paragraphs, transcript turns, sentences and tagged tokens, all with exact offsets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoth.core.model import Document, Span
from quoth.core.parse import Parse, ParsedSentence, Turn
from quoth.core.segment.boundaries import split_sentences
from quoth.core.segment.paragraphs import split_paragraphs
from quoth.core.segment.tokens import tokenize
from quoth.core.segment.turns import find_turns


def parse(document: Document) -> Parse:
    """The structure of a document. A paragraph's end ends a sentence; a speaker label stands before its sentence."""
    text = document.text
    paragraphs = tuple(split_paragraphs(text))
    turns = find_turns(text, paragraphs)
    sentences = tuple(
        ParsedSentence(span, number, tokenize(text, span)) for number, span in find_sentences(text, paragraphs, turns)
    )
    return Parse(document, paragraphs, sentences, turns)


def find_sentences(text: str, paragraphs: Sequence[Span], turns: Sequence[Turn]) -> Iterator[tuple[int, Span]]:
    """Every sentence with the number of its paragraph, in text order."""
    said = iter(turns)
    turn = next(said, None)
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.start
        while turn is not None and turn.label.start < paragraph.end:
            before = Span(start, turn.label.start)
            if any(map(str.isalnum, before.of(text))):
                yield from ((number, span) for span in split_sentences(text, before))
            start = min(turn.body.start, paragraph.end)
            turn = next(said, None)
        for span in split_sentences(text, Span(start, paragraph.end)):
            yield number, span

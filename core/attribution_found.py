"""Finding what is said: each cue with its content and its source mention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quoth.core.cues import cue_lexicon
from quoth.core.marks import Quoted
from quoth.core.model import Span
from quoth.core.parse import Parse, ParsedSentence


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution before its speaker is known. ``talk``: a conversation is named without its content."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: Span | None = None
    probability: float = 1.0
    talk: bool = False
    turn: bool = False


def find_said(parse: Parse, marks: Sequence[Quoted]) -> Iterator[Found]:
    """Every attribution of the text, in no particular order."""
    for turn in parse.turns:
        if turn.body.start < turn.body.end:
            yield Found((turn.body,), source=turn.label, turn=True, probability=0.95)
    bodies = [turn.body for turn in parse.turns]
    for sentence in parse.sentences:
        if not any(body.overlaps(sentence.span) for body in bodies):
            yield from _in_sentence(sentence, marks)


def _in_sentence(sentence: ParsedSentence, marks: Sequence[Quoted]) -> Iterator[Found]:
    tokens = sentence.tokens
    verbs = cue_lexicon().verbs
    cues = [i for i, t in enumerate(tokens) if t.tag in ("VBD", "VBZ", "VBP") and t.text.lower() in verbs]
    cues = [i for i in cues if not any(m.span.holds(Span(tokens[i].start, tokens[i].end)) for m in marks)]
    quoted = [m.span for m in marks if m.span.overlaps(sentence.span)]
    for n, i in enumerate(cues):
        end = next((j - 1 for j in cues[n + 1 :]), len(tokens) - 1)
        source = _source_before(sentence, i)
        if quoted and quoted[0].start < tokens[i].start:
            content = quoted[0]
        elif i + 1 < end:
            content = Span(tokens[i + 1].start, tokens[end - 1].end)
        else:
            continue
        yield Found((content,), (Span(tokens[i].start, tokens[i].end),), source, 0.5)


def _source_before(sentence: ParsedSentence, cue: int) -> Span | None:
    at = cue - 1
    while at >= 0 and not sentence.tokens[at].tag.startswith(("NN", "PRP")):
        at -= 1
    end = at
    while at >= 0 and sentence.tokens[at].tag.startswith(("NN", "PRP", "DT", "JJ", "CC")):
        at -= 1
    return Span(sentence.tokens[at + 1].start, sentence.tokens[end].end) if end >= 0 and end > at else None

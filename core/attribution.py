"""Who said what: cue, content and source, then speakers, act and confidence, and the speech of every sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from quoth.core.acts import act_of
from quoth.core.attribution_found import Found, find_said
from quoth.core.attribution_model import Model, shipped_model
from quoth.core.attribution_words import Words
from quoth.core.marks import Quoted, pair_marks
from quoth.core.model import Quote, QuoteKind, Speech
from quoth.core.parse import Parse
from quoth.core.people import People


@dataclass(frozen=True, slots=True)
class Attribution:
    """The quotes in text order, and for each sentence of the parse its speech and its speakers' ids."""

    quotes: tuple[Quote, ...]
    sentences: tuple[tuple[Speech, tuple[str, ...]], ...]


def attribute(parse: Parse, people: People, model: Model | None = None) -> Attribution:
    """Find everything that somebody is reported to say, and whose words or views each sentence reports."""
    marks = pair_marks(parse.text, parse.paragraphs)
    words = Words(parse, marks)
    found = sorted(find_said(words, model or shipped_model()), key=lambda said: said.source or said.content[0])
    speakers = people.resolve([said.source for said in found])
    quotes = [_quote(parse, marks, said, who) for said, who in zip(found, speakers, strict=True)]
    spoken = [(quote, said.talk) for quote, said in zip(quotes, found, strict=True)]
    return Attribution(
        tuple(sorted((quote for quote, talk in spoken if not talk), key=lambda quote: quote.content)),
        tuple(_sentence(parse, spoken)),
    )


def _quote(parse: Parse, marks: Sequence[Quoted], said: Found, speakers: tuple[str, ...]) -> Quote:
    return Quote(
        kind=_kind(parse.text, marks, said),
        content=said.content,
        cue=said.cue,
        source=(said.source,) if said.source else (),
        speakers=speakers,
        act=act_of(parse, said),
        confidence=said.probability,
    )


def _kind(text: str, marks: Sequence[Quoted], said: Found) -> QuoteKind:
    """Direct where all words of the content stand in quotation marks, mixed where some do."""
    if said.turn:
        return "direct"
    inside = outside = False
    for part in said.content:
        at = part.start
        first = max(bisect_right(marks, part.start, key=lambda mark: mark.span.start) - 1, 0)
        for mark in marks[first:]:
            if mark.span.start >= part.end:
                break
            if not mark.span.overlaps(part):
                continue
            outside |= any(map(str.isalnum, text[at : mark.span.start]))
            inside = True
            at = max(at, mark.span.end)
        outside |= any(map(str.isalnum, text[at : part.end]))
    if inside:
        return "mixed" if outside else "direct"
    return "indirect"


def _sentence(parse: Parse, spoken: Sequence[tuple[Quote, bool]]) -> list[tuple[Speech, tuple[str, ...]]]:
    """Each sentence's speech and speakers: those of the quotes that reach into it."""
    ends = [sentence.span.end for sentence in parse.sentences]
    kinds: list[set[str]] = [set() for _ in ends]
    speakers: list[dict[str, None]] = [{} for _ in ends]
    for quote, _ in spoken:
        for part in quote.content or quote.cue:
            index = bisect_right(ends, part.start)
            last = bisect_left(ends, part.end)
            for at in range(index, min(last + 1, len(ends))):
                kinds[at].add(quote.kind)
                speakers[at].update(dict.fromkeys(quote.speakers))
    speech = [next(iter(kind)) if len(kind) == 1 else "mixed" if kind else "none" for kind in kinds]
    return [(cast(Speech, kind), tuple(who)) for kind, who in zip(speech, speakers, strict=True)]

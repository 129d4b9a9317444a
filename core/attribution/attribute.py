"""Who said what: cue, content and source, then speakers, act and confidence, and the speech of every sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quoth.core.attribution.acts import act_features, best_act, shown_act
from quoth.core.attribution.confidence import confidence, confidence_features
from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.find import find_said, style_of
from quoth.core.attribution.found import Found
from quoth.core.attribution.joining import join_followers
from quoth.core.attribution.marks import Quoted, pair_marks
from quoth.core.attribution.model import Model, shipped_model
from quoth.core.attribution.requests import is_request
from quoth.core.attribution.shapes import opening_turn
from quoth.core.attribution.words import Words
from quoth.core.model import Act, Quote, QuoteKind, Span, Speech
from quoth.core.parse import Parse
from quoth.core.people.find import People

LEAST_CONFIDENCE = 0.3  # below this what a cue brings is more often wrong than it helps


@dataclass(frozen=True, slots=True)
class Attribution:
    """The quotes in text order, and for each sentence of the parse its speech and its speakers' ids."""

    quotes: tuple[Quote, ...]
    sentences: tuple[tuple[Speech, tuple[str, ...]], ...]


def attribute(parse: Parse, people: People, model: Model | None = None) -> Attribution:
    """Find everything that somebody is reported to say, and whose words or views each sentence reports.

    ``model`` is what was learned (default: what ships). Works on any text; time grows with its length.
    """
    model = model or shipped_model()
    words = Words(parse, pair_marks(parse.text, parse.paragraphs))
    style = style_of(words, model)
    found = find_all(words, people, model, style)
    told: list[tuple[Found, Quote]] = []
    for said, speakers in zip(found, people.resolve([said.source for said in found]), strict=True):
        quote = _quote(words, model, said, speakers, [people.kind(speaker) for speaker in speakers], style)
        doubtful = said.head >= 0 and not said.talk and quote.confidence < LEAST_CONFIDENCE
        if doubtful and not is_request(words, said.head):
            if words.low[said.head] not in cue_lexicon().talk:
                continue
            said = replace(said, talk=True)  # who discussed is clear, what was said is not
        told.append((said, quote))
    told.sort(key=lambda pair: pair[1].content)
    return Attribution(tuple(quote for said, quote in told if not said.talk), tuple(_sentences(words, told)))


def find_all(words: Words, people: People, model: Model, style: str) -> list[Found]:
    """Every attribution of a text in the order of their sources, quotations without a cue of their own included."""
    found: list[Found] = []
    label = people.opening_label
    if label is not None and (opening := opening_turn(words)):
        found.append(Found((words.begin_turn(opening),), source=label, turn=True, probability=0.5))
    found += join_followers(words, find_said(words, model, style), people.places)
    return sorted(found, key=lambda said: said.source or said.content[0])


def _quote(
    words: Words, model: Model, said: Found, speakers: tuple[str, ...], kinds: Sequence[str], style: str
) -> Quote:
    features = [] if said.talk else confidence_features(words, said, kinds, style)
    return Quote(
        kind=_kind(words.parse.text, words.marks, said),
        content=said.content,
        cue=said.cue,
        source=(said.source,) if said.source else (),
        speakers=speakers,
        act=_act(words, model, said),
        confidence=confidence(features, model.confidence),
    )


def _act(words: Words, model: Model, said: Found) -> Act:
    if said.turn or not said.content:
        return "state"
    act = best_act(act_features(words, said.head, said.source, said.content), model.acts)
    return shown_act(words, said.head, said.content, act)


def _kind(text: str, marks: Sequence[Quoted], said: Found) -> QuoteKind:
    """Direct where all words of the content stand in quotation marks (or in a turn or statement), mixed where some do."""
    if said.turn or said.stated:
        return "direct"
    inside = outside = False
    for part in said.content:
        at = part.start
        first = max(bisect_right(marks, part.start, key=lambda mark: mark.span.start) - 1, 0)
        for mark in map(marks.__getitem__, range(first, len(marks))):
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


def _sentences(words: Words, told: Sequence[tuple[Found, Quote]]) -> Iterator[tuple[Speech, tuple[str, ...]]]:
    """Each sentence's speech and speakers: those of the quotes that reach into it.

    What is reported inside a turn or a quotation does not count: there everything is said by who has the floor.
    """
    starts = [sentence.span.start for sentence in words.parse.sentences]
    ends = [sentence.span.end for sentence in words.parse.sentences]
    kinds: list[dict[Speech, None]] = [{} for _ in ends]
    speakers: list[dict[str, None]] = [{} for _ in ends]
    outer = [part for said, quote in told if said.head < 0 or words.region[said.head] < 0 for part in quote.content]
    outer.sort()
    for said, quote in told:
        if _nested(words, said, outer):
            continue
        for part in quote.content or quote.cue:
            for at in range(bisect_right(ends, part.start), bisect_left(starts, part.end)):
                if said.turn and _is_note(words, at):
                    continue
                kinds[at][quote.kind] = None
                speakers[at].update(dict.fromkeys(quote.speakers))
    for kind, who in zip(kinds, speakers, strict=True):
        yield (next(iter(kind)) if len(kind) == 1 else "mixed" if kind else "none"), tuple(who)


def _is_note(words: Words, sentence: int) -> bool:
    """Whether a sentence of a transcript is the clerk's: "(Laughter.)" """
    first, last = words.first[sentence], words.first[sentence + 1] - 1
    return first < last and words.low[first] == "(" and words.low[last] == ")"


def _nested(words: Words, said: Found, outer: Sequence[Span]) -> bool:
    """Whether a cue stands in a transcript's turn or in a quotation that is itself attributed."""
    if said.head < 0:
        return False
    if words.in_turn[words.sentence[said.head]]:
        return True
    start = words.tokens[said.head].start
    at = bisect_right(outer, start, key=lambda part: part.start) - 1
    return words.region[said.head] >= 0 and at >= 0 and start < outer[at].end

"""Parts of one quotation put together: what goes on after the cue, over sentences and paragraphs, without a cue of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quoth.core.attribution.found import Found
from quoth.core.attribution.words import Words
from quoth.core.model import Span

MAX_PARTS = 40


def join_followers(words: Words, found: Iterable[Found]) -> list[Found]:
    """Each attribution with the quoted sentences that follow it: "A," he said. "B." is one quote of two parts.

    A follower stands wholly in quotation marks, right after a sentence that the quote reaches with quoted words, and
    belongs to no other quote. (In PolNeAR 97 of 100 such sentences are part of the quote before.)
    """
    attributions = list(found)
    taken = {region for said in attributions for span in said.content for region in _regions(words, span)}
    joined = [_with_followers(words, said, taken) if _quotes(words, said) else said for said in attributions]
    return joined + [said for before in reversed(joined) for said in _left_alone(words, before, taken)]


def _quotes(words: Words, said: Found) -> bool:
    """Whether a cue outside quotation marks brings quoted words."""
    if said.turn or said.head < 0 or words.region[said.head] >= 0:
        return False
    return any(True for span in said.content for _ in _regions(words, span))


def _regions(words: Words, span: Span) -> Iterable[int]:
    i = words.at(span.start)
    while i < len(words) and words.tokens[i].start < span.end:
        if words.region[i] >= 0:
            yield words.region[i]
            i = words.extent[words.region[i]][1]
        i += 1


def _with_followers(words: Words, said: Found, taken: set[int]) -> Found:
    followers = _followers(words, said, taken)
    return replace(said, content=said.content + followers) if followers else said


def _left_alone(words: Words, before: Found, taken: set[int]) -> Iterator[Found]:
    """A quotation without a cue after reported speech in the same paragraph: its own quote, by the same source."""
    if before.head < 0 or before.talk or words.region[before.head] >= 0 or _quotes(words, before):
        return
    paragraph = words.parse.sentences[words.sentence[before.head]].paragraph
    content = tuple(
        span
        for span in _followers(words, before, taken)
        if words.parse.sentences[words.sentence[words.at(span.start)]].paragraph == paragraph
    )
    if content:
        yield Found(content, source=before.source, probability=0.5)


def _followers(words: Words, said: Found, taken: set[int]) -> tuple[Span, ...]:
    """The quoted stretches of the sentences that follow and stand wholly in quotation marks; they are taken from now on."""
    parts: list[Span] = []
    end = max(span.end for span in (*said.content, *said.cue))
    sentence = words.sentence[words.at(end - 1)] + 1
    while sentence + 1 < len(words.first) and len(parts) < MAX_PARTS:
        first = words.first[sentence]
        if first >= len(words) or words.first[sentence + 1] == first:
            break
        region = words.region[first]
        if region < 0 or region in taken or words.extent[region][0] != first or words.in_turn[sentence]:
            break
        last = words.extent[region][1]
        sentence = words.sentence[last] + 1
        if any(token.text.isalnum() for token in words.tokens[last + 1 : words.first[sentence]]):
            break
        taken.add(region)
        parts.append(words.span(first, last))
    return tuple(parts)

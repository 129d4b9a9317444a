"""Parts of one quotation put together: what goes on after the cue, over sentences and paragraphs, without a cue of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quoth.core.attribution_found import Found
from quoth.core.attribution_words import Words
from quoth.core.model import Span

MAX_PARTS = 40


def join_followers(words: Words, found: Iterable[Found]) -> list[Found]:
    """Each attribution with the quoted sentences that follow it: "A," he said. "B." is one quote of two parts.

    A follower stands wholly in quotation marks, right after a sentence that the quote reaches with quoted words, and
    belongs to no other quote. (In PolNeAR 97 of 100 such sentences are part of the quote before.)
    """
    attributions = list(found)
    taken = {region for said in attributions for span in said.content for region in _regions(words, span)}
    return [_with_followers(words, said, taken) if _quotes(words, said) else said for said in attributions]


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
    parts = list(said.content)
    end = max(parts[-1].end, said.cue[-1].end if said.cue else 0)
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
    return replace(said, content=tuple(parts)) if len(parts) > len(said.content) else said

"""From the tagger's labels to the content of a cue: its parts without loose marks, whole clauses and whole lists."""

from __future__ import annotations

from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.lists import whole_list
from quoth.core.attribution.spans import MAX_UNITS, Unit, Window
from quoth.core.attribution.words import Words
from quoth.core.model import Span

LOOSE = frozenset(",.;:-—")  # marks that belong to no part when they stand at its edge
_JOINING = frozenset(("and", "but", "while"))
_ACTIVE = ("VBD", "VBZ", "VBP")


def parts_of(words: Words, window: Window, labels: str, label: str) -> tuple[Span, ...]:
    """The stretches of one label, without the marks and spaces at their edges that belong to nobody."""
    found: list[Span] = []
    loose = LOOSE | {"(", ")"} if label == "K" else LOOSE
    size = len(labels)
    j = 0
    while j < size:
        if labels[j] != label:
            j += 1
            continue
        first = j
        while j < size and labels[j] == label:
            j += 1
        last = j - 1
        while last > first and window.units[last].word in loose:
            last -= 1
        while first < last and window.units[first].word in loose:
            first += 1
        if any(unit.tag[0].isalpha() for unit in window.units[first : last + 1]):
            found.append(words.span(window.units[first].first, window.units[last].last))
    return tuple(found)


def after_cue(words: Words, head: int, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The parts of the content that follow the cue."""
    cue = words.tokens[head].start
    return tuple(span for span in content if span.start > cue)


def content_of_we(words: Words, head: int, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """What follows the verb of "we"; the rest of its sentence where the tagger found nothing."""
    last = words.first[words.sentence[head] + 1] - 1
    return after_cue(words, head, content) or (words.span(min(head + 1, last), last),)


def with_object(words: Words, first: int | None, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content from whom a request asks, whose first token is given: "asked [Norway] to help"."""
    if first is None or not words.tokens[first].start < content[0].start:
        return content
    return (Span(words.tokens[first].start, content[0].end), *content[1:])


def is_bare(words: Words, head: int, window: Window, labels: str) -> bool:
    """Whether the content is nothing but a noun phrase right before an active verb, which must be its subject."""
    at = window.cue
    if "C" not in labels[:at] or "C" in labels[at:] or words.tags[head] not in _ACTIVE:
        return False
    last = labels.rindex("C")
    content = [unit for unit, label in zip(window.units, labels, strict=True) if label == "C"]
    apart = any(unit.word in LOOSE for unit in window.units[last:at])
    follows = words.low[head + 1][:1].isalnum()
    return (follows or not apart) and not any(map(_is_clause, content))


def _is_clause(unit: Unit) -> bool:
    return unit.tag in (*_ACTIVE, "MD") or unit.tag[0] == "Q"


def whole_content(
    words: Words, head: int, content: tuple[Span, ...], cue: tuple[Span, ...], source: Span | None
) -> tuple[Span, ...]:
    """The content with the rest of an interrupted clause, and with the rest of a list that it ends in."""
    if len(content) > 1 and words.low[words.at(content[0].start)] == "it" and content[0].end - content[0].start == 2:
        content = content[1:]  # "It was announced that ..."
    first, end = words.at(content[0].start), words.first[words.sentence[head] + 1] - 1
    if len(content) == 1 and words.at(content[0].end - 1) == first > head and words.low[first] in cue_lexicon().days:
        content = (words.span(first + 1, end - 1),) if first + 1 < end else content  # "announced today more aid"
    content = _resumed(words, head, content, cue, source)
    last = content[-1]
    if last.start > words.tokens[head].start and words.region[words.at(last.end - 1)] < 0:
        return (*content[:-1], whole_list(words, last))
    return content


def _resumed(
    words: Words, head: int, content: tuple[Span, ...], cue: tuple[Span, ...], source: Span | None
) -> tuple[Span, ...]:
    """The content with the rest of a clause that cue and source interrupt: "The army, Berg said, is ready." """
    end = words.first[words.sentence[head] + 1] - 1
    last = max([head, *(words.at(span.end - 1) for span in (*cue, source) if span is not None)])
    verb = last + 3 if words.tags[last + 2 : last + 3] == ["RB"] else last + 2
    resumes = verb < end and words.low[last + 1] == "," and words.tags[verb] in ("VBZ", "VBD", "VBP", "MD")
    if not resumes or words.region[verb] >= 0 or content[-1].end > words.tokens[head].start:
        return content
    if words.low[words.at(content[-1].end - 1) + 1] != ",":
        return content
    end = min(end, verb + MAX_UNITS)
    stops = (
        i for i in range(verb, end) if words.low[i] == ";" or (words.low[i] == "," and words.low[i + 1] in _JOINING)
    )
    return (*content, words.span(last + 2, next(stops, end) - 1))

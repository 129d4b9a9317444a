"""Finding what is said: each cue with its content and its source mention."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from quoth.core.attribution.cue_finder import cue_features, is_candidate
from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.found import Found
from quoth.core.attribution.lists import whole_list
from quoth.core.attribution.model import Model
from quoth.core.attribution.shapes import find_shapes
from quoth.core.attribution.spans import (
    MAX_UNITS,
    Window,
    decode,
    emissions,
    span_features,
    window_of,
    with_content,
    with_content_after,
)
from quoth.core.attribution.statements import statement_cues
from quoth.core.attribution.words import Words
from quoth.core.model import Span

CUE_THRESHOLD = 0.3
JOINED_THRESHOLD = 0.1  # of a participle that goes on after another cue: ", urging them to ..."
TALK_THRESHOLD = 0.45
_LEAST_WORDS = 150  # fewer tell less of a text's style
SURE_CUE = 0.5  # from here on a cue has content, also where the tagger would rather see none
STYLE_THRESHOLD = -0.5
_JOINING = frozenset(("and", "but", "while"))
_LOOSE = frozenset(",.;:-—")  # marks that belong to no part when they stand at its edge


def style_of(words: Words, model: Model) -> str:
    """ "press" for newspaper prose, "report" for readouts, short reports and transcripts."""
    if not model.style or words.parse.turns:
        return "report"
    get = model.style.get
    score = sum(get(word, 0.0) for word in words.low) / max(len(words), _LEAST_WORDS) + model.style[""]
    return "press" if score < STYLE_THRESHOLD else "report"


def find_cues(words: Words, model: Model, style: str) -> dict[int, tuple[float, bool]]:
    """Each likely cue word with its probability, and whether it only names a conversation."""
    weights, talk = model.cues[style].get, model.talk.get
    talk_words = cue_lexicon().talk
    found: dict[int, tuple[float, bool]] = {}
    sentence = -1  # the last one with a cue
    for i in range(len(words)):
        if not is_candidate(words, i, model.vocabulary):
            continue
        features = cue_features(words, i)
        score = sum(weights(feature, 0.0) for feature in features)
        talking = sum(talk(feature, 0.0) for feature in features) if words.low[i] in talk_words else -9.0
        probability = 1 / (1 + exp(-max(min(score, 30.0), -30.0)))
        likely = 1 / (1 + exp(-max(min(talking, 30.0), -30.0)))
        joined = words.tags[i] == "VBG" and words.low[i - 1] in (",", "and") and words.sentence[i] == sentence
        if probability >= (JOINED_THRESHOLD if joined else CUE_THRESHOLD) and probability >= likely - probability:
            found[i] = (probability, False)
            sentence = words.sentence[i]
        elif likely >= TALK_THRESHOLD:
            found[i] = (likely, True)
    return found


def find_said(words: Words, model: Model, style: str) -> Iterator[Found]:
    """Every attribution of the text: the turns of a transcript, then cue by cue."""
    for turn in words.parse.turns:
        if turn.body.start < turn.body.end:
            yield Found((turn.body,), source=turn.label, turn=True, probability=0.97)
    cues = find_cues(words, model, style)
    for said in find_shapes(words):
        cues.pop(said.head, None)
        yield said
    stated = statement_cues(words)
    cues = dict(sorted({**cues, **dict.fromkeys(stated, (0.97, False))}.items()))
    heads = set(cues)
    before: dict[int, str] = {}
    sentence, speaker = -1, None
    for head, (probability, talk) in cues.items():
        if words.sentence[head] != sentence:
            sentence, before, speaker = words.sentence[head], {}, None
        window = window_of(words, head)
        rows = span_features(words, window, heads, before)
        scores = emissions(rows, model.spans)
        labels, margin = decode(scores, model.transitions, window.cue)
        if "C" not in labels and not talk and probability >= SURE_CUE:
            labels, margin = decode(with_content(scores, window.cue), model.transitions, window.cue)
        if _needs_object(words, head, window, labels):
            labels, margin = decode(with_content_after(scores, window.cue), model.transitions, window.cue)
        before = {unit.first: label for unit, label in zip(window.units, labels, strict=True)}
        content = _spans(words, window, labels, "C")
        source = _source(words, window, labels)
        cue = _spans(words, window, labels, "K")
        if speaker is not None and words.tags[head] == "VBG" and words.low[head - 1] == ",":
            source = speaker  # "Berg thanked Norway, adding that ..."
        elif words.region[head] < 0:
            speaker = source
        if head in stated:
            we = words.tokens[stated[head]]
            yield Found(_content_of_we(words, head, content), cue, Span(we.start, we.end), head=head, stated=True)
        elif talk:
            yield Found((), cue, source, probability, head, margin, talk=True)
        elif content:
            if _is_passive(words, head):
                content = _after(words, head, content) or content
                source = _teller(words, head) or source
            content = _resumed(words, head, content, cue, source)
            if content[-1].start > words.tokens[head].start and words.region[words.at(content[-1].end - 1)] < 0:
                content = (*content[:-1], whole_list(words, content[-1]))
            yield Found(content, cue, source, probability, head, margin, _edge(scores, labels))


def _content_of_we(words: Words, head: int, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """What follows the verb of "we"; the rest of its sentence where the tagger found nothing."""
    last = words.first[words.sentence[head] + 1] - 1
    return _after(words, head, content) or (words.span(min(head + 1, last), last),)


def _is_passive(words: Words, head: int) -> bool:
    """Whether who stands before the cue is the one who hears: "reporters were told"."""
    return words.tags[head] == "VBN" and words.lemma[head] in cue_lexicon().hearers


def _after(words: Words, head: int, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The parts of the content that follow the cue."""
    cue = words.tokens[head].start
    return tuple(span for span in content if span.start > cue)


def _needs_object(words: Words, head: int, window: Window, labels: str) -> bool:
    """Whether the content is a bare noun phrase before an active verb that goes on: "The minister announced a plan." """
    at = window.cue
    if "C" not in labels[:at] or "C" in labels[at:] or words.tags[head] not in ("VBD", "VBZ", "VBP"):
        return False
    tags = [unit.tag for unit, label in zip(window.units, labels[:at], strict=False) if label == "C"]
    return words.low[head + 1][:1].isalnum() and not any(tag[:2] in ("VB", "MD") or tag[0] == "Q" for tag in tags)


def _resumed(
    words: Words, head: int, content: tuple[Span, ...], cue: tuple[Span, ...], source: Span | None
) -> tuple[Span, ...]:
    """The content with the rest of a clause that cue and source interrupt: "The army, Berg said, is ready." """
    end = words.first[words.sentence[head] + 1] - 1
    last = words.at(max(span.end for span in (*cue, source) if span is not None) - 1)
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


def _teller(words: Words, head: int) -> Span | None:
    """Who tells in "were told by the spokeswoman that ...": the noun phrase after "by"."""
    first, end = head + 2, words.first[words.sentence[head] + 1]
    if first >= end or words.low[head + 1] != "by":
        return None
    last = first
    while last + 1 < end and words.tags[last + 1][:2] in ("NN", "JJ", "DT", "PR", "PO"):
        last += 1
    return words.span(first, last)


def _source(words: Words, window: Window, labels: str) -> Span | None:
    """The source mention, up to its last noun: what a verb or a day adds at its end belongs to the clause."""
    first, last = labels.find("S"), labels.rfind("S")
    if first < 0:
        return None
    units, days = window.units, cue_lexicon().days
    while last > first and (units[last].tag[:2] == "VB" or units[last].word in days or units[last].word in _LOOSE):
        last -= 1
    if last + 1 < len(units) and units[last + 1].word == ")" and "(" in (unit.word for unit in units[first : last + 1]):
        last += 1
    return _principal(words, units[first].first) or words.span(units[first].first, units[last].last)


def _principal(words: Words, first: int) -> Span | None:
    """Who speaks in "The United States, represented by Ambassador Lee, announced": not who stands after "by"."""
    start = words.first[words.sentence[first]]
    by = next((i for i in range(first, max(first - MAX_UNITS, start), -1) if words.low[i] == "by"), start)
    deputy = by - start > 2 and words.low[by - 1] in cue_lexicon().deputies and words.low[by - 2] == ","
    return words.span(start, by - 3) if deputy else None


def _edge(scores: list[list[float]], labels: str) -> float:
    """How clear the content's two ends are: the smaller lead of its first and last unit over being outside."""
    first, last = labels.index("C"), labels.rindex("C")
    return min(scores[first][2] - scores[first][0], scores[last][2] - scores[last][0])


def _spans(words: Words, window: Window, labels: str, label: str) -> tuple[Span, ...]:
    """The stretches of one label, without the marks and spaces at their edges that belong to nobody."""
    found: list[Span] = []
    loose = _LOOSE | {"(", ")"} if label == "K" else _LOOSE
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

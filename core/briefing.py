"""From a document to its briefing: the way of the data, from top to bottom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quoth.core.attribution.attribute import attribute
from quoth.core.model import Briefing, Document, Quote, Sentence, Span, Subject, TopicScore
from quoth.core.numbers.find import find_numbers
from quoth.core.people.find import find_people
from quoth.core.segment.sentences import parse
from quoth.core.subjects.find import find_subjects
from quoth.core.topics.tag import TopicTable, tag_topics


def brief(document: Document, topics: TopicTable | None = None) -> Briefing:
    """Analyse a document: its sentences, speakers, quotes, numbers and subjects.

    ``topics`` is the topic table to tag with (default: the one that ships). Works on any text, also an empty one.
    """
    parsed = parse(document)
    people = find_people(parsed)
    said = attribute(parsed, people)
    scores = tag_topics(parsed, topics)
    speakers = people.speakers(_used(said.quotes, said.sentences))
    subjects = find_subjects(parsed, speakers)
    spans = [sentence.span for sentence in parsed.sentences]
    about = _subjects_of(spans, subjects)
    sentences = tuple(
        Sentence(sentence.span, sentence.paragraph, speech, speaker_ids, topic_scores, subject_ids)
        for sentence, (speech, speaker_ids), topic_scores, subject_ids in zip(
            parsed.sentences, said.sentences, scores, about, strict=True
        )
    )
    quotes = tuple(replace(quote, topics=_topics_of(quote, spans, scores)) for quote in said.quotes)
    return Briefing(document, sentences, speakers, quotes, find_numbers(parsed), subjects)


def _used(quotes: Iterable[Quote], sentences: Iterable[tuple[str, tuple[str, ...]]]) -> set[str]:
    said = (quote.speakers for quote in quotes)
    told = (speakers for _, speakers in sentences)
    return {speaker for group in (*said, *told) for speaker in group}


def _subjects_of(spans: Sequence[Span], subjects: Iterable[Subject]) -> list[tuple[str, ...]]:
    """For each sentence the ids of the subjects that it mentions, in the order of their first mention."""
    places = sorted((mention, subject.id) for subject in subjects for mention in subject.mentions)
    found: list[dict[str, None]] = [{} for _ in spans]
    at = 0
    for mention, subject_id in places:
        while at < len(spans) and spans[at].end <= mention.start:
            at += 1
        if at < len(spans) and spans[at].overlaps(mention):
            found[at][subject_id] = None
    return [tuple(ids) for ids in found]


def _topics_of(quote: Quote, spans: Sequence[Span], scores: Sequence[Sequence[TopicScore]]) -> tuple[str, ...]:
    """The topics of the sentences that a quote's content stands in, best first."""
    best: dict[str, float] = {}
    for part in quote.content:
        for index in _overlapping(spans, part):
            for topic, score in scores[index]:
                best[topic] = max(best.get(topic, 0.0), score)
    return tuple(sorted(best, key=lambda topic: -best[topic]))


def _overlapping(spans: Sequence[Span], part: Span) -> Iterable[int]:
    index = max(bisect_right(spans, part.start, key=lambda span: span.start) - 1, 0)
    while index < len(spans) and spans[index].start < part.end:
        if spans[index].overlaps(part):
            yield index
        index += 1

"""Why a sentence has its topics: the words that spoke for each."""

from __future__ import annotations

from itertools import islice

from quoth.core.model import Briefing, Sentence, TopicScore
from quoth.core.topics.table import TopicTable
from quoth.core.topics.tag import explain
from quoth.tui.screens.sheet import Paragraph

MOST_WORDS = 8


def why_topics(briefing: Briefing, index: int, table: TopicTable) -> list[Paragraph]:
    """The topics of the sentence of that index, surest first, each with the words that spoke for it."""
    sentence = briefing.sentences[index]
    paragraphs: list[Paragraph] = [(" ".join(sentence.span.of(briefing.document.text).split()), ""), ("", "")]
    for topic in sentence.topics:
        known = table.by_id.get(topic.id)
        paragraphs.append((f"{known.label if known else topic.id}   {topic.score:.0%} sure", "key"))
        paragraphs.append((f"  {_reasons(briefing, index, topic, table)}", ""))
    if not sentence.topics:
        paragraphs.append(("No topic: nothing in it speaks for one.", ""))
    return paragraphs


def _reasons(briefing: Briefing, index: int, topic: TopicScore, table: TopicTable) -> str:
    text = briefing.document.text
    reasons = explain(text, [sentence.span for sentence in briefing.sentences], index, topic.id, table)
    words = [f"{reason.span.of(text)} +{reason.weight:.1f}" for reason in islice(reasons, MOST_WORDS)]
    if words:
        return "by its words: " + ", ".join(words)
    below = _narrower(briefing.sentences[index], topic, table)
    return f"as part of {below}" if below else "by the sentences around it: the story goes on"


def _narrower(sentence: Sentence, topic: TopicScore, table: TopicTable) -> str:
    """The labels of the sentence's topics that bring this one along, joined."""
    found = (table.by_id[other.id] for other in sentence.topics if other.id in table.by_id)
    return ", ".join(known.label for known in found if known.parent == topic.id)

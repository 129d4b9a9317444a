"""Why a sentence has its topics: the words that spoke for each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from quoth.core.model import Briefing, TopicScore
from quoth.core.topics.table import TopicTable
from quoth.core.topics.tag import Reason, explain
from quoth.store.interface import Library
from quoth.tui.screens.sheet import Paragraph

MOST_WORDS = 8


def why_topics(library: Library, briefing: Briefing, index: int) -> list[Paragraph]:
    """The topics of the sentence of that index, surest first, each with the words that spoke for it."""
    table, text, spans = library.topic_table(), briefing.document.text, [each.span for each in briefing.sentences]
    topics = briefing.sentences[index].topics
    paragraphs: list[Paragraph] = [(" ".join(spans[index].of(text).split()), ""), ("", "")]
    for topic in topics:
        known = table.by_id.get(topic.id)
        reasons = explain(text, spans, index, topic.id, table)
        paragraphs.append((f"{known.label if known else topic.id}   {topic.score:.0%} sure", "key"))
        paragraphs.append((f"  {_by_words(text, reasons) or _by_others(topic, topics, table)}", ""))
    if not topics:
        paragraphs.append(("No topic: nothing in it speaks for one.", ""))
    return paragraphs


def _by_words(text: str, reasons: Sequence[Reason]) -> str:
    words = [f"{reason.span.of(text)} +{reason.weight:.1f}" for reason in islice(reasons, MOST_WORDS)]
    return f"by its words: {', '.join(words)}" if words else ""


def _by_others(topic: TopicScore, topics: Sequence[TopicScore], table: TopicTable) -> str:
    """What brought a topic along that no word of the sentence speaks for: narrower topics, or the sentences around."""
    known = (table.by_id[other.id] for other in topics if other.id in table.by_id)
    narrower = ", ".join(other.label for other in known if other.parent == topic.id)
    return f"as part of {narrower}" if narrower else "by the sentences around it: the story goes on"

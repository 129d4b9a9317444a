"""The mentions of a whole text, with a second look where a capital tells little: headlines and first words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quoth.core.model import Span
from quoth.core.parse import Parse, Token
from quoth.core.people.mentions import Mention, read_mentions
from quoth.core.people.names import capitalised

_SMALL_WORDS = frozenset(
    ("of", "the", "and", "by", "for", "on", "in", "at", "to", "with", "from", "between", "a", "an")
)


def find_mentions(parse: Parse) -> list[Mention]:
    """All the mentions of a document in text order."""
    sentences = parse.sentences
    found = [list(read_mentions(_recased(sentence.tokens), number)) for number, sentence in enumerate(sentences)]
    headlines = [_is_headline(sentence.tokens) for sentence in sentences]
    running = (m for mentions, headline in zip(found, headlines, strict=True) if not headline for m in mentions)
    names = {m.name[-1] for m in running if m.kind == "person" and len(m.name) > 1}
    inner = names.union(token.text for sentence in sentences for token in sentence.tokens[1:])
    for number, sentence in enumerate(sentences):
        if headlines[number]:
            found[number] = [known for m in found[number] if (known := _of_headline(m, names)) is not None]
        elif sentence.tokens:
            _judge_first(found[number], sentence.tokens[0], number, names, inner)
    return [mention for mentions in found for mention in mentions]


def _recased(tokens: Sequence[Token]) -> Sequence[Token]:
    """A heading in capitals as it is written in running text: JOINT STATEMENT OF CHILE as Joint Statement of Chile."""
    words = [token.text for token in tokens if len(token.text) > 3 and token.text.isalpha()]
    if len(words) < 2 or not all(word.isupper() for word in words):
        return tokens
    return [
        token._replace(text=low if (low := token.text.lower()) in _SMALL_WORDS else capitalised(token.text))
        for token in tokens
    ]


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Whether nearly every longer word has a capital, so that a capital tells nothing; a headline has no full stop."""
    if not tokens or not tokens[-1].text[-1].isalnum():
        return False
    words = [token.text for token in tokens if len(token.text) > 3 and token.text[0].isalpha()]
    return len(words) > 4 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def _of_headline(mention: Mention, names: set[str]) -> Mention | None:
    """A headline's mention up to a surname that the running text knows; None for a long run of other words."""
    if mention.kind not in ("person", "name", "organisation") or not mention.name:
        return mention
    known = next((at for at, word in enumerate(mention.name, 1) if word in names), 0)
    if known in (0, len(mention.name)):
        return mention if known or len(mention.name) < 4 else None
    at = mention.span.start
    end = at + sum(map(len, mention.name[:known])) + known - 1
    return replace(mention, kind="person", name=mention.name[:known], span=Span(at, max(end, at + 1)))


def _judge_first(mentions: list[Mention], first: Token, number: int, names: set[str], inner: set[str]) -> None:
    """A sentence's first word is a name if the text says so elsewhere, and none if it is a plural or a word in it."""
    span = Span(first.start, first.end)
    if not mentions or mentions[0].span.start > first.start:
        if first.text in names:
            mentions.insert(0, Mention("name", span, (first.text,), number))
    elif mentions[0].kind == "name" and mentions[0].span == span and first.text not in inner:
        common = first.text.lower() in inner or first.text.endswith("s")
        if common:
            mentions.pop(0)

"""Where to look for what a search can ask for, when nothing is like what it asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quoth.core.query.tokens import read_tokens


class Listing(NamedTuple):
    """A list of all there is of one kind: its key on the screen, its verb, what it lists."""

    key: str
    verb: str
    what: str


_TOPICS = Listing("1", "topics", "the topics that there are")
_SPEAKERS = Listing("5", "speakers", "who speaks")
_DOCUMENTS = Listing("6", "list", "the documents")
_BY_FIELD = {
    "topic": _TOPICS,
    "about": Listing("1", "subjects", "the subjects that there are"),
    "speaker": _SPEAKERS,
    "party": _SPEAKERS,
    "doc": _DOCUMENTS,
    "date": _DOCUMENTS,
    "source": _DOCUMENTS,
}


def listings(search: str) -> Iterator[Listing]:
    """The lists that hold what a search asks for, each once; for words alone the topics."""
    tokens = list(read_tokens(search))
    known = dict.fromkeys(_BY_FIELD[token.field] for token in tokens if token.field in _BY_FIELD)
    if not known and any(token.kind in ("word", "phrase") for token in tokens):
        yield _TOPICS
    yield from known

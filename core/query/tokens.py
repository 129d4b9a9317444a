"""The pieces that a search is written in: words, phrases, fields, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_END = re.compile(r"\s*\Z")


class Token(NamedTuple):
    """A piece of a search and its place in the text: a mark, a word, a phrase, or a field with its value."""

    kind: Literal["(", ")", "-", "or", "and", "*", "phrase", "word", "field"]
    text: str
    start: int
    end: int
    field: str = ""
    value_start: int = 0
    quoted: bool = False
    closed: bool = True


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<mark>[()])
    | (?P<minus>-)(?=[^\s)])
    | (?:(?P<field>[A-Za-z]+):)?(?:["“”„«](?P<quoted>[^"“”„»]*)(?P<close>["“”„»])?|(?P<word>[^\s()"“”„«]*))
    )""",
    re.VERBOSE,
)


def read_tokens(text: str) -> Iterator[Token]:
    """The pieces of a search in order, whether they fit together or not."""
    at = 0
    while not _END.match(text, at):
        match = _TOKEN.match(text, at)
        assert match is not None
        start, at = match.end() - len(match.group().lstrip()), match.end()
        if mark := match["mark"] or match["minus"]:
            yield Token(mark, mark, start, at)  # type: ignore[arg-type]
            continue
        quoted = match["quoted"] is not None
        body = match["quoted"] if quoted else match["word"]
        closed = not quoted or match["close"] is not None
        if match["field"]:
            value_start = match.end("field") + 1
            yield Token("field", body, start, at, match["field"].lower(), value_start, quoted, closed)
        elif quoted:
            yield Token("phrase", body, start, at, quoted=True, closed=closed)
        else:
            kind = {"OR": "or", "AND": "and", "NOT": "-", "*": "*"}.get(body, "word")
            yield Token(kind, body, start, at)  # type: ignore[arg-type]

"""Markdown: its words without the markup, a block a paragraph; front matter becomes metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from quoth.core.formats.dateline import stated_date
from quoth.core.formats.decoding import decode
from quoth.core.model import Document

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(title|date|source|outlet|publisher|place):[ \t]*(.+?)[ \t\r]*$", re.MULTILINE | re.IGNORECASE)


def read_markdown(raw: bytes, name: str) -> Iterator[Document]:
    """The text of a Markdown file, marks, link addresses, HTML and code left out."""
    text, notes = decode(raw, name)
    front = _FRONT.match(text)
    about = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front[1])} if front else {}
    blocks: list[str] = []
    heading = None
    level = ""
    for token in MarkdownIt("commonmark").enable("table").parse(text[front.end() :] if front else text):
        if token.type == "inline":
            words = _words(token.children or ()).strip()
            heading = heading or (words if level == "h1" else None)
            blocks += [words] if words else []
        level = token.tag if token.type == "heading_open" else ""
    date, doubt = stated_date(about.get("date"))
    yield Document(
        name,
        "\n\n".join(blocks),
        title=about.get("title") or heading,
        source=about.get("source") or about.get("outlet") or about.get("publisher"),
        date=date,
        place=about.get("place"),
        notes=notes + doubt,
    )


def _words(children: Iterable[Token]) -> str:
    pieces = []
    for child in children:
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
    return "".join(pieces)

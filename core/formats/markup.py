"""HTML as a tree, and its words block by block, as a browser shows them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from quoth.core.errors import InputError
from quoth.core.formats.extras import need

MAX_DEPTH = 200
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAK = re.compile(r" ?\v ?")
_HIDDEN = frozenset(
    ("script", "style", "noscript", "template", "head", "nav", "button", "input", "select", "option", "textarea",
     "label", "svg", "iframe", "object", "canvas", "audio", "video")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend",
     "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_HIDDEN_CLASSES = frozenset(("sf-hidden", "sr-only", "visually-hidden", "screen-reader-text"))


class Block(NamedTuple):
    """The words of a paragraph, heading, item or cell, the element they stand in, how many characters are links."""

    words: str
    node: Any
    linked: int


def parse_html(text: str, name: str, extra: str) -> Any:
    """The tree of a page or piece of one; nothing it names is fetched. InputError where it is nested too deep."""
    html = need("lxml.html", extra, f"{name} holds HTML")
    etree = need("lxml.etree", extra, f"{name} holds HTML")
    if not text.strip("\ufeff \t\r\n\0"):
        raise InputError(f"{name}: empty; there is nothing to read in it")
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", text).replace("\0", ""), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(f"{name}: no HTML that can be read ({error})") from None
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise InputError(f"{name}: nested more than {MAX_DEPTH} elements deep; save the page as plain text first")
    return tree


def blocks(tree: Any, line_break: str = " ") -> list[Block]:
    """The page's blocks in order, without what is hidden; spaces as a browser shows them.

    ``line_break`` stands for a single break in a block; two in a row end it.
    """
    found: list[Block] = []
    pieces: list[str] = []
    links: list[str] = []

    def close(node: Any) -> None:
        words, linked = _BREAK.sub(line_break, one_space("".join(pieces))).strip(), one_space("".join(links))
        pieces.clear()
        links.clear()
        if words:
            found.append(Block(words, node, len(linked)))

    def say(words: str | None, linked: bool) -> None:
        if words:
            pieces.append(words)
            links.append(words if linked else "")

    def walk(node: Any, block: Any, linked: bool) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _HIDDEN or _is_hidden(node):
            return
        if tag == "br":
            if _ends_paragraph(node):
                close(block)
            else:
                say("\v", linked)
            return
        own = node if tag in _BLOCKS else block
        if own is node:
            close(block)
        inside = linked or tag == "a"
        say(node.text, inside)
        for child in node:
            walk(child, own, inside)
            say(child.tail, inside)
        if own is node:
            close(own)

    walk(tree, tree, False)
    close(tree)
    return found


def words_of(tree: Any, line_break: str = " ") -> str:
    """All of it as text, a blank line between blocks."""
    return "\n\n".join(block.words for block in blocks(tree, line_break))


def one_space(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")


def _ends_paragraph(node: Any) -> bool:
    """Whether another line break follows at once, so that a blank line is shown."""
    following = node.getnext()
    return following is not None and following.tag == "br" and not (node.tail or "").strip()


def _is_hidden(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return (
        node.get("hidden") is not None
        or "display:none" in style
        or "visibility:hidden" in style
        or node.get("aria-hidden") == "true"
        or not _HIDDEN_CLASSES.isdisjoint((node.get("class") or "").split())
    )

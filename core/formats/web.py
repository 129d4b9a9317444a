"""HTML: a page's article without what stands around it, as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quoth.core.errors import InputError
from quoth.core.formats.decoding import decode
from quoth.core.formats.extras import need
from quoth.core.model import Document

MAX_DEPTH = 200
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.-]+)", re.IGNORECASE
)
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "form",
        "button",
        "select",
        "textarea",
        "svg",
        "iframe",
        "object",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


def read_html(raw: bytes, name: str) -> Iterator[Document]:
    """The article of a page, or all of the page's text where it is a mere piece of one."""
    found = _CHARSET.search(raw[:4096])
    declared = next((part.decode() for part in found.groups() if part), None) if found else None
    text, notes = decode(raw, name, declared)
    tree = parse_html(text, name, "html")
    whole = blocks(tree)
    if not whole:
        raise InputError(f"{name}: a page without words; there is nothing to read in it")
    if tree.find(".//head") is None and tree.find(".//article") is None and tree.find(".//nav") is None:
        yield Document(name, "\n\n".join(whole), notes=notes)
        return
    trafilatura = need("trafilatura", "html", f"{name} is a web page")
    article = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_images=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    kept = _article(article, whole) if article is not None else whole
    yield Document(
        name,
        "\n\n".join(kept),
        title=_title(article, tree),
        source=(getattr(article, "sitename", None) or getattr(article, "hostname", None)),
        date=getattr(article, "date", None),
        notes=notes,
    )


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


def blocks(tree: Any) -> list[str]:
    """The words of each paragraph, heading, item or cell in order, spaces as a browser shows them."""
    found: list[str] = []
    pieces: list[str] = []

    def close() -> None:
        words = _SPACE.sub(" ", "".join(pieces)).strip(" ")
        pieces.clear()
        if words:
            found.append(words)

    def walk(node: Any) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag not in _HIDDEN and not _unseen(node):
            if tag in _BLOCKS:
                close()
            if tag in ("br",) and (node.tail or "").strip() == "" and _is_break(node):
                close()
            elif tag in ("br",):
                pieces.append(" ")
            pieces.append(node.text or "")
            for child in node:
                walk(child)
                pieces.append(child.tail or "")
            if tag in _BLOCKS:
                close()

    walk(tree)
    close()
    return found


def _is_break(node: Any) -> bool:
    """Whether two line breaks in a row make a new paragraph."""
    other = node.getnext()
    return other is not None and other.tag == node.tag


def _unseen(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return node.get("hidden") is not None or "display:none" in style or node.get("aria-hidden") == "true"


def _article(article: Any, whole: list[str]) -> list[str]:
    """The page's own paragraphs from the article's first to its last, so that none inside it is lost or rewritten."""
    chosen = {_key(words) for words in _SPACE_LINES.split(article.text or "") if words.strip()}
    at = [number for number, words in enumerate(whole) if _key(words) in chosen]
    if not at:
        return [line.strip() for line in (article.text or "").split("\n") if line.strip()] or whole
    return [
        words for number, words in enumerate(whole) if number in at or (at[0] < number < at[-1] and _is_prose(words))
    ]


_SPACE_LINES = re.compile(r"\n+")


def _key(words: str) -> str:
    return "".join(char for char in words if char.isalnum())


def _is_prose(words: str) -> bool:
    return (len(words) > 40 and words.rstrip("\"'”’)")[-1:] in (".", "!", "?", "…", ":")) or words.endswith(":")


def _title(article: Any, tree: Any) -> str | None:
    title = getattr(article, "title", None) or tree.findtext(".//title")
    return _SPACE.sub(" ", title).strip() or None if title else None

"""HTML: a page's article without what stands around it, as paragraphs."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from quoth.core.errors import InputError
from quoth.core.formats.decoding import decode
from quoth.core.formats.extras import need
from quoth.core.formats.markup import Block, blocks, one_space, parse_html
from quoth.core.model import Document

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.-]+)", re.IGNORECASE
)
_MOST = 0.9  # of the article's words stand in one element; the rest may be a lead before it
_CORE = 0.6  # of its words: the element whose other words are the article's too
_PROSE = 80  # characters of a paragraph that is one whatever the element around it is called
_AROUND = frozenset(("aside", "nav", "footer", "figure", "figcaption"))
_AROUND_NAMES = re.compile(
    r"(?:^|[-_\s])(?:ads?|advert\w*|shar(?:e|ing)\w*|social|related|newsletter|sign-?up|promo\w*|byline|author|caption|"
    r"comments?|cookies?|breadcrumbs?|tags?|sidebar|footer|nav|menu|meta(?:data)?|published|posted|dates?|"
    r"timestamp|tools?)(?:$|[-_\s])",
    re.IGNORECASE,
)
_SITE_PARTS = ".//nav|.//header|.//aside|.//footer|.//article|.//main|.//form"
_PAGE_EDGES = ".//div[@title='header' or @title='footer']"  # as LibreOffice marks them


def read_html(raw: bytes, name: str) -> Iterator[Document]:
    """The article of a page; all of the text where it is a piece of a page, or one that an office program made."""
    found = _CHARSET.search(raw[:4096])
    declared = next((part.decode() for part in found.groups() if part), None) if found else None
    yield read_page(*decode(raw, name, declared, marked=True), name)


def read_page(text: str, notes: tuple[str, ...], name: str) -> Document:
    """The article of a page that is decoded already; InputError where it has no words."""
    tree = parse_html(text, name, "html")
    for edge in tree.xpath(_PAGE_EDGES):
        edge.drop_tree()
    whole = blocks(tree)
    if not whole:
        raise InputError(f"{name}: a page without words; there is nothing to read in it")
    if tree.find(".//head") is None and not tree.xpath(_SITE_PARTS):
        return Document(name, _joined(whole), notes=notes)
    trafilatura = need("trafilatura", "html", f"{name} is a web page")
    article = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_images=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    title = one_space(getattr(article, "title", None) or tree.findtext(".//title") or "") or None
    of_a_site = tree.xpath(_SITE_PARTS) or any(block.linked * 2 > len(block.words) for block in whole)
    kept = _article(whole, getattr(article, "text", None) or "", title) if of_a_site else whole
    return Document(
        name,
        _joined(kept),
        title=title,
        source=getattr(article, "sitename", None) or getattr(article, "hostname", None),
        date=getattr(article, "date", None),
        notes=notes,
    )


def _article(whole: list[Block], extracted: str, title: str | None) -> list[Block]:
    """The blocks of the element that the extracted article stands in, with the lead and the headline before it.

    trafilatura finds where the article is, but drops and joins some of its lines, so the words are the page's own.
    """
    lines = {_key(line) for line in extracted.split("\n") if line.strip()}
    chosen = [_key(block.words) in lines for block in whole]
    if not any(chosen):
        return [block for block in whole if not _stands_around(block, None)] or whole
    body = [block for block, is_chosen in zip(whole, chosen, strict=True) if is_chosen and block.node.tag != "h1"]
    place, core = _place_of(body or whole, _MOST), _place_of(body or whole, _CORE)
    wide = core.tag in ("body", "html")
    first, last = chosen.index(True), len(whole) - chosen[::-1].index(True)
    kept: list[Block] = []
    entered = False
    for number, block in enumerate(whole):
        around = [block.node, *block.node.iterancestors()]
        at_core, boxed = core in around, _stands_around(block, core)
        if chosen[number]:
            boxed = len(block.words) < _PROSE and (boxed or (block.linked > 0 and not at_core))
            wanted = place in around or not entered
        else:
            wanted = at_core and (not wide or first < number < last)
        entered = entered or at_core
        kept += [block] if wanted and not boxed else []
    return _headline(whole, kept, title) + kept


def _place_of(chosen: list[Block], share: float) -> Any:
    """The smallest element that holds such a share of the words; never a paragraph of it alone."""
    held: Counter[Any] = Counter()
    for block in chosen:
        for node in {block.node.getparent() if block.node.tag == "p" else block.node, *block.node.iterancestors()}:
            if node is not None:
                held[node] += len(block.words)
    enough = held.total() and max(held.values()) * share
    return max((node for node in held if held[node] >= enough), key=lambda node: sum(1 for _ in node.iterancestors()))


def _headline(whole: list[Block], kept: list[Block], title: str | None) -> list[Block]:
    """The page's heading where it stands before the article's place: what is seen is part of the text."""
    if not kept or not title:
        return []
    before = list(itertools.takewhile(lambda block: block is not kept[0], whole))
    return [block for block in before if block.node.tag == "h1" and _key(block.words) in _key(title)][-1:]


def _stands_around(block: Block, place: Any) -> bool:
    """Whether it is a caption, a byline, a box or mere links, by the elements around it up to ``place``."""
    if block.linked * 2 > len(block.words):
        return True
    for node in (block.node, *block.node.iterancestors()):
        if node is place or node.tag in ("body", "html"):
            return False
        if node.tag in _AROUND or _AROUND_NAMES.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return True
    return False


def _key(words: str) -> str:
    return "".join(char for char in words if char.isalnum())


def _joined(found: list[Block]) -> str:
    return "\n\n".join(block.words for block in found)

"""RSS and Atom files: each entry is a document. Only what the file itself holds is read; no address is fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from quoth.core.errors import InputError
from quoth.core.formats.decoding import decode
from quoth.core.formats.extras import need
from quoth.core.formats.markup import parse_html, words_of
from quoth.core.model import Document

MAX_ENTRIES = 10_000
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}encoding=[\"']([\w.-]{1,40})")
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>\s*")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def read_feed(raw: bytes, name: str) -> Iterator[Document | InputError]:
    """The entries in the file's order, named by their own id or link; an entry without words comes as an InputError."""
    if _ENTITY.search(raw):
        raise InputError(f"{name}: a feed that declares entities of its own; not read")
    feedparser = need("feedparser", "feeds", f"{name} is a feed")
    declared = _ENCODING.match(raw)
    text, notes = decode(raw, name, declared[1].decode() if declared else None, marked=True)
    feed = feedparser.parse(io.BytesIO(_DECLARATION.sub("", text).encode()))
    if not feed.entries:
        raise InputError(f"{name}: a feed without entries ({feed.get('bozo_exception') or 'none found'})")
    for number, entry in enumerate(feed.entries[:MAX_ENTRIES], start=1):
        try:
            document = _document(entry, feed.feed, f"{name}#{number}")
            yield replace(document, notes=notes + document.notes)
        except InputError as error:
            yield error
    if len(feed.entries) > MAX_ENTRIES:
        yield InputError(f"{name}: more than {MAX_ENTRIES} entries; the rest is not read")


def _document(entry: Any, feed: Any, place: str) -> Document:
    title = _words(entry.get("title"), place)
    full = max((part.get("value") or "" for part in entry.get("content", ())), key=len, default="")
    text = _words(full or entry.get("summary"), place)
    notes = () if full else ("the feed holds only a summary",)
    if not (text or title):
        raise InputError(f"{place}: an entry without words")
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return Document(
        entry.get("id") or entry.get("link") or place.rpartition("#")[2],
        text or title or "",
        title=title,
        source=(entry.get("source") or {}).get("title") or feed.get("title") or None,
        date=f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else None,
        notes=notes,
    )


def _words(value: str | None, place: str) -> str | None:
    if not value or not value.strip():
        return None
    if "<" not in value and "&" not in value:
        return value.strip()
    return words_of(parse_html(value, place, "feeds")) or None

"""What a file is, by its content first and its ending second."""

from __future__ import annotations

import json
import re

from quoth.core.errors import InputError
from quoth.core.formats.tables import names_columns

_MARKUP = re.compile(
    r"(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body|title|meta|link|style|script|article|main|section|div|p|"
    r"h[1-6]|table|ul|ol|span|font|center|b|em|strong|a)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_CLOSED = re.compile(r"</(?:p|div|h[1-6]|li|td|span|a|strong|em)>", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):[ \t\r\n]", re.MULTILINE)
_ENVELOPE = re.compile(r"From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} [^\n]*\d{4}[^\n]*\n")  # of a mailbox file
_OF_MAIL = frozenset(
    ["message-id", "mime-version", "received", "return-path", "content-type", "delivered-to", "dkim-signature"]
)
_JSON = re.compile(r"\[\s*(?:\{|\]\s*\Z)|\{\s*(?:\"(?:[^\"\\\n]|\\.){0,100}\"\s*:|\}\s*\Z)")
_ENDINGS = {
    "html": "html", "htm": "html", "xhtml": "html", "pdf": "pdf", "docx": "docx", "eml": "mail", "mbox": "mail",
    "mht": "mail", "mhtml": "mail", "rss": "feed", "atom": "feed", "csv": "csv", "tsv": "csv", "md": "markdown",
    "markdown": "markdown", "jsonl": "lines", "ndjson": "lines",
}  # fmt: skip
ENDINGS = frozenset(f".{ending}" for ending in (*_ENDINGS, "txt", "text", "xml"))
"""The endings that are read in a folder."""
REFUSED_ENDINGS = frozenset((".doc", ".rtf", ".odt", ".msg", ".docm", ".pages"))
"""The endings of texts that are not read: in a folder they are named, not passed over."""
_AS_DOCX = "save it as .docx, or: soffice --convert-to docx FILE"
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", f"an old Word, Excel or Outlook file; {_AS_DOCX} (an Outlook message: as .eml)"),
    (b"{\\rtf", f"RTF; {_AS_DOCX}"),
    (b"\x89PNG", "a picture; run OCR over it first"),
    (b"\xff\xd8\xff", "a picture; run OCR over it first"),
    (b"GIF8", "a picture; run OCR over it first"),
    (b"BZh", "packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "packed with xz; unpack it first"),
    (b"(\xb5/\xfd", "packed with zstd; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"%!PS", "PostScript; make a PDF of it: ps2pdf FILE"),
    (b"SQLite format 3", "a database; export its texts as CSV or JSON lines"),
)
_ARCHIVES = (
    (b"opendocument.text", f"an OpenDocument text; {_AS_DOCX}"),
    (b"opendocument", "an OpenDocument sheet or presentation; save it as CSV or PDF"),
    (b"epub+zip", "an e-book; save it as HTML or plain text"),
    (b"xl/", "an Excel workbook; save it as CSV"),
    (b"ppt/", "a presentation; save it as PDF"),
    (b"", "a ZIP archive; unpack it first"),
)


def detect(head: bytes, name: str) -> str:
    """text, markdown, html, pdf, docx, mail, feed, csv or lines, from a file's first bytes and its name.

    InputError where it is a known format that is not read, with what to do.
    """
    ending = _ENDINGS.get(name.lower().removesuffix(".gz").rpartition(".")[2], "text")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        if ending == "docx" or b"word/" in head:
            return "docx"
        _refuse(name, next(what for mark, what in _ARCHIVES if mark in head))
    for mark, what in _REFUSED:
        if head.startswith(mark):
            _refuse(name, what)
    text = _readable(head).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        if _FEED.search(text[:4000]) and not re.match(r"<!doctype html|<html", text, re.IGNORECASE):
            return "feed"
        if _MARKUP.match(re.sub(r"^<\?xml[^>]*\?>\s*", "", text)):
            return "html"
        if ending == "html":
            return "html"
        if text.startswith("<?xml"):
            _refuse(name, "XML that is neither a page nor a feed; save it as HTML or plain text")
    if _is_mail(text) or (ending == "mail" and _HEADER.match(text)):
        return "mail"
    if ending == "text":
        return _kind_of_text(text, name)
    return "text" if ending in ("pdf", "docx", "feed", "mail") else ending


def _kind_of_text(text: str, name: str) -> str:
    """What a file without a telling name is, where it is no binary one."""
    if _is_line(text):
        return "lines"
    if _JSON.match(text):
        _refuse(name, "JSON, but not JSON lines; one object a line is read, for instance: jq -c '.[]' FILE")
    if names_columns(text.partition("\n")[0]):
        return "csv"
    return "html" if len(_CLOSED.findall(text)) > 2 else "text"


def _refuse(name: str, what: str) -> None:
    raise InputError(f"{name}: {what}")


def _readable(head: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    return head.decode("latin-1")[3 * head.startswith(b"\xef\xbb\xbf") :]


def _is_mail(text: str) -> bool:
    envelope = _ENVELOPE.match(text)
    if envelope:
        return bool(_HEADER.match(text, envelope.end()))
    if not _HEADER.match(text):
        return False
    top = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    return len({found.lower() for found in _HEADER.findall(top)} & _OF_MAIL) > 1


def _is_line(text: str) -> bool:
    first, _, more = text.partition("\n")
    if not first.startswith("{"):
        return False
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return not more and '"text"' in first  # the line goes on beyond what was seen of it
    return isinstance(row, dict) and "text" in row

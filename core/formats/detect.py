"""What a file is, by its content first and its ending second."""

from __future__ import annotations

import json
import re

from quoth.core.errors import InputError

_MARKUP = re.compile(
    r"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|table|meta)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):[ \t\r\n]", re.MULTILINE)
_OF_MAIL = frozenset(
    ["message-id", "mime-version", "received", "return-path", "content-type", "delivered-to", "dkim-signature"]
)
_ENDINGS = {
    "html": "html", "htm": "html", "xhtml": "html", "pdf": "pdf", "docx": "docx", "eml": "mail", "rss": "feed",
    "atom": "feed", "csv": "csv", "tsv": "csv", "md": "markdown", "markdown": "markdown", "jsonl": "lines",
    "ndjson": "lines",
}  # fmt: skip
ENDINGS = frozenset(f".{ending}" for ending in (*_ENDINGS, "txt", "text", "xml"))


def detect(head: bytes, name: str) -> str:
    """text, markdown, html, pdf, docx, mail, feed, csv or lines, from a file's first bytes and its name.

    InputError where it is a known format that is not read, with what to do.
    """
    ending = _ENDINGS.get(name.lower().removesuffix(".gz").rpartition(".")[2], "text")
    if head.lstrip()[:5] == b"%PDF-" or b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        if ending == "docx" or b"word/" in head or b"[Content_Types].xml" in head[:200]:
            return "docx"
        raise InputError(
            f"{name}: a ZIP archive or an office file that is not read; save it as .docx, PDF or plain text"
        )
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(f"{name}: an old Word or Outlook file; save it as .docx or .eml")
    if head.startswith(b"{\\rtf"):
        raise InputError(f"{name}: RTF; save it as .docx or plain text")
    text = _readable(head).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        if _FEED.search(text[:4000]) and not re.match(r"<!doctype html|<html", text, re.IGNORECASE):
            return "feed"
        if _MARKUP.match(re.sub(r"^<\?xml[^>]*\?>\s*", "", text)):
            return "html"
    if _is_mail(text) or (ending == "mail" and _HEADER.match(text)):
        return "mail"
    if ending == "text" and _is_line(text):
        return "lines"
    return "text" if ending in ("pdf", "docx", "feed", "mail") else ending


def _readable(head: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    return head.decode("latin-1")[3 * head.startswith(b"\xef\xbb\xbf") :]


def _is_mail(text: str) -> bool:
    start = text.partition("\n")[2] if text.startswith("From ") else text
    if not _HEADER.match(start):
        return False
    top = re.split(r"\r?\n\r?\n", start, maxsplit=1)[0]
    return len({found.lower() for found in _HEADER.findall(top)} & _OF_MAIL) > 1


def _is_line(text: str) -> bool:
    first = text.partition("\n")[0]
    if not first.startswith("{"):
        return False
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row

"""DOCX: the body's paragraphs and cells, with insertions and without deletions, as Word shows the final text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from quoth.core.errors import InputError
from quoth.core.formats.extras import need
from quoth.core.model import Document

MAX_PARTS, MAX_UNPACKED = 5_000, 200_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_DELETED = frozenset((f"{_W}del", f"{_W}moveFrom"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(raw: bytes, name: str) -> Iterator[Document]:
    """The final text; headers, footers and notes are left out. The day the file was made is not the text's date."""
    check_zip(raw, name)
    docx = need("docx", "docx", f"{name} is a Word document")
    opened = docx.Document(io.BytesIO(raw))
    paragraphs = list(_paragraphs(opened.element.body))
    title = (opened.core_properties.title or "").strip() or None
    notes = _left_out(opened)
    if not paragraphs:
        raise InputError(f"{name}: a Word document without words (pictures are not read)")
    yield Document(name, "\n\n".join(paragraphs), title=title, notes=notes)


def check_zip(raw: bytes, name: str) -> None:
    """InputError where the archive is damaged or would unpack to more than a document has."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"{name}: a damaged Word document ({error})") from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise InputError(f"{name}: unpacks to more than {MAX_UNPACKED // 1_000_000} MB; not read")


def _paragraphs(body: Any) -> Iterator[str]:
    for paragraph in body.iter(f"{_W}p"):
        if any(parent.tag == _FALLBACK for parent in paragraph.iterancestors()):
            continue
        words = "".join(_words(paragraph)).strip()
        if words:
            yield words


def _words(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in _DELETED or child.tag == f"{_W}p" or child.tag == f"{_W}pPr" or child.tag == _FALLBACK:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _words(child)


def _left_out(opened: Any) -> tuple[str, ...]:
    body = opened.element.body
    found = [
        (sum(1 for _ in body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference")), "footnotes left out"),
        (sum(1 for _ in body.iter(f"{_W}del")), "deletions left out"),
        (sum(1 for _ in body.iter(f"{_W}commentReference")), "comments left out"),
    ]
    return tuple(f"{count} {what}" for count, what in found if count)

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
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PASSED = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}p", f"{_W}pPr", f"{_W}rPr", _FALLBACK))
_LEFT_OUT = (
    ("footnote", ".//w:footnoteReference | .//w:endnoteReference"),
    ("deletion", ".//w:del[.//w:delText] | .//w:moveFrom[.//w:t]"),
    ("comment", ".//w:commentReference"),
    ("hidden passage", ".//w:r[w:rPr/w:vanish][w:t]"),
)


def read_docx(raw: bytes, name: str) -> Iterator[Document]:
    """The final text; headers, footers and notes are left out. The day the file was made is not the text's date."""
    check_zip(raw, name)
    docx = need("docx", "docx", f"{name} is a Word document")
    opened = docx.Document(io.BytesIO(raw))
    body = opened.element.body
    paragraphs = [(node, words) for node in body.iter(f"{_W}p") if (words := _words_of(node))]
    if not paragraphs:
        raise InputError(f"{name}: a Word document without words (pictures are not read)")
    found = ((len(body.xpath(path)), what) for what, path in _LEFT_OUT)
    notes = tuple(f"{count} {what}{'s' * (count > 1)} left out" for count, what in found if count)
    yield Document(name, "\n\n".join(words for _, words in paragraphs), title=_title(opened, paragraphs), notes=notes)


def check_zip(raw: bytes, name: str) -> None:
    """InputError where the archive is damaged or would unpack to more than a document has."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"{name}: a damaged Word document, not read; get it again or save it anew ({error})") from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise InputError(f"{name}: unpacks to more than {MAX_UNPACKED // 1_000_000} MB; not read")


def _words_of(paragraph: Any) -> str:
    """A paragraph's words; none where it stands in the copy that Word keeps for old readers."""
    if any(parent.tag == _FALLBACK for parent in paragraph.iterancestors()):
        return ""
    return "".join(_pieces(paragraph)).strip()


def _pieces(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in _PASSED or (child.tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _pieces(child)


def _title(opened: Any, paragraphs: list[tuple[Any, str]]) -> str | None:
    """The paragraph in the style Title, else the file's own title, else the heading that it begins with."""
    styles = {style.style_id: (style.name or "").lower() for style in opened.styles}
    named = [(styles.get(node.style or "", node.style or "").lower(), words) for node, words in paragraphs]
    shown = next((words for style, words in named if style == "title"), None)
    own = opened.core_properties.title.strip() if _has_properties(opened) else ""
    heading = named[0][1] if named[0][0].startswith("heading") else None
    return shown or own or heading


def _has_properties(opened: Any) -> bool:
    """Whether the file holds some; else the library invents a title."""
    return any(str(part.partname) == "/docProps/core.xml" for part in opened.part.package.iter_parts())

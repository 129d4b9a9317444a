"""PDF: the lines of its pages, letter by letter as pdfium finds them; typeset.py makes text of them."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any

from quoth.core.errors import InputError
from quoth.core.formats.extras import need
from quoth.core.formats.limits import MAX_TEXT, too_large
from quoth.core.formats.typeset import Line, Page, headline, join_pages
from quoth.core.model import Document

MAX_PAGES = 3_000
_GAP = 25.0  # points between two letters of a line that columns or table cells have and words have not
_NOTE_SIGNS = frozenset("0123456789*†‡§")
_RAISED = 0.15  # of the letters' size, at least, above the line
_UNIT = re.compile(r"(?:^|[^a-z])[kcm]?m$")  # km2
_GUESSED = "\x1f"  # a space that pdfium saw in the letters' distance only
_HYPHENS = "\x02\ufffe"  # for a hyphen at a line's end
_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_FILE_TITLE = re.compile(r"^Microsoft (?:Word|PowerPoint) - |\.(?:docx?|rtf|odt|indd|pdf|pptx?)$", re.IGNORECASE)


def read_pdf(raw: bytes, name: str) -> Iterator[Document]:
    """The text with the offset of each page; running heads, feet and page numbers are left out, hyphens taken back."""
    pdfium = need("pypdfium2", "pdf", f"{name} is a PDF")
    try:
        opened = pdfium.PdfDocument(raw)
        count = len(opened)
    except pdfium.PdfiumError as error:
        why = "it needs a password" if "password" in str(error).lower() else f"damaged: {error}"
        raise InputError(f"{name}: a PDF that cannot be opened ({why})") from None
    if count > MAX_PAGES:
        raise InputError(f"{name}: {count} pages, more than the {MAX_PAGES} that are read; split it")
    pages, total = [], 0
    for number in range(count):
        try:
            page = opened[number]
            pages.append(Page(list(_lines(pdfium.raw, page.get_textpage())), page.get_height()))
        except pdfium.PdfiumError as error:
            raise InputError(f"{name}: page {number + 1} cannot be read ({error})") from None
        total += sum(len(line.text) for line in pages[-1].lines)
        if total > MAX_TEXT:
            raise InputError(too_large(name, MAX_TEXT))
    text, starts, noted = join_pages(pages)
    if not text.strip():
        raise InputError(f"{name}: a PDF without text, a scan perhaps; run OCR over it first, for instance ocrmypdf")
    empty = [number for number, page in enumerate(pages, start=1) if not page.lines]
    notes: tuple[str, ...] = (f"pages without text left out: {', '.join(map(str, empty[:20]))}",) if empty else ()
    notes += (f"footnotes of {noted} page{'s' * (noted > 1)} left out",) if noted else ()
    yield Document(name, text, title=headline(pages[0]) or _own_title(opened), pages=starts, notes=notes)


def _own_title(opened: Any) -> str | None:
    """The title that the file gives itself, unless it is a file's name."""
    title = " ".join(opened.get_metadata_dict().get("Title", "").split())
    return title if " " in title and not _FILE_TITLE.search(title) else None


def _lines(raw: Any, textpage: Any) -> Iterator[Line]:
    """The page's lines; a wide gap within one, as between columns, parts it."""
    box = [ctypes.c_double() for _ in range(4)]
    spot = (ctypes.c_double(), ctypes.c_double())
    letters: list[str] = []
    space = ""
    first = last = (0.0, 0.0, 0.0, 0.0)
    size = base = 0.0

    def closed() -> Iterator[Line]:
        words = _clean("".join(letters))
        letters.clear()
        if words:
            yield Line(first[0], min(first[1], last[1]), last[2], max(first[3], last[3]), size, words)

    for at in range(textpage.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(textpage, at))
        if char in "\r\n":
            yield from closed()
        elif char in " \xa0\t":
            space = _GUESSED if raw.FPDFText_IsGenerated(textpage, at) == 1 else " "
        else:
            raw.FPDFText_GetCharBox(textpage, at, *box)
            here = (box[0].value, box[2].value, box[1].value, box[3].value)
            next_line = here[0] < last[0] and here[3] < last[1] + 1  # where a broken word goes on
            if letters and (next_line or here[0] - last[2] > _GAP or abs(here[1] - last[1]) > _GAP):
                yield from closed()
            if not letters:
                first, size, base = here, _size_of(raw, textpage, at), _base_of(raw, textpage, at, spot)
            elif (
                char in _NOTE_SIGNS
                and _base_of(raw, textpage, at, spot) > base + size * _RAISED
                and not _UNIT.search("".join(letters[-3:]))
            ):
                continue  # a note's sign is none of the words
            letters.append(space)
            letters.append("-" if char in _HYPHENS else char)
            last = here
            space = ""
    yield from closed()


def _size_of(raw: Any, textpage: Any, at: int) -> float:
    """The size of a letter in points."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, at, matrix)
    return float(raw.FPDFText_GetFontSize(textpage, at)) * math.hypot(matrix.c, matrix.d)


def _base_of(raw: Any, textpage: Any, at: int, spot: tuple[ctypes.c_double, ctypes.c_double]) -> float:
    """The height of the line on which a letter stands."""
    raw.FPDFText_GetCharOrigin(textpage, at, *spot)
    return spot[1].value


def _clean(text: str) -> str:
    """Surrogate pairs put together, ligatures parted, control characters out; no guessed space before a last hyphen."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if text.endswith(f"{_GUESSED}-"):
        text = f"{text[:-2]}-"
    text = text.replace(_GUESSED, " ")
    for sign, letters in _LIGATURES.items():
        text = text.replace(sign, letters)
    return "".join(char for char in text if char >= " ").strip()

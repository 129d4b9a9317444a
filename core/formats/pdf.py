"""PDF: the running text of the pages, line by line as they are set, in the order in which they are read."""

from __future__ import annotations

import ctypes
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple

from quoth.core.errors import InputError
from quoth.core.formats.extras import need
from quoth.core.model import Document

MAX_PAGES = 3_000
MAX_CHARACTERS = 5_000_000
_BAND = 0.1  # of the page's height, above and below, where running heads and page numbers stand
_NUMBER = re.compile(r"\W*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})\W*(?:(?:of|/|\|)\s*\d{1,4}\W*)?", re.IGNORECASE)
_PRINTED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d.*|(?:https?|file)://\S+.*")
_STOP = re.compile(r"[.!?:…][\"'”’)\]]*$")
_BROKEN = re.compile(r"([^\W\d_]+)-$")


class Line(NamedTuple):
    """One set line: where it stands (points, y upwards) and its words."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


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
            lines, height = _lines(pdfium, opened[number])
        except pdfium.PdfiumError as error:
            raise InputError(f"{name}: page {number + 1} cannot be read ({error})") from None
        total += sum(len(line.text) for line in lines)
        if total > MAX_CHARACTERS:
            raise InputError(f"{name}: more than {MAX_CHARACTERS // 1_000_000} MB of text; split it")
        pages.append((lines, height))
    text, starts = _joined(_without_running(pages))
    if not text.strip():
        raise InputError(f"{name}: a PDF without text, a scan perhaps; run OCR over it first, for instance ocrmypdf")
    about = opened.get_metadata_dict()
    title = about.get("Title", "").strip()
    yield Document(
        name,
        text,
        title=title if " " in title else None,
        pages=starts,
    )


def _lines(pdfium: Any, page: Any) -> tuple[list[Line], float]:
    """The page's lines; a wide gap within one, as between columns, parts it."""
    textpage = page.get_textpage()
    raw = pdfium.raw
    lines: list[Line] = []
    words: list[str] = []
    first = last = (0.0, 0.0, 0.0, 0.0)

    def close() -> None:
        text = "".join(words).strip()
        if text:
            lines.append(Line(first[0], min(first[1], last[1]), last[2], max(first[3], last[3]), text))
        words.clear()

    spaced = False
    box = tuple(ctypes.c_double() for _ in range(4))
    left, right, bottom, top = box
    for at in range(textpage.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(textpage, at))
        if char in "\r\n":
            close()
            spaced = False
            continue
        if char in " \xa0\t":
            spaced = True
            continue
        if char in "\x02\ufffe\xad":
            char = "-"
        raw.FPDFText_GetCharBox(textpage, at, left, right, bottom, top)
        here = (left.value, bottom.value, right.value, top.value)
        if words and (here[0] - last[2] > 25 or abs(here[1] - last[1]) > 25):
            close()
        elif words and spaced:
            words.append(" ")
        if not words:
            first = here
        words.append(char)
        spaced = False
        last = here
    close()
    size = page.get_height()
    return [line._replace(text=_whole(line.text)) for line in lines], size


def _whole(text: str) -> str:
    """Surrogate pairs put together, ligatures parted, control characters out."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for sign, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(sign, letters)
    return "".join(char for char in text if char >= " ")


def _without_running(pages: Sequence[tuple[list[Line], float]]) -> list[list[Line]]:
    def key(line: Line) -> tuple[str, int]:
        return re.sub(r"\d+", "#", line.text.lower()), round(line.bottom / 4)

    edges = [[line for line in lines if _at_edge(line, height)] for lines, height in pages]
    often = Counter(known for page in edges for known in {key(line) for line in page})
    kept = []
    for (lines, _), edge in zip(pages, edges, strict=True):
        gone = {
            line
            for line in edge
            if often[key(line)] * 2 >= len(pages) > 1 or _NUMBER.fullmatch(line.text) or _PRINTED.fullmatch(line.text)
        }
        printed = [line.bottom for line in gone if _PRINTED.fullmatch(line.text)]
        kept.append(
            [
                line
                for line in lines
                if line not in gone and not any(line in edge and abs(line.bottom - level) < 3 for level in printed)
            ]
        )
    return kept


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom > height * (1 - _BAND) or line.top < height * _BAND


def _ordered(lines: list[Line]) -> list[Line]:
    """Column after column where lines of two columns alternate; else as they are set."""
    jumps = sum(later.bottom > line.bottom + 3 for line, later in itertools.pairwise(lines))
    level = sum(abs(later.bottom - line.bottom) <= 2 for line, later in itertools.pairwise(lines))
    if level * 4 < len(lines) or jumps > level or len(lines) < 8:
        return lines
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    if sum(line.left < middle - 10 and line.right > middle + 10 for line in lines) * 5 > len(lines):
        return lines
    return sorted(lines, key=lambda line: (line.left > middle - 10, -line.bottom))


def _joined(pages: Sequence[list[Line]]) -> tuple[str, tuple[int, ...]]:
    """The lines as paragraphs, and where each page begins."""
    known = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(line.text for page in pages for line in page)))
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    before: Line | None = None
    for page in pages:
        lines = _ordered(page)
        pitch, margin, width = _measures(lines)
        for number, line in enumerate(lines):
            joint = "" if before is None else _joint(before, line, pitch, margin, width, number == 0)
            if joint == " " and pieces and (broken := _BROKEN.search(pieces[-1])) and line.text[:1].islower():
                joint = ""
                if not _keeps_hyphen(broken[1], line.text, known):
                    pieces[-1] = pieces[-1][:-1]
                    length -= 1
            length += len(joint)
            if number == 0:
                starts.append(length)
            pieces += [joint, line.text]
            length += len(line.text)
            before = line
        if not lines:
            starts.append(length)
    return "".join(pieces), tuple(starts)


def _measures(lines: list[Line]) -> tuple[float, float, float]:
    """The usual step from line to line, and the usual left and right edge."""
    steps = [line.bottom - later.bottom for line, later in itertools.pairwise(lines)]
    pitch = median([step for step in steps if 3 < step < 60] or [14.0])
    left = Counter(round(line.left) for line in lines).most_common(1)
    return pitch, float(left[0][0]) if left else 0.0, max((line.right for line in lines), default=0.0)


def _joint(before: Line, line: Line, pitch: float, margin: float, width: float, new_page: bool) -> str:
    ended = bool(_STOP.search(before.text))
    step = before.bottom - line.bottom
    if new_page or step < -3:  # a new page or column: a paragraph goes on unless its last line ends one
        return "\n\n" if ended and (before.right < width - 40 or not line.text[:1].islower()) else " "
    if step > pitch * 1.3 or abs((line.top - line.bottom) - (before.top - before.bottom)) > 8:
        return "\n\n"
    indented = 6 < line.left - before.left < 60 and ended
    return "\n\n" if indented else " "


def _keeps_hyphen(head: str, rest: str, known: Counter[str]) -> bool:
    tail = re.match(r"[^\W\d_]+", rest)
    if not tail:
        return True
    if known[head + tail[0]]:
        return False
    return bool(known[f"{head}-{tail[0]}"]) or (len(head) > 2 and known[head] > 0 and known[tail[0]] > 1)

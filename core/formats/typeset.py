"""From the set lines of pages to running text: columns, running heads, paragraphs, broken words."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median
from typing import NamedTuple

from quoth.core.data import load

_BAND = 0.1  # of the page's height, above and below, where running heads and page numbers stand
_NUMBER = re.compile(r"\W*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})\W*(?:(?:of|/|\|)\s*\d{1,4}\W*)?", re.IGNORECASE)
_PRINTED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d.*|(?:https?|file)://\S+.*")
_STOP = re.compile(r"[.!?:…][\"'”’)\]]*$")
_BROKEN = re.compile(r"(?<![^\s\"“(‘'—–-])((?:[^\W\d_]+-)*)([^\W\d_]+)-$")
_WORD = re.compile(r"[^\W\d_]+")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§])(?:\s|[^\W\d_]|$)")
_SMALLER = 0.95  # a footnote's letters to those of the text
_LARGER = 1.15  # a heading's letters to those of the text


class Line(NamedTuple):
    """One set line: where it stands (points, y upwards), the size of its letters, and its words."""

    left: float
    bottom: float
    right: float
    top: float
    size: float
    text: str


class Page(NamedTuple):
    """The lines of a page in the file's order, and its height."""

    lines: list[Line]
    height: float


class Joined(NamedTuple):
    """The text, where its pages start, and on how many of them notes were left out."""

    text: str
    starts: tuple[int, ...]
    noted: int


def join_pages(pages: Sequence[Page]) -> Joined:
    """The text without running heads, feet, page numbers and footnotes, a blank line between paragraphs."""
    usual = median([line.size for page in pages for line in page.lines for _ in line.text] or [0.0])
    running = list(_without_running(pages))
    kept = [_ordered(_without_notes(lines, usual)) for lines in running]
    noted = sum(len(lines) < len(before) for lines, before in zip(kept, running, strict=True))
    known = _known_words(kept)
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    before: Line | None = None
    for lines in kept:
        pitch, width = _measures(lines)
        for number, line in enumerate(lines):
            joint = "" if before is None else _joint(before, line, pitch, width, number == 0)
            if before and before.text[-1:] in "-\xad" and before.text[-2:-1].isalnum() and line.text[:1].isalnum():
                joint = ""
                if not _keeps_hyphen(before.text, line.text, known):
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
    return Joined("".join(pieces), tuple(starts), noted)


def headline(page: Page) -> str | None:
    """The words that are set clearly larger than the text, at the top of a first page; None where none are."""
    lines = page.lines
    usual = median([line.size for line in lines for _ in line.text] or [0.0])
    large = [line for line in lines if line.size > usual * _LARGER]
    if not large:
        return None
    most = max(line.size for line in large)
    found = list(
        itertools.takewhile(
            lambda line: line.size > most * 0.95, itertools.dropwhile(lambda line: line.size <= most * 0.95, lines)
        )
    )
    words = " ".join(line.text for line in found)
    high = found[0].bottom > page.height / 2
    return words if high and len(words.split()) > 1 and len(words) <= 200 else None


def _without_running(pages: Sequence[Page]) -> Iterator[list[Line]]:
    """The pages' lines without those at the edges that recur, that are numbers, or that a browser's printing adds."""

    def key(line: Line) -> tuple[str, int]:
        return re.sub(r"\d+", "#", line.text.lower()), round(line.bottom / 4)

    edges = [{line for line in page.lines if _at_edge(line, page.height)} for page in pages]
    often = Counter(known for edge in edges for known in {key(line) for line in edge})
    for page, edge in zip(pages, edges, strict=True):
        printed = [line.bottom for line in edge if _PRINTED.fullmatch(line.text)]
        gone = {
            line
            for line in edge
            if (often[key(line)] > 1 and often[key(line)] * 3 >= len(pages))
            or _NUMBER.fullmatch(line.text)
            or any(abs(line.bottom - level) < 3 for level in printed)
        }
        yield [line for line in page.lines if line not in gone]


def _without_notes(lines: list[Line], usual: float) -> list[Line]:
    """The lines without those in small letters at the foot of the page that a number or sign begins."""
    from_below = sorted(lines, key=lambda line: line.bottom)
    small = list(itertools.takewhile(lambda line: line.size < usual * _SMALLER, from_below))
    marks = [number for number, line in enumerate(small) if _NOTE.match(line.text)]
    notes = set(small[: marks[-1] + 1]) if marks else set()
    return [line for line in lines if line not in notes]


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom > height * (1 - _BAND) or line.top < height * _BAND


def _ordered(lines: list[Line]) -> list[Line]:
    """Column after column where lines of two columns alternate; else as they are set."""
    jumps = sum(later.bottom > line.bottom + 3 for line, later in itertools.pairwise(lines))
    level = sum(abs(later.bottom - line.bottom) <= 2 for line, later in itertools.pairwise(lines))
    if level * 4 < len(lines) or jumps > level or len(lines) < 8:
        return lines
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    across = [line.left < middle - 10 and line.right > middle + 10 for line in lines]
    if sum(across) * 5 > len(lines):
        return lines
    found: list[Line] = []
    band: list[Line] = []  # between two lines that run across both columns
    for line, is_across in sorted(zip(lines, across, strict=True), key=lambda pair: -pair[0].bottom):
        if is_across:
            found += [*sorted(band, key=lambda line: line.left > middle - 10), line]
            band = []
        else:
            band.append(line)
    return found + sorted(band, key=lambda line: line.left > middle - 10)


def _measures(lines: list[Line]) -> tuple[float, float]:
    """The usual step from line to line, and the rightmost edge."""
    steps = [line.bottom - later.bottom for line, later in itertools.pairwise(lines)]
    pitch = median([step for step in steps if 3 < step < 60] or [14.0])
    return pitch, max((line.right for line in lines), default=0.0)


def _joint(before: Line, line: Line, pitch: float, width: float, new_page: bool) -> str:
    """What stands between two lines: a space within a paragraph, a blank line between two."""
    ended = bool(_STOP.search(before.text))
    step = before.bottom - line.bottom
    small, large = sorted((before.size, line.size))
    if large > small * _LARGER:
        return "\n\n"
    if new_page or step < -3:  # a new page or column: a paragraph goes on unless its last line ends one
        return "\n\n" if ended and (before.right < width - 40 or not line.text[:1].islower()) else " "
    if step > pitch * 1.3:
        return "\n\n"
    indented = 6 < line.left - before.left < 60 and ended
    return "\n\n" if indented else " "


def _known_words(pages: Sequence[list[Line]]) -> Counter[str]:
    """How often each word stands whole, compounds as one; pieces of broken words do not count."""
    known: Counter[str] = Counter()
    lines = [line.text for page in pages for line in page]
    for before, text in itertools.pairwise(["", *lines]):
        whole = _WORD.sub("", text, count=1) if _BROKEN.search(before) else text
        known.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", _BROKEN.sub("", whole)))
    return known


def _keeps_hyphen(before: str, after: str, known: Counter[str]) -> bool:
    """Whether the hyphen at a line's end is the word's own: by the text's other words, else by common compounds."""
    broken, tail = _BROKEN.search(before), _WORD.match(after)
    if before[-1] == "\xad":
        return False
    if not broken or not tail or after[0].isupper() or after[tail.end() :].startswith("-"):
        return True
    head, rest = broken[2], tail[0]
    if known[head + rest]:
        return False
    if known[f"{head}-{rest}"] or known[f"{broken[1]}{head}-{rest}"]:
        return True
    first, last = _compounds()
    named = head[0].isupper() and known[head] > 0  # Iranian-backed
    return named or head.lower() in first or (rest in last and known[head] > 0)


@cache
def _compounds() -> tuple[frozenset[str], frozenset[str]]:
    raw = load("hyphens.json")
    return frozenset(raw["first"]), frozenset(raw["last"])

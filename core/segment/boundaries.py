"""Where sentences end inside a paragraph: every stop is judged by the word before it and the words after it.

The decisions follow Punkt (Kiss and Strunk 2006), abbreviation or not and then what opens next, with kinds of
abbreviation, quotation marks, ellipses and lists told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from quoth.core.model import Span
from quoth.core.segment.abbreviations import is_opener, kind, word_list
from quoth.core.segment.paragraphs import strip

_STOP = re.compile(
    r"""(?P<mark>\.(?:[ \xa0]\.(?!\.))+|[.!?…‽।؟۔。！？]+)
        (?P<close>(?:(?:["'”’»)\]}*_]|\[\d{1,3}\])+(?:\.(?![.\w]))?["'”’»]*)?(?:[ \xa0\u2009\u202f]["”’»](?=\s|$))?)
        (?P<gap>\s*)(?P<next>\S)""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_][\w.’'-]*[^\W_]|[^\W_]")
_OPENING = "`\"'“‘«([{*_¿¡—–―-.…•‣◦▪●⁃∙$£€₹@"
_CLOSING_MARKS = "\"'”’»"
_DASHES = "—–―-"
_UNSPACED = "।。！？"
"""Stops of scripts that know no capitals or no spaces: they always end a sentence."""
_OMISSION = re.compile(r"\[(?:\.\.\.|…)\]")
_DATELINE = re.compile(r"(?<=[.:!?] )[A-Z][A-Z][A-Z ,.'’-]{0,40} \([A-Z][A-Za-z]+\) [-–—] ")
_ASIDE = re.compile(r"\((?:As|Via|Through|In|Speaking|Speaks)\b[^()]*\.\)\Z")
_TOP_LEVEL = frozenset(["com", "org", "net", "gov", "edu", "mil", "int", "uk", "eu"])
_WRITTEN_OUT = re.compile(r"(?:^|[\s\"“'‘(—–])(?=[a-z]*[aeiou])[a-z]{4,}\Z")
"""A word in small letters, too long for an abbreviation: after it even a small letter opens a sentence."""
_TITLES = ("Mr", "Mrs", "Ms")
"""Titles that open a sentence after an abbreviation: in the U.S. Mr. Smith said."""
_ROMAN = re.compile(r"[IVXLC]+\Z")
_BULLET = re.compile(r"(?:(?<=\s)|(?<=\A))(?:[•‣◦▪●⁃∙]\s*|[-–*]\s{2,})(?=\S)")
_MARKER = re.compile(r"(?<![^\s•‣◦▪●⁃∙])(?P<open>\(?)(?P<count>\d{1,3}|[a-z])(?P<close>\.\)|\.|\))\s+(?=\S)")


def split_sentences(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of one paragraph in order, without the white space between them."""
    for item in _items(text, paragraph):
        start = item.start
        for end in _ends(text, item):
            span = strip(text, start, end)
            if span.start < span.end:
                yield span
            start = end
        span = strip(text, start, item.end)
        if span.start < span.end:
            yield span


def _ends(text: str, item: Span) -> Iterator[int]:
    """Where sentences end before the item's own end."""
    start = item.start
    for match in _STOP.finditer(text, item.start, item.end):
        end = _end(text, start, match, item.end)
        if end is not None:
            yield end
            start = end


def _end(text: str, start: int, match: re.Match[str], limit: int) -> int | None:
    """Where the sentence from ``start`` ends by this stop, or None when it goes on."""
    mark, close = match["mark"], match["close"]
    before = text[max(start, match.start() - 40) : match.start()]
    ahead = text[match.start("next") : min(limit, match.start("next") + 60)]
    following = _WORD.search(ahead)
    between = ahead[: following.start()] if following else ahead
    if _OMISSION.sub("", between).strip(_OPENING + "\xa0 "):
        return None
    end = match.end("close")
    if not any(c.isalnum() for c in before):  # "[...]" between two sentences stands for others
        return end if before[:1].isspace() and before.strip() + mark + close in ("[...]", "[…]") else None
    if following is None:
        return end if _is_lone_ellipsis(ahead) and match["gap"] else None
    word = following.group()
    if mark[0] in _UNSPACED:
        return end
    if not match["gap"]:
        return end if _is_glued(_last_word(before), mark, word, ahead) else None
    if close and between and between[0] in _DASHES and close[-1] in _CLOSING_MARKS:
        return None  # a quotation and then its author
    if word[0].islower():
        return end if _before_small_letter(before, match, word, between) else None
    if before[-1] in "[(" and mark in ("...", "…"):
        return end if close == "]" and match["next"] != "(" else None
    if len(mark) > 1 and set(mark) <= set(". \xa0…"):
        return _after_ellipsis(before, match, word)
    if mark in ".…":
        return end if _after_full_stop(text, start, match, between, word, limit) else None
    return end if _after_cry(text, match, before, word, limit) else None


def _before_small_letter(before: str, match: re.Match[str], word: str, between: str) -> bool:
    """Whether a sentence ends before a small letter: iPhone, "... and", and any word after a whole word's stop."""
    if match["mark"] != "." or not _is_plain(before):
        return False
    paused = "…" in between or "..." in between
    return word[1:2].isupper() or paused or (not match["close"] and bool(_WRITTEN_OUT.search(before)))


def _after_cry(text: str, match: re.Match[str], before: str, word: str, limit: int) -> bool:
    """Whether "!" or "?" ends a sentence: not before who said it ("Stop!" Mr. Lee said), not in a name (Yahoo! News)."""
    if match["close"] and match["close"][-1] in _CLOSING_MARKS:
        return not _attribution().match(text, match.start("next"), limit)
    return before.rpartition(" ")[2].lower() not in word_list("names_with_a_mark") or is_opener(word)


def _is_lone_ellipsis(ahead: str) -> bool:
    """Whether nothing but an omission mark is left of the paragraph."""
    return ahead.strip() in ("...", "…", "[...]", "[…]")


def _is_plain(before: str) -> bool:
    return kind(_last_word(before)) == "word"


def _last_word(before: str) -> str:
    words = before.split()
    return words[-1].lstrip(_OPENING + _CLOSING_MARKS) if words and not before[-1].isspace() else ""


def _is_glued(last: str, mark: str, word: str, ahead: str) -> bool:
    """Whether a sentence begins right after the stop, with no space: "…Tuesday.Mr. Smith"."""
    return (
        len(mark) == 1
        and mark in ".!?"
        and ahead[0] in word[0] + '“"'
        and word[0].isupper()
        and (word[1:2].islower() or word in ("I", "A"))
        and len(last) > 1
        and last[-2:].isalnum()
        and not last[-1].isupper()
        and not any(c in "./@" for c in last)
        and not any(c in "/@" for c in ahead.split()[0])
        and kind(last) == "word"
        and word.lower() not in _TOP_LEVEL
    )


def _after_ellipsis(before: str, match: re.Match[str], word: str) -> int | None:
    """An ellipsis ends a sentence before a capital, but it may be a mere pause before "I" or, set off, before a name."""
    mark = match["mark"]
    dots = mark.count(".") + 3 * mark.count("…")
    if dots == 4 and " " in mark and not before[-1].isspace():
        return match.start("mark") + 1  # a full stop, and then an ellipsis that opens the next sentence
    if dots == 3 and ((word[0] == "I" and is_opener(word)) or (before[-1].isspace() and not is_opener(word))):
        return None
    return match.end("close")


def _after_full_stop(text: str, start: int, match: re.Match[str], between: str, word: str, limit: int) -> bool:
    """Whether a single full stop ends its sentence, the next word being no small one."""
    at, after = match.start(), match.start("next")
    last = _last_word(text[max(start, at - 40) : at])
    if _is_marker(text, start, at, last):
        return False
    if not last:  # after a space, or put in by an editor: "...incurable[.]"
        return True
    stands = kind(last)
    if stands == "word":
        return not _is_aside(text[start : match.end("close")])
    if stands == "name" and last == "St" and _is_street(text[max(start, at - 40) : at]):
        return is_opener(word)
    if stands == "name" or (between and between[0] in _DASHES):
        return False
    if stands == "number":
        return not (word[0].isdigit() or (len(word) == 1 and word not in "AI"))
    if word[0].isdigit():
        return False
    if stands == "time":
        return _after_time(text[max(start, at - 80) : at], word)
    if stands == "initial":
        return _after_initial(text[max(start, at - 40) : at], last, text[after + len(between) : limit][:60])
    if match["close"] and match["close"][-1] in _CLOSING_MARKS:
        return not _attribution().match(text, after, limit)
    return is_opener(word) or word in _TITLES


def _is_aside(sentence: str) -> bool:
    """Whether all so far is "(As interpreted.)", which belongs to what is said."""
    return len(sentence) < 60 and bool(_ASIDE.match(sentence))


def _is_street(before: str) -> bool:
    """Whether "St" stands for a street: on Main St."""
    words = before.split()
    return len(words) > 1 and words[-2][:1].isupper()


def _after_initial(before: str, letter: str, ahead: str) -> bool:
    """Joseph R. Biden, Wayne A. I. Frederick; but: you and I. Did you ..."""
    words = before.split()
    word = ahead.split()[0]
    if letter == "I" and len(words) > 1 and words[-2].islower():
        return not (len(word) == 2 and word[1] == ".")
    return is_opener(word.rstrip(",")) and not (len(word) == 2 and word[1] == ".")


def _after_time(sentence: str, word: str) -> bool:
    """At 5 p.m. Monday; At 5 a.m. Mr. Smith went; but: he left at 6 p.m. Mr. Smith stayed."""
    if word.lower().rstrip(".") in word_list("after_times"):
        return False
    return is_opener(word) or len(sentence.split()) > 4


def _is_marker(text: str, start: int, at: int, last: str) -> bool:
    """Whether the word before the full stop is the number of a list item or section: it stands first, or after a colon."""
    if not ((last.isdigit() and len(last) < 4) or (len(last) == 1 and last.isalpha()) or _ROMAN.match(last)):
        return False
    reach = max(start, at - len(last) - 20)
    lead = text[reach : at - len(last)].rstrip(" \xa0\t" + _OPENING)
    return lead[-1] in ":;" if lead else reach == start


@cache
def _attribution() -> re.Pattern[str]:
    """What follows a quotation that ends with ! or ? but goes on: a name and a verb of saying."""
    verbs = "|".join(sorted(word_list("cues")))
    name = r"(?!(?:He|She|They|It|We|I|You|The|This|That|But|And|Then|In|On|At|His|Her|Their)\b)[A-Z][\w.’'-]*"
    return re.compile(rf"{name}(?:\s+(?:[A-Z][\w.’'-]*|of|the|de|van|bin|al)){{0,5}}\s+(?:[a-z]+ly\s+)?(?:{verbs})\b")


def _items(text: str, paragraph: Span) -> list[Span]:
    """The items of a list that runs on in one paragraph, each with its bullet or number; else the paragraph itself."""
    starts = [paragraph.start]
    bullets = [match.start() for match in _BULLET.finditer(text, paragraph.start, paragraph.end)]
    if len(bullets) > 1 or (bullets and bullets[0] > paragraph.start and text[bullets[0]] not in "-–*"):
        starts += [at for at in bullets if at > paragraph.start]
    else:
        starts += _numbered(text, paragraph) or [
            match.start() for match in _DATELINE.finditer(text, paragraph.start, paragraph.end)
        ]
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], paragraph.end], strict=True)]


def _numbered(text: str, paragraph: Span) -> list[int]:
    """Where the second and further items of a numbered list begin, when the paragraph begins with the first."""
    first = _MARKER.match(text, paragraph.start, paragraph.end)
    if not first:
        return []
    found: list[int] = []
    expected = _next(first["count"])
    for match in _MARKER.finditer(text, first.end() - 1, paragraph.end):
        if match.group("open", "count", "close") != (first["open"], expected, first["close"]):
            continue
        lead = text[max(paragraph.start, match.start() - 20) : match.start()].split()
        if lead and lead[-1].lower() in word_list("before_counts") and not match.group().endswith("  "):
            break
        found.append(match.start("open"))
        expected = _next(expected)
    return found


def _next(count: str) -> str:
    return str(int(count) + 1) if count.isdigit() else chr(ord(count) + 1)

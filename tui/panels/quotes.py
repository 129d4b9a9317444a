"""Who said what: mark, speaker, act, topic, the words, which ``rep.`` begins unless they are verbatim."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from quoth.store.rows import QuoteRow
from quoth.tui.output.cite import content_parts, said_words
from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import ELLIPSIS, fit, width
from quoth.tui.panels.dated import Dated
from quoth.tui.panels.words import first_name, hit_words, marked, short, with_hits

MOST_REMEMBERED = 2_000
REPORTED = "rep. "
ACT_FROM, TOPIC_FROM = 56, 100  # cells
LONGEST_VERB = 24  # cells
BEFORE_HIT = 16  # characters
SEEN_OF_HIT = 6
_TURNS = re.compile(
    r"\b(?:not|never|no|nor|neither|without|cannot|hardly)\b|n['’]t\b|\b(?:den(?:y|i)|refus|declin|fail)", re.IGNORECASE
)
"""What turns the meaning of what is reported."""
_SAYS = re.compile(r"\b(?:sa(?:id|ys?)|t(?:old|ells?)|stat(?:ed|es?)|add(?:ed|s)?|noted?|according)\b", re.IGNORECASE)


class Quotes(Dated[QuoteRow]):
    PANEL, TITLE, NUMBER = "quotes", "Quotes", 2

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._said: dict[tuple[str, int, int], str] = {}

    def _words(self, row: QuoteRow) -> str:
        """What was said, worked out once for each row that comes into view."""
        key = row.document.id, row.document.revision, row.index
        if key not in self._said:
            if len(self._said) > MOST_REMEMBERED:
                self._said.clear()
            self._said[key] = short(said_words(replace(row, cue="")))
        return self._said[key]

    def fields(self, row: QuoteRow, cells: int) -> Sequence[Field]:
        who = min(24, max(11, cells // 6))
        fields: list[Field] = [
            marked(row.quote, row.speakers),
            *self.date(row, cells),
            (first_name(row.speakers, who) + " ", "speaker"),
        ]
        if cells >= ACT_FROM:
            fields += [(fit(row.quote.act, 10), "act")]
        if cells >= TOPIC_FROM:
            topic = min(18, max(8, cells // 10))
            fields += [(fit(" ".join(row.quote.topics[:1]), topic) + " ", "topic")]
        said = self._words(row)
        words = said.removeprefix("reported: ")
        if not (verbatim := words == said):
            fields += [(REPORTED + _verb(row, with_act=cells >= ACT_FROM), "dim")]
        room = cells - sum(width(text) for text, _ in fields)
        found = _hit_words(row)
        shown = fit(_from_hit(words, found, room, '"' * verbatim), room)
        return [*fields, *with_hits(shown, "verbatim" if verbatim else "reported", found)]


def _verb(row: QuoteRow, *, with_act: bool) -> str:
    """The source's verb where it says what the act beside it does not."""
    cue = short(row.cue)
    told_so = with_act or row.quote.act == "state" or _SAYS.search(cue)
    cue = fit(cue, min(width(cue), LONGEST_VERB))
    return f"{cue}: " if cue and (_TURNS.search(cue) or not told_so) else ""


def _from_hit(words: str, found: Collection[str], room: int, begin: str) -> str:
    """The words, without what comes before the first hit where that would not be seen."""
    at = min((place for word in found if (place := words.find(short(word))) >= 0), default=0)
    if at < room - SEEN_OF_HIT:
        return words
    fits_from = len(words) - (room - len(begin) - 2)
    start = words.find(" ", max(min(at - BEFORE_HIT, fits_from), 0), at) + 1 or at
    return f"{begin}{ELLIPSIS} {words[start:]}"


def _hit_words(row: QuoteRow) -> set[str]:
    """The words of what was said that the search has found."""
    if not row.hits:
        return set()
    parts = zip(content_parts(row), row.quote.content, strict=True)
    return {word for text, span in parts for word in hit_words(row.hits, text, span.start)}

"""Who said what: mark, speaker, act, topic, the words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from quoth.store.rows import QuoteRow
from quoth.tui.output.cite import content_parts, said_words
from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import ELLIPSIS, fit, width
from quoth.tui.panels.dated import Dated
from quoth.tui.panels.words import hit_words, marked, names, short, with_hits

MOST_REMEMBERED = 2_000
BEFORE_HIT = 16  # characters
SEEN_OF_HIT = 6


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
            self._said[key] = short(said_words(row))
        return self._said[key]

    def fields(self, row: QuoteRow, cells: int) -> Sequence[Field]:
        who = min(24, max(12, cells // 6))
        words = self._words(row)
        style = "verbatim" if words.startswith('"') else "reported"
        fields: list[Field] = [
            marked(row.quote, row.speakers),
            *self.date(row, cells),
            (fit(names(row.speakers), who) + " ", "speaker"),
        ]
        if cells >= 56:
            fields += [(fit(row.quote.act, 10), "act")]
        if cells >= 70:
            topic = min(18, max(8, cells // 10))
            fields += [(fit(" ".join(row.quote.topics[:1]), topic) + " ", "topic")]
        room = cells - sum(width(text) for text, _ in fields)
        found = _hit_words(row)
        return [*fields, *with_hits(fit(_from_hit(words, found, room), room), style, found)]


def _from_hit(words: str, found: Collection[str], room: int) -> str:
    """The words, without what comes before the first hit where that would not be seen."""
    at = min((place for word in found if (place := words.find(short(word))) >= 0), default=0)
    if at < room - SEEN_OF_HIT:
        return words
    begin = '"' if words.startswith('"') else "reported: "
    fits_from = len(words) - (room - len(begin) - 2)
    start = words.find(" ", max(min(at - BEFORE_HIT, fits_from), 0), at) + 1 or at
    return f"{begin}{ELLIPSIS} {words[start:]}"


def _hit_words(row: QuoteRow) -> set[str]:
    """The words of what was said that the search has found."""
    if not row.hits:
        return set()
    parts = zip(content_parts(row), row.quote.content, strict=True)
    return {word for text, span in parts for word in hit_words(row.hits, text, span.start)}

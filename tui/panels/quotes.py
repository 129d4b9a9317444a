"""Who said what: mark, speaker, act, topic, the words."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.store.rows import QuoteRow
from quoth.tui.output.cite import said_words
from quoth.tui.panels.cells import fit, width
from quoth.tui.panels.lines import Field, Lines
from quoth.tui.panels.words import LONGEST, marked, names, short

MOST_REMEMBERED = 2_000


class Quotes(Lines[QuoteRow]):
    PANEL, TITLE, NUMBER = "quotes", "Quotes", 2

    def key(self, row: QuoteRow) -> object:
        return row.document.id, row.index

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._said: dict[tuple[str, int, int], str] = {}

    def _words(self, row: QuoteRow) -> str:
        """What was said, worked out once for each row that comes into view."""
        key = row.document.id, row.document.revision, row.index
        if key not in self._said:
            if len(self._said) > MOST_REMEMBERED:
                self._said.clear()
            self._said[key] = short(said_words(row)[:LONGEST])
        return self._said[key]

    def fields(self, row: QuoteRow, cells: int) -> Sequence[Field]:
        who = min(24, max(12, cells // 5))
        words = self._words(row)
        style = "verbatim" if words.startswith('"') else "reported"
        fields: list[Field] = [
            marked(row.quote, row.speakers),
            (fit(names(row.speakers), who) + " ", "speaker"),
        ]
        if cells >= 48:
            fields += [(fit(row.quote.act, 10), "")]
        if cells >= 70:
            topic = min(18, max(8, cells // 10))
            fields += [(fit(" ".join(row.quote.topics[:1]), topic) + " ", "")]
        taken = sum(width(text) for text, _ in fields)
        return [*fields, (fit(words, cells - taken), style)]

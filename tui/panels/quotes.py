"""Who said what: mark, speaker, act, topic, the words."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.store.rows import QuoteRow
from quoth.tui.cite import said_words
from quoth.tui.panels.cells import fit, width
from quoth.tui.panels.lines import Field, Lines
from quoth.tui.panels.words import LONGEST, marked, names, short


class Quotes(Lines[QuoteRow]):
    PANEL, TITLE, NUMBER = "quotes", "Quotes", 2

    def key(self, row: QuoteRow) -> object:
        return row.document.id, row.index

    def fields(self, row: QuoteRow, cells: int) -> Sequence[Field]:
        who = min(24, max(11, cells // 6))
        words = short(said_words(row)[:LONGEST])
        style = "verbatim" if words.startswith('"') else "reported"
        fields: list[Field] = [
            marked(row.quote, row.speakers),
            (fit(names(row.speakers), who) + " ", "speaker"),
        ]
        if cells >= 48:
            fields += [(fit(row.quote.act, 10), "")]
        if cells >= 70:
            topic = min(18, max(9, cells // 9))
            fields += [(fit(" ".join(row.quote.topics[:1]), topic) + " ", "")]
        taken = sum(width(text) for text, _ in fields)
        return [*fields, (fit(words, cells - taken), style)]

"""What it is about: topics with a bar, then the named subjects."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.store.rows import SubjectRow, TopicRow
from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import fit
from quoth.tui.panels.lines import Lines
from quoth.tui.panels.words import bar, short


class Topics(Lines[TopicRow | SubjectRow]):
    PANEL, TITLE, NUMBER = "topics", "Topics", 1

    def key(self, row: TopicRow | SubjectRow) -> object:
        return type(row).__name__, row.id

    def fields(self, row: TopicRow | SubjectRow, cells: int) -> Sequence[Field]:
        count = row.quotes if isinstance(row, TopicRow) else row.sentences
        first = self.row(0)
        most = first.quotes if isinstance(first, TopicRow) else count
        counts = f" {count:>5}"
        bars = max((cells - len(counts)) // 4, 0)
        room = cells - bars - len(counts)
        if isinstance(row, TopicRow):
            label: list[Field] = [(fit(short(row.label), room), "topic")]
        else:
            label = [(fit(f"{short(row.name)}  ({row.kind})", room), "")]
        return [*label, (fit(bar(min(count, most), most, bars), bars), "bar"), (counts, "")]

"""Who speaks: name, titles, party, and how often."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.store.rows import SpeakerRow
from quoth.tui.panels.canvas import Field
from quoth.tui.panels.cells import fit
from quoth.tui.panels.lines import Lines
from quoth.tui.panels.words import bar, short

KINDS = {"person": " ", "organisation": "o", "country": "c", "group": "+"}


class Speakers(Lines[SpeakerRow]):
    PANEL, TITLE, NUMBER = "speakers", "Speakers", 5

    def key(self, row: SpeakerRow) -> object:
        return row.id

    def fields(self, row: SpeakerRow, cells: int) -> Sequence[Field]:
        most = first.quotes if (first := self.row(0)) else row.quotes
        counts = f" {row.quotes:>5}"
        fields: list[Field] = [(KINDS.get(row.kind, " ") + " ", "key")]
        room = cells - len(counts) - 2
        bars = room // 6
        name = min(30, max(room - bars, 0)) if room < 50 else 26
        fields.append((fit(short(row.name), name), "speaker"))
        known = ", ".join([*row.titles, *([row.party] if row.party else [])])
        fields.append((fit(" " + short(known), room - name - bars), ""))
        fields.append((fit(bar(row.quotes, most, bars), bars), "bar"))
        return [*fields, (counts, "")]

"""Rows as a table for a person: it fits a terminal's width; into a pipe every row is one whole line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from quoth.core.model import Number, Span
from quoth.store.rows import DocumentRow, NumberRow, QuoteRow, SentenceRow
from quoth.tui.output.cite import figure_words, said_words, short_id, unit_of
from quoth.tui.output.layout import side_by_side, widths_of, wrap
from quoth.tui.terminal.visible import visible_line
from rich.cells import cell_len

MOST_LINES = 6  # of one row on a terminal; the whole is in `show` and in the other formats


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and how a row's cell is made. The last column of a table takes the room that is left.

    ``most`` is its greatest width on 80 columns, 0: what it needs; it grows with the terminal.
    """

    heading: str
    cell: Callable[[Any], str]
    right: bool = False
    most: int = 0


def render_table(kind: str, rows: Sequence[Any], width: int | None, color: bool) -> str:
    """The table as text, harmless to a terminal; ``width`` None: nothing is wrapped or cut."""
    columns = COLUMNS[kind]
    table = [[column.heading for column in columns], *([_cell(column, row) for column in columns] for row in rows)]
    widths = [max(map(cell_len, texts)) for texts in zip(*table, strict=True)]
    if width:
        most = [max(column.most, column.most * width // 80) or width for column in columns]
        widths = widths_of(widths, most, width)
    right = [column.right for column in columns]
    lines: list[str] = []
    for texts in table:
        cells = [wrap(text, room, MOST_LINES) if width else [text] for text, room in zip(texts, widths, strict=True)]
        lines += side_by_side(cells, widths, right)
    if color:
        lines[0] = f"\x1b[1m{lines[0]}\x1b[0m"
    return "".join(f"{line}\n" for line in lines)


def _cell(column: Column, row: Any) -> str:
    return visible_line(" ".join(column.cell(row).split()))


def name_speaker_briefly(row: QuoteRow | NumberRow | SentenceRow) -> str:
    """The speakers' names with the marks of the screen: ``?`` uncertain, ``+`` several at once."""
    names = ", ".join(speaker.name for speaker in row.speakers)
    quote = row.quote if isinstance(row, QuoteRow | NumberRow) else None
    if quote and not names:
        names = "unnamed"
    uncertain = "?" if quote and quote.is_uncertain else ""
    return uncertain + ("+" if len(row.speakers) > 1 else "") + names


def describe_value(number: Number) -> str:
    """``more than 34,000,000,000 USD``: qualifier, value or range, unit."""
    values = [_grouped(value) for value in (number.value, number.value_max) if value is not None]
    if number.kind == "label":
        return ""
    return " ".join(part for part in (number.qualifier, " to ".join(values), unit_of(number)) if part)


def _grouped(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def _date(row: DocumentRow) -> str:
    return row.date or "undated"


def _where(row: QuoteRow | NumberRow | SentenceRow, spans: Sequence[Span]) -> str:
    """Date, the id's last part and the first character: ``2024-05-30 1a2b:930``."""
    return f"{_date(row.document)} {short_id(row.document)}:{spans[0].start}"


COLUMNS: dict[str, tuple[Column, ...]] = {
    "documents": (
        Column("ID", short_id),
        Column("DATE", _date),
        Column("QUOTES", lambda row: str(row.verbatim + row.reported), right=True),
        Column("VERBATIM", lambda row: str(row.verbatim), right=True),
        Column("FIGURES", lambda row: str(row.figures), right=True),
        Column("TITLE", lambda row: row.title or row.name),
    ),
    "quotes": (
        Column("WHERE", lambda row: _where(row, row.quote.content)),
        Column("SPEAKER", name_speaker_briefly, most=18),
        Column("SAID", said_words),
    ),
    "numbers": (
        Column("WHERE", lambda row: _where(row, [row.number.span])),
        Column("SPEAKER", name_speaker_briefly, most=18),
        Column("VALUE", lambda row: describe_value(row.number), most=20),
        Column("FIGURE", figure_words),
    ),
    "sentences": (
        Column("WHERE", lambda row: _where(row, [row.sentence.span])),
        Column("SPEAKER", name_speaker_briefly, most=18),
        Column("SPEECH", lambda row: row.sentence.speech),
        Column("SENTENCE", lambda row: row.text),
    ),
    "topics": (
        Column("QUOTES", lambda row: str(row.quotes), right=True),
        Column("NUMBERS", lambda row: str(row.numbers), right=True),
        Column("SENTENCES", lambda row: str(row.sentences), right=True),
        Column("TOPIC", lambda row: row.id, most=24),
        Column("LABEL", lambda row: row.label),
    ),
    "speakers": (
        Column("QUOTES", lambda row: str(row.quotes), right=True),
        Column("NUMBERS", lambda row: str(row.numbers), right=True),
        Column("TEXTS", lambda row: str(row.documents), right=True),
        Column("NAME", lambda row: row.name, most=28),
        Column("KIND", lambda row: row.kind),
        Column("TITLES, PARTY", lambda row: ", ".join([*row.titles, *filter(None, [row.party])])),
    ),
    "subjects": (
        Column("SENTENCES", lambda row: str(row.sentences), right=True),
        Column("TEXTS", lambda row: str(row.documents), right=True),
        Column("KIND", lambda row: row.kind),
        Column("NAME", lambda row: row.name),
    ),
}

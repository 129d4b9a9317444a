"""Which search term a row stands for, and whose it is."""

from __future__ import annotations

from quoth.store.rows import DocumentRow, NumberRow, QuoteRow, SpeakerRow, SubjectRow, TopicRow

AnyRow = QuoteRow | NumberRow | DocumentRow | TopicRow | SubjectRow | SpeakerRow


def term_of(row: AnyRow) -> str:
    """The search term that finds what belongs to the row."""
    match row:
        case TopicRow():
            return f"topic:{row.id}"
        case SubjectRow():
            return f"about:{row.id}"
        case SpeakerRow():
            return f"speaker:{row.id}"
        case DocumentRow():
            return f"doc:{row.id}"
    if row.speakers:
        return f"speaker:{row.speakers[0].id}"
    if isinstance(row, NumberRow) and row.number.unit:
        return f"unit:{row.number.unit}"
    return f"doc:{row.document.id}"


def speaker_of(row: AnyRow | None) -> tuple[str, str] | None:
    """Name and search term of the row's speaker."""
    match row:
        case SpeakerRow():
            return row.name, f"speaker:{row.id}"
        case QuoteRow() | NumberRow() if row.speakers:
            return row.speakers[0].name, f"speaker:{row.speakers[0].id}"
    return None

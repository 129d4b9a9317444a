"""Which search term a row stands for, and whose it is."""

from __future__ import annotations

from quoth.store.rows import DocumentRow, NumberRow, QuoteRow, SpeakerRow, SubjectRow, TopicRow

AnyRow = QuoteRow | NumberRow | DocumentRow | TopicRow | SubjectRow | SpeakerRow


def terms_of(row: AnyRow) -> list[str]:
    """The search terms that find what has something in common with the row, what one is most likely to want first."""
    match row:
        case TopicRow():
            return [f"topic:{row.id}"]
        case SubjectRow():
            return [f"about:{row.id}"]
        case SpeakerRow():
            return [f"speaker:{row.id}"]
        case DocumentRow():
            return [f"doc:{row.id}"]
    terms = [f"speaker:{speaker.id}" for speaker in row.speakers]
    if isinstance(row, NumberRow):
        terms += (
            [f'unit:"{row.number.unit.lower()}"' if " " in row.number.unit else f"unit:{row.number.unit.lower()}"]
            if row.number.unit
            else []
        )
        terms.append(f"kind:{row.number.kind}")
    if row.quote is not None:
        terms += [*(f"topic:{topic}" for topic in row.quote.topics), f"act:{row.quote.act}"]
    return [*terms, f"doc:{row.document.id}"]


def speaker_of(row: AnyRow | None) -> tuple[str, str] | None:
    """Name and search term of the row's speaker."""
    match row:
        case SpeakerRow():
            return row.name, f"speaker:{row.id}"
        case QuoteRow() | NumberRow() if row.speakers:
            return row.speakers[0].name, f"speaker:{row.speakers[0].id}"
    return None

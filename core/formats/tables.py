"""CSV with named columns: each row is a document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from quoth.core.errors import InputError
from quoth.core.formats.decoding import decode
from quoth.core.model import Document

_COLUMNS = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "transcript"),
    "id": ("id", "name", "url", "link", "key", "file"),
    "title": ("title", "headline", "subject"),
    "source": ("source", "outlet", "publisher", "publication", "site"),
    "date": ("date", "published", "published_at", "pubdate", "day"),
    "place": ("place", "dateline", "location", "city"),
}


def read_csv(raw: bytes, name: str) -> Iterator[Document | InputError]:
    """The rows in order; one that cannot be read comes as an InputError with its number, the rest goes on."""
    text, notes = decode(raw, name)
    text = text.lstrip("\ufeff")
    delimiter = max(",;\t|", key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    csv.field_size_limit(max(csv.field_size_limit(), 5_000_000))
    try:
        header = [column.strip().lower() for column in next(rows, [])]
        columns = {
            key: header.index(known) for key, names in _COLUMNS.items() for known in names[::-1] if known in header
        }
        if "text" not in columns:
            raise InputError(
                f'{name}: no column "text"; the first line must name the columns (text, id, title, date, source)'
            )
        for number, row in enumerate(rows, start=1):
            if not any(row):
                continue
            cells = {key: row[at].strip() if at < len(row) else "" for key, at in columns.items()}
            if not cells["text"]:
                yield InputError(f"{name}: row {number} has no text")
                continue
            yield Document(
                cells.get("id") or f"{name}#{number}",
                cells["text"],
                title=cells.get("title") or None,
                source=cells.get("source") or None,
                date=cells.get("date") or None,
                place=cells.get("place") or None,
                notes=notes,
            )
    except csv.Error as error:
        yield InputError(f"{name}: line {rows.line_num}: no CSV that can be read ({error})")

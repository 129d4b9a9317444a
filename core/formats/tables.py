"""CSV with named columns: each row is a document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from quoth.core.errors import InputError
from quoth.core.formats.dateline import stated_date
from quoth.core.formats.decoding import decode
from quoth.core.formats.limits import MAX_TEXT
from quoth.core.model import Document

_COLUMNS = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "transcript"),
    "id": ("id", "name", "url", "link", "key", "file"),
    "title": ("title", "headline", "subject"),
    "source": ("source", "outlet", "publisher", "publication", "site"),
    "date": ("date", "published", "published_at", "pubdate", "day"),
    "place": ("place", "dateline", "location", "city"),
}
_DELIMITERS = ",;\t|"


def names_columns(line: str) -> bool:
    """Whether a first line names a column of texts and another one that is known."""
    found = _columns(_header(line, _delimiter(line)))
    return "text" in found and len(found) > 1


def read_csv(raw: bytes, name: str) -> Iterator[Document | InputError]:
    """The rows in order, named by their id or number; one that cannot be read comes as an InputError in its place."""
    text, notes = decode(raw, name)
    text = text.lstrip("\ufeff")
    if text.lower().startswith("sep="):  # a line that Excel writes for itself
        text = text.partition("\n")[2]
    csv.field_size_limit(max(csv.field_size_limit(), MAX_TEXT))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text.partition("\n")[0]), strict=True)
    try:
        columns = _columns([column.strip().lower() for column in next(rows, [])])
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
            date, doubt = stated_date(cells.get("date"))
            yield Document(
                cells.get("id") or str(number),
                cells["text"],
                title=cells.get("title") or None,
                source=cells.get("source") or None,
                date=date,
                place=cells.get("place") or None,
                notes=notes + doubt,
            )
    except csv.Error as error:
        yield InputError(f"{name}: line {rows.line_num}: no CSV that can be read ({error})")


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _header(line: str, delimiter: str) -> list[str]:
    try:
        return [column.strip().lower() for column in next(csv.reader([line.strip()], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _columns(header: list[str]) -> dict[str, int]:
    """Where each field stands; of several names for one the first counts."""
    return {key: header.index(known) for key, names in _COLUMNS.items() for known in names[::-1] if known in header}

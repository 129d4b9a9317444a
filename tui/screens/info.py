"""What is known of a document, and setting what its text does not say."""

from __future__ import annotations

from quoth.core.formats.dateline import iso_date
from quoth.core.model import Briefing
from quoth.store.rows import DocumentRow
from quoth.tui.output.cite import counted
from quoth.tui.screens.ask import Form

FIELDS = {"Title": "title", "Date": "date", "Outlet": "source"}


def info_form(
    document: DocumentRow, briefing: Briefing | None, typed: dict[str, str] | None = None, *, kept: bool = True
) -> Form:
    """Title, date and outlet to fill in, below what cannot be changed; with ``typed``, whose date is none, once more.

    What is set in files that are in no library is not ``kept``: the form says so.
    """
    notes = [f"{typed['Date']} is no date: write 2024-05-30, 2024-05 or 2024"] if typed else []
    notes += (
        []
        if kept
        else ["What is set here is not kept: this file is in no library (quoth add --title --date --source)."]
    )
    notes += [
        f"{document.name}   id {document.id}   revision {document.revision}   added {document.added[:10]}",
        ", ".join(
            [
                counted(document.sentences, "sentence"),
                f"{document.verbatim} verbatim and {document.reported} reported quotes",
                counted(document.figures, "figure"),
            ]
        ),
    ]
    if briefing:
        place = briefing.document.place
        notes += [f"Place: {place}"] if place else []
        notes += briefing.document.notes
        notes.append("Speakers: " + ", ".join(speaker.name for speaker in briefing.speakers))
    values = typed or {name: getattr(document, attribute) or "" for name, attribute in FIELDS.items()}
    return Form("The document", values, notes)


def is_date(text: str) -> bool:
    """Whether it can be read as a day, a month or a year, or nothing is written."""
    return not text.strip() or iso_date(text) is not None


def changes(document: DocumentRow, answer: dict[str, str] | None) -> dict[str, str]:
    """What the answer sets otherwise than it is, by the names that the library has for it."""
    if answer is None:
        return {}
    wanted = {attribute: answer[name].strip() for name, attribute in FIELDS.items()}
    wanted["date"] = iso_date(wanted["date"]) or ""
    return {attribute: value for attribute, value in wanted.items() if value != (getattr(document, attribute) or "")}

"""What is known of a document, and setting what its text does not say."""

from __future__ import annotations

from quoth.core.model import Briefing
from quoth.store.rows import DocumentRow
from quoth.tui.panels.words import counted
from quoth.tui.screens.ask import Form

FIELDS = {"Title": "title", "Date": "date", "Outlet": "source"}


def info_form(document: DocumentRow, briefing: Briefing | None) -> Form:
    """Title, date and outlet to fill in, below what cannot be changed."""
    notes = [
        f"{document.name}   id {document.id}   revision {document.revision}   added {document.added}",
        ", ".join(
            [
                counted(document.sentences, "sentence"),
                f"{document.verbatim} verbatim and {document.reported} reported quotes",
                counted(document.numbers, "figure"),
            ]
        ),
    ]
    if briefing:
        notes.append("Speakers: " + ", ".join(speaker.name for speaker in briefing.speakers))
    values = {name: getattr(document, attribute) or "" for name, attribute in FIELDS.items()}
    return Form("The document", values, notes)


def changes(document: DocumentRow, answer: dict[str, str] | None) -> dict[str, str]:
    """What the answer sets otherwise than it is, by the names that the library has for it."""
    if answer is None:
        return {}
    wanted = {attribute: answer[name].strip() for name, attribute in FIELDS.items()}
    return {attribute: value for attribute, value in wanted.items() if value != (getattr(document, attribute) or "")}

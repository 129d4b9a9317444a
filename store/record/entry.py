"""An article as it is kept: the briefing as it was analysed, and what the user has set by hand laid over it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quoth.core.model import Briefing
from quoth.store.records import SCHEMA

METADATA = ("title", "source", "date")


@dataclass(frozen=True, slots=True)
class Edit:
    """Something that a user has set: the hash of the text, what was set, to what, when (ISO, UTC) and by whom."""

    sha256: str
    field: str
    value: str | None
    at: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An article. ``story`` is the id of the first print of its story where it is a later one."""

    id: str
    revision: int
    added: str
    briefing: Briefing
    story: str | None = None
    sketch: tuple[int, ...] = ()
    edits: tuple[Edit, ...] = ()
    schema: int = SCHEMA
    """The schema that its file is of; written is always the present one."""

    @property
    def edited(self) -> Briefing:
        """The briefing with what the user has set."""
        changes = {edit.field: edit.value for edit in self.edits if edit.field in METADATA}
        if not changes:
            return self.briefing
        return replace(self.briefing, document=replace(self.briefing.document, **changes))  # type: ignore[arg-type]

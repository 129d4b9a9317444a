"""Subjects: the named things that are spoken about."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.core.model import Speaker, Subject
from quoth.core.parse import Parse


def find_subjects(parse: Parse, speakers: Sequence[Speaker]) -> tuple[Subject, ...]:
    """The places, events, bodies and agreements that a text names, without its speakers."""
    return ()

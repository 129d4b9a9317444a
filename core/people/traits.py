"""What stands beside a name elsewhere in the text: titles in apposition, and the country of an office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from quoth.core.people.entry import Entry
from quoth.core.people.mentions import Mention
from quoth.core.people.names import Lexicon, fold


def learn_traits(
    lex: Lexicon, mentions: Sequence[Mention], entry_of: Mapping[int, Entry], entries: Sequence[Entry]
) -> None:
    """Gives people the titles of their appositions, and a party by "the UAE President" or by a well-known office."""
    for at, (before, after) in enumerate(pairwise(mentions)):
        _read_apposition(lex, at, before, after, entry_of)
    people = [entry for entry in entries if entry.kind == "person" and entry.titles]
    for entry in people:
        entry.party = entry.party or lex.notables.get(fold(entry.words[-1]), ("", None))[1]
    offices = ((m.titles[0][0], m.party) for m in mentions if m.kind == "title" and lex.places.is_country(m.party))
    for title, party in dict.fromkeys(offices):
        _learn_party(title, party, people)


def _read_apposition(lex: Lexicon, at: int, before: Mention, after: Mention, entry_of: Mapping[int, Entry]) -> None:
    """The title in "Rita Moss, the mayor" and in "the mayor, Rita Moss"; ``at`` is the number of the first mention."""
    if before.sentence != after.sentence or {before.kind, after.kind} not in ({"person", "title"}, {"name", "title"}):
        return
    bearer, title, gap = (at, after, len(", the ")) if after.kind == "title" else (at + 1, before, len(", "))
    entry = entry_of.get(bearer)
    if entry is None or entry.kind != "person" or after.span.start - before.span.end > gap:
        return
    for words, rank in title.titles:
        entry.entitle(words, rank, lex)
    entry.party = entry.party or title.party


def _learn_party(title: str, party: str | None, people: Sequence[Entry]) -> None:
    """ "The UAE President" tells the country of the only President whose country is not known."""
    bearers = [entry for entry in people if any(title.lower() == own.lower() for own in entry.titles)]
    unknown = [entry for entry in bearers if entry.party is None]
    if len(unknown) == 1 and all(entry.party != party for entry in bearers):
        unknown[0].party = party

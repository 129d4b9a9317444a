"""Who issues a statement, as its beginning tells: the governments for which "we urge" speaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from quoth.core.model import Span
from quoth.core.parse import Parse
from quoth.core.people.cast import Cast
from quoth.core.people.entry import Entry
from quoth.core.people.meetings import Who
from quoth.core.people.mentions import Mention

_BEGINNING = 4  # sentences
_ISSUED = re.compile(r"\b(?:governments? of|joint(?:ly)?|statement|declaration|communiqu[eé]|we, the)\b", re.IGNORECASE)
# what a statement is about, or what "We, the ministers of Chile and Kenya," do
_ABOUT = re.compile(r"\b(?:[Oo]n|ON|[Aa]bout|[Rr]egarding|[Cc]oncerning)\b|, (?!and\b|the\b|as\b|of\b)[a-z]+")

Within = Callable[[Span], Sequence[tuple[Mention, Entry | None]]]  # the mentions in a stretch of text


def who_issues(parse: Parse, cast: Cast, within: Within) -> Who:
    """The two parties or more of the first sentences that speak of a statement, else the first body that is named."""
    named: list[Who] = []
    for sentence in parse.sentences[:_BEGINNING]:
        text = sentence.span.of(parse.text)
        if _ISSUED.search(text):
            about = _ABOUT.search(text)
            end = sentence.span.start + (about.start() if about else len(text))
            named.append(_parties(cast, within(Span(sentence.span.start, end))))
    several = (who for who in named if len(who) > 1)
    return next(several, ()) or next(filter(None, named), ()) or _first_body(parse, within)


def _parties(cast: Cast, named: Sequence[tuple[Mention, Entry | None]]) -> Who:
    """The countries and unions of countries; the people where there are none."""
    parties: dict[Entry, None] = {}
    for mention, entry in named:
        if mention.kind in ("country", "capital") and mention.party:
            parties[cast.country(mention.party)] = None
        elif entry is not None and cast.lex.known_organisations.get(entry.name.lower(), "") is None:
            parties[entry] = None
    if any(entry.kind == "country" for entry in parties):
        parties = {
            entry: None for entry in parties if not any(map(str.isdigit, entry.name))
        }  # not the G7 beside its members
    return tuple(parties or dict.fromkeys(entry for m, entry in named if entry is not None and m.kind == "person"))


def _first_body(parse: Parse, within: Within) -> Who:
    for sentence in parse.sentences[:_BEGINNING]:
        bodies = (
            entry for m, entry in within(sentence.span) if entry is not None and m.kind in ("country", "organisation")
        )
        if first := tuple(bodies)[:1]:
            return first
    return ()

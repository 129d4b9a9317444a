"""Who is named in a text, and who is meant by each source of a quote: one canonical speaker for every way of naming."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quoth.core.model import Span, Speaker
from quoth.core.parse import Parse
from quoth.core.people_cast import Cast
from quoth.core.people_mentions import Mention, find_mentions
from quoth.core.people_resolve import Resolver


class People:
    """The people, organisations and countries of one document."""

    def __init__(self, parse: Parse) -> None:
        self.mentions: tuple[Mention, ...] = tuple(find_mentions(parse))
        self._cast = Cast(self.mentions)
        self._resolver = Resolver(parse, self._cast)

    def resolve(self, sources: Sequence[Span | None]) -> list[tuple[str, ...]]:
        """Speaker ids for each source mention, given in text order; several for a collective, none for None."""
        return [tuple(entry.id for entry in who) for who in self._resolver.resolve(sources)]

    def speakers(self, used: Iterable[str]) -> tuple[Speaker, ...]:
        """The speakers of these ids, in the order of their first mention, with all the mentions found of them."""
        wanted = set(used)
        speakers = [entry.speaker() for entry in self._cast.entries if entry.id in wanted]
        return tuple(sorted(speakers, key=lambda s: (s.mentions[:1], s.id)))


def find_people(parse: Parse) -> People:
    """Everybody named in a parsed document."""
    return People(parse)

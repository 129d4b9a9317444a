"""Who is named in a text, and who is meant by each source of a quote: one canonical speaker for every way of naming."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from quoth.core.model import Span, Speaker, SpeakerKind
from quoth.core.parse import Parse
from quoth.core.people.cast import Cast
from quoth.core.people.headlines import find_mentions
from quoth.core.people.mentions import Mention, read_mentions
from quoth.core.people.names import lexicon
from quoth.core.people.resolve import Resolver
from quoth.core.segment.tokens import tokenize


class People:
    """The people, organisations and countries of one document."""

    def __init__(self, parse: Parse) -> None:
        self.mentions: tuple[Mention, ...] = tuple(find_mentions(parse))
        self._cast = Cast(self.mentions, _named_in_title(parse, self.mentions))
        self._resolver = Resolver(parse, self._cast)
        self._resolved: dict[str, set[Span]] = {}

    @cached_property
    def places(self) -> tuple[Span, ...]:
        """Where people are named, in text order."""
        return tuple(m.span for at, m in enumerate(self.mentions) if self._cast.is_person(at))

    @property
    def opening_label(self) -> Span | None:
        """The label of who most likely speaks where a transcript begins in the middle of a turn."""
        return self._resolver.discourse.turns.opening_label()

    def resolve(self, sources: Sequence[Span | None]) -> list[tuple[str, ...]]:
        """Speaker ids for each source mention, given in text order; several for a collective, none for None."""
        found = self._resolver.resolve(sources)
        self._resolved = {}
        for span, who in zip(sources, found, strict=True):
            for entry in who:
                if span is not None:
                    self._resolved.setdefault(entry.id, set()).add(span)
        return [tuple(entry.id for entry in who) for who in found]

    def kind(self, speaker: str) -> SpeakerKind:
        """The kind of the speaker with this id."""
        return self._cast.by_id[speaker].kind

    def speakers(self, used: Iterable[str]) -> tuple[Speaker, ...]:
        """The speakers of these ids in the order of their first mention, with their names and resolved mentions."""
        wanted = set(used)
        speakers = [e.speaker(self._resolved.get(e.id, ())) for e in self._cast.entries if e.id in wanted]
        return tuple(sorted(speakers, key=lambda speaker: (speaker.mentions[:1], speaker.id)))


def _named_in_title(parse: Parse, mentions: Iterable[Mention]) -> list[Mention]:
    """The people of the document's title whom the text names too, perhaps by surname only.

    Headlines write every word with a capital, so a name ends at the surname that the text knows: "Ada Okafor En Route".
    """
    title = parse.document.title
    if not title:
        return []
    labels = (word.lower() for turn in parse.turns for word in turn.label.of(parse.text).split())
    surnames = {mention.name[-1].lower() for mention in mentions if mention.kind == "person"}.union(
        labels, lexicon().notables
    )
    named = []
    for mention in read_mentions(tokenize(title, Span(0, len(title))), 0):
        for end in range(1, len(mention.name) + 1):
            if mention.kind == "person" and (len(mention.name) == 1 or mention.name[end - 1].lower() in surnames):
                named.append(replace(mention, name=mention.name[:end]))
                break
    return named


def find_people(parse: Parse) -> People:
    """Everybody named in a parsed document."""
    return People(parse)

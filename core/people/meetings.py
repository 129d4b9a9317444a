"""Who meets whom in a text, between which countries, and who is the subject of a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import groupby, pairwise

from quoth.core.parse import Parse
from quoth.core.people.cast import Cast
from quoth.core.people.entry import Entry
from quoth.core.people.mentions import Mention

Who = tuple[Entry, ...]
_MEETING = re.compile(
    r"\b(?:met|meet|meeting|meets|spoke|speak|speaks|call|called|hosted|host|hosts|welcomed|received|talks|held|convened"
    r"|joined|discussed|conference|summit|visited|with)\b"
)
_BETWEEN = re.compile(r"\b(?:between|with) (?:\S+ ){0,3}$")
_PAIR_REACH = 250  # characters within which "both sides" are two countries named together
_BETWEEN_REACH = 80  # characters before a name in which "between" is looked for


class Meetings:
    """The meetings that a text tells of, each with its people, by their places in the text."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self._parse = parse
        self._cast = cast
        self._verbs: dict[int, tuple[list[int], list[int], list[int], list[str]]] = {}
        self._found = self._find()

    def at(self, place: int) -> Who:
        """The people of the last meeting told of before a place, else of the first one after it."""
        return self._at(place)[1]

    def states(self, place: int, count: int) -> Who:
        """The countries that meet: two named together since the meeting, those of its people, those most often named
        together, those most often named."""
        told, people = self._at(place)
        paired = bisect_right(self._pairs, place, key=lambda pair: pair[0]) - 1
        if paired >= 0 and count == 2 and self._pairs[paired][0] > max(told, place - _PAIR_REACH):
            return tuple(self._cast.country(name) for name in self._pairs[paired][1])
        names = dict.fromkeys(entry.party for entry in people if entry.party)
        if len(names) < 2:
            together = Counter(pair for _, pair in self._pairs if names.keys() <= set(pair))
            names.update(dict.fromkeys(name for pair, _ in together.most_common(1) for name in pair))
            names.update(dict.fromkeys(self._countries))
        return tuple(self._cast.country(name) for name in list(names)[:count])

    def _at(self, place: int) -> tuple[int, Who]:
        found = bisect_right(self._found, place, key=lambda meeting: meeting[0])
        return self._found[max(found - 1, 0)] if self._found else (-1, ())

    def is_subject(self, mention: Mention) -> bool:
        """Whether no verb stands before the mention in its sentence (or since a colon), nor a preposition right before."""
        number, place = mention.sentence, mention.span.start
        if number not in self._verbs:
            tokens = self._parse.sentences[number].tokens
            verbs = [token.start for token in tokens if token.tag[:2] in ("VB", "MD")]
            colons = [token.start for token in tokens if token.text == ":"]
            self._verbs[number] = verbs, colons, [token.start for token in tokens], [token.tag for token in tokens]
        verbs, colons, starts, tags = self._verbs[number]
        colon = bisect_left(colons, place) - 1
        since = colons[colon] if colon >= 0 else -1
        before = bisect_left(starts, place) - 1
        return bisect_left(verbs, place) == bisect_left(verbs, since) and (
            before < 0 or tags[before] not in ("IN", "TO")
        )

    @cached_property
    def _countries(self) -> list[str]:
        parties = (mention.party for mention in self._cast.mentions)
        return [
            name for name, _ in Counter(p for p in parties if p and self._cast.lex.places.is_country(p)).most_common()
        ]

    @cached_property
    def _pairs(self) -> list[tuple[int, tuple[str, ...]]]:
        """The countries that the text names together: "Serbia and Kosovo"."""
        pairs: list[tuple[int, tuple[str, ...]]] = []
        countries = [m for m in self._cast.mentions if m.kind in ("country", "capital") and m.party]
        for first, second in pairwise(countries):
            if self._parse.text[first.span.end : second.span.start].strip() in ("and", "and the"):
                pairs.append((second.span.end, (first.party or "", second.party or "")))
        return pairs

    def _find(self) -> list[tuple[int, Who]]:
        """The people of each sentence that tells of a meeting, whose subject is one of them, from where two are named."""
        meetings: list[tuple[int, Who]] = []
        mentions = ((m, self._cast.entry_of.get(at)) for at, m in enumerate(self._cast.mentions))
        for number, group in groupby(mentions, key=lambda pair: pair[0].sentence):
            people: dict[Entry, None] = {}
            told = 0
            for mention, entry in group:
                if entry is None or entry.kind != "person" or not entry.strong or mention.owner:
                    continue
                if people or self.is_subject(mention) or self._between(mention):
                    told = told if len(people) > 1 else mention.span.start
                    people[entry] = None
            span = self._parse.sentences[number].span
            if len(people) > 1 and _MEETING.search(self._parse.text, span.start, span.end):
                meetings.append((told, tuple(people)))
        return meetings

    def _between(self, mention: Mention) -> bool:
        start = max(self._parse.sentences[mention.sentence].span.start, mention.span.start - _BETWEEN_REACH)
        return _BETWEEN.search(self._parse.text, start, mention.span.start) is not None

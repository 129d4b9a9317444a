"""Who meets whom in a text, between which countries, and who is the subject of a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby, pairwise

from quoth.core.parse import Parse
from quoth.core.people.cast import Cast
from quoth.core.people.entry import Entry
from quoth.core.people.mentions import Mention
from quoth.core.people.titles import title_fit

Who = tuple[Entry, ...]
Named = Sequence[tuple[Mention, Entry | None]]
_MEETING = re.compile(
    r"\b(?:met|meet|meeting|meets|spoke|speak|speaks|call|called|hosted|host|hosts|welcomed|received|talks|held|convened"
    r"|joined|discussed|conference|summit|visited|with)\b"
)
_BETWEEN = re.compile(r"\b(?:between|with) (?:\S+ ){0,3}$")
_PAIR_REACH = 250  # characters within which "both sides" are two countries named together
_BETWEEN_REACH = 80  # characters before a name in which "between" is looked for


def _is_bare(mention: Mention) -> bool:
    return mention.kind == "title" and mention.definite and bool(mention.titles)


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
        mentions = ((m, self._cast.entry_of.get(at)) for at, m in enumerate(self._cast.mentions))
        by_sentence = (list(group) for _, group in groupby(mentions, key=lambda pair: pair[0].sentence))
        telling = [named for named in by_sentence if self._tells_of_meeting(named[0][0].sentence)]
        meetings = [self._company(named) for named in telling]
        if all(len(people) < 2 for _, people in meetings):
            meetings = [self._company(self._with_titles(named)) for named in telling]
        return [meeting for meeting in meetings if len(meeting[1]) > 1]

    def _tells_of_meeting(self, sentence: int) -> bool:
        span = self._parse.sentences[sentence].span
        return _MEETING.search(self._parse.text, span.start, span.end) is not None

    def _with_titles(self, named: Named) -> Named:
        """The same with those who are told of by a bare title: "The Secretary of State met Minister Roth"."""
        alone = all(entry is None or entry.kind != "person" for _, entry in named[1:])
        return [
            (mention, self._bearer(mention) if _is_bare(mention) and (alone or self.is_subject(mention)) else entry)
            for mention, entry in named
        ]

    def _company(self, named: Named) -> tuple[int, Who]:
        """Who of those named in a sentence meet, and where the second of them is named."""
        people: dict[Entry, None] = {}
        told = 0
        for mention, entry in named:
            if entry is None or entry.kind != "person" or not entry.strong or mention.owner:
                continue
            if people or self.is_subject(mention) or self._between(mention):
                told = told if len(people) > 1 else mention.span.start
                people[entry] = None
        return told, tuple(people)

    def _bearer(self, mention: Mention) -> Entry:
        """Who bears a bare title: somebody named with it, else an entry of its own: "the Secretary of State met ..." """
        title, rank = mention.titles[0]
        for entry in self._cast.people():
            if any(title_fit(self._cast.lex, title.lower().split(), own) for own in entry.titles):
                return entry
        entry = self._cast.add("person", ["the", *title.split()], party=mention.party)
        entry.entitle(title, rank, self._cast.lex)
        return entry

    def _between(self, mention: Mention) -> bool:
        start = max(self._parse.sentences[mention.sentence].span.start, mention.span.start - _BETWEEN_REACH)
        return _BETWEEN.search(self._parse.text, start, mention.span.start) is not None

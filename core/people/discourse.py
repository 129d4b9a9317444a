"""Who is meant without a name: pronouns, "both leaders", "the two sides", bare titles, "his counterpart"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from quoth.core.model import Span
from quoth.core.parse import Parse
from quoth.core.people.cast import Cast
from quoth.core.people.entry import Entry
from quoth.core.people.issuers import who_issues
from quoth.core.people.meetings import Meetings, Who
from quoth.core.people.mentions import Mention
from quoth.core.people.narrative import Narrative
from quoth.core.people.titles import title_fit
from quoth.core.people.turns import Turns

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "each": "they", "neither": "they",
    "i": "i", "my": "i", "me": "i", "we": "we", "us": "we", "our": "we", "you": "you", "your": "you",
}  # fmt: skip
_LEADER = ("leader", "head of state", "head of government")
_REACH = 40  # as many sentences and speakers back is a pronoun's antecedent looked for
_SUBJECT, _OWNER, _QUOTED = 2.0, -1.0, -2.0  # sentences of distance that a mention's part in its sentence is worth
_NEAR = 4  # sentences within which "the statement" is that of the last speaker


class Discourse:
    """What has been said so far, and the people, bodies and countries that a later mention can go back to."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self.parse = parse
        self.cast = cast
        self.lex = cast.lex
        self.turns = Turns(parse, cast)
        self._starts = [mention.span.start for mention in cast.mentions]
        self._sentence_starts = [sentence.span.start for sentence in parse.sentences]
        self.narrative = Narrative(parse)
        self.meetings = Meetings(parse, cast)
        self._history: list[tuple[Span, Who]] = []
        self._assumed: dict[str, str] = {}
        self._bearers_of: dict[tuple[str, str | None], list[tuple[int, int, Entry]]] = {}

    def restart(self) -> None:
        """Forgets what was resolved."""
        self._history.clear()
        self._assumed.clear()

    def said(self, span: Span, who: Who) -> None:
        """Keeps a resolved source for the mentions after it."""
        self._history.append((span, who))

    def sentence_at(self, at: int) -> int:
        """The number of the sentence at a place, or of the last before it."""
        return max(bisect_right(self._sentence_starts, at) - 1, 0)

    def within(self, span: Span) -> list[tuple[Mention, Entry | None]]:
        """The mentions that share a character with a span, with their entries."""
        at = bisect_left(self._starts, span.start)
        while at > 0 and self.cast.mentions[at - 1].span.end > span.start:
            at -= 1
        found = []
        while at < len(self._starts) and self._starts[at] < span.end:
            found.append((self.cast.mentions[at], self.cast.entry_of.get(at)))
            at += 1
        return found

    def _before(self, at: int) -> Iterator[tuple[Mention, Entry]]:
        """The mentions before a place, nearest first, that have an entry."""
        reach = self.sentence_at(at) - _REACH
        for number in range(bisect_left(self._starts, at) - 1, -1, -1):
            if self.cast.mentions[number].sentence < reach:
                break
            entry = self.cast.entry_of.get(number)
            if entry is not None:
                yield self.cast.mentions[number], entry

    # --- pronouns

    def pronoun(self, span: Span, word: str) -> Who:
        """Who a pronoun means; ``word`` in lower case."""
        kind = PRONOUNS[word]
        if kind in ("m", "f"):
            entry = self._one_person(span, kind)
            if entry is None:
                return ()
            self._assumed[entry.id] = kind
            return (entry,)
        if kind == "they":
            return self._they(span)
        if kind == "it":
            return self._body(span)
        if kind == "you":
            addressed = self.turns.addressed(span.start)
            return (addressed,) if addressed is not None else ()
        speaking = self.turns.speaking(span.start)
        if speaking is not None:
            return (speaking,)
        issuers = who_issues(self.parse, self.cast, self.within)
        return issuers or self._last_said() if kind == "we" else self._last_said() or issuers

    def called(self, span: Span, role: str) -> Who:
        """Whom "the actor" or "the nominee" means: as for a pronoun, the nearest who fits."""
        entry = self._one_person(span, self.lex.roles[role])
        return (entry,) if entry is not None else ()

    def _fits(self, entry: Entry, gender: str) -> bool:
        if not gender:
            return entry.kind == "person"
        return entry.kind == "person" and (entry.gender or self._assumed.get(entry.id, gender)) == gender

    def _one_person(self, span: Span, gender: str) -> Entry | None:
        """The likeliest antecedent: a subject or a speaker, near, outside quotation marks; the nearest of equals."""
        here = self.sentence_at(span.start)
        candidates: dict[Entry, float] = {}

        def propose(entry: Entry, sentence: int, weight: float) -> None:
            if self._fits(entry, gender):
                score = weight - self.narrative.between(sentence, here)
                if score > candidates.get(entry, -_REACH):
                    candidates[entry] = score

        for said, who in reversed(self._history[-_NEAR * 2 :]):
            if len(who) == 1:
                propose(who[0], self.sentence_at(said.start), _SUBJECT)
        for mention, entry in self._before(span.start):
            if entry.strong:
                propose(entry, mention.sentence, self._weight(mention))
        return max(candidates, key=lambda entry: candidates[entry], default=None) or self._first_after(
            span.start, gender
        )

    def _first_after(self, at: int, gender: str) -> Entry | None:
        """The person named next, in the same sentence or the one after: "This, he noted, ... President Diaz said." """
        after = range(bisect_left(self._starts, at), len(self._starts))
        for number in after:
            if self.cast.mentions[number].sentence > self.sentence_at(at) + 1:
                return None
            entry = self.cast.entry_of.get(number)
            if entry is not None and entry.strong and self._fits(entry, gender):
                return entry
        return None

    def _weight(self, mention: Mention) -> float:
        if self.narrative.quoted(mention.span.start):
            return _QUOTED
        if mention.owner:
            return _OWNER
        return _SUBJECT if self.meetings.is_subject(mention) else 0.0

    def _body(self, span: Span, *, plural: bool = False) -> Who:
        """The body or country that spoke or was named last; ``plural``: one that a sentence is about."""
        for _, who in reversed(self._history[-3:]):
            if len(who) == 1 and who[0].kind != "person":
                return who
        for mention, entry in self._before(span.start):
            if entry.kind in ("organisation", "country") and (not plural or self.meetings.is_subject(mention)):
                return (entry,)
        return ()

    def _they(self, span: Span) -> Who:
        meeting = self.meetings.at(span.start)
        for _, who in reversed(self._history[-2:]):
            if len(who) > 1 or who[0].kind in ("group", "organisation"):
                return meeting if meeting and all(entry.kind == "country" for entry in who) else who
        return meeting or next(
            (who for _, who in reversed(self._history[-_REACH:]) if len(who) > 1), self._body(span, plural=True)
        )

    def last_speaker(self, at: int) -> Who:
        """Who spoke alone in the last few sentences: a person, else a body that is no news outlet."""
        reach = self.sentence_at(at) - _NEAR
        recent = [
            who for span, who in self._history[-2 * _NEAR :] if len(who) == 1 and self.sentence_at(span.start) >= reach
        ]
        people = [who for who in recent if who[0].kind == "person"]
        bodies = [w for w in recent if w[0].kind != "group" and not self._outlet(w[0])]
        named = people or bodies
        return named[-1] if named else ()

    def _outlet(self, entry: Entry) -> bool:
        name = entry.name.lower()
        return name in self.lex.media or f"the {name}" in self.lex.media

    def _last_said(self) -> Who:
        return self._history[-1][1] if self._history else ()

    def relative(self, span: Span) -> Who:
        """Whom "who" means: the person, else the body, named last before it in its sentence."""
        number = self.sentence_at(span.start)
        before = [entry for mention, entry in self._before(span.start) if mention.sentence == number]
        return tuple(sorted(before, key=lambda entry: entry.kind != "person")[:1])

    # --- bare titles

    def titled(self, at: int, title: str, party: str | None = None) -> Entry | None:
        """The person who bears a bare title: "the President", "the Azerbaijani minister"; None where nobody does."""
        key = (title.lower(), party)
        if key not in self._bearers_of:
            self._bearers_of[key] = self._rank_bearers(*key)
        bearers = self._bearers_of[key]
        before = [entry for score, first, entry in bearers if first < at and score == bearers[0][0]]
        if len(before) > 1 and (last := self._spoke_just_before(at)) in before:
            return last
        return before[0] if before else bearers[0][2] if bearers else None

    def _spoke_just_before(self, at: int) -> Entry | None:
        """Who spoke alone last, in the sentence of a place or in the one before."""
        span, who = self._history[-1] if self._history else (Span(0, 0), ())
        near = self.sentence_at(at) - self.sentence_at(span.start) <= 1
        return who[0] if near and len(who) == 1 else None

    def _rank_bearers(self, title: str, party: str | None) -> list[tuple[int, int, Entry]]:
        """How well the title fits each of the people, where they come first in the text, and who; best first."""
        wanted = title.split()
        found = []
        for entry in self.cast.people():
            if party and entry.party and entry.party != party:
                continue
            score = max((title_fit(self.lex, wanted, own) for own in entry.titles), default=0)
            if not score and title in _LEADER and "leader" in entry.titles.values():
                score = 2
            if score:
                first = entry.mentions[0].start if entry.mentions else 0
                found.append((score + 2 * bool(party and entry.party == party), first, entry))
        return sorted(found, key=lambda bearer: (-bearer[0], bearer[1]))

    def counterpart(self, span: Span, party: str | None) -> Who:
        """The other side of a meeting: not whoever spoke last."""
        last = next((who[0] for _, who in reversed(self._history[-_REACH:]) if len(who) == 1), None)
        for entry in self.meetings.at(span.start):
            if entry is not last and (party is None or entry.party in (None, party)):
                return (entry,)
        return ()

    # --- collectives

    def collective(self, span: Span, low: Sequence[str]) -> Who | None:
        """Whom "both", "the two leaders", "the ministers", "both sides" mean; None where the words are no collective."""
        words = [word for word in low if word not in ("the", "of", "these", "those", "all", "them")]
        count = 0
        while words and words[0] in self.lex.numerals:
            count = self.lex.numerals[words.pop(0)]
        if not words:
            return self._pair(span, count) if count else None
        *adjectives, noun = words
        if noun in self.lex.collective_states:
            if adjectives or not (count or noun in ("sides", "parties", "delegations")):
                return None
            return self.meetings.states(span.start, count or 2)
        title = self.lex.title_of_several(noun)
        if title is None:
            return None
        if noun in ("men", "women"):
            alike = tuple(entry for entry in self._pair(span, 0) if self._fits(entry, "m" if noun == "men" else "f"))
            return alike if len(alike) == count else None
        parties = {mention.party for mention, _ in self.within(span) if mention.party}
        if len(parties) > 1:
            return self.meetings.at(span.start) or None
        if adjectives:
            return (
                (self._bearers(span, " ".join((*adjectives, title)), count) or self._untitled(span, count))
                if title
                else None
            )
        if not title or title == "leader":
            return (self._pair(span, count) or None) if count or title else None
        return (
            self._last_bearers(count, title) or self._bearers(span, title, count) or (self._pair(span, count) or None)
        )

    def _last_bearers(self, count: int, title: str) -> Who:
        """The people who last spoke together, if the title is one of theirs."""
        for _, who in reversed(self._history[-3:]):
            if len(who) > 1 and (not count or len(who) == count):
                fits = any(title_fit(self.lex, title.split(), own) for entry in who for own in entry.titles)
                return who if fits else ()
        return ()

    def _bearers(self, span: Span, title: str, count: int) -> Who | None:
        """All who bear a title, of the last meeting or of the whole text; as many as are counted of a meeting of more."""
        wanted = title.split()
        for people in (self.meetings.at(span.start), tuple(self.cast.people())):
            fitting = tuple(e for e in people if any(title_fit(self.lex, wanted, own) for own in e.titles))
            if len(fitting) > 1:
                return fitting
            if fitting and people and len(people) > 1 and people == self.meetings.at(span.start):
                return people[:count] if count else people
        return None

    def _untitled(self, span: Span, count: int) -> Who | None:
        """As many people of the last meeting as are counted, where the text gives them no titles."""
        people = self._pair(span, count)
        return people if count and len(people) == count and not any(entry.titles for entry in people) else None

    def _pair(self, span: Span, count: int) -> Who:
        for _, who in reversed(self._history[-3:]):
            if len(who) > 1 and (not count or len(who) == count) and all(entry.kind == "person" for entry in who):
                return who
        meeting = self.meetings.at(span.start)
        return meeting[:count] if count else meeting

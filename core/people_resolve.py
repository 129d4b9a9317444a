"""Finds who is meant by the source of a quote: a name, a pronoun, a title, "both leaders", "a spokesman for X"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from quoth.core.model import Span
from quoth.core.names import POSSESSIVE, fold
from quoth.core.parse import Parse, Token
from quoth.core.people_cast import Cast, Entry
from quoth.core.people_mentions import Mention

Who = tuple[Entry, ...]
_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "i": "me", "my": "me", "me": "me", "we": "us", "us": "us", "our": "us", "you": "you", "your": "you",
}  # fmt: skip
_RELATIVE = frozenset(["who", "which", "whose", "whom", "that", "where", "formerly", "including"])
_PREPOSITIONS = frozenset(
    ["of", "for", "from", "in", "at", "to", "on", "by", "with", "with", "inside", "within", "into"]
)
_MEETING = re.compile(
    r"\b(?:met|meet|meeting|meets|spoke|speak|call|called|hosted|host|hosts|welcomed|received|talks|held|convened|joined"
    r"|discussed|conference|summit|visited|with)\b"
)


class Resolver:
    """Resolves mentions in text order; what was resolved before helps the next."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self.parse = parse
        self.cast = cast
        self.lex = cast.lex
        self.mentions = cast.mentions
        self._starts = [mention.span.start for mention in cast.mentions]
        self._sentence_starts = [sentence.span.start for sentence in parse.sentences]
        self._label_of = {turn.label.start: turn.label for turn in parse.turns}
        self._turn_starts = [turn.label.start for turn in parse.turns]
        self._meetings = self._find_meetings()
        self._history: list[tuple[Span, Who]] = []
        self._labels: dict[str, Who] = {}
        for turn in parse.turns:
            self._label(turn.label)

    def resolve(self, sources: Iterable[Span | None]) -> list[Who]:
        self._history = []
        resolved: list[Who] = []
        for span in sources:
            who = self._resolve(span) if span is not None else ()
            if span is not None and who:
                self._history.append((span, who))
                for entry in who:
                    if span not in entry.mentions:
                        entry.mentions.append(span)
            resolved.append(who)
        return resolved

    # --- one mention

    def _resolve(self, span: Span) -> Who:
        if span.start in self._label_of:
            return self._label(span)
        tokens = self._tokens(span)
        while tokens and not tokens[-1].text[-1].isalnum() and tokens[-1].text != ")":
            tokens.pop()
        while tokens and not tokens[0].text[0].isalnum():
            tokens.pop(0)
        if tokens and tokens[-1].text in POSSESSIVE:
            tokens.pop()
        if not tokens:
            return self._words_only(span)
        low = [token.text.lower() for token in tokens]
        if len(low) == 1 and low[0] in _PRONOUNS and not (low[0] == "us" and tokens[0].text == "US"):
            return self._pronoun(span, _PRONOUNS[low[0]])
        collective = self._collective(span, low, tokens)
        if collective is not None:
            return collective
        return self._noun_phrase(span, tokens)

    def _words_only(self, span: Span) -> Who:
        words = span.of(self.parse.text).split()
        return (self.cast.add("group", " ".join(words)),) if words else ()

    def _tokens(self, span: Span) -> list[Token]:
        found: list[Token] = []
        at = max(bisect_right(self._sentence_starts, span.start) - 1, 0)
        while at < len(self.parse.sentences) and self._sentence_starts[at] < span.end:
            found.extend(t for t in self.parse.sentences[at].tokens if t.start < span.end and t.end > span.start)
            at += 1
        return found

    def _within(self, span: Span) -> list[tuple[Mention, Entry | None]]:
        at = bisect_left(self._starts, span.start)
        while at > 0 and self.mentions[at - 1].span.end > span.start:
            at -= 1
        found = []
        while at < len(self.mentions) and self._starts[at] < span.end:
            if self.mentions[at].span.overlaps(span):
                found.append((self.mentions[at], self.cast.entry_of.get(at)))
            at += 1
        return found

    # --- noun phrases

    def _noun_phrase(self, span: Span, tokens: Sequence[Token]) -> Who:
        inside = self._within(span)
        covered = {t.start for t in tokens for m, _ in inside if m.span.start <= t.start < m.span.end}
        pieces: list[list[Token]] = [[]]
        joined = False
        depth = 0
        for token in tokens:
            word = token.text.lower()
            depth += word in "([" or 0
            if depth or word in ")]":
                depth -= word in ")]"
                continue
            if token.start not in covered and word in _RELATIVE and pieces[-1]:
                break
            if token.start not in covered and word in (",", "and", "&", "/"):
                joined = joined or word != ","
                if pieces[-1]:
                    pieces.append([])
                continue
            pieces[-1].append(token)
        pieces = [piece for piece in pieces if piece]
        if not pieces:
            return self._words_only(span)
        if not joined and len(pieces) > 1:
            named = [piece for piece in pieces if self._person_in(piece, inside) is not None]
            pieces = named[:1] or pieces[:1]
        who: list[Entry] = []
        for piece in pieces:
            who.extend(entry for entry in self._piece(piece, inside) if entry not in who)
        return tuple(who)

    def _head(self, piece: Sequence[Token], inside: Sequence[tuple[Mention, Entry | None]]) -> list[Token]:
        """The piece up to its first preposition outside names."""
        for at, token in enumerate(piece):
            if at and token.text.lower() in _PREPOSITIONS:
                if not any(m.span.start <= token.start < m.span.end for m, _ in inside):
                    return list(piece[:at])
        return list(piece)

    def _person_in(self, piece: Sequence[Token], inside: Sequence[tuple[Mention, Entry | None]]) -> Entry | None:
        head = self._head(piece, inside)
        last = None
        for mention, entry in inside:
            if entry is not None and mention.span.start < head[-1].end and mention.span.end > head[0].start:
                if mention.kind in ("person", "name") and entry.kind == "person" and mention.span.end >= head[-1].end:
                    last = entry
        return last

    def _piece(self, piece: Sequence[Token], inside: Sequence[tuple[Mention, Entry | None]]) -> Who:
        person = self._person_in(piece, inside)
        if person is not None:
            return (person,)
        head = self._head(piece, inside)
        at_end = [(m, e) for m, e in inside if m.span.start < head[-1].end <= m.span.end and m.span.end > head[0].start]
        mention, entry = at_end[-1] if at_end else (None, None)
        noun = head[-1].text.lower()
        rest = piece[len(head) :]
        if mention is not None and entry is not None and mention.kind != "people":
            return (entry,)
        if noun in self.lex.documents:
            owner = self._owner(head, rest, inside)
            if owner:
                return owner
        if mention is not None and mention.kind == "title":
            who = self._titled(mention)
            if who is not None:
                return (who,)
        if mention is not None and mention.kind == "capital" and mention.party:
            return (self.cast.country(mention.party),)
        return self._description(piece, head)

    def _owner(
        self, head: Sequence[Token], rest: Sequence[Token], inside: Sequence[tuple[Mention, Entry | None]]
    ) -> Who:
        """Whose statement or report it is."""
        for part in (head[:-1], rest[1:]):
            if not part:
                continue
            span = Span(part[0].start, part[-1].end)
            for mention, entry in inside:
                if mention.span.overlaps(span):
                    if entry is not None:
                        return (entry,)
                    if mention.party:
                        return (self.cast.country(mention.party),)
        return ()

    def _description(self, piece: Sequence[Token], head: Sequence[Token]) -> Who:
        """A group or body without a name: one met before under the same noun, or a new one under its own words."""
        words = list(piece)
        definite = words[0].text.lower() in ("the", "these", "those", "both", "its", "their")
        while len(words) > 1 and words[0].text.lower() in ("the", "a", "an", "these", "those", "some", "both"):
            words.pop(0)
        name = re.sub(r" (['’]s?\b|,)", r"\1", " ".join(token.text for token in words))
        noun = head[-1].text.lower()
        if definite and len(words) == 1:
            for entry in reversed(self.cast.entries):
                if entry.kind in ("organisation", "group") and fold(entry.words[-1]) == noun and entry.mentions:
                    if min(entry.mentions).start < piece[0].start:
                        return (entry,)
        return (self.cast.add("group", name),)

    def _titled(self, mention: Mention) -> Entry | None:
        """The person who bears a bare title: "the President", "the minister"."""
        if not mention.titles:
            return None
        wanted = mention.titles[0].lower().split()
        best: tuple[tuple[int, int, int], Entry] | None = None
        for entry in self.cast.people():
            score = max((_title_fit(wanted, title.lower().split()) for title in entry.titles), default=0)
            if not score:
                continue
            near = [span.start for span in entry.mentions if span.start < mention.span.start]
            rank = (score, int(bool(near)), -min((s.start for s in entry.mentions), default=0))
            if best is None or rank > best[0]:
                best = (rank, entry)
        return best[1] if best else None

    # --- pronouns and collectives

    def _pronoun(self, span: Span, kind: str) -> Who:
        if kind in ("me", "us", "you"):
            return self._speaking(span, kind)
        if kind == "they":
            return self._they(span)
        if kind == "it":
            for _, who in reversed(self._history):
                if len(who) == 1 and who[0].kind != "person":
                    return who
            return self._last_body(span)
        for before, who in reversed(self._history):
            if len(who) == 1 and who[0].kind == "person" and who[0].gender in ("", kind):
                recent = self._last_person(span, kind, since=before.end)
                return (recent,) if recent is not None else who
        last = self._last_person(span, kind)
        return (last,) if last is not None else ()

    def _last_person(self, span: Span, gender: str, since: int = 0) -> Entry | None:
        """The first person of the nearest sentence before, that can be meant."""
        at = bisect_left(self._starts, span.start) - 1
        found: tuple[int, Entry] | None = None
        while at >= 0 and self._starts[at] >= since:
            mention, entry = self.mentions[at], self.cast.entry_of.get(at)
            if found is not None and mention.sentence != found[0]:
                break
            if entry is not None and entry.kind == "person" and entry.strong and entry.gender in ("", gender):
                found = (mention.sentence, entry)
            at -= 1
        return found[1] if found else None

    def _last_body(self, span: Span) -> Who:
        at = bisect_left(self._starts, span.start) - 1
        while at >= 0:
            entry = self.cast.entry_of.get(at)
            if entry is not None and entry.kind in ("organisation", "country"):
                return (entry,)
            at -= 1
        return ()

    def _they(self, span: Span) -> Who:
        for _before, who in reversed(self._history[-2:]):
            if len(who) > 1 or who[0].kind in ("group", "organisation"):
                return who
        meeting = self._meeting(span)
        if meeting:
            return meeting
        for _, who in reversed(self._history):
            if len(who) > 1 or who[0].kind != "person":
                return who
        return ()

    def _speaking(self, span: Span, kind: str) -> Who:
        at = bisect_right(self._turn_starts, span.start) - 1
        if at >= 0 and self.parse.turns[at].body.start <= span.start < self.parse.turns[at].body.end:
            return self._label(self.parse.turns[at].label)
        if self._history and kind == "me":
            return self._history[-1][1]
        countries = [entry for entry in self.cast.entries if entry.kind == "country"]
        return tuple(countries[:2]) if kind == "us" else ()

    def _collective(self, span: Span, low: Sequence[str], tokens: Sequence[Token]) -> Who | None:
        words = [word for word in low if word not in ("the", "of", "these", "those", "all", "them")]
        count = 0
        while words and words[0] in self.lex.numerals:
            count = self.lex.numerals[words.pop(0)]
        if not words:
            return self._pair(span, count, "") if count or low == ["all"] else None
        noun = words[-1]
        adjectives = words[:-1]
        if (
            noun in self.lex.collective_states
            and not adjectives
            and (count or noun in ("sides", "parties", "delegations"))
        ):
            return self._states(span, count)
        if noun not in self.lex.collective_people or (
            low[0] not in ("the", "both", "two") and not count and adjectives
        ):
            return None
        if adjectives and not all(w in self.lex.title_words or w in ("and", "u.s.", "us") for w in adjectives):
            parties = {m.party for m, _ in self._within(span) if m.party}
            if len(parties) < 2:
                return None
            return self._pair(span, 2, "") or None
        title = " ".join((*(w for w in adjectives if w in self.lex.title_words), self.lex.collective_people[noun]))
        return self._pair(span, count, title.strip()) or None

    def _pair(self, span: Span, count: int, title: str) -> Who:
        for _, who in reversed(self._history[-3:]):
            if len(who) > 1 and (not count or len(who) == count) and all(entry.kind == "person" for entry in who):
                return who
        meeting = self._meeting(span)
        if title and title != "leader":
            wanted = title.split()
            fitting = tuple(e for e in meeting if any(_title_fit(wanted, t.lower().split()) for t in e.titles))
            if len(fitting) > 1:
                return fitting
        return meeting[:count] if count and len(meeting) > count else meeting

    def _meeting(self, span: Span) -> Who:
        found: Who = ()
        for start, who in self._meetings:
            if start > span.start and found:
                break
            found = who
        return found

    def _find_meetings(self) -> list[tuple[int, Who]]:
        """Who meets whom: the people of each sentence that tells of a meeting."""
        by_sentence: dict[int, list[Entry]] = {}
        text = self.parse.text
        for at, mention in enumerate(self.mentions):
            entry = self.cast.entry_of.get(at)
            if entry is None or entry.kind != "person" or not entry.strong:
                continue
            if text[mention.span.end : mention.span.end + 2] in ("'s", "’s"):
                continue
            people = by_sentence.setdefault(mention.sentence, [])
            if entry not in people:
                people.append(entry)
        return [
            (self.parse.sentences[number].span.start, tuple(people))
            for number, people in by_sentence.items()
            if len(people) > 1 and _MEETING.search(self.parse.sentences[number].span.of(text))
        ]

    def _states(self, span: Span, count: int) -> Who:
        parties = [entry.party for entry in self._meeting(span) if entry.party]
        names = list(dict.fromkeys(parties))
        if len(names) < 2:
            counted: dict[str, int] = {}
            for mention in self.mentions:
                if mention.kind in ("country", "people") and mention.party:
                    counted[mention.party] = counted.get(mention.party, 0) + 1
            names += [name for name in sorted(counted, key=lambda n: -counted[n]) if name not in names]
        return tuple(self.cast.country(name) for name in names[: count or 2])

    # --- transcripts

    def _label(self, span: Span) -> Who:
        label = span.of(self.parse.text).strip(" :")
        if label not in self._labels:
            self._labels[label] = self._name_label(label)
        return self._labels[label]

    def _name_label(self, label: str) -> Who:
        words = [word.capitalize() if word.isupper() else word for word in label.split()]
        low = [word.lower() for word in words]
        if low[0] in ("q", "question", "reporter", "questions", "press"):
            return (self._reporter(),)
        at = 0
        while at < len(low) and (low[at] in self.lex.title_words or low[at] in ("the", "of", "state")):
            at += 1
        titles = " ".join(word for word in words[:at] if word.lower() != "the")
        name = words[at:]
        if name:
            entry = self.cast.person(name, [titles] if titles else [])
            if entry is None:
                entry = self.cast.add_person(name)
            if titles and self.lex.title_class.get(low[at - 1]) != "honorific":
                entry.titles.setdefault(titles, "leader")
            return (entry,)
        wanted = titles.lower().split()
        for entry in self.cast.people():
            if any(_title_fit(wanted, title.lower().split()) for title in entry.titles):
                return (entry,)
        return (self.cast.add_person([titles or label.capitalize()]),)

    def _reporter(self) -> Entry:
        known = self.cast.person(["Reporter"])
        return known if known is not None else self.cast.add_person(["Reporter"])


def _title_fit(wanted: Sequence[str], title: Sequence[str]) -> int:
    """How well a bare title names the bearer of a full one: 0 not at all ("President" is no "Vice President")."""
    if list(wanted) == list(title):
        return 3
    heads = set(title)
    if not set(wanted) <= heads:
        return 0
    if ("vice" in heads and "vice" not in wanted) or (
        "deputy" in heads and "deputy" not in wanted and "minister" not in wanted
    ):
        return 0
    return 1 if "prime" in heads and "prime" not in wanted else 2

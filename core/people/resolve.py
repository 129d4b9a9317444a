"""Finds who is meant by the source of a quote: names, lists, "a spokesman for X", "the statement of X", "officials"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from quoth.core.model import Span, SpeakerKind
from quoth.core.parse import Parse, Token
from quoth.core.people.cast import Cast
from quoth.core.people.discourse import PRONOUNS, Discourse
from quoth.core.people.entry import Entry
from quoth.core.people.meetings import Who
from quoth.core.people.names import POSSESSIVE, fold
from quoth.core.people.phrase import ARTICLES, OWNERS, RELATIVE, Part, read_parts, trim

_WORD = re.compile(r"\w\w")
_NO_NOUN = frozenset(("JJ", "MD", "PR"))
_ALONE = frozenset(("he", "she", "it", "i", "they", "who"))
_WITH_NOUN = frozenset(("we", "you"))
_AFTER_WE = frozenset(("NN", "JJ", "CD", "DT", "CC", ","))  # "we Germans", "you and he"
_AMOUNTS = frozenset(("number", "handful", "couple", "range", "set", "series"))
_SOME = frozenset(("some", "many", "most", "several", "few", "others", "other", "another", "more", "all", "both"))


def _stands_alone(pronoun: str, tag: str) -> bool:
    """Whether a pronoun is a source by itself, given the tag after it: not in "he and she", "we Germans"."""
    return (pronoun in _ALONE and tag not in ("CC", ",")) or (pronoun in _WITH_NOUN and tag not in _AFTER_WE)


class Resolver:
    """Resolves sources in text order; what was resolved before helps the next."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self.parse = parse
        self.cast = cast
        self.lex = cast.lex
        self.discourse = Discourse(parse, cast)
        self._described: dict[str, Entry] = {}

    def resolve(self, sources: Iterable[Span | None]) -> list[Who]:
        """The entries meant by each source; empty for None."""
        self.discourse.restart()
        self._described.clear()
        found: list[Who] = []
        for span in sources:
            who = self._resolve(span) if span is not None and span.start < span.end else ()
            if span is not None and who:
                self.discourse.said(span, who)
            found.append(who)
        return found

    def _resolve(self, span: Span) -> Who:
        speaker = self.discourse.turns.of_label(span)
        if speaker is not None:
            return (speaker,)
        tokens = trim(self._tokens(span))
        if not tokens:
            return ()
        who = self._simple(tokens)
        if who is None and len(tokens) > 1 and _stands_alone(tokens[0].text.lower(), tokens[1].tag[:2]):
            who = self._simple(tokens[:1])  # "he sort of said"
        if who is not None:
            return who
        parts = read_parts(tokens, self.discourse.within(span), self.lex)
        found: dict[Entry, None] = {}
        for part in parts:
            companions = part.first in OWNERS and part.noun in self.lex.companions
            if not (found and companions):
                found.update(dict.fromkeys(self._part(part)))
        return tuple(found)

    def _tokens(self, span: Span) -> list[Token]:
        found: list[Token] = []
        at = self.discourse.sentence_at(span.start)
        while at < len(self.parse.sentences) and self.parse.sentences[at].span.start < span.end:
            tokens = self.parse.sentences[at].tokens
            first = bisect_right(tokens, span.start, key=lambda token: token.end)
            while first < len(tokens) and tokens[first].start < span.end:
                found.append(tokens[first])
                first += 1
            at += 1
        return found

    def _simple(self, tokens: Sequence[Token]) -> Who | None:
        """A pronoun or a collective; None where the words are neither."""
        span = Span(tokens[0].start, tokens[-1].end)
        low = [token.text.lower() for token in tokens]
        if len(low) == 1 and low[0] in PRONOUNS and tokens[0].text != "US":
            return self.discourse.pronoun(span, low[0])
        if len(low) == 1 and low[0] in RELATIVE and not tokens[0].text.isupper():
            return self.discourse.relative(span)
        return self.discourse.collective(span, low)

    def _part(self, part: Part) -> Who:
        if part.noun in _AMOUNTS and len(part.tail) > 1 and part.tail[0].text == "of":
            part = Part(part.tail[1:], part.inside, self.lex)  # "a number of senators"
        if part.person is not None:
            return (part.person,)
        mention, entry = part.named if part.named is not None else (None, None)
        if mention is not None and mention.kind == "name" and fold(" ".join(mention.name)) in self.lex.no_speakers:
            return ()  # the Budget
        if mention is not None and entry is not None and mention.kind != "people":
            return (entry,)
        if mention is not None and mention.kind == "title" and not part.indefinite:
            bearer = self.discourse.titled(part.span.start, mention.titles[0][0], mention.party)
            return (bearer or self._described.get(fold(part.noun)) or self._unknown_bearer(part),)
        if mention is not None and mention.kind == "capital" and mention.party:
            return (self.cast.country(mention.party),)
        return self._unnamed(part) or self._description(part)

    def _unnamed(self, part: Part) -> Who:
        """What goes back to somebody named elsewhere: collectives, "his counterpart", "the Armenian side", a statement."""
        noun, head_end = part.noun, part.head[-1].end
        party = next((m.party for m, _ in part.inside if m.party and m.span.start < head_end), None)
        simple = part.first in ARTICLES or (len(part.tokens) == 1 and noun in PRONOUNS)
        if simple and (who := self._simple(part.tokens) or self._collective_first(part)):
            return who
        if noun in ("counterpart", "counterparts"):
            return self.discourse.counterpart(part.span, party)
        if party and noun in ("side", "delegation", "leadership"):
            return (self.cast.country(party),)
        if part.first == "the" and noun in self.lex.roles:
            return self.discourse.called(part.span, noun)
        return self._author(part) if noun in self.lex.documents else ()

    def _collective_first(self, part: Part) -> Who:
        """ "The leaders reviewed progress": a collective at the beginning, where the source's span runs on."""
        for at, token in enumerate(part.head[:-1], 1):
            word = token.text.lower()
            if word in self.lex.collective_people or word in self.lex.collective_states:
                return (self._simple(part.tokens[:at]) or ()) if part.head[at].text not in POSSESSIVE else ()
        return ()

    def _unknown_bearer(self, part: Part) -> Entry:
        assert part.named is not None
        mention = part.named[0]
        entry = self.cast.add("person", _name_of(part, keep_article=True), party=mention.party)
        for title, rank in mention.titles:
            entry.entitle(title, rank, self.lex)
        return entry

    def _author(self, part: Part) -> Who:
        """Whose statement, report or filing it is: the owner named in the phrase; for "the filing" who spoke last."""
        before, after = part.head[:-1], part.tail[1:]
        by = bool(part.tail) and part.tail[0].text.lower() in ("by", "from")
        for words in (after, before) if by else (before, after):
            span = Span(words[0].start, words[-1].end) if words else Span(0, 0)
            for mention, entry in part.inside:
                if mention.span.overlaps(span) and (entry is not None or mention.party):
                    return (entry if entry is not None else self.cast.country(mention.party or ""),)
            if words and words[0].text.lower() in OWNERS:
                return self.discourse.pronoun(Span(words[0].start, words[0].end), words[0].text.lower())
        if len(part.tokens) == 2 and part.first in ("the", "this") and part.noun in self.lex.announcements:
            return self.discourse.last_speaker(part.span.start)
        return ()

    def _description(self, part: Part) -> Who:
        """A group or body without a name: the one met before under this noun, or a new one under its own words."""
        words = [token.text for token in part.tokens]
        if not any(_WORD.search(word) and word.lower() not in ARTICLES for word in words):
            return ()
        if part.head[-1].tag[:2] in _NO_NOUN and part.noun not in _SOME and part.head[-1].text.islower():
            return ()
        noun = fold(part.noun)
        if self.lex.is_thing(noun, named=part.head[-1].text[0].isupper()) and (len(words) > 1 or part.named is None):
            return ()
        named = self.cast.called(words) if words[0][0].isupper() else None
        if named is not None:
            return (named,)
        article = part.first if len(words) == 2 and part.first in ARTICLES else ""
        known = self._described.get(noun) if article or len(words) == 1 else None
        if known is None and article:
            known = self.cast.last_called(noun, part.span.start)
        if known is not None:
            return (known,)
        definite = article == "the" and part.head[-1].tag == "NN"
        kind: SpeakerKind = "organisation" if noun in self.lex.organisation_nouns else "group"
        self._described[noun] = entry = self.cast.add(kind, _name_of(part, keep_article=definite))
        return (entry,)


def _name_of(part: Part, *, keep_article: bool) -> list[str]:
    words = [token.text for token in part.tokens]
    while len(words) > 1 and words[0].lower() in ARTICLES and not keep_article:
        words.pop(0)
    return ["the" if words[0] == "The" else words[0], *words[1:]]

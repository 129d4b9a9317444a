"""Reads the source of a quote as a noun phrase: names, lists, "a spokesman for X", "the statement of X", "officials"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from quoth.core.model import Span, SpeakerKind
from quoth.core.names import POSSESSIVE, fold
from quoth.core.parse import Parse, Token
from quoth.core.people_cast import Cast
from quoth.core.people_discourse import PRONOUNS, Discourse
from quoth.core.people_entry import Entry
from quoth.core.people_meetings import Who
from quoth.core.people_mentions import Mention

_RELATIVE = frozenset(("who", "which", "whose", "whom", "that", "where", "formerly", "including"))
_PREPOSITIONS = frozenset(("of", "for", "from", "in", "at", "to", "on", "by", "with", "inside", "within", "posted"))
_ARTICLES = frozenset(("the", "a", "an", "these", "those", "this", "both"))
_BY_WAY_OF = frozenset((("along", "with"), ("together", "with"), ("as", "well"), ("alongside",)))
_POSSESSIVE_PRONOUNS = frozenset(("his", "her", "their", "its"))
Inside = Sequence[tuple[Mention, Entry | None]]


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
            who = self._resolve(span) if span is not None else ()
            if span is not None and who:
                self.discourse.said(span, who)
            found.append(who)
        return found

    def _resolve(self, span: Span) -> Who:
        if span.start >= span.end:
            return ()
        speaker = self.discourse.turns.of_label(span)
        if speaker is not None:
            return (speaker,)
        tokens = self._tokens(span)
        if not tokens:
            return ()
        who = self._simple(tokens)
        return who if who is not None else self._noun_phrase(tokens, self.discourse.within(span))

    def _tokens(self, span: Span) -> list[Token]:
        """The words of a span without marks around them or a possessive after them."""
        found: list[Token] = []
        at = self.discourse.sentence_at(span.start)
        while at < len(self.parse.sentences) and self.parse.sentences[at].span.start < span.end:
            tokens = self.parse.sentences[at].tokens
            found += [token for token in tokens if token.start < span.end and token.end > span.start]
            at += 1
        while found and (
            found[-1].text in POSSESSIVE or not (found[-1].text[-1].isalnum() or found[-1].text[-1] in ").")
        ):
            found.pop()
        while found and not found[0].text[0].isalnum():
            found.pop(0)
        return found

    def _simple(self, tokens: Sequence[Token]) -> Who | None:
        """A pronoun or a collective; None where the words are neither."""
        span = Span(tokens[0].start, tokens[-1].end)
        low = [token.text.lower() for token in tokens]
        if len(low) == 1 and low[0] in PRONOUNS and tokens[0].text != "US":
            return self.discourse.pronoun(span, low[0])
        if len(low) == 1 and low[0] in _RELATIVE and not tokens[0].text.isupper():
            return self.discourse.relative(span)
        return self.discourse.collective(span, low)

    # --- lists and what stands beside a name

    def _noun_phrase(self, tokens: Sequence[Token], inside: Inside) -> Who:
        pieces, listed = self._pieces(tokens, inside)
        if not listed and len(pieces) > 1:
            named = [piece for piece in pieces if self._person(piece, inside) is not None]
            bodies = [piece for piece in pieces if any(e is not None for _, e in self._at_head(piece, inside))]
            pieces = (named or bodies or pieces)[:1]
        elif len(pieces) == 2:
            pieces = self._one_described_twice(tokens, pieces, inside)
        who: dict[Entry, None] = {}
        for piece in pieces:
            if who and self._companions(piece):
                continue
            who.update(dict.fromkeys(self._piece(piece, inside)))
        return tuple(who)

    def _pieces(self, tokens: Sequence[Token], inside: Inside) -> tuple[list[list[Token]], bool]:
        """The phrase cut at commas and "and" outside names; without brackets and relative clauses."""
        pieces: list[list[Token]] = [[]]
        listed = relative = False
        depth = 0
        for token, following in pairwise([*tokens, None]):
            assert token is not None
            word = token.text.lower()
            next_word = following.text.lower() if following is not None else ""
            if word in ("(", "[") or depth:
                depth += (word in ("(", "[")) - (word in (")", "]"))
            elif _covered(token, inside):
                if not relative:
                    pieces[-1].append(token)
            elif word in _RELATIVE and not token.text.isupper() and pieces[0]:
                relative = True
            elif word in ("and", "&", "/", ",") or (word, next_word) in _BY_WAY_OF or (word,) in _BY_WAY_OF:
                if relative and not (word == "," and next_word == "and"):
                    continue
                relative = False
                listed = listed or word != ","
                if pieces[-1]:
                    pieces.append([])
            elif not relative and not (listed and not pieces[-1] and word in ("with", "as")):
                pieces[-1].append(token)
        return [piece for piece in pieces if piece] or [list(tokens)], listed

    def _one_described_twice(
        self, tokens: Sequence[Token], pieces: list[list[Token]], inside: Inside
    ) -> list[list[Token]]:
        """ "Retired agent and specialist Ali Soufan" and "X of A and contributor to B" are one person each."""
        first, second = pieces
        if self._person(second, inside) is not None and (
            self._bare_noun(first, inside) or self._bare_title(first, inside)
        ):
            return [second]
        if self._person(first, inside) is not None and self._bare_noun(second, inside):
            return [first]
        head = self._head(first, inside)
        named = self._at_head(second, inside)
        if len(head) < len(first) and head[-1].tag == "NNS" and named and named[0][0].kind == "organisation":
            return [[token for token in tokens if token in first or token.start > first[-1].end]]
        return pieces

    def _bare_noun(self, piece: Sequence[Token], inside: Inside) -> bool:
        """Whether the piece is a singular noun without an article, which can only describe somebody named beside it."""
        head = self._head(piece, inside)
        word = head[-1].text.lower()
        return (
            head[-1].tag in ("NN", "JJ")
            and not _covered(head[-1], inside)
            and piece[0].text.lower() not in _ARTICLES | _POSSESSIVE_PRONOUNS
            and piece[0].tag != "DT"
            and word not in self.lex.organisation_nouns
            and word not in ("police", "media", "press", "staff")
        )

    def _bare_title(self, piece: Sequence[Token], inside: Inside) -> bool:
        """Whether the piece is a title with a tail but without an article: "Chairman of Apple" (and Pear Ltd Rita Moss)."""
        kinds = [mention.kind for mention, _ in self._at_head(piece, inside)]
        return kinds[-1:] == ["title"] and piece[0].tag != "DT" and len(self._head(piece, inside)) < len(piece)

    def _companions(self, piece: Sequence[Token]) -> bool:
        """ "their teams" beside people adds nobody."""
        return piece[0].text.lower() in _POSSESSIVE_PRONOUNS and piece[-1].text.lower() in self.lex.companions

    # --- one piece

    def _piece(self, piece: Sequence[Token], inside: Inside) -> Who:
        person = self._person(piece, inside)
        if person is not None:
            return (person,)
        head = self._head(piece, inside)
        noun = head[-1].text.lower()
        ending = self._at_head(piece, inside)
        mention, entry = ending[-1] if ending else (None, None)
        if mention is not None and entry is not None and mention.kind != "people":
            return (entry,)
        party = next((m.party for m, _ in inside if m.party and m.span.start < head[-1].end), None)
        first = piece[0].text.lower()
        indefinite = piece[0].tag == "DT" and first != "the"
        if mention is not None and mention.kind == "title" and not indefinite:
            bearer = self.discourse.titled(piece[0].start, mention.titles[0][0], mention.party)
            return (bearer,) if bearer is not None else (self._unknown_bearer(piece, mention),)
        if mention is not None and mention.kind == "capital" and mention.party:
            return (self.cast.country(mention.party),)
        return (
            (self._simple(piece) if first in _ARTICLES or (len(piece) == 1 and noun in PRONOUNS) else ())
            or (self.discourse.counterpart(_span(piece), party) if noun in ("counterpart", "counterparts") else ())
            or ((self.cast.country(party),) if party and noun in ("side", "delegation", "leadership") else ())
            or (self.discourse.called(_span(piece), noun) if first == "the" and noun in self.lex.roles else ())
            or (self._document(piece, head, inside) if noun in self.lex.documents else ())
            or (self._description(piece, head),)
        )

    def _at_head(self, piece: Sequence[Token], inside: Inside) -> list[tuple[Mention, Entry | None]]:
        """The mentions that end the piece's head."""
        head = self._head(piece, inside)
        return [(m, e) for m, e in inside if m.span.start < head[-1].end <= m.span.end and m.span.end > head[0].start]

    def _person(self, piece: Sequence[Token], inside: Inside) -> Entry | None:
        """The person whom the piece names at its head."""
        closing = [(m, e) for m, e in inside if m.kind == "person" and m.span.end == piece[-1].end]
        if closing and len(closing[-1][0].name) > 1 and self._follows_title(piece, closing[-1][0], inside):
            return closing[-1][1]
        for mention, entry in reversed(self._at_head(piece, inside)):
            if entry is not None and entry.kind == "person" and mention.kind in ("person", "name", "capital"):
                return entry
        return None

    def _follows_title(self, piece: Sequence[Token], person: Mention, inside: Inside) -> bool:
        """Whether a title with a long tail leads to the name: "Minister for the River in the North Rita Moss"."""
        before = [token.text.lower() for token in piece if token.start < person.span.start]
        title = next((m for m, _ in self._at_head(piece, inside) if m.kind == "title"), None)
        return bool(before) and title is not None and before[-1] not in _PREPOSITIONS | _ARTICLES

    def _head(self, piece: Sequence[Token], inside: Inside) -> Sequence[Token]:
        """The piece up to its first preposition outside names."""
        for at, token in enumerate(piece):
            follows = token.text.lower() in _PREPOSITIONS or (
                token.tag in ("VBN", "VBD") and at + 1 < len(piece) and piece[at + 1].text.lower() in _PREPOSITIONS
            )
            if at and follows and not _covered(token, inside):
                return piece[:at]
        return piece

    def _unknown_bearer(self, piece: Sequence[Token], mention: Mention) -> Entry:
        entry = self.cast.add("person", _name_of(piece, keep_article=True), party=mention.party)
        for title, rank in mention.titles:
            entry.entitle(title, rank, self.lex)
        return entry

    def _document(self, piece: Sequence[Token], head: Sequence[Token], inside: Inside) -> Who:
        """Whose statement, report or filing it is: the owner named in the phrase; for "the filing" who spoke last."""
        for part in (head[:-1], piece[len(head) + 1 :]):
            span = _span(part) if part else Span(0, 0)
            for mention, entry in inside:
                if mention.span.overlaps(span) and (entry is not None or mention.party):
                    return (entry if entry is not None else self.cast.country(mention.party or ""),)
            if part and part[0].text.lower() in _POSSESSIVE_PRONOUNS:
                return self.discourse.pronoun(_span(part), part[0].text.lower())
        if (
            len(piece) == 2
            and piece[0].text.lower() in ("the", "this")
            and piece[1].text.lower() in self.lex.announcements
        ):
            return self.discourse.last_speaker(piece[0].start)
        return ()

    def _description(self, piece: Sequence[Token], head: Sequence[Token]) -> Entry:
        """A group or body without a name: the one met before under this noun, or a new one under its own words."""
        noun = fold(head[-1].text)
        named = self.cast.called([token.text for token in piece]) if piece[0].text[0].isupper() else None
        if named is not None:
            return named
        article = piece[0].text.lower() if len(piece) == 2 and piece[0].text.lower() in _ARTICLES else ""
        alone = bool(article) or len(piece) == 1
        known = self._described.get(noun) if alone else None
        if known is None and article:
            known = self.cast.last_called(noun, piece[0].start)
        if known is not None:
            return known
        definite = article == "the" and head[-1].tag == "NN"
        kind: SpeakerKind = "organisation" if noun in self.lex.organisation_nouns else "group"
        entry = self.cast.add(kind, _name_of(piece, keep_article=definite))
        self._described[noun] = entry
        return entry


def _covered(token: Token, inside: Inside) -> bool:
    return any(mention.span.start <= token.start < mention.span.end for mention, _ in inside)


def _span(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].start, tokens[-1].end)


def _name_of(piece: Sequence[Token], *, keep_article: bool) -> list[str]:
    words = [token.text for token in piece]
    while len(words) > 1 and words[0].lower() in _ARTICLES and not keep_article:
        words.pop(0)
    if words[0] == "The":
        words[0] = "the"
    return words

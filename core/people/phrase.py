"""The noun phrase that names the source of a quote: its parts, their heads, and which of them only describe another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from quoth.core.model import Span
from quoth.core.parse import Token
from quoth.core.people.entry import Entry
from quoth.core.people.mentions import Mention
from quoth.core.people.names import POSSESSIVE, Lexicon

RELATIVE = frozenset(("who", "which", "whose", "whom", "that", "where", "formerly", "including"))
ARTICLES = frozenset(("the", "a", "an", "these", "those", "this", "both"))
OWNERS = frozenset(("his", "her", "their", "its"))
_PREPOSITIONS = frozenset(
    ("of", "for", "from", "in", "at", "to", "on", "by", "with", "inside", "within", "via", "through", "near", "among",
     "as", "during", "after", "before", "over", "under", "since", "against", "about", "posted")
)  # fmt: skip
_BY_WAY_OF = frozenset((("along", "with"), ("together", "with"), ("as", "well"), ("alongside", "")))
_LONGEST = 80  # words; no source is longer
_COLLECTIVE_NOUNS = frozenset(("police", "media", "press", "staff"))
AUXILIARIES = frozenset(
    (
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
    )
)
_MET = frozenset(("spoke", "met", "speaks", "meets", "told"))  # never participles of who did not do so
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_WHEN = frozenset(
    ("yesterday", "today", "tonight", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
Inside = Sequence[tuple[Mention, Entry | None]]


@dataclass(frozen=True)
class Part:
    """One member of a phrase's list: its words, the mentions in the phrase, and the mark or word before it."""

    tokens: Sequence[Token]
    inside: Inside
    lex: Lexicon
    joint: str = ""

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return Span(self.tokens[0].start, self.tokens[-1].end)

    @property
    def first(self) -> str:
        """The first word in lower case."""
        return self.tokens[0].text.lower()

    @property
    def noun(self) -> str:
        """The head's last word in lower case."""
        return self.head[-1].text.lower()

    @property
    def indefinite(self) -> bool:
        """Whether a determiner other than "the" begins it: "a spokesman"."""
        return self.tokens[0].tag == "DT" and self.first != "the"

    def covered(self, token: Token) -> bool:
        """Whether a word belongs to a mention."""
        return _covered(token, self.inside)

    @cached_property
    def head(self) -> Sequence[Token]:
        """The words up to the first preposition outside names."""
        for at, (token, following) in enumerate(pairwise((*self.tokens, None))):
            assert token is not None
            led = token.tag in ("VBN", "VBD") and following is not None and following.text.lower() in _PREPOSITIONS
            if at and (led or token.text.lower() in _PREPOSITIONS) and not self.covered(token):
                return self.tokens[:at]
        return self.tokens

    @cached_property
    def tail(self) -> Sequence[Token]:
        """What follows the head; it begins with the preposition."""
        return self.tokens[len(self.head) :]

    @cached_property
    def named(self) -> tuple[Mention, Entry | None] | None:
        """The last mention that ends the head, with its entry."""
        start, end = self.head[0].start, self.head[-1].end
        ending = [
            pair for pair in self.inside if pair[0].span.start < end <= pair[0].span.end and pair[0].span.end > start
        ]
        return ending[-1] if ending else None

    @cached_property
    def person(self) -> Entry | None:
        """The person whom the part names: at its head, or after a title with a long tail ("Minister for X Rita Moss")."""
        closing = [(m, e) for m, e in self.inside if m.kind == "person" and m.span.end == self.tokens[-1].end]
        if closing and self.kind == "title" and len(closing[-1][0].name) > 1:
            before = [token.text.lower() for token in self.tokens if token.start < closing[-1][0].span.start]
            if before and before[-1] not in _PREPOSITIONS | ARTICLES:
                return closing[-1][1]
        if self.named is None or self.named[1] is None or self.kind not in ("person", "name", "capital"):
            return None
        return self.named[1] if self.named[1].kind == "person" else None

    @property
    def kind(self) -> str:
        """The kind of the mention at the head; empty without one."""
        return self.named[0].kind if self.named is not None else ""

    @property
    def describes(self) -> bool:
        """Whether it can only describe somebody named beside it: a singular noun or a title without an article."""
        last = self.tokens[-1]
        if self.tokens[0].tag == "DT" or self.first in ARTICLES | OWNERS or self.head[-1].tag == "NNS":
            return False
        if self.kind == "title":
            return bool(self.tail)
        noun = self.head[-1] if not self.covered(self.head[-1]) else last
        plain = (
            noun.tag in ("NN", "JJ")
            and not self.covered(noun)
            and (noun is not last or self.tokens[-2:][0].tag != "DT")
        )
        return plain and self.noun not in self.lex.organisation_nouns and self.noun not in _COLLECTIVE_NOUNS

    @property
    def apposes(self) -> bool:
        """Whether it tells what somebody is: "the lead author", "a former minister"."""
        role = (
            self.noun in self.lex.title_class or self.noun in self.lex.roles or self.noun.endswith(("or", "er", "ist"))
        )
        return role and self.first in ("the", "a", "an") and self.head[-1].tag == "NN" and self.person is None


def read_parts(tokens: Sequence[Token], inside: Inside, lex: Lexicon) -> list[Part]:
    """The parts of a phrase that name somebody, each once: appositions and descriptions are left out."""
    parts = _cut(tokens, inside, lex)
    if all(part.joint in ("", ",") for part in parts):
        named = [part for part in parts if part.person is not None]
        bodies = [part for part in parts if part.named is not None and part.named[1] is not None]
        return (named or bodies or parts)[:1]
    parts = _without_places(_without_appositions(parts), tokens)
    if len(parts) != 2:
        return parts
    first, second = parts
    if second.person is not None and first.describes:
        return [second]
    if first.person is not None and second.describes:
        return [first]
    if first.tail and first.head[-1].tag == "NNS" and second.kind == "organisation" and second.joint != ",":
        return [Part([t for t in tokens if t in first.tokens or t.start > first.tokens[-1].end], inside, lex)]
    return parts


def _without_appositions(parts: list[Part]) -> list[Part]:
    """ "Rita Moss, the lead author and a specialist" names one person, "the Moss Fund, a trust and lender" one body."""
    kept: list[Part] = []
    dropped = False
    for part in parts:
        before = kept[-1] if kept else None
        goes_on = dropped or part.joint == ","
        if before is not None and before.kind == "organisation":
            dropped = goes_on and part.named is None and (dropped or part.first in ("a", "an"))
        else:
            dropped = goes_on and part.apposes and before is not None and before.person is not None
        if not dropped:
            kept.append(part)
    return kept


def _without_places(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """ "Leaders from Florida, Ohio and Maryland" are one group: the places after the first go with it."""
    kept: list[Part] = []
    for part in parts:
        before = kept[-1] if kept else None
        place = part.named is None and all(token.tag in ("NNP", "NNPS") for token in part.tokens)
        if place and before is not None and before.head[-1].tag == "NNS" and len(before.tail) > 1:
            whole = [t for t in tokens if before.span.start <= t.start < part.span.end]
            kept[-1] = Part(whole, part.inside, part.lex, before.joint)
        else:
            kept.append(part)
    return kept


def trim(tokens: Sequence[Token]) -> list[Token]:
    """A source's words without marks around them, a possessive or "yesterday" after them."""
    found = list(tokens[:_LONGEST])
    while found and (
        found[-1].text in POSSESSIVE
        or not (found[-1].text[-1].isalnum() or found[-1].text[-1] in ").")
        or (len(found) > 1 and (found[-1].tag in ("RB", "RBR") or found[-1].text in _WHEN))
    ):
        found.pop()
    while found and not found[0].text[0].isalnum():
        found.pop(0)
    while len(found) > 1 and found[-1].text in AUXILIARIES:
        found.pop()
    while len(found) > 1 and found[0].text.lower() in AUXILIARIES:
        found.pop(0)
    return _last_of_two(found)


def _last_of_two(tokens: list[Token]) -> list[Token]:
    """The later of two noun phrases that nothing joins, whose relative clause it begins: "these three objects the President"."""
    for at in range(len(tokens) - 1, 1, -1):
        before, token = tokens[at - 1], tokens[at]
        if token.text in ("the", "he", "she", "they") and before.tag in ("NN", "NNS") and before.text not in _WHEN:
            return tokens[at:]
    return tokens


def _cut(tokens: Sequence[Token], inside: Inside, lex: Lexicon) -> list[Part]:
    """The phrase cut at commas and "and" outside names, up to a verb; without brackets and relative clauses."""
    parts: list[tuple[str, list[Token]]] = [("", [])]
    relative = False
    depth = 0
    for token, following in pairwise([*tokens, None]):
        assert token is not None
        word = token.text.lower()
        next_word = following.text.lower() if following is not None else ""
        way = (word, next_word) in _BY_WAY_OF or (word, "") in _BY_WAY_OF
        if word in ("(", "[") or depth:
            depth += (word in ("(", "[")) - (word in (")", "]"))
        elif _covered(token, inside):
            if not relative:
                parts[-1][1].append(token)
        elif word in RELATIVE and not token.text.isupper() and parts[0][1]:
            relative = True
        elif word == "and" and parts[-1][1] and parts[-1][1][-1].tag == "JJ" and following and following.tag == "JJ":
            parts[-1][1].append(token)  # "the financial and philanthropic sectors"
        elif word in ("and", "&", "/", ",") or way:
            if relative and not (word == "," and next_word == "and"):
                continue
            relative = False
            if parts[-1][1]:
                parts.append((word, []))
            elif len(parts) > 1 and word != ",":
                parts[-1] = (word, [])
        elif (
            token.tag in ("VBD", "VBZ", "VBP", "MD")
            and parts[0][1]
            and not relative
            and (next_word not in _PREPOSITIONS or word in _MET)
        ):
            while len(parts[-1][1]) > 1 and (parts[-1][1][-1].text in _WHEN or parts[-1][1][-1].tag == "RB"):
                parts[-1][1].pop()
            break
        elif not relative and not (not parts[-1][1] and word in ("with", "as")):
            parts[-1][1].append(token)
    return [Part(words, inside, lex, joint) for joint, words in parts if words] or [Part(list(tokens), inside, lex)]


def _covered(token: Token, inside: Inside) -> bool:
    return any(mention.span.start <= token.start < mention.span.end for mention, _ in inside)

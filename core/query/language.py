"""The search language: text to a tree.

    speaker:dar topic:trade "joint projects" -party:china number:>=1bn date:2024-01..2024-06 (a OR b)

Words and fields are joined by AND; OR binds weaker; ``-`` (or NOT) negates; parentheses group; ``*`` alone is
everything and at the end of a word makes it a prefix. The tree knows nothing of how it is searched.
"""

from __future__ import annotations

import re

from quoth.core.errors import QueryError
from quoth.core.query.folding import words
from quoth.core.query.tokens import Token, read_tokens
from quoth.core.query.tree import (
    CHOICES,
    FIELDS,
    And,
    DateRange,
    Everything,
    Field,
    Node,
    Not,
    NumberRange,
    Or,
    Phrase,
    Query,
    Word,
)
from quoth.core.query.values import read_amounts, read_days

__all__ = ["Query", "parse_query"]


def parse_query(text: str, *, typing: bool = False) -> Query:
    """Read a search. QueryError marks the place of what cannot be read and says why.

    With ``typing`` the last word or value is a prefix, and what is not finished yet (an open quotation mark or
    parenthesis, a field without a value) is taken as far as it goes.
    """
    return Query(text, _Reader(text, typing).read())


_DEEPEST = 50
_MOST_TERMS = 200
_DASHES = frozenset("-–—")
_GENITIVE = re.compile("['’]s\\Z", re.IGNORECASE)


class _Reader:
    """Recursive descent: any of (all of (not a leaf))."""

    def __init__(self, text: str, typing: bool) -> None:
        self.typing = typing
        self.tokens = list(read_tokens(text))
        self.at = 0
        self.depth = 0
        self.terms = 0
        self.open_end = typing and text[-1:].strip() != "" and not text.endswith(")")

    def read(self) -> Node:
        tree = self.alternatives()
        if self.at < len(self.tokens):
            raise self.error("this parenthesis closes nothing", self.tokens[self.at])
        if self.tokens and not self.typing and all(token.text in _DASHES for token in self.tokens):
            raise self.error("there is no word in this", self.tokens[0], self.tokens[-1])
        return tree

    def alternatives(self) -> Node:
        started = self.starts_term()
        parts = [self.conjunction()]
        while (token := self.peek()) and token.kind == "or":
            if not started:
                raise self.error("nothing stands before this OR", token)
            self.at += 1
            if self.starts_term():
                parts.append(self.conjunction())
            elif not self.unfinished():
                raise self.error("nothing follows this OR", token)
        nodes = tuple(_all_of(part) for part in parts if part)
        if not nodes or Everything() in nodes:
            return Everything()
        return nodes[0] if len(nodes) == 1 else Or(nodes)

    def conjunction(self) -> list[Node]:
        parts: list[Node] = []
        while self.starts_term():
            if (node := self.term()) is not None:
                parts.append(node)
        return parts

    def term(self) -> Node | None:
        token = self.tokens[self.at]
        self.at += 1
        self.terms += 1
        if self.terms > _MOST_TERMS:
            raise self.error(f"this is one term too many: {_MOST_TERMS} are allowed", token)
        match token.kind:
            case "and":
                self.check_and(token)
                return None
            case "-" | "(":
                return self.nested(token)
            case "*":
                return Everything()
            case "field":
                return self.field(token)
        return self.words(token)

    def check_and(self, token: Token) -> None:
        """An AND says nothing, but it has to stand between two terms."""
        before = self.tokens[self.at - 2].kind if self.at > 1 else "("
        if before in ("(", "or", "and", "-"):
            raise self.error("nothing stands before this AND", token)
        if not self.starts_term() and not self.unfinished():
            raise self.error("nothing follows this AND", token)

    def nested(self, token: Token) -> Node | None:
        if self.depth >= _DEEPEST:
            raise self.error(f"this is nested too deep: {_DEEPEST} levels are allowed", token)
        self.depth += 1
        node = self.negation(token) if token.kind == "-" else self.group(token)
        self.depth -= 1
        return node

    def negation(self, minus: Token) -> Node | None:
        if self.starts_term():
            node = self.term()
            return None if node is None else Not(node)
        if self.unfinished():
            return None
        raise self.error("nothing follows this NOT", minus)

    def group(self, opening: Token) -> Node | None:
        empty = not self.starts_term()
        node = self.alternatives()
        if (token := self.peek()) and token.kind == ")":
            self.at += 1
            if empty:
                raise self.error("there is nothing in these parentheses", opening, token)
            return node
        if self.typing:
            return None if empty else node
        raise self.error("this parenthesis is not closed", opening)

    def words(self, token: Token) -> Node | None:
        if not token.closed and not self.typing:
            raise self.error("this quotation mark is not closed", token)
        prefix = self.is_prefix(token)
        folded = tuple(word.text for word in words(token.text))
        if len(folded) > 1 and not token.quoted and _GENITIVE.search(token.text):
            folded = folded[:-1]
        if not folded:
            if token.text in _DASHES or self.unfinished():
                return None
            raise self.error("there is no word in this", token)
        if len(folded) == 1 and not token.quoted:
            return Word(folded[0], prefix)
        return Phrase(folded, prefix)

    def field(self, token: Token) -> Node | None:
        name, value = token.field, token.text.strip()
        if name not in FIELDS:
            raise self.unknown_field(token)
        if not token.closed and not self.typing:
            raise self.error("this quotation mark is not closed", token)
        last = self.unfinished() and self.open_end
        if name in ("number", "date"):
            return self.range(token, value, last)
        folded = tuple(word.text for word in words(_SIGNS.get(value, value) if name == "unit" else value))
        if not folded:
            if last and not value:
                return None
            raise self.error(f"{name}: needs a value right behind it, as in {name}:{_EXAMPLES[name]}", token)
        prefix = self.is_prefix(token)
        if name in CHOICES:
            folded = (self.choice(token, folded, prefix),)
        return Field(name, folded, prefix)  # type: ignore[arg-type]

    def choice(self, token: Token, folded: tuple[str, ...], prefix: bool) -> str:
        choices = CHOICES[token.field]
        value = " ".join(folded)
        if value in choices or (prefix and any(choice.startswith(value) for choice in choices)):
            return value
        near = [_MEANT[value]] if _MEANT.get(value) in choices else _nearest(value, choices)
        hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(choices)}"
        raise QueryError(f"{token.field}: has no {value}; {hint}", token.value_start, token.end)

    def range(self, token: Token, value: str, last: bool) -> Node | None:
        try:
            if token.field == "number":
                return NumberRange(*read_amounts(value))
            return DateRange(*read_days(value))
        except ValueError as error:
            if last and _BEGUN[token.field].fullmatch(value):
                return None
            raise QueryError(
                f"{token.field}: {error}", token.start if not value else token.value_start, token.end
            ) from None

    def unknown_field(self, token: Token) -> QueryError:
        near = _nearest(token.field, FIELDS)
        hint = f"did you mean {near[0]}:?" if near else f"fields are {', '.join(FIELDS)}"
        return QueryError(
            f'there is no field {token.field}:; {hint} (or put the words in "quotation marks")',
            token.start,
            token.value_start,
        )

    def is_prefix(self, token: Token) -> bool:
        if not token.quoted and token.text.endswith("*"):
            return True
        return self.open_end and self.unfinished() and not (token.quoted and token.closed)

    def unfinished(self) -> bool:
        """Whether all is read while the user is still typing."""
        return self.typing and self.at >= len(self.tokens)

    def starts_term(self) -> bool:
        token = self.peek()
        return token is not None and token.kind not in (")", "or")

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def error(self, message: str, first: Token, last: Token | None = None) -> QueryError:
        return QueryError(message, first.start, (last or first).end)


_SIGNS = {
    "$": "usd",
    "€": "eur",
    "£": "gbp",
    "¥": "jpy",
    "₹": "inr",
    "₽": "rub",
    "₩": "krw",
    "₺": "try",
    "%": "percent",
}
_BEGUN = {
    "number": re.compile(r"[<>]?=?(?:[$€£¥]?-?[\d,.]*(?:[kmbt]|mn|bn|tn|%)?\.{0,2}){1,2}", re.IGNORECASE),
    "date": re.compile(
        r"[<>]?=?(?:\d{4}(?:-\d{2}){0,2}\.\.)?(?:\d{0,4}|\d{4}-(?:[01]|(?:0[1-9]|1[0-2])(?:-[0-3]?)?)?)\.?"
    ),
}
"""What may become an amount or a day when more of it is typed."""
_MEANT = {
    **dict.fromkeys(("promise", "vow", "commit", "offer"), "pledge"),
    **dict.fromkeys(("thank", "welcome", "congratulate", "applaud"), "praise"),
    **dict.fromkeys(("criticize", "condemn", "warn", "blame"), "criticise"),
    **dict.fromkeys(("urge", "demand", "request", "call"), "ask"),
    **dict.fromkeys(("deny", "refuse", "oppose"), "reject"),
    **dict.fromkeys(("hope", "expect", "plan", "believe"), "think"),
    **dict.fromkeys(("say", "said", "tell"), "state"),
    **dict.fromkeys(("back", "endorse"), "support"),
    "quoted": "verbatim", "paraphrased": "reported", "edited": "corrected", "dollar": "money", "percentage": "percent",
}  # fmt: skip
_EXAMPLES = {
    "speaker": "dar",
    "topic": "trade",
    "about": "kashmir",
    "act": "pledge",
    "party": "china",
    "kind": "direct",
    "unit": "usd",
    "doc": "readout",
    "is": "uncertain",
}


def _nearest(word: str, known: tuple[str, ...]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(word, known, 1)


def _all_of(parts: list[Node]) -> Node:
    asked = [part for part in parts if not isinstance(part, Everything)]
    if not asked:
        return Everything()
    return asked[0] if len(asked) == 1 else And(tuple(asked))

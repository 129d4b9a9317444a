"""Contents that end within a list are led to its end: "projects in energy[, transport, and tourism]"."""

from __future__ import annotations

from quoth.core.attribution.words import Words
from quoth.core.model import Span

_LONGEST = 60  # tokens
_NOMINAL = frozenset(("NN", "JJ", "DT", "CD", "PO", "PR", "IN", "RB", "$", "VB"))  # tags by their first two letters
_RELATIVE = frozenset(("who", "which", "that", "whose", "where"))


def whole_list(words: Words, span: Span) -> Span:
    """The span with the further members of a list whose last one "and" joins; the span itself where none goes on.

    A member is a noun phrase without a verb of its own, but for a relative clause: a verb makes it a new clause's subject.
    """
    end = words.at(span.end - 1) + 1
    limit = min(words.first[words.sentence[end - 1] + 1], end + _LONGEST)
    whole, at = end, end
    while at < limit and words.low[at] in (",", "and"):
        joined = words.low[at] == "and" or words.low[at + 1] in ("and", "including")
        at += 1 + (words.low[at] == "," and words.low[at + 1] == "and")
        member = _member_end(words, at, limit)
        if member is None:
            break
        at = member
        whole = at if joined else whole
    return words.span(words.at(span.start), whole - 1) if whole > end else span


def _member_end(words: Words, at: int, limit: int) -> int | None:
    """Where the noun phrase at a token ends: before a comma, "and" or the end; None where it is none."""
    noun = False
    start = at
    while at < limit and words.low[at] not in (",", "and", ".", ";"):
        tag = "NN" if words.tokens[at].text.isupper() else words.tags[at]  # IT is no pronoun in a list
        if noun and words.low[at] in _RELATIVE:
            while at < limit and words.low[at] not in (",", ".", ";"):
                at += 1
            return at
        verb = tag[:2] == "VB" and not (tag in ("VBN", "VBG") and (noun or words.tags[at + 1][:2] == "NN"))
        verb &= words.low[at] != "including" or at > start
        if verb or tag == "PRP" or tag[:2] not in _NOMINAL or words.region[at] >= 0:
            return None
        noun |= tag[:2] == "NN"
        at += 1
    return at if noun else None

"""Requests that show by their grammar: "invited firms to invest", "called on Norway to help", "advocating for a truce"."""

from __future__ import annotations

from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.words import Words

_REACH = 14  # tokens of an object before its "to"
_OBJECT = frozenset(("NN", "DT", "PR", "JJ", "CD", "PO", "IN", "CC", "VB", "RB"))  # tags by their first two letters
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_RELATIVE = frozenset(("that", "which", "who"))
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "'re", "am"))


def is_request(words: Words, i: int) -> bool:
    """Whether a verb tells that somebody asks another to do something, or calls for something."""
    return _is_plea(words, i) or request_object(words, i) is not None


def request_object(words: Words, i: int) -> int | None:
    """The first token of whom a request asks to do something: its content begins there; None where it asks nobody to."""
    pleas, lemma, start = cue_lexicon().pleas, words.lemma[i], i + 1
    if lemma not in cue_lexicon().requests or words.region[i] >= 0:
        return None
    if words.low[start] in ("on", "upon", "to", "with"):
        if lemma not in pleas or words.tags[start + 1][:2] in ("VB", "RB"):
            return None
        start += 1
    elif lemma in pleas and lemma not in ("ask", "press"):
        return None
    return start if _tells(words, i) and _asked_to(words, start) else None


def _is_plea(words: Words, i: int) -> bool:
    """Whether it is a verb with "for": "calling for a truce"."""
    plea = words.lemma[i] in cue_lexicon().pleas and words.low[i + 1] == "for" and words.region[i] < 0
    return plea and words.tags[i + 2][:2] in _OBJECT and _tells(words, i)


def _tells(words: Words, i: int) -> bool:
    """Whether the verb is a finite one in the active, or a participle that goes on after another: ", urging"."""
    tag, passive = words.tags[i], words.auxiliary[i] in _BE
    if words.low[i - 1] in _RELATIVE:
        return False
    if tag == "VBG":
        return words.low[i - 1] in (",", "and") or passive
    if tag == "VBN" and not words.auxiliary[i] and words.low[i - 1] not in ("and", ",") and words.subject[i] != i - 1:
        return False
    return tag in ("VBD", "VBN", "VBZ", "VBP") and not passive


def _asked_to(words: Words, start: int) -> bool:
    """Whether a noun phrase at a token is followed by an infinitive: "all parties to return"."""
    end = min(words.first[words.sentence[start - 1] + 1], start + _REACH)
    noun = False
    for i in range(start, end):
        tag, word = words.tags[i], words.low[i]
        if word == "to" and words.tags[i + 1][:2] in ("VB", "RB"):
            return noun
        if tag in _FINITE or (tag[:2] not in _OBJECT and word != ","):
            return False
        noun |= tag[:2] in ("NN", "PR")
    return False

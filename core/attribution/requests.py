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
    lemma = words.lemma[i]
    if lemma not in cue_lexicon().requests or words.region[i] >= 0 or not _tells(words, i):
        return False
    start = i + 1
    if words.low[start] == "for":
        return lemma in cue_lexicon().pleas and words.tags[start + 1][:2] in _OBJECT
    if words.low[start] in ("on", "upon", "to"):
        if lemma not in cue_lexicon().pleas or words.tags[start + 1][:2] in ("VB", "RB"):
            return False
        start += 1
    elif lemma in ("call", "appeal", "advocate", "plead"):
        return False
    return _asked_to(words, start)


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

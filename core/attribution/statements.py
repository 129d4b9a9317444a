"""Official statements in the first person: "We urge all sides" is direct speech of those who issue the text."""

from __future__ import annotations

from collections.abc import Iterator

from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.words import Words

_LEAST_SENTENCES = 2  # with a verb that only a text called a statement makes an official act
_OPENING = 60  # tokens in which a text says that it is a statement
_BEFORE_WE = 8  # "In this regard, we ..."
_AFTER_WE = 5  # "we have also strongly condemned"


def statement_cues(words: Words) -> dict[int, int]:
    """Each cue verb of a "we" or "I" that issues a text, with the token of its pronoun; nothing in transcripts.

    "We urge" does so by itself; "we said", "we will" only in a text that is called a statement, and not only once.
    """
    if words.parse.turns:
        return {}
    lexicon = cue_lexicon()
    declared = any(word in lexicon.statements for word in words.low[:_OPENING])
    issued: dict[int, int] = {}
    others: dict[int, int] = {}
    sentences = 0
    for first, end in zip(words.first, words.first[1:], strict=False):
        we = _issuer(words, first, end)
        if we is None:
            continue
        cues = dict.fromkeys(_cues(words, we, end), we)
        sentences += bool(cues)
        issued |= cues if any(words.low[cue] in lexicon.official for cue in cues) else {}
        others |= cues
    return others if declared and sentences >= _LEAST_SENTENCES else issued


def _issuer(words: Words, first: int, end: int) -> int | None:
    for i in range(first, min(first + _BEFORE_WE, end)):
        if words.low[i] in ("we", "i") and words.region[i] < 0:
            return i if i == first or words.low[i - 1] in (",", ":") else None
    return None


def _cues(words: Words, we: int, end: int) -> Iterator[int]:
    """The verb of "we", and the verbs that a comma or "and" joins to it in the same form."""
    lexicon = cue_lexicon()
    start = _verb(words, we, end)
    if start is None:
        return
    yield start
    tag = words.tags[start]
    for i in range(start + 2, end):
        joined = words.tags[i] == tag and words.low[i - 1] in ("and", ",") and words.region[i] < 0
        if joined and words.low[i] in lexicon.verbs:
            yield i


def _verb(words: Words, we: int, end: int) -> int | None:
    """The cue among the first words after "we", or after an apposition: "We, the leaders of X and Y, condemn"."""
    lexicon = cue_lexicon()
    apposed = words.low[we + 1] == ","
    for i in range(we + 2, end) if apposed else range(we + 1, min(we + 1 + _AFTER_WE, end)):
        low, tag = words.low[i], words.tags[i]
        verb = tag[:2] == "VB" and tag not in ("VBG", "VBZ") and low in lexicon.verbs
        if (verb or low in lexicon.stances) and (not apposed or words.low[i - 1] == ","):
            return i
        if not apposed and low not in lexicon.auxiliaries and tag != "RB":
            return None
    return None

"""Official statements in the first person plural: "We urge all sides" is direct speech of those who issue the text."""

from __future__ import annotations

from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.words import Words

_LEAST_SENTENCES = 2
_OPENING = 60  # tokens in which a text says that it is a statement
_BEFORE_WE = 8  # "In this regard, we ..."
_AFTER_WE = 4  # "we also strongly condemn"


def statement_cues(words: Words) -> dict[int, int]:
    """Each cue verb of a "we" in a joint statement or declaration, with the token of its "we"; nothing in other texts."""
    kinds = cue_lexicon().statements
    if words.parse.turns or not any(word in kinds for word in words.low[:_OPENING]):
        return {}
    found: dict[int, int] = {}
    sentences = 0
    for first, end in zip(words.first, words.first[1:], strict=False):
        we = _we(words, first, end)
        if we is None:
            continue
        cues = _cues(words, we, end)
        sentences += bool(cues)
        found.update((cue, we) for cue in cues)
    return found if sentences >= _LEAST_SENTENCES else {}


def _we(words: Words, first: int, end: int) -> int | None:
    for i in range(first, min(first + _BEFORE_WE, end)):
        if words.low[i] == "we" and words.region[i] < 0:
            return i if i == first or words.low[i - 1] == "," else None
    return None


def _cues(words: Words, we: int, end: int) -> list[int]:
    """The verb of "we", and the verbs that a comma or "and" joins to it in the same form."""
    verbs = cue_lexicon().verbs
    forms = ("VBP", "VB", "VBD")
    start = next((i for i in range(we + 1, min(we + 1 + _AFTER_WE, end)) if words.tags[i][:2] == "VB"), None)
    if start is None or words.tags[start] not in forms or words.low[start] not in verbs:
        return []
    tag = words.tags[start]
    joined = [
        i
        for i in range(start + 2, end)
        if words.tags[i] == tag and words.low[i] in verbs and words.low[i - 1] in ("and", ",") and words.region[i] < 0
    ]
    return [start, *joined]

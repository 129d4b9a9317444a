"""The cue lexicon: the words that introduce what somebody says, with the act they usually stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from quoth.core.data import load
from quoth.core.model import Act


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word's dictionary form, its usual act, and whether it is a noun (concern, pledge)."""

    lemma: str
    act: Act
    noun: bool = False


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Word forms in lower case.

    ``verbs``: all forms of the cue verbs, and adjectives (concerned). ``nouns``: cue nouns (pledge).
    ``talk``: verbs that name a conversation without its content (discuss).
    ``tone``: words of praise, blame, urging, refusal and intent in what is said.
    ``statements``: what an official statement calls itself. ``official``: verbs by which a "we" issues one.
    ``stances``: words that do so only in a text that is called a statement (stand, remain, will).
    ``hearers``: verbs whose passive has the hearer for its subject (were told).
    ``deputies``: verbs whose passive names who acts for the subject (represented by).
    ``requests``: verbs that ask somebody to do something. ``pleas``: those of them that do so by "for", "on" or "to".
    """

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    talk: frozenset[str]
    tone: dict[str, str]
    auxiliaries: frozenset[str]
    days: frozenset[str]
    statements: frozenset[str]
    official: frozenset[str]
    stances: frozenset[str]
    hearers: frozenset[str]
    deputies: frozenset[str]
    requests: frozenset[str]
    pleas: frozenset[str]


@cache
def cue_lexicon() -> CueLexicon:
    """The lexicon that ships with quoth (data/cues.json), every verb in all its forms."""
    data = load("cues.json")
    verbs: dict[str, Cue] = {}
    for act, lemmas in data["verbs"].items():
        for lemma in lemmas:
            cue = Cue(lemma, cast(Act, act))
            verbs.update((form, cue) for form in _verb_forms(lemma) if form not in verbs or form == lemma)
    for form, lemma in data["irregular"].items():
        verbs[form] = verbs[lemma]
    for act, adjectives in data["adjectives"].items():
        verbs.update((word, Cue(word, cast(Act, act))) for word in adjectives if word not in verbs)
    nouns: dict[str, Cue] = {}
    for act, lemmas in data["nouns"].items():
        for lemma in lemmas:
            cue = Cue(lemma, cast(Act, act), noun=True)
            nouns.update((form, cue) for form in (lemma, _with_s(lemma)))
    talk = frozenset(form for lemma in data["talk"] for form in _verb_forms(lemma)) | {
        form for form, lemma in data["irregular"].items() if lemma in data["talk"]
    }
    tone = {word: kind for kind, words in data["tone"].items() for word in words}
    return CueLexicon(
        verbs,
        nouns,
        talk,
        tone,
        auxiliaries=frozenset(data["auxiliaries"]),
        days=frozenset(data["days"]),
        statements=frozenset(data["statements"]),
        official=frozenset(data["official"]),
        stances=frozenset(data["stances"]),
        hearers=frozenset(data["hearers"]),
        deputies=frozenset(data["deputies"]),
        requests=frozenset(data["requests"]),
        pleas=frozenset(data["pleas"]),
    )


def _verb_forms(lemma: str) -> list[str]:
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    forms = [lemma, _with_s(lemma)]
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return [*forms, lemma[:-1] + "ied", lemma + "ing"]
    forms += [stem + "ed", stem + "ing"]
    if len(lemma) > 2 and lemma[-1] in "bdgklmnprt" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou":
        forms += [lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"]
    return forms


def _with_s(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")

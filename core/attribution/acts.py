"""The act of a quote: what the speaker does by saying it, from the cue, the content's words and the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.words import Words
from quoth.core.model import Act, Span

ACTS: tuple[Act, ...] = ("state", "agree", "pledge", "ask", "praise", "criticise", "reject", "support", "think")
_FIRST = 6  # of a content's words those that also count by their place
_MOST = 60  # and those that count at all
_NEAR = 12  # words within which the first noun is looked for
_PHRASE = 5  # words from "expressed" to the end of "expressed her deep gratitude"
_CLAUSE = 25  # words within which a clause has its modal verb
_NOT = frozenset(("not", "n't", "n’t", "never"))
_WILLING = frozenset(("agree", "pledge", "praise", "support"))
_ABOUT = frozenset(("for", "about", "over", "at", "with"))
_PLURAL = frozenset(("both", "two", "they", "leaders", "sides", "and", "parties", "governments", "countries", "we"))


def act_features(words: Words, head: int, source: Span | None, content: Sequence[Span]) -> list[str]:
    """What the act is judged by: the cue and its usual act, the source's number, and the content's words.

    Letters: c to x the cue, u its usual act, p and q a source in the plural; a every word, f, g and t the first words, i, j, h,
    e, d and D words of tone or with an act of their own, k quotation marks. ``head`` is the cue's main word, -1 without one.
    """
    found = ["b"]
    if head >= 0:
        lemma = words.lemma[head] or words.low[head]
        usual = words.usual_act(head)
        after = words.low[head + 1]
        found += ["c" + lemma, "u" + usual, "n" + lemma + "_" + after, "w" + words.low[head]]
        found += ["v" + lemma + "_" + words.low[head + 2], "x" + words.auxiliary[head]]
    else:
        lemma = usual = "-"
    plural = "-"
    if source is not None:
        i = words.at(source.start)
        while i < len(words) and words.tokens[i].start < source.end:
            if words.low[i] in _PLURAL:
                plural = "+"
            i += 1
    found += ["p" + plural, "q" + plural + lemma]
    tone = cue_lexicon().tone
    kind = "-"
    count = 0
    for span in content:
        i = words.at(span.start)
        while i < len(words) and words.tokens[i].start < span.end and count < _MOST:
            word = words.low[i]
            if words.region[i] >= 0:
                kind = "q"
            if word.isalnum() or "-" in word:
                if count < _FIRST:
                    found.append("f" + word)
                    found.append("g" + usual + word)
                    if count < 2:
                        found.append(f"{count}{lemma}_{word}")
                        found.append(f"t{count}{words.tags[i]}{usual}")
                found.append("a" + word[:7])
                if word in tone:
                    found += ["i" + tone[word], "j" + tone[word] + usual]
                if (other := words.usual_act(i)) != "-":
                    found += ["h" + other, "e" + other + usual]
                    if count < _FIRST:
                        found += ["d" + other, "D" + other + usual]
                count += 1
            i += 1
    found.append("k" + kind + usual)
    if content:
        found += _first_noun(words, content, usual, lemma)
    return found


def _first_noun(words: Words, content: Sequence[Span], usual: str, lemma: str) -> list[str]:
    """The noun that a content such as "their commitment to ..." turns on, with what follows it, and its modal verbs."""
    first, last = words.at(content[0].start), words.at(content[-1].end - 1)
    near = range(first, min(first + _NEAR, last + 1))
    found = ["M" + words.low[i] for i in near if words.tags[i] == "MD"]
    noun = next((i for i in near if words.tags[i][:2] == "NN" and words.tags[i + 1][:2] != "NN"), None)
    if noun is not None:
        low, after, tag = words.low[noun], words.low[noun + 1], words.tags[noun + 2]
        act = words.usual_act(noun)
        found += ["N" + low, "O" + low + after + tag, "P" + usual + low, "Q" + lemma + low]
        found += ["R" + act + after + tag, "S" + act + usual + after + tag]
    return found


def shown_act(words: Words, head: int, content: Sequence[Span], act: Act) -> Act:
    """The act, mended where grammar shows it.

    "Expressed gratitude | for" is praise, what others will do no pledge, "did not promise" a refusal, and "did not say
    that ..." no promise either.
    """
    first, last = words.at(content[0].start), words.at(content[-1].end - 1)
    before = set(words.low[max(head - 3, 0) : head])
    if head >= 0 and act in _WILLING and before & _NOT and "only" not in before:
        return "reject" if words.usual_act(head) in _WILLING else "state"
    if not 0 <= head < first:
        return act
    noun = cue_lexicon().nouns.get(words.low[first - 1])
    if noun is not None and noun.act != "state" and first - head <= _PHRASE and words.low[first] in _ABOUT:
        return noun.act
    cue = cue_lexicon().verbs.get(words.low[head])
    told = cue is not None and cue.act in ("state", "think")
    return cue.act if cue and told and act == "pledge" and _of_others(words, first, last) else act


def _of_others(words: Words, first: int, last: int) -> bool:
    """Whether a content is about the coming of something that is not the speaker's: "that the vote will help", "how to"."""
    if words.low[first] == "how":
        return True
    modal = next((i for i in range(first, min(first + _CLAUSE, last + 1)) if words.tags[i] == "MD"), first)
    subject = words.subject[modal]
    return subject >= first and words.tags[subject] in ("NN", "NNS") and "PRP$" not in words.tags[first:subject]


def best_act(features: Sequence[str], weights: Mapping[str, Sequence[float]]) -> Act:
    """The act that these features speak for most."""
    totals = [0.0] * len(ACTS)
    for feature in features:
        row = weights.get(feature)
        if row is not None:
            totals = [total + weight for total, weight in zip(totals, row, strict=True)]
    return ACTS[max(range(len(ACTS)), key=totals.__getitem__)]

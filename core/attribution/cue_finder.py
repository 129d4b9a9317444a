"""The cue finder: how likely each word is to introduce what somebody says (a logistic model over its surroundings)."""

from __future__ import annotations

from quoth.core.attribution.words import Words

_BUCKETS = tuple("0123455666777788888888999999999999")


def bucket(distance: int) -> str:
    """A distance of zero or more in ten steps, as a digit."""
    return _BUCKETS[distance] if distance < len(_BUCKETS) else "9"


def is_candidate(words: Words, i: int, vocabulary: frozenset[str]) -> bool:
    """Whether a word can be a cue at all: a verb, or a word of the lexicon or the vocabulary."""
    return words.tags[i][:2] == "VB" or words.lemma[i] != "" or words.low[i] in vocabulary


def cue_features(words: Words, i: int) -> list[str]:
    """What the finder sees of the word at ``i``: each feature is a letter that tells its kind, and its values.

    The word itself (b to s, W), its neighbours' words and tags (a to p, K), quotations near by (q, Q, r), the nearest noun
    before it as its subject (u, v, x), its auxiliary (y, z), and its place: in the sentence, after a cue, in a turn (A to D).
    """
    low, tags = words.low, words.tags
    word, tag, lemma = low[i], tags[i], words.lemma[i]
    before, after = low[i - 1], low[i + 1]
    tag_before, tag_after = tags[i - 1], tags[i + 1]
    tag_before2, tag_after2 = tags[i - 2], tags[i + 2]
    subject = words.subject[i]
    if subject >= 0:
        kind = low[subject] if tags[subject] == "PRP" else tags[subject]
        subject_word, away = low[subject], bucket(i - subject)
    else:
        kind, subject_word, away = "-", "-", "9"
    inside = words.region[i] >= 0
    quoted = "in" if inside else bucket(words.since_quoted[i]) + bucket(words.until_quoted[i])
    sentence = words.sentence[i]
    at = bucket(i - words.first[sentence])
    turn = "T" if words.in_turn[sentence] else "N"
    auxiliary = words.auxiliary[i]
    return [
        "b",
        "w" + word,
        "W" + word + tag,
        "t" + tag,
        "l" + lemma,
        "s" + word[-3:] + tag,
        "a" + before,
        "c" + after,
        "d" + tag_before + tag,
        "e" + tag + tag_after,
        "f" + tag_before + tag + tag_after,
        "g" + tag_before2 + tag_before + tag,
        "h" + tag + tag_after + tag_after2,
        "i" + before + "_" + word,
        "j" + word + "_" + after,
        "k" + word + tag_after,
        "K" + word + tag_before,
        "m" + word + tag_after + tag_after2,
        "n" + low[i - 2],
        "o" + low[i + 2],
        "p" + lemma + after,
        "q" + quoted,
        "Q" + quoted + tag,
        "r" + quoted + lemma,
        "u" + kind + away + tag,
        "v" + kind + lemma,
        "x" + subject_word,
        "y" + auxiliary + tag,
        "z" + auxiliary + lemma,
        "A" + at + tag,
        "B" + bucket(words.since_cue[i]) + tag,
        "C" + turn + lemma,
        "D" + turn + tag,
    ]

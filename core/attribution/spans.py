"""Content and source of one cue: a linear-chain tagger over the cue's sentence.

A quoted stretch counts as one unit (unless the cue stands in it), so that a quotation of any length is one step and its
marks are never cut. Labels: O outside, S source, C content, K cue.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from quoth.core.attribution.cue_finder import bucket
from quoth.core.attribution.model import Rows
from quoth.core.attribution.words import BULLETS, Words

LABELS = "OSCK"
MAX_SENTENCES = 6
MAX_UNITS = 300
REACH = 8 * MAX_UNITS  # tokens looked at on either side of a cue, so that time stays linear in any sentence


class Unit(NamedTuple):
    """A word, or a whole quoted stretch: its first and last token, and the word and tag that features show."""

    first: int
    last: int
    word: str
    tag: str


@dataclass(frozen=True, slots=True)
class Window:
    """What the tagger sees of one cue: the units and the place of the cue among them."""

    units: list[Unit]
    cue: int


def window_of(words: Words, cue: int) -> Window:
    """The cue's sentence, with the sentences that a quoted stretch in it runs over."""
    sentence = words.sentence[cue]
    low, high = sentence, sentence
    own = words.region[cue]
    if own < 0:
        first, last = words.first[sentence], words.first[sentence + 1] - 1
        for region in (words.region[first], words.region[last]):
            if region >= 0:
                begin, end = words.extent[region]
                low = max(min(low, words.sentence[begin]), sentence - MAX_SENTENCES)
                high = min(max(high, words.sentence[end]), sentence + MAX_SENTENCES)
    led = words.low[words.first[high + 1] - 1] == ":" and high + 1 < len(words.first) - 1 and own < 0
    if led and words.low[words.first[high + 1]] not in BULLETS:
        high += 1
        last = words.first[high + 1] - 1
        if words.region[last] >= 0:
            high = min(words.sentence[words.extent[words.region[last]][1]], high + MAX_SENTENCES)
    units: list[Unit] = []
    at = 0
    i, end = max(words.first[low], cue - REACH), min(words.first[high + 1], cue + REACH)
    while i < end:
        region = words.region[i]
        if region >= 0 and region != own:
            last = min(words.extent[region][1], end - 1)
            units.append(Unit(i, last, '"', _quoted_tag(words, region, i, last)))
            i = last + 1
        else:
            if i == cue:
                at = len(units)
            units.append(Unit(i, i, words.low[i], words.tags[i]))
            i += 1
    if len(units) > MAX_UNITS:
        start = max(0, at - MAX_UNITS // 2)
        units = units[start : start + MAX_UNITS]
        at -= start
    return Window(units, at)


def _quoted_tag(words: Words, region: int, first: int, last: int) -> str:
    """How long the quotation is, whether it starts like a sentence, and what stands before its closing mark."""
    size = last - first
    length = "S" if size <= 3 else "M" if size <= 7 else "L"
    opening = words.tokens[min(first + 1, last)].text[:1]
    inner = words.low[last - 1] if words.marks[region].closed else words.low[last]
    stop = inner if inner in (",", ".", "?", "!") else "-"
    return "Q" + length + ("C" if opening.isupper() else "c") + stop + ("" if words.marks[region].closed else "o")


def span_features(words: Words, window: Window, cues: set[int], before: dict[int, str]) -> list[list[str]]:
    """What the tagger sees of each unit: each feature is a letter that tells its kind, and its values.

    Small letters: the unit and its neighbours, with their side of the cue. D to X: its distance from the cue in units,
    commas, verbs, nouns and other cues. L to Z: the same together with the cue's own word, tag and auxiliary, with the
    quotations near by (F, G, f), and with the labels given for the cue before (H, I). A, B, K: close to the cue only.
    ``cues`` are all cue words; ``before`` are those labels.
    """
    units, at = window.units, window.cue
    size = len(units)
    cue = units[at]
    lemma = words.lemma[cue.first] or cue.word
    tag = cue.tag
    auxiliary = words.auxiliary[cue.first]
    tags = [unit.tag for unit in units] + ["<", "<", "<"]
    texts = [unit.word for unit in units] + ["<", "<", "<"]
    is_cue = ["1" if unit.first in cues else "0" for unit in units] + ["0", "0", "0"]
    left_quoted = any(unit.tag[0] == "Q" for unit in units[max(at - 8, 0) : at])
    right_quoted = any(unit.tag[0] == "Q" for unit in units[at + 1 : at + 9])
    frame = ("q" if left_quoted else "-") + ("q" if right_quoted else "-")
    home = words.sentence[cue.first]
    rows: list[list[str]] = [[]] * size
    rows[at] = ["cue"]
    for side, order in (("L", range(at - 1, -1, -1)), ("R", range(at + 1, size))):
        commas = verbs = nouns = others = 0
        that = "-"
        for j in order:
            unit = units[j]
            w, t = unit.word, unit.tag
            distance = j - at if side == "R" else at - j
            d = side + bucket(distance)
            sentence = words.sentence[unit.first] - home
            c, v, n, o = side + str(commas), side + str(verbs), side + str(nouns), side + str(others)
            was = before.get(unit.first, "-")
            row = [
                side + w,
                side + "t" + t,
                side + "p" + texts[j - 1],
                side + "n" + texts[j + 1],
                side + "a" + tags[j - 1] + t,
                side + "b" + t + tags[j + 1],
                side + "c" + tags[j - 1] + t + tags[j + 1],
                side + "d" + w + "_" + tags[j + 1],
                side + "e" + tags[j - 1] + "_" + w,
                side + "g" + w + "_" + texts[j + 1],
                side + "h" + t + tags[j + 1] + tags[j + 2],
                side + "i" + tags[j - 2] + tags[j - 1] + t,
                "D" + d,
                "E" + d + t,
                "C" + c + t,
                "V" + v + t,
                "N" + n + t,
                "X" + c + v + n,
                "O" + o + t,
                "o" + o + c + v,
                "L" + side + lemma + "_" + t,
                "M" + d + lemma,
                "m" + n + lemma,
                "T" + d + tag,
                "U" + n + tag + "_" + t,
                "P" + n + tag + tags[at + 1] + tags[at - 1],
                "F" + side + frame + t,
                "G" + d + frame,
                "f" + c + frame + tag,
                "H" + side + was + t,
                "I" + was + d + tag,
                "S" + str(sentence) + t,
                "Y" + n + auxiliary + tag,
                "Z" + that + side + t,
                "J" + side + is_cue[j] + is_cue[j + 1] + is_cue[j + 2] + t,
            ]
            if distance <= 3:
                row.append("A" + d + w)
                row.append("B" + d + t + lemma)
                row.append("K" + d + w + lemma)
            if j == 0:
                row.append("first" + t)
            rows[j] = row
            if w == ",":
                commas = min(commas + 1, 3)
            elif t[:2] == "VB":
                verbs = min(verbs + 1, 3)
            elif t[0] == "N" or t == "PRP":
                if tags[j + 1][0] != "N":
                    nouns = min(nouns + 1, 4)
            elif w == "that":
                that = "+"
            if unit.first in cues:
                others = min(others + 1, 2)
    return rows


# The tagger's states: a label and whether the source has been passed; one source at most, in one piece.
_STATES = ((0, 0), (2, 0), (3, 0), (1, 1), (0, 1), (2, 1), (3, 1))


def _arcs() -> list[list[int]]:
    """For each state those that may come before it."""
    arcs: list[list[int]] = []
    for label, passed in _STATES:
        if not passed:
            arcs.append([0, 1, 2])
        elif label == 1:
            arcs.append([0, 1, 2, 3])
        else:
            arcs.append([3, 4, 5, 6])
    return arcs


_BEFORE = _arcs()


def emissions(rows: list[list[str]], weights: Rows) -> list[list[float]]:
    """The score of each label for each unit."""
    found = []
    get = weights.get
    for row in rows:
        o = s = c = k = 0.0
        for feature in row:
            w = get(feature)
            if w is not None:
                o += w[0]
                s += w[1]
                c += w[2]
                k += w[3]
        found.append([o, s, c, k])
    return found


def with_content(scores: list[list[float]], cue: int) -> list[list[float]]:
    """The same scores with the likeliest unit of content made certain, so that the best labels have some."""
    content = LABELS.index("C")
    others = (j for j in range(len(scores)) if j != cue)
    likeliest = max(others, key=lambda j: scores[j][content] - max(scores[j]), default=cue)
    certain = [score if label == content else -1e6 for label, score in enumerate(scores[likeliest])]
    return [certain if j == likeliest != cue else row for j, row in enumerate(scores)]


def with_content_after(scores: list[list[float]], cue: int) -> list[list[float]]:
    """The same scores with no content before the cue."""
    content = LABELS.index("C")
    bare = [[-1e6 if label == content else score for label, score in enumerate(row)] for row in scores[:cue]]
    return with_content(bare + scores[cue:], cue)


def decode(scores: list[list[float]], transitions: list[list[float]], cue: int) -> tuple[str, float]:
    """The best labels with a source, and by how much they are better than the best labels without one."""
    back: list[list[int]] = []
    best: list[float] = []
    for j, row in enumerate(scores):
        now: list[float] = []
        came: list[int] = []
        for state, (label, _) in enumerate(_STATES):
            if (j == cue) != (label == 3) and j == cue:
                now.append(-1e9)
                came.append(0)
                continue
            if j == 0:
                now.append(row[label] if state < 4 else -1e9)
                came.append(0)
                continue
            top, at = -1e18, 0
            for before in _BEFORE[state]:
                score = best[before] + transitions[_STATES[before][0]][label]
                if score > top:
                    top, at = score, before
            now.append(top + row[label])
            came.append(at)
        best = now
        back.append(came)
    without = max(best[:3])
    state = max(range(3, 7), key=best.__getitem__)
    margin = best[state] - without
    path = []
    for came in reversed(back):
        path.append(LABELS[_STATES[state][0]])
        state = came[state]
    return "".join(reversed(path)), margin

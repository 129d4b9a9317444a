"""Finding what is said: each cue with its content and its source mention."""

from __future__ import annotations

from collections.abc import Iterator

from quoth.core.attribution.contents import after_cue, content_of_we, is_bare, parts_of, whole_content, with_object
from quoth.core.attribution.cue_finder import cue_features, is_candidate
from quoth.core.attribution.cues import cue_lexicon
from quoth.core.attribution.found import Found
from quoth.core.attribution.model import Model
from quoth.core.attribution.requests import is_request, request_object
from quoth.core.attribution.shapes import find_shapes
from quoth.core.attribution.sources import is_passive, source_of, teller_of
from quoth.core.attribution.spans import (
    Window,
    decode,
    emissions,
    span_features,
    window_of,
    with_content,
    with_content_after,
)
from quoth.core.attribution.statements import statement_cues
from quoth.core.attribution.words import Words
from quoth.core.logistic import sigmoid
from quoth.core.model import Span

CUE_THRESHOLD = 0.3
JOINED_THRESHOLD = 0.1  # of a participle that goes on after another cue: ", urging them to ..."
TALK_THRESHOLD = 0.45
WORRIED = 0.5  # at least as likely is "are concerned about" a cue; such words are too rare to be learned
REQUEST = 0.6  # and "invited firms to invest", which its grammar shows
_LEAST_WORDS = 150  # fewer tell less of a text's style
SURE_CUE = 0.5  # from here on a cue has content, also where the tagger would rather see none
STYLE_THRESHOLD = -0.5


def style_of(words: Words, model: Model) -> str:
    """ "press" for newspaper prose, "report" for readouts, short reports and transcripts."""
    if not model.style or words.parse.turns:
        return "report"
    get = model.style.get
    score = sum(get(word, 0.0) for word in words.low) / max(len(words), _LEAST_WORDS) + model.style[""]
    return "press" if score < STYLE_THRESHOLD else "report"


def find_cues(words: Words, model: Model, style: str) -> dict[int, tuple[float, bool]]:
    """Each likely cue word with its probability, and whether it only names a conversation."""
    weights, talk = model.cues[style].get, model.talk.get
    talk_words = cue_lexicon().talk
    found: dict[int, tuple[float, bool]] = {}
    sentence = -1  # the last one with a cue
    for i in range(len(words)):
        if not is_candidate(words, i, model.vocabulary):
            continue
        if _is_heard(words, i):
            continue
        features = cue_features(words, i)
        score = sum(weights(feature, 0.0) for feature in features)
        talking = sum(talk(feature, 0.0) for feature in features) if words.low[i] in talk_words else -9.0
        probability = sigmoid(score)
        if style == "report" and _is_worried(words, i):
            probability = max(probability, WORRIED)
        if is_request(words, i):
            probability = max(probability, REQUEST)
        elif _is_deed(words, i):
            continue
        likely = sigmoid(talking)
        joined = words.tags[i] == "VBG" and words.low[i - 1] in (",", "and") and words.sentence[i] == sentence
        if probability >= (JOINED_THRESHOLD if joined else CUE_THRESHOLD) and probability >= likely - probability:
            found[i] = (probability, False)
            sentence = words.sentence[i]
        elif likely >= TALK_THRESHOLD:
            found[i] = (likely, True)
    return found


def _is_worried(words: Words, i: int) -> bool:
    """Whether somebody "is concerned about" or "alarmed by" something."""
    cue = cue_lexicon().verbs.get(words.low[i])
    if cue is None or cue.act != "criticise" or cue.lemma != words.low[i] or words.region[i] >= 0:
        return False
    return words.auxiliary[i] in ("is", "are") and words.low[i + 1] in ("about", "over", "by", "that")


def _is_heard(words: Words, i: int) -> bool:
    """Whether a verb tells of nothing said: who "was asked whether" only hears, who "avoided mentioning" is silent."""
    before, after = words.low[i - 1], words.low[i + 1]
    if words.tags[i] == "VBG" and before in ("avoid", "avoids", "avoided", "without"):
        return True
    asked = words.low[i] == "asked" and after in ("whether", "if", "why", "how", "about", "not")
    return asked and (before in (",", "when", "if", "was", "were") or words.auxiliary[i] in ("was", "were", "been"))


def _is_nobody(words: Words, source: Span | None) -> bool:
    """Whether a source denies that anybody spoke: "neither leader", "no minister"."""
    return source is not None and words.low[words.at(source.start)] in ("neither", "no", "none", "nobody")


def _is_stub(words: Words, content: tuple[Span, ...]) -> bool:
    """Whether a content breaks off before its verb: "that", "that the President"."""
    first, last = words.at(content[0].start), words.at(content[-1].end - 1)
    clause = words.low[first] == "that" and words.tags[first] in ("IN", "WDT") and words.region[last] < 0
    return clause and not any(tag[:2] in ("VB", "MD") for tag in words.tags[first : last + 1])


def _is_deed(words: Words, i: int) -> bool:
    """Whether somebody is said to do something while something else happens: "as they defended their country"."""
    cue, subject = cue_lexicon().verbs.get(words.low[i]), words.subject[i]
    if cue is None or cue.act not in ("support", "criticise") or subject < 1 or words.tags[subject] != "PRP":
        return False
    return words.low[subject - 1] in ("as", "while", "when")


def find_said(words: Words, model: Model, style: str) -> Iterator[Found]:
    """Every attribution of the text: the turns of a transcript, then cue by cue."""
    for turn in words.parse.turns:
        if any(map(str.isalnum, turn.body.of(words.parse.text))):
            yield Found((turn.body,), source=turn.label, turn=True, probability=0.97)
    cues = find_cues(words, model, style)
    for said in find_shapes(words):
        cues.pop(said.head, None)
        yield said
    stated = statement_cues(words)
    cues.update(dict.fromkeys(stated, (0.97, False)))
    reader = _Reader(words, model, set(cues))
    for head, (probability, talk) in sorted(cues.items()):
        read = reader.read(head, probability, talk, stated.get(head))
        if read is not None:
            yield read


class _Reader:
    """Reads cue after cue; how the words of one were labelled, and who spoke, helps with the next in its sentence."""

    def __init__(self, words: Words, model: Model, heads: set[int]) -> None:
        self.words = words
        self.model = model
        self.heads = heads
        self._sentence = -1
        self._before: dict[int, str] = {}
        self._speaker: Span | None = None

    def read(self, head: int, probability: float, talk: bool, we: int | None) -> Found | None:
        """The attribution of a cue word; ``we`` is the token of the pronoun that issues a statement."""
        words = self.words
        if words.sentence[head] != self._sentence:
            self._sentence, self._before, self._speaker = words.sentence[head], {}, None
        window = window_of(words, head)
        scores = emissions(span_features(words, window, self.heads, self._before), self.model.spans)
        labels, margin = self._labels(head, window, scores, sure=not talk and probability >= SURE_CUE)
        self._before = {unit.first: label for unit, label in zip(window.units, labels, strict=True)}
        content = parts_of(words, window, labels, "C")
        cue = parts_of(words, window, labels, "K")
        source = source_of(words, window, labels)
        if self._speaker is not None and self._goes_on(head):
            source = self._speaker
        elif words.region[head] < 0:
            self._speaker = source
        if we is not None:
            return Found(content_of_we(words, head, content), cue, words.span(we, we), head=head, stated=True)
        if talk:
            return Found((), cue, source, probability, head, margin, talk=True)
        if is_passive(words, head):
            content = after_cue(words, head, content) or content
            source = teller_of(words, head) or source
        if content:
            content = with_object(words, request_object(words, head), content)
            content = whole_content(words, head, content, cue, source)
        if not content or (len(content) == 1 and is_bare(words, head, window, labels)):
            return None
        if _is_nobody(words, source) or _is_stub(words, content):
            return None
        return Found(content, cue, source, probability, head, margin, _edge(scores, labels))

    def _goes_on(self, head: int) -> bool:
        """Whether the verb has the subject of the cue before it: "thanked Norway, adding that", "and invited firms to"."""
        words = self.words
        if words.tags[head] == "VBG" and words.low[head - 1] == ",":
            return True
        return words.low[head - 1] == "and" and is_request(words, head)

    def _labels(self, head: int, window: Window, scores: list[list[float]], *, sure: bool) -> tuple[str, float]:
        """The best labels; of a sure cue with some content, and not with its subject for content."""
        at, transitions = window.cue, self.model.transitions
        labels, margin = decode(scores, transitions, at)
        if sure and "C" not in labels:
            labels, margin = decode(with_content(scores, at), transitions, at)
        if is_bare(self.words, head, window, labels) and self.words.low[head + 1][:1].isalnum():
            labels, margin = decode(with_content_after(scores, at), transitions, at)
        return labels, margin


def _edge(scores: list[list[float]], labels: str) -> float:
    """How clear the content's two ends are: the smaller lead of its first and last unit over being outside."""
    first, last = labels.index("C"), labels.rindex("C")
    return min(scores[first][2] - scores[first][0], scores[last][2] - scores[last][0])

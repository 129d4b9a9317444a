"""Who speaks in a transcript: "MR. BURTON", "THE PRESIDENT", "Q"."""

from __future__ import annotations

from bisect import bisect_right

from quoth.core.model import Span
from quoth.core.parse import Parse
from quoth.core.people.cast import Cast
from quoth.core.people.entry import Entry
from quoth.core.people.names import capitalised
from quoth.core.people.titles import title_fit

REPORTER = "Reporter"
_QUESTIONERS = frozenset(("q", "question", "questions", "reporter", "press", "journalist"))


class Turns:
    """The turns of a transcript with the speaker of each label."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self.turns = parse.turns
        self._text = parse.text
        self._cast = cast
        self._starts = [turn.label.start for turn in parse.turns]
        self._by_label: dict[str, Entry] = {}
        self._entries = [self._named(turn.label) for turn in parse.turns]

    def of_label(self, span: Span) -> Entry | None:
        """The speaker that a label names; None where the span is no label."""
        at = bisect_right(self._starts, span.start) - 1
        if at >= 0 and self.turns[at].label.overlaps(span):
            return self._entries[at]
        return None

    def speaking(self, at: int) -> Entry | None:
        """Who has the turn at a place of the text; before the first label, whoever answers the first speaker."""
        turn = bisect_right(self._starts, at) - 1
        if turn >= 0:
            return self._entries[turn]
        return self._entries[second] if (second := self._second()) else None

    def opening_label(self) -> Span | None:
        """The label of who most likely speaks before the first label: the next to answer who is no questioner."""
        return self.turns[second].label if (second := self._second()) else None

    def _second(self) -> int:
        """The first turn of somebody else than the first speaker and the questioners, 0 where there is none."""
        others = (at for at, e in enumerate(self._entries) if e is not self._entries[0] and e.name != REPORTER)
        return next(others, 0)

    def addressed(self, at: int) -> Entry | None:
        """Whom the speaker speaks to: who had the turn before, or has the next one."""
        turn = bisect_right(self._starts, at) - 1
        speaker = self.speaking(at)
        for other in (*self._entries[max(turn - 1, 0) : turn], *self._entries[turn + 1 : turn + 2]):
            if other is not speaker:
                return other
        return None

    def _named(self, span: Span) -> Entry:
        label = " ".join(span.of(self._text).strip(" :").split())
        if label not in self._by_label:
            self._by_label[label] = self._find(label)
        return self._by_label[label]

    def _find(self, label: str) -> Entry:
        lex = self._cast.lex
        words = [capitalised(word) for word in label.replace(",", " ").split()]
        low = [word.lower() for word in words]
        if not words or low[0] in _QUESTIONERS:
            return self._cast.add("person", [REPORTER])
        at = self._title_end(low)
        title = " ".join(word for word in words[:at] if word != "The")
        honorific = at > 0 and lex.title_class.get(low[at - 1]) == "honorific"
        gender = lex.title_gender.get(low[0], "")
        if at < len(words):
            entry = self._cast.person(words[at:], [title] if title else [], gender)
            entry = entry or self._cast.add("person", words[at:])
            entry.gender = entry.gender or gender
        else:
            entry = self._bearer(title.lower().split()) or self._cast.add("person", words)
        if title and not honorific:
            entry.entitle(title, lex.title_class.get(low[at - 1], "official"), lex)
        return entry

    def _bearer(self, title: list[str]) -> Entry | None:
        """The first of those whom a title in lower case fits best."""

        def fit(entry: Entry) -> int:
            return max((title_fit(self._cast.lex, title, own) for own in entry.titles), default=0)

        best = max(self._cast.people(), key=fit, default=None)
        return best if best is not None and fit(best) else None

    def _title_end(self, low: list[str]) -> int:
        """Where the name begins in a label: after its titles; at the end where it ends in a title, at 0 without one."""
        lex = self._cast.lex
        if low[-1] in lex.title_class:
            return len(low)
        at = 0
        while low[at] in lex.title_words or low[at] in ("the", "of", "state"):
            at += 1
        return at if any(word in lex.title_class for word in low[:at]) else 0

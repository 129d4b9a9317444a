"""Finding the figures of a text: what they are, how much, of what unit, how sure, and what they count.

One pass over the pieces of each sentence with a small hand-written grammar; time is linear in the text's length.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from quoth.core.model import Number, Span
from quoth.core.numbers.calendar import date_at, parse_day, shifted, year_of
from quoth.core.numbers.context import addresses, is_adverb, is_age, is_pronoun, is_share, skipped, tens_of_age
from quoth.core.numbers.counts import counted
from quoth.core.numbers.dates import Dated
from quoth.core.numbers.figure import Figure, plain
from quoth.core.numbers.labels import Names, name_at
from quoth.core.numbers.lexicon import Money, lexicon, word_set
from quoth.core.numbers.money import Currencies
from quoth.core.numbers.pieces import Line
from quoth.core.numbers.ranges import extend
from quoth.core.numbers.units import figure_at
from quoth.core.parse import Parse, ParsedSentence

Found = tuple[Number | None, int]
_COUNTING = ("count", "fraction", "percent")


def find_numbers(parse: Parse) -> tuple[Number, ...]:
    """All figures of a document, in the order of the text.

    Clock times, telephone numbers, list numbers and addresses are passed over. A number inside a name is a ``label``.
    Values are exact (2.3 million is 2300000); a range has its upper end in ``value_max``; vague amounts have no value.
    The unit is a currency's ISO code, the singular name of a unit, or "%" for a percentage; else None.
    """
    finder = _Finder(parse)
    return tuple(number for sentence in parse.sentences for number in finder.sentence(sentence))


class _Finder:
    """What is remembered from sentence to sentence of one document."""

    def __init__(self, parse: Parse) -> None:
        self.text = parse.text
        self.today = parse_day(parse.document.date)
        self.addresses = addresses(self.text)
        self.address_starts = [start for start, _ in self.addresses]
        self.currencies = Currencies(self.text)
        self.names = Names()
        self.known: dict[re.Pattern[str], bool] = {}
        self.last_age = -9
        self.last_counted: Span | None = None

    def sentence(self, sentence: ParsedSentence) -> list[Number]:
        """The figures of one sentence."""
        line = Line(self.text, sentence.span, sentence.tokens, self.known)
        starts = lexicon().starts
        found: list[Number] = []
        self.last_age = self.names.last = -9
        self.last_counted = None
        at = 0
        while at < line.size:
            piece = line.pieces[at]
            if piece.kind in ("w", "m") and piece.low not in starts:
                at += 1
                continue
            number, after = self._read(line, at)
            if number is not None:
                found.append(number)
            at = max(after, at + 1)
        return found

    def _read(self, line: Line, at: int) -> Found:
        """The number that begins at a piece, if any, and the piece to go on from."""
        if self._in_address(line.pieces[at].start):
            return None, at + 1
        dated = date_at(line, at, self.today)
        if dated is not None:
            return _date(*dated)
        after = skipped(line, at)
        if after:
            return None, after
        tens = tens_of_age(line, at)
        if tens is not None:
            return self._number(line, tens), tens.last
        named = name_at(line, at, self.names)
        if named is not None:
            figure, after = named
            return (self._number(line, figure) if figure else None), after
        figure = figure_at(line, at)
        if figure is None:
            return None, at + 1
        extend(line, figure)
        return self._judge(line, figure)

    def _in_address(self, offset: int) -> bool:
        at = bisect_right(self.address_starts, offset) - 1
        return at >= 0 and offset < self.addresses[at][1]

    def _judge(self, line: Line, figure: Figure) -> Found:
        """Whether a figure is one after all, and whether a bare count is a year or an age."""
        year = year_of(line, figure)
        if year is not None:
            return _date(*year)
        if figure.kind == "duration" and self.today is not None:
            moved = shifted(line, figure, self.today)
            if moved is not None:
                return _date(moved, line.at_offset(figure.last, moved.end))
        if figure.kind == "count":
            if is_pronoun(line, figure):
                return None, figure.last
            if is_age(line, figure, listed=figure.first - self.last_age in (1, 2)):
                figure.kind, figure.unit = "age", "year"
        elif (figure.kind == "ordinal" and is_adverb(line, figure)) or (
            figure.kind == "fraction" and not is_share(line, figure)
        ):
            return None, figure.last
        if figure.kind == "age":
            self.last_age = figure.last
        return self._number(line, figure), figure.last

    def _number(self, line: Line, figure: Figure) -> Number:
        span = Span(line.pieces[figure.first].start, line.pieces[figure.last - 1].end)
        unit = (
            self.currencies.code(figure.unit, line.pieces[0].start, line.end)
            if isinstance(figure.unit, Money)
            else figure.unit
        )
        counts = counted(self.text, line.tagged, span, figure.kind, self.last_counted)
        if figure.kind in _COUNTING:
            self.last_counted = counts or self.last_counted
        return Number(
            span, figure.kind, plain(figure.value), plain(figure.value_max), unit, _qualifier(line, figure), counts
        )


def _date(dated: Dated, after: int) -> Found:
    return Number(Span(dated.start, dated.end), "date", dated.value, dated.value_max), after


def _qualifier(line: Line, figure: Figure) -> str | None:
    """How sure the figure is, as one of the names of the qualifiers in ``data/numbers.json``."""
    if figure.kind in ("ordinal", "label", "ratio"):
        return None
    qualifiers = lexicon().qualifiers
    at = figure.first
    if line.low(at - 1) in ("a", "an"):
        at -= 1
    found = qualifiers.before(line.pieces, at)
    if found is not None and not (_is_place(line, figure, at) or (figure.kind == "duration" and _compares(line, at))):
        return found[0]
    behind = lexicon().qualifiers_after.after(line.pieces, figure.last)
    if behind is not None and line.low(behind[1] - 1) == "plus" and line.kind(behind[1]) == "d":
        return None  # 85 million euros plus 15 million
    if behind is None and any(line.low(piece) == "plus" for piece in range(at, figure.last)):
        return "at least"
    return behind[0] if behind is not None else None


def _is_place(line: Line, figure: Figure, at: int) -> bool:
    """Whether the words before a compound say where and not how much: under a 37-month programme."""
    compound = figure.kind in ("duration", "quantity") and any(map(line.hyphen, range(figure.first, figure.last)))
    return (
        at < figure.first and compound and line.low(at - 1) in ("under", "over", "within", "above", "below", "beyond")
    )


def _compares(line: Line, at: int) -> bool:
    """Whether the words before a duration do not tell its length: "$30 billion over 10 years", "higher than a year ago"."""
    if line.low(at - 1) == "over":
        return line.low(at - 2) not in word_set("over_is_more")
    return line.low(at - 1) == "than" and line.low(at - 2) not in ("more", "less", "longer", "shorter", "fewer")

"""Finding the figures of a text: what they are, how much, of what unit, how sure, and what they count.

One pass over the pieces of each sentence with a small hand-written grammar; time is linear in the text's length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from fractions import Fraction

from quoth.core.model import Number, Span, Value
from quoth.core.number_context import (
    addresses,
    is_adverb,
    is_glued_label,
    is_label,
    is_person_age,
    is_pronoun,
    is_year,
    skipped,
)
from quoth.core.number_counts import counted
from quoth.core.number_dates import find_date, find_years, parse_day
from quoth.core.number_lexicon import Money, cut, lexicon
from quoth.core.number_ranges import extend
from quoth.core.number_units import Figure, figure_at, with_unit
from quoth.core.number_values import Line, read_numeral
from quoth.core.parse import Parse, ParsedSentence, Token

_CALENDAR = frozenset(
    ["this", "last", "next", "past", "previous", "current", "coming", "same", "following", "the", "fy", "fiscal", "financial", "year", "early", "mid", "late", "end", "middle", "yesterday", "today", "tomorrow", "tonight", "q", "h", "earlier", "later", "'", "’", "nineties", "eighties", "seventies", "sixties", "fifties", "thirties", "twenties", "spring", "summer", "autumn", "winter", "fall", "first", "second", "third", "fourth"]
)
_FOUR_DIGITS = re.compile(r"\d{4}\Z")


def find_numbers(parse: Parse) -> tuple[Number, ...]:
    """All figures of a document, in the order of the text.

    Clock times, telephone numbers, list numbers and addresses are passed over. A number inside a name is a ``label``.
    Values are exact (2.3 million is 2300000); a range has its upper end in ``value_max``; vague amounts have no value.
    """
    finder = _Finder(parse)
    return tuple(number for sentence in parse.sentences for number in finder.sentence(sentence))


class _Finder:
    def __init__(self, parse: Parse) -> None:
        self.text = parse.text
        self.today: date | None = parse_day(parse.document.date)
        self.blocked = addresses(self.text)
        self.blocked_starts = [start for start, _ in self.blocked]
        self.currencies: dict[tuple[str, int], str] = {}
        self.words = lexicon()

    def sentence(self, sentence: ParsedSentence) -> list[Number]:
        line = Line(self.text, cut(self.text, *sentence.span))
        starts = self.words.starts
        tokens: _Tags | None = None
        found: list[Number] = []
        at = 0
        while at < line.size:
            piece = line.pieces[at]
            if (
                (piece.kind in ("w", "m")
                and piece.low not in starts)
                or (piece.low == "the"
                and piece.kind == "w"
                and not _may_date(line, at))
            ):
                at += 1
                continue
            if tokens is None:
                tokens = _Tags(sentence.tokens)
            number, after = self._read(line, at, tokens, sentence)
            if number is not None:
                found.append(number)
            at = max(after, at + 1)
        return found

    def _read(self, line: Line, at: int, tags: _Tags, sentence: ParsedSentence) -> tuple[Number | None, int]:
        """The number that begins at a piece, if any, and the piece to go on from."""
        piece = line.pieces[at]
        if self._is_blocked(piece.start):
            return None, at + 1
        dated = self._date(line, at)
        if dated is not None:
            return dated
        skip = skipped(line, at)
        if skip:
            return None, skip
        label = self._label(line, at, tags)
        if label is not None:
            return label
        figure = figure_at(line, at)
        if figure is None:
            return None, at + 1
        return self._figure(line, figure, tags, sentence)

    def _is_blocked(self, offset: int) -> bool:
        at = bisect_right(self.blocked_starts, offset) - 1
        return at >= 0 and offset < self.blocked[at][1]

    def _date(self, line: Line, at: int) -> tuple[Number, int] | None:
        piece = line.pieces[at]
        words = self.words
        if piece.kind == "d":
            if (
                len(piece.low) > 8
                or (line.glued(at)
                and (line.kind(at - 1) == "w" or line.low(at - 1) in ("$", "€", "£", ".", "/")))
            ):
                return None
        elif not (piece.low in words.months or piece.low in words.weekdays or piece.low in _CALENDAR):
            return None
        if piece.low in ("may", "march", "mar", "sun", "sat") and not _is_month(line, at):
            return None
        end = line.pieces[-1].end
        dated = find_date(self.text, piece.start, end, self.today)
        if dated is None or dated.end <= piece.start:
            return None
        number = Number(Span(piece.start, dated.end), "date", dated.value, dated.value_max)
        return number, _at_offset(line, at, dated.end)

    def _label(self, line: Line, at: int, tags: _Tags) -> tuple[Number, int] | None:
        phrase = self.words.labels.after(line.pieces, at)
        if phrase is not None:
            return self._number(line, Figure(at, phrase[1], "label", phrase[0])), phrase[1]
        if line.kind(at) not in ("d", "w"):
            return None
        if line.kind(at) == "w" and (
            line.low(at) not in self.words.cardinals or line.low(at - 1) not in self.words.label_heads
        ):
            return None
        numeral = read_numeral(line, at)
        if numeral is None or numeral.bare:
            return None
        before, after = tags.before(line.pieces[at].start), tags.after(line.pieces[numeral.last - 1].end)
        if with_unit_only(line, numeral):
            return None
        if not is_label(line, at, numeral, before, after):
            return None
        last = at + 1 if numeral.digits else numeral.last
        value = read_numeral(line, at)
        amount = value.value if value and value.last == last else numeral.value
        return self._number(line, Figure(at, last, "label", amount)), numeral.last

    def _figure(self, line: Line, figure: Figure, tags: _Tags, sentence: ParsedSentence) -> tuple[Number | None, int]:
        at = figure.first
        extend(line, figure)
        before = tags.before(line.pieces[at].start)
        after = tags.after(line.pieces[figure.last - 1].end)
        if figure.kind in ("count", "ordinal") and isinstance(figure.value, Fraction) and figure.value_max is None:
            numeral = read_numeral(line, at)
            if numeral is not None and numeral.last == figure.last:
                if (
                    is_pronoun(line, numeral, after)
                    or (figure.kind == "ordinal"
                    and is_adverb(line, numeral, before, after))
                ):
                    return None, figure.last
                if is_glued_label(line, numeral):
                    return self._odd(line, figure)
                if is_person_age(line, numeral, tags.before(line.pieces[at - 1].start) if at else ""):
                    figure.kind, figure.unit = "age", "year"
                elif _FOUR_DIGITS.match(line.low(at)) and numeral.last == at + 1 and is_year(line, at, before, after):
                    dated = find_years(self.text, line.pieces[at].start, line.pieces[-1].end)
                    if dated is not None:
                        number = Number(Span(dated.start, dated.end), "date", dated.value, dated.value_max)
                        return number, _at_offset(line, at, dated.end)
        if figure.kind == "count" and figure.value_max is not None and _FOUR_DIGITS.match(line.low(at)):
            dated = find_years(self.text, line.pieces[at].start, line.pieces[-1].end)
            if dated is not None and dated.value_max is not None:
                return Number(Span(dated.start, dated.end), "date", dated.value, dated.value_max), _at_offset(
                    line, at, dated.end
                )
        if figure.kind == "count" and line.low(at - 1) in ("age", "aged", "ages"):
            figure.kind, figure.unit = "age", "year"
        if (
            figure.kind == "fraction"
            and line.low(at) in ("half", "quarter")
            and not _is_share(line, figure, before, after)
        ):
            return None, figure.last
        number = self._number(line, figure, sentence)
        return number, figure.last

    def _odd(self, line: Line, figure: Figure) -> tuple[Number | None, int]:
        """Digits with letters stuck to them: 4G and 747s are labels, A1B2C3 is nothing."""
        if line.glued(figure.last + 1) and line.kind(figure.last + 1) == "d":
            return None, figure.last + 2
        return self._number(line, Figure(figure.first, figure.last, "label", figure.value)), figure.last + 1

    def _number(self, line: Line, figure: Figure, sentence: ParsedSentence | None = None) -> Number:
        span = Span(line.pieces[figure.first].start, line.pieces[figure.last - 1].end)
        unit = self._currency(figure.unit, sentence) if isinstance(figure.unit, Money) else figure.unit
        qualifier = None if figure.kind in ("ordinal", "label", "ratio") else _qualifier(line, figure)
        counts = counted(self.text, sentence.tokens, span, figure.kind) if sentence else None
        return Number(span, figure.kind, _plain(figure.value), _plain(figure.value_max), unit, qualifier, counts)

    def _currency(self, money: Money, sentence: ParsedSentence | None) -> str:
        """The ISO code: said, or by the country the sentence or else the document speaks of most."""
        if money.code is not None or money.noun is None:
            return money.code or "XXX"
        noun = self.words.nouns[money.noun]
        if not noun.document or not noun.countries:
            return noun.default
        span = sentence.span if sentence else Span(0, len(self.text))
        key = (money.noun, span.start)
        if key not in self.currencies:
            self.currencies[key] = _country(self.text, noun.countries, span) or self._of_document(money.noun)
        return self.currencies[key]

    def _of_document(self, name: str) -> str:
        key = (name, -1)
        if key not in self.currencies:
            noun = self.words.nouns[name]
            self.currencies[key] = _country(self.text, noun.countries, Span(0, len(self.text))) or noun.default
        return self.currencies[key]


def _country(text: str, countries: dict[str, re.Pattern[str]], span: Span) -> str | None:
    """The code whose country is named most often in a stretch of text."""
    seen = {code: sum(1 for _ in pattern.finditer(text, *span)) for code, pattern in countries.items()}
    best = max(seen, key=lambda code: seen[code])
    return best if seen[best] else None


def with_unit_only(line: Line, numeral: object) -> bool:
    """Whether a numeral has a unit or is part of an ordinal or fraction, so that it cannot be a name's number."""
    from quoth.core.number_values import Numeral

    assert isinstance(numeral, Numeral)
    figure = with_unit(line, numeral)
    return figure is not None and figure.kind not in ("count",)


def _may_date(line: Line, at: int) -> bool:
    return line.low(at + 1) in ("same", "end", "middle", "beginning", "start")


def _is_month(line: Line, at: int) -> bool:
    """Whether "May", "March" is the month: capital, and with a day, a year or a word of time at it."""
    if line.raw(at).islower():
        return line.kind(at + 1) == "d" and line.kind(at - 1) != "w"
    if (
        line.kind(at + 1) == "d"
        or (line.low(at + 1) in ("of", "and", "to", "-")
        and line.low(at + 2)[:3] in lexicon().months)
    ):
        return True
    before = line.low(at - 1)
    return (
        line.kind(at - 1) == "d"
        or (before
        in (
            ["in", "since", "by", "until", "till", "through", "from", "last", "next", "this", "early", "late", "mid", "of", "between", "during", "before", "after", "for", "to"]
        )
        and line.low(at + 1) not in ("'", "’"))
    )


def _is_share(line: Line, figure: Figure, before: str, after: str) -> bool:
    """Whether "half" is a fraction: "half of", "half the"; not "the second half"."""
    if (
        line.low(figure.first - 1)
        in ("other", "better", "latter", "second", "first", "third", "fourth", "last", "later", "top", "bottom", "each")
        or before == "CD"
    ):
        return False
    if line.low(figure.first) == "quarter":
        return False
    return line.low(figure.last) in (
        "of",
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "as",
        "that",
    ) or after.startswith(("NN", "VB", "JJ", "PRP", "DT", "IN"))


def _at_offset(line: Line, at: int, offset: int) -> int:
    while at < line.size and line.pieces[at].start < offset:
        at += 1
    return at


def _plain(value: Fraction | str | None) -> Value:
    if not isinstance(value, Fraction):
        return value
    return int(value) if value.denominator == 1 else float(value)


def _qualifier(line: Line, figure: Figure) -> str | None:
    """How sure the figure is: about, nearly, more than, less than, at least, up to, only, exactly."""
    at = figure.first
    if line.low(at - 1) in ("a", "an", "the") and lexicon().qualifiers.before(line.pieces, at - 1):
        at -= 1
    found = lexicon().qualifiers.before(line.pieces, at)
    if found is not None:
        word = line.low(at - 1)
        stretch = figure.kind in ("duration", "money") and at - found[1] == 1
        if stretch and word in ("over", "beyond", "above", "below", "under", "within") and figure.kind == "duration":
            found = (
                found
                if word in ("under", "within")
                or line.low(at - 2)
                in ("for", "of", "in", "is", "was", "just", "well", "after", "by", "to", "been", "lasted")
                else None
            )
        if found is not None:
            return found[0]
    after = lexicon().qualifiers_after.after(line.pieces, figure.last)
    return after[0] if after is not None else None


class _Tags:
    """The parts of speech around an offset of one sentence."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.starts = [token.start for token in tokens]

    def before(self, offset: int) -> str:
        """The tag of the last token that ends by the offset, "" if none."""
        at = bisect_right(self.starts, offset) - 1
        while at >= 0 and self.tokens[at].end > offset:
            at -= 1
        return self.tokens[at].tag if at >= 0 else ""

    def after(self, offset: int) -> str:
        """The tag of the token that begins at or after the offset, or of the one it lies in; "" if none."""
        at = bisect_right(self.starts, offset - 1)
        if at and self.tokens[at - 1].end > offset:
            return self.tokens[at - 1].tag
        return self.tokens[at].tag if at < len(self.tokens) else ""

"""A line to paste into an e-mail: the words, who said them, and the exact place they are taken from.

Only what stands in quotation marks in the source (or in a transcript turn or an official statement in the
speaker's own words) is put in quotation marks here. Everything else says "reported".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from quoth.core.attribution.marks import pair_marks
from quoth.core.model import Briefing, Number, Quote, Span, Speaker
from quoth.store.rows import BETWEEN_PARTS, DocumentRow, NumberRow, QuoteRow, SentenceRow
from quoth.tui.terminal.visible import visible_line

_LONGEST_NAME = 40
_SPACE = re.compile(r"\s+")
_PARAGRAPH = re.compile(r"\n\s*\n")
_DOUBLE_MARK = re.compile(r"``|''|[\"“”„‟«»]")
_ANY_MARK = re.compile(r"``|''|[\"“”„‟«»'‘’‚‛]")


def cite(row: QuoteRow | NumberRow | SentenceRow, briefing: Briefing | None = None) -> str:
    """One line for the row: words, speakers with titles and party, title, outlet, document, date, place.

    With the briefing the place also names paragraph and sentence (both from 1), and an unnamed source is called
    what the text calls it. Offsets are code points of the document's text, half-open. The line is safe to print.
    """
    match row:
        case QuoteRow():
            said = f"{said_words(row)} - {describe_source(row.speakers, row.quote, briefing)}"
            spans: Sequence[Span] = row.quote.content
        case NumberRow():
            said, spans = _figure(row, briefing), [row.number.span]
        case SentenceRow():
            spans = [row.sentence.span]
            who = name_speakers(row.speakers) or (
                "the text itself" if row.sentence.speech == "none" else "unnamed source"
            )
            said = f"reported: {one_line(row.text)} - {who}"
    return f"{said}, {describe_document(row.document)}, {place(spans, row.document, briefing)}"


def said_words(row: QuoteRow) -> str:
    """The quote's words: in quotation marks where verbatim, else after ``reported:``, on one harmless line.

    Of a mixed quote only the words marked in the source keep their marks. A report tells the source's verb, for it can
    turn the meaning: ``reported (did not say): that talks would resume``.
    """
    parts = [[one_line(text) for text in _PARAGRAPH.split(part)] for part in content_parts(row)]
    if row.quote.kind == "direct" and not any(_leaves_the_marks(text) for part in parts for text in part):
        return BETWEEN_PARTS.join(f'"{" ".join(map(_without_marks, part))}"' for part in parts)
    words = BETWEEN_PARTS.join(" ".join(map(_only_paired_marks, part)) for part in parts)
    cue = _DOUBLE_MARK.sub("", one_line(row.cue))
    return f"reported ({cue}): {words}" if cue else f"reported: {words}"


def unit_of(number: Number) -> str | None:
    """The unit as it is shown behind a value; None where there is none."""
    return "%" if number.kind == "percent" else number.unit


def qualified(row: NumberRow) -> str:
    """The figure as it stands in the text, with what qualifies it: ``nearly $7 billion``."""
    return " ".join(filter(None, [row.number.qualifier, row.text]))


def counted(count: int, one: str) -> str:
    """``1 quote``, ``1,002 quotes``."""
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def figure_words(row: NumberRow) -> str:
    """The figure with what it counts: ``nearly 55,000 people``, ``$34 billion (loss)`` where words stand between."""
    words, counted = one_line(qualified(row)), row.number.counts
    if not counted or not row.counts_text:
        return words
    adjacent = 0 <= counted.start - row.number.span.end <= 1
    return f"{words} {one_line(row.counts_text)}" if adjacent else f"{words} ({one_line(row.counts_text)})"


def content_parts(row: QuoteRow) -> list[str]:
    """The words of each part of the content, cut from ``row.text``, where BETWEEN_PARTS joins them."""
    parts, start = [], 0
    for span in row.quote.content:
        end = start + span.end - span.start
        parts.append(row.text[start:end])
        start = end + len(BETWEEN_PARTS)
    return parts


def name_speakers(speakers: Iterable[Speaker], *, titles: bool = True) -> str:
    """``Ishaq Dar (Deputy Prime Minister, Foreign Minister, Pakistan) and ...``; empty for none."""
    names = [_name_speaker(speaker) if titles else visible_line(speaker.name) for speaker in speakers]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def short_id(document: DocumentRow) -> str:
    """What stands for the id where there is little room; every verb takes it."""
    return document.id.rpartition("-")[2]


def describe_document(document: DocumentRow) -> str:
    """``Title, outlet, file name, date`` with what is known of them; an undated one says so.

    A long name beside a title says no more than the title: the id's last part stands for it.
    """
    named = not document.title or len(document.name) <= _LONGEST_NAME
    name = document.name if named else f"id {short_id(document)}"
    known = [document.title, document.source, name, document.date or "undated"]
    return ", ".join(visible_line(part) for part in known if part)


def page_of(document: DocumentRow, offset: int) -> int | None:
    """The page, from 1, that a character of the text stands on; None where the text has no pages."""
    return max(bisect_right(document.pages, offset), 1) if document.pages else None


def place(spans: Sequence[Span], document: DocumentRow, briefing: Briefing | None = None) -> str:
    """``paragraph 1, sentences 7-8, page 2, characters 930-1003``: paragraph and sentence only with the briefing."""
    characters = "characters " + " and ".join(f"{start}-{end}" for start, end in spans)
    page, until = page_of(document, spans[0].start), page_of(document, spans[-1].end - 1)
    if page and until:
        characters = f"{_numbered('page', page - 1, until - 1)}, {characters}"
    whole = Span(spans[0].start, spans[-1].end)
    sentences = briefing.sentences if briefing else ()
    first = bisect_right(sentences, whole.start, key=lambda sentence: sentence.span.end)
    last = bisect_left(sentences, whole.end, key=lambda sentence: sentence.span.start) - 1
    if last < first:
        return characters
    begin, end = sentences[first], sentences[last]
    return (
        f"{_numbered('paragraph', begin.paragraph, end.paragraph)}, {_numbered('sentence', first, last)}, {characters}"
    )


def _numbered(unit: str, first: int, last: int) -> str:
    return f"{unit} {first + 1}" if first == last else f"{unit}s {first + 1}-{last + 1}"


def describe_source(
    speakers: Sequence[Speaker], quote: Quote, briefing: Briefing | None = None, *, titles: bool = True
) -> str:
    """Who said it, with titles and party; ``unnamed source: officials`` where there is no name; doubts are told."""
    who = name_speakers(speakers, titles=titles)
    if not who and briefing and quote.source:
        who = "unnamed source: " + BETWEEN_PARTS.join(
            one_line(span.of(briefing.document.text)) for span in quote.source
        )
    return (who or "unnamed source") + (" (attribution uncertain)" if quote.is_uncertain else "")


def _figure(row: NumberRow, briefing: Briefing | None) -> str:
    """``$34 billion loss - reported from Ishaq Dar (...)``; a figure of the article's own says so."""
    words = figure_words(row)
    if row.quote is None:
        return f"{words} - reported by the text itself"
    verb = "said by" if row.quote.kind == "direct" else "reported from"
    return f"{words} - {verb} {describe_source(row.speakers, row.quote, briefing)}"


def office_of(speaker: Speaker) -> str:
    """``Deputy Prime Minister, Foreign Minister, Pakistan``; empty where nothing is known."""
    return visible_line(", ".join(part for part in (*speaker.titles, speaker.party) if part and part != speaker.name))


def _name_speaker(speaker: Speaker) -> str:
    office = office_of(speaker)
    return visible_line(speaker.name) + (f" ({office})" if office else "")


def one_line(text: str) -> str:
    """Text from outside on one line, harmless to print."""
    return visible_line(_SPACE.sub(" ", text).strip())


def _marked(text: str) -> list[Span]:
    """The stretches in paired quotation marks, marks included; not the words between two others' marks."""
    found = [quoted.span for quoted in pair_marks(text, [Span(0, len(text))]) if quoted.closed]
    return [span for span in found if text[span.start] == "«" or _is_tight(text, span)]


def _is_tight(text: str, span: Span) -> bool:
    inside = _ANY_MARK.sub("", span.of(text))
    return not (text[: span.start][-1:].isalnum() or inside[:1].isspace() or inside[-1:].isspace())


def _leaves_the_marks(text: str) -> bool:
    """Whether the text goes from one marked stretch to another over words that are not marked."""
    marked = _marked(text)
    ends_marked = len(marked) > 1 and marked[0].start == 0 and marked[-1].end == len(text)
    between = "".join(text[left.end : right.start] for left, right in pairwise(marked))
    return ends_marked and any(char.isalnum() for char in between)


def _without_marks(text: str) -> str:
    """Verbatim words without the marks around them; marked words inside them get single marks."""
    marked = _marked(text)
    whole = bool(marked) and not any(char.isalnum() for char in text[: marked[0].start] + text[marked[-1].end :])
    if whole and not _leaves_the_marks(text):
        return " ".join(_DOUBLE_MARK.sub("", _inside(span.of(text))).strip() for span in marked)
    return _remark(text, marked, "‘{}’")


def _only_paired_marks(text: str) -> str:
    """The text with its paired marks made plain; a mark without its other half would claim too much."""
    return _remark(text, _marked(text), '"{}"')


def _remark(text: str, marked: Sequence[Span], form: str) -> str:
    pieces, done = [], 0
    for span in marked:
        pieces += [_DOUBLE_MARK.sub("", text[done : span.start]), form.format(_inside(span.of(text)))]
        done = span.end
    return "".join([*pieces, _DOUBLE_MARK.sub("", text[done:])]).strip()


def _inside(stretch: str) -> str:
    first, *_, last = _ANY_MARK.finditer(stretch)
    return stretch[first.end() : last.start()].strip()

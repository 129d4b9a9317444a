"""A line to paste into an e-mail: the words, who said them, and the exact place they are taken from.

Only what stands in quotation marks in the source (or in a transcript turn or an official statement in the
speaker's own words) is put in quotation marks here. Everything else says "reported".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quoth.core.model import Briefing, Quote, Span, Speaker
from quoth.store.rows import DocumentRow, NumberRow, QuoteRow, SentenceRow
from quoth.tui.visible import visible_line

UNCERTAIN_BELOW = 0.5  # as is:uncertain in a search

_SPACE = re.compile(r"\s+")
# Double quotation marks by their place: an opening one has no word before it and one after, a closing one the reverse.
_MARKED = re.compile(
    r"“(?P<curly>[^“”]+)”|«\s?(?P<guillemets>[^«»]+?)\s?»|„(?P<low>[^„“”]+)[“”]"
    r"|(?<![\w\"])\"(?=\S)(?P<straight>[^\"]+)(?<=\S)\"(?![\w\"])"
)
_SINGLE = re.compile(r"[‘'](.+)[’']")
_MARK = re.compile(r"[“”„«»\"]")


def cite(row: QuoteRow | NumberRow | SentenceRow, briefing: Briefing | None = None) -> str:
    """One line for the row: words, speakers with titles and party, title, outlet, document, date, place.

    With the briefing the place also names paragraph and sentence (both from 1), and an unnamed source is called
    what the text calls it. Offsets are code points of the document's text, half-open. The line is safe to print.
    """
    match row:
        case QuoteRow():
            said = f"{said_words(row)} - {_who(row.speakers, row.quote, briefing)}"
            spans: Sequence[Span] = row.quote.content
        case NumberRow():
            said, spans = _figure(row, briefing), [row.number.span]
        case SentenceRow():
            spans = [row.sentence.span]
            who = name_speakers(row.speakers) or (
                "the text itself" if row.sentence.speech == "none" else "unnamed source"
            )
            said = f"reported: {_one_line(row.text)} - {who}"
    return f"{said}, {describe_document(row.document)}, {place(spans, briefing)}"


def said_words(row: QuoteRow) -> str:
    """The quote's words: in quotation marks where verbatim, else after ``reported:``, on one harmless line.

    Of a mixed quote only the words marked in the source keep their marks.
    """
    parts = [_one_line(part) for part in content_parts(row)]
    if row.quote.kind == "direct" and not any(_has_unmarked_words(part) for part in parts):
        return " ... ".join(f'"{_without_marks(part)}"' for part in parts)
    return "reported: " + " ... ".join(_only_paired_marks(part) for part in parts)


def content_parts(row: QuoteRow) -> list[str]:
    """The words of each part of the content, cut from ``row.text``, where they are joined by " ... "."""
    parts, start = [], 0
    for span in row.quote.content:
        end = start + span.end - span.start
        parts.append(row.text[start:end])
        start = end + len(" ... ")
    return parts


def name_speakers(speakers: Iterable[Speaker]) -> str:
    """``Ishaq Dar (Deputy Prime Minister, Foreign Minister, Pakistan) and ...``; empty for none."""
    names = [_name_speaker(speaker) for speaker in speakers]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def describe_document(document: DocumentRow) -> str:
    """``Title, outlet, file name, date`` with what is known of them; an undated one says so."""
    known = [document.title, document.source, document.name, document.date or "undated"]
    return ", ".join(visible_line(part) for part in known if part)


def place(spans: Sequence[Span], briefing: Briefing | None = None) -> str:
    """``paragraph 1, sentence 7, characters 930-1003`` (paragraph and sentence only with the briefing)."""
    characters = "characters " + " and ".join(f"{start}-{end}" for start, end in spans)
    if briefing and spans:
        for number, sentence in enumerate(briefing.sentences, start=1):
            if sentence.span.end > spans[0].start:
                return f"paragraph {sentence.paragraph + 1}, sentence {number}, {characters}"
    return characters


def _who(speakers: Sequence[Speaker], quote: Quote, briefing: Briefing | None) -> str:
    who = name_speakers(speakers)
    if not who and briefing and quote.source:
        who = "unnamed source: " + " ... ".join(_one_line(span.of(briefing.document.text)) for span in quote.source)
    return (who or "unnamed source") + (" (attribution uncertain)" if quote.confidence < UNCERTAIN_BELOW else "")


def _figure(row: NumberRow, briefing: Briefing | None) -> str:
    """``$34 billion loss - reported from Ishaq Dar (...)``; a figure of the article's own says so."""
    words = _one_line(row.text)
    counted = row.number.counts
    if counted and row.counts_text:
        adjacent = 0 <= counted.start - row.number.span.end <= 1
        words += f" {_one_line(row.counts_text)}" if adjacent else f" ({_one_line(row.counts_text)})"
    if row.quote is None:
        return f"{words} - reported by the text itself"
    verb = "said by" if row.quote.kind == "direct" else "reported from"
    return f"{words} - {verb} {_who(row.speakers, row.quote, briefing)}"


def _name_speaker(speaker: Speaker) -> str:
    known = [*speaker.titles, *([speaker.party] if speaker.party else [])]
    details = f" ({', '.join(known)})" if known else ""
    return visible_line(speaker.name + details)


def _one_line(text: str) -> str:
    return visible_line(_SPACE.sub(" ", text).strip())


def _marked_words(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)


def _has_unmarked_words(part: str) -> bool:
    """Whether the part goes from one marked stretch to another over words that are not marked."""
    marked = list(_MARKED.finditer(part))
    if len(marked) < 2 or marked[0].start() > 0 or marked[-1].end() < len(part):
        return False
    return any(char.isalnum() for char in _MARKED.sub("", part))


def _without_marks(part: str) -> str:
    """A verbatim part without its own outer marks; marks inside it become single ones."""
    segments = [_marked_words(match) for match in _MARKED.finditer(part)]
    if segments and not any(char.isalnum() for char in _MARKED.sub("", part)):
        part = " ".join(segments)
    elif outer := _SINGLE.fullmatch(part):
        part = outer[1]
    inner = _MARKED.sub(lambda match: f"‘{_marked_words(match)}’", part)
    return _MARK.sub("", inner).strip()


def _only_paired_marks(part: str) -> str:
    """The part with its paired quotation marks; a mark without its other half would claim too much."""
    pieces, done = [], 0
    for match in _MARKED.finditer(part):
        pieces += [_MARK.sub("", part[done : match.start()]), f'"{_marked_words(match)}"']
        done = match.end()
    return "".join([*pieces, _MARK.sub("", part[done:])])

"""What is pasted into an e-mail: nothing looks verbatim that is not, and the place is exact."""

from dataclasses import replace

import pytest
from quoth.core.model import Briefing, Document, Number, Quote, QuoteKind, Sentence, Span, Speaker
from quoth.store import MemoryLibrary
from quoth.store.rows import DocumentRow, NumberRow, QuoteRow, SentenceRow
from quoth.tui.output.cite import cite, describe_document, place, said_words

DAR = Speaker("ishaq-dar", "Ishaq Dar", "person", ("Deputy Prime Minister", "Foreign Minister"), "Pakistan")
BAYRAMOV = Speaker("jeyhun-bayramov", "Jeyhun Bayramov", "person", ("Foreign Minister",), "Azerbaijan")


def document(title: str | None = None, source: str | None = None, date: str | None = None) -> DocumentRow:
    return DocumentRow("talks-1a2b", "talks.txt", title, source, date, "2024-06-01T00:00:00Z", 1, 1, 1, 1, 1)


def row(kind: QuoteKind, *parts: str, start: int = 0, confidence: float = 0.9) -> QuoteRow:
    spans, at = [], start
    for part in parts:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 20
    quote = Quote(kind, tuple(spans), speakers=(DAR.id,), confidence=confidence)
    return QuoteRow(document(), 0, quote, (DAR,), " ... ".join(parts))


@pytest.mark.parametrize(
    ("kind", "parts", "shown"),
    [
        ("direct", ["“We agree.”"], '"We agree."'),
        ("direct", ['"We agree."'], '"We agree."'),
        ("direct", ["``We agree.''"], '"We agree."'),
        ("direct", ["‘We agree’"], '"We agree"'),
        ("direct", ["We agree on all."], '"We agree on all."'),
        ("direct", ["“We agree,”", "“on all.”"], '"We agree," ... "on all."'),
        ("direct", ["They say “never” and mean it"], '"They say ‘never’ and mean it"'),
        ("direct", ["“We said ‘never’ and meant it.”"], '"We said ‘never’ and meant it."'),
        ("direct", ["“First.\n\n“Second.”"], '"First. Second."'),
        ("direct", ['"First.\n\n"Second."'], '"First. Second."'),
        ("direct", ["“Hard\nwrapped\r\n words”"], '"Hard wrapped words"'),
        ("direct", ["“A,” he said. “B.”"], 'reported: "A," he said. "B."'),
        ("indirect", ["they would\nmeet again"], "reported: they would meet again"),
        ("mixed", ["it was “a great step” for all"], 'reported: it was "a great step" for all'),
        ("mixed", ["it was ‘a great step’ for all"], 'reported: it was "a great step" for all'),
        ("mixed", ['it was "a great step'], "reported: it was a great step"),
        ("mixed", ['step" and they "go'], "reported: step and they go"),
        ("mixed", ["they called it “wrong”", "and left"], 'reported: they called it "wrong" ... and left'),
    ],
)
def test_only_marked_words_look_verbatim(kind: QuoteKind, parts: list[str], shown: str) -> None:
    assert said_words(row(kind, *parts)) == shown


def test_a_verbatim_quote_with_all_that_is_known() -> None:
    text = "Talks were held. “We agree,” Dar said."
    quote = row("direct", "“We agree,”", start=17)
    known = QuoteRow(document("Talks in Baku", "The Nation", "2024-05-30"), 0, quote.quote, (DAR,), quote.text)
    sentences = (Sentence(Span(0, 16), 0), Sentence(Span(17, 38), 0, "direct", (DAR.id,)))
    briefing = Briefing(Document("talks.txt", text), sentences, (DAR,), (known.quote,))
    assert cite(known, briefing) == (
        '"We agree," - Ishaq Dar (Deputy Prime Minister, Foreign Minister, Pakistan), '
        "Talks in Baku, The Nation, talks.txt, 2024-05-30, paragraph 1, sentence 2, characters 17-28"
    )


@pytest.mark.parametrize(
    ("spans", "page", "where"),
    [
        ([Span(0, 4)], "page 1", "paragraph 1, sentence 1, characters 0-4"),
        ([Span(12, 16)], "page 2", "paragraph 1, sentence 2, characters 12-16"),
        ([Span(2, 16)], "pages 1-2", "paragraph 1, sentences 1-2, characters 2-16"),
        ([Span(12, 16), Span(22, 26)], "page 2", "paragraphs 1-2, sentences 2-3, characters 12-16 and 22-26"),
        ([Span(40, 44)], "page 2", "characters 40-44"),
    ],
)
def test_the_place_names_all_that_it_touches(spans: list[Span], page: str, where: str) -> None:
    sentences = (Sentence(Span(0, 9), 0), Sentence(Span(10, 19), 0), Sentence(Span(21, 29), 1))
    briefing = Briefing(Document("a", "x" * 50), sentences)
    (document,) = MemoryLibrary([briefing]).documents().rows
    assert place(spans, document, briefing) == where
    assert place(spans, replace(document, pages=(0, 12))) == f"{page}, {where[where.index('characters') :]}"


def test_an_undated_one_says_so_and_an_uncertain_one_too() -> None:
    assert cite(row("indirect", "all is well", start=930, confidence=0.3)) == (
        "reported: all is well - Ishaq Dar (Deputy Prime Minister, Foreign Minister, Pakistan) (attribution uncertain), "
        "talks.txt, undated, characters 930-941"
    )


def test_a_long_name_gives_way_to_the_id_beside_a_title() -> None:
    name = "readout-of-a-meeting-with-foreign-minister-bayramov-in-baku"
    long = replace(document("Talks in Baku"), name=name)
    assert describe_document(long) == "Talks in Baku, id 1a2b, undated"
    assert describe_document(replace(long, title=None)) == f"{name}, undated"


def test_the_verb_of_the_source_is_told() -> None:
    text = "Dar welcomed the talks."
    quote = Quote("indirect", (Span(13, 22),), (Span(4, 12),), (Span(0, 3),), (DAR.id,))
    found = QuoteRow(document(), 0, quote, (DAR,), "the talks", cue="welcomed")
    briefing = Briefing(Document("talks.txt", text), (Sentence(Span(0, 23), 0),), (DAR,), (quote,))
    assert cite(found, briefing).startswith("reported (welcomed): the talks - Ishaq Dar")


def test_several_speakers_and_none() -> None:
    quote = Quote("indirect", (Span(0, 4),), source=(Span(5, 17),))
    both = QuoteRow(document(), 0, quote, (DAR, BAYRAMOV), "text")
    assert " - Ishaq Dar (Deputy Prime Minister, Foreign Minister, Pakistan) and Jeyhun Bayramov (" in cite(both)
    nobody = QuoteRow(document(), 0, quote, (), "text")
    assert " - unnamed source, talks.txt" in cite(nobody)
    briefing = Briefing(Document("talks.txt", "text two officials"))
    assert " - unnamed source: two official, talks.txt" in cite(nobody, briefing)


@pytest.mark.parametrize(
    ("counts", "counts_text", "quote", "shown"),
    [
        (
            Span(12, 16),
            "loss",
            row("indirect", "a $34 billion loss").quote,
            "$34 billion loss - reported from Ishaq Dar",
        ),
        (Span(30, 34), "loss", row("direct", "$34 billion").quote, "$34 billion (loss) - said by Ishaq Dar"),
        (None, "", None, "$34 billion - reported by the text itself, talks.txt"),
    ],
)
def test_a_figure_says_what_it_counts_and_who_named_it(
    counts: Span | None, counts_text: str, quote: Quote | None, shown: str
) -> None:
    number = Number(Span(0, 11), "money", 34_000_000_000, unit="USD", counts=counts)
    found = NumberRow(document(), 0, number, "$34 billion", counts_text, quote, (DAR,) if quote else ())
    assert cite(found).startswith(shown)
    assert cite(found).endswith("talks.txt, undated, characters 0-11")


def test_a_sentence_of_the_article_is_nobodys_words() -> None:
    found = SentenceRow(document(), 0, Sentence(Span(0, 12), 0), "Talks began.", ())
    assert cite(found) == "reported: Talks began. - the text itself, talks.txt, undated, characters 0-12"


def test_what_is_pasted_cannot_act() -> None:
    hostile = QuoteRow(document("T\x1b[31m\nx"), 0, Quote("direct", (Span(0, 8),)), (), "“a\x1b]0;b”")
    assert cite(hostile).isprintable()

"""Small invented briefings for the tests of storage, verbs and screens: no analysis is run."""

from __future__ import annotations

import random

from quoth.core.model import (
    Briefing,
    Document,
    Number,
    Quote,
    Sentence,
    Span,
    Speaker,
    Subject,
    TopicScore,
)

MEETING = """\
LISBON – Foreign Minister Ana Duarte met Norwegian Energy Minister Lars Holm in Lisbon on Monday. \
“We will build two joint projects in offshore wind,” Duarte said. \
She said the two countries had agreed to invest €1.5 billion in the North Sea link. \
Holm called the link “a lifeline” for 40,000 households.

Both ministers condemned the attack on the port of Varda. \
Trade between the two countries grew 12 percent last year. \
The talks continue in Oslo at the Arctic Energy Forum. \
Sources in the ministry said a treaty could follow.
"""


def span_of(text: str, words: str, after: int = 0) -> Span:
    """Where the words stand in the text, searched from ``after``."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def make_briefing(
    name: str = "meeting.txt",
    *,
    title: str | None = "Lisbon and Oslo agree on wind",
    source: str | None = "The Lisbon Courier",
    date: str | None = "2024-05-30",
    place: str | None = None,
    text: str = MEETING,
) -> Briefing:
    """The invented meeting: direct, indirect and mixed quotes, a collective, an unnamed source, four numbers.

    A ``text`` of one's own must begin with MEETING or the parts that it lacks are left out.
    """

    def spans(*phrases: str) -> tuple[Span, ...]:
        return tuple(span_of(text, phrase) for phrase in phrases)

    def every(word: str) -> tuple[Span, ...]:
        found, at = [], text.find(word)
        while at >= 0:
            found.append(Span(at, at + len(word)))
            at = text.find(word, at + 1)
        return tuple(found)

    if not text.startswith(MEETING):
        return plain_briefing(name, text, title=title, source=source, date=date)
    sentences = [
        ("LISBON –", "none", (), (), ()),
        ("“We will build", "direct", ("ana-duarte",), ("energy",), ()),
        ("She said the two", "indirect", ("ana-duarte",), ("energy", "investment"), ("north-sea",)),
        ("Holm called", "mixed", ("lars-holm",), ("energy",), ()),
        ("Both ministers", "indirect", ("ana-duarte", "lars-holm"), ("security",), ("varda",)),
        ("Trade between", "none", (), ("trade",), ()),
        ("The talks continue", "none", (), ("energy",), ("arctic-energy-forum",)),
        ("Sources in the", "indirect", (), (), ()),
    ]
    starts = [text.index(opening) for opening, *_ in sentences]
    ends = [*(len(text[:start].rstrip()) for start in starts[1:]), len(MEETING.rstrip())]
    made = tuple(
        Sentence(
            Span(start, end),
            0 if place < 4 else 1,
            speech,  # type: ignore[arg-type]
            speakers,
            tuple(TopicScore(topic, 0.9 - 0.1 * rank) for rank, topic in enumerate(topics)),
            subjects,
        )
        for place, ((_, speech, speakers, topics, subjects), start, end) in enumerate(
            zip(sentences, starts, ends, strict=True)
        )
    )
    speakers = (
        Speaker(
            "ana-duarte",
            "Ana Duarte",
            "person",
            ("Foreign Minister",),
            "Portugal",
            (*every("Ana Duarte"), span_of(text, "Duarte", text.index("wind,”")), span_of(text, "She")),
        ),
        Speaker("lars-holm", "Lars Holm", "person", ("Energy Minister",), "Norway", (*every("Lars Holm"),)),
    )
    said = text.index("wind,”")
    quotes = (
        Quote(
            "direct",
            spans("We will build two joint projects in offshore wind,"),
            (span_of(text, "said", said),),
            (span_of(text, "Duarte", said),),
            ("ana-duarte",),
            "pledge",
            ("energy",),
            0.97,
        ),
        Quote(
            "indirect",
            spans("the two countries had agreed to invest €1.5 billion in the North Sea link"),
            (span_of(text, "said", text.index("She said")),),
            spans("She"),
            ("ana-duarte",),
            "agree",
            ("energy", "investment"),
            0.91,
        ),
        Quote(
            "mixed",
            spans("the link “a lifeline” for 40,000 households"),
            spans("called"),
            (span_of(text, "Holm", text.index("Holm called")),),
            ("lars-holm",),
            "state",
            ("energy",),
            0.62,
        ),
        Quote(
            "indirect",
            spans("the attack on the port of Varda"),
            spans("condemned"),
            spans("Both ministers"),
            ("ana-duarte", "lars-holm"),
            "criticise",
            ("security",),
            0.8,
        ),
        Quote(
            "indirect",
            spans("a treaty could follow"),
            (span_of(text, "said", text.index("Sources")),),
            spans("Sources in the ministry"),
            (),
            "think",
            (),
            0.4,
        ),
    )
    numbers = (
        Number(span_of(text, "two", text.index("We will")), "count", 2, counts=span_of(text, "joint projects")),
        Number(span_of(text, "€1.5 billion"), "money", 1_500_000_000, unit="EUR"),
        Number(span_of(text, "40,000"), "count", 40_000, counts=span_of(text, "households")),
        Number(span_of(text, "12 percent"), "percent", 12, unit="%"),
    )
    subjects = (
        Subject("north-sea", "North Sea", "place", every("North Sea")),
        Subject("varda", "Varda", "place", every("Varda")),
        Subject("arctic-energy-forum", "Arctic Energy Forum", "event", every("Arctic Energy Forum")),
    )
    return Briefing(Document(name, text, title, source, date, place), made, speakers, quotes, numbers, subjects)


def plain_briefing(
    name: str, text: str, *, title: str | None = None, source: str | None = None, date: str | None = None
) -> Briefing:
    """A briefing with nothing but one narrated sentence a line."""
    sentences, start = [], 0
    for place, line in enumerate(text.split("\n")):
        if line:
            sentences.append(Sentence(Span(start, start + len(line)), place))
        start += len(line) + 1
    return Briefing(Document(name, text, title, source, date), tuple(sentences))


_NAMES = ("Ana Duarte", "Lars Holm", "Mei Tanaka", "Omar Said", "Ruth Adeyemi", "Ivo Petrov")
_VERBS = ("pledged to expand", "rejected", "welcomed", "would review", "called for", "postponed")
_THINGS = ("grain exports", "the water treaty", "border patrols", "visa rules", "rail links", "fisheries quotas")
_PLACES = ("Varda", "the Arctic", "Lisbon", "the Sahel", "Oslo", "the North Sea")
_TOPICS = ("trade", "energy", "security", "migration", "transport", "environment")


def invented_briefing(seed: int, *, sentences: int = 12, date: str | None = None) -> Briefing:
    """One of many different invented reports: the same seed gives the same briefing."""
    pick = random.Random(seed)
    text, found, quotes, numbers = "", [], [], []
    people: dict[str, list[Span]] = {}
    for _ in range(sentences):
        who, verb, thing, place = pick.choice(_NAMES), pick.choice(_VERBS), pick.choice(_THINGS), pick.choice(_PLACES)
        topic, amount = _TOPICS[_THINGS.index(thing)], pick.randrange(2, 900)
        start = len(text)
        content = f"{verb} {thing} near {place} for {amount} million dollars in case {seed}-{pick.randrange(10**6)}"
        text += f"{who} said the council {content}. "
        speaker = who.lower().replace(" ", "-")
        people.setdefault(speaker, []).append(Span(start, start + len(who)))
        content_start = start + len(who) + 6
        end = len(text) - 2
        found.append(Sentence(Span(start, end + 1), 0, "indirect", (speaker,), (TopicScore(topic, 0.8),)))
        quotes.append(
            Quote(
                "indirect",
                (Span(content_start, end),),
                (Span(start + len(who) + 1, content_start - 1),),
                (Span(start, start + len(who)),),
                (speaker,),
                topics=(topic,),
                confidence=round(pick.uniform(0.3, 1), 2),
            )
        )
        at = text.index(f"{amount} million", start)
        numbers.append(Number(Span(at, at + len(f"{amount} million dollars")), "money", amount * 1_000_000, unit="USD"))
    day = date or f"{2015 + seed % 10}-{1 + seed % 12:02}-{1 + seed % 28:02}"
    speakers = tuple(
        Speaker(id, id.replace("-", " ").title(), "person", mentions=tuple(mentions)) for id, mentions in people.items()
    )
    document = Document(f"report-{seed:05}.txt", text, f"Report {seed}", "The Daily Invention", day)
    return Briefing(document, tuple(found), speakers, tuple(quotes), tuple(numbers))

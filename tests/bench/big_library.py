"""A big library to measure with: public articles, repeated with small changes, as ready-made briefings.

The analysis is a crude one (marks, "said", digits): only the amounts and shapes matter here. Sentences are shuffled
between articles, so that repeats are not prints of one story.

    python tests/bench/big_library.py --shared DIR --articles 2000 --library /tmp/big
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quoth.core.model import Briefing, Document, Number, Quote, Sentence, Span, Speaker, Subject, TopicScore
from quoth.store.record.entry import Entry
from quoth.store.record.folder import RecordName, digest_of
from quoth.store.record.near import sketch
from quoth.store.record.tables import encode

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]+[”\"’]?|[^.!?\n]+")
_NAME = re.compile(r"\b(?:[A-Z][a-z]+ ){1,2}[A-Z][a-z]+\b")
_NUMBER = re.compile(r"\$?\d[\d,]*(?:\.\d+)?(?: (?:million|billion|percent))?")
_SAID = re.compile(r"\b(?:said|says|told|noted|added|stressed|welcomed|agreed|discussed|reaffirmed|underscored)\b")
_TOPICS = ("trade", "energy", "security", "climate-change", "health", "migration", "technology", "economy")
_ACTS = ("state", "agree", "pledge", "ask", "praise", "criticise", "support")
_SCALES = {"million": 1e6, "billion": 1e9}


def articles(shared: Path, count: int, *, sentences: int = 40, seed: int = 1) -> Iterator[Briefing]:
    """So many different articles of about so many sentences."""
    pool = [sentence for text in _texts(shared) for sentence in _sentences(text)]
    pick = random.Random(seed)
    for number in range(count):
        length = max(5, int(pick.gauss(sentences, sentences / 4)))
        start = pick.randrange(len(pool) - length)
        said = pool[start : start + length]
        for _ in range(length // 2):
            said[pick.randrange(length)] = pool[pick.randrange(len(pool))]
        yield crude_briefing(
            number, "\n".join(f"{s} [{number % 97}]" if pick.random() < 0.1 else s for s in said), pick
        )


def crude_briefing(number: int, text: str, pick: random.Random) -> Briefing:
    """A briefing with about as many quotes, numbers and speakers as a real one."""
    people: dict[str, list[Span]] = {}
    places: dict[str, list[Span]] = {}
    sentences, quotes, numbers = [], [], []
    start = 0
    for place, line in enumerate(text.split("\n")):
        end = start + len(line)
        names = [Span(start + m.start(), start + m.end()) for m in _NAME.finditer(line)]
        said = _SAID.search(line)
        topics = tuple(TopicScore(topic, 0.9) for topic in pick.sample(_TOPICS, pick.choice((0, 1, 1, 2))))
        speakers: tuple[str, ...] = ()
        if said and names:
            speakers = (_id(names[0].of(text)),)
            people.setdefault(names[0].of(text), []).append(names[0])
            cue = Span(start + said.start(), start + said.end())
            content = Span(cue.end, end) if end - cue.end > 20 else Span(start, cue.start or end)
            kind = "direct" if "“" in line or '"' in line else "indirect"
            ids = tuple(topic.id for topic in topics)
            quotes.append(
                Quote(kind, (content,), (cue,), (names[0],), speakers, pick.choice(_ACTS), ids, pick.random())
            )
        for name in names[1:2]:
            places.setdefault(name.of(text), []).append(name)
        for match in _NUMBER.finditer(line):
            numbers.append(_number(match, start))
        subjects = tuple(_id(name.of(text)) for name in names[1:2])
        sentences.append(
            Sentence(Span(start, end), place // 4, "indirect" if speakers else "none", speakers, topics, subjects)
        )
        start = end + 1
    day = datetime(2004, 1, 1, tzinfo=UTC) + timedelta(days=pick.randrange(8000))
    date = None if pick.random() < 0.02 else day.date().isoformat()
    document = Document(f"article-{number:06}.txt", text, text[:60].split("\n")[0], f"Outlet {number % 40}", date)
    return Briefing(
        document,
        tuple(sentences),
        tuple(Speaker(_id(name), name, "person", mentions=tuple(spans)) for name, spans in people.items()),
        tuple(quotes),
        tuple(numbers),
        tuple(Subject(_id(name), name, "other", tuple(spans)) for name, spans in places.items()),
    )


def fill(folder: Path, briefings: Iterator[Briefing]) -> int:
    """Write records without index, lock or sync: the quick way, for measuring only. Gives the number of sentences."""
    folder.mkdir(parents=True, exist_ok=True)
    sentences = 0
    for number, briefing in enumerate(briefings):
        added = (datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=number)).isoformat()
        entry = Entry(f"article-{number:06}", 1, added, briefing, None, sketch(briefing.document.text))
        data = encode(entry)
        (folder / RecordName(entry.id, 1, digest_of(data)).file).write_bytes(data)
        sentences += len(briefing.sentences)
    return sentences


def _texts(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "corpora" / "polnear" / "train" / "text").glob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")
    for name in ("readouts.jsonl", "transcripts.jsonl"):
        with (shared / "corpora" / "readouts" / name).open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def _sentences(text: str) -> list[str]:
    return [found for match in _SENTENCE.finditer(text) if 20 < len(found := match.group().strip()) < 400]


def _number(match: re.Match[str], start: int) -> Number:
    figure, _, scale = match.group().partition(" ")
    value = float(figure.strip("$").replace(",", "")) * _SCALES.get(scale, 1)
    span = Span(start + match.start(), start + match.end())
    if scale == "percent":
        return Number(span, "percent", value)
    return Number(span, "money", value, unit="USD") if figure.startswith("$") else Number(span, "count", value)


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--library", type=Path, required=True)
    options = parser.parse_args()
    print(fill(options.library, articles(options.shared, options.articles)), "sentences")


if __name__ == "__main__":
    main()

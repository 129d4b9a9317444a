"""What the readers make of one article in many shapes: how many of its characters come out, and its speakers.

python tests/bench/formats.py --shared DIR [--keep FOLDER]

Equality is 1 - D / (n + m) over code points: D is the least number of characters to delete and insert (Myers' O(ND)),
n and m the lengths; runs of white space count as one space. It is taken against the plain version of the same article.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import tempfile
from collections import defaultdict
from pathlib import Path

from quoth.core.briefing import brief
from quoth.core.model import Briefing
from quoth.core.readers import read
from quoth.core.segment.sentences import parse
from samples import Article, Shape, shapes

ASKED = {"DOCX": 0.99, "HTML": 0.99, "mail": 0.99, "PDF": 0.97}
HEADLINE = "Ministers meet in the capital and issue a statement"
TRANSCRIPTS = ("20_blinken_omamo.txt", "29_burton_gaggle.txt")


def articles(shared: Path) -> list[Article]:
    """Texts of the genre that have prose paragraphs, and two long ones that fill several pages."""
    found = []
    for path in sorted((shared / "texts").glob("*.txt")):
        parts = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
        found.append(Article(HEADLINE, tuple(" ".join(part.split()) for part in parts)))
    with (shared / "corpora" / "readouts" / "transcripts.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, itertools.islice(lines, 2)):
            parts = tuple(" ".join(part.split()) for part in record["text"][:20_000].split("\n") if part.strip())
            found.append(Article(record["title"], parts))
    return found


def equality(found: str, plain: str, most: int = 1500) -> float:
    """1 - D / (n + m); 0 where more than ``most`` characters differ."""
    a, b = (re.sub(r"\s+", " ", text).strip() for text in (found, plain))
    furthest = {1: 0}
    for distance in range(min(len(a) + len(b), most) + 1):
        for diagonal in range(-distance, distance + 1, 2):
            down = diagonal == -distance or (diagonal != distance and furthest[diagonal - 1] < furthest[diagonal + 1])
            x = furthest[diagonal + 1] if down else furthest[diagonal - 1] + 1
            while x < len(a) and x - diagonal < len(b) and a[x] == b[x - diagonal]:
                x += 1
            furthest[diagonal] = x
            if x >= len(a) and x - diagonal >= len(b):
                return 1 - distance / max(len(a) + len(b), 1)
    return 0.0


def measure(shape: Shape, texts: list[Article], folder: Path) -> None:
    """A row of the table: the worst and the mean of the articles, and what is known of them."""
    shares, notes, titles = [], set(), 0
    for number, article in enumerate(texts):
        place = folder / re.sub(r"\W+", "-", f"{shape.format}-{shape.name}") / str(number)
        place.mkdir(parents=True)
        document = read(shape.make(article, place))
        shares.append(equality(document.text, article.whole if shape.titled else article.body))
        notes.update(document.notes)
        titles += document.title == article.title
    worst, mean = min(shares), sum(shares) / len(shares)
    mark = "" if worst >= ASKED[shape.format] else "  BELOW"
    told = "; ".join(sorted(notes))
    print(
        f"| {shape.format} | {shape.name} | {mean:.2%} | {worst:.2%}{mark} | {titles}/{len(texts)} | {told} |",
        flush=True,
    )


def found(briefing: Briefing) -> dict[str, list[tuple[object, ...]]]:
    """Quotes, speakers and numbers by their words."""
    text = briefing.document.text
    return {
        "quotes": [(q.kind, [part.of(text) for part in q.content], q.speakers) for q in briefing.quotes],
        "speakers": [(speaker.name, speaker.kind, len(speaker.mentions)) for speaker in briefing.speakers],
        "numbers": [(number.span.of(text), number.kind, number.value, number.unit) for number in briefing.numbers],
    }


def compare_page(texts: Path) -> None:
    """The page of a statement against its plain text."""
    page, plain = (found(brief(read(texts / f"19_us_thai_energy.{ending}"))) for ending in ("html", "txt"))
    for what, items in page.items():
        print(f"19 {what}: page {len(items)}, text {len(plain[what])}, the same: {items == plain[what]}")


def check_turns(path: Path) -> None:
    """Every turn of a transcript with whom it is given to."""
    briefing = brief(read(path))
    text = briefing.document.text
    turns, named = parse(briefing.document).turns, 0
    speakers: dict[str, set[str]] = defaultdict(set)
    for turn in turns:
        inside = [sentence for sentence in briefing.sentences if sentence.span.overlaps(turn.body)]
        own = {ids for sentence in inside if (ids := sentence.speakers)}
        named += bool(own) and all(sentence.speakers for sentence in inside)
        speakers[turn.label.of(text)].update(briefing.speaker(id).name for ids in own for id in ids)
    told = "; ".join(f"{label}: {', '.join(sorted(names))}" for label, names in speakers.items())
    print(f"{path.name}: {len(turns)} turns, {named} with a speaker in every sentence ({told})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the samples stay")
    parser.add_argument("--only", default="", metavar="WORDS", help="shapes whose format and name hold these words")
    options = parser.parse_args()
    texts = articles(options.shared)
    print(
        f"{len(texts)} articles\n| format | shape | characters equal | worst | title | notes |\n| --- | --- | --- | --- | --- | --- |"
    )
    with tempfile.TemporaryDirectory() as scratch:
        for shape in shapes():
            if options.only in f"{shape.format} {shape.name}":
                measure(shape, texts, options.keep or Path(scratch))
    compare_page(options.shared / "texts")
    for name in TRANSCRIPTS:
        check_turns(options.shared / "texts" / name)


if __name__ == "__main__":
    main()

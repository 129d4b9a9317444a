"""Randomly damaged files of each format: a briefing or a clear error, within the time limit.

python tests/bench/damaged.py [--count 2000] [--only WORDS]

The sound files are the seed article in the shapes of samples.py, and as feed, table, JSON lines, Markdown, text, mailbox and
gzip; each is damaged by flipped, removed, doubled and foreign bytes. Every tenth document is also analysed.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import random
import re
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path

from quoth.core.briefing import brief
from quoth.core.errors import InputError
from quoth.core.formats.apart import SECONDS
from quoth.core.readers import read_all
from samples import PAGES, Article, shapes

SEED = Path(__file__).parents[2] / "seeds" / "000_92df1d4cf2710af1.txt"


def sound_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each shape of the seed article, by name."""
    parts = re.split(r"\n\s*\n", SEED.read_text(encoding="utf-8").strip())
    article = Article("Ministers meet in the capital", tuple(" ".join(part.split()) for part in parts))
    for number, shape in enumerate(shapes()):
        place = folder / str(number)
        place.mkdir()
        yield f"{shape.format}: {shape.name}", shape.make(article, place)
    for name, content in by_hand(article).items():
        path = folder / name
        path.write_bytes(content)
        yield name, path


def by_hand(article: Article) -> dict[str, bytes]:
    """The formats that programs write."""
    rows = io.StringIO(newline="")
    csv.writer(rows).writerows([("id", "title", "text"), *((n, article.title, article.body) for n in range(3))])
    page = escape("".join(f"<p>{escape(part)}</p>" for part in article.paragraphs))
    item = f"<item><guid>a</guid><title>{escape(article.title)}</title><pubDate>Thu, 30 May 2024 10:00:00 GMT</pubDate><description>{page}</description></item>"
    entry = f"<entry><id>b</id><title>{escape(article.title)}</title><updated>2024-05-30T10:00:00Z</updated><content type='html'>{page}</content></entry>"
    letter = f"From a@b.example Thu May 30 10:00:00 2024\nFrom: a@b.example\nMessage-ID: <1@b>\nMIME-Version: 1.0\nSubject: S\n\n{article.body}\n\n"
    line = json.dumps({"id": "a", "text": article.body, "title": article.title}) + "\n"
    found = {
        "feed.rss": f"<?xml version='1.0'?><rss version='2.0'><channel><title>C</title>{item * 3}</channel></rss>",
        "feed.atom": f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>C</title>{entry * 3}</feed>",
        "table.csv": rows.getvalue(),
        "lines.jsonl": line * 3,
        "page.md": f"---\ndate: 2024-05-30\n---\n# {article.title}\n\n{article.body}\n",
        "text.txt": article.whole,
        "box.mbox": letter * 3,
    }
    packed = {"page.html.gz": gzip.compress(PAGES["ministry"](article.title, article.paragraphs).encode())}
    return {name: text.encode() for name, text in found.items()} | packed


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with one to twenty faults; often within what is packed, and without bytes that no encoding has."""
    if raw.startswith(b"\x1f\x8b") and chance.random() < 0.5:
        return gzip.compress(damaged(gzip.decompress(raw), chance))
    if raw.startswith(b"PK") and chance.random() < 0.7:
        return repacked(raw, chance)
    letters = chance.random() < 0.7

    def foreign(count: int) -> bytes:
        return bytes(chance.choices(b"<>/=\"'&;: \n%[]{}()#-0aZ", k=count)) if letters else chance.randbytes(count)

    found = bytearray(raw)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(4):
            case 0:
                found[at : at + 1] = foreign(1)
            case 1:
                del found[at : at + chance.randint(1, 400)]
            case 2:
                found[at:at] = found[at : at + chance.randint(1, 400)]
            case _:
                found[at:at] = foreign(chance.randint(1, 40))
    return bytes(found)


def repacked(raw: bytes, chance: random.Random) -> bytes:
    """An archive one of whose parts is damaged."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as sound, zipfile.ZipFile(stream, "w") as archive:
        names = sound.namelist()
        chosen = chance.choice(["word/document.xml", *names])
        for name in names:
            archive.writestr(name, damaged(sound.read(name), chance) if name == chosen else sound.read(name))
    return stream.getvalue()


def run(name: str, sound: Path, count: int, chance: random.Random) -> None:
    raw, target = sound.read_bytes(), sound.with_name(f"damaged-{sound.name}")
    documents, slowest = 0, 0.0
    said: Counter[str] = Counter()
    for _ in range(count):
        target.write_bytes(damaged(raw, chance))
        start = time.monotonic()
        for item in read_all(target):
            if isinstance(item, InputError):
                said[re.sub(r"\d+", "#", str(item).removeprefix(f"{target}: "))[:60]] += 1
            else:
                documents += 1
                if documents % 10 == 0:
                    brief(item)
        slowest = max(slowest, time.monotonic() - start)
    lost = {message for message in said if "broke down" in message or "took more" in message}
    print(
        f"| {name} | {count:,} | {documents:,} | {said.total():,} | {slowest:.2f} s | {'; '.join(lost) or '-'} |",
        flush=True,
    )
    for message, times in said.most_common(8):
        print(f"    {times:5} {message}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--only", default="", metavar="WORDS", help="files whose name holds these words")
    options = parser.parse_args()
    chance = random.Random(1)
    print(
        f"limit {SECONDS} s\n| file | damaged | documents | errors | slowest | lost |\n| --- | --- | --- | --- | --- | --- |"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, sound in sound_files(Path(folder)):
            if options.only in name:
                run(name, sound, options.count, chance)


if __name__ == "__main__":
    main()

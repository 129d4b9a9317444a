"""The page of a statement gives what its plain text gives, and transcripts give every turn its speaker.

python tests/bench/formats.py --shared ../shared
"""

from __future__ import annotations

import argparse
from pathlib import Path

from quoth.core.briefing import brief
from quoth.core.model import Briefing
from quoth.core.readers import read
from quoth.core.segment.sentences import parse


def found(briefing: Briefing) -> dict[str, list[tuple[object, ...]]]:
    """Quotes, speakers and numbers by their words."""
    text = briefing.document.text
    return {
        "quotes": [(q.kind, [part.of(text) for part in q.content], q.speakers) for q in briefing.quotes],
        "speakers": [(speaker.name, speaker.kind, len(speaker.mentions)) for speaker in briefing.speakers],
        "numbers": [(number.span.of(text), number.kind, number.value, number.unit) for number in briefing.numbers],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    texts = parser.parse_args().shared / "texts"
    page, plain = (found(brief(read(texts / f"19_us_thai_energy.{ending}"))) for ending in ("html", "txt"))
    for what, items in page.items():
        print(f"19 {what}: page {len(items)}, text {len(plain[what])}, the same: {items == plain[what]}")
        print(*[f"   {item}" for item in items + plain[what] if (item in items) != (item in plain[what])], sep="\n")
    for name in ("20_blinken_omamo.txt", "29_burton_gaggle.txt"):
        document = read(texts / name)
        briefing = brief(document)
        turns = parse(document).turns
        named = sum(
            any(quote.speakers and quote.content[0].overlaps(turn.body) for quote in briefing.quotes) for turn in turns
        )
        print(f"{name}: {len(turns)} turns, {named} with a speaker")


if __name__ == "__main__":
    main()

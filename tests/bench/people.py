"""Accuracy of speaker resolution from the true source mentions of the genre articles, by kind of mention.

python tests/bench/people.py --shared DIR [--errors] [--docs A0,B1]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from quoth.core.model import Document, Span
from quoth.core.people.find import find_people
from quoth.core.segment.sentences import parse

_PRONOUN = re.compile(r"(?:he|she|it|him|her|his|i|we|you|its|my|our|your)$", re.IGNORECASE)
_COLLECTIVE = re.compile(
    r"(?:they|their|them|both|the two|all|(?:the |both |all )?(?:(?:two|three|four|both) )?"
    r"(?:[\w.]+ (?:and [\w.]+ )?)?(?:leaders|presidents|ministers|sides|parties|nations|countries|officials|advisors"
    r"|governments|delegations|vice presidents|officers))$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"the (?:[\w-]+ )*(?:president|minister|chancellor|king|prince|secretary|governor|pope|ambassador|judge)$",
    re.IGNORECASE,
)


def kind_of(mention: str, turn: bool) -> str:
    """The kind under which a mention is counted."""
    words = " ".join(mention.split())
    if turn or (words.isupper() and len(words) > 2 and " " in words) or words in ("Q", "QUESTION"):
        return "label"
    if _PRONOUN.match(words):
        return "pronoun"
    if _COLLECTIVE.match(words):
        return "collective"
    if _TITLE.match(words):
        return "title"
    if not re.search(r"[A-Z]", words[1:]) and words.lower() not in ("biden", "trump"):
        return "description" if " " in words or words.islower() else "name"
    if re.search(r"\band\b", words):
        return "list"
    return "name"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, required=True)
    options.add_argument("--errors", action="store_true")
    options.add_argument("--docs", default="")
    given = options.parse_args()
    score = _scorer(given.shared)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    tokens, seconds = 0, 0.0
    folders = [given.shared / "corpora/genre", given.shared / "eval/genre"]
    for folder in folders:
        for path in sorted((folder / "gold").glob("*.json")):
            gold = json.loads(path.read_text())
            if given.docs and not gold["doc"].startswith(tuple(given.docs.split(","))):
                continue
            text = (folder / "texts" / gold["text_file"]).read_bytes().decode("utf-8")
            parsed = parse(Document(gold["doc"], text))
            quotes = sorted((q for q in gold["quotes"] if q.get("mention")), key=lambda q: (q["mention"], q["start"]))
            started = time.process_time()
            people = find_people(parsed)
            found = people.resolve([Span(*quote["mention"]) for quote in quotes])
            seconds += time.process_time() - started
            tokens += sum(len(sentence.tokens) for sentence in parsed.sentences)
            names = {speaker.id: speaker.name for speaker in people.speakers(i for ids in found for i in ids)}
            known = score.Names(gold)
            for quote, ids in zip(quotes, found, strict=True):
                mention = Span(*quote["mention"]).of(text)
                have = known.resolve_all([names[id] for id in ids])
                want = [set(quote["speakers"])] + [set(other) for other in quote.get("alt_speakers", [])]
                kind = kind_of(mention, bool(quote.get("turn")))
                total[kind] += 1
                right[kind] += have in want
                if given.errors and have not in want:
                    said = " & ".join(names[id] for id in ids) or "-"
                    print(
                        f"{kind:<12}{gold['doc'][:3]} {' '.join(mention.split())!r}: {' & '.join(quote['speakers'])}, not {said}"
                    )
    for kind in sorted(total):
        print(f"{kind:<14}{right[kind] / total[kind]:7.3f}   ({right[kind]} of {total[kind]})")
    whole, good = sum(total.values()), sum(right.values())
    print(f"{'all':<14}{good / whole:7.3f}   ({good} of {whole});  {seconds / tokens * 1e6:.1f} us a token")


def _scorer(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("genre_score", shared / "eval/genre/score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()

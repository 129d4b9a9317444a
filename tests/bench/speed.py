"""Speed of the whole analysis: tokens a CPU second, start-up, peak memory, size of the weights.

    python tests/bench/speed.py --shared DIR [--articles 100]

Start-up and peak memory are of a fresh process. The texts are PolNeAR dev, then genre articles, up to the number asked for.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

import quoth.core.data
from quoth.core.briefing import brief
from quoth.core.model import Document
from quoth.core.segment.sentences import parse

START = "from quoth.core.briefing import brief; from quoth.core.model import Document; brief(Document('x', 'Dar said yes.'))"


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", type=Path, required=True)
    arguments.add_argument("--articles", type=int, default=100)
    options = arguments.parse_args()
    corpora: Path = options.shared / "corpora"
    paths = [*sorted((corpora / "polnear/dev/text").glob("*.txt")), *sorted((corpora / "genre/texts").glob("*.txt"))]
    documents = [Document(p.name, p.read_bytes().decode("utf-8")) for p in paths[: options.articles]]
    tokens = sum(len(sentence.tokens) for document in documents for sentence in parse(document).sentences)
    start = time.process_time()
    for document in documents:
        brief(document)
    spent = time.process_time() - start
    print(f"{len(documents)} articles, {tokens} tokens, {spent:.2f} s CPU: {tokens / spent:,.0f} tokens a second")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    bare, full = (min(cpu(code) for _ in range(3)) for code in ("pass", START))
    print(f"start-up {full - bare:.2f} s CPU above Python's own {bare:.2f}")
    growth(documents)
    data = Path(quoth.core.data.__path__[0])
    sizes = {path.name: path.stat().st_size for path in data.glob("*.gz")}
    print(
        f"weights {sum(sizes.values()) / 1e6:.2f} MB: "
        + ", ".join(f"{n} {s / 1e6:.2f}" for n, s in sorted(sizes.items()))
    )


def growth(documents: list[Document]) -> None:
    """Seconds a character of a text of 2 MB against one of 10 kB: the same words, 200 times over."""
    piece = "\n\n".join(document.text for document in documents)[:10_000] + "\n\n"
    spent = []
    for times, runs in ((1, 20), (200, 1)):
        document = Document("long", piece * times)
        start = time.process_time()
        for _ in range(runs):
            brief(document)
        spent.append((time.process_time() - start) / runs / len(document.text))
        print(f"{len(document.text):>9,} characters: {spent[-1] * 1e6:.2f} us a character")
    print(f"growth {spent[1] / spent[0]:.2f}")


def cpu(code: str) -> float:
    """CPU seconds of a fresh interpreter that runs the code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()

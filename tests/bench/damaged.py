"""Randomly damaged files of each format: a document or a clear error, within the time limit.

    python tests/bench/damaged.py FOLDER [--count 2000]

FOLDER holds sound files; each is damaged by flipped, removed, doubled and foreign bytes.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from quoth.core.errors import InputError
from quoth.core.formats.apart import SECONDS
from quoth.core.readers import read_all


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with one to twenty faults."""
    found = bytearray(raw)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(4):
            case 0:
                found[at : at + 1] = chance.randbytes(1)
            case 1:
                del found[at : at + chance.randint(1, 400)]
            case 2:
                found[at:at] = found[at : at + chance.randint(1, 400)]
            case _:
                found[at:at] = chance.randbytes(chance.randint(1, 40))
    return bytes(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    options = parser.parse_args()
    chance = random.Random(1)
    for sound in sorted(path for path in options.folder.iterdir() if path.is_file()):
        raw, target = sound.read_bytes(), options.folder / "damaged" / sound.name
        target.parent.mkdir(exist_ok=True)
        documents = errors = slowest = 0.0
        lost: set[str] = set()
        for _ in range(options.count):
            target.write_bytes(damaged(raw, chance))
            start = time.monotonic()
            for item in read_all(target):
                errors += isinstance(item, InputError)
                documents += not isinstance(item, InputError)
                if isinstance(item, InputError) and ("broke down" in str(item) or "took more" in str(item)):
                    lost.add(str(item).partition(": ")[2])
            slowest = max(slowest, time.monotonic() - start)
        print(
            f"{sound.name:20} {documents:6.0f} documents {errors:6.0f} errors  slowest {slowest:.2f} s (limit {SECONDS}) {lost or ''}"
        )


if __name__ == "__main__":
    main()

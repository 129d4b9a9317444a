"""Two prints of one story are recognised by a bottom-k sketch of their word shingles (Broder 1997).

Every three words in a row are hashed; the smallest hashes are a fair sample of all, so the sample's overlap estimates
how much of the shorter text stands in the longer one.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

from quoth.core.query.folding import WORD, fold

SIZE = 64
"""Hashes kept of each text: the estimate's standard error is about 6 %."""
KEYS = 8
"""The smallest of them, by which other prints are looked up."""
SAME_STORY = 0.7
"""Two texts are prints of one story when this much of the shorter one stands in the longer one."""
REVISED = 0.3
"""Two texts of one name are revisions of one when this much is shared; unrelated readouts share up to 0.25."""
TINY = 16
"""Texts of fewer shingles than this are too short to compare."""


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's shingles, ascending; fewer than SIZE when it has fewer."""
    words = WORD.findall(fold(text))
    pairs = list(pairwise(words))
    shingles = {crc32(f"{first} {second} {third[1]}".encode()) for (first, second), third in pairwise(pairs)}
    return tuple(heapq.nsmallest(SIZE, shingles))


def shared(one: Sequence[int], other: Sequence[int]) -> float:
    """About how much of the shorter text stands in the longer one, 0 to 1."""
    if not one or not other:
        return 0.0
    ours, theirs = set(one), set(other)
    sample = heapq.nsmallest(SIZE, ours | theirs) if len(one) >= SIZE or len(other) >= SIZE else list(ours | theirs)
    both = sum(1 for value in sample if value in ours and value in theirs)
    resemblance = both / len(sample)
    sizes = _size(one), _size(other)
    common = resemblance / (1 + resemblance) * sum(sizes)
    return min(1.0, common / min(sizes))


def is_revision(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether a text under a known name is that text changed, and not another one that happens to be named so.

    Texts of a line or two are taken to be: too little of them is left to compare.
    """
    return min(len(one), len(other)) < TINY or shared(one, other) >= REVISED


def _size(values: Sequence[int]) -> float:
    """About how many shingles a text has, from how dense its smallest hashes lie."""
    return len(values) if len(values) < SIZE else (SIZE - 1) * 2**32 / max(values[-1], 1)

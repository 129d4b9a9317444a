"""Rows of a library as streams, in constant memory, and searches that say where they cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from quoth.core.errors import QueryError, UsageError
from quoth.core.query.tree import Query
from quoth.store.rows import Order, Page

Row = TypeVar("Row")
PAGE = 1000


def all_rows(
    find: Callable[..., Page[Row]], query: str | Query, limit: int | None = None, order: Order = "date"
) -> Iterator[Row]:
    """Every row that one of a library's quotes, numbers, sentences or documents finds, or the first ``limit``."""
    done = 0
    while limit is None or done < limit:
        asked = PAGE if limit is None else min(PAGE, limit - done)
        rows = find(query, limit=asked, offset=done, order=order).rows
        yield from rows
        done += len(rows)
        if len(rows) < asked:
            return


@contextmanager
def shown_place(query: str) -> Iterator[None]:
    """A search that cannot be read is told with its place underlined."""
    try:
        yield
    except QueryError as error:
        mark = " " * error.start + "^" * max(error.end - error.start, 1)
        raise UsageError(f"the search cannot be read: {error}\n  {query}\n  {mark}") from error

"""From documents to briefings, one after the other or on several cores, in the order given."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

from quoth.core import brief
from quoth.core.errors import InputError, QuothError
from quoth.core.model import Briefing, Document
from quoth.core.topics.table import TopicTable

Other = TypeVar("Other")
AHEAD = 4  # texts handed out for each core before the first result is waited for


def analyse(
    inputs: Iterable[Document | Other], user_topics: Path | None = None, jobs: int = 1
) -> Iterator[Briefing | QuothError | Other]:
    """The briefing of every document, or the error it met, in order and in constant memory.

    What is no document passes through in its place. ``user_topics`` is a file of the user's own topics; UsageError
    where it is wrong.
    """
    topics = TopicTable.load(user_topics)
    if jobs > 1:
        yield from _analyse_on_cores(inputs, user_topics, jobs)
    else:
        for item in inputs:
            yield _brief(item, topics) if isinstance(item, Document) else item


def _analyse_on_cores(
    inputs: Iterable[Document | Other], user_topics: Path | None, jobs: int
) -> Iterator[Briefing | QuothError | Other]:
    pool = ProcessPoolExecutor(jobs, initializer=_begin_worker, initargs=(user_topics,))
    pending: deque[Future[Briefing | QuothError] | Other] = deque()
    try:
        for item in inputs:
            pending.append(pool.submit(_brief_in_worker, item) if isinstance(item, Document) else item)
            if len(pending) >= jobs * AHEAD:
                yield _result(pending.popleft())
        while pending:
            yield _result(pending.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _result(item: Future[Briefing | QuothError] | Other) -> Briefing | QuothError | Other:
    try:
        return item.result() if isinstance(item, Future) else item
    except BrokenProcessPool:
        raise InputError(
            "a process that analysed was ended from outside, for want of memory perhaps; call it again with --jobs 1"
        ) from None


def _brief(document: Document, topics: TopicTable | None) -> Briefing | QuothError:
    """The briefing; a defect in the analysis of one text must not cost the others, so it comes as an error."""
    try:
        return brief(document, topics)
    except QuothError as error:
        return error
    except Exception as error:
        if os.environ.get("QUOTH_DEBUG"):
            raise
        return InputError(f"{document.name}: a defect in quoth, please report it: {type(error).__name__}: {error}")


_worker_topics: TopicTable | None = None


def _begin_worker(user_topics: Path | None) -> None:
    """A ctrl-c ends a worker at once and without words: only the main process has something to say."""
    global _worker_topics
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _worker_topics = TopicTable.load(user_topics)


def _brief_in_worker(document: Document) -> Briefing | QuothError:
    return _brief(document, _worker_topics)


def jobs_for(texts: int | None) -> int:
    """How many cores are worth their start-up for so many texts (None: nobody knows how many)."""
    cores = os.cpu_count() or 1
    return cores if texts is None else min(cores, max(texts // 8, 1))

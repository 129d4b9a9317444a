"""The library: briefings kept in TinyDB, found through a search index."""

from __future__ import annotations

from pathlib import Path

from quoth.core.topics.table import TopicTable
from quoth.store.interface import Library
from quoth.store.library import FileLibrary, MemoryLibrary

__all__ = ["FileLibrary", "Library", "MemoryLibrary", "open_library"]


def open_library(
    folder: Path | str, *, read_only: bool = False, name: str | None = None, topics: TopicTable | None = None
) -> Library:
    """The library kept in a folder; ``name`` is who this is, None: the user's login name.

    Nothing is written before the first change, not even the folder.
    """
    return FileLibrary(folder, read_only, name, topics=topics)

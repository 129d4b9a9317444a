"""The analysis: from a file to a briefing. Knows no screen and no disk format.

    from quoth.core import read, brief
    briefing = brief(read("article.txt"))

Both names are loaded when they are first used, so that what only browses never loads the language toolkit.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quoth.core.briefing import brief
    from quoth.core.readers import read

__all__ = ["brief", "read"]


def __getattr__(name: str) -> Any:
    if name == "brief":
        from quoth.core.briefing import brief

        return brief
    if name == "read":
        from quoth.core.readers import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Paths as a user names them: through home folders and links, too long, or looked at where nobody may look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from quoth.core.errors import UsageError


def resolved(path: Path) -> Path:
    """Where a path leads in the end. UsageError where that is nowhere: no such user, links that go round."""
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError) as error:
        raise UsageError(f"{path}: {error}") from error


def holds(question: Callable[[], bool]) -> bool:
    """The answer of ``path.is_file`` and the like, no where the system cannot tell: whoever opens the path says why."""
    try:
        return question()
    except OSError:
        return False

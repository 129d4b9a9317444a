"""Libraries that come as extras: loaded when the first file needs one, and named when it is missing."""

from __future__ import annotations

import re
import shlex
import sys
from importlib import import_module, metadata
from typing import Any

from quoth.core.errors import InputError


def need(module: str, extra: str, what: str) -> Any:
    """The module; InputError with the command that installs it, for this very Python, where it is missing."""
    try:
        return import_module(module)
    except ImportError:
        wanted = shlex.join([sys.executable, "-m", "pip", "install", *_libraries(extra)])
        raise InputError(f"{what}; to read it: {wanted}") from None


def _libraries(extra: str) -> list[str]:
    """The requirements of an extra, so that no other project of quoth's name is installed from an index."""
    stated = (re.match(r"([^;]+);\s*extra\s*==\s*[\"'](.+)[\"']", line) for line in metadata.requires("quoth") or ())
    return [found[1].strip() for found in stated if found and found[2] == extra]

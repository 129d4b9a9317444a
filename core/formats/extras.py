"""Libraries that come as extras: loaded when the first file needs one, and named when it is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from quoth.core.errors import InputError


def need(module: str, extra: str, what: str) -> Any:
    """The module; InputError that says how to get it where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        raise InputError(f"{what}; to read it: pip install 'quoth[{extra}]'") from None

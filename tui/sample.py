"""The article that comes with quoth, to try it on."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def sample_path() -> Path:
    """Where the sample article is; it is read only where somebody asks for it."""
    return Path(str(resources.files("quoth.seeds") / "000_92df1d4cf2710af1.txt"))

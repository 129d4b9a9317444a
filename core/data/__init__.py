"""Tables and learned parameters, as data; each NAME.card.md says where its parameters come from."""

import json
from importlib import resources
from typing import Any


def load(name: str) -> Any:
    """What the JSON file of that name holds (``.json.gz`` is unpacked). Read at each call: callers keep it."""
    raw = resources.files(__name__).joinpath(name).read_bytes()
    if name.endswith(".gz"):
        from gzip import decompress  # only analysis has packed files; browsing starts without it

        raw = decompress(raw)
    return json.loads(raw)

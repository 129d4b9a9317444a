"""Lets every test import the shared builders (``from briefings import make_briefing``)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

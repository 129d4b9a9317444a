"""How large a text and a file may be."""

from __future__ import annotations

MAX_TEXT = 5_000_000
"""A text may be this large, some eight novels: its analysis holds every word in memory and takes about a minute."""
MAX_FILE = 50_000_000
"""A file that holds more than its text (pictures, attachments, many texts) may be this large, unpacked."""


def too_large(name: str, limit: int) -> str:
    """The message of a text or file that is larger."""
    return f"{name}: larger than {limit // 1_000_000} MB, the most that one text may have; split it into its articles"

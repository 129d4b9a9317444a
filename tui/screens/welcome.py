"""What to do with an empty library. Nothing is written before the user has agreed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from quoth.store.interface import Library
from quoth.store.rows import Added
from quoth.tui.sample import sample_path
from quoth.tui.screens.keyed import Dialog
from quoth.tui.screens.sheet import Caption, Page, Paragraph
from textual.app import ComposeResult

WORDS: tuple[Paragraph, ...] = (
    ("", ""),
    ("The library is empty.", "key"),
    ("", ""),
    ("  quoth add FILE|DIR   analyses texts and keeps them here", ""),
    ("  quoth FILE           shows a text and keeps nothing", ""),
    ("", ""),
)
OFFER: tuple[Paragraph, ...] = (
    ("Enter puts a sample article into the library: the foreign ministers of Pakistan and Azerbaijan meet.", ""),
    ("Nothing is written unless you do that.", ""),
)


class Welcome(Dialog[bool], inherit_bindings=False):
    """Answers whether the sample article is wanted."""

    KEYS: ClassVar[Mapping[str, str]] = {
        "enter": "answer(True)",
        **dict.fromkeys(("escape", "q", "Q", "ctrl+c"), "answer(False)"),
    }

    def __init__(self, *, writing: bool) -> None:
        super().__init__()
        self._writing = writing

    def compose(self) -> ComposeResult:
        yield Caption("Welcome to quoth")
        yield Page([*WORDS, *OFFER] if self._writing else WORDS)
        yield Caption("enter adds the sample article, q quits" if self._writing else "q quits")

    def action_answer(self, wanted: bool) -> None:
        if not wanted or self._writing:
            self.dismiss(wanted)


def add_sample(library: Library) -> Added:
    """Analyse the sample article and keep it."""
    from quoth.core.briefing import brief
    from quoth.core.readers import read

    return library.add(brief(read(sample_path())))

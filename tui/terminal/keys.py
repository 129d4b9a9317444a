"""Textual's parser of what is typed, for which ESC and the key after it are two keys.

Textual takes them for one key with alt where they come together, as over a slow link they do; quoth has no alt keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual._xterm_parser import XTermParser
from textual.message import Message

_AFTER_ESC = re.compile(r"(?<=\x1b)(?=[^\[O\]P\\])")  # what does not begin or end a terminal's own sequence


class KeyParser(XTermParser):
    _last = ""

    def keys(self, text: str) -> Iterator[Message]:
        """What was typed; a last ESC waits for :meth:`tick`, for it may begin a sequence. ``text`` is not empty."""
        waiting = self._last == "\x1b" and self._timeout_time is not None
        first, *others = _AFTER_ESC.split("\x1b" * waiting + text)
        self._last = text[-1]
        if first[waiting:]:
            yield from self.feed(first[waiting:])
        for piece in others:
            self._timeout_time = 0
            yield from self.tick()
            yield from self.feed(piece)

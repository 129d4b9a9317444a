"""Turns of a transcript: who has the floor, by the labels that stand before what is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from quoth.core.model import Span
from quoth.core.parse import Turn

_LABEL = re.compile(
    r"""[*_#>\s]*
    (?P<name>
        (?:Q|A|QUESTION|ANSWER|MODERATOR|INTERPRETER|OPERATOR|PARTICIPANTS?|REPORTERS?|AUDIENCE(?:[ ]MEMBERS?)?)(?=\s*:|[ \t\xa0]{1,})
      | [A-Z][A-Z.’'\-]*(?:[ \t\xa0]+(?:[A-Z][A-Z.’'\-]*|de|van|von|al|bin|Mc[A-Z]+|[A-Z][a-z]+))*
        (?:[ ]?\([^()\n]{1,60}\))?
    )
    [*_]*(?P<colon>[ ]?:)?[*_]*[ \t\xa0]*""",
    re.VERBOSE,
)
_BARE = {"Q", "A"}


def find_turns(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The turns in text order, empty where the text is no transcript.

    A turn runs over the paragraphs that follow until the next label. Labels count when they recur or when they are of the
    kind that only transcripts have.
    """
    found: list[tuple[Span, int]] = []
    for paragraph in paragraphs:
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if (
            match
            and (match["colon"] or (match["name"] in _BARE and match.end() > match.end("name")))
            and match.end() < paragraph.end
        ):
            found.append((Span(*match.span("name")), match.end()))
    counts = Counter(label.of(text) for label, _ in found)
    if not any(count > 1 for count in counts.values()) and len(found) < 2:
        return ()
    ends = [label.start for label, _ in found[1:]] + [paragraphs[-1].end if paragraphs else 0]
    return tuple(Turn(label, Span(start, max(start, end))) for (label, start), end in zip(found, ends, strict=True))

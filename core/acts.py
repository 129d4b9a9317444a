"""The act of a quote: what the speaker does by saying it."""

from __future__ import annotations

from quoth.core.attribution_found import Found
from quoth.core.cues import cue_lexicon
from quoth.core.model import Act
from quoth.core.parse import Parse


def act_of(parse: Parse, said: Found) -> Act:
    """The usual act of the cue's first word that the lexicon knows; ``state`` where it knows none."""
    verbs = cue_lexicon().verbs
    for span in said.cue:
        for word in span.of(parse.text).lower().split():
            if word in verbs:
                return verbs[word].act
    return "state"

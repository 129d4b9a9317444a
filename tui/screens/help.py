"""The keys of a panel, from the registry."""

from __future__ import annotations

from quoth.tui.actions import GROUPS, available
from quoth.tui.screens.sheet import Paragraph, Sheet

MARKS: tuple[Paragraph, ...] = (
    ("Marks", "key"),
    ('  "..."         verbatim: in quotation marks in the source, or the speaker\'s own turn or statement', ""),
    ("  rep. ...      reported, in the article's words: only what stands in quotation marks in it is verbatim", ""),
    ("  rep. verb:    the article's own verb, where it says more than the act: did not say", ""),
    ("  ?             the attribution is uncertain      +  said by several together", ""),
    ("  c o +         among the speakers: a country, an organisation, a group", ""),
    ("", ""),
    ("Search", "key"),
    ('  speaker:dar topic:trade about:kashmir act:pledge "joint projects" -party:china', ""),
    ("  number:>=1bn unit:usd kind:indirect date:2024-01..2024-06 is:uncertain (a OR b)", ""),
)


def help_sheet(panel: str, *, writing: bool) -> Sheet:
    """What the keys do in a panel."""
    paragraphs: list[Paragraph] = []
    for group in GROUPS:
        actions = [action for action in available(panel, writing=writing) if action.group == group and action.shown]
        paragraphs.append((group, "key"))
        paragraphs += [(f"  {action.shown:<12} {action.title}", "") for action in actions]
        paragraphs.append(("", ""))
    return Sheet(f"Keys in the panel of {panel}", [*paragraphs, *MARKS])

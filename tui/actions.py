"""Everything a person can do, once: keys, footer, ``?`` help and the command palette are all made from this list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

LISTS = frozenset({"topics", "quotes", "numbers", "speakers", "documents"})
PANELS = ("topics", "quotes", "numbers", "source", "speakers", "documents")
EVERYWHERE = frozenset(PANELS)

GROUPS = ("Move", "Find", "Take away", "The rest")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. ``name`` is the screen's ``action_<name>``; ``keys`` are Textual's key names.

    ``shown`` is how the help writes the keys; ``footer`` ranks its ``hint`` on the last line (0: not there);
    ``panels`` are those where it makes sense; ``writes`` marks what writes outside the library or runs a command;
    ``needs`` says what must have been read before: the rows of the list, or also the text that follows them.
    """

    name: str
    keys: tuple[str, ...]
    shown: str
    title: str
    group: str
    panels: frozenset[str] = EVERYWHERE
    footer: int = 0
    hint: str = ""
    writes: bool = False
    needs: Literal["", "rows", "text"] = ""


ACTIONS: tuple[Action, ...] = (
    Action("step(1)", ("j", "down"), "j down", "one down", "Move", needs="rows"),
    Action("step(-1)", ("k", "up"), "k up", "one up", "Move", needs="rows"),
    Action("first", ("g", "home"), "g", "first", "Move", needs="rows"),
    Action("last", ("G", "end"), "G", "last", "Move", needs="rows"),
    Action("page(1)", ("space", "pagedown"), "space", "page down", "Move", needs="rows"),
    Action("page(-1)", ("b", "pageup"), "b", "page up", "Move", needs="rows"),
    Action("half(1)", ("ctrl+d",), "^d", "half a page down", "Move", needs="rows"),
    Action("half(-1)", ("ctrl+u",), "^u", "half a page up", "Move", needs="rows"),
    Action("panel(-1)", ("h", "left", "shift+tab"), "h left", "previous panel", "Move"),
    Action("panel(1)", ("l", "right", "tab"), "l right tab", "next panel", "Move", footer=4, hint="next"),
    Action("show_panel('topics')", ("1",), "1", "topics and subjects", "Move"),
    Action("show_panel('quotes')", ("2",), "2", "quotes", "Move"),
    Action("show_panel('numbers')", ("3",), "3", "numbers", "Move"),
    Action("show_panel('source')", ("4",), "4", "source", "Move"),
    Action("show_panel('speakers')", ("5",), "5", "speakers", "Move"),
    Action("show_panel('documents')", ("6",), "6", "documents", "Move"),
    Action(
        "open",
        ("enter",),
        "enter",
        "open: filter by it, or follow to the source",
        "Move",
        footer=1,
        hint="open",
        needs="rows",
    ),
    Action("back(True)", ("q",), "q", "back; at the top: quit", "Move", footer=9, hint="back"),
    Action("back(False)", ("escape",), "esc", "back", "Move"),
    Action("document(1)", ("right_square_bracket",), "]", "next document", "Move", needs="text"),
    Action("document(-1)", ("left_square_bracket",), "[", "previous document", "Move", needs="text"),
    Action("zoom", ("z",), "z", "zoom the panel", "Move", footer=8, hint="zoom"),
    Action("search", ("slash",), "/", "search the library", "Find", footer=2, hint="search"),
    Action("hit(1)", ("n",), "n", "next hit in the source", "Find", needs="text"),
    Action("hit(-1)", ("N",), "N", "previous hit in the source", "Find", needs="text"),
    Action(
        "filter",
        ("F",),
        "F",
        "filter every panel by the row under the cursor",
        "Find",
        LISTS,
        footer=3,
        hint="filter",
        needs="rows",
    ),
    Action("unfilter", ("x",), "x", "remove a filter", "Find"),
    Action("sort", ("o",), "o", "sort otherwise", "Find", LISTS - {"topics", "speakers"}, footer=6, hint="sort"),
    Action("all_numbers", ("a",), "a", "figures only, or every number", "Find", frozenset({"numbers"})),
    Action("saved", ("f",), "f", "saved and earlier searches", "Find"),
    Action("copy", ("y",), "y", "copy with citation", "Take away", EVERYWHERE, footer=5, hint="copy", needs="text"),
    Action("save", ("s",), "s", "save what is listed", "Take away", footer=7, hint="save", writes=True),
    Action("pipe", ("vertical_line",), "|", "pipe what is listed to a command", "Take away", writes=True),
    Action("info", ("i",), "i", "what is known of the document; set title, date, outlet", "The rest", needs="text"),
    Action("why", ("w",), "w", "why the sentence has its topics", "The rest", needs="text"),
    Action("theme", (), "", "change the theme", "The rest"),
    Action("commands", ("colon",), ":", "every command", "The rest"),
    Action("help", ("question_mark",), "?", "keys of this panel", "The rest", footer=10, hint="help"),
    Action("redraw", ("ctrl+l",), "^l", "redraw", "The rest"),
    Action("suspend", ("ctrl+z",), "^z", "to the shell (fg comes back)", "The rest"),
    Action("quit", ("Q", "ctrl+c"), "Q ^c", "quit", "The rest"),
)


BY_NAME = {action.name: action for action in ACTIONS}


def available(panel: str | None = None, *, writing: bool = True) -> Iterable[Action]:
    """The actions of a panel (of all panels without one); without ``writing`` none that writes or runs a command."""
    return (
        action for action in ACTIONS if (panel is None or panel in action.panels) and (writing or not action.writes)
    )

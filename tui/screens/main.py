"""What the keys do. Their list is quoth.tui.actions."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import ClassVar

from quoth.store.rows import SpeakerRow, SubjectRow, TopicRow
from quoth.tui.actions import ACTIONS, BY_NAME, PANELS
from quoth.tui.screens.asking import Asking, Leaving, Redrawing
from quoth.tui.screens.terms import terms_of

PAST = 10**9


class Main(Asking, inherit_bindings=False):
    KEYS: ClassVar[Mapping[str, str]] = {key: action.name for action in ACTIONS for key in action.keys}

    async def perform(self, action: str) -> None:
        known = BY_NAME[action]
        self.foot.say("")
        if self.panel_name in known.panels:
            await self.run_action(action)
        else:
            self.foot.say(f"{known.title}: in the panel of {' or '.join(sorted(known.panels))}.")

    def action_step(self, by: int) -> None:
        self.move(self.panel.step(by))

    def action_page(self, way: int) -> None:
        self.move(self.panel.turn(way * max(self.panel.height - 1, 1)))

    def action_half(self, way: int) -> None:
        self.move(self.panel.turn(way * max(self.panel.height // 2, 1)))

    def action_first(self) -> None:
        self.move(self.panel.go(0))

    def action_last(self) -> None:
        self.move(self.panel.go(PAST))

    def action_panel(self, way: int) -> None:
        self.show_panel(PANELS[(PANELS.index(self.panel_name) + way) % len(PANELS)])

    def action_show_panel(self, name: str) -> None:
        self.show_panel(name)

    def action_zoom(self) -> None:
        self.zoomed = not self.zoomed
        self.mark_current()

    def action_open(self) -> None:
        row = self.lines.current
        if self.panel_name == "source":
            self.show_panel(self.list_name)
        elif isinstance(row, TopicRow | SubjectRow | SpeakerRow):
            self.add_filter(terms_of(row)[0])
            self.show_panel("quotes")
        elif row is not None:
            self.show_panel("source")

    def action_filter(self) -> None:
        row = self.lines.current
        terms = [term for term in terms_of(row) if term not in self.session.filters] if row is not None else []
        if len(terms) > 1:
            self.choose("Filter every panel by", terms, lambda answer: self.add_filter(terms[answer]))
        elif terms:
            self.add_filter(terms[0])

    def action_unfilter(self) -> None:
        terms = self.session.in_force
        if len(terms) > 1:
            self.choose("Remove", terms, lambda answer: self.remove_term(terms[answer]), key="x")
        elif terms:
            self.remove_term(terms[0])
        else:
            self.foot.say("No filter is set, and nothing is searched for.")

    def remove_term(self, term: str) -> None:
        """Take away a filter, or the search."""
        self.session.drop(term)
        self.refill()

    def action_back(self, leaving: bool) -> None:
        if self.zoomed:
            self.action_zoom()
        elif self.panel_name == "source" and self.size_name != "-wide":
            self.show_panel(self.list_name)
        elif terms := self.session.in_force:
            self.remove_term(terms[-1])
        elif leaving:
            self.post_message(Leaving())

    def action_search(self) -> None:
        self.session.typing = True
        self.searchline.edit(self.session.search, self.session.history)
        self.panel.activate(False)
        self.searchline.activate(True)
        self.show_terms()

    def action_hit(self, way: int) -> None:
        hits = self.source.hits
        if not hits:
            searched = self.session.search.strip()
            self.foot.say("The text in view holds no hit." if searched else "Nothing is searched for: / searches.")
            return
        at = self.source.next_hit(way)
        self.count()
        self.foot.say(f"hit {at + 1}/{len(hits)}")

    def action_sort(self) -> None:
        order = self.session.next_order(self.panel_name)
        self.lines.start_over()
        self.foot.say(f"sorted by {order}")
        self.refill([self.panel_name])

    def action_all_numbers(self) -> None:
        self.session.all_numbers = not self.session.all_numbers
        self.foot.say("every number" if self.session.all_numbers else "figures only")
        self.refill(["numbers"])

    def action_document(self, way: int) -> None:
        self.show_document(way)

    def action_redraw(self) -> None:
        self.post_message(Redrawing())

    def action_commands(self) -> None:
        from quoth.tui.screens.commands import Commands

        self.app.push_screen(Commands(self.panel_name, writing=self.writing), self.do_command)

    async def do_command(self, action: str | None) -> None:
        """Do what was chosen of all commands."""
        if action is not None:
            await self.perform(action)

    def action_suspend(self) -> None:
        if os.getpgrp() == os.getsid(0):  # a session of its own, as a forced command over SSH: nobody could wake it
            self.foot.say("There is no shell to go back to.")
        else:
            self.app.action_suspend_process()

    def action_quit(self) -> None:
        self.post_message(Leaving())

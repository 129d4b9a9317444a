"""What the keys do. Their list is quoth.tui.actions."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from quoth.store.rows import DocumentRow, SpeakerRow, SubjectRow, TopicRow
from quoth.tui.actions import ACTIONS, PANELS
from quoth.tui.screens.panels import Panels
from quoth.tui.screens.terms import term_of
from quoth.tui.session import ORDERS
from textual.message import Message

PAST = 10**9


class Main(Panels, inherit_bindings=False):
    KEYS: ClassVar[Mapping[str, str]] = {key: action.name for action in ACTIONS for key in action.keys}

    class Leave(Message):
        """The user leaves."""

    class Themed(Message):
        """Another theme is wanted."""

        def __init__(self, theme: str) -> None:
            super().__init__()
            self.theme = theme

    class Copied(Message):
        """A text is to go to the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def action_step(self, by: int) -> None:
        self.move(self.panel.step(by))

    def action_page(self, way: int) -> None:
        self.move(self.panel.step(way * max(self.panel.height - 1, 1)))

    def action_half(self, way: int) -> None:
        self.move(self.panel.step(way * max(self.panel.height // 2, 1)))

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
            self.add_filter(term_of(row))
            self.show_panel("quotes")
        elif row is not None:
            self.show_panel("source")

    def action_filter(self) -> None:
        if self.panel_name in self.lists and (row := self.lines.current) is not None:
            self.add_filter(term_of(row))

    def action_unfilter(self) -> None:
        if len(self.session.filters) > 1:
            self.choose_filter()
        elif self.session.drop_filter():
            self.refill()
        else:
            self.foot.say("No filter is set.")

    def action_back(self, leaving: bool) -> None:
        if self.zoomed:
            self.action_zoom()
        elif self.panel_name == "source" and self.size_name != "-wide":
            self.show_panel(self.list_name)
        elif self.session.search:
            self.session.search = ""
            self.refill()
        elif self.session.drop_filter():
            self.refill()
        elif leaving:
            self.post_message(self.Leave())

    def action_search(self) -> None:
        self.searchline.edit(self.session.search, self.session.history)
        self.panel.activate(False)
        self.searchline.activate(True)
        self.show_terms()

    def action_hit(self, way: int) -> None:
        hits = self.source.hits
        if not hits:
            self.foot.say("Nothing is searched for: / searches.")
            return
        at = self.source.next_hit(way)
        self.foot.say(f"hit {at + 1}/{len(hits)}")

    def action_sort(self) -> None:
        if self.panel_name in ORDERS:
            order = self.session.next_order(self.panel_name)
            self.lines.start_over()
            self.foot.say(f"sorted by {order}")
            self.refill([self.panel_name])

    def action_document(self, way: int) -> None:
        self.show_document(way)

    def action_redraw(self) -> None:
        self.refresh(layout=True)

    def action_commands(self) -> None:
        self.app.action_command_palette()

    def action_suspend(self) -> None:
        if os.getpgrp() == os.getsid(0):  # a session of its own, as a forced command over SSH: nobody could wake it
            self.foot.say("There is no shell to go back to.")
        else:
            self.app.action_suspend_process()

    def action_quit(self) -> None:
        self.post_message(self.Leave())

    # dialogs

    def action_help(self) -> None:
        from quoth.tui.screens.help import help_sheet

        self.app.push_screen(help_sheet(self.panel_name, writing=self.writing))

    def action_copy(self) -> None:
        from quoth.tui.screens.taking import citation

        of_item = self.panel_name != "documents"
        text = citation(self.reader.item if of_item else None, self.reader.document, self.reader.briefing)
        if text:
            self.post_message(self.Copied(text))
        else:
            self.foot.say("There is nothing to copy.")

    def action_save(self) -> None:
        from quoth.tui.screens.ask import Form
        from quoth.tui.screens.taking import DEFAULT_NAME, FORMATS

        if self.may_write("saving"):
            form = Form(f"Save the {self.list_name} that are listed", {"File": DEFAULT_NAME}, [FORMATS])
            self.app.push_screen(form, self.save_to)

    def save_to(self, answer: dict[str, str] | None) -> None:
        """Save what is listed to the file that was named."""
        from quoth.tui.screens.taking import save_listed

        if answer and (name := answer["File"].strip()):
            self.foot.say("Saving ...")
            query, order = self.lister.query(self.list_name), self.session.order(self.list_name)
            job = partial(save_listed, self.library, self.list_name, query, order, Path(name))
            self.desk.ask("save", job, self.foot.say)

    def action_pipe(self) -> None:
        from quoth.tui.screens.ask import Form

        if self.may_write("running commands"):
            note = "The command reads the briefing of what is listed, in Markdown."
            self.app.push_screen(Form("Pipe to a command", {"Command": "less"}, [note]), self.pipe_to)

    def pipe_to(self, answer: dict[str, str] | None) -> None:
        """Run the command that was named on what is listed."""
        from quoth.tui.screens.taking import listed_as_text

        if answer and (command := answer["Command"].strip()):
            self.foot.say("Gathering ...")
            job = partial(listed_as_text, self.library, self.lister.query(self.list_name))
            self.desk.ask("pipe", job, partial(self.run_command, command))

    def run_command(self, command: str, text: str) -> None:
        """Lend the terminal to the command."""
        from quoth.tui.screens.taking import run_command

        with self.app.suspend():
            status = run_command(command, text)
        self.action_redraw()
        self.foot.say(f"{command}: status {status}", error=status != 0)

    def action_info(self) -> None:
        from quoth.tui.screens.info import info_form

        if self.reader.document is None:
            self.foot.say("No document is in view.")
        else:
            form = info_form(self.reader.document, self.reader.briefing)
            self.app.push_screen(form, partial(self.set_info, self.reader.document))

    def set_info(self, document: DocumentRow, answer: dict[str, str] | None) -> None:
        """Set what was changed of title, date and outlet."""
        from quoth.tui.screens.info import changes

        if changed := changes(document, answer):
            job = partial(self.library.set_metadata, document.id, **changed)
            self.desk.ask("info", job, self.info_set)

    def info_set(self, document: DocumentRow) -> None:
        """The library has the new title, date or outlet."""
        self.reader.forget()
        self.reader.follow(document)
        self.refill()
        self.foot.say("It is set.")

    def action_saved(self) -> None:
        from quoth.tui.screens.saved import Searches

        searches = Searches(self.place.saved, self.session.history, self.session.whole)
        self.app.push_screen(searches, self.use_search)

    def use_search(self, answer: str | None) -> None:
        """Search as it was saved: the filters are part of the text."""
        if answer is not None:
            self.session.search, self.session.filters = answer, []
            self.show_panel("quotes")
            self.refill()

    def choose_filter(self) -> None:
        """Remove one of several filters."""
        from quoth.tui.screens.ask import Choose

        filters = list(self.session.filters)

        def remove(answer: int | None) -> None:
            if answer is not None and self.session.drop_filter(filters[answer]):
                self.refill()

        self.app.push_screen(Choose("Remove a filter", filters, "enter removes it, esc leaves it"), remove)

    def action_theme(self) -> None:
        from quoth.tui.screens.ask import Choose
        from quoth.tui.themes import THEMES

        names = [theme.name for theme in THEMES]

        def use(answer: int | None) -> None:
            if answer is not None:
                self.post_message(self.Themed(names[answer]))

        self.app.push_screen(Choose("Themes", names), use)

    def may_write(self, what: str) -> bool:
        """Whether files may be written and commands run; says so where not."""
        if not self.writing:
            self.foot.say(f"The library is open read-only: no {what}.", error=True)
        return self.writing

    def welcome(self) -> None:
        from quoth.tui.screens.welcome import Welcome

        self.app.push_screen(Welcome(writing=self.writing), self.add_sample)

    def add_sample(self, wanted: bool | None) -> None:
        """Put the sample article into the library, or leave."""
        from quoth.tui.screens.welcome import add_sample

        if not wanted:
            self.post_message(self.Leave())
            return
        self.foot.say("Analysing the sample article ...")
        self.desk.ask("sample", partial(add_sample, self.library), lambda _: self.refill())

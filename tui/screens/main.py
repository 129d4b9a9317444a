"""What the keys do. Their list is quoth.tui.actions."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from quoth.store.rows import DocumentRow, SpeakerRow, SubjectRow, TopicRow
from quoth.tui.actions import ACTIONS, BY_NAME, PANELS
from quoth.tui.screens.panels import Panels
from quoth.tui.screens.terms import terms_of
from textual.message import Message

PAST = 10**9


class Main(Panels, inherit_bindings=False):
    KEYS: ClassVar[Mapping[str, str]] = {key: action.name for action in ACTIONS for key in action.keys}
    file_name = ""
    """The file that was named last."""

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
            self.post_message(self.Leave())

    def action_search(self) -> None:
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
        self.foot.say("labels and dates too" if self.session.all_numbers else "figures only")
        self.refill(["numbers"])

    def action_document(self, way: int) -> None:
        self.show_document(way)

    def action_redraw(self) -> None:
        self.refresh(layout=True)

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
        self.post_message(self.Leave())

    # dialogs

    def action_help(self) -> None:
        from quoth.tui.screens.help import help_sheet

        self.app.push_screen(help_sheet(self.panel_name, writing=self.writing))

    def action_copy(self) -> None:
        from quoth.tui.screens.taking import citation

        item = None if self.panel_name == "documents" else self.reader.item
        if self.panel_name == "source" and (sentence := self.reader.sentence):
            text = citation(sentence, self.reader.document, self.reader.briefing)
        else:
            text = citation(item, self.reader.document, self.reader.briefing)
        if text:
            self.post_message(self.Copied(text))
        else:
            self.foot.say("There is nothing to copy.")

    def action_save(self) -> None:
        from quoth.tui.screens.ask import Form
        from quoth.tui.screens.taking import DEFAULT_NAME, FORMATS

        if self.may_write("saving"):
            form = Form(
                f"Save the {self.list_name} that are listed", {"File": self.file_name or DEFAULT_NAME}, [FORMATS]
            )
            self.app.push_screen(form, self.save_to)

    def save_to(self, answer: dict[str, str] | None) -> None:
        """Save what is listed to the file that was named; one that is there is only replaced when that is wanted."""
        if answer and (name := answer["File"].strip()):
            self.file_name = name
            path = Path(name).expanduser()
            if path.is_file():
                self.choose(f"{name} is there already", ["leave it", "replace it"], partial(self.replace, path))
            else:
                self.write_to(path)

    def replace(self, path: Path, answer: int) -> None:
        """Replace a file if that was the answer."""
        if answer == 1:
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Save what is listed."""
        from quoth.tui.screens.taking import save_listed

        query, order = self.lister.query(self.list_name), self.session.order(self.list_name)
        job = partial(save_listed, self.library, self.list_name, query, order, path)
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

        lasting = self.library.name != "memory"
        searches = Searches(self.place.saved, self.session.history, self.session.whole, lasting=lasting)
        self.app.push_screen(searches, self.use_search)

    def use_search(self, answer: str | None) -> None:
        """Search as it was saved: the filters are part of the text."""
        if answer is not None:
            self.session.search, self.session.filters = answer, []
            self.show_panel("quotes")
            self.refill()

    def action_theme(self) -> None:
        from quoth.tui.themes import THEMES

        names = [theme.name for theme in THEMES]

        def wear(answer: int) -> None:
            self.post_message(self.Themed(names[answer]))

        self.choose("Themes", names, wear)

    def choose(self, title: str, rows: list[str], use: Callable[[int], None], *, key: str = "") -> None:
        """Have one of the rows chosen, by enter or the key; leaving it does nothing."""
        from quoth.tui.screens.ask import Choose

        def take(answer: int | None) -> None:
            if answer is not None:
                use(answer)

        self.app.push_screen(Choose(title, rows, key=key), take)

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
        self.desk.ask("sample", partial(add_sample, self.library), lambda _: self.refill())

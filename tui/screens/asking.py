"""What asks before it does something, or shows a page: each dialog is loaded when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from quoth.store.rows import DocumentRow
from quoth.tui.screens.panels import Panels
from textual.message import Message


class Leaving(Message):
    """The user leaves."""


class Redrawing(Message):
    """The screen is to be drawn anew: something else has written to the terminal."""


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


class Asking(Panels, inherit_bindings=False):
    file_name = ""
    """The file that was named last."""

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
            self.post_message(Copied(text))
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
            try:
                path = Path(name).expanduser()
                is_there = path.is_file()
            except (OSError, RuntimeError) as error:  # RuntimeError: from expanduser alone
                why = error.strerror if isinstance(error, OSError) else "No such user"
                self.foot.say(f"{why}: {name}", error=True)
                return
            if is_there:
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
        self.refresh(layout=True)
        self.foot.say(f"{command}: status {status}", error=status != 0)

    def action_info(self) -> None:
        if self.reader.document is None:
            self.foot.say("No document is in view.")
        else:
            self.ask_info(self.reader.document)

    def ask_info(self, document: DocumentRow, typed: dict[str, str] | None = None) -> None:
        """Show what is known of a document, with what was typed before if that could not be set."""
        from quoth.tui.screens.info import info_form

        form = info_form(document, self.reader.briefing, typed, kept=bool(self.place_key))
        self.app.push_screen(form, partial(self.set_info, document))

    def set_info(self, document: DocumentRow, answer: dict[str, str] | None) -> None:
        """Set what was changed of title, date and outlet."""
        from quoth.tui.screens.info import changes, is_date

        if answer and not is_date(answer["Date"]):
            self.ask_info(document, answer)
        elif changed := changes(document, answer):
            job = partial(self.library.set_metadata, document.id, **changed)
            self.desk.ask("info", job, self.info_set)

    def info_set(self, document: DocumentRow) -> None:
        """The library has the new title, date or outlet."""
        self.reader.forget()
        self.reader.follow(document)
        self.refill()
        self.foot.say("It is set.")

    def action_why(self) -> None:
        from quoth.tui.screens.why import why_topics

        briefing, sentence = self.reader.briefing, self.source.here
        if briefing is None or sentence is None:
            self.foot.say("No sentence is in view.")
        else:
            job = partial(why_topics, self.library, briefing, sentence)
            self.desk.ask("why", job, self.show_why)

    def show_why(self, paragraphs: Sequence[tuple[str, str]]) -> None:
        """Show what spoke for the topics of a sentence."""
        from quoth.tui.screens.sheet import Sheet

        self.app.push_screen(Sheet("Why these topics", paragraphs))

    def action_saved(self) -> None:
        from quoth.tui.screens.saved import Searches

        searches = Searches(self.place.saved, self.session.history, self.session.whole, self.place_key)
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
            self.post_message(Themed(names[answer]))

        self.choose("Themes", names, wear)

    def choose(self, title: str, rows: list[str], use: Callable[[int], None], *, key: str = "") -> None:
        """Have one of the rows chosen, by enter or the key; leaving it does nothing."""
        from quoth.tui.screens.choices import Choose

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
            self.post_message(Leaving())
            return
        self.desk.ask("sample", partial(add_sample, self.library), lambda _: self.refill())

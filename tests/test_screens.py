"""What stands behind the screen: who waits for whom, and what comes too late."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partialmethod
from pathlib import Path
from typing import Any

import pytest
from briefings import make_briefing
from pilots import SMALL, browse, meeting, own_state
from quoth.core import brief
from quoth.core.model import Briefing, Document, Span
from quoth.core.query.language import parse_query
from quoth.store import MemoryLibrary, open_library
from quoth.tui.app import QuothApp, run
from quoth.tui.config import Settings, state_folder
from quoth.tui.desk import Desk
from quoth.tui.panels.view import View
from quoth.tui.screens.main import Main
from quoth.tui.screens.reader import Reader
from quoth.tui.session import Session
from quoth.tui.verbs.status import ExitStatus

__all__ = ["own_state"]

# the desk


class Receiver:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.messages: list[Any] = []

    def post_message(self, message: Any) -> None:
        self.messages.append(message)

    def set_timer(self, *_: object) -> None:
        """Nothing takes long here."""


def test_a_job_that_replaces_another_comes_after_what_was_asked_between() -> None:
    receiver, begun, go_on, ended = Receiver(), threading.Event(), threading.Event(), threading.Event()
    desk = Desk(receiver)  # type: ignore[arg-type]
    taken: list[str] = []

    def wait() -> str:
        begun.set()
        go_on.wait()
        return "text"

    desk.ask("source", wait, taken.append)
    begun.wait()
    desk.ask("quotes", lambda: "old rows", taken.append)
    desk.ask("quotes@64", lambda: "further old rows", taken.append)
    desk.ask("quotes", lambda: "new rows", taken.append)
    desk.ask("last", ended.set, lambda _: None)
    go_on.set()
    ended.wait()
    desk.close()
    for message in receiver.messages[:3]:
        message.deliver()
    assert taken == ["text", "further old rows", "new rows"]


# the reader


class LateDesk:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []

    def ask(self, _kind: str, job: Callable[[], Any], take: Callable[[Any], None]) -> None:
        self.asked.append((job, take))

    def answer(self) -> None:
        asked, self.asked = self.asked, []
        for job, take in asked:
            take(job())


class Shown:
    """Source, header and timeline: what they were told last."""

    def __init__(self) -> None:
        self.briefing: Briefing | None = None
        self.hits: Sequence[Span] = ()

    def show(self, briefing: Briefing) -> None:
        self.briefing = briefing

    def mark(self, *_: object) -> None:
        """Where the item stands is of no matter here."""

    def mark_hits(self, hits: Sequence[Span]) -> None:
        self.hits = hits

    def describe(self, *_: object) -> None:
        """Nor is what the header says."""


@pytest.fixture(name="reading")
def reader_of_two() -> tuple[MemoryLibrary, Reader, LateDesk, Shown]:
    texts = {
        "a.txt": "President Moreau said that the war in the delta must end.",
        "b.txt": "President Okafor said that trade will grow.",
    }
    library = MemoryLibrary([brief(Document(name, text)) for name, text in texts.items()])
    desk, shown = LateDesk(), Shown()
    return library, Reader(library, desk, shown, shown, shown), desk, shown  # type: ignore[arg-type]


def test_an_answer_that_comes_late_is_not_shown(reading: tuple[MemoryLibrary, Reader, LateDesk, Shown]) -> None:
    library, reader, desk, shown = reading
    one, other = library.quotes().rows
    reader.follow(one)
    desk.answer()
    reader.follow(other)
    reader.follow(one)
    desk.answer()
    assert reader.document == one.document
    assert reader.item is one
    assert shown.briefing is library.get(one.document.id)
    reader.follow(other)
    assert reader.document == other.document, "it was read, and is remembered"
    assert not desk.asked


def test_hits_are_those_of_the_search(reading: tuple[MemoryLibrary, Reader, LateDesk, Shown]) -> None:
    library, reader, desk, shown = reading
    reader.follow(library.quotes().rows[0])
    desk.answer()
    reader.find_hits(parse_query("pres", typing=True))
    desk.answer()
    assert len(shown.hits) == 1
    reader.find_hits(parse_query("pres"))
    desk.answer()
    assert not shown.hits, "the last word is a beginning only while one types"
    reader.find_hits(parse_query("president"))
    reader.find_hits(parse_query(""))
    desk.answer()
    assert not shown.hits, "the search was cleared meanwhile"


# the session


@pytest.mark.parametrize("search", ["trade OR(energy)", '"joint projects"OR energy', "wind OR sea", '"war OR peace"'])
def test_filters_and_a_search_mean_both(search: str) -> None:
    session = Session(search=search, filters=["speaker:dar"])
    assert parse_query(session.whole).tree == parse_query(f"speaker:dar ({search})").tree


def test_a_search_that_cannot_be_read_is_kept_as_it_is() -> None:
    assert Session(search="act:zzz OR", filters=["speaker:dar"]).whole == "speaker:dar act:zzz OR"


# the view


def test_of_many_spans_only_those_in_view_are_compared_with_its_lines() -> None:
    looked = 0

    class Seen(Span):
        @property
        def start(self) -> int:  # type: ignore[override]
            nonlocal looked
            looked += 1
            return self[0]

    view = View("word " * 10_000, 80, 40)
    inside = view.lines[3]
    spans = [Seen(inside.start + 2, inside.start + 4), *(Seen(at, at + 4) for at in range(20_000, 30_000, 10))]
    assert view.lines_with(spans) == [3]
    assert looked < 2 * len(spans)


# what goes wrong


@pytest.mark.parametrize(("name", "told"), [("~nosuchuser/a.md", "No such user"), ("a" * 300 + ".md", "too long")])
async def test_a_name_that_the_system_refuses_is_told(name: str, told: str) -> None:
    async with browse(meeting()) as browser:
        await browser.press("s", "ctrl+u")
        await browser.type(name)
        await browser.press("enter")
        assert told in browser.main.foot.said
        await browser.press("j")
        assert browser.app.is_running


async def test_a_folder_that_may_not_be_looked_into_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied", "/closed/a.md")

    async with browse(meeting()) as browser:
        monkeypatch.setattr(Path, "is_file", refuse)
        browser.main.save_to({"File": "/closed/a.md"})
        assert browser.main.foot.said == "Permission denied: /closed/a.md"


def test_a_defect_ends_with_its_own_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(_: Main) -> None:
        raise KeyError("nobody thought of this")

    monkeypatch.setattr(QuothApp, "run", partialmethod(QuothApp.run, headless=True, size=SMALL))
    monkeypatch.setattr(Main, "poll", break_down)
    monkeypatch.setattr("quoth.tui.screens.panels.POLL_S", 0.01)
    with open_library(tmp_path / "library") as library:
        library.add(make_briefing())
        assert run(library, settings=Settings(library=tmp_path / "library")) == ExitStatus.DEFECT
    told = capsys.readouterr().err
    assert "nobody thought of this" in told
    assert "This is a defect in quoth." in told
    assert not (state_folder() / "place.json").exists(), "the place may be what broke it"

"""The browser driven by Textual's pilot: every key and panel, odd libraries, a library that changes or fails."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from briefings import invented_briefing, make_briefing, plain_briefing
from pilots import MEDIUM, PATIENCE_S, SMALL, WIDE, Browser, browse, meeting, own_state, several
from quoth.core import brief
from quoth.core.model import Briefing, Document, Number, Quote, Sentence, Span, Speaker
from quoth.core.query.language import parse_query
from quoth.store import MemoryLibrary, open_library
from quoth.store.record.entry import Entry
from quoth.store.rows import Page, QuoteRow, TopicRow
from quoth.tui.actions import ACTIONS, PANELS, available
from quoth.tui.app import QuothApp
from quoth.tui.config import Settings, state_folder
from quoth.tui.place import forget_search, load_place
from quoth.tui.screens import taking
from quoth.tui.screens.main import Main
from quoth.tui.screens.taking import listed_as_text
from quoth.tui.screens.welcome import Welcome
from quoth.tui.terminal.abilities import Terminal
from textual import events
from textual.keys import key_to_character

__all__ = ["own_state"]

# what one sees


async def test_the_header_says_what_the_document_is() -> None:
    async with browse(MemoryLibrary([make_briefing(place="LISBON")]), MEDIUM) as browser:
        assert browser.lines[0].split("  ")[0] == " LISBON - Ana Duarte, Lars Holm: Lisbon and Oslo agree on wind"
        assert browser.lines[0].endswith(" 2024-05-30  1 verbatim, 4 reported, 4 figures ")
        await browser.pilot.resize_terminal(60, 20)
        await browser.settle()
        assert browser.lines[0] == " LISBON - Ana Duarte, La… 2024-05-30  1 verb. 4 rep. 4 fig. "
    async with browse(MemoryLibrary([make_briefing(date=None, source=None)])) as browser:
        assert "undated" in browser.lines[0]


async def test_what_is_not_in_quotation_marks_says_reported() -> None:
    async with browse(meeting()) as browser:
        words = [re.search(r'"We|rep\.|\w+$', line).group() for line in browser.lines[2:7]]
        assert words == ['"We', "rep.", "rep.", "rep.", "rep."]
        assert '"a lifeline"' in browser.lines[4]
        assert browser.lines[5][1] == "+"
        assert browser.lines[6][1] == "?"
        for row, verbatim in enumerate([True, False, False, False, False]):
            await browser.press("g", *["j"] * row, "y")
            copied = " ".join(browser.text.split())
            assert copied.startswith('Copied "We will' if verbatim else "Copied reported")
            assert "meeting.txt, 2024-05-30, paragraph" in copied
            await browser.press("escape")


@pytest.mark.parametrize("size", [SMALL, MEDIUM, WIDE])
async def test_the_source_follows(size: tuple[int, int]) -> None:
    async with browse(meeting(), size) as browser:
        assert browser.marked.startswith("We will build two joint projects")
        await browser.press("j")
        assert browser.marked.startswith("the two countries had agreed")
        await browser.press("3")
        assert browser.marked == "two ... joint projects"
        await browser.press("j")
        assert browser.marked.startswith("€1.5 billion")
        assert "€1.5 billion" in browser.text


async def test_moving_in_topics_and_speakers_shows_their_quotes_first() -> None:
    async with browse(several(), MEDIUM) as browser:
        await browser.press("5", "G")
        assert "(speaker:" in browser.text
        speaker = browser.main.lines.current
        quotes = browser.main.lists["quotes"]
        assert quotes.total == speaker.quotes
        await browser.press("2")
        assert quotes.total == speaker.quotes, "what one sees stays when one goes there"
        await browser.press("escape")
        assert quotes.total == 53
        assert "(speaker:" not in browser.text
        await browser.press("1", "2")
        assert quotes.total == 53, "looking at the topics alone changes nothing"


async def test_layouts() -> None:
    async with browse(several(), SMALL) as browser:
        for size, panels in {
            (59, 14): {"quotes"},
            (80, 14): {"quotes"},
            (109, 30): {"quotes", "source"},
            (110, 30): {"topics", "speakers", "quotes", "numbers", "source"},
            (180, 50): {"topics", "speakers", "quotes", "numbers", "source", "documents", "timeline"},
        }.items():
            await browser.pilot.resize_terminal(*size)
            await browser.settle()
            shown = {name for name in (*PANELS, "timeline") if browser.main.query_one(f"#{name}").region.area}
            shown &= {name for name in (*PANELS, "timeline") if browser.main.query_one(f"#{name}").is_on_screen}
            assert shown == panels, size
        assert "Quotes a month: Ana Duarte" in browser.text
        await browser.pilot.resize_terminal(59, 14)
        await browser.press("4")
        assert "LISBON" in browser.text
        await browser.press("z", "z", "h")
        assert "LISBON" not in browser.text


# keys

MOVES = ("j", "k", "down", "up", "g", "G", "home", "end", "space", "b", "pagedown", "pageup", "ctrl+d", "ctrl+u")


@pytest.mark.parametrize("size", [SMALL, MEDIUM])
@pytest.mark.parametrize("panel", PANELS)
async def test_every_key_in_every_panel(panel: str, size: tuple[int, int]) -> None:
    """Whatever it does, it is no crash, and one comes back to the panels."""
    async with browse(several(), size) as browser:
        for action in ACTIONS:
            if action.name.startswith(("quit", "suspend", "back")):
                continue
            for key in action.keys:
                await browser.press(str(PANELS.index(panel) + 1), key)
                if not isinstance(browser.app.screen, Main) or browser.main.editing:
                    await browser.press("escape")
                assert isinstance(browser.app.screen, Main), key
                if browser.main.zoomed:
                    await browser.press("z")
        assert browser.app.is_running


@pytest.mark.parametrize("panel", sorted(set(PANELS) - {"source"}))
async def test_moving(panel: str) -> None:
    async with browse(several(), (80, 30)) as browser:
        await browser.press(str(PANELS.index(panel) + 1), "g")
        lines = browser.main.lines
        last, page = lines.total - 1, lines.height - 1
        for keys, cursor in {
            ("j",): min(1, last), ("k",): 0, ("G",): last, ("g",): 0, ("space",): min(page, last),
            ("b",): max(min(page, last) - page, 0), ("G", "k"): max(last - 1, 0), ("g", "down", "up"): 0,
            ("ctrl+d",): min(lines.height // 2, last),
        }.items():  # fmt: skip
            await browser.press(*keys)
            assert lines.cursor == cursor, keys
            assert browser.main.counter.text == f"{cursor + 1}/{last + 1}"


async def test_from_panel_to_panel() -> None:
    async with browse(several()) as browser:
        for keys, panel in {
            "1": "topics", "2": "quotes", "3": "numbers", "4": "source", "5": "speakers", "6": "documents",
            "tab": "topics", "l": "quotes", "right": "numbers", "h": "quotes", "left": "topics", "shift+tab": "documents",
        }.items():  # fmt: skip
            await browser.press(keys)
            assert browser.main.panel_name == panel
            assert browser.main.panel.active
            assert [name for name in PANELS if browser.main.query_one(f"#{name}").active] == [panel]  # type: ignore[attr-defined]


async def test_enter_on_a_topic_filters_and_escape_takes_it_back() -> None:
    async with browse(several(), MEDIUM) as browser:
        quotes = browser.main.lists["quotes"]
        await browser.press("1")
        topic = browser.main.lines.current
        await browser.press("enter")
        assert browser.main.panel_name == "quotes"
        assert quotes.total == topic.quotes < 53
        assert f"[topic:{topic.id}]" in browser.text
        await browser.press("5", "enter")
        assert len(browser.main.session.filters) == 2
        assert quotes.total < topic.quotes
        await browser.press("escape", "escape")
        assert browser.main.session.filters == []
        assert quotes.total == 53


async def test_F_filters_by_the_row_and_x_removes_one_filter() -> None:
    async with browse(several(), MEDIUM) as browser:
        await browser.press("F")
        offered = ["speaker:ana-duarte", "topic:energy", "act:pledge", "doc:"]
        assert all(term in browser.text for term in offered)
        await browser.press("enter")
        assert browser.main.session.filters == ["speaker:ana-duarte"]
        await browser.press("6", "F")
        assert [term.partition(":")[0] for term in browser.main.session.filters] == ["speaker", "doc"]
        await browser.press("x")
        assert "Remove" in browser.text
        await browser.press("x")
        assert [term.partition(":")[0] for term in browser.main.session.filters] == ["doc"]
        await browser.press("x")
        assert browser.main.session.filters == []
        await browser.press("x")
        assert "No filter" in browser.text


async def test_back_goes_out_step_by_step_and_q_at_the_top_quits() -> None:
    async with browse(several()) as browser:
        await browser.press("F", "enter")
        await browser.type("/council")
        await browser.press("enter", "4", "z")
        for done in (
            lambda: browser.main.zoomed,
            lambda: browser.main.panel_name == "source",
            lambda: browser.main.session.search,
            lambda: browser.main.session.filters,
        ):
            assert done()
            await browser.press("q")
            assert not done()
        await browser.press("escape")
        assert browser.app.is_running, "esc does not quit"
        await browser.press("q")
        assert not browser.app.is_running
        assert browser.app.status == 0


@pytest.mark.parametrize("key", ["Q", "ctrl+c"])
async def test_quitting(key: str) -> None:
    async with browse(several()) as browser:
        await browser.press("F", "enter", "z")
        await browser.pilot.press(key)
        await browser.pilot.pause()
        assert not browser.app.is_running


async def test_search_as_one_types() -> None:
    async with browse(several()) as browser:
        quotes = browser.main.lists["quotes"]
        await browser.type("/lifel")
        assert quotes.total == 1
        assert browser.marked.startswith("the link “a lifeline”")
        await browser.type("ine -speaker:holm")
        assert quotes.total == 0
        await browser.press("ctrl+w", "backspace")
        assert browser.main.searchline.text == "lifeline"
        assert quotes.total == 1
        await browser.press("enter")
        assert "/lifeline" in browser.text
        await browser.press("slash", "escape")
        assert quotes.total == 53
        await browser.press("slash", "up")
        assert browser.main.searchline.text == "lifeline"


async def test_a_search_that_cannot_be_read_keeps_the_rows_and_shows_the_place() -> None:
    async with browse(several()) as browser:
        await browser.type("/lifeli")
        browser.app.post_message(events.Paste("ne speeker:dar x"))
        await browser.settle()
        assert browser.main.lists["quotes"].total == 1
        assert "there is no field speeker:" in browser.text
        place = [
            part.text
            for part in browser.main.searchline.render_line(0)
            if part.style and part.style == browser.app.pens["error"]
        ]
        assert place[0] == "speeker:"
        await browser.press("ctrl+u")
        assert "no field" not in browser.text


@pytest.mark.parametrize(
    "search",
    ['act:pledge OR act:ask "a -b', "number:>=10000 date:2024-01..2024-06", "is:collective (a OR b)", 'speaker:"ana'],
)
async def test_every_beginning_of_a_search_can_stand(search: str) -> None:
    async with browse(several()) as browser:
        await browser.press("slash")
        for char in search:
            await browser.type(char)
        await browser.press("enter", "s", "escape")
        assert browser.app.is_running
        assert listed_as_text(browser.main.library, browser.main.lister.query("quotes")).startswith("# ")


async def test_what_is_typed_ahead_is_not_lost() -> None:
    async with browse(several()) as browser:
        await browser.type("/million")
        await browser.press("enter")
        total = browser.main.lists["quotes"].total
        await browser.press("escape")
        for key in ("slash", *"million", "enter", "j", "j", "question_mark", "q", "j"):
            browser.app.post_message(events.Key(key, key_to_character(key)))
        await browser.settle()
        await browser.settle()
        assert browser.main.searchline.text == "million"
        assert browser.main.lists["quotes"].total == total
        assert isinstance(browser.app.screen, Main)
        assert browser.main.lists["quotes"].cursor == 3


async def test_hits() -> None:
    async with browse(several()) as browser:
        await browser.press("n")
        assert "/ searches" in browser.text
        await browser.type("/two")
        await browser.press("enter")
        hits = browser.main.source.hits
        assert len(hits) == 3
        seen = []
        for key in ("n", "n", "n", "n", "N"):
            await browser.press(key)
            seen.append(browser.main.source.marked[0])
            assert f"hit {hits.index(seen[-1]) + 1}/3" in browser.text
        first = hits.index(seen[0])
        assert seen == [hits[(first + step) % 3] for step in (0, 1, 2, 3, 2)]


async def test_documents_one_after_the_other() -> None:
    async with browse(several()) as browser:
        assert browser.main.reader.document is not None
        assert browser.main.reader.document.date == "2024-05-30"
        await browser.press("right_square_bracket")
        assert browser.main.reader.document.date == "2024-05-04"
        assert browser.main.lines.current.document.date == "2024-05-04"
        await browser.press("left_square_bracket", "left_square_bracket")
        assert browser.main.reader.document.date == "2024-05-30"
        assert "no further document" in browser.text
        await browser.press("6", "F", "right_square_bracket")
        assert len(browser.main.session.filters) == 1
        assert browser.main.lists["documents"].current.date == "2024-05-04"


async def test_sorting() -> None:
    async with browse(several()) as browser:
        await browser.press("3", "o")
        assert "[3 Numbers 52 by value]" in browser.text
        values = [browser.main.lines.row(at).number.value for at in range(40)]
        assert values == sorted(values, reverse=True)
        await browser.press("o", "o", "o", "o")
        assert "by" not in browser.lines[1]


async def test_zoom() -> None:
    async with browse(several(), MEDIUM) as browser:
        quotes, numbers, source = browser.main.lists["quotes"], browser.main.lists["numbers"], browser.main.source
        await browser.press("z")
        await browser.until(lambda: quotes.size.width == 120 and quotes.size.height > 30)
        assert not source.region.area
        await browser.press("3")
        await browser.until(lambda: numbers.size.width == 120)
        await browser.press("4", "z")
        await browser.until(lambda: 0 < source.size.width < 60)


# taking away


async def test_copying_goes_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    async with browse(meeting()) as browser:
        written: list[str] = []
        monkeypatch.setattr(browser.app._driver, "write", written.append)
        await browser.press("y")
        assert any(text.startswith("\x1b]52;c;") for text in written)
        assert "We will build two joint projects" in browser.text
        assert "Ana Duarte" in browser.text


async def test_copying_by_a_command_or_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "clipboard"
    async with browse(meeting(), clipboard=f"cat > {path}") as browser:
        await browser.press("y")
    assert path.read_text().startswith('"We will build')
    async with browse(meeting(), clipboard="false") as browser:
        await browser.press("y")
        assert "failed" in browser.text
    async with browse(meeting(), terminal=Terminal(clipboard=False)) as browser:
        await browser.press("y")
        assert "To copy" in browser.text
    path.unlink()
    async with browse(meeting(), clipboard=f"cat > {path}", read_only=True) as browser:
        await browser.press("y")
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.md", "# "),
        ("a.csv", "document,name"),
        ("a.jsonl", '{"document"'),
        ("a.html", "<!doctype html>"),
        ("a.txt", ""),
    ],
)
async def test_saving_what_is_listed(tmp_path: Path, name: str, begins: str) -> None:
    async with browse(several()) as browser:
        await browser.type("/lifeline")
        await browser.press("enter", "s", "ctrl+u")
        await browser.type(str(tmp_path / name))
        await browser.press("enter")
        await browser.until(lambda: name in browser.main.foot.said)
    text = (tmp_path / name).read_text()
    assert text.startswith(begins)
    assert "lifeline" in text
    assert "would review" not in text


async def test_saving_says_what_is_wrong(tmp_path: Path) -> None:
    async with browse(several()) as browser:
        for name, told in {"a.exe": "ending says the format", "none/a.md": "cannot be written"}.items():
            await browser.press("s", "ctrl+u")
            await browser.type(str(tmp_path / name))
            await browser.press("enter")
            await browser.until(lambda told=told: told in browser.main.foot.said)
        await browser.press("s", "escape")
        assert isinstance(browser.app.screen, Main)


async def test_read_only_writes_nothing_and_runs_nothing() -> None:
    async with browse(several(), read_only=True) as browser:
        for key in ("s", "vertical_line"):
            await browser.press(key)
            assert isinstance(browser.app.screen, Main)
            assert "read-only" in browser.text
        await browser.press("question_mark")
        assert "pipe what is listed" not in browser.text


# the rest


async def test_what_is_known_of_a_document_can_be_set(tmp_path: Path) -> None:
    with open_library(tmp_path / "library") as library:
        library.add(make_briefing(title=None, date=None))
        async with browse(library, library=tmp_path / "library") as browser:
            await browser.press("i")
            assert "8 sentences" in browser.text
            await browser.type("A new title")
            await browser.press("tab")
            await browser.type("2024-06-01")
            await browser.press("enter")
            await browser.settle()
            assert any("4 Source  A new title" in line for line in browser.lines)
            assert "2024-06-01" in browser.lines[0]
        row = library.documents("").rows[0]
        assert (row.title, row.date) == ("A new title", "2024-06-01")


async def test_searches_are_saved_and_used_again() -> None:
    async with browse(several()) as browser:
        await browser.press("F", "enter")
        await browser.type("/wind")
        await browser.press("enter", "f", "a", "escape")
        assert browser.main.place.saved == ["speaker:ana-duarte wind"]
        await browser.press("escape", "escape")
        assert browser.main.lists["quotes"].total == 53
        await browser.press("f", "enter")
        assert browser.main.session.search == "speaker:ana-duarte wind"
        assert browser.main.lists["quotes"].total == 1
        await browser.press("f", "d")
        assert "Remove speaker:" in browser.text
        await browser.press("j", "enter", "escape")
        assert browser.main.place.saved == []


async def test_help_lists_the_keys_of_the_panel_from_the_registry() -> None:
    async with browse(several(), (100, 70)) as browser:
        await browser.press("question_mark")
        for action in available("quotes"):
            if action.shown:
                assert action.title in browser.text
        await browser.press("q", "4", "question_mark")
        assert "filter every panel" not in browser.text


async def test_the_palette_has_every_action_and_does_what_is_chosen() -> None:
    async with browse(several()) as browser:
        await browser.press("colon")
        seen = ""
        for _ in ACTIONS:
            seen += browser.text
            await browser.press("down")
        for action in ACTIONS:
            assert action.title in seen
        await browser.press("g", "x")
        assert "no command has these letters" in browser.text
        await browser.press("ctrl+u")
        await browser.type("high zo")
        assert "no command" in browser.text
        await browser.press("ctrl+u")
        await browser.type("pan zo")
        await browser.press("enter")
        assert browser.main.zoomed
        await browser.press("colon", "z", "enter")
        assert not browser.main.zoomed, "a key finds its command"
        await browser.press("4", "colon", *"filter every", "enter")
        assert "in the panel of documents or" in browser.text
        await browser.press("colon", "ctrl+c")
        assert isinstance(browser.app.screen, Main)


async def test_the_palette_of_one_who_may_only_read() -> None:
    async with browse(several(), read_only=True) as browser:
        await browser.press("colon", *"pipe")
        assert "no command" in browser.text


async def test_every_action_is_one_that_the_screen_has() -> None:
    keys = [key for action in ACTIONS for key in action.keys]
    assert len(keys) == len(set(keys))
    for action in ACTIONS:
        assert hasattr(Main, f"action_{action.name.partition('(')[0]}"), action.name


async def test_themes() -> None:
    async with browse(several()) as browser:
        for moves in range(4):
            await browser.main.run_action("theme")
            await browser.press(*["j"] * moves, "enter")
            assert browser.app.theme == ["dark", "light", "high-contrast", "16-colour"][moves]
        assert browser.main.place.theme == "16-colour"


async def test_the_mouse_where_it_is_switched_on() -> None:
    async with browse(several(), MEDIUM) as browser:
        await browser.pilot.click("#numbers", offset=(5, 3))
        await browser.settle()
        assert browser.main.panel_name == "numbers"
        assert browser.main.lines.cursor == 2


# the source's own cursor


async def test_the_source_has_a_cursor_of_sentences_that_the_lists_follow() -> None:
    async with browse(meeting(), MEDIUM) as browser:
        main = browser.main
        await browser.press("4", "y")
        assert '"We will build' in browser.text, "on entering, what is copied is what is highlighted: the item"
        await browser.press("escape", "j")
        assert browser.marked.startswith("She said the two countries")
        assert main.counter.text == "3/8"
        assert main.lists["quotes"].current.text.startswith("the two countries had agreed")
        assert main.lists["numbers"].current.text == "€1.5 billion"
        await browser.press("y")
        copied = " ".join(browser.text.split())
        assert "reported: She said the two countries had agreed" in copied
        assert "paragraph 1, sentence 3" in copied
        await browser.press("escape", "k", "k")
        assert browser.marked.startswith("LISBON – Foreign Minister")
        await browser.press("G")
        assert browser.marked.startswith("Sources in the ministry")
        await browser.press("g")
        assert main.counter.text == "1/8"
        await browser.press("h", "2")
        assert browser.marked.startswith(main.lines.current.text), "back in the list the item is highlighted again"


async def test_a_sentence_longer_than_the_page_is_scrolled_through() -> None:
    words = " ".join(f"word{number}" for number in range(600))
    text = f"Short one. {words}. Last one."
    sentences = tuple(
        Sentence(Span(start, end), 0) for start, end in ((0, 10), (11, len(text) - 10), (len(text) - 9, len(text)))
    )
    async with browse(MemoryLibrary([Briefing(Document("long.txt", text), sentences)])) as browser:
        await browser.press("4", "j", "j")
        assert browser.main.source.sentence == 1
        pages = 0
        while browser.main.source.sentence == 1:
            await browser.press("j")
            pages += 1
        assert pages > 3
        assert browser.marked == "Last one."
        await browser.press("k")
        assert browser.main.source.sentence == 1


async def test_the_cursor_of_the_source_comes_along_by_the_page() -> None:
    lines = "\n".join(f"Sentence {number} stands alone." for number in range(200))
    async with browse(MemoryLibrary([plain_briefing("many.txt", lines)])) as browser:
        await browser.press("4", "j", "space")
        assert browser.main.source.sentence > 10
        assert browser.marked in browser.text
        await browser.press("ctrl+d", "ctrl+u", "b")
        assert browser.marked in browser.text


# keys that come faster than the library answers


class Slow(MemoryLibrary):
    """Takes its time for every list."""

    def topics(self, *arguments: Any) -> tuple[TopicRow, ...]:
        time.sleep(0.05)
        return super().topics(*arguments)

    def quotes(self, *arguments: Any, **options: Any) -> Page[QuoteRow]:
        time.sleep(0.05)
        return super().quotes(*arguments, **options)

    def get(self, id: str) -> Briefing:
        time.sleep(0.05)
        return super().get(id)


async def test_keys_in_one_burst_wait_for_the_rows_they_need() -> None:
    async with browse(Slow([make_briefing()])) as browser:
        wanted = browser.main.library.topics("")[0].id
        for key in ("1", "j", "k", "enter", "j", "y"):
            browser.app.post_message(events.Key(key, key_to_character(key)))
        await browser.until(lambda: not isinstance(browser.app.screen, Main))
        await browser.settle()
        assert browser.main.session.filters == [f"topic:{wanted}"]
        assert browser.main.lists["quotes"].cursor == 1
        second = " ".join(browser.main.lists["quotes"].current.text.split()[:5])
        assert second in " ".join(browser.text.split()), "what is copied is the row under the cursor"


async def test_keys_do_not_wait_for_ever() -> None:
    """A library that does not answer: what needs no answer is done all the same."""
    answer = threading.Event()

    class Stuck(MemoryLibrary):
        def topics(self, *arguments: Any) -> tuple[TopicRow, ...]:
            answer.wait(PATIENCE_S)
            return super().topics(*arguments)

    async with browse(Stuck([make_briefing()])) as browser:
        for key in ("1", "j", "question_mark"):
            browser.app.post_message(events.Key(key, key_to_character(key)))
        await browser.until(lambda: not isinstance(browser.app.screen, Main))
        await browser.until(lambda: "searching ..." in browser.main.foot.render_line(0).text)
        answer.set()
        await browser.press("q")
        await browser.until(lambda: "searching ..." not in browser.main.foot.render_line(0).text)
        assert browser.main.lists["topics"].total > 0


# what is listed


async def test_numbers_are_figures_unless_more_is_wanted() -> None:
    briefing = make_briefing()
    label = Number(Span(0, 6), "label", 7)
    async with browse(MemoryLibrary([replace(briefing, numbers=(*briefing.numbers, label))])) as browser:
        await browser.press("3")
        numbers = browser.main.lists["numbers"]
        assert numbers.total == 4
        assert "4 figures" in browser.lines[0]
        await browser.press("a")
        assert numbers.total == 5
        assert "of every kind" in browser.text
        await browser.press("a")
        await browser.type("/kind:label")
        await browser.press("enter")
        assert numbers.total == 1, "a kind that is asked for is shown"
        await browser.press("2", "a")
        assert "in the panel of numbers" in browser.text


async def test_what_qualifies_a_number_is_shown_and_copied() -> None:
    briefing = make_briefing()
    euros = replace(briefing.numbers[1], qualifier="nearly")
    async with browse(MemoryLibrary([replace(briefing, numbers=(euros,))])) as browser:
        await browser.press("3")
        assert "nearly €1.5 billion" in browser.lines[2]
        await browser.press("y")
        assert "nearly €1.5 billion" in browser.text


async def test_rows_of_several_documents_say_of_which_day_they_are() -> None:
    async with browse(several()) as browser:
        assert "2024-05 Ana Duarte" in browser.lines[2]
        await browser.press("6", "F", "2")
        assert "2024-05 Ana Duarte" not in browser.lines[2]


@pytest.mark.parametrize(
    ("said", "wide", "narrow"),
    [
        ("Minister Ana Duarte welcomed the council.", "rep. the council", "rep. welcomed: the council"),
        ("Minister Ana Duarte said the council met.", "rep. the council met", "rep. the council met"),
        ("Minister Ana Duarte did not say that the council met.", "rep. did not say: that", "rep. did not say: that"),
    ],
)
async def test_a_row_tells_the_verb_where_the_act_does_not(said: str, wide: str, narrow: str) -> None:
    library = MemoryLibrary([brief(Document("a.txt", said))])
    for size, shown in ((SMALL, wide), (MEDIUM, narrow)):
        async with browse(library, size) as browser:
            assert shown in browser.text


async def test_no_report_looks_verbatim_in_a_row() -> None:
    text = "“We met,” he said. “We left,” said Dar."
    quote = Quote("direct", (Span(0, text.rindex(",") + 2),), speakers=("dar",))
    sentence = Sentence(Span(0, len(text)), 0, "direct", ("dar",))
    dar = Speaker("dar", "Dar", "person")
    async with browse(MemoryLibrary([Briefing(Document("a.txt", text), (sentence,), (dar,), (quote,))])) as browser:
        assert 'rep. "We met," he said. "We left,"' in browser.lines[2]


async def test_a_row_shows_its_hit() -> None:
    said = f"We {'really ' * 40}want peace."
    text = f"“{said}” Dar said."
    quote = Quote("direct", (Span(1, 1 + len(said)),), speakers=("dar",))
    sentence = Sentence(Span(0, len(text)), 0, "direct", ("dar",))
    dar = Speaker("dar", "Dar", "person")
    async with browse(MemoryLibrary([Briefing(Document("a.txt", text), (sentence,), (dar,), (quote,))])) as browser:
        assert "peace" not in browser.lines[2]
        await browser.type("/peace")
        assert '"… ' in browser.lines[2]
        assert "want peace" in browser.lines[2]


async def test_a_search_that_cannot_be_read_is_refused_at_enter() -> None:
    async with browse(several()) as browser:
        await browser.type("/number:>10000floods")
        assert browser.main.lists["quotes"].total == 50, "the last that could be read"
        await browser.press("enter")
        assert "cannot be read: number: write an amount as" in browser.text
        assert browser.main.lists["quotes"].total == 0
        assert browser.main.editing
        browser.main.refill()
        await browser.settle()
        assert browser.main.lists["quotes"].total == 0, "whatever else changes"
        await browser.press("escape")
        assert browser.main.lists["quotes"].total == 53
        assert browser.main.session.history == []


async def test_the_last_word_is_a_beginning_only_while_one_types() -> None:
    async with browse(several()) as browser:
        await browser.type("/lifel")
        assert browser.main.lists["quotes"].total == 1
        await browser.press("enter")
        assert browser.main.lists["quotes"].total == 0
        assert "nothing matches: esc clears the search" in browser.text


async def test_a_text_that_is_offered_is_replaced_by_typing_and_kept_by_editing() -> None:
    async with browse(several()) as browser:
        await browser.type("/wind")
        await browser.press("enter", "slash", *"sea")
        assert browser.main.session.search == "sea"
        await browser.press("enter", "slash", "end", *" rain")
        assert browser.main.session.search == "sea rain"
        browser.app.post_message(events.Paste("s"))
        await browser.settle()
        assert browser.main.session.search == "sea rains"


async def test_x_removes_whatever_narrows_the_lists() -> None:
    async with browse(several(), MEDIUM) as browser:
        session = browser.main.session
        await browser.press("F", "enter")
        await browser.type("/council")
        await browser.press("enter", "1", "j", "2", "x")
        assert all(term in browser.text for term in ("speaker:ana-duarte", "/council", "(topic:"))
        await browser.press("j", "x")
        assert (session.search, len(session.filters)) == ("", 1)
        await browser.press("x", "j", "enter")
        assert session.preview == ""
        await browser.press("x")
        assert session.in_force == []


async def test_relevance_is_of_one_search_only() -> None:
    async with browse(several()) as browser:
        await browser.type("/council")
        await browser.press("enter", "o")
        assert browser.main.session.order("quotes") == "relevance"
        await browser.press("escape")
        assert browser.main.session.order("quotes") == "date"


async def test_where_nothing_matches_it_is_said_what_would() -> None:
    async with browse(meeting()) as browser:
        await browser.type("/duarte wind")
        await browser.press("enter")
        said = " ".join(browser.text.split())
        assert "nothing matches: esc clears the search" in said
        assert "these find something: /speaker:duarte wind" in said
        await browser.press("escape")
        await browser.type("/ministers condemned")
        await browser.press("enter")
        assert "sentences that match: 1" in browser.text
        await browser.press("escape")
        for search, key in (
            ("topic:cricket", "1 lists the topics"),
            ("speaker:xqzw", "5 lists who speaks"),
            ("xqzw", "1 lists"),
        ):
            await browser.type(f"/{search}")
            await browser.press("enter")
            assert key in " ".join(browser.text.split())
            await browser.press("escape")


async def test_where_only_the_other_list_has_rows_it_is_said_so() -> None:
    async with browse(meeting()) as browser:
        await browser.type("/is:collective")
        await browser.press("enter", "3")
        assert "quotes that match: 1 (2 shows them)" in " ".join(browser.text.split())


async def test_filters_and_search_are_one_query() -> None:
    async with browse(several()) as browser:
        session, lister = browser.main.session, browser.main.lister
        session.filters, session.preview, session.search = ["unit:usd"], "speaker:holm", "number:>=1bn council"
        asked = parse_query("unit:usd speaker:holm -kind:label -kind:date -kind:ordinal number:>=1bn council")
        assert lister.query("numbers").tree == asked.tree
        session.search = "wind OR sea"
        assert lister.query("quotes").tree == parse_query("unit:usd speaker:holm (wind OR sea)").tree


# saved searches and places


async def test_a_saved_search_with_or_means_the_same_beside_filters() -> None:
    async with browse(several()) as browser:
        await browser.press("F", "enter")
        await browser.type("/wind OR sea")
        await browser.press("enter")
        total = browser.main.lists["quotes"].total
        assert browser.main.lister.query("quotes").text == "speaker:ana-duarte (wind OR sea)"
        await browser.press("f", "a", "escape", "escape", "escape", "f", "enter")
        assert browser.main.session.search == "speaker:ana-duarte (wind OR sea)"
        assert browser.main.lists["quotes"].total == total


async def test_two_browsers_keep_each_others_saved_searches(tmp_path: Path) -> None:
    with open_library(tmp_path / "memory") as library:
        library.add(make_briefing())
        async with (
            browse(library, library=tmp_path / "memory") as one,
            browse(library, library=tmp_path / "memory") as two,
        ):
            for browser, word in ((one, "wind"), (two, "sea")):
                await browser.type(f"/{word}")
                await browser.press("enter", "f", "a", "escape")
            one.app.remember()
            two.app.remember()
    key = str((tmp_path / "memory").resolve())
    assert load_place(key).saved == ["wind", "sea"]
    forget_search(key, "wind")
    assert load_place(key).saved == ["sea"]


@pytest.mark.parametrize(
    "kept", ['{"filters": [1]}', '{"theme": [], "orders": 3}', '{"search": "act:zzz", "cursors": {"quotes": []}}', "[]"]
)
async def test_a_place_that_is_damaged_is_no_place(tmp_path: Path, kept: str) -> None:
    folder = tmp_path / "library"
    with open_library(folder) as library:
        library.add(make_briefing())
        path = state_folder() / "place.json"
        path.parent.mkdir(parents=True)
        path.write_text(f'{{"{folder.resolve()}": {kept}}}')
        async with browse(library, library=folder) as browser:
            assert browser.main.lists["quotes"].total == 5


# commands of the user's


async def test_what_is_listed_is_piped_to_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suspended: list[bool] = []

    @contextmanager
    def suspend(app: QuothApp) -> Iterator[None]:
        suspended.append(True)
        yield

    monkeypatch.setattr(QuothApp, "suspend", suspend)
    monkeypatch.setattr(taking, "_wait_for_key", lambda: None)
    async with browse(several()) as browser:
        await browser.type("/lifeline")
        await browser.press("enter", "vertical_line")
        await browser.type(f"cat > {tmp_path}/piped; exit 3")
        await browser.press("enter")
        await browser.until(lambda: browser.main.foot.said)
        assert "status 3" in browser.main.foot.said
        text = (tmp_path / "piped").read_text()
        assert text.startswith("# ")
        assert '"a lifeline"' in text
        assert "would review" not in text
        assert suspended == [True]
        await browser.press("vertical_line", "escape")
        assert isinstance(browser.app.screen, Main)


async def test_a_file_that_is_there_is_only_replaced_when_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("mine")
    async with browse(several()) as browser:
        await browser.press("s")
        await browser.type(str(path))
        await browser.press("enter", "enter")
        assert path.read_text() == "mine"
        await browser.press("s", "enter", "j", "enter")
        await browser.until(lambda: "a.md" in browser.main.foot.said)
        assert path.read_text().startswith("# ")


async def test_a_date_that_is_none_is_not_set(tmp_path: Path) -> None:
    with open_library(tmp_path / "library") as library:
        library.add(make_briefing())
        async with browse(library, library=tmp_path / "library") as browser:
            await browser.press("i", "tab")
            await browser.type("next tuesday")
            await browser.press("enter")
            assert "next tuesday is no date" in browser.text
            await browser.press("tab")
            await browser.type("2024-06")
            await browser.press("enter")
            await browser.settle()
        assert library.documents("").rows[0].date == "2024-06"


# the mouse, the terminal


async def test_the_mouse_chooses_tabs_and_sentences() -> None:
    async with browse(several()) as browser:
        await browser.pilot.click("#quotes", offset=(browser.lines[1].index("5 Speakers") + 2, 0))
        await browser.settle()
        assert browser.main.panel_name == "speakers"
        await browser.pilot.click("#source", offset=(10, 3))
        await browser.settle()
        assert browser.main.panel_name == "source"
        assert browser.marked.startswith("“We will build")


async def test_redrawing_and_going_to_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[bool] = []
    monkeypatch.setattr(QuothApp, "action_suspend_process", lambda app: gone.append(True))
    async with browse(several()) as browser:
        before = browser.text
        await browser.press("ctrl+l")
        assert browser.text == before
        monkeypatch.setattr("os.getpgrp", lambda: 1)
        monkeypatch.setattr("os.getsid", lambda process: 1)
        await browser.press("ctrl+z")
        assert "no shell" in browser.text
        monkeypatch.setattr("os.getsid", lambda process: 2)
        await browser.press("ctrl+z")
        assert gone == [True]


# ten thousand articles


@pytest.fixture(name="ten_thousand", scope="module")
def big_library() -> MemoryLibrary:
    library = MemoryLibrary()
    for number in range(10_000):
        text = f"Ana said that matter {number} is settled."
        briefing = Briefing(
            Document(f"{number}.txt", text, f"Matter {number}", "Wire", f"20{number % 25:02}-0{number % 9 + 1}-11"),
            (Sentence(Span(0, len(text)), 0, "indirect", ("ana",)),),
            (Speaker("ana", "Ana", "person"),),
            (Quote("indirect", (Span(9, len(text) - 1),), (Span(4, 8),), (Span(0, 3),), ("ana",)),),
        )
        library._records.write(Entry(f"report-{number:05}", 1, "2025-01-01T00:00:00+00:00", briefing))
    library.check()
    return library


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_ten_thousand_articles(ten_thousand: MemoryLibrary, size: tuple[int, int]) -> None:
    async with browse(ten_thousand, size) as browser:
        quotes = browser.main.lists["quotes"]
        assert browser.main.counter.text == "1/1000+"
        await browser.press("G", "G", "j")
        assert quotes.cursor > 1000
        assert quotes.current.text in browser.marked
        assert quotes.loaded < 4000
        await browser.press("g")
        await browser.type("/9999")
        assert quotes.total == 1
        assert browser.marked.startswith("that matter 9999 is settled")
        await browser.press("enter", "6")
        assert "Matter 9999" in browser.text


# odd libraries


async def test_an_empty_library_offers_the_sample_and_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with open_library(folder) as library:
        async with browse(library, library=folder) as browser:
            assert isinstance(browser.app.screen, Welcome)
            assert "quoth add FILE" in browser.text
            assert not folder.exists()
            await browser.pilot.press("q")
            await browser.pilot.pause()
            assert not browser.app.is_running
    assert not folder.exists()


async def test_the_sample_is_added_when_it_is_wanted(tmp_path: Path) -> None:
    with open_library(tmp_path / "library") as library:
        async with browse(library, library=tmp_path / "library") as browser:
            await browser.press("enter")
            async with asyncio.timeout(60):
                while not browser.main.lists["quotes"].total:
                    await asyncio.sleep(0.05)
            await browser.settle()
            assert "Dar" in browser.text
        assert library.documents("").total == 1


async def test_an_empty_library_that_may_only_be_read(tmp_path: Path) -> None:
    with open_library(tmp_path / "library", read_only=True) as library:
        async with browse(library, read_only=True) as browser:
            assert "sample" not in browser.text
            await browser.press("enter")
            assert isinstance(browser.app.screen, Welcome)


async def test_an_article_without_quotes() -> None:
    async with browse(MemoryLibrary([plain_briefing("plain.txt", "Nothing was said.\nNothing at all.")])) as browser:
        assert "Nothing was said." in browser.text
        assert "0 verbatim, 0 reported, 0 figures" in browser.lines[0]
        for key in (*MOVES, "F", "enter", "y", "n", "o", "right_square_bracket", "3", "j", "y"):
            await browser.press(key)
            if not isinstance(browser.app.screen, Main):
                await browser.press("escape")
        await browser.press("6")
        assert "plain.txt" in browser.text


def many_quotes(count: int) -> Briefing:
    lines = [f"Speaker said that matter {number} is settled." for number in range(count)]
    text, at, quotes, sentences = "\n".join(lines), 0, [], []
    for number, line in enumerate(lines):
        start = at + len("Speaker said ")
        quotes.append(Quote("indirect", (Span(start, at + len(line) - 1),), speakers=("speaker",)))
        sentences.append(Sentence(Span(at, at + len(line)), number, "indirect", ("speaker",)))
        at += len(line) + 1
    return Briefing(
        Document("many.txt", text), tuple(sentences), (Speaker("speaker", "Speaker", "person"),), tuple(quotes)
    )


async def test_two_thousand_quotes() -> None:
    async with browse(MemoryLibrary([many_quotes(2000)])) as browser:
        quotes = browser.main.lists["quotes"]
        assert browser.main.counter.text == "1/1000+"
        for _ in range(8):
            await browser.press("G")
        assert quotes.total == 2000
        assert not quotes.capped
        assert "matter 1999 is settled" in browser.text
        assert browser.marked == "that matter 1999 is settled"


@pytest.mark.parametrize(
    "words",
    [
        "w" * 3000,
        "中文新聞" * 500,
        "e\u0301\u0302\u0303\u0304" * 200,
        "שלום עולם " * 200,
        "\u202e\u200b[red]x[/]\x1b[31m" * 50,
        "\ud800 lone",
    ],
)
@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_odd_characters(words: str, size: tuple[int, int]) -> None:
    text = f"Someone said {words}."
    speaker = Speaker("someone", words[:40], "person", (words[:50],), words[:30])
    quote = Quote("indirect", (Span(13, len(text) - 1),), (Span(8, 12),), (Span(0, 7),), ("someone",))
    sentence = Sentence(Span(0, len(text)), 0, "indirect", ("someone",))
    document = Document("odd.txt", text, words[:100], "A source", "2024")
    async with browse(MemoryLibrary([Briefing(document, (sentence,), (speaker,), (quote,))]), size) as browser:
        for key in "123456":
            await browser.press(key, "j", "k", "y", "escape")
            assert all(strip.cell_length == size[0] for strip in browser.app.screen._compositor.render_strips())
            assert all(line.replace("\u0301", "").isprintable() for line in browser.lines)


async def test_the_library_changes_underneath(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with open_library(folder) as mine, open_library(folder) as theirs:
        mine.add(make_briefing())
        async with browse(mine, MEDIUM, library=folder) as browser:
            await browser.press("j")
            browser.main.poll()
            await browser.settle()
            theirs.add(invented_briefing(3, date="2025-01-01"))
            browser.main.poll()
            await browser.settle()
            await browser.settle()
            assert browser.main.lists["quotes"].total == 17
            assert browser.main.lists["quotes"].current.index == 1, "the cursor stays on its row"
            assert "changed" in browser.text
            theirs.remove(theirs.documents("").rows[0].id)
            browser.main.poll()
            await browser.settle()
            await browser.settle()
            assert browser.main.lists["quotes"].total == 5


class Failing(MemoryLibrary):
    """Breaks when it is asked for quotes after the first time."""

    asked = 0

    def quotes(self, *arguments: Any, **options: Any) -> Page[QuoteRow]:
        self.asked += 1
        if self.asked > 1:
            raise OSError("the disk is gone")
        return super().quotes(*arguments, **options)


async def test_a_job_that_fails_is_told_and_the_rest_goes_on() -> None:
    async with browse(Failing([make_briefing()])) as browser:
        await browser.type("/wind")
        await browser.press("enter")
        assert "the disk is gone" in browser.text
        assert browser.main.lists["quotes"].total == 5
        await browser.press("3")
        assert browser.main.lists["numbers"].total > 0


async def test_the_place_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with open_library(folder) as library:
        library.add(make_briefing())
        library.add(invented_briefing(1, date="2024-01-01"))
        async with browse(library, library=folder) as browser:
            await browser.type("/council")
            await browser.press("enter", "3", "o", "j", "j")
            await browser.pilot.press("Q")
            await browser.pilot.pause()
        async with browse(library, library=folder) as browser:
            assert browser.main.panel_name == "numbers"
            assert browser.main.session.search == "council"
            assert browser.main.session.order("numbers") == "value"
            assert browser.main.lines.cursor == 2


async def test_beginning_with_a_document() -> None:
    library = several()
    wanted = library.documents("").rows[2].id
    app = QuothApp(library, start=wanted, settings=Settings(), terminal=Terminal())
    async with app.run_test(size=SMALL) as pilot:
        browser = Browser(app, pilot)
        await browser.settle()
        assert browser.main.reader.document is not None
        assert browser.main.reader.document.id == wanted
        assert browser.main.session.filters == [f"doc:{wanted}"]


async def test_w_says_which_words_spoke_for_a_topic() -> None:
    text = "Ana Duarte said the two ministers agreed on energy and gas pipelines. It was late. He sat."
    async with browse(MemoryLibrary([brief(Document("oil.txt", text))])) as browser:
        await browser.press("4", "g", "w")
        assert re.search(r"Energy +\d+% sure *\n +by its words: (energy|pipelines|gas) \+", browser.text)
        await browser.press("escape", "j", "j", "w")
        assert "No topic: nothing in it speaks for one." in browser.text


async def test_why_there_were_no_rows_is_forgotten_with_the_search() -> None:
    class Waiting(MemoryLibrary):
        may = threading.Event()

        def documents(self, *args: Any, **named: Any) -> Any:
            assert self.may.wait(PATIENCE_S)
            return super().documents(*args, **named)

    library = Waiting([make_briefing()])
    library.may.set()
    async with browse(library) as browser:
        for search, why in (("speker:x", "cannot be read"), ("zebra", "nothing matches")):
            await browser.type(f"/{search}")
            await browser.press("enter", *["6"] * (search == "zebra"))
            assert why in browser.text
            await browser.press(*["2"] * (search == "zebra"), "escape")
            await browser.type("/lifeline")
            await browser.press("enter")
            library.may.clear()
            browser.app.post_message(events.Key("6", "6"))
            await browser.until(lambda: "[6 Documents" in browser.text)
            assert why not in browser.text
            library.may.set()
            await browser.settle()
            assert browser.main.lists["documents"].total == 1
            await browser.press("2", "escape", "escape")
            assert browser.main.session.in_force == []

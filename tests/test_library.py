"""Keeping briefings: the same tests over a library in a folder and one in memory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from briefings import MEETING, invented_briefing, make_briefing, plain_briefing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quoth.core.errors import LibraryDamagedError, LibraryLockedError, UsageError
from quoth.core.model import Document, Span, Speaker
from quoth.store import FileLibrary, Library, MemoryLibrary
from quoth.store.record.entry import Edit, Entry
from quoth.store.record.tables import MIGRATIONS, decode, encode
from quoth.store.records import from_record, to_record
from tinydb import TinyDB


@pytest.fixture(params=["folder", "memory"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    made: Library = FileLibrary(tmp_path / "library") if request.param == "folder" else MemoryLibrary()
    with made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def records(folder: Path) -> list[Path]:
    return sorted(folder.glob("*-r*-*.json"))


def test_what_is_added_comes_back_as_it_was(library: Library) -> None:
    briefing = make_briefing()
    added = library.add(briefing)
    assert (added.status, added.revision) == ("new", 1)
    assert library.get(added.id) == briefing
    row = library.document(added.id)
    assert (row.title, row.source, row.date) == ("Lisbon and Oslo agree on wind", "The Lisbon Courier", "2024-05-30")
    assert (row.sentences, row.verbatim, row.reported, row.figures) == (8, 1, 4, 4)


def test_ids_are_readable_and_any_unique_beginning_will_do(library: Library) -> None:
    one = library.add(make_briefing()).id
    two = library.add(plain_briefing("other.txt", "Something else was said.")).id
    assert one.startswith("lisbon-and-oslo-agree-on-wind-")
    assert two.startswith("other-")
    assert library.document("lis").id == one
    assert library.get("oth").document.name == "other.txt"
    assert library.document(one.rpartition("-")[2]).id == one
    library.add(plain_briefing("other2.txt", "A third text entirely."))
    with pytest.raises(UsageError, match="could be any of"):
        library.get("other")
    for unknown in ("nothing", "", "lisbon-and-oslo-agree-on-wind-zzzz", "%"):
        with pytest.raises(UsageError, match="no such document"):
            library.get(unknown)


def test_the_same_text_adds_nothing(library: Library) -> None:
    first = library.add(make_briefing())
    before = library.version()
    again = library.add(make_briefing("elsewhere.txt", title="Another title"))
    assert (again.id, again.status) == (first.id, "same")
    assert library.documents().total == 1
    assert library.get(first.id).document.name == "meeting.txt"
    if isinstance(library, MemoryLibrary):
        assert library.version() == before


def test_a_known_text_is_found_without_analysis(library: Library) -> None:
    briefing = make_briefing()
    assert library.knows(briefing.document) is None
    added = library.add(briefing)
    assert library.knows(Document("other name", briefing.document.text)) == added.id


def test_a_changed_text_of_the_same_name_is_a_new_revision(library: Library) -> None:
    first = library.add(make_briefing())
    second = library.add(make_briefing(text=MEETING + "The minister later withdrew the remark.\n"))
    assert (second.id, second.status, second.revision) == (first.id, "revision", 2)
    assert library.documents().total == 1
    assert library.documents("withdrew").total == 1
    assert library.quotes("joint projects").total == 1


def test_another_text_of_the_same_name_is_another_document(library: Library) -> None:
    one = library.add(make_briefing())
    other = library.add(plain_briefing("meeting.txt", _wire(), source="The Lisbon Courier"))
    assert (other.status, other.id != one.id) == ("new", True)
    assert library.documents().total == 2
    assert library.get(one.id) == make_briefing()


def test_another_print_of_a_story_is_kept_and_not_counted_twice(library: Library) -> None:
    first = library.add(make_briefing())
    tail = "The agency added a line of its own here.\n"
    second = library.add(make_briefing("reprint.txt", title="Wind deal", source="The Oslo Times", text=MEETING + tail))
    assert second.status == "near"
    assert library.documents().total == 2
    assert {row.story for row in library.documents().rows} == {first.id}
    assert library.quotes("joint projects").total == 1
    assert library.quotes("is:copy").total == 5
    assert library.quotes(f"doc:{second.id} joint projects").total == 1
    speaker = next(row for row in library.speakers() if row.id == "ana-duarte")
    assert (speaker.quotes, speaker.documents) == (3, 1)
    library.remove(first.id)
    assert library.quotes("joint projects").rows[0].document.id == second.id
    assert library.quotes("is:copy").total == 0


def test_what_only_a_later_print_says_is_counted(library: Library) -> None:
    library.add(plain_briefing("a.txt", _wire()))
    library.add(plain_briefing("b.txt", _wire() + "\nOnly here a lighthouse was mentioned."))
    assert library.sentences("lighthouse").total == 1
    assert library.sentences("paragraph").total == 30


def _wire() -> str:
    return "\n".join(f"This is paragraph {word} of the wire story." for word in _WORDS)


_WORDS = [f"{a}{b}" for a in ("ka", "lo", "mi", "ne", "pu") for b in ("ra", "ti", "vo", "xe", "zu", "qa")]


def test_removed_documents_are_gone_from_every_answer(library: Library) -> None:
    kept = library.add(invented_briefing(1)).id
    gone = library.add(make_briefing()).id
    library.remove(gone)
    assert [row.id for row in library.documents().rows] == [kept]
    assert library.quotes("joint projects").total == 0
    assert "north-sea" not in {row.id for row in library.subjects()}
    assert not [row for row in library.subjects() if row.id == "varda"]
    with pytest.raises(UsageError):
        library.get(gone)
    assert library.add(make_briefing()).status == "new"


def test_what_the_user_sets_is_seen_everywhere_and_survives_a_new_analysis(library: Library) -> None:
    id = library.add(make_briefing(title=None, date=None)).id
    row = library.set_metadata(id, title="A better title", date="2024-06-01")
    assert (row.title, row.date, row.source) == ("A better title", "2024-06-01", "The Lisbon Courier")
    assert library.get(id).document.title == "A better title"
    assert library.documents("date:2024-06 better").total == 1
    assert library.documents("-is:corrected").total == 0
    assert library.quotes("date:2024-06").total == 5
    assert (library.documents("is:corrected").total, library.quotes("is:corrected act:pledge").total) == (1, 1)
    analysed = replace(make_briefing(title=None, date=None), quotes=make_briefing().quotes[:2])
    assert library.add(analysed).status == "same"
    assert library.add(analysed, again=True).status == "revision"
    assert library.document(id).title == "A better title"
    assert library.quotes().total == 2
    assert library.set_metadata(id, source="").source is None
    revision = library.document(id).revision
    assert library.set_metadata(id, source="", title="A better title").revision == revision


def test_the_last_added_comes_first_whatever_is_set_later(library: Library) -> None:
    """Of one day, that is; a new text counts as added, a title or a new analysis does not."""

    def names() -> list[str]:
        return [row.name for row in library.documents().rows]

    reprint = MEETING + "The agency added a line.\n"
    library.add(plain_briefing("z.txt", "Zebras were counted.", date="2024-05-30"))
    first = library.add(make_briefing("first.txt")).id
    second = library.add(make_briefing("print.txt", source="The Oslo Times", text=reprint)).id
    library.add(plain_briefing("a.txt", "Apples were sold.", date="2024-05-30"))
    order = ["a.txt", "print.txt", "first.txt", "z.txt"]
    assert names() == order
    for id in (first, second):
        library.set_metadata(id, title="Set by hand")
    assert names() == order
    library.add(replace(make_briefing("first.txt"), quotes=()), again=True)
    assert names() == order
    library.check()
    assert names() == order
    library.add(plain_briefing("z.txt", "Zebras were counted twice.", date="2024-05-30"))
    assert names() == ["z.txt", *order[:-1]]
    library.check()
    assert names() == ["z.txt", *order[:-1]]


def test_undated_documents_come_last(library: Library) -> None:
    for seed, date in enumerate([None, "2023", "2024-05", "2024-05-02", "1850-01-01", "not a date"]):
        briefing = invented_briefing(seed, sentences=2)
        library.add(replace(briefing, document=replace(briefing.document, date=date)))
    dates = [row.date for row in library.documents().rows]
    assert dates[:4] == ["2024-05-02", "2024-05", "2023", "1850-01-01"]
    assert set(dates[4:]) == {None, "not a date"}
    assert library.quotes("is:undated").total == 4


def test_a_token_tells_of_every_change(library: Library) -> None:
    tokens = [library.version()]
    id = library.add(make_briefing()).id
    tokens.append(library.version())
    library.set_metadata(id, title="Another")
    tokens.append(library.version())
    library.remove(id)
    tokens.append(library.version())
    assert len(set(tokens)) == 4
    library.quotes("anything")
    assert library.version() == tokens[-1]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(min_size=1, max_size=60), title=st.none() | st.text(max_size=10), number=st.floats() | st.integers()
)
def test_nothing_in_a_text_can_break_it(text: str, title: str | None, number: float) -> None:
    briefing = plain_briefing("odd\udc80.txt", text, title=title, source="\ud800")
    if briefing.sentences:
        span = briefing.sentences[0].span
        speaker = Speaker(text, text, "person", (text,), text, (span,))
        briefing = replace(
            briefing,
            speakers=(speaker,),
            quotes=tuple(
                replace(quote, content=(span,), cue=(), source=(), speakers=(text,))
                for quote in make_briefing().quotes[:1]
            ),
            numbers=tuple(
                replace(figure, span=span, value=number, unit=text, counts=span)
                for figure in make_briefing().numbers[:1]
            ),
        )
    library = MemoryLibrary()
    id = library.add(briefing).id
    assert repr(library.get(id)) == repr(briefing)
    library.quotes(), library.numbers(), library.sentences(), library.speakers(), library.topics(), library.subjects()
    assert repr(decode(encode(Entry(id, 1, "now", briefing)), "f").briefing) == repr(briefing)
    library.remove(id)
    assert library.documents().total == 0


def test_a_record_is_the_analysis_json() -> None:
    record = to_record(make_briefing())
    assert list(record) == ["schema", "document", "sentences", "speakers", "quotes", "numbers", "subjects"]
    assert record["document"]["sha256"] == make_briefing().document.sha256
    assert record["numbers"][1] == {
        "start": record["numbers"][1]["start"],
        "end": record["numbers"][1]["end"],
        "kind": "money",
        "value": 1_500_000_000,
        "value_max": None,
        "unit": "EUR",
        "qualifier": None,
        "counts": None,
    }
    assert record["sentences"][2]["topics"] == [{"id": "energy", "score": 0.9}, {"id": "investment", "score": 0.8}]
    assert from_record(json.loads(json.dumps(record))) == make_briefing()
    with pytest.raises(LibraryDamagedError, match="hash"):
        from_record({**record, "document": {**record["document"], "text": "another"}})
    with pytest.raises(LibraryDamagedError):
        from_record({"schema": 1})


def test_a_file_is_an_ordinary_tinydb(folder: Path) -> None:
    with FileLibrary(folder, name="ana") as library:
        id = library.add(make_briefing()).id
        library.set_metadata(id, title="Set by hand")
    [path] = records(folder)
    database = TinyDB(path)
    assert database.tables() == {"document", "sentences", "speakers", "quotes", "numbers", "subjects", "edits"}
    assert database.table("document").all()[0]["schema"] == 1
    assert [quote["act"] for quote in database.table("quotes").all()][:2] == ["pledge", "agree"]
    edit = database.table("edits").all()[0]
    assert (edit["field"], edit["value"], edit["by"]) == ("title", "Set by hand", "ana")
    assert path.name.startswith(f"{id}-r2-")


def test_nothing_is_written_before_the_first_change(folder: Path) -> None:
    with FileLibrary(folder) as library:
        assert library.documents().rows == () and library.topics() == () and library.check().sound
        with pytest.raises(UsageError):
            library.get("anything")
        library.version()
    assert not folder.exists()


def test_old_revisions_are_kept_until_they_are_purged(folder: Path) -> None:
    with FileLibrary(folder) as library:
        id = library.add(make_briefing()).id
        library.add(make_briefing(text=MEETING + "Zanzibar was not mentioned.\n"))
        assert len(records(folder / "old")) == 1
        library.remove(id)
        assert len(records(folder / "old")) == 2 and not records(folder)
        library.add(make_briefing(text=MEETING + "Zanzibar was not mentioned.\n"))
        library.add(invented_briefing(3))
        assert library.remove("lisbon", purge=True) is not None
        assert library.remove(id, purge=True) is None
        for nobody in ("/foo", "**", "\ud800", "..", "old"):
            with pytest.raises(UsageError):
                library.remove(nobody, purge=True)
    left = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Zanzibar" not in left and b"zanzibar" not in left and b"lighthouse" not in left
    assert len(records(folder)) == 1 and not records(folder / "old")


def test_what_was_removed_before_leaves_nothing_when_it_is_purged(folder: Path) -> None:
    with FileLibrary(folder) as library:
        id = library.add(make_briefing(text=MEETING + "Zanzibar was not mentioned.\n")).id
        library.add(invented_briefing(3))
        library.remove(id)
        assert library.remove(id, purge=True) is None
        assert library.documents().total == 1
    left = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Zanzibar" not in left and b"zanzibar" not in left


def test_a_purge_that_is_refused_hides_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".json":
            raise PermissionError(1, "Operation not permitted", str(path))
        unlink(path, missing_ok=missing_ok)

    unlink = Path.unlink

    with FileLibrary(folder) as library:
        id = library.add(make_briefing()).id
        library.add(invented_briefing(1))
        with monkeypatch.context() as refusing:
            refusing.setattr(Path, "unlink", refuse)
            with pytest.raises(LibraryLockedError, match=f"{folder}: cannot be written to: Operation not permitted"):
                library.remove(id, purge=True)
        assert library.quotes("joint projects").total == 1
        assert library.add(make_briefing()).status == "same"
        library.remove(id, purge=True)
        assert library.documents().total == 1
    with FileLibrary(folder) as library:
        assert library.documents().total == 1


@pytest.mark.parametrize("change", ["remove", "set_metadata"])
def test_a_damaged_later_print_is_no_hindrance(folder: Path, change: str) -> None:
    with FileLibrary(folder) as library:
        first = library.add(make_briefing()).id
        second = library.add(make_briefing("print.txt", source="Elsewhere", text=MEETING + "Reprinted.\n")).id
        [path] = folder.glob(f"{second}-*.json")
        path.write_bytes(path.read_bytes().replace(b"Varda", b"Marda"))
        if change == "remove":
            library.remove(first)
        else:
            assert library.set_metadata(first, title="Set by hand").title == "Set by hand"
        left = change == "set_metadata"
        for opened in (library, FileLibrary(folder, read_only=True), FileLibrary(folder)):
            assert opened.documents().total == left
            assert opened.quotes("joint projects").total == left
            assert [path.name in said for said in opened.problems()] == [True]
        assert library.add(invented_briefing(1)).status == "new"
        assert path.name in library.check().aside[0]
        assert not library.problems() and library.documents().total == 1 + left


def test_changes_survive_reopening_and_need_no_index(folder: Path) -> None:
    with FileLibrary(folder) as library:
        id = library.add(make_briefing()).id
        library.set_metadata(id, title="Set by hand")
    shutil.rmtree(folder / ".quoth")
    with FileLibrary(folder) as library:
        assert library.document(id).title == "Set by hand"
        assert library.quotes("joint projects").total == 1


def test_files_that_come_and_go_by_other_ways_are_noticed(folder: Path, tmp_path: Path) -> None:
    with FileLibrary(folder) as library, FileLibrary(tmp_path / "other") as other:
        library.add(make_briefing())
        other.add(invented_briefing(5))
        [path] = records(tmp_path / "other")
        shutil.copy(path, folder)
        assert library.documents().total == 2
        (folder / path.name).unlink()
        assert library.documents().total == 1


def test_an_open_library_sees_what_another_process_adds(folder: Path) -> None:
    with FileLibrary(folder) as library:
        library.add(make_briefing())
        before = library.version()
        _add_elsewhere(folder, 7)
        until = time.monotonic() + 2
        while library.version() == before and time.monotonic() < until:
            time.sleep(0.01)
        assert library.version() != before
        assert library.documents("doc:report").total == 1


def _add_elsewhere(folder: Path, seed: int) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from briefings import *; from quoth.store import FileLibrary\n"
        "with FileLibrary(sys.argv[2]) as library: library.add(invented_briefing(int(sys.argv[3])))"
    )
    subprocess.run([sys.executable, "-c", code, str(Path(__file__).parent), str(folder), str(seed)], check=True)


def test_modes_follow_the_folder(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o2770)
    before = os.umask(0o077)
    try:
        with FileLibrary(folder) as library:
            library.add(make_briefing())
            library.add(make_briefing(text=MEETING + "More.\n"))
    finally:
        os.umask(before)
    for path in folder.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o770 if path.is_dir() else 0o660), path
        if path.is_dir():
            assert path.stat().st_mode & 0o2000, path


def test_a_library_opened_to_read_refuses_changes(folder: Path) -> None:
    with FileLibrary(folder) as library:
        id = library.add(make_briefing()).id
    with FileLibrary(folder, read_only=True) as library:
        assert library.quotes("joint projects").total == 1
        for change in (
            lambda: library.add(invented_briefing(1)),
            lambda: library.remove(id),
            lambda: library.set_metadata(id, title="x"),
        ):
            with pytest.raises(LibraryLockedError, match="may not be written to"):
                change()


def test_a_library_that_cannot_be_written_to_is_not_said_to_be_opened_so(folder: Path) -> None:
    folder.mkdir()
    (folder / ".quoth").write_text("in the way")
    with (
        FileLibrary(folder) as library,
        pytest.raises(LibraryLockedError, match="library: the library may not be written to"),
    ):
        library.add(make_briefing())


@pytest.mark.parametrize(
    "said",
    [
        {"turn": "x", "left": []},
        {"index": 5, "left": []},
        {"index": "index-0.sqlite", "left": ["a"]},
        {"purges": None, "left": []},
        {"what": 1, "left": []},
        {"left": 3},
        [],
    ],
)
def test_whatever_the_lock_says_the_library_can_be_used(folder: Path, said: object) -> None:
    with FileLibrary(folder) as library:
        library.add(make_briefing())
    (folder / ".quoth" / "lock").write_text(json.dumps(said))
    with FileLibrary(folder) as library:
        assert library.quotes("joint projects").total == 1
        assert library.add(invented_briefing(1)).status == "new"
        assert library.documents().total == 2


def test_a_lock_without_room_names_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(handle: int, data: bytes, at: int) -> int:
        raise OSError(28, "No space left on device")

    with FileLibrary(folder) as library:
        id = library.add(make_briefing()).id
        with monkeypatch.context() as full:
            full.setattr(os, "pwrite", refuse)
            with pytest.raises(LibraryLockedError, match=f"{folder}: cannot be written to: No space left"):
                library.set_metadata(id, title="Set by hand")
        assert library.set_metadata(id, title="Set by hand").title == "Set by hand"


def test_who_waits_too_long_is_told_who_holds_the_library(folder: Path) -> None:
    with FileLibrary(folder, name="Bo") as library, FileLibrary(folder) as other:
        library.add(make_briefing())
        other._location.lock.wait = 0.05  # type: ignore[attr-defined]
        with library._location.writing():  # type: ignore[attr-defined]
            started = time.monotonic()
            assert other.quotes("joint projects").total == 1
            assert time.monotonic() - started < 1
            with pytest.raises(LibraryLockedError, match=rf"Bo is writing to it \(pid {os.getpid()} on .+, since 20"):
                other.add(invented_briefing(1))
        assert other.add(invented_briefing(1)).status == "new"


def test_a_file_of_an_earlier_schema_is_read_and_brought_up_to_date(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FileLibrary(folder) as library:
        id = library.add(make_briefing()).id
    [path] = records(folder)
    _rewrite(path, lambda tables: tables["document"]["1"].update(schema=0))
    monkeypatch.setitem(MIGRATIONS, 0, lambda tables: tables)
    with FileLibrary(folder) as library:
        assert library.get(id) == make_briefing()
        report = library.check()
        assert len(report.repaired) == 1 and "schema" in report.repaired[0] and not report.aside
        assert library.get(id) == make_briefing()
        assert library.check().sound
    [now] = records(folder)
    assert TinyDB(now).table("document").all()[0]["schema"] == 1
    assert len(records(folder / "old")) == 1


def test_a_file_of_a_later_schema_is_left_alone(folder: Path) -> None:
    with FileLibrary(folder) as library:
        id = library.add(make_briefing()).id
        [path] = records(folder)
        later = _rewrite(path, lambda tables: tables["document"]["1"].update(schema=2))
        with pytest.raises(LibraryDamagedError, match="newer quoth"):
            library.get(id)
        report = library.check()
        assert report.damaged and not report.aside and later.exists()


def _rewrite(path: Path, change: Callable[[dict[str, dict[str, dict[str, object]]]], object]) -> Path:
    """The record with other content, under the name that fits it."""
    from quoth.store.record.folder import RecordName, digest_of

    tables = json.loads(path.read_text())
    change(tables)
    data = json.dumps(tables).encode()
    name = RecordName.of(path.name)
    assert name is not None
    path.unlink()
    written = path.with_name(name._replace(digest=digest_of(data)).file)
    written.write_bytes(data)
    return written


def test_two_files_of_one_article_are_sorted_out(folder: Path) -> None:
    """As a process leaves them that dies between writing the new revision and moving the old one."""
    with FileLibrary(folder) as library:
        library.add(make_briefing())
        library.add(make_briefing(text=MEETING + "Later.\n"))
        [old] = records(folder / "old")
        old.rename(folder / old.name)
        (folder / ".new-12345").write_text("half a fi")
        assert library.documents("later").total == 1
        library.add(invented_briefing(1))
    assert len(records(folder)) == 2 and len(records(folder / "old")) == 1
    assert not (folder / ".new-12345").exists()


def test_entries_carry_edits_as_rows() -> None:
    entry = Entry(
        "x-1", 3, "2024-01-01T00:00:00+00:00", make_briefing(), "y-1", (1, 2), (Edit("ab", "title", None, "t"),)
    )
    assert decode(encode(entry), "x") == entry
    assert entry.edited.document.title is None


def test_hits_are_places_in_the_source(library: Library) -> None:
    id = library.add(make_briefing()).id
    text = library.get(id).document.text
    found = [span.of(text) for span in library.hits(id, 'agree "north sea" minis*')]
    assert found == ["Minister", "Minister", "agreed", "North Sea", "ministers", "ministry"]
    for page in (library.quotes("link"), library.numbers("link"), library.sentences("link")):
        assert page.total >= 1
        for row in page.rows:
            assert row.hits and {span.of(text) for span in row.hits} == {"link"}


def test_a_quote_in_parts_is_highlighted_in_its_parts() -> None:
    text = "“Trade will grow,” Dar said. “It must not trade away safety.”"
    briefing = plain_briefing("x", text)
    parts = tuple(
        Span(text.index(part), text.index(part) + len(part))
        for part in ("Trade will grow,", "It must not trade away safety.")
    )
    quote = replace(make_briefing().quotes[0], content=parts, cue=(), source=(), speakers=())
    library = MemoryLibrary([replace(briefing, quotes=(quote,))])
    [row] = library.quotes("trade").rows
    assert row.text == "Trade will grow, ... It must not trade away safety."
    assert [span.of(text) for span in row.hits] == ["Trade", "trade"]

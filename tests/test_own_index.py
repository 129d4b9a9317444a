"""Where an index is kept when it may not be beside the records, and that nothing else is different then."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from briefings import MEETING, invented_briefing, make_briefing
from quoth.core.errors import LibraryLockedError
from quoth.store import FileLibrary
from quoth.store import library as library_module
from quoth.store.index import own_folder
from quoth.store.index.location import IndexFile
from quoth.store.record import lock

MOUNTINFO = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 27 0:50 / /home rw,relatime shared:7 - nfs4 server:/home rw,vers=4.2
41 40 0:51 / /home/ana/my\\040disk rw - ext4 /dev/vdb rw
42 27 0:52 / /mnt/far rw - fuse.sshfs ana@far:/ rw
43 27 0:53 / /mnt/far rw - xfs /dev/vdc rw
44 27 0:54 / /data rw master:2 - fuse.fuse-overlayfs overlay rw
45 27 0:55 / /s3 rw - fuse.rclone remote rw
"""
MOUNT = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ana@server/share on /Volumes/the share (smbfs, nodev, nosuid, mounted by ana)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/ana/library", "nfs4"),
        ("/home", "nfs4"),
        ("/homestead", "ext4"),
        ("/home/ana/my disk/x", "ext4"),
        ("/mnt/far/x", "xfs"),
        ("/data/x", "fuse.fuse-overlayfs"),
        ("/anything", "ext4"),
    ],
)
def test_the_closest_and_latest_mount_counts(path: str, kind: str) -> None:
    assert own_folder.kind_of_file_system(Path(path), own_folder.read_mountinfo(MOUNTINFO.splitlines())) == kind


def test_other_systems_tell_by_mount() -> None:
    mounts = list(own_folder.read_mount(MOUNT.splitlines()))
    assert own_folder.kind_of_file_system(Path("/Volumes/the share/library"), mounts) == "smbfs"
    assert own_folder.kind_of_file_system(Path("/Users/ana"), mounts) == "apfs"
    assert own_folder.kind_of_file_system(Path("/"), []) == ""


@pytest.mark.parametrize(
    ("path", "shared"), [("/home/x", True), ("/s3/x", True), ("/data/x", False), ("/mnt/far", False), ("/x", False)]
)
def test_which_file_systems_hold_no_index(monkeypatch: pytest.MonkeyPatch, path: str, shared: bool) -> None:
    _mounted(monkeypatch)
    assert own_folder.is_shared_between_machines(Path(path)) is shared


def _mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_folder, "_mounts", lambda: tuple(own_folder.read_mountinfo(MOUNTINFO.splitlines())))


def test_an_own_index_is_on_a_disk_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _mounted(monkeypatch)
    monkeypatch.setenv("XDG_CACHE_HOME", "/home/ana/.cache")
    assert own_folder.own_index_folder(Path("/home/ana/library")).parent.name == f"quoth-{os.getuid()}"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    here = own_folder.own_index_folder(Path("/home/ana/library"))
    assert here.parent == tmp_path / "quoth" / "index"
    assert own_folder.own_index_folder(Path("/home/ana/other")) != here
    monkeypatch.setattr(socket, "gethostname", lambda: "another")
    assert own_folder.own_index_folder(Path("/home/ana/library")) != here


def test_its_folder_is_this_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "quoth" / "index" / "x"
    own_folder.make_private(made)
    assert made.stat().st_mode & 0o777 == 0o700
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(LibraryLockedError, match="belongs to somebody else"):
        own_folder.make_private(made)


@pytest.fixture(name="at")
def machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], FileLibrary]:
    """Opens one library, on a file system that machines share, at one of them."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(library_module, "is_shared_between_machines", lambda path: True)

    def at(machine: str, *, read_only: bool = False) -> FileLibrary:
        monkeypatch.setattr(socket, "gethostname", lambda: machine)
        return FileLibrary(tmp_path / "library", read_only)

    return at


def test_machines_share_the_records_and_no_index(at: Callable[..., FileLibrary], tmp_path: Path) -> None:
    with at("one") as one, at("two") as two, at("three", read_only=True) as three:
        assert two.documents().total == three.documents().total == 0 and not (tmp_path / "library").exists()
        before = two.version()
        id = one.add(make_briefing()).id
        assert two.version() != before
        for library in (one, two, three):
            assert library.quotes("joint projects").total == 1
        assert two.add(make_briefing()).status == "same"
        assert two.add(make_briefing(text=MEETING + "Later.\n")).status == "revision"
        assert two.add(invented_briefing(1)).status == "new"
        assert one.get(id).document.text.endswith("Later.\n")
        assert one.set_metadata(id, title="Set by hand").revision == 3
        assert three.documents("later").rows[0].title == "Set by hand"
        assert two.check().sound
        with pytest.raises(LibraryLockedError, match="may not be written to"):
            three.remove(id)
    assert [path.name for path in (tmp_path / "library" / ".quoth").iterdir()] == ["lock"]
    own = [path for path in (tmp_path / "cache" / "quoth" / "index").rglob("*") if path.is_file()]
    assert len(own) >= 6 and all(path.stat().st_mode & 0o777 == 0o600 for path in own)


def test_a_purge_reaches_every_machines_index(at: Callable[..., FileLibrary], tmp_path: Path) -> None:
    with at("one") as one, at("two") as two:
        id = one.add(make_briefing(text=MEETING + "Zanzibar was mentioned.\n")).id
        one.add(invented_briefing(1))
        assert two.documents("zanzibar").total == 1
        one.remove(id, purge=True)
        assert two.documents("zanzibar").total == 0 and two.documents().total == 1
        assert one.documents().total == 1
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"zanzibar" not in left.lower()


def test_a_writer_elsewhere_is_waited_for_and_named(at: Callable[..., FileLibrary]) -> None:
    with at("one") as one, at("two") as two:
        one.add(make_briefing())
        two._location.records_lock.wait = 0.05  # type: ignore[attr-defined]
        with one._location.changing():  # type: ignore[attr-defined]
            assert two.quotes("joint projects").total == 1
            with pytest.raises(LibraryLockedError, match="is writing to it"):
                two.add(invented_briefing(1))


def test_what_a_dead_writer_left_is_cleared(at: Callable[..., FileLibrary], tmp_path: Path) -> None:
    with at("one") as one, at("two") as two:
        one.add(make_briefing())
        (tmp_path / "library" / ".new-123").write_text("half a fi")
        dead = lock.Lock(tmp_path / "library" / ".quoth" / "lock")
        with dead.held():
            noticed = dead.raw()
        dead.path.write_bytes(noticed)
        two.add(invented_briefing(1))
        assert not (tmp_path / "library" / ".new-123").exists()


def test_where_files_cannot_be_locked_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with FileLibrary(tmp_path / "library") as library:
        library.add(make_briefing())

        def refuse(handle: int, how: int) -> None:
            raise OSError(37, "No locks available")

        monkeypatch.setattr(lock.fcntl, "flock", refuse)
        with pytest.raises(LibraryLockedError, match=r"cannot be locked: No locks available"):
            library.add(invented_briefing(1))
        assert library.documents().total == 1


@pytest.mark.parametrize("refused", ["file", "lock"])
def test_a_full_disk_is_searched_with_an_index_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    folder = tmp_path / "library"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with FileLibrary(folder) as library:
        library.add(make_briefing())
    shutil.rmtree(folder / ".quoth")
    tries = []

    def refuse(path: Path) -> None:
        if folder in path.parents:
            tries.append(path)
            raise LibraryLockedError(f"{path}: no space left")

    if refused == "lock":
        plain_write = lock.Lock._write
        monkeypatch.setattr(lock.Lock, "_write", lambda its, notice: refuse(its.path) or plain_write(its, notice))
    else:
        plain_rebuilt = IndexFile._rebuilt
        monkeypatch.setattr(
            IndexFile, "_rebuilt", lambda its, *how: refuse(its.folder / "index") or plain_rebuilt(its, *how)
        )
    with FileLibrary(folder) as library:
        for _ in range(3):
            assert library.documents().total == library.quotes("joint projects").total == 1
        assert len(tries) <= 2, "a full disk is not tried again with every question"
        with pytest.raises(LibraryLockedError, match="no space left"):
            library.add(invented_briefing(1))
    monkeypatch.undo()
    with FileLibrary(folder) as library:
        assert library.add(invented_briefing(1)).status == "new"
        assert library.documents().total == 2


def test_who_may_not_mend_a_damaged_index_passes_it_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "library"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with FileLibrary(folder) as library:
        library.add(make_briefing())
    monkeypatch.setattr(IndexFile, "_is_as_left", lambda location, notice: True)
    [path] = (folder / ".quoth").glob("index-*.sqlite")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE quote SET text = replace(text, 'joint', 'jaint')")
    with FileLibrary(folder, read_only=True) as reader:
        for _ in range(2):
            assert [row.quote for row in reader.quotes("joint projects").rows] == [make_briefing().quotes[0]]
        assert path.exists()
        with FileLibrary(folder) as library:
            assert library.quotes("joint projects").rows and not path.exists()
        assert reader.quotes("joint projects").total == 1
        assert reader._reader._location is reader._reader.shared, "built anew it is read again"  # type: ignore


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("state", ["shared", "no index", "stale index", "unreadable index"])
def test_who_may_not_write_can_search_all_the_same(state: str) -> None:
    top = Path(_public_folder())
    folder = top / "library"
    with FileLibrary(folder) as library:
        library.add(make_briefing())
        library.add(invented_briefing(1))
        if state == "stale index":
            with FileLibrary(top / "other") as other:
                other.add(invented_briefing(2))
            [path] = (top / "other").glob("*.json")
            shutil.copy(path, folder)
    if state == "no index":
        shutil.rmtree(folder / ".quoth")
    if state == "unreadable index":
        (folder / ".quoth").chmod(0o700)
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    home = top / "home"
    home.mkdir()
    os.chown(home, 65534, 65534)
    answer = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(folder)],
        env={**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stdout.split() == ["1", "3" if state == "stale index" else "2", "locked"], answer.stderr
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*")) == before
    assert (home / "cache").exists() == (state != "shared")


_AS_NOBODY = """
import os, sys
import getpass, hashlib, socket, sqlite3, quoth.store, platformdirs, quoth.core.topics.table, quoth.store.record.tables
quoth.core.topics.table.TopicTable.load()
os.setgid(65534); os.setuid(65534)
from quoth.core.errors import LibraryLockedError
with quoth.store.open_library(sys.argv[1]) as library:
    print(library.quotes('"joint projects"').total)
    print(library.documents().total)
    id = library.documents().rows[0].id
    assert library.get(id).document.text
    try:
        library.remove(id)
    except LibraryLockedError:
        print("locked")
"""


def _public_folder() -> str:
    """A folder that other users can reach (pytest's own are private)."""
    import tempfile

    made = tempfile.mkdtemp(prefix="quoth-test-")
    Path(made).chmod(0o755)
    return made

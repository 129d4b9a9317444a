"""Where an index may be: beside the records on a disk of this machine, else in a folder of the user's own.

SQLite's journal (WAL) is shared memory, which machines do not share, and locks of files are not reliable on every
network file system (https://sqlite.org/wal.html, https://sqlite.org/faq.html#q5). Records need neither: they are only
ever renamed into place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from quoth.core.errors import LibraryLockedError

_MOUNTS = Path("/proc/self/mountinfo")
_SHARED = frozenset((
    "nfs", "nfs3", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p", "virtiofs", "vboxsf", "prl_fs",
    "afs", "auristorfs", "coda", "ncpfs", "ceph", "lustre", "gpfs", "beegfs", "glusterfs", "orangefs", "pvfs2", "ocfs2",
    "gfs2", "macfuse", "osxfuse",
))  # fmt: skip
"""File systems that several machines may see, or that cannot map shared memory."""
_LOCAL_FUSE = frozenset(("fuse.fuse-overlayfs", "fuse.ntfs-3g"))


def is_shared_between_machines(path: Path) -> bool:
    """Whether a folder, which need not exist yet, is on a file system where no index should be."""
    kind = kind_of_file_system(path, _mounts())
    return kind in _SHARED or (kind.startswith("fuse.") and kind not in _LOCAL_FUSE)


def kind_of_file_system(path: Path, mounts: Iterable[tuple[str, str]]) -> str:
    """The kind of the file system that is mounted closest above a path; empty where that is not known."""
    place = path.expanduser().resolve()
    above = {str(folder) for folder in (place, *place.parents)}
    found = [(len(point), kind) for point, kind in mounts if point in above]
    longest = max((length for length, _ in found), default=0)
    return next((kind for length, kind in reversed(found) if length == longest), "")


def own_index_folder(folder: Path) -> Path:
    """Where this user keeps an index of a library's own, on a disk of this machine if there is one."""
    import hashlib
    import socket
    import tempfile

    from platformdirs import user_cache_path

    of = f"{socket.gethostname()}:{folder.resolve()}"
    tops = Path(user_cache_path("quoth")) / "index", Path(tempfile.gettempdir()) / f"quoth-{os.getuid()}"
    top = next((top for top in tops if not is_shared_between_machines(top) and _may_be_made(top)), tops[0])
    return top / hashlib.sha256(of.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _may_be_made(folder: Path) -> bool:
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)


def make_private(folder: Path) -> None:
    """Make an index's folder for this user alone. LibraryLockedError where it is somebody else's."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise LibraryLockedError(f"{folder}: no index can be kept there: {error.strerror}") from error
    for made in (folder.parent, folder):
        if made.stat().st_uid != os.getuid() or made.is_symlink():
            raise LibraryLockedError(f"{made}: belongs to somebody else, so no index is kept there")


def read_mountinfo(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Mount points and kinds in order, from Linux's /proc/self/mountinfo (proc(5))."""
    for line in lines:
        fields, _, rest = line.partition(" - ")
        if len(parts := fields.split()) > 4 and rest:
            yield re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), parts[4]), rest.split()[0]


def read_mount(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The same from what ``mount`` prints on macOS and BSD: "SOURCE on POINT (KIND, ...)"."""
    for line in lines:
        if match := re.fullmatch(r".+? on (.+) \((\w+)[,)].*", line.strip()):
            yield match[1], match[2]


@cache
def _mounts() -> tuple[tuple[str, str], ...]:
    try:
        with _MOUNTS.open(encoding="utf-8", errors="surrogateescape") as lines:
            return tuple(read_mountinfo(lines))
    except OSError:
        return _told_mounts()


def _told_mounts() -> tuple[tuple[str, str], ...]:
    import subprocess

    try:
        told = subprocess.run(["mount"], capture_output=True, text=True, errors="replace", check=False).stdout
    except OSError:
        return ()
    return tuple(read_mount(told.splitlines()))

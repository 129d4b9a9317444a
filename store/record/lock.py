"""One writer at a time, across processes; and what the last one said about itself and the index."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from quoth.core.errors import LibraryLockedError

_SIZE = 512
"""The notice is padded to this many bytes, so that writing it again needs no room on a full disk."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the lock's file says: who holds or last held it, and the index as it was left.

    ``index`` is the name of the index's file, ``left`` the size and times of it and of its journal when it was let go,
    ``purges`` how often anything was taken out for good.
    """

    busy: bool = False
    name: str = ""
    pid: int = 0
    host: str = ""
    since: str = ""
    index: str = ""
    left: tuple[int, ...] = ()
    turn: int = 0
    purges: int = 0

    def is_whole(self) -> bool:
        """Whether everything in it, which anybody may have written, is of its type."""
        typed = all(type(getattr(self, field.name)) is type(field.default) for field in fields(self))
        return typed and all(type(value) is int for value in self.left)


class Lock:
    """An advisory lock on a file (flock): the system lets go of it when its holder dies."""

    def __init__(self, path: Path, who: str | None = None, wait: float = 10.0) -> None:
        self.path = path
        self.who = who
        self.wait = wait
        self._handle: int | None = None

    def raw(self) -> bytes:
        """The notice as bytes: they change whenever the lock is taken or let go."""
        try:
            return self.path.read_bytes()
        except OSError:
            return b""

    def notice(self) -> Notice:
        """What the file says; an empty notice where there is none or it is torn."""
        try:
            said = json.loads(self.raw())
            notice = Notice(**{**said, "left": tuple(said["left"])})
        except (ValueError, TypeError, KeyError, RecursionError):
            return Notice()
        return notice if notice.is_whole() else Notice()

    @contextmanager
    def held(self, wait: float | None = None) -> Iterator[Notice]:
        """Hold the lock; gives the notice that the holder before left. LibraryLockedError says who has it."""
        handle = self._acquire(self.wait if wait is None else wait)
        self._handle = handle
        before = self.notice()
        try:
            self._write(_mine(before, self.who))
            yield before
        finally:
            with suppress(LibraryLockedError):
                self._write(replace(self.notice(), busy=False, turn=self.notice().turn + 1))
            self._handle = None
            os.close(handle)

    def is_held(self) -> bool:
        """Whether anybody holds it; asks without being able to write."""
        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            os.close(handle)
        return False

    def leave(self, index: str, left: tuple[int, ...]) -> None:
        """Note the index as it is being left; only while the lock is held."""
        self._write(replace(self.notice(), index=index, left=left))

    def note_purge(self) -> None:
        """Note that something was taken out for good; only while the lock is held."""
        self._write(replace(self.notice(), purges=self.notice().purges + 1))

    def _acquire(self, wait: float) -> int:
        until, pause = time.monotonic() + wait, 0.002
        while True:
            handle = self._open()
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if self._is_in_place(handle):
                    return handle
                os.close(handle)
                continue
            except BlockingIOError:
                os.close(handle)
            except OSError as error:
                os.close(handle)
                raise LibraryLockedError(
                    f"{self.path.parent.parent}: nothing can be changed where files cannot be locked: {error.strerror}"
                ) from error
            if time.monotonic() >= until:
                raise LibraryLockedError(f"{self.path.parent.parent}: {self._holder()}; try again later")
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)

    def _open(self) -> int:
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            with suppress(PermissionError):
                os.fchmod(handle, self.path.parent.stat().st_mode & 0o666)
        except OSError as error:
            raise self._unwritable(error) from error
        return handle

    def _is_in_place(self, handle: int) -> bool:
        try:
            return os.fstat(handle).st_ino == self.path.stat().st_ino
        except FileNotFoundError:
            return False

    def _holder(self) -> str:
        notice = self.notice()
        if not notice.pid:
            return "somebody else is writing to it"
        return f"{notice.name} is writing to it (pid {notice.pid} on {notice.host}, since {notice.since})"

    def _write(self, notice: Notice) -> None:
        assert self._handle is not None
        try:
            os.pwrite(self._handle, json.dumps(asdict(notice)).encode().ljust(_SIZE), 0)
            os.truncate(self._handle, _SIZE)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> LibraryLockedError:
        return LibraryLockedError(f"{self.path.parent.parent}: cannot be written to: {error.strerror}")


def user_name() -> str:
    """The name that the system knows this user by."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def _mine(before: Notice, who: str | None) -> Notice:
    import socket

    return replace(
        before,
        busy=True,
        name=(who or user_name())[:64],
        pid=os.getpid(),
        host=socket.gethostname()[:64],
        since=datetime.now().astimezone().isoformat(timespec="seconds"),
        turn=before.turn + 1,
    )

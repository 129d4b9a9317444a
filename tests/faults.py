"""Faults for the tests of storage: a child that dies, or has no room left, at a chosen step of what it does.

A step is every call by which the library reaches the system: opening, writing (a dying child writes half of it),
syncing, renaming, deleting, locking; and every statement at which SQLite begins or ends a change.
"""

from __future__ import annotations

import errno
import fcntl
import io
import os
import sqlite3
from collections.abc import Callable
from typing import Any, Self

from quoth.store.index import location

_CALLS = ("open", "fsync", "rename", "unlink", "mkdir", "chmod", "fchmod", "pwrite", "close", "listdir")
DIED, SURVIVED = 77, 78
"""Status of a child that died at its step, and of one that met its fault and did its work all the same."""


class Steps:
    """Counts the steps and does the fault at the chosen one."""

    def __init__(self, at: int, fault: str) -> None:
        self.at = at
        self.fault = fault
        self.done = 0

    def take(self, name: str, half: Callable[[], object] = lambda: None) -> None:
        self.done += 1
        if self.done != self.at:
            return
        if self.fault == "die":
            half()
            os._exit(DIED)
        if name in ("open", "write", "fsync", "rename", "mkdir", "pwrite", "statement"):
            if name == "statement":
                raise sqlite3.OperationalError("database or disk is full")
            half()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def install(self) -> None:
        """Put the counter in front of every call; only in a child that ends with its work."""
        for name in _CALLS:
            setattr(os, name, self.counted(name, getattr(os, name)))
        fcntl.flock = self.counted("flock", fcntl.flock)
        plain_open, steps = io.open, self

        def counted_open(*args: Any, **named: Any) -> Any:
            stream = plain_open(*args, **named)
            return _Stream(stream, steps) if "w" in str(args[1:2] or named.get("mode", "")) else stream

        io.open = counted_open  # type: ignore[assignment]
        plain_connect = sqlite3.connect
        location.sqlite3.connect = lambda *args, **named: plain_connect(  # type: ignore[attr-defined]
            *args, **{**named, "factory": _connection(steps)}
        )

    def counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            self.take(name)
            return call(*args, **named)

        return run


class _Stream:
    def __init__(self, stream: Any, steps: Steps) -> None:
        self._stream = stream
        self._steps = steps

    def write(self, data: bytes) -> int:
        def half() -> None:
            self._stream.write(data[: len(data) // 2])
            self._stream.flush()

        self._steps.take("write", half)
        written: int = self._stream.write(data)
        return written

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _connection(steps: Steps) -> type[sqlite3.Connection]:
    class Counted(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:  # type: ignore[override]
            if sql.startswith(("BEGIN IMMEDIATE", "COMMIT", "PRAGMA", "INSERT INTO document")):
                steps.take("statement")
            return super().execute(sql, *values)

    return Counted


def run_in_child(work: Callable[[], object], *, at: int = 0, fault: str = "die") -> int:
    """The status of a child that does the work: 0 without a fault, DIED, SURVIVED, or 1 when it gave up."""
    child = os.fork()
    if child == 0:
        status, steps = 1, Steps(at, fault)
        try:
            if at:
                steps.install()
            work()
            status = SURVIVED if at and steps.done >= at else 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

"""Parsing in a process of its own: what a damaged or hostile file does there, it cannot do here.

The process has limits of time and memory and may open no connection, start no program and write no file. It is
started with the first file that needs it and serves the next ones; where a file ends it, that file alone is lost. It
ends with this one: at the latest when the file that it reads then is done or over its limit.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module
from typing import IO

from quoth.core.errors import InputError
from quoth.core.model import Document

SECONDS = 20
"""The CPU time that one file may take."""
PATIENCE = 120
"""The seconds after which a parser that neither works nor answers is ended."""
MEMORY = 1_500_000_000
FORMATS = {
    "html": ("quoth.core.formats.web", "read_html"),
    "pdf": ("quoth.core.formats.pdf", "read_pdf"),
    "docx": ("quoth.core.formats.word", "read_docx"),
    "mail": ("quoth.core.formats.mail", "read_mail"),
    "feed": ("quoth.core.formats.feeds", "read_feed"),
    "markdown": ("quoth.core.formats.markdown", "read_markdown"),
}
COMMAND = (sys.executable, "-m", "quoth.core.formats.apart")


class Worker:
    """The other process. One file at a time is read by it, whichever thread asks."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def ask(self, request: bytes) -> tuple[bytes, int]:
        """Its answer, a line; where there is none an empty one and the status it ended with."""
        with self._lock:
            running = self._start()
            try:
                answer = self._answer(running, request)
            except BaseException:  # an interrupt in between: the next file must not get this one's answer
                self._end(running)
                raise
            return (answer, 0) if answer else (b"", self._end(running))

    def _start(self) -> subprocess.Popen[bytes]:
        if self._running is None or self._running.poll() is not None:
            self._running = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._running

    def _answer(self, running: subprocess.Popen[bytes], request: bytes) -> bytes:
        assert running.stdin and running.stdout
        try:
            running.stdin.write(request)
            running.stdin.flush()
        except BrokenPipeError:
            return b""
        ready, _, _ = select.select([running.stdout], [], [], PATIENCE)
        return running.stdout.readline() if ready else b""

    def _end(self, running: subprocess.Popen[bytes]) -> int:
        """Its status: its own where it has ended by itself."""
        self._running = None
        try:
            return running.wait(1)
        except subprocess.TimeoutExpired:
            running.kill()
            return running.wait()


_worker = Worker()


def read_apart(kind: str, raw: bytes, name: str) -> list[Document | InputError]:
    """The documents of a file, read by the format's module in the other process."""
    answer, status = _worker.ask(json.dumps([kind, name, len(raw)]).encode() + b"\n" + raw)
    if not answer:
        late = status in (-signal.SIGXCPU, -signal.SIGKILL)
        why = f"takes more than {SECONDS} seconds" if late else f"its parser broke down (status {status})"
        return [InputError(f"{name}: {why}; not read")]
    return [
        InputError(item)
        if isinstance(item, str)
        else Document(**{**item, "pages": tuple(item["pages"]), "notes": tuple(item["notes"])})
        for item in json.loads(answer)
    ]


def _read(kind: str, raw: bytes, name: str) -> Iterator[Document | InputError]:
    module, function = FORMATS[kind]
    reader: Callable[[bytes, str], Iterator[Document | InputError]] = getattr(import_module(module), function)
    try:
        yield from reader(raw, name)
    except InputError as error:
        yield error
    except MemoryError:
        yield InputError(f"{name}: takes more than {MEMORY // 1_000_000} MB of memory; not read")
    except Exception as error:  # noqa: BLE001 - a library's own failure on a damaged file
        said = f"{type(error).__name__}: {str(error)[:200]}"
        yield InputError(f"{name}: damaged, not read; get it again or save it anew (its parser says {said})")


def _serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    while line := requests.readline():
        kind, name, size = json.loads(line)
        _allow_time()
        found = [
            str(item) if isinstance(item, InputError) else asdict(item)
            for item in _read(kind, requests.read(size), name)
        ]
        answers.write(json.dumps(found).encode() + b"\n")
        answers.flush()


def _allow_time() -> None:
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + SECONDS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _confine() -> None:
    import contextlib
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    forbidden = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event in forbidden:
            raise PermissionError(f"{event} is not for a reader")
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & writes and arguments[0] != os.devnull:
            raise PermissionError("a reader writes no file")

    sys.dont_write_bytecode = True
    sys.addaudithook(refuse)


if __name__ == "__main__":
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # a library's chatter must not get between the answers
    _confine()
    _serve(sys.stdin.buffer, answers)

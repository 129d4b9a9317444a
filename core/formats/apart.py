"""Parsing in a process of its own: what a damaged or hostile file does there, it cannot do here.

The process has limits of time and memory and may open no connection, start no program and write no file. It is
started with the first file that needs it and serves the next ones; where a file ends it, that file alone is lost.
"""

from __future__ import annotations

import json
import os
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
MEMORY = 1_500_000_000
FORMATS = {
    "html": ("quoth.core.formats.web", "read_html"),
    "pdf": ("quoth.core.formats.pdf", "read_pdf"),
    "docx": ("quoth.core.formats.word", "read_docx"),
    "mail": ("quoth.core.formats.mail", "read_mail"),
    "feed": ("quoth.core.formats.feeds", "read_feed"),
    "markdown": ("quoth.core.formats.markdown", "read_markdown"),
}
_lock = threading.Lock()
_worker: subprocess.Popen[bytes] | None = None


def read_apart(kind: str, raw: bytes, name: str) -> list[Document | InputError]:
    """The documents of a file, read by the format's module in the other process."""
    global _worker
    with _lock:
        if _worker is None or _worker.poll() is not None:
            _worker = subprocess.Popen(
                [sys.executable, "-m", "quoth.core.formats.apart"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        assert _worker.stdin and _worker.stdout
        try:
            _worker.stdin.write(json.dumps([kind, name, len(raw)]).encode() + b"\n" + raw)
            _worker.stdin.flush()
            answer = _worker.stdout.readline()
        except BrokenPipeError:
            answer = b""
        except BaseException:  # an interrupt in between: the next file must not get this one's answer
            _worker.kill()
            _worker.wait()
            _worker = None
            raise
        if not answer:
            status, _worker = _worker.wait(), None
            late = status in (-signal.SIGXCPU, -signal.SIGKILL)
            why = f"took more than {SECONDS} seconds" if late else f"its parser broke down (status {status})"
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
        yield InputError(
            f"{name}: damaged, not read; get it again or save it anew (its parser says {type(error).__name__}: {str(error)[:200]})"
        )


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

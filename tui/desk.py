"""Whatever reads the library is done here, one thing after the other in one thread, and answered by a message."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

T = TypeVar("T")


class Done(Message):
    """A job is done; ``take`` it with :meth:`deliver` in the receiver's own thread."""

    def __init__(self, kind: str, take: Callable[[Any], None], answer: Any) -> None:
        super().__init__()
        self.kind = kind
        self._take = take
        self._answer = answer

    def deliver(self) -> None:
        """Hand the answer to whoever asked."""
        self._take(self._answer)


class Failed(Message):
    """A job raised an error."""

    def __init__(self, kind: str, error: Exception) -> None:
        super().__init__()
        self.kind = kind
        self.error = error


class Desk:
    """A thread that does jobs in the order of asking; a newer job of the same kind replaces one not yet begun."""

    def __init__(self, receiver: MessagePump) -> None:
        self._receiver = receiver
        self._jobs: OrderedDict[str, tuple[Callable[[], Any], Callable[[Any], None]]] = OrderedDict()
        self._wake = threading.Condition()
        self._busy = ""
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="quoth-desk", daemon=True)
        self._thread.start()

    def ask(self, kind: str, job: Callable[[], T], take: Callable[[T], None]) -> None:
        """Do ``job`` in the thread, then call ``take`` with its result in the receiver's."""
        with self._wake:
            self._jobs[kind] = (job, take)
            self._wake.notify()

    @property
    def busy(self) -> bool:
        """Whether anything is being done or waits."""
        return bool(self._jobs or self._busy)

    def close(self) -> None:
        """Drop what waits; the thread ends with what it is doing."""
        with self._wake:
            self._closed = True
            self._jobs.clear()
            self._wake.notify()

    def _work(self) -> None:
        while True:
            with self._wake:
                self._busy = ""
                while not self._jobs and not self._closed:
                    self._wake.wait()
                if self._closed:
                    return
                kind, (job, take) = self._jobs.popitem(last=False)
                self._busy = kind
            message: Message
            try:
                message = Done(kind, take, job())
            except Exception as error:  # noqa: BLE001 - whatever it was, the screen says so and goes on
                message = Failed(kind, error)
            if not self._closed:
                self._receiver.post_message(message)

"""Whatever reads the library is done here, one thing after the other in one thread, and answered by a message."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer

T = TypeVar("T")

SLOW_S = 0.3


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
    """A thread that does jobs in the order of asking; a newer job of the same kind replaces, at the end, one not yet begun."""

    def __init__(self, receiver: MessagePump, on_slow: Callable[[str, float], None] = lambda kind, s: None) -> None:
        """``on_slow`` is told, in the receiver's thread, what takes long and how long; an empty kind: nothing does."""
        self._receiver = receiver
        self._on_slow = on_slow
        self._jobs: OrderedDict[str, tuple[Callable[[], Any], Callable[[Any], None]]] = OrderedDict()
        self._open: Counter[str] = Counter()
        self._wake = threading.Condition()
        self._busy = ""
        self._begun = 0.0
        self._watch: Timer | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="quoth-desk", daemon=True)
        self._thread.start()

    def ask(self, kind: str, job: Callable[[], T], take: Callable[[T], None]) -> None:
        """Do ``job`` in the thread, then call ``take`` with its result in the receiver's."""
        with self._wake:
            if kind not in self._jobs:
                self._open[kind] += 1
            self._jobs[kind] = (job, take)
            self._jobs.move_to_end(kind)
            self._wake.notify()
        if self._watch is None:
            self._watch = self._receiver.set_timer(SLOW_S, self._look)

    def answered(self, kind: str) -> None:
        """The receiver has taken an answer (or an error) of that kind."""
        self._open[kind] -= 1

    def waits(self, *kinds: str) -> bool:
        """Whether an answer of one of these kinds is still to be taken."""
        return any(self._open[kind] > 0 for kind in kinds)

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

    def _look(self) -> None:
        """Tell what takes long; looks on as long as anything is done."""
        taken = time.monotonic() - self._begun
        slow = self._busy if taken >= SLOW_S else ""
        self._on_slow(slow, taken)
        self._watch = self._receiver.set_timer(SLOW_S, self._look) if slow or self.busy else None

    def _work(self) -> None:
        while True:
            with self._wake:
                self._busy = ""
                while not self._jobs and not self._closed:
                    self._wake.wait()
                if self._closed:
                    return
                kind, (job, take) = self._jobs.popitem(last=False)
                self._busy, self._begun = kind, time.monotonic()
            message: Message
            try:
                message = Done(kind, take, job())
            except Exception as error:  # noqa: BLE001 - whatever it was, the screen says so and goes on
                message = Failed(kind, error)
            if not self._closed:
                self._receiver.post_message(message)

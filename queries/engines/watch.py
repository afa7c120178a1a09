"""A watchdog for questions: engines' own limits do not hold everywhere, so time and memory are watched from outside."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from graphmodel.errors import LimitExceeded
from queries.engines.base import Limits

__all__ = ["too_long", "watched"]

T = TypeVar("T")

_STACK = 64 * 1024 * 1024
"""Bytes of stack that the engine's thread may use; the usual 8 MB are soon gone where one step calls the next."""

_STARTING = threading.Lock()

_GRACE = 0.5
"""Seconds that the engine gets to end by itself before the watchdog ends the wait."""

_LOOK = 0.05
"""Seconds between two looks of the watchdog."""


def watched(ask: Callable[[], T], limits: Limits, *, grace: float = _GRACE) -> T:
    """What `ask` gives, if it gives it within time and memory; it runs in a thread that may be left behind.

    Raises
    ------
    LimitExceeded
        If it does not; whatever `ask` raises is raised as it is.
    """
    box: list[T] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def work() -> None:
        try:
            box.append(ask())
        except BaseException as error:
            failed.append(error)
        finally:
            done.set()

    before, deadline = _memory(), time.monotonic() + limits.seconds + grace
    _start(threading.Thread(target=work, name="liaison-query", daemon=True))
    while not done.wait(_LOOK):
        if time.monotonic() > deadline:
            raise LimitExceeded(too_long(limits))
        if _memory() - before > limits.memory:
            raise LimitExceeded(
                f"the query was stopped: it took more than {limits.memory / 1e9:.1f} GB of memory; "
                "ask about fewer actors, or one kind of tie at a time"
            )
    if failed:
        raise failed[0]
    return box[0]


def _start(thread: threading.Thread) -> None:
    """Start a thread with a large stack; the size that others get stays as it is."""
    with _STARTING:
        usual = threading.stack_size(_STACK)
        try:
            thread.start()
        finally:
            threading.stack_size(usual)


def too_long(limits: Limits) -> str:
    """The sentence for a question that was not answered in time."""
    return f"the query was stopped after {limits.seconds:g} s; ask about fewer actors, or allow more seconds"


def _memory() -> int:
    """Bytes that this process holds, 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096
    except (OSError, ValueError, IndexError):
        return 0

"""Ended means ended: a process that is told to stop tidies up, and one whose parent is gone stops."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Not every system has all of them."""

_ONE_BREATH_S: Final = 1.0


class Stopped(BaseException):
    """The process was told to stop: no error, as KeyboardInterrupt is none, which it takes the place of.

    Attributes
    ----------
    status
        The exit status that says so: 128 and the number of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Raise ``Stopped`` in the main thread when a signal says to stop, so that whatever is half done is undone.

    A signal that whoever started the process has it ignore (``nohup``) stays ignored.
    """
    last = -_ONE_BREATH_S

    def stop(number: int, _: Any) -> None:
        nonlocal last
        now = time.monotonic()
        # A terminal that closes may send two at once: the second is not to disturb the tidying up after the first.
        if now - last < _ONE_BREATH_S:
            return
        last = now
        raise Stopped(number)

    before = {}
    if threading.current_thread() is threading.main_thread():
        numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
        before = {n: old for n in numbers if (old := signal.getsignal(n)) not in {signal.SIG_IGN, None}}
    try:
        for number in before:
            signal.signal(number, stop)
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


def end_without_parent() -> None:
    """End this process when the one that started it is gone: looks twice a second.

    On Windows, where a process does not learn that, nothing is done.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent").start()

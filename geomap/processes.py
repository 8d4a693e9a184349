"""Processes that work for this one, in order, and end with it: however it ends, and whatever they are doing then.

``concurrent.futures`` shares two queues among its processes. One that is ended while it writes leaves half a message
there, and the parent waits for the other half for ever. Here each process has a pipe of its own each way, so that the
end of either side is seen by the other at once.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import threading
from collections import deque
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from geomap.errors import GeomapError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_AT_ONCE = 2
"""What a process has at a time: one that it works on, and one to go on with."""

_AHEAD = 4
"""Results a process that may wait for their turn: what is slow must not make all that comes after it pile up."""

_PATIENCE_S = 5.0


class ProcessGoneError(Exception):
    """A process ended before it was done."""


class _WorkerProcess(NamedTuple):
    """A process, the pipes to and from it, and the numbers of the items that it has been sent."""

    process: BaseProcess
    tasks: Connection
    results: Connection
    sent: deque[int]


class Processes:
    """Some processes that do the same work on one item after the other.

    Parameters
    ----------
    count
        How many.
    start
        Called with ``arguments`` in each process before it begins.
    arguments
        They travel to the processes, as the items and the results do.
    work
        Takes an item, gives its result.
    """

    def __init__(
        self, count: int, start: Callable[..., None], arguments: tuple[Any, ...], work: Callable[[Any], Any]
    ) -> None:
        self._count = count
        self._task = (start, arguments, work)
        self._workers: list[_WorkerProcess] = []

    def __enter__(self) -> Self:
        try:
            with _interrupts_held():
                for _ in range(self._count):
                    self._workers.append(self._started())
        except BaseException:
            self._end(at_once=True)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # Who stops in the middle does not wait for what nobody will see.
        self._end(at_once=kind is not None)

    def map(self, items: Iterable[Any]) -> Iterator[Any]:
        """Yield the result of each item, in the items' order; items are taken as they are needed.

        Raises
        ------
        ProcessGoneError
            A process ended.
        Exception
            What the work raised on an item, when its turn comes.
        """
        waiting = enumerate(items)
        done: dict[int, tuple[bool, Any]] = {}
        turn = last = 0
        more = True
        while True:
            while more and last - turn < self._count * (_AT_ONCE + _AHEAD) and (worker := self._free()):
                number, item = next(waiting, (-1, None))
                more = number >= 0
                if more:
                    _send(worker, number, item)
                    last = number + 1
            if turn == last:
                return
            if turn in done:
                right, result = done.pop(turn)
                turn += 1
                if not right:
                    raise result
                yield result
            else:
                self._receive(done)

    def _free(self) -> _WorkerProcess | None:
        """Return the process that has least to do, if it can take more."""
        worker = min(self._workers, key=lambda worker: len(worker.sent))
        return worker if len(worker.sent) < _AT_ONCE else None

    def _receive(self, done: dict[int, tuple[bool, Any]]) -> None:
        ready = wait([worker.results for worker in self._workers])
        for worker in self._workers:
            if worker.results in ready:
                try:
                    done[worker.sent.popleft()] = worker.results.recv()
                except (EOFError, OSError, IndexError) as error:
                    raise ProcessGoneError from error

    def _started(self) -> _WorkerProcess:
        # Fresh processes: one that is split off in the middle of another's threads may stand still for ever.
        context = get_context("spawn")
        task_end, tasks = context.Pipe(duplex=False)
        results, result_end = context.Pipe(duplex=False)
        process = context.Process(target=_serve, args=(task_end, result_end, *self._task), daemon=True)
        process.start()
        # These ends are the process's alone, so that what reads from the others learns that it is gone.
        task_end.close()
        result_end.close()
        return _WorkerProcess(process, tasks, results, deque())

    def _end(self, *, at_once: bool) -> None:
        for worker in self._workers:
            if at_once:
                worker.process.kill()
            worker.tasks.close()
        for worker in self._workers:
            worker.process.join(_PATIENCE_S)
            if worker.process.exitcode is None:
                worker.process.kill()
                worker.process.join()
            worker.results.close()
            worker.process.close()
        self._workers.clear()


def _send(worker: _WorkerProcess, number: int, item: Any) -> None:
    try:
        worker.tasks.send(item)
    except OSError as error:
        raise ProcessGoneError from error
    worker.sent.append(number)


def _serve(
    tasks: Connection,
    results: Connection,
    start: Callable[..., None],
    arguments: tuple[Any, ...],
    work: Callable[[Any], Any],
) -> None:
    """Run in the child: do the work on each item that arrives, and send back the result."""
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    # Reads on while the work goes on, so that nobody waits to send, and the end of the parent is the end of this.
    threading.Thread(target=_read, args=(tasks, waiting), daemon=True).start()
    start(*arguments)
    while True:
        item = waiting.get()
        try:
            answer = (True, work(item))
        except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
            answer = (False, error)
        try:
            results.send(answer)
        except OSError:  # the parent is gone
            return
        except Exception as error:  # noqa: BLE001 - what cannot travel is told by what can
            results.send((False, GeomapError(f"a result cannot be passed on: {type(error).__name__}: {error}")))


def _read(tasks: Connection, waiting: queue.SimpleQueue[Any]) -> None:
    with contextlib.suppress(EOFError, OSError):
        while True:
            waiting.put(tasks.recv())
    os._exit(0)


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C while processes are started, so that they never hear of it: the parent ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    # It sets the mask itself when it is started; so that is done before.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

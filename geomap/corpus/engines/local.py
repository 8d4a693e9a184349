"""Parts geoparsed on this machine: in this process, or in several that share the gazetteer in memory."""

from __future__ import annotations

import sys
import time
from collections import deque
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from geomap.corpus.worker import geoparse_part, start_worker
from geomap.errors import GeomapError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geomap.corpus.batch import Tables
    from geomap.corpus.parts import Part

_TRIES: Final = 3
"""So often a part may be begun whose process ends; then the part is what ends it."""

_A_MOMENT_S: Final = 0.2


def make_engine(options: Mapping[str, Any], *, workers: int | None = None, scheduler: str | None = None) -> LocalEngine:
    """Make the engine of this machine.

    Parameters
    ----------
    options
        As for ``geomap.corpus.worker.geoparse_part``.
    workers
        Number of processes; with 1, which is the default, the work is done in this one.
    scheduler
        There is none here.

    Raises
    ------
    InputError
        A scheduler is given.
    """
    if scheduler is not None:
        raise InputError("--scheduler is the address of a Dask or Spark cluster: add --engine dask or --engine spark")
    return LocalEngine(options, workers or 1)


class LocalEngine:
    """Processes of this machine; see ``geomap.corpus.engines.Engine``.

    Parameters
    ----------
    options
        As for ``geomap.corpus.worker.geoparse_part``.
    workers
        Number of processes.
    """

    def __init__(self, options: Mapping[str, Any], workers: int) -> None:
        self._options = dict(options)
        self._workers = workers

    def map(self, parts: Iterator[Part]) -> Iterator[tuple[int, Tables]]:
        """Yield the number and the tables of each part, in order."""
        if self._workers == 1:
            for part in parts:
                yield part.number, geoparse_part(part, self._options)
            return
        from geomap.processes import ProcessGoneError

        # What was taken and has not come back is kept: the processes that follow dead ones begin with it.
        kept: deque[Part] = deque()
        tries, last = 0, -1
        while True:
            try:
                yield from self._in_processes(chain(list(kept), _remembered(parts, kept)), kept)
            except ProcessGoneError as error:
                # Who ends all processes of a group means this one too, and its signal may be on its way.
                time.sleep(_A_MOMENT_S)
                first = kept[0].number if kept else -1
                tries, last = tries + 1 if first == last else 1, first
                if tries >= _TRIES:
                    raise GeomapError(
                        f"a process ended {_TRIES} times before part {first} was done; try fewer --workers, or a "
                        "smaller --part-size"
                    ) from error
            else:
                return

    def _in_processes(self, parts: Iterator[Part], kept: deque[Part]) -> Iterator[tuple[int, Tables]]:
        from geomap.processes import Processes

        work = partial(geoparse_part, options=self._options)
        with Processes(self._workers, _start, (self._options,), work) as processes:
            for tables in processes.map(parts):
                yield kept.popleft().number, tables


def _start(options: Mapping[str, Any]) -> None:
    _spare_pandas()
    start_worker(options)


def _spare_pandas() -> None:
    """Keep pandas out of a process of ours: 50 MB that no worker needs.

    Arrow imports it with the first list that becomes a column, to ask whether that is one of pandas'.
    """
    if "pandas" not in sys.modules:
        # How Python is told that there is none.
        sys.modules["pandas"] = None  # type: ignore[assignment]
        try:
            pa.array([0])
        finally:
            del sys.modules["pandas"]


def _remembered(parts: Iterator[Part], kept: deque[Part]) -> Iterator[Part]:
    for part in parts:
        kept.append(part)
        yield part

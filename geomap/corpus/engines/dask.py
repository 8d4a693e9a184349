"""Parts geoparsed on a Dask cluster: one that runs already, or one of processes of this machine."""

from __future__ import annotations

import logging
from collections import deque
from contextlib import ExitStack, contextmanager
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geomap.corpus.worker import geoparse_part
from geomap.errors import GeomapError, InputError, describe, missing_extra, to_install

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geomap.corpus.batch import Tables
    from geomap.corpus.parts import Part

_AHEAD: Final = 2
"""Parts that a thread of the cluster may have: one that it works on, and one to go on with."""

_PATIENCE_S: Final = 15
"""So long a scheduler may take to answer, and a cluster to have its first worker."""


def make_engine(options: Mapping[str, Any], *, workers: int | None = None, scheduler: str | None = None) -> DaskEngine:
    """Make the engine of a Dask cluster.

    Parameters
    ----------
    options
        As for ``geomap.corpus.worker.geoparse_part``.
    workers
        Processes of this machine where there is no scheduler; as many as it has cores without it.
    scheduler
        Address of a scheduler (``tcp://host:8786``), or the file that it has written (``scheduler.json``).

    Raises
    ------
    MissingExtraError
        Dask is not installed.
    """
    try:
        import distributed  # noqa: F401 - said now, and not when the work has begun
    except ImportError as error:
        raise missing_extra("to work on a Dask cluster", "distributed", "dask") from error
    return DaskEngine(options, workers, scheduler)


class DaskEngine:
    """A Dask cluster; see ``geomap.corpus.engines.Engine``.

    Parameters
    ----------
    options
        As for ``geomap.corpus.worker.geoparse_part``; what they name is read here, and travels.
    workers
        Processes of this machine where there is no scheduler.
    scheduler
        Address of a scheduler, or the file that it has written.
    """

    def __init__(self, options: Mapping[str, Any], workers: int | None, scheduler: str | None) -> None:
        self._options = options
        self._workers = workers
        self._scheduler = scheduler

    def map(self, parts: Iterator[Part]) -> Iterator[tuple[int, Tables]]:
        """Yield the number and the tables of each part, in order.

        A part whose worker dies is given to another by Dask.
        """
        from geomap.corpus.worker import travelling

        options = travelling(self._options)
        with ExitStack() as stack:
            stack.enter_context(_quiet())
            client = stack.enter_context(self._client())
            with self._told():
                client.wait_for_workers(1, timeout=_PATIENCE_S)
            yield from self._results(client, parts, options)

    def _results(self, client: Any, parts: Iterator[Part], options: Mapping[str, Any]) -> Iterator[tuple[int, Tables]]:
        waiting: deque[tuple[int, Any]] = deque()
        while True:
            with self._told():
                # Workers come and go.
                room = max(1, sum(client.nthreads().values())) * _AHEAD - len(waiting)
            # What reading them raises is no fault of the cluster.
            taken = list(islice(parts, max(0, room)))
            with self._told():
                # A part goes with its task, and not to a worker's memory, which would be lost with the worker.
                waiting += [(part.number, client.submit(geoparse_part, part, options, pure=False)) for part in taken]
                if not waiting:
                    return
                number, future = waiting.popleft()
                tables = future.result()
            yield number, tables

    @contextmanager
    def _client(self) -> Iterator[Any]:
        """Yield a client of the cluster, which ends with it if it is our own."""
        distributed = _distributed()
        if self._scheduler is not None:
            with self._connected(self._scheduler) as client:
                yield client
            return
        with (
            distributed.LocalCluster(
                n_workers=self._workers,
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            distributed.Client(cluster, set_as_default=False) as client,
        ):
            yield client

    @staticmethod
    def _connected(scheduler: str) -> Any:
        named = {"address": scheduler}
        if scheduler.endswith(".json"):
            named = {"scheduler_file": scheduler}
            if not Path(scheduler).is_file():  # for which Dask would wait
                raise InputError(f"there is no scheduler file {scheduler}")
        try:
            return _distributed().Client(**named, timeout=_PATIENCE_S, set_as_default=False)
        except ValueError as error:
            raise InputError(f"{scheduler!r} is no address of a Dask scheduler (tcp://host:8786): {error}") from error
        except OSError as error:
            raise GeomapError(f"no Dask scheduler answers at {scheduler} within {_PATIENCE_S} s") from error

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in one line what went wrong between here and the cluster."""
        from concurrent.futures import CancelledError

        from distributed import KilledWorker
        from distributed.client import FutureCancelledError
        from distributed.comm.core import CommClosedError

        where = f"the Dask scheduler at {self._scheduler}" if self._scheduler else "the Dask scheduler of this machine"
        try:
            yield
        except GeomapError:
            raise
        except KilledWorker as error:
            raise GeomapError(
                "Dask workers ended again and again on one part; give them more memory, or try a smaller --part-size"
            ) from error
        except TimeoutError as error:
            raise GeomapError(f"{where} has no worker, and none has come within {_PATIENCE_S} s") from error
        except (CancelledError, FutureCancelledError, CommClosedError, OSError) as error:
            raise GeomapError(f"{where} does not answer ({describe(error)}); start again to go on") from error
        except ModuleNotFoundError as error:
            raise GeomapError(f"a Dask worker lacks {error.name}: {to_install('dask')} on each") from error
        except Exception as error:
            raise GeomapError(f"a Dask worker failed: {describe(error)}") from error


def _distributed() -> Any:
    """Return Dask's module, of which some is typed and most is not."""
    return import_module("distributed")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's own messages from standard error: what matters of them is raised."""
    import dask

    logger = logging.getLogger("distributed")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
            yield
    finally:
        logger.setLevel(before)

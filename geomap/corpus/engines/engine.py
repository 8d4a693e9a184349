"""What every engine does, and how one is found by its name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geomap.corpus.batch import Tables
    from geomap.corpus.parts import Part

ENGINES: Final = ("local", "dask", "spark")
"""Each is a module beside this one with a function ``make_engine(options, *, workers, scheduler)``."""


class Engine(Protocol):
    """Geoparses parts somewhere, and gives the results in the parts' order.

    What runs where is the engine's alone; what comes out is the same bytes from each, since all of them call
    ``geomap.corpus.worker.geoparse_part(part, options)`` on a worker and nothing else.
    """

    def map(self, parts: Iterator[Part]) -> Iterator[tuple[int, Tables]]:
        """Yield ``(part.number, geoparse_part(part, options))`` for each part, in the order in which they came.

        Parts are taken from the iterator in the caller's thread as they are needed, some ahead of the results and
        never all: it reads files, and a part that waits is memory. What the engine holds (processes, a connection)
        begins with the first ``next`` and ends with the iterator, also when that is closed in the middle or an error
        passes through it. A worker that dies is replaced, and its part done again.

        Parameters
        ----------
        parts
            They need not begin with number 0: a run that goes on passes only what is left.

        Raises
        ------
        GeomapError
            The work cannot go on; the message is one line.
        """
        ...


def engine_named(
    name: str, options: Mapping[str, Any], *, workers: int | None = None, scheduler: str | None = None
) -> Engine:
    """Make the engine of a name; its library is imported only now.

    Parameters
    ----------
    name
        ``"local"``, ``"dask"`` or ``"spark"``.
    options
        What the workers read texts with, as for ``geomap.corpus.worker.geoparse_part``.
    workers
        How many; the engine's own default without it.
    scheduler
        The address of a cluster that runs already.

    Raises
    ------
    InputError
        There is no such engine, or it takes no scheduler.
    MissingExtraError
        Its library is not installed.
    """
    if name not in ENGINES:
        raise InputError(f"there is no engine {name!r}; there are: {', '.join(ENGINES)}")
    module: Any = import_module(f"geomap.corpus.engines.{name}")
    engine: Engine = module.make_engine(options, workers=workers, scheduler=scheduler)
    return engine

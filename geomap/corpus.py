"""Many documents in several processes, which share one gazetteer in memory."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from geomap.errors import GeomapError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from geomap.geoparser import Geoparser
    from geomap.model import Document, Geoparse

_BATCH = 8
"""Documents that a process gets at once: one by one, the sending would cost as much as the reading of short ones."""

_AHEAD = 4
"""Batches a process that are read in advance: a corpus need not fit into memory."""

_worker: Geoparser | None = None


def geoparse_many(documents: Iterable[Document], *, jobs: int = 1, **parts: Any) -> Iterator[Geoparse]:
    """Geoparse documents in several processes; the results come in the documents' order.

    Each process opens the gazetteer and loads the tagger for itself, which takes some tenths of a second and pays from
    a few dozen articles on.

    Parameters
    ----------
    documents
        They are read as they are needed.
    jobs
        Number of processes; with 1 the work is done in this one.
    **parts
        As for ``geomap.assembly.assemble_geoparser``: ``recognizer``, ``gazetteer``, ``places`` …

    Raises
    ------
    InputError
        A part does not exist.
    GeomapError
        A process ended before it was done, for lack of memory for example.

    Examples
    --------
    >>> from geomap.corpus import geoparse_many
    >>> from geomap.reading import read_documents
    >>> for parse in geoparse_many(read_documents("articles"), jobs=4):  # doctest: +SKIP
    ...     print(parse.document.id, len(parse))
    """
    from geomap.assembly import assemble_geoparser

    if jobs == 1:
        yield from assemble_geoparser(**parts).geoparse_all(documents)
        return
    waiting: deque[Future[list[Geoparse]]] = deque()
    stream = iter(documents)
    # Fresh processes: one that is split off in the middle of another's threads may stand still for ever.
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start, initargs=(parts,)) as pool:
        try:
            while True:
                while len(waiting) < jobs * _AHEAD and (batch := list(islice(stream, _BATCH))):
                    waiting.append(pool.submit(_geoparse, batch))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise GeomapError("a process ended before it was done; try fewer --jobs, or smaller documents") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _start(parts: dict[str, Any]) -> None:
    from geomap.assembly import assemble_geoparser

    global _worker  # noqa: PLW0603 - a process has one geoparser, and this is where it is kept
    _worker = assemble_geoparser(**parts)


def _geoparse(documents: list[Document]) -> list[Geoparse]:
    assert _worker is not None
    return list(_worker.geoparse_all(documents))

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
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from geomap.geoparser import Geoparser
    from geomap.model import Document, Geoparse

_BATCH = 8
"""Documents that a process gets at once: one by one, the sending would cost as much as the reading of short ones."""

_AHEAD = 4
"""Batches a process that are read in advance: a corpus need not fit into memory."""

_worker: Geoparser | None = None


def geoparse_many(
    documents: Iterable[Document],
    *,
    jobs: int = 1,
    on_error: Callable[[GeomapError], None] | None = None,
    **parts: Any,
) -> Iterator[Geoparse]:
    """Geoparse documents in several processes; the results come in the documents' order.

    Each process opens the gazetteer and loads the tagger for itself, which takes some tenths of a second and pays from
    a few dozen articles on.

    Parameters
    ----------
    documents
        They are read as they are needed.
    jobs
        Number of processes; with 1 the work is done in this one.
    on_error
        What to do about a document that cannot be geoparsed; the default is to raise. With a function, it gets the
        error, and the next document is read.
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
        yield from assemble_geoparser(**parts).geoparse_all(documents, on_error=on_error)
        return
    waiting: deque[Future[list[Geoparse | GeomapError]]] = deque()
    stream = iter(documents)
    # Fresh processes: one that is split off in the middle of another's threads may stand still for ever.
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start, initargs=(parts,)) as pool:
        try:
            while True:
                while len(waiting) < jobs * _AHEAD and (batch := list(islice(stream, _BATCH))):
                    waiting.append(pool.submit(_geoparse, batch))
                if not waiting:
                    return
                for found in waiting.popleft().result():
                    if not isinstance(found, GeomapError):
                        yield found
                    elif on_error is None:
                        raise found
                    else:
                        on_error(found)
        except BrokenProcessPool as error:
            raise GeomapError("a process ended before it was done; try fewer --jobs, or smaller documents") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _start(parts: dict[str, Any]) -> None:
    from geomap.assembly import assemble_geoparser

    global _worker  # noqa: PLW0603 - a process has one geoparser, and this is where it is kept
    _worker = assemble_geoparser(**parts)


def _geoparse(documents: list[Document]) -> list[Geoparse | GeomapError]:
    assert _worker is not None
    return [_worker.geoparse_or_error(document) for document in documents]

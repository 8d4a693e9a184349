"""Many documents in several processes, which share one gazetteer in memory."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from geomap.batches import in_batches
from geomap.errors import GeomapError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geomap.geoparser import Geoparser
    from geomap.model import Document, Geoparse

_CHARACTERS = 1 << 14
_COUNT = 32
"""What a process gets at once ends with so many characters or documents: some reports, or many short texts."""

_A_MOMENT_S = 0.2

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
    from geomap.processes import Processes, ProcessGoneError

    batches = in_batches(documents, characters=_CHARACTERS, count=_COUNT)
    try:
        with Processes(jobs, _start, (parts,), _geoparse) as processes:
            for batch in processes.map(batches):
                for found in batch:
                    if not isinstance(found, GeomapError):
                        yield found
                    elif on_error is None:
                        raise found
                    else:
                        on_error(found)
    except ProcessGoneError as error:
        # Who ends all processes of a group means this one too, and its signal may be on its way: that says it better.
        time.sleep(_A_MOMENT_S)
        raise GeomapError("a process ended before it was done; try fewer --jobs, or smaller documents") from error


def _start(parts: dict[str, Any]) -> None:
    from geomap.assembly import assemble_geoparser

    global _worker  # noqa: PLW0603 - a process has one geoparser, and this is where it is kept
    _worker = assemble_geoparser(**parts)


def _geoparse(documents: list[Document]) -> list[Geoparse | GeomapError]:
    assert _worker is not None
    return _worker.geoparse_each(documents)

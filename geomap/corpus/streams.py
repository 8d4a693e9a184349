"""A stream of texts that may never end: what it names comes out soon after it came in."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from geomap.corpus.frames.columns import CHARACTERS, COUNT, FrameColumns, frame_parts
from geomap.corpus.frames.table import in_rows, tables_of
from geomap.corpus.parts import Part, RecordPosition
from geomap.corpus.schema import RECORDS, REJECTS
from geomap.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.geoparser import Geoparser

_END: Final = object()
_NOTHING: Final = Part(0, RECORDS.empty_table(), REJECTS.empty_table(), RecordPosition(0, 0))


def stream(
    documents: Iterable[str | Document | Mapping[str, Any]],
    *,
    geoparser: Geoparser | None = None,
    workers: int = 1,
    delay_s: float = 1.0,
) -> Iterator[dict[str, Any]]:
    """Yield what the texts of a stream name, in their order, without waiting for its end.

    Texts that come together are read together, which is quicker; one that comes alone waits no longer than
    ``delay_s`` for others. The stream is read by a thread of its own, some hundred texts ahead at most.

    Parameters
    ----------
    documents
        Texts, documents, or mappings with ``text`` and, where known, ``id``, ``date``, ``language`` and ``title``; of
        a ``Document`` these count too, and no others.
    geoparser
        What reads the texts, made by ``geomap.assembly.assemble_geoparser``; the default one without it.
    workers
        Number of processes; with 1 the work is done in this one.
    delay_s
        Longest time, in seconds, that a text waits for others, and a result for the texts that come after.

    Yields
    ------
    dict
        One a mention, with the columns of ``geoparse_frame``. ``document_id`` is the text's ``id`` as it came, or its
        number in the stream, from 0, where it has none.

    Raises
    ------
    Exception
        What reading the stream raises, after what came before it.

    Examples
    --------
    >>> from geomap.corpus import stream
    >>> feed = iter([{"id": "a", "text": "Aid reached Homs."}, {"id": "b", "text": "Rain fell in Oslo."}])
    >>> [(row["document_id"], row["name"]) for row in stream(feed)]
    [('a', 'Homs'), ('b', 'Oslo')]
    """
    inlet = _Inlet(documents)
    waiting: deque[list[Any]] = deque()
    # While processes work, the stream is looked at so often that no result waits longer than is said.
    tick_s = delay_s / (4 * workers)
    try:
        for tables in tables_of(_parts(inlet, waiting, delay_s, tick_s), geoparser, workers):
            ids, found = waiting.popleft(), in_rows(tables)
            for number, row in zip(found.rows.to_pylist(), found.mentions.to_pylist(), strict=True):
                yield row | {"document_id": ids[number]}
    finally:
        inlet.close()
    inlet.raise_error()


def _parts(inlet: _Inlet, waiting: deque[list[Any]], delay_s: float, tick_s: float) -> Iterator[Part]:
    """Yield parts of what arrives, and note the ids of each; where nothing does, empty ones, which let results out."""
    read = 0
    for number in count():
        texts = inlet.next_texts(tick_s, tick_s) if any(waiting) else inlet.next_texts(None, delay_s)
        if texts is None:
            return
        ids = [read + i if one["id"] is None else one["id"] for i, one in enumerate(texts)]
        read += len(texts)
        waiting.append(ids)
        values = {what: [one[what] for one in texts] for what in FrameColumns._fields}
        yield next(frame_parts(values | {"id": ids}), _NOTHING)._replace(number=number)


def _facts(one: Any) -> dict[str, Any]:
    """Return what counts of a text that arrives."""
    if isinstance(one, Document):
        return {what: getattr(one, what) for what in FrameColumns._fields}
    told = one if isinstance(one, Mapping) else {"text": one}
    return {what: told.get(what) for what in FrameColumns._fields}


class _Inlet:
    """What has arrived of a stream: a thread reads it, so that who works need not wait for it."""

    def __init__(self, documents: Iterable[Any]) -> None:
        self._arrived: queue.Queue[Any] = queue.Queue(COUNT)
        self._closed = False
        self._error: Exception | None = None
        self._ended = False
        threading.Thread(target=self._read, args=(documents,), daemon=True, name="stream").start()

    def next_texts(self, patience_s: float | None, delay_s: float) -> list[Any] | None:
        """Return the texts that are to be read together, none if none arrives in time, None at the end of the stream.

        Parameters
        ----------
        patience_s
            So long the first may take; for ever without it.
        delay_s
            So long it waits for others.
        """
        texts: list[Any] = []
        size = 0
        deadline = None if patience_s is None else time.monotonic() + patience_s
        while not self._ended and len(texts) < COUNT and size < CHARACTERS:
            wait_s = None if deadline is None else max(0.0, deadline - time.monotonic())
            try:
                one = self._arrived.get(timeout=wait_s)
            except queue.Empty:
                return texts
            if one is _END:
                self._ended = True
                break
            if not texts:
                deadline = time.monotonic() + delay_s
            texts.append(one)
            size += len(one["text"]) if isinstance(one["text"], str) else 0
        return texts or (None if self._ended else texts)

    def close(self) -> None:
        """Let the thread end, at the latest when the next text arrives."""
        self._closed = True
        while not self._arrived.empty():
            self._arrived.get_nowait()

    def raise_error(self) -> None:
        """Raise what reading the stream has raised."""
        if self._error is not None:
            raise self._error

    def _read(self, documents: Iterable[Any]) -> None:
        try:
            for one in documents:
                self._arrived.put(_facts(one))
                if self._closed:
                    return
        except Exception as error:  # noqa: BLE001 - it is raised where the results are asked for
            self._error = error
        self._arrived.put(_END)

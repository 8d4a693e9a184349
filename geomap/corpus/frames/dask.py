"""Data frames of Dask: each partition on the worker that has it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from geomap.corpus.frames.columns import FRAME, FrameColumns
from geomap.corpus.frames.kinds import PandasFrame
from geomap.corpus.frames.table import geoparsed, geoparser_names
from geomap.named import from_names

if TYPE_CHECKING:
    from geomap.geoparser import Geoparser


def geoparse_dask(
    frame: Any,
    *,
    text: str = "text",
    id: str | None = "id",  # noqa: A002 - the column is called so
    date: str | None = "date",
    language: str | None = "language",
    title: str | None = "title",
    geoparser: Geoparser | None = None,
) -> Any:
    """Find the places that the texts of a Dask data frame name; the work is done when the result is asked for.

    The result is as that of ``geoparse_frame``. Each worker needs the same geomap, and loads its parts once a process.

    Parameters
    ----------
    frame
        A ``dask.dataframe.DataFrame``.
    text
        The column of the texts.
    id
        The column that tells the texts from each other. Without it ``document_id`` is the frame's index, which many
        frames begin anew in each partition.
    date, language, title
        As for ``geoparse_frame``.
    geoparser
        What reads the texts, made by ``geomap.assembly.assemble_geoparser``; the default one without it.

    Returns
    -------
    dask.dataframe.DataFrame
        With a row a mention.

    Raises
    ------
    InputError
        A column is not there, or the geoparser cannot travel to the workers (``geomap.named``).

    Examples
    --------
    >>> import dask.dataframe
    >>> from geomap.corpus import geoparse_dask
    >>> articles = dask.dataframe.read_parquet("articles/")  # doctest: +SKIP
    >>> geoparse_dask(articles).to_parquet("mentions/")  # doctest: +SKIP
    """
    columns = FrameColumns(text, id, date, language, title).of(list(frame.columns))
    nothing = PandasFrame(frame._meta).made(FRAME.empty_table(), pa.array([], pa.int64()), columns.id)  # noqa: SLF001
    work = partial(_partition, columns=columns, names=geoparser_names(geoparser))
    return frame[columns.used].map_partitions(work, meta=nothing)


def _partition(frame: Any, columns: FrameColumns, names: bytes) -> Any:
    return geoparsed(PandasFrame(frame), columns, from_names(names))

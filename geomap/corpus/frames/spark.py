"""Data frames of Spark: record batch by record batch, on the executors that have them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from geomap.corpus.frames.columns import FRAME, FrameColumns
from geomap.corpus.frames.kinds import ArrowFrame
from geomap.corpus.frames.table import geoparsed, geoparser_names
from geomap.errors import InputError
from geomap.named import from_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.geoparser import Geoparser


def geoparse_spark(
    frame: Any,
    *,
    text: str = "text",
    id: str = "id",  # noqa: A002 - the column is called so
    date: str | None = "date",
    language: str | None = "language",
    title: str | None = "title",
    geoparser: Geoparser | None = None,
) -> Any:
    """Find the places that the texts of a Spark data frame name; the work is done when the result is asked for.

    The result is as that of ``geoparse_frame``. Each executor needs the same geomap, and loads its parts once a
    process.

    Parameters
    ----------
    frame
        A ``pyspark.sql.DataFrame``.
    text
        The column of the texts.
    id
        The column that tells the texts from each other; Spark's rows have no number of their own.
    date, language, title
        As for ``geoparse_frame``.
    geoparser
        What reads the texts, made by ``geomap.assembly.assemble_geoparser``; the default one without it.

    Returns
    -------
    pyspark.sql.DataFrame
        With a row a mention.

    Raises
    ------
    InputError
        A column is not there, or the geoparser cannot travel to the executors (``geomap.named``).

    Examples
    --------
    >>> from geomap.corpus import geoparse_spark
    >>> articles = spark.read.parquet("articles/")  # doctest: +SKIP
    >>> geoparse_spark(articles).write.parquet("mentions/")  # doctest: +SKIP
    """
    from geomap.corpus.engines.sparksession import in_arrow

    columns = FrameColumns(text, id, date, language, title).of(frame.columns)
    if columns.id is None:
        raise InputError(
            "Spark's rows have no number: name the column that tells them from each other (id=…), or add one by "
            "pyspark.sql.functions.monotonically_increasing_id()"
        )
    work = partial(_batches, columns=columns, names=geoparser_names(geoparser))
    chosen = frame.select(*(f"`{name.replace('`', '``')}`" for name in columns.used))
    return in_arrow(chosen, work, _schema(frame.schema[columns.id].dataType))


def _batches(batches: Iterator[pa.RecordBatch], columns: FrameColumns, names: bytes) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from geoparsed(ArrowFrame(pa.table(batch)), columns, from_names(names)).to_batches()


def _schema(id_type: Any) -> Any:
    """Return the schema of the result in Spark's words."""
    from pyspark.sql import types

    kinds = {
        pa.string(): types.StringType(),
        pa.int32(): types.IntegerType(),
        pa.float64(): types.DoubleType(),
        pa.float32(): types.FloatType(),
        pa.date32(): types.DateType(),
    }
    fields = [types.StructField(one.name, kinds[one.type]) for one in FRAME]
    fields[0] = types.StructField("document_id", id_type)
    return types.StructType(fields)

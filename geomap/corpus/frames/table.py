"""A frame that lies in memory: its texts geoparsed here, or by several processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa

from geomap.corpus.engines import engine_named
from geomap.corpus.frames.columns import FRAME, FrameColumns, frame_parts
from geomap.corpus.frames.kinds import kind_of, values_of
from geomap.corpus.worker import geoparse_alone
from geomap.named import to_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.corpus.batch import Tables
    from geomap.corpus.frames.kinds import FrameKind
    from geomap.corpus.parts import Part
    from geomap.geoparser import Geoparser

Frame = TypeVar("Frame")


def geoparse_frame(
    frame: Frame,
    *,
    text: str = "text",
    id: str | None = "id",  # noqa: A002 - the column is called so
    date: str | None = "date",
    language: str | None = "language",
    title: str | None = "title",
    geoparser: Geoparser | None = None,
    workers: int = 1,
) -> Frame:
    """Find the places that the texts of a data frame name.

    The result has a row a mention, in the texts' order, with the columns of ``geomap.corpus.schema.MENTIONS``. Its
    ``document_id`` is the text's ``id``, of the same type, by which both join.

    A text that could not be geoparsed is not lost: it has one row of its own, in which ``document_id`` and ``reason``
    alone have a value. ``reason`` is null in all others. A text that is null has no row.

    Parameters
    ----------
    frame
        A DataFrame of pandas or polars, or an Arrow table.
    text
        The column of the texts.
    id
        The column that tells the texts from each other. Without it ``document_id`` is the frame's index in pandas, and
        the row's number, from 0, in the others.
    date, language, title
        Columns of what is known about the texts: the day of publication, the language (BCP 47), the headline. A column
        of one of these names is used where there is one; None leaves it alone.
    geoparser
        What reads the texts, made by ``geomap.assembly.assemble_geoparser``; the default one without it.
    workers
        Number of processes; with 1 the work is done in this one.

    Returns
    -------
    pandas.DataFrame, polars.DataFrame or pyarrow.Table
        Of the same kind as the frame.

    Raises
    ------
    TypeError
        It is no such frame.
    InputError
        A column is not there.

    Examples
    --------
    >>> import polars as pl
    >>> from geomap.corpus import geoparse_frame
    >>> articles = pl.DataFrame({"id": [7, 8], "text": ["Talks on Homs were held in Paris.", "Rain."]})
    >>> mentions = geoparse_frame(articles)
    >>> mentions.select("document_id", "text", "place_id").rows()
    [(7, 'Homs', 'geonames:169577'), (7, 'Paris', 'geonames:2988507')]
    >>> articles.join(mentions, left_on="id", right_on="document_id").height
    2
    """
    kind = kind_of(frame)
    columns = FrameColumns(text, id, date, language, title).of(kind.names())
    made: Frame = geoparsed(kind, columns, geoparser, workers)
    return made


def geoparsed(kind: FrameKind, columns: FrameColumns, geoparser: Geoparser | None, workers: int = 1) -> Any:
    """Return the mentions of a frame as a frame of its kind.

    Parameters
    ----------
    kind
        The frame.
    columns
        Its columns that are read.
    geoparser
        What reads the texts; the default one without it.
    workers
        Number of processes.
    """
    parts = frame_parts(values_of(kind, columns))
    found = [in_rows(tables) for tables in tables_of(parts, geoparser, workers)]
    rows = pa.chunked_array([one.rows for one in found], pa.int64()).combine_chunks()
    mentions = pa.concat_tables([FRAME.empty_table(), *(one.mentions for one in found)])
    return kind.made(mentions, rows, columns.id)


def tables_of(parts: Iterator[Part], geoparser: Geoparser | None, workers: int) -> Iterator[Tables]:
    """Yield the tables of each part, in order.

    Parameters
    ----------
    parts
        Taken as they are needed.
    geoparser
        What reads the texts; the default one without it.
    workers
        Number of processes.
    """
    from geomap.assembly import assemble_geoparser

    chosen = geoparser or assemble_geoparser()
    if workers == 1:
        for part in parts:
            yield geoparse_alone(part, chosen)
        return
    for _, tables in engine_named("local", {"names": to_names(chosen)}, workers=workers).map(parts):
        yield tables


def geoparser_names(geoparser: Geoparser | None) -> bytes:
    """Return a geoparser, or the default one, as what travels to workers.

    Parameters
    ----------
    geoparser
        One that ``geomap.assembly.assemble_geoparser`` has made.
    """
    from geomap.assembly import assemble_geoparser

    return to_names(geoparser or assemble_geoparser())


class FrameRows(NamedTuple):
    """Rows of a result.

    Attributes
    ----------
    rows
        For each the number of its row in the frame.
    mentions
        The rows, as in ``FRAME``.
    """

    rows: pa.Array
    mentions: pa.Table


def in_rows(tables: Tables) -> FrameRows:
    """Return what a part has become in one table, in the order of the frame's rows.

    Parameters
    ----------
    tables
        Those of the part.
    """
    documents, rejects = tables.documents, tables.rejects
    rows = np.repeat(documents["record"].to_numpy(), documents["mentions"].to_numpy())
    mentions = tables.mentions.append_column(FRAME.field("reason"), pa.nulls(len(rows), pa.string()))
    if len(rejects):
        told = {"document_id": rejects["document_id"], "reason": rejects["reason"]}
        nothing = pa.table([told.get(one.name, pa.nulls(len(rejects), one.type)) for one in FRAME], schema=FRAME)
        rows = np.concatenate([rows, rejects["record"].to_numpy()])
        order = np.argsort(rows, kind="stable")
        rows, mentions = rows[order], pa.concat_tables([mentions, nothing]).take(order)
    return FrameRows(pa.array(rows, pa.int64()), mentions)

"""The kinds of data frames: what each is asked, and how a table of mentions becomes one of its kind again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa

from geomap.errors import InputError

if TYPE_CHECKING:
    from geomap.corpus.frames.columns import FrameColumns


class FrameKind(Protocol):
    """A data frame of some library."""

    def names(self) -> list[str]:
        """Return the names of its columns."""
        ...

    def values(self, name: str) -> list[Any]:
        """Return the values of a column, None where there is none."""
        ...

    def made(self, mentions: pa.Table, rows: pa.Array, id_column: str | None) -> Any:
        """Return a frame of this kind of what was found.

        Parameters
        ----------
        mentions
            As in ``geomap.corpus.frames.columns.FRAME``.
        rows
            For each mention the number of its row in this frame: ``document_id`` is what that row is known by.
        id_column
            The column that knows it; without one it is its index, or its number.
        """
        ...


def kind_of(frame: object) -> FrameKind:
    """Return what a data frame is asked by.

    Raises
    ------
    TypeError
        It is none of these libraries'.
    """
    # No library is imported to see that a frame is not of it.
    kinds = {(base.__module__.partition(".")[0], base.__name__) for base in type(frame).__mro__}
    if ("pandas", "DataFrame") in kinds:
        return PandasFrame(frame)
    if ("polars", "LazyFrame") in kinds:
        raise TypeError("a polars LazyFrame has no rows yet: geoparse_frame(frame.collect())")
    if ("polars", "DataFrame") in kinds:
        return PolarsFrame(frame)
    if hasattr(frame, "__arrow_c_stream__") or isinstance(frame, pa.RecordBatch):
        return ArrowFrame(pa.table(frame))
    raise TypeError(
        f"a pandas or polars DataFrame, or an Arrow table, is wanted, not {type(frame).__name__}; geoparse_dask and "
        "geoparse_spark take those of Dask and Spark"
    )


def values_of(kind: FrameKind, columns: FrameColumns) -> dict[str, list[Any]]:
    """Return the values of the columns that are read, for ``geomap.corpus.frames.columns.frame_parts``."""
    found = {what: kind.values(name) for what, name in columns._asdict().items() if name is not None}
    nothing: list[Any] = [None] * len(found["text"])
    return {what: found.get(what, nothing) for what in columns._fields}


class ArrowFrame:
    """An Arrow table; whatever speaks Arrow's stream comes back as one.

    Parameters
    ----------
    frame
        The table.
    """

    def __init__(self, frame: pa.Table) -> None:
        self._frame = frame

    def names(self) -> list[str]:
        """Return the names of its columns."""
        return list(self._frame.column_names)

    def values(self, name: str) -> list[Any]:
        """Return the values of a column."""
        _check_once(self.names(), name)
        values: list[Any] = self._frame.column(name).to_pylist()
        return values

    def made(self, mentions: pa.Table, rows: pa.Array, id_column: str | None) -> pa.Table:
        """Return an Arrow table."""
        known = rows if id_column is None else self._frame.column(id_column).take(rows)
        return mentions.set_column(0, "document_id", known)


class PandasFrame:
    """A frame of pandas.

    Parameters
    ----------
    frame
        The frame.
    """

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def names(self) -> list[str]:
        """Return the names of its columns."""
        return list(self._frame.columns)

    def values(self, name: str) -> list[Any]:
        """Return the values of a column, None for NaN and its like."""
        _check_once(self.names(), name)
        column = self._frame[name]
        missing = column.isna().tolist()
        return [None if none else value for value, none in zip(column.tolist(), missing, strict=True)]

    def made(self, mentions: pa.Table, rows: pa.Array, id_column: str | None) -> Any:
        """Return a frame of pandas: counts are of its ``Int32``, which has room for what is not known."""
        import pandas as pd

        made = mentions.drop_columns("document_id").to_pandas(types_mapper={pa.int32(): pd.Int32Dtype()}.get)
        # Of several levels an index has tuples.
        known = self._frame.index.to_flat_index() if id_column is None else self._frame[id_column]
        made.insert(0, "document_id", pd.Series(known.array.take(rows.to_numpy()), dtype=known.dtype))
        return made


class PolarsFrame:
    """A frame of polars.

    Parameters
    ----------
    frame
        The frame.
    """

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def names(self) -> list[str]:
        """Return the names of its columns."""
        return list(self._frame.columns)

    def values(self, name: str) -> list[Any]:
        """Return the values of a column."""
        values: list[Any] = self._frame[name].to_list()
        return values

    def made(self, mentions: pa.Table, rows: pa.Array, id_column: str | None) -> Any:
        """Return a frame of polars."""
        import polars as pl

        made: Any = pl.from_arrow(mentions)
        known = (
            pl.Series("document_id", rows.to_numpy())
            if id_column is None
            else self._frame[id_column].gather(rows.to_numpy())
        )
        return made.with_columns(known.alias("document_id"))


def _check_once(names: list[str], name: str) -> None:
    if names.count(name) > 1:
        raise InputError(f"the frame has {names.count(name)} columns {name!r}")

"""The tables of a corpus, read a batch at a time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from geomap.errors import InputError, missing_extra
from geomap.maps.corpus.view import UNDATED

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from polars import DataFrame

_ROWS: Final = 250_000
"""Mentions that are counted at once: some tens of megabytes."""


class TableBatch(NamedTuple):
    """Documents and their mentions.

    Attributes
    ----------
    first
        Number of the first document in the whole corpus.
    day, language, hash
        Of each document: days since 1970 or ``UNDATED``, number in the languages, hash of its text.
    document, place, confidence, prominence
        Of each mention: the document, from 0 in this batch; the place, -1 where it has none, -2 where that is not in
        the table of places; from 0 to 1.
    """

    first: int
    day: NDArray[np.int64]
    language: NDArray[np.int64]
    hash: NDArray[np.int64]
    document: NDArray[np.int64]
    place: NDArray[np.int64]
    confidence: NDArray[np.float32]
    prominence: NDArray[np.float32]


def polars() -> Any:
    """Return the library, or say how to get it.

    Raises
    ------
    MissingExtraError
        It is not installed.
    """
    try:
        import h3  # noqa: F401 - the same extra brings it, and half of them would be no map
        import polars
    except ImportError as error:
        raise missing_extra("to map a corpus", "polars and h3", "corpus-map") from error
    return polars


class CorpusTables:
    """The folder that ``geomap corpus`` writes.

    Parameters
    ----------
    folder
        With ``mentions``, ``documents``, ``places.parquet`` and ``corpus.json``.

    Raises
    ------
    InputError
        It is no such folder, or what made it is not finished.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.path = Path(folder)
        if not self.path.is_dir():
            raise InputError(f"there is no folder {self.path}")
        mentions = {file.name: file for file in (self.path / "mentions").glob("*.parquet")}
        documents = {file.name: file for file in (self.path / "documents").glob("*.parquet")}
        if not mentions or mentions.keys() != documents.keys():
            raise InputError(f"{self.path} is no corpus: geomap corpus makes one, with mentions/ and documents/")
        for file in ("places.parquet", "corpus.json"):
            if not (self.path / file).is_file():
                raise InputError(f"{self.path} has no {file}: run geomap corpus again, which goes on where it stopped")
        self._parts = [(mentions[name], documents[name]) for name in sorted(mentions)]

    def counts(self) -> dict[str, Any]:
        """Return the counts that the run ended with."""
        try:
            counts = json.loads((self.path / "corpus.json").read_text("utf-8"))["counts"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError(f"{self.path / 'corpus.json'} has no counts: geomap corpus has not finished") from error
        if not isinstance(counts, dict):
            raise InputError(f"{self.path / 'corpus.json'} has no counts: geomap corpus has not finished")
        return counts

    def places(self) -> DataFrame:
        """Return the table of places."""
        pl = polars()
        with _TableReading(self.path):
            made: DataFrame = pl.read_parquet(self.path / "places.parquet", glob=False)
        return made

    def slots(self) -> DataFrame:
        """Return how many documents there are of each day and language: ``day``, ``language`` (a code), ``len``."""
        pl = polars()
        documents = [file for _, file in self._parts]
        with _TableReading(self.path):
            made: DataFrame = (
                pl.scan_parquet(documents, glob=False)
                .group_by(day=_day(), language=pl.col("language").fill_null(""))
                .len()
                .sort("day", "language")
                .collect(engine="streaming")
            )
        return made

    def batches(self, place_ids: list[str], languages: list[str]) -> Iterator[TableBatch]:
        """Yield the documents in their order.

        Parameters
        ----------
        place_ids, languages
            What numbers stand for.

        Raises
        ------
        InputError
            A table is damaged, or tables do not belong together.
        """
        pl = polars()
        places = pl.DataFrame(
            {"place_id": pl.Series(place_ids, dtype=pl.String), "place": np.arange(len(place_ids), dtype=np.int64)}
        )
        codes = pl.DataFrame({"language": pl.Series(languages, dtype=pl.String), "number": np.arange(len(languages))})
        first = 0
        for parts in self._grouped():
            with _TableReading(self.path):
                documents = _documents([file for _, file in parts], codes)
                mentions = _mentions([file for file, _ in parts], places)
            per_document = documents["mentions"].to_numpy()
            if per_document.sum() != len(mentions[0]):
                raise InputError(f"{parts[0][0]} and {parts[0][1]} do not belong together: run geomap corpus again")
            yield TableBatch(
                first,
                documents["day"].to_numpy(),
                documents["number"].to_numpy(),
                documents["text_hash"].to_numpy(),
                np.repeat(np.arange(len(documents)), per_document),
                *mentions,
            )
            first += len(documents)

    def _grouped(self) -> Iterator[list[tuple[Path, Path]]]:
        """Yield parts whose mentions are counted together."""
        import pyarrow.parquet as pq

        group: list[tuple[Path, Path]] = []
        rows = 0
        for part in self._parts:
            with _TableReading(part[0]):
                count = pq.read_metadata(part[0]).num_rows
            if group and rows + count > _ROWS:
                yield group
                group, rows = [], 0
            group.append(part)
            rows += count
        yield group

    def told(self, numbers: NDArray[np.int64]) -> DataFrame:
        """Return ids, titles, links, dates and languages of documents by their numbers, which are in order."""
        pl = polars()
        wanted = pl.LazyFrame({"at": numbers.astype(np.uint32)})
        documents = [file for _, file in self._parts]
        with _TableReading(self.path):
            made: DataFrame = (
                pl.scan_parquet(documents, glob=False)
                .select("document_id", "title", "link", pl.col("language").fill_null(""), day=_day())
                .with_row_index("at")
                .join(wanted, on="at", how="semi")
                .sort("at")
                .collect(engine="streaming")
            )
        return made


def _day() -> Any:
    pl = polars()
    return pl.col("date").cast(pl.Int32).cast(pl.Int64).fill_null(UNDATED)


def _documents(files: list[Path], codes: DataFrame) -> DataFrame:
    pl = polars()
    made: DataFrame = (
        pl.scan_parquet(files, glob=False)
        .select(pl.col("language").fill_null(""), "mentions", "text_hash", day=_day())
        .join(codes.lazy(), on="language", how="left", maintain_order="left")
        .collect()
    )
    return made


def _mentions(
    files: list[Path], places: DataFrame
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """Return place, confidence and prominence; ``places`` has the ids and their rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = ["place_id", "confidence", "prominence"]
    # Each id is read once a part, with numbers that stand for it: to look up every row's is most of the work else.
    table = pa.concat_tables(
        [pq.ParquetFile(file, read_dictionary=columns[:1]).read(columns=columns) for file in files]
    )
    confidence, prominence = (table[name].fill_null(0).to_numpy() for name in columns[1:])
    return np.concatenate(_rows_of(table["place_id"].chunks, places)), confidence, prominence


def _rows_of(chunks: list[Any], places: DataFrame) -> list[NDArray[np.int64]]:
    """Return the row of each id in arrays with dictionaries: -1 where there is none, -2 where no place has it."""
    pl = polars()
    if not chunks:
        return [np.zeros(0, np.int64)]
    ids = pl.concat([pl.Series("place_id", chunk.dictionary, dtype=pl.String) for chunk in chunks])
    found = ids.to_frame().join(places, on="place_id", how="left", maintain_order="left")
    # What is null has the last number.
    rows = np.append(found["place"].fill_null(-2).to_numpy(), -1)
    made, first = [], 0
    for chunk in chunks:
        made.append(rows[chunk.indices.fill_null(len(ids) - first).to_numpy() + first])
        first += len(chunk.dictionary)
    return made


class _TableReading:
    """Turns what libraries raise about a damaged file into one line."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None or isinstance(error, (InputError, MemoryError)) or not isinstance(error, Exception):
            return
        line = str(error).strip().splitlines()[:1]
        raise InputError(f"{self._path} cannot be read as the tables of a corpus: {''.join(line)}") from error

"""A corpus from its files to its tables: read, cut into parts, geoparsed by an engine, written, counted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow.compute as pc

from geomap.corpus.columns import ColumnNames
from geomap.corpus.engines import engine_named
from geomap.corpus.folder import CorpusFolder
from geomap.corpus.identity import identity
from geomap.corpus.parts import DEFAULT_PART_SIZE, in_parts
from geomap.corpus.places import PlaceCounts, copies, shares_of
from geomap.corpus.schema import PLACES, REJECTS
from geomap.corpus.sources.records import Records
from geomap.corpus.sources.source import ReadOptions
from geomap.corpus.tables import write_tables
from geomap.corpus.worker import worker_geoparser
from geomap.errors import InputError, OutputError
from geomap.files import can_name
from geomap.reading.encoding import check_encoding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from geomap.corpus.batch import Tables


class Counts(NamedTuple):
    """What came in and what came out: ``records = documents + rejected``.

    Attributes
    ----------
    records, documents, rejected
        What was read, what was geoparsed, and what could not be.
    copies
        Documents whose text an earlier one had.
    mentions, placed
        Names that were found, and those with a place.
    places
        Places of the gazetteer among them.
    parts
        Files of each table.
    """

    records: int
    documents: int
    rejected: int
    copies: int
    mentions: int
    placed: int
    places: int
    parts: int


class CorpusRun(NamedTuple):
    """What a call did.

    Attributes
    ----------
    counts
        Of the whole corpus.
    was_finished
        Whether it was finished before, and nothing was done.
    """

    counts: Counts
    was_finished: bool


class Advance(NamedTuple):
    """How far a run is, for who watches it.

    Attributes
    ----------
    records
        Done so far, with those of earlier calls.
    new
        Done by this call.
    total
        An estimate of all of them, by the bytes that are read.
    """

    records: int
    new: int
    total: int


def geoparse_corpus(
    inputs: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    text_column: str | None = None,
    id_column: str | None = None,
    date_column: str | None = None,
    title_column: str | None = None,
    language_column: str | None = None,
    link_column: str | None = None,
    encoding: str | None = None,
    part_size: int = DEFAULT_PART_SIZE,
    workers: int | None = None,
    engine: str = "local",
    scheduler: str | None = None,
    on_advance: Callable[[Advance], None] | None = None,
    **options: Any,
) -> CorpusRun:
    """Geoparse the articles of files into a folder of tables: mentions, documents, places, rejects.

    A run that was ended goes on where it was, and ends with the same bytes.

    Parameters
    ----------
    inputs
        Parquet, JSON Lines, CSV, WARC, WET, or folders of them or of texts.
    output
        The folder.
    text_column, id_column, date_column, title_column, language_column, link_column
        What the columns are called; guessed without.
    encoding
        The encoding of texts; detected without one.
    part_size
        Most records of a part, which is what a kill can cost.
    workers
        How many processes.
    engine, scheduler
        Where the work is done: ``"local"``, ``"dask"``, ``"spark"``; and the address of a cluster.
    on_advance
        Is told how far the run is, after each part.
    **options
        As for ``geomap.assembly.assemble_geoparser``, by names and paths: ``recognizer``, ``places``,
        ``text_language`` …

    Raises
    ------
    InputError
        An input or a column is missing, the folder holds another run, or no record at all could be read.
    OutputError
        The folder cannot be written.
    """
    names = [os.fspath(one) for one in ([inputs] if isinstance(inputs, (str, os.PathLike)) else inputs)]
    columns = ColumnNames(text_column, id_column, date_column, title_column, language_column, link_column)
    check_encoding(encoding)
    if part_size < 1:
        raise InputError(f"a part has at least one record, not {part_size}")
    folder = CorpusFolder(Path(output))
    _check_apart(names, folder.path)
    wanted = ReadOptions(columns, encoding)
    records = Records(names, wanted)
    found = records.check()
    options = _plain(options)
    run = identity(names, found, wanted, part_size, options)
    worker = engine_named(engine, options, workers=workers, scheduler=scheduler)
    with folder.held():
        finished = folder.begin(run)
        if finished is not None:
            return _result(Counts(**finished), names, was_finished=True)
        done = folder.done()
        parts = in_parts(records.items(done.after), size=part_size, first=done.parts)
        watched = _Watched(on_advance, records, folder, done.parts)
        count = done.parts
        for number, tables in worker.map(folder.noted(parts)):
            folder.write(number, tables)
            watched.advance(tables)
            count = number + 1
        counts = _finish(folder, count, options)
        folder.finish(run, counts._asdict())
    return _result(counts, names, was_finished=False)


def _finish(folder: CorpusFolder, parts: int, options: Mapping[str, Any]) -> Counts:
    """Write the tables of the whole, and count."""
    rejected = 0

    def rejects() -> Iterator[pa.Table]:
        nonlocal rejected
        for table in folder.tables("rejects", parts):
            rejected += table.num_rows
            yield table

    write_tables(folder.path / "rejects.parquet", REJECTS, rejects())
    places = PlaceCounts(worker_geoparser(options).gazetteer)
    documents = mentions = placed = 0
    read = zip(
        folder.tables("documents", parts, ["mentions", "placed"]),
        folder.tables("mentions", parts, ["kind", "place_id"]),
        strict=True,
    )
    for of_documents, of_mentions in read:
        documents += of_documents.num_rows
        mentions += of_mentions.num_rows
        placed += pc.sum(of_documents["placed"]).as_py() or 0
        places.add(of_mentions, of_documents["mentions"])
    table = places.table()
    write_tables(folder.path / "places.parquet", PLACES, [table])
    shares = shares_of(documents)
    repeated = sum(
        copies((one["text_hash"] for one in folder.tables("documents", parts, ["text_hash"])), share, shares)
        for share in range(shares)
    )
    return Counts(documents + rejected, documents, rejected, repeated, mentions, placed, table.num_rows, parts)


def _result(counts: Counts, names: Sequence[str], *, was_finished: bool) -> CorpusRun:
    if not counts.records:
        raise InputError(f"there is nothing to read in {', '.join(names)}")
    if not counts.documents:
        raise InputError(f"none of {counts.records:,} records could be read: rejects.parquet says why")
    return CorpusRun(counts, was_finished)


def _check_apart(names: Sequence[str], output: Path) -> None:
    """Refuse to write among what is read, or to read what is written."""
    if not can_name(output):
        raise OutputError(f"cannot write {output}: no folder can have this name")
    target = output.resolve()
    for name in filter(can_name, names):  # of another it is said that there is none
        path = Path(name).resolve()
        if path == target or path in target.parents:
            raise InputError(f"the output {output} lies in the input {name}: name a folder elsewhere with -o")
        if target in path.parents:
            raise InputError(f"the input {name} lies in the output {output}: name a folder elsewhere with -o")


def _plain(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options as names and paths, which travel to other machines."""
    plain: dict[str, Any] = {}
    for name, value in options.items():
        if value is None or value == ():
            continue
        one = isinstance(value, (str, bool, os.PathLike))
        if not one and not (name == "places" and isinstance(value, (list, tuple))):
            raise InputError(f"{name}: a corpus is read with parts that have a name or a path, not with an object")
        paths = (value,) if name == "places" and one else value
        plain[name] = tuple(map(os.fspath, paths)) if name == "places" else _as_text(value)
    return plain


def _as_text(value: str | bool | os.PathLike[str]) -> str | bool:
    return os.fspath(value) if isinstance(value, os.PathLike) else value


class _Watched:
    """Tells somebody how far the run is."""

    def __init__(
        self, tell: Callable[[Advance], None] | None, records: Records, folder: CorpusFolder, parts: int
    ) -> None:
        self._tell = tell
        self._records = records
        self._before = folder.count(parts) if tell is not None else 0
        self._new = 0

    def advance(self, tables: Tables) -> None:
        self._new += tables.documents.num_rows + tables.rejects.num_rows
        if self._tell is None:
            return
        done = self._before + self._new
        share = self._records.share
        # What is read is a little ahead of what is done.
        self._tell(Advance(done, self._new, max(done, round(done / share)) if share else done))

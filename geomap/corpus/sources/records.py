"""All the records of a corpus as one stream, in one order."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from geomap.corpus.parts import BEGINNING, RecordPosition
from geomap.corpus.sources.files import files_of, source_of
from geomap.errors import GeomapError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geomap.corpus.sources.item import SourceItem
    from geomap.corpus.sources.source import ReadOptions, SourceReader


class InputIdentity(NamedTuple):
    """What tells one input from another, without times.

    Attributes
    ----------
    files, bytes
        How many, and how large they are together.
    sha256
        Of their names, sizes and, of Parquet, numbers of rows.
    """

    files: int
    bytes: int
    sha256: str


class Records:
    """The records of some files and folders.

    Parameters
    ----------
    inputs
        Files and folders.
    wanted
        How they are read.
    """

    def __init__(self, inputs: Sequence[str], wanted: ReadOptions) -> None:
        self._inputs = list(inputs)
        self._wanted = wanted
        self._bytes = 0
        self._before = 0
        self._size = 0
        self._source: SourceReader | None = None

    def check(self) -> InputIdentity:
        """Look at every file, before any is read.

        Raises
        ------
        InputError
            A file or a column is not there, or there is no file at all.
        MissingExtraError
            What reads a file is not installed.
        """
        digest, count, total = sha256(), 0, 0
        for file in files_of(self._inputs):
            size = _size(file.path)
            more = source_of(file, self._wanted).check()
            digest.update(f"{file.labels.source}\0{size}\0{more}\n".encode("utf-8", "surrogateescape"))
            count += 1
            total += size
        if not count:
            raise InputError(f"there is nothing to read in {', '.join(self._inputs)}")
        self._bytes = total
        return InputIdentity(count, total, digest.hexdigest())

    @property
    def share(self) -> float:
        """How much of the bytes is read, from 0 to 1."""
        share = self._source.share if self._source is not None else 0.0
        return (self._before + share * self._size) / max(1, self._bytes)

    def items(self, start: RecordPosition = BEGINNING) -> Iterator[tuple[int, SourceItem]]:
        """Yield the items from a position on, each with the number of its source.

        Parameters
        ----------
        start
            Where to begin; what comes before is passed over.
        """
        for index, file in enumerate(files_of(self._inputs)):
            self._size = _size(file.path)
            if index >= start.source:
                source = self._source = source_of(file, self._wanted)
                first = start.record if index == start.source else 0
                for item in _all_of(source, first):
                    yield index, item
            self._before += self._size
            self._source = None


def _all_of(source: SourceReader, first: int) -> Iterator[SourceItem]:
    """Yield a source's items; where it breaks, one reject stands for all that is lost."""
    try:
        yield from source.items(first)
    except (GeomapError, OSError, pa.ArrowException, UnicodeError) as error:
        # What a run that goes on has passed over already is not told again.
        if source.number >= first:
            yield source.labels.reject(source.number, _reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, GeomapError):
        return str(error)
    said = error.strerror if isinstance(error, OSError) else None
    return f"the file cannot be read further: {said or type(error).__name__}"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0

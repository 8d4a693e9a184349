"""What every source is: a file that gives items from any of its records on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.corpus.columns import ColumnNames
from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geomap.corpus.sources.item import Labels, SourceItem


class SourceFile(NamedTuple):
    """A file of the input.

    Attributes
    ----------
    path
        Where it is.
    kind
        Which module reads it.
    labels
        What its records are called.
    partition
        Columns that the names of its folders hold (``date=2025-10-14``), as Hive lays tables out.
    is_named
        Whether it was named itself, and not found in a folder.
    """

    path: Path
    kind: str
    labels: Labels
    partition: Mapping[str, str | None]
    is_named: bool


class ReadOptions(NamedTuple):
    """How files are read.

    Attributes
    ----------
    columns
        What the columns of tables are called.
    encoding
        The encoding of texts; detected without one.
    """

    columns: ColumnNames = ColumnNames()
    encoding: str | None = None


class BrokenSourceError(InputError):
    """A file goes no further: it is damaged, or ends in the middle."""


class SourceReader(ABC):
    """A file of records; a subclass a kind.

    Parameters
    ----------
    file
        Which.
    wanted
        How it is read.
    """

    def __init__(self, file: SourceFile, wanted: ReadOptions) -> None:
        self.file = file
        self.wanted = wanted
        self.labels = file.labels
        self.number = 0
        """Of the record that comes next, those that are passed over counted too."""
        self.share = 0.0
        """How much of the file is read, for a progress bar."""

    def check(self) -> Any:
        """Look whether the file can be what it should be, before a run begins.

        Returns
        -------
        object
            What tells the file from another of the same name and size, as JSON; None if nothing more does.

        Raises
        ------
        InputError
            A column is missing.
        MissingExtraError
            What reads the file is not installed.
        """
        return None

    @abstractmethod
    def items(self, start: int) -> Iterator[SourceItem]:
        """Yield the items from a record on, in order and in bounded memory.

        Whatever is raised ends the file: what would have come after ``number`` is lost, and that is said in one reject.

        Parameters
        ----------
        start
            The record's number; what comes before is passed over without being looked at closely.
        """

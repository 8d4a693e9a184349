"""How many documents came in, came out and were passed over: the counts of a run, and its exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import click

from geomap.cli.terminal import say
from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.errors import GeomapError
    from geomap.model import Document

EXIT_PARTIAL: Final = 3
"""The result is there, but documents were passed over."""

_MOST_TOLD: Final = 20

_T = TypeVar("_T")


class Tally:
    """Counts the documents of one run; every one that comes in goes out or is passed over.

    Parameters
    ----------
    strict
        Whether the first document that cannot be used ends the run.
    """

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict
        self.read = 0
        self.done = 0
        self.errors: list[GeomapError] = []
        """Why documents were passed over; of very many the first."""
        self.rejected = 0
        self._told = 0
        self.without_bytes: list[str] = []

    def reject(self, error: GeomapError) -> None:
        """Pass a document over, and say why; raise the error where that is wanted."""
        if self.strict:
            raise error
        self.rejected += 1
        if self.rejected <= _MOST_TOLD:
            self.errors.append(error)
        self._tell()

    def _tell(self) -> None:
        # The only document is not passed over: its error is the run's.
        if self.done + self.rejected > 1:
            for error in self.errors[self._told :]:
                say(f"passed over: {error}")
            self._told = len(self.errors)

    def incoming(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Count the documents that are read."""
        for document in documents:
            self.read += 1
            if document.byte_offsets is not None and not document.byte_offsets.known:
                self.without_bytes.append(document.id or document.source or "the text")
            yield document

    def outgoing(self, results: Iterable[_T]) -> Iterator[_T]:
        """Count the results."""
        for result in results:
            self.done += 1
            self._tell()
            yield result
        if self.rejected and not self.done:
            first = self.errors[0]
            raise first if self.rejected == 1 else InputError(f"none of {self.rejected} documents could be used")

    def finish(self) -> None:
        """Say how the counts add up, and end with ``EXIT_PARTIAL`` where documents were passed over."""
        if self.without_bytes:
            first, *others = self.without_bytes
            more = f" and {len(others)} more" if others else ""
            say(f"no byte offsets for {first}{more}: only plain text files have them")
        if not self.rejected:
            return
        self._tell()
        if self.rejected > _MOST_TOLD:
            say(f"passed over: {self.rejected - _MOST_TOLD} more")
        say(f"{self.done + self.rejected:,} documents in, {self.done:,} out, {self.rejected:,} passed over")
        raise click.exceptions.Exit(EXIT_PARTIAL)

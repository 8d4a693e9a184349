"""A progress bar on standard error for long work; nothing where that is no terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress, TaskID

    from geomap.model import Geoparse


class Bar:
    """Shows the stages of a work one after the other; see ``geomap.gazetteer.compiler.geonames.Progress``."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, stage: str, total: int) -> None:
        """Show a new stage; ``total`` is 0 where its length is not known."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(stage, total=total or None)

    def advance(self, step: int) -> None:
        """Show that some of it is done."""
        if self._task is not None:
            self._progress.advance(self._task, step)


@contextmanager
def shown() -> Iterator[Bar | None]:
    """Open a progress bar while the work goes on; None where nobody sees it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress)


def tracked(parses: Iterable[Geoparse], *, wanted: bool = True) -> Iterator[Geoparse]:
    """Pass results on, and show that they come where somebody sees it."""
    if not wanted or not sys.stderr.isatty():
        yield from parses
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(parses, description="geoparsing", console=Console(stderr=True), transient=True)

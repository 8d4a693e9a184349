"""Sorting more lines than fit into memory: sorted runs on disk, merged when they are read."""

from __future__ import annotations

import heapq
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

BUDGET_BYTES: Final = 64_000_000
_OVERHEAD: Final = 60
"""What a line costs in memory beside its own bytes."""
_MOST_RUNS: Final = 128
"""Runs merged at a time: each is an open file."""
_BUFFER: Final = 1 << 16


class SortedLines:
    """Lines of bytes, given in any order and read back sorted, as often as wanted.

    Parameters
    ----------
    folder
        Where the runs lie; it must outlive the object.
    budget
        Bytes of memory for lines that are not on disk yet.
    """

    def __init__(self, folder: Path, budget: int = BUDGET_BYTES) -> None:
        self._folder = folder
        self._budget = budget
        self._lines: list[bytes] = []
        self._held = 0
        self._runs: list[Path] = []

    def add(self, line: bytes) -> None:
        """Add a line; it must hold no line feed."""
        self._lines.append(line)
        self._held += len(line) + _OVERHEAD
        if self._held > self._budget:
            self.flush()

    def __iter__(self) -> Iterator[bytes]:
        self.flush()
        while len(self._runs) > _MOST_RUNS:
            first, rest = self._runs[:_MOST_RUNS], self._runs[_MOST_RUNS:]
            self._runs = [*rest, self._write(self._merged(first))]
            for run in first:
                run.unlink()
        return self._merged(self._runs)

    def clear(self) -> None:
        """Delete what is on disk."""
        self._lines.clear()
        for run in self._runs:
            run.unlink()
        self._runs.clear()

    def flush(self) -> None:
        """Put the lines that are in memory on disk."""
        if self._lines:
            self._lines.sort()
            self._runs.append(self._write(line + b"\n" for line in self._lines))
            self._lines.clear()
            self._held = 0

    def _write(self, lines: Iterator[bytes]) -> Path:
        with tempfile.NamedTemporaryFile(dir=self._folder, prefix="run-", delete=False, buffering=1 << 20) as file:
            file.writelines(lines)
        return Path(file.name)

    def _merged(self, runs: list[Path]) -> Iterator[bytes]:
        """Yield the lines of sorted runs in order, each with its line feed."""
        with ExitStack() as stack:
            files = [stack.enter_context(run.open("rb", buffering=_BUFFER)) for run in runs]
            yield from heapq.merge(*files)

"""The folder that a run writes: what is done in it, and that one process at a time writes there.

A part is done when its last file is there, which tells where the next one begins. Each file has its name only when it
is whole. So a run that was ended anywhere goes on behind the last part that is done, and writes what it would have
written.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from geomap.corpus.identity import difference
from geomap.corpus.parts import BEGINNING, RecordPosition
from geomap.corpus.schema import DOCUMENTS, MENTIONS, REJECTS
from geomap.corpus.tables import write_table
from geomap.errors import InputError, OutputError
from geomap.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geomap.corpus.batch import Tables
    from geomap.corpus.parts import Part

MANIFEST: Final = "corpus.json"
_LOCK: Final = ".lock"
_WORK: Final = ".work"
_PART: Final = re.compile(r"part-(\d{5,})\.parquet")
_OURS: Final = re.compile(r"\.lock|\.corpus\.json\..*\.part")
"""What a run may have left that was ended before its manifest was there."""


class Done(NamedTuple):
    """How far a run is.

    Attributes
    ----------
    parts
        How many are done; they are the first ones.
    after
        Where the next one begins.
    """

    parts: int
    after: RecordPosition


class CorpusFolder:
    """The folder of one run, which this process holds.

    Parameters
    ----------
    path
        Where it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ends: dict[int, RecordPosition] = {}

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder, and keep other processes from writing there.

        Raises
        ------
        InputError
            Another process writes there, or somebody else's files are there.
        OutputError
            It cannot be made.
        """
        from filelock import FileLock, Timeout

        shown = self.path
        if shown.exists() and not shown.is_dir():
            raise OutputError(f"cannot write into {shown}: it is a file; name a folder")
        try:
            shown.mkdir(exist_ok=True)
            if not (shown / MANIFEST).exists() and any(not _OURS.fullmatch(one.name) for one in shown.iterdir()):
                raise InputError(f"{shown} is not empty, and no corpus is in it: name another folder with -o")
            lock = FileLock(shown / _LOCK, timeout=0)
            lock.acquire()
        except Timeout as error:
            raise InputError(f"another process writes into {shown}: wait for it, or name another folder") from error
        except OSError as error:
            lacks = not shown.parent.exists()
            reason = f"the folder {shown.parent} does not exist" if lacks else error.strerror or str(error)
            raise OutputError(f"cannot write into {shown}: {reason}") from error
        try:
            yield
        finally:
            lock.release()

    def begin(self, identity: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Begin the run, or go on with it; return the counts of one that is finished.

        Parameters
        ----------
        identity
            What the run is, see ``geomap.corpus.identity``.

        Raises
        ------
        InputError
            The folder holds another run, or a part of a finished one is gone.
        """
        manifest = self._manifest()
        if manifest is None:
            self._write_manifest({**identity, "state": "running"})
        elif differs := difference(manifest, identity):
            raise InputError(
                f"{self.path} holds another run: {differs}; name another folder with -o, or remove this one"
            )
        elif manifest.get("state") == "finished":
            counts: Mapping[str, Any] = manifest["counts"]
            self._check_whole(counts["parts"])
            self._tidy()
            return counts
        self._make_folders()
        return None

    def done(self) -> Done:
        """Return how far the run is."""
        number, after = 0, BEGINNING
        while (end := self._end_of(number)) is not None:
            number, after = number + 1, end
        return Done(number, after)

    def noted(self, parts: Iterator[Part]) -> Iterator[Part]:
        """Pass parts on to an engine, and note where each ends.

        Parameters
        ----------
        parts
            The parts.
        """
        for part in parts:
            self._ends[part.number] = part.after
            yield part

    def write(self, number: int, tables: Tables) -> None:
        """Write what a part has become; then it is done.

        Parameters
        ----------
        number
            The part's, one that was noted.
        tables
            What it has become.

        Raises
        ------
        OutputError
            A file cannot be written.
        """
        after = self._ends.pop(number)
        write_table(self._file("mentions", number), tables.mentions.cast(MENTIONS))
        write_table(self._file("documents", number), tables.documents.cast(DOCUMENTS))
        end = {"source": str(after.source), "record": str(after.record)}
        write_table(self._file(_WORK, number), tables.rejects.cast(REJECTS), **end)

    def tables(self, kind: str, parts: int, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """Read the tables of the parts one by one.

        Parameters
        ----------
        kind
            ``"mentions"``, ``"documents"`` or ``"rejects"``.
        parts
            How many.
        columns
            Which columns; all without them.
        """
        folder = _WORK if kind == "rejects" else kind
        for number in range(parts):
            yield pq.ParquetFile(self._file(folder, number)).read(columns).replace_schema_metadata()

    def count(self, parts: int) -> int:
        """Return how many records the first parts hold, rejects included.

        Parameters
        ----------
        parts
            How many parts.
        """
        files = (self._file(folder, number) for number in range(parts) for folder in ("documents", _WORK))
        return sum(pq.read_metadata(file).num_rows for file in files)

    def finish(self, identity: Mapping[str, Any], counts: Mapping[str, int]) -> None:
        """Say that the run is finished.

        Parameters
        ----------
        identity
            What the run is.
        counts
            What came in and out.
        """
        self._write_manifest({**identity, "state": "finished", "counts": dict(counts)})
        self._tidy()

    def _file(self, folder: str, number: int) -> Path:
        return self.path / folder / f"part-{number:05}.parquet"

    def _end_of(self, number: int) -> RecordPosition | None:
        """Return where a part ends; None if it is not done."""
        if not all(self._file(folder, number).exists() for folder in ("mentions", "documents", _WORK)):
            return None
        try:
            facts = pq.read_metadata(self._file(_WORK, number)).metadata or {}
            return RecordPosition(int(facts[b"source"]), int(facts[b"record"]))
        except (pa.ArrowException, OSError, KeyError, ValueError):
            return None  # somebody laid hands on it: the part is done again

    def _check_whole(self, parts: int) -> None:
        for kind in ("mentions", "documents"):
            with contextlib.suppress(FileNotFoundError):
                there = {one.name for one in (self.path / kind).iterdir() if _PART.fullmatch(one.name)}
                missing = parts - len(there)
                if missing <= 0:
                    continue
            raise InputError(f"{self.path / kind} lacks files of the finished run: remove {self.path}, and run again")

    def _make_folders(self) -> None:
        try:
            for name in ("mentions", "documents", _WORK):
                (self.path / name).mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(f"cannot write into {self.path}: {error.strerror or error}") from error

    def _tidy(self) -> None:
        shutil.rmtree(self.path / _WORK, ignore_errors=True)

    def _manifest(self) -> dict[str, Any] | None:
        path = self.path / MANIFEST
        try:
            manifest = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise InputError(f"{path} cannot be read: remove {self.path}, or name another folder with -o") from error
        if not isinstance(manifest, dict) or manifest.get("generator") != "geomap" or "configuration" not in manifest:
            raise InputError(f"{path} is not of geomap: name another folder with -o")
        return manifest

    def _write_manifest(self, manifest: Mapping[str, Any]) -> None:
        write_whole(self.path / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")

"""The files of an input, in one order, and what reads each."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from geomap.corpus.sources.csv import CsvSource
from geomap.corpus.sources.item import Labels
from geomap.corpus.sources.jsonl import JsonlSource
from geomap.corpus.sources.parquet import ParquetSource
from geomap.corpus.sources.source import SourceFile
from geomap.corpus.sources.stream import PACKINGS
from geomap.corpus.sources.text import TextSource
from geomap.corpus.sources.warc import WarcSource
from geomap.errors import InputError
from geomap.files import can_name
from geomap.reading.formats import BY_SUFFIX, SNIFFED_BYTES, sniff

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.corpus.sources.source import ReadOptions, SourceReader

_KINDS: Final = {
    ".parquet": "parquet",
    ".parq": "parquet",
    ".pq": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".warc": "warc",
    ".wet": "warc",
}
_READERS: Final[dict[str, type[SourceReader]]] = {
    "parquet": ParquetSource,
    "jsonl": JsonlSource,
    "csv": CsvSource,
    "warc": WarcSource,
    "text": TextSource,
}
_PACKED: Final = frozenset({"jsonl", "csv", "warc"})
_PARTITION: Final = re.compile(r"([^=]+)=(.*)", re.DOTALL)
_NO_VALUE: Final = "__HIVE_DEFAULT_PARTITION__"


def files_of(inputs: Sequence[str]) -> Iterator[SourceFile]:
    """Yield the files of the inputs: each that is named, and of a folder all that can be read, in their paths' order.

    Folders are gone through as they are reached. What is hidden is left out, and of tables what begins with ``_``.

    Parameters
    ----------
    inputs
        Files and folders.

    Raises
    ------
    InputError
        One is not there, or is nothing that can be read.
    """
    for name in inputs:
        path = Path(name)
        if name == "-" or not can_name(name):
            raise InputError("a corpus is read from files, so that a run can go on: name a file or a folder")
        try:
            mode = path.stat().st_mode
        except OSError as error:
            raise InputError(f"there is no file {name}") from error
        if stat.S_ISDIR(mode):
            yield from _inside(path, path)
        elif stat.S_ISREG(mode):
            yield SourceFile(path, _kind_of_named(path), Labels(name, path.name), {}, is_named=True)
        else:
            raise InputError(f"{name} is no file or folder: a run that goes on has to read it again")


def _inside(folder: Path, top: Path) -> Iterator[SourceFile]:
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in found)
    except OSError as error:
        raise InputError(f"cannot read {folder}: {error.strerror or error}") from error
    for name, is_folder in entries:
        path = folder / name
        if name.startswith((".", "~$")):
            continue
        if is_folder:
            yield from _inside(path, top)
        elif (kind := _kind_of(path)) and path.is_file() and not (kind == "parquet" and name.startswith("_")):
            relative = path.relative_to(top)
            yield SourceFile(
                path, kind, Labels(str(path), relative.as_posix()), _partition(relative.parts[:-1]), is_named=False
            )


def _kind_of(path: Path) -> str | None:
    """Return what reads a file, by its name; None if nothing does."""
    suffix = path.suffix.lower()
    if suffix in PACKINGS:
        kind = _KINDS.get(Path(path.stem).suffix.lower())
        return kind if kind in _PACKED else None
    return _KINDS.get(suffix) or ("text" if suffix and suffix in BY_SUFFIX else None)


def _kind_of_named(path: Path) -> str:
    """Return what reads a file that somebody named: by its name, or else by what it begins with."""
    kind = _kind_of(path)
    if kind is not None:
        return kind
    if path.suffix.lower() in PACKINGS:
        known = ", ".join(f"{suffix}{path.suffix}" for suffix, kind in _KINDS.items() if kind in _PACKED)
        raise InputError(f"{path}: what is packed there does not show in its name; {known} are read")
    try:
        with path.open("rb") as file:
            head = file.read(SNIFFED_BYTES)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    if head.startswith(b"PAR1"):
        return "parquet"
    return "jsonl" if sniff(head).name == "jsonl" else "text"


def _partition(folders: Sequence[str]) -> dict[str, str | None]:
    found = (_PARTITION.fullmatch(name) for name in folders)
    return {one[1]: None if one[2] == _NO_VALUE else unquote(one[2]) for one in found if one}


def source_of(file: SourceFile, wanted: ReadOptions) -> SourceReader:
    """Make what reads a file.

    Parameters
    ----------
    file
        Which.
    wanted
        How it is read.
    """
    return _READERS[file.kind](file, wanted)

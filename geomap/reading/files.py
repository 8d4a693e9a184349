"""Paths and standard input to documents."""

from __future__ import annotations

import dataclasses
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from geomap.errors import GeomapError, InputError
from geomap.model import Document
from geomap.provenance import is_own
from geomap.reading.bounded import bounded_lines
from geomap.reading.encoding import check_encoding, detect_encoding
from geomap.reading.extract import to_day
from geomap.reading.formats import (
    BY_NAME,
    BY_SUFFIX,
    SNIFFED_BYTES,
    TEXT,
    Format,
    looks_annotated,
    looks_like_tasks,
    sniff,
)
from geomap.reading.offsets import UNKNOWN, byte_offsets, check_offsets
from geomap.reading.text import decode_with_name, to_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geomap.reading.offsets import Offsets

_SAMPLE_BYTES = 256 * 1024


def read(path: str | os.PathLike[str], *, encoding: str | None = None, offsets: Offsets = "characters") -> Document:
    """Read one text: plain text, Markdown, a web page, PDF, DOCX or an e-mail.

    The suffix says which it is; content that is plainly something else decides for a plain text, an unknown suffix
    and standard input.

    Parameters
    ----------
    path
        A file, or ``-`` for standard input.
    encoding
        Its encoding; detected without one.
    offsets
        ``"bytes"`` gives the document ``byte_offsets``; see ``geomap.read``.

    Raises
    ------
    InputError
        The file is missing, empty, damaged, encrypted, too large, no text, or holds several documents.
    MissingExtraError
        The format needs a library that is not installed.
    """
    if str(path) != "-" and Path(path).is_dir():
        raise InputError(f"{path} is a folder; name a file in it")
    documents = read_documents(path, encoding=encoding, offsets=offsets)
    document = next(documents)
    if next(documents, None) is not None:
        name = Path(path).name
        raise InputError(f"{name} holds several documents; read them with geomap.reading.read_documents")
    return document


def read_documents(
    path: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    text_column: str | None = None,
    date_column: str | None = None,
    weight_column: str | None = None,
    offsets: Offsets = "characters",
    on_error: Callable[[GeomapError], None] | None = None,
    on_own: Callable[[Path], None] | None = None,
) -> Iterator[Document]:
    """Read every document of a file or folder, one by one.

    A CSV or JSON Lines file gives a document a row; a folder gives those of all its files of a known format, in the
    order of their paths, with the path inside the folder as ``id``; any other file gives one. What geomap itself wrote
    into a folder, a map or a table, is passed over: no run reads an earlier one's results.

    Parameters
    ----------
    path
        A file, a folder, or ``-`` for standard input.
    encoding
        The encoding of the files; detected without one.
    text_column, date_column
        Where a table's rows have the text and the day; see ``geomap.reading.csv``.
    weight_column
        Where a table's rows have the number that weighs their places on the map: cases, tonnes, votes.
    offsets
        ``"bytes"`` gives the documents ``byte_offsets``; see ``geomap.read``.
    on_error
        What to do about a file of a folder, or a row of a table, that cannot be read; the default is to raise. With a
        function, it gets the error, and the next one is read.
    on_own
        Is told of each file of a folder that is passed over because geomap wrote it.

    Raises
    ------
    InputError
        As ``read`` does; for a bad row with its line, when it is reached; for a folder with nothing to read.
    MissingExtraError
        A format needs a library that is not installed.
    """
    check_offsets(offsets)
    check_encoding(encoding)
    columns = {"text_column": text_column, "date_column": date_column, "weight_column": weight_column}
    wanted = _ReadingOptions(encoding, columns, offsets, on_error)
    if str(path) != "-" and "\0" not in str(path) and Path(path).is_dir():
        yield from _read_folder(Path(path), wanted, on_own)
        return
    yield from _read_file(path, wanted)


class _ReadingOptions(NamedTuple):
    """How files are to be read; see ``read_documents``."""

    encoding: str | None
    columns: Mapping[str, str | None]
    offsets: Offsets
    on_error: Callable[[GeomapError], None] | None


def _read_file(path: str | os.PathLike[str], wanted: _ReadingOptions) -> Iterator[Document]:
    name, file = _open(path)
    try:
        with file:
            form = _format_of(path, file.peek(SNIFFED_BYTES)[:SNIFFED_BYTES])
            if form.shape == "rows":
                yield from _read_rows(file, form, name, wanted)
            elif form.shape == "annotated":
                yield from _read_annotated(file, form, name, None if str(path) == "-" else Path(path), wanted)
            else:
                yield _read_one(file, form, name, wanted)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error


def texts_in(folder: Path) -> list[Path]:
    """Return the files of a folder that may be texts, in the order of their paths: all of a known format.

    Parameters
    ----------
    folder
        It and the folders inside it are looked through; what is hidden, or a lock of an office program, is left out.
    """
    known = {suffix for suffix, form in BY_SUFFIX.items() if suffix and form.in_folders}
    inside = sorted(folder.rglob("*"), key=lambda file: file.relative_to(folder).parts)
    return [
        file
        for file in inside
        if file.suffix.lower() in known
        and not any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
        and file.is_file()
        and (BY_SUFFIX[file.suffix.lower()].shape != "annotated" or _begins_annotated(file))
    ]


def _begins_annotated(file: Path) -> bool:
    """Tell whether an XML file of a folder is one of ours to read: it may be anything."""
    try:
        with file.open("rb") as stream:
            return looks_annotated(stream.read(SNIFFED_BYTES))
    except OSError:
        return True  # said when it is read


def _read_folder(folder: Path, wanted: _ReadingOptions, on_own: Callable[[Path], None] | None) -> Iterator[Document]:
    import dataclasses

    read_any, own = False, 0
    for file in texts_in(folder):
        if is_own(file) or _is_standard_output(file):
            own += 1
            if on_own is not None:
                on_own(file)
            continue
        where = file.relative_to(folder).as_posix()
        try:
            for document in _read_file(file, wanted):
                read_any = True
                several = BY_SUFFIX[file.suffix.lower()].shape in {"rows", "annotated"}
                yield dataclasses.replace(document, id=f"{where}#{document.id}" if several else where)
        except GeomapError as error:
            if wanted.on_error is None:
                raise
            wanted.on_error(error)
    if not read_any:
        results = f": geomap wrote what is there ({own} file{'s' if own > 1 else ''})" if own else ""
        raise InputError(f"there is nothing to read in the folder {folder}{results}")


def _is_standard_output(file: Path) -> bool:
    """Tell whether standard output goes into a file: what a folder's run writes there is no text of the folder."""
    try:
        return os.path.samestat(os.fstat(1), file.stat())
    except OSError:
        return False


def _format_of(path: str | os.PathLike[str], head: bytes) -> Format:
    suffix = "" if str(path) == "-" else Path(path).suffix.lower()
    by_suffix = BY_SUFFIX.get(suffix)
    if by_suffix is BY_NAME["labelstudio"] and not looks_like_tasks(head):
        by_suffix = None
    if by_suffix is not None and by_suffix is not TEXT:
        return by_suffix
    found = sniff(head)
    # A text that begins like an object or an e-mail may yet be meant as text, if it is called so.
    if suffix in {".txt", ".text"} and found.name in {"jsonl", "eml"}:
        return TEXT
    return found


def _read_annotated(
    file: BinaryIO, form: Format, name: str, path: Path | None, wanted: _ReadingOptions
) -> Iterator[Document]:
    from geomap.reading.annotated.files import parse_annotated

    for annotated in parse_annotated(_read_whole(file, form, name), name, form, path):
        document = annotated.document
        yield document if wanted.offsets == "characters" else dataclasses.replace(document, byte_offsets=UNKNOWN)


def _read_whole(file: BinaryIO, form: Format, name: str) -> bytes:
    assert form.max_bytes is not None
    raw = file.read(form.max_bytes + 1)
    if len(raw) > form.max_bytes:
        size = form.max_bytes // 1024**2
        raise InputError(f"{name} is larger than {size} MB; split it into documents, one a line, as JSON Lines")
    return raw


def _read_one(file: BinaryIO, form: Format, name: str, wanted: _ReadingOptions) -> Document:
    raw = _read_whole(file, form, name)
    if form.shape == "text":
        text, encoding = decode_with_name(raw, name, wanted.encoding)
        document = to_document(text, source=None if name == "standard input" else name)
        if wanted.offsets == "characters":
            return document
        return dataclasses.replace(document, byte_offsets=byte_offsets(raw, encoding, text))
    if not raw.strip():
        raise InputError(f"{name} is empty")
    from geomap.reading.worker import WORKER

    extract = WORKER.extract(form.name, raw, name, wanted.encoding)
    in_text = to_document(extract.text)
    return Document(
        text=extract.text,
        id=None if name == "standard input" else name,
        title=extract.title or in_text.title,
        date=to_day(extract.date) or in_text.date,
        dateline=in_text.dateline,
        source=extract.source or (None if name == "standard input" else name),
        place=in_text.place,
        language=extract.language or in_text.language,
        body_start=in_text.body_start,
        byte_offsets=None if wanted.offsets == "characters" else UNKNOWN,
    )


def _read_rows(
    file: io.BufferedReader[Any],
    form: Format,
    name: str,
    wanted: _ReadingOptions,
) -> Iterator[Document]:
    chosen = wanted.encoding or _encoding_of(file, name)
    from geomap.reading.csv import read_csv
    from geomap.reading.jsonl import read_jsonl

    reader = read_csv if form is BY_NAME["csv"] else read_jsonl
    # A CSV cell may hold ends of lines, which must come as they stand; JSON cannot.
    newline = "" if form is BY_NAME["csv"] else None
    empty = True

    def reject(error: GeomapError) -> None:
        nonlocal empty
        if wanted.on_error is None:
            raise error
        empty = False
        wanted.on_error(error)

    with _text_stream(file, chosen, newline) as stream:
        lines = bounded_lines(stream, name)
        try:
            for document in reader(lines, name, **wanted.columns, on_error=reject):
                empty = False
                yield (
                    document if wanted.offsets == "characters" else dataclasses.replace(document, byte_offsets=UNKNOWN)
                )
        except UnicodeError as error:
            raise InputError(f"{name} is not {chosen}; say which encoding it has with --encoding") from error
    if empty:
        raise InputError(f"{name} is empty" if form.name == "jsonl" else f"{name} has no row with a text")


def _text_stream(file: io.BufferedReader[Any], encoding: str, newline: str | None) -> io.TextIOWrapper:
    # A byte that does not fit comes as half a character: the reader then knows in which row it stands.
    return io.TextIOWrapper(file, encoding=encoding, errors="surrogateescape", newline=newline)


def _encoding_of(file: io.BufferedReader[Any], name: str) -> str:
    head = file.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES]
    if not head.strip():
        raise InputError(f"{name} is empty")
    found = detect_encoding(head)
    if found is None:
        raise InputError(f"{name} is not a text file")
    return "utf-8-sig" if found == "utf-8" else found


def _open(path: str | os.PathLike[str]) -> tuple[str, io.BufferedReader[Any]]:
    if str(path) == "-":
        return "standard input", io.BufferedReader(_StandardInput(), _SAMPLE_BYTES)
    try:
        return Path(path).name, io.BufferedReader(io.FileIO(path), _SAMPLE_BYTES)
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}") from error
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder; name a file in it") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error


class _StandardInput(io.RawIOBase):
    """Standard input as a stream that can be looked into, and closed without closing the real one."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        # What is there, not what fits: a line that arrives is read at once.
        stream: Any = sys.stdin.buffer
        data: bytes = stream.read1(len(buffer))
        buffer[: len(data)] = data
        return len(data)

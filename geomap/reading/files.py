"""Paths and standard input to documents."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from geomap.errors import InputError
from geomap.reading.jsonl import read_jsonl
from geomap.reading.text import decode, to_document

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from geomap.model import Document

MAX_TEXT_BYTES = 64 * 1024 * 1024
"""The largest single text that is read: some ten million words. JSON Lines have no such limit."""

_JSONL_SUFFIXES = {".jsonl", ".ndjson"}


def read(path: str | os.PathLike[str], *, encoding: str | None = None) -> Document:
    """Read one text.

    Parameters
    ----------
    path
        A file, or ``-`` for standard input.
    encoding
        Its encoding; without one a byte order mark decides, and else it must be UTF-8.

    Raises
    ------
    InputError
        The file is missing, empty, too large, no text, or not in that encoding.
    """
    name, raw = _read_bytes(path)
    return to_document(decode(raw, name, encoding), source=None if name == "standard input" else name)


def read_documents(path: str | os.PathLike[str], *, encoding: str | None = None) -> Iterator[Document]:
    """Read every document of a file: one of a text, one a line of JSON Lines (``.jsonl``, ``.ndjson``).

    Raises
    ------
    InputError
        As ``read`` does; for a bad line with its number, when the line is reached.
    """
    if Path(path).suffix.lower() not in _JSONL_SUFFIXES:
        yield read(path, encoding=encoding)
        return
    name = Path(path).name
    with _open(path) as file, io.TextIOWrapper(file, encoding=encoding or "utf-8-sig") as lines:
        empty = True
        try:
            for document in read_jsonl(lines, name):
                empty = False
                yield document
        except UnicodeDecodeError as error:
            raise InputError(
                f"{name} is not {encoding or 'utf-8'}; say which encoding it has with --encoding"
            ) from error
        if empty:
            raise InputError(f"{name} is empty")


def _read_bytes(path: str | os.PathLike[str]) -> tuple[str, bytes]:
    if str(path) == "-":
        name, raw = "standard input", sys.stdin.buffer.read(MAX_TEXT_BYTES + 1)
    else:
        name = Path(path).name
        with _open(path) as file:
            raw = file.read(MAX_TEXT_BYTES + 1)
    if len(raw) > MAX_TEXT_BYTES:
        raise InputError(
            f"{name} is larger than {MAX_TEXT_BYTES // 1024**2} MB; split it into documents, one a line, as JSON Lines",
        )
    return name, raw


def _open(path: str | os.PathLike[str]) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}") from error
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder; name a file in it") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error

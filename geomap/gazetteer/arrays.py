"""Rows of fixed-width arrays in one file, mapped into memory."""

from __future__ import annotations

import mmap
import sys
from array import array
from typing import IO, TYPE_CHECKING

from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

ArrayTable = dict[str, tuple[str, int, int]]
"""By name: type code, offset in bytes, number of items."""

_ALIGN = 8


def pack(values: Iterable[int], code: str | None = None) -> array[int]:
    """Return integers as an array of the narrowest unsigned type that holds them, or of the given type code."""
    items = list(values)
    if code is None:
        most = max(items, default=0)
        code = next(c for c, bits in (("B", 8), ("H", 16), ("I", 32), ("Q", 64)) if most < 1 << bits)
    return array(code, items)


def write_arrays(path: Path, arrays: Mapping[str, array[int] | bytes]) -> ArrayTable:
    """Write arrays one after the other; return the table of where each lies."""
    table: ArrayTable = {}
    with path.open("wb") as file:
        for name, values in arrays.items():
            file.write(b"\0" * (-file.tell() % _ALIGN))
            code = "B" if isinstance(values, bytes) else values.typecode
            table[name] = code, file.tell(), len(values)
            if sys.byteorder == "big" and not isinstance(values, bytes):
                values = array(code, values)  # noqa: PLW2901  the caller's array stays as it is
                values.byteswap()
            file.write(values)
    return table


def append_bytes(path: Path, source: IO[bytes]) -> tuple[str, int, int]:
    """Append a file's content to a file of arrays; return the row of the table."""
    with path.open("ab") as file:
        file.write(b"\0" * (-file.tell() % _ALIGN))
        start = file.tell()
        source.seek(0)
        while chunk := source.read(1 << 20):
            file.write(chunk)
        return "B", start, file.tell() - start


def map_arrays(path: Path, table: Mapping[str, Iterable[object]]) -> dict[str, memoryview]:
    """Map a file of arrays; raises ``GazetteerError`` where the file is shorter than its table says."""
    if sys.byteorder == "big":
        raise GazetteerError("the bundled gazetteer needs a little-endian machine")
    try:
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise GazetteerError(f"the gazetteer's file {path} cannot be read: {error}") from error
    found: dict[str, memoryview] = {}
    for name, row in table.items():
        code, offset, count = row
        assert isinstance(code, str)
        assert isinstance(offset, int)
        assert isinstance(count, int)
        # The manifest's form was looked at when the gazetteer was opened.
        end = offset + count * array(code).itemsize
        if end > len(view):
            raise GazetteerError(f"the gazetteer's file {path} is too short: {len(view)} bytes, {end} expected")
        found[name] = view[offset:end].cast(code)  # type: ignore[call-overload]  # a variable type code
    return found

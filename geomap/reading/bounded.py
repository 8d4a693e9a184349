"""Files that end, and lines that end: what goes on for ever (a device, a pipe) is refused with one line."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES: Final = 256 * 1024**2
"""Of a file that is read whole."""

MOST_LINE: Final = 64 * 1024**2
"""Characters of a line, or bytes where lines are read as bytes."""


def read_bounded(path: Path, most: int = MOST_BYTES) -> bytes:
    """Read a file whole, if it is no larger than it may be.

    Raises
    ------
    InputError
        It is not there, cannot be read, or is larger.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
    if len(raw) > most:
        raise InputError(f"{path} is larger than {most // 1024**2} MB, or has no end")
    return raw


def bounded_lines(file: IO[str], name: str, most: int = MOST_LINE) -> Iterator[str]:
    """Read line by line, if no line is longer than it may be.

    Raises
    ------
    InputError
        A line is longer; the message gives its number.
    """
    number = 0
    while line := file.readline(most):
        number += 1
        if len(line) >= most:
            raise InputError(
                f"{name}, line {number}: more than {most // 1024**2} million characters, or without an end"
            )
        yield line

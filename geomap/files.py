"""Writing a result whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import OutputError
from geomap.temporary import clear, create, name_for
from geomap.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterable


_HALF = re.compile("[\ud800-\udfff]")


def write_whole(path: str | os.PathLike[str], data: str | bytes | Iterable[str | bytes]) -> Path:
    """Write a file so that nobody ever sees half of it.

    The data go to a temporary file in the same folder, which then takes the place of ``path`` in one step. After a
    failure (no such folder, no permission, a full disk) ``path`` is as it was before. What a process that was killed
    left of its own there is removed. An iterable is written piece by piece, so that a long result need not
    fit into memory. Where ``path`` is a link, what it points to is replaced; a device or a pipe (``/dev/null``,
    ``/dev/stdout``) is written into.

    Raises
    ------
    OutputError
        The file cannot be written; the message says why.
    """
    target = Path(path)
    if not can_name(path):
        raise OutputError(f"cannot write {target}: no file can have this name")
    if target.is_dir():
        raise OutputError(f"cannot write {target}: it is a folder; name a file in it")
    temporary: Path | None = None
    pieces: Iterable[str | bytes] = (data,) if isinstance(data, (str, bytes)) else data
    try:
        if is_stream(path):
            with target.open("wb") as file:
                file.writelines(map(harmless if file.isatty() else to_bytes, pieces))
            return target
        target = target.resolve() if target.is_symlink() else target
        clear(target.parent)
        # The name comes before the file: whatever ends the work in between, it is known what to remove.
        temporary = name_for(target)
        with os.fdopen(create(temporary), "wb") as file:
            file.writelines(map(to_bytes, pieces))
            file.flush()
            os.fsync(file.fileno())
            if sys.platform == "win32":
                file.close()  # which renames no open file; elsewhere it stays locked until it has its name
            # Only its owner could read it so far; a result gets the mode that any new file gets.
            temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
            temporary.replace(target)
    except BaseException as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        if not isinstance(error, OSError):
            raise
        reason = "the folder does not exist" if isinstance(error, FileNotFoundError) else (error.strerror or str(error))
        raise OutputError(f"cannot write {target}: {reason}") from error
    return target


def write_output(path: str, data: str | bytes | Iterable[str | bytes]) -> None:
    """Write to a file, or to standard output where ``path`` is ``-``: pieces as they come."""
    if path == "-":
        encode = harmless if sys.stdout.isatty() else to_bytes
        for piece in (data,) if isinstance(data, (str, bytes)) else data:
            sys.stdout.buffer.write(encode(piece))
        sys.stdout.buffer.flush()
    else:
        write_whole(path, data)


def is_stream(path: str | os.PathLike[str]) -> bool:
    """Tell whether a path is something to write into, not a file that can be replaced: a device or a pipe."""
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError):  # no such file, or no name that one can have
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def can_name(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file can have this name: half a character (a lone surrogate) and NUL can stand in none."""
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def harmless(piece: str | bytes) -> bytes:
    """Return a piece of a result as a terminal may get it: nothing of what a document holds may steer it."""
    text = piece.decode("utf-8", "replace") if isinstance(piece, bytes) else piece
    return to_bytes(printable(text, keep="\n"))


def to_bytes(piece: str | bytes) -> bytes:
    """Return a piece of a result as UTF-8; half a character, which UTF-8 cannot hold, becomes U+FFFD."""
    if isinstance(piece, bytes):
        return piece
    try:
        return piece.encode()
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", piece).encode()


def _umask() -> int:
    # The mask can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask

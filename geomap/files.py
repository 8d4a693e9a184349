"""Writing a result whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_whole(path: str | os.PathLike[str], data: str | bytes | Iterable[str]) -> Path:
    """Write a file so that nobody ever sees half of it.

    The data go to a temporary file in the same folder, which then takes the place of ``path`` in one step. After a
    failure (no such folder, no permission, a full disk) ``path`` is as it was before. An iterable of strings is
    written piece by piece, so that a long result need not fit into memory.

    Raises
    ------
    OutputError
        The file cannot be written; the message says why.
    """
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"cannot write {target}: it is a folder; name a file in it")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            for piece in (data,) if isinstance(data, (str, bytes)) else data:
                file.write(piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes a file that only its owner reads; a result gets the mode that any new file gets.
        Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        Path(temporary).replace(target)
    except BaseException as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        if not isinstance(error, OSError):
            raise
        reason = "the folder does not exist" if isinstance(error, FileNotFoundError) else (error.strerror or str(error))
        raise OutputError(f"cannot write {target}: {reason}") from error
    return target


def write_output(path: str, data: str | bytes | Iterable[str]) -> None:
    """Write to a file, or to standard output where ``path`` is ``-``: pieces as they come."""
    if path == "-":
        for piece in (data,) if isinstance(data, (str, bytes)) else data:
            sys.stdout.buffer.write(piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece)
        sys.stdout.buffer.flush()
    else:
        write_whole(path, data)


def _umask() -> int:
    # The mask can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask

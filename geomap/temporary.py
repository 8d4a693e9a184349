"""Temporary files and folders beside a result: held while their process lives, cleared when it has gone.

A name such as ``.map.html.4711-k3x9q2ab.part`` carries the process's number. That alone would not tell whether the
process still lives: a number is given again, and another machine or container has numbers of its own. So what makes a
temporary file also locks it, and the system opens the lock when the process ends, however it ends. Whoever writes into
a folder next removes the files there whose locks are open.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

try:
    import fcntl
except ImportError:  # Windows
    _LOCKS = False
else:
    _LOCKS = True

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDING: Final = ".part"
_NAME: Final = re.compile(r"\.(?P<of>.+)\.(?P<pid>\d+)-[0-9a-f]{16}\.part")
_LONGEST: Final = 40

_IDLE_S: Final = 60.0
"""Without locks (Windows), a file that cannot be told from one in use is left alone as long as this."""


def name_for(path: Path) -> Path:
    """Return the name of a temporary file beside a file.

    Parameters
    ----------
    path
        What it is to become.
    """
    return path.with_name(f".{path.name[:_LONGEST]}.{os.getpid()}-{os.urandom(8).hex()}{_ENDING}")


def create(path: Path) -> int:
    """Make a temporary file, readable by its owner only, and lock it; return its descriptor.

    Parameters
    ----------
    path
        As ``name_for`` gives it.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        if _held(handle, path):
            return handle


@contextlib.contextmanager
def temporary_folder(parent: Path) -> Iterator[Path]:
    """Make a folder in another that is gone with all that is in it when the block ends.

    Parameters
    ----------
    parent
        The folder that it stands in; what dead processes left there is cleared.
    """
    clear(parent)
    path = name_for(parent / "compiling")
    handle: int | None = None
    try:
        while True:
            path.mkdir(0o700)
            if not _LOCKS:
                break
            with contextlib.suppress(FileNotFoundError):
                handle = os.open(path, os.O_RDONLY)
                if _held(handle, path):
                    break
                handle = None
        yield path
    finally:
        import shutil

        shutil.rmtree(path, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def clear(folder: Path) -> None:
    """Remove the temporary files and folders that dead processes left in a folder.

    Parameters
    ----------
    folder
        It alone, not those inside it. What cannot be removed, is in use, or only looks like one of ours stays.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name.endswith(_ENDING) and _NAME.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    _remove_if_left(Path(entry.path))


def _remove_if_left(path: Path) -> None:
    kind = path.lstat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        return
    if not _LOCKS:
        # Windows refuses to remove what a process has open.
        if time.time() - path.stat().st_mtime > _IDLE_S:
            _remove(path, kind)
        return
    handle = os.open(path, (os.O_RDONLY if stat.S_ISDIR(kind) else os.O_RDWR) | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        # Whoever made it has the lock, unless its process is gone; or unless it was made this moment, and then whoever
        # waits for this lock finds the file gone and makes another.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(path, kind)
    finally:
        os.close(handle)


def _remove(path: Path, kind: int) -> None:
    if stat.S_ISDIR(kind):
        import shutil

        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()


def _held(handle: int, path: Path) -> bool:
    """Lock a new file; close it and return False if another process removed it the moment before."""
    if not _LOCKS:
        return True
    # A file system that knows no locks gives none to those who clear up either: they leave all as it is.
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX)
    if os.path.lexists(path):
        return True
    os.close(handle)
    return False

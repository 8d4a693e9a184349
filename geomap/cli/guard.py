"""Nothing that a command reads is written over by it: whatever option or argument names it.

Which options name files is not listed here: by the custom of these commands they say ``FILE`` or ``FOLDER`` in their
help, and those that a later command adds are guarded with the others.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from geomap.errors import InputError
from geomap.provenance import is_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    State = os.stat_result

_OUTPUT = "output"
_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def protect_inputs(output: str) -> None:
    """Refuse to write over a file that the command that runs reads or would read.

    The same file is told under every name: by links, in other letters where the system takes them for the same. What
    geomap wrote into a folder of texts is not read, and may be written anew, as what is empty there may.

    Parameters
    ----------
    output
        Where it writes; ``-`` is whatever standard output goes into.

    Raises
    ------
    InputError
        The output is one of the texts, or another file that is read.
    """
    written = _state_of_output(output)
    if written is None:
        return
    shown = "standard output" if output == "-" else output
    for what, path, in_folder in _read(click.get_current_context()):
        state = _state(path)
        if state is None or not os.path.samestat(state, written):
            continue
        if not (in_folder and (written.st_size == 0 or is_own(str(path)))):
            raise InputError(f"{shown} is {what} that is read: name another file with -o")


def protect_others(target: str) -> None:
    """Refuse to write over a file that nobody named, unless it is an earlier result.

    Parameters
    ----------
    target
        Where the command writes because it was told nothing else.

    Raises
    ------
    InputError
        There is a file that geomap did not write.
    """
    if target != "-" and Path(target).is_file() and Path(target).stat().st_size and not is_own(target):
        raise InputError(f"{target} is there already, and geomap did not write it: name a file with -o")


def _state(path: str | Path | int) -> State | None:
    """Return a file's identity and times; None for what is no file."""
    try:
        state = os.stat(path)  # noqa: PTH116 - descriptors too
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return None
    return state if stat.S_ISREG(state.st_mode) else None


def _state_of_output(output: str) -> State | None:
    if output != "-":
        return _state(output)
    state = _state_of(sys.stdout)
    # The shell makes and empties what ">" names before anybody is asked; there is nothing left to lose.
    return state if state is not None and state.st_size else None


def _state_of(stream: object) -> State | None:
    try:
        return _state(stream.fileno())  # type: ignore[attr-defined]
    except (OSError, ValueError, AttributeError):  # no real stream: in a test, or closed
        return None


class _InputFile(NamedTuple):
    """A file that is read: what it is, its path or descriptor, and whether it was found in a folder of texts."""

    what: str
    path: str | Path | int
    in_folder: bool = False


def _read(context: click.Context) -> Iterator[_InputFile]:
    for parameter in context.command.params:
        is_text = isinstance(parameter, click.Argument)
        names_files = is_text or any(word in (parameter.metavar or "") for word in ("FILE", "FOLDER"))
        if parameter.name == _OUTPUT or not names_files:
            continue
        value = context.params.get(parameter.name or "")
        for path in value if isinstance(value, tuple) else (value,):
            if isinstance(path, str) and "\0" not in path:
                yield from _texts(path) if is_text else _others(path, parameter.opts[0])
    yield from _always()


def _texts(path: str) -> Iterator[_InputFile]:
    if path == "-":
        if _state_of(sys.stdin) is not None:
            yield _InputFile("the text", sys.stdin.fileno())
    elif Path(path).is_dir():
        from geomap.reading.files import texts_in

        yield from (_InputFile(f"a text of the folder {path}", file, in_folder=True) for file in texts_in(Path(path)))
    else:
        yield _InputFile("the text", path)


def _others(path: str, option: str) -> Iterator[_InputFile]:
    if Path(path).is_dir():
        yield from (_InputFile(f"a part of {option}", file) for file in Path(path).iterdir())
        return
    yield _InputFile(f"the file of {option}", path)
    if Path(path).suffix.lower() in _SHAPEFILE:
        yield from (_InputFile(f"a part of {option}", Path(path).with_suffix(suffix)) for suffix in _SHAPEFILE)


def _always() -> Iterator[_InputFile]:
    """Yield what every run reads: the gazetteer, and the places that the user keeps."""
    from geomap.gazetteer.layout import default_path
    from geomap.gazetteer.userfile import user_places_path

    yield _InputFile("the file of the places that you keep,", user_places_path())
    folder = default_path()
    if folder.is_dir():
        yield from (_InputFile("a part of the gazetteer", file) for file in folder.iterdir())

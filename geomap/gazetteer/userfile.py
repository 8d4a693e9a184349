"""The file in which a user's own places are kept, so that every run knows them.

It is plain GeoJSON and may be edited by hand. ``GEOMAP_DATA_DIR`` names another folder for it,
``GEOMAP_USER_PLACES=off`` leaves it alone.
"""

from __future__ import annotations

import contextlib
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.errors import InputError, OutputError, UnknownPlaceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.gazetteer import PlaceFile
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.userplaces import UserPlace

_OFF: Final = frozenset({"off", "0", "no", "false"})

_PATIENCE_S: Final = 60


class Change(NamedTuple):
    """What became of a user's file.

    Attributes
    ----------
    added, replaced
        The places that are new, and those that took the place of one with the same id.
    path
        The file.
    """

    added: tuple[UserPlace, ...]
    replaced: tuple[UserPlace, ...]
    path: Path


def user_places_path() -> Path:
    """Return where the user's places are kept, whether there are any or not."""
    folder = os.environ.get("GEOMAP_DATA_DIR", "").strip()
    if folder:
        return Path(folder) / "places.geojson"
    if sys.platform == "linux":
        # What platformdirs says there, without the time that it takes to import: every run asks.
        base = os.environ.get("XDG_DATA_HOME", "").strip() or Path.home() / ".local" / "share"
        return Path(base) / "geomap" / "places.geojson"
    import platformdirs

    return Path(platformdirs.user_data_dir("geomap", appauthor=False)) / "places.geojson"


def kept_file() -> Path | None:
    """Return the file of the user's places that runs read; None where there is none or they are switched off."""
    if os.environ.get("GEOMAP_USER_PLACES", "").strip().lower() in _OFF:
        return None
    path = user_places_path()
    return path if path.exists() else None


def lay_kept_over(gazetteer: Gazetteer) -> Gazetteer:
    """Return a gazetteer with the places that the user keeps, or itself where there are none or they are switched off.

    Raises
    ------
    InputError
        The user's file cannot be read; the message says how to go on without it.
    """
    path = kept_file()
    try:
        state = None if path is None else path.stat()
    except OSError:
        return gazetteer
    if path is None or state is None:
        return gazetteer
    return _laid_over(gazetteer, path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _laid_over(gazetteer: Gazetteer, path: Path, _mtime_ns: int, _size: int) -> Gazetteer:
    """Return a gazetteer with the kept places, made once until the file changes, so that a notebook reads it once."""
    from geomap.gazetteer.overlay import lay_over

    places = kept_places(path)
    return lay_over(gazetteer, places) if places else gazetteer


def kept_places(path: Path | None = None) -> tuple[UserPlace, ...]:
    """Return the places that the user keeps, in the order of the file.

    Raises
    ------
    InputError
        The file cannot be read.
    """
    from geomap.gazetteer.userplaces import read_user_places

    file = path or user_places_path()
    if not file.exists():
        return ()
    try:
        return read_user_places(file, trusted=True)
    except InputError as error:
        if not file.exists():  # another process has just removed the last place
            return ()
        raise InputError(f"{error}; mend or delete the file, or set GEOMAP_USER_PLACES=off") from error


def add_places(sources: Iterable[PlaceFile], gazetteer: Gazetteer, path: Path | None = None) -> Change:
    """Keep the places of files; one whose id is kept already takes its place.

    Parameters
    ----------
    sources
        Files or GeoDataFrames, as for ``Gazetteer.with_places``.
    gazetteer
        Tells the country and province of places that do not say theirs.
    path
        The file to keep them in; the user's without it.

    Raises
    ------
    UserPlacesError
        Some rows cannot be used; nothing was kept, of the other files neither.
    OutputError
        The file cannot be written.
    """
    from geomap.gazetteer.overlay import located
    from geomap.gazetteer.userplaces import read_user_places

    file = path or user_places_path()
    read: list[UserPlace] = []
    for source in sources:
        if isinstance(source, (str, os.PathLike)) and _is_same(Path(source), file):
            raise InputError(f"{source} is the file that your places are kept in: they are kept already")
        read += read_user_places(source, countries=gazetteer.country_codes)
    found = {place.id: located(place, gazetteer) for place in read}
    with _alone(file):
        kept = {place.id: place for place in kept_places(file)}
        added = tuple(place for place_id, place in found.items() if place_id not in kept)
        replaced = tuple(place for place_id, place in found.items() if place_id in kept)
        _write(file, (kept | found).values())
    return Change(added, replaced, file)


def remove_places(ids: Iterable[str], path: Path | None = None) -> tuple[UserPlace, ...]:
    """Remove kept places by their ids, all of them or none; return the places removed.

    Parameters
    ----------
    ids
        Their ids, with or without ``user:``.
    path
        The file; the user's without it.

    Raises
    ------
    UnknownPlaceError
        No place with such an id is kept.
    OutputError
        The file cannot be written.
    """
    file = path or user_places_path()
    if not file.exists():
        return _remove(file, ids)  # says so, and makes no folder for it
    with _alone(file):
        return _remove(file, ids)


def _remove(file: Path, ids: Iterable[str]) -> tuple[UserPlace, ...]:
    kept = {place.id: place for place in kept_places(file)}
    gone = []
    for place_id in ids:
        place = kept.pop(place_id, None) or kept.pop(f"user:{place_id}", None)
        if place is None:
            known = ", ".join(sorted(kept)[:10]) or "none"
            raise UnknownPlaceError(f"no place with the id {place_id!r} is kept in {file}; there are: {known}")
        gone.append(place)
    if kept:
        _write(file, kept.values())
    elif gone:
        try:
            file.unlink()
        except OSError as error:
            raise OutputError(f"cannot delete {file}: {error.strerror or error}") from error
    return tuple(gone)


@contextlib.contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Keep other processes from changing the file until the block ends: what one reads and writes, another may too."""
    from filelock import FileLock, Timeout

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {file.parent}: {error.strerror or error}") from error
    # The lock of a link's file is that of the file.
    real = file.resolve()
    lock = FileLock(str(real.with_name(f".{real.name}.lock")), timeout=_PATIENCE_S)
    try:
        lock.acquire()
    except Timeout as error:
        raise OutputError(f"cannot write {file}: another process has been changing it for {_PATIENCE_S} s") from error
    except (OSError, NotImplementedError) as error:  # the latter where a file system knows no locks
        raise OutputError(f"cannot lock {file}: {getattr(error, 'strerror', None) or error}") from error
    try:
        yield
    finally:
        lock.release()


def _is_same(path: Path, file: Path) -> bool:
    try:
        return path.samefile(file)
    except (OSError, ValueError):  # no such file, or no name that one can have
        return False


def _write(file: Path, places: Iterable[UserPlace]) -> None:
    from geomap.files import write_whole
    from geomap.gazetteer.userplaces import to_geojson

    write_whole(file, to_geojson(places))

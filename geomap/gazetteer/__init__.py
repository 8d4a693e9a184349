"""The gazetteer: names, places and their footprints, mapped from the files that ship with the package."""

from __future__ import annotations

from functools import cache, lru_cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas

    from geomap.gazetteer.gazetteer import Gazetteer

    PlaceFile: TypeAlias = str | PathLike[str] | geopandas.GeoDataFrame


@cache
def bundled() -> Gazetteer:
    """Return the gazetteer that ships with the package, opened once a process; without any places of the user's."""
    from geomap.gazetteer.gazetteer import Gazetteer

    return Gazetteer.open()


def open_gazetteer(
    path: str | PathLike[str] | None = None,
    *,
    places: PlaceFile | Iterable[PlaceFile] = (),
    user_places: bool = True,
) -> Gazetteer:
    """Open the gazetteer that geomap works with: the bundled one and the user's places, unless the arguments say else.

    Parameters
    ----------
    path
        Folder of a compiled gazetteer (``geomap gazetteer compile``); the bundled one without it.
    places
        The user's own places for this run: a file or a GeoDataFrame, or several, see ``Gazetteer.with_places``. Of
        places with one id the last counts.
    user_places
        Whether the places that the user keeps (``geomap gazetteer add``) are laid over it;
        ``GEOMAP_USER_PLACES=off`` switches them off as well.

    Raises
    ------
    GazetteerError
        There is no gazetteer in that folder.
    InputError
        A file of places cannot be read, or rows of it cannot be used.
    """
    gazetteer = bundled() if path is None else _opened(Path(path))
    if user_places:
        from geomap.gazetteer.userfile import lay_kept_over

        gazetteer = lay_kept_over(gazetteer)
    return with_all_places(gazetteer, places)


def with_all_places(gazetteer: Gazetteer, places: PlaceFile | Iterable[PlaceFile]) -> Gazetteer:
    """Return a gazetteer with the places of one or several files or GeoDataFrames laid over it."""
    # A GeoDataFrame can be iterated too, and gives its columns' names.
    sources = (places,) if isinstance(places, (str, PathLike)) or hasattr(places, "geometry") else places
    for source in sources:
        gazetteer = gazetteer.with_places(source)
    return gazetteer


def damaged_file() -> str:
    """Return what is wrong with a gazetteer that this process has opened, in one line; ``""`` if nothing.

    For whoever met an error that nobody foresaw: all files are read, which a sound run never needs.
    """
    from geomap.gazetteer.soundness import damage
    from geomap.gazetteer.store import OPENED

    for store in tuple(OPENED):
        for name, problem in damage(store.path, store.manifest):
            return f"the gazetteer's file {store.path / name} {problem}: reinstall geomap, or compile it again"
    return ""


@lru_cache(maxsize=4)
def _opened(path: Path) -> Gazetteer:
    from geomap.gazetteer.gazetteer import Gazetteer

    return Gazetteer.open(path)

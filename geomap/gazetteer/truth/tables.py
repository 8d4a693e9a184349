"""The hand-kept tables of what is true, and the places that their rows mean."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import GazetteerError
from geomap.gazetteer.names import fold
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.footprints import Footprint
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Place

_ASTRAY_KM = 40
"""A town whose row gives a position must be known within so far of it."""


def tables_path() -> Path:
    """Return the directory of the tables: inside the package, or in the gazetteer's part of a working copy."""
    packaged = Path(__file__).parent / "data"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "gazetteer" / "curated" / "truth"


def read_table(name: str, folder: Path | None = None) -> list[dict[str, str]]:
    """Return the rows of a table.

    Raises
    ------
    GazetteerError
        The table is missing or cannot be read.
    """
    path = (folder or tables_path()) / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"cannot read the table {path}: {error}") from error


class Atlas:
    """The gazetteer's places as the rows of the tables name them, with their shapes.

    Parameters
    ----------
    gazetteer
        The gazetteer that is checked.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._footprints: dict[str, Footprint | None] = {}
        self._shapes: dict[str, BaseGeometry] = {}
        self._unit_names: dict[str, tuple[dict[str, list[Place]], dict[str, list[Place]]]] = {}

    @cached_property
    def units(self) -> dict[str, list[Place]]:
        """First-order units by country."""
        found: dict[str, list[Place]] = defaultdict(list)
        gazetteer = self.gazetteer
        wanted = {i for i, feature in enumerate(gazetteer.features) if feature == ("A", "ADM1")}
        for i, feature in enumerate(gazetteer.columns.feature):
            if feature in wanted:
                place = gazetteer.place(i)
                found[place.country_code].append(place)
        return found

    def find(self, reference: str) -> Place | None:
        """Return the place that a row names.

        ``country:FR``; ``unit:FR/Brittany``, a first-order unit by one of its names; ``sea:Red Sea``, ``lake:…``,
        ``island:…``, ``region:…``, the likeliest of that kind with an outline; else an id.
        """
        kind, _, name = reference.partition(":")
        if kind == "country":
            return self.gazetteer.country(name)
        if kind == "unit":
            return self._unit(*name.split("/", 1))
        if kind in _KINDS:
            return self._of_kind(name, _KINDS[kind])
        index = self.gazetteer.index(reference)
        return self.gazetteer.place(index) if index >= 0 else None

    def _unit(self, country: str, name: str) -> Place | None:
        if country not in self._unit_names:
            own: dict[str, list[Place]] = defaultdict(list)
            other: dict[str, list[Place]] = defaultdict(list)
            for place in self.units.get(country, ()):
                own[fold(place.name)].append(place)
                for alternate in {fold(known.text) for known in self.gazetteer.names(place)}:
                    other[alternate].append(place)
            self._unit_names[country] = own, other
        own, other = self._unit_names[country]
        folded = fold(name)
        bearers = own.get(folded) or other.get(folded) or []
        return bearers[0] if len(bearers) == 1 else None

    def _of_kind(self, name: str, codes: frozenset[str]) -> Place | None:
        found = [c.place for c in self.gazetteer.lookup(name) if c.place.feature_code in codes]
        return next((place for place in found if place.has_footprint), found[0] if found else None)

    def town(self, name: str, lon: str, lat: str) -> tuple[float, float] | None:
        """Return the position of a town, ``GE/Gudauri``.

        With a position, its namesake near to that, or the position itself.
        """
        country, _, town = name.rpartition("/")
        at = (float(lon), float(lat)) if lon else None
        if not country:
            return at
        for candidate in self.gazetteer.lookup(town, country=country):
            place = candidate.place
            if place.feature_class != "P":
                continue
            if at is None or distance_km(*at, place.lon, place.lat) <= _ASTRAY_KM:
                return place.lon, place.lat
        return at

    def footprint(self, place: Place) -> Footprint | None:
        """Return the finest outline of a place in the neutral view."""
        if place.id not in self._footprints:
            footprints = self.gazetteer.footprints
            self._footprints[place.id] = footprints.get(place.id, "local") if footprints is not None else None
        return self._footprints[place.id]

    def shape(self, place: Place) -> BaseGeometry | None:
        """Return the finest outline of a place as a geometry."""
        if place.id not in self._shapes:
            footprint = self.footprint(place)
            if footprint is None:
                return None
            self._shapes[place.id] = footprint.to_shapely()
        return self._shapes[place.id]


_KINDS = {
    "sea": frozenset({"SEA", "GULF", "OCN", "BAY", "STRT", "CHN", "SD"}),
    "lake": frozenset({"LK", "RSV", "LKN", "LKS", "LGN", "SEA"}),
    "island": frozenset({"ISL", "ISLS"}),
    "region": frozenset({"RGN", "AREA", "DSRT", "MTS", "PEN", "PLAT", "PLN", "CONT", "RGNE"}),
}

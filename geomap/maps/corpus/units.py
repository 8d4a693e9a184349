"""The units that a corpus is counted by: countries and their first-order units, with outlines and inhabitants.

Outlines are the gazetteer's footprints, whose borders are stored once: they fit together at every detail.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from geomap.gazetteer.paths import encode_rings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.gazetteer.arcs import Detail
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.maps.view import Polygon

UnitLevel = Literal["country", "province"]
"""``"country"``: what has an ISO 3166-1 code. ``"province"``: its first-order units, whatever they are called there."""

STEPS_PER_DEG = 100
"""How finely outlines are written: a kilometre. All provinces of the world come to 220 kB so."""

_TOWNS = "P"
_PARTS_OF_TOWNS = ("PPLX", "PPLH")
_HARBOUR_KM = 5.0


class CountedUnit(NamedTuple):
    """A unit that documents are counted for.

    Attributes
    ----------
    place_id
        The unit as a place of the gazetteer.
    name
        Its usual name, in the language that was asked for.
    country_code
        ISO 3166-1 alpha-2.
    population
        Inhabitants; 0 where unknown.
    of_towns
        Whether ``population`` counts only who lives in the unit's towns: the gazetteer has no other figure for
        first-order units, and lacks small towns in some countries.
    lon, lat
        Where a figure about it may stand, in degrees (EPSG:4326).
    """

    place_id: str
    name: str
    country_code: str
    population: int
    of_towns: bool
    lon: float
    lat: float


class UnitAtlas:
    """Countries and first-order units of a gazetteer.

    Parameters
    ----------
    gazetteer
        Where they stand.

    Examples
    --------
    >>> from geomap.gazetteer.gazetteer import Gazetteer
    >>> atlas = UnitAtlas(Gazetteer.open())
    >>> atlas.unit(atlas.of("province", "P", "SY", "11", 36.72, 34.73)).name
    'Homs'
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._units: dict[tuple[UnitLevel, str, str], str] = {}

    def of(
        self, level: UnitLevel, feature_class: str, country_code: str, admin1_code: str, lon: float, lat: float
    ) -> str:
        """Return the place id of the unit that a place belongs to, ``""`` where it belongs to none.

        A country belongs to itself and to no province; a sea, or a region of several countries, to neither. Towns and
        sites without a first-order code are looked for on the ground.

        Parameters
        ----------
        level
            Which units.
        feature_class, country_code, admin1_code
            As the place has them; None counts as ``""``.
        lon, lat
            The place in degrees (EPSG:4326).
        """
        country_code, admin1_code = country_code or "", admin1_code or ""
        if not country_code:
            return ""
        key = (level, country_code, "" if level == "country" else admin1_code)
        if level == "province" and not admin1_code:
            return self._on_the_ground(country_code, lon, lat) if feature_class in ("P", "S") else ""
        if key not in self._units:
            gazetteer = self._gazetteer
            found = (
                gazetteer.country(country_code) if level == "country" else gazetteer.admin1(country_code, admin1_code)
            )
            self._units[key] = found.id if found is not None else ""
        return self._units[key]

    def _on_the_ground(self, country_code: str, lon: float, lat: float) -> str:
        footprints = self._gazetteer.footprints
        if footprints is None:
            return ""
        found = footprints.containing(lon, lat, _HARBOUR_KM)
        # Near a border the simplified line can lie on the wrong side of a town.
        home = self._gazetteer.country(country_code)
        return found.admin1 if home is not None and found.country == home.id else ""

    def unit(self, place_id: str, language: str = "en") -> CountedUnit:
        """Return what is known about a unit.

        Parameters
        ----------
        place_id
            As ``of`` returns it.
        language
            BCP 47, of its name.

        Raises
        ------
        UnknownPlaceError
            No place has that id.
        """
        place = self._gazetteer.get(place_id)
        of_towns = place.feature_code == "ADM1" and not place.population
        people = self._in_towns.get(self._place_codes(place.index), 0) if of_towns else place.population
        name = place.name if language == "en" else self._gazetteer.name_in(place, language)
        return CountedUnit(place_id, name, place.country_code, people, of_towns, place.lon, place.lat)

    def _place_codes(self, index: int) -> tuple[int, int]:
        columns = self._gazetteer.columns
        return columns.country[index], columns.admin1[index]

    @cached_property
    def _in_towns(self) -> dict[tuple[int, int], int]:
        """Inhabitants of towns by the rows of their country and their first-order unit; a town's parts count once."""
        import numpy as np

        gazetteer, columns = self._gazetteer, self._gazetteer.columns
        town = np.array([cls == _TOWNS and code not in _PARTS_OF_TOWNS for cls, code in gazetteer.features])
        rows = np.flatnonzero(town[np.asarray(columns.feature)])
        country = np.asarray(columns.country)[rows].astype(np.int64)
        admin1 = np.asarray(columns.admin1)[rows].astype(np.int64)
        width = int(admin1.max(initial=0)) + 1
        keys, at = np.unique(country * width + admin1, return_inverse=True)
        people = np.bincount(at, np.asarray(columns.population)[rows], len(keys)).astype(np.int64)
        pairs = (divmod(key, width) for key in keys.tolist())
        return dict(zip(pairs, people.tolist(), strict=True))

    def outline(self, place_id: str, detail: Detail = "world") -> tuple[Polygon, ...]:
        """Return a unit's polygons, each its rings as ``(lon, lat, lon, lat, …)``; none where no outline is known.

        Parameters
        ----------
        place_id
            The unit.
        detail
            ``"world"`` for maps of the world, ``"region"`` for those of a country or several.
        """
        footprints = self._gazetteer.footprints
        found = footprints.get(place_id, detail) if footprints is not None else None
        if found is None:
            return ()
        return tuple(
            tuple(tuple(value for point in ring for value in point) for ring in polygon) for polygon in found.polygons
        )

    def to_data(
        self, place_ids: Iterable[str], *, language: str = "en", detail: Detail = "world", steps: int = STEPS_PER_DEG
    ) -> list[dict[str, Any]]:
        """Return units for a page's data: name, inhabitants, and outline as ``geomap.gazetteer.paths`` writes rings.

        Parameters
        ----------
        place_ids
            The units, of which those without an outline are left out: only what was mentioned need be carried.
        language
            BCP 47, of the names.
        detail
            As for ``outline``.
        steps
            Steps of a degree to which vertices are rounded.
        """
        made: list[dict[str, Any]] = []
        for place_id in place_ids:
            polygons = self.outline(place_id, detail)
            if not polygons:
                continue
            one = self.unit(place_id, language)
            made.append(
                {
                    "id": place_id,
                    "name": one.name,
                    "cc": one.country_code,
                    "people": one.population,
                    "towns": int(one.of_towns),
                    "poly": [encode_rings(polygon, steps) for polygon in map(_rounded(steps), polygons)],
                }
            )
        return made


def _rounded(steps: int) -> Any:
    """Return a function that rounds a polygon's rings to steps and drops vertices that fall together."""

    def thin(polygon: Polygon) -> list[list[float]]:
        return [_thinned(ring, steps) for ring in polygon]

    return thin


def _thinned(ring: Sequence[float], steps: int) -> list[float]:
    kept: list[float] = []
    last: tuple[int, int] | None = None
    for lon, lat in zip(ring[::2], ring[1::2], strict=True):
        at = round(lon * steps), round(lat * steps)
        if at != last:
            kept += lon, lat
            last = at
    # An islet smaller than a step stays a ring, of no area.
    return kept if len(kept) >= 8 else list(ring)

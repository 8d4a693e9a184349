"""Where names may stand on the basemap: Natural Earth's label points, and points inside waters."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import ids
import numpy as np
import shapely
from geometry_matching import country_of

if TYPE_CHECKING:
    from geometry import Builder

KINDS = ("country", "province", "sea", "lake")
_STEPS = 10_000


class Labels:
    """Collects label points."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._found: dict[str, tuple[int, float, float, float, float, int]] = {}

    def add(self, place: str, kind: str, lon: float, lat: float, zooms: tuple[float, float], rank: int) -> None:
        """Add a label, unless its place has one already or has no footprint."""
        if place in self._builder.pack.records and place not in self._found:
            self._found[place] = (KINDS.index(kind), lon, lat, *zooms, rank)

    def add_countries(self) -> None:
        """Countries and territories."""
        for row in self._builder.sources.countries.sort_values("LABELRANK", kind="stable").itertuples():
            code = country_of(row.ADM0_A3, row.ISO_A2_EH)
            place = self._builder.country_id(code)
            if place and row.ADM0_A3 not in ("SOL", "CYN", "CNM", "KAB", "USG", "ESB", "WSB"):
                zooms = (float(row.MIN_LABEL), float(row.MAX_LABEL))
                self.add(place, "country", row.LABEL_X, row.LABEL_Y, zooms, int(row.LABELRANK))

    def add_provinces(self) -> None:
        """First-order divisions: at the label point of their largest polygon."""
        builder = self._builder
        area = dict(zip((row["adm1_code"] for row in builder.sources.admin1), _areas(builder), strict=True))
        for row in sorted(builder.sources.admin1, key=lambda row: (-area[row["adm1_code"]], row["adm1_code"])):
            code = row["adm1_code"]
            faces = builder.partition.having(code=code)
            place = (builder.division(faces[0]) if faces else "") or builder.matches.place.get(code, "")
            zooms = (float(row["min_label"]), float(row["max_label"]))
            self.add(place, "province", row["longitude"], row["latitude"], zooms, int(row["labelrank"]))

    def add_waters(self) -> None:
        """Seas and lakes: in their middle."""
        for name, area in self._builder.sources.seas:
            if name:
                lon, lat, radius = _middle(area)
                least = float(np.clip(4.5 - np.log2(max(radius, 0.05)), 1.0, 9.0))
                self.add(ids.sea(name), "sea", lon, lat, (least, least + 5), 1 if radius > 10 else 4)
        for row in self._builder.sources.lakes.itertuples():
            lon, lat, _ = _middle(row.geometry)
            zooms = (float(row.min_label), 14.0)
            self.add(ids.lake(int(row.ne_id)), "lake", lon, lat, zooms, int(row.scalerank))

    def write(self) -> None:
        """Enter the table into the pack, which must hold all its records."""
        order = {place: i for i, place in enumerate(sorted(self._builder.pack.records, key=lambda p: p.encode()))}
        at, about = array("i"), array("H")
        for place, (kind, lon, lat, least, most, rank) in sorted(self._found.items()):
            at.extend((round(lon * _STEPS), round(lat * _STEPS)))
            about.extend((order[place], kind, round(least * 10), round(most * 10), rank))
        self._builder.pack.tables["label.at"], self._builder.pack.tables["label.about"] = at, about


def _areas(builder: Builder) -> list[float]:
    return [float(area) for area in shapely.area(builder.sources.admin1_polygons)]


def _middle(area: shapely.Geometry) -> tuple[float, float, float]:
    """Centre and radius in degrees of the largest circle in an area."""
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    simple = shapely.simplify(largest, 0.02)
    circle = shapely.maximum_inscribed_circle(simple, tolerance=0.02)
    (lon, lat), _ = shapely.get_coordinates(circle)
    return float(lon), float(lat), float(circle.length)

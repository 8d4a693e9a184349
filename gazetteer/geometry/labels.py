"""Where names may stand on the basemap: Natural Earth's label points, and points inside waters."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from gazetteer import ids
from gazetteer.geometry.matching import country_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.geometry.ground import Ground
    from gazetteer.sources.reading import Sources

KINDS = ("country", "province", "sea", "lake")
_STEPS = 10_000

_PARTS_OF_COUNTRIES = frozenset(["SOL", "CYN", "CNM", "KAB", "USG", "ESB", "WSB"])
"""Units of Natural Earth that share the label of the country that they are counted to."""


class LabelRow(NamedTuple):
    """Where the name of a place may stand.

    Attributes
    ----------
    kind
        One of ``KINDS``.
    lon, lat
        In degrees.
    least, most
        Zoom levels from and to which it is shown.
    rank
        The smaller, the more important.
    """

    kind: str
    lon: float
    lat: float
    least: float
    most: float
    rank: int


def label_tables(ground: Ground, places: Sequence[str]) -> dict[str, array[int]]:
    """Return the tables of labels.

    Parameters
    ----------
    ground
        The land.
    places
        Ids of the places that have a footprint, in the order of the file: others have no label.
    """
    order = {place: i for i, place in enumerate(places)}
    found: dict[str, LabelRow] = {}
    for place, label in (*_countries(ground), *_provinces(ground), *_waters(ground.sources)):
        if place in order:
            found.setdefault(place, label)
    at, about = array("i"), array("H")
    for place, label in sorted(found.items()):
        at.extend((round(label.lon * _STEPS), round(label.lat * _STEPS)))
        zooms = round(label.least * 10), round(label.most * 10)
        about.extend((order[place], KINDS.index(label.kind), *zooms, label.rank))
    return {"label.at": at, "label.about": about}


def _countries(ground: Ground) -> Iterator[tuple[str, LabelRow]]:
    """Yield the countries and territories."""
    for row in ground.sources.countries.sort_values("LABELRANK", kind="stable").itertuples():
        place = ground.country_id(country_of(row.ADM0_A3, row.ISO_A2_EH))
        if place and row.ADM0_A3 not in _PARTS_OF_COUNTRIES:
            zooms = float(row.MIN_LABEL), float(row.MAX_LABEL)
            yield place, LabelRow("country", row.LABEL_X, row.LABEL_Y, *zooms, int(row.LABELRANK))


def _provinces(ground: Ground) -> Iterator[tuple[str, LabelRow]]:
    """Yield the first-order divisions: at the label point of their largest polygon."""
    sources = ground.sources
    areas = shapely.area(sources.admin1_polygons).tolist()
    area = dict(zip((row["adm1_code"] for row in sources.admin1), areas, strict=True))
    for row in sorted(sources.admin1, key=lambda row: (-area[row["adm1_code"]], row["adm1_code"])):
        code = row["adm1_code"]
        faces = ground.partition.having(code=code)
        place = (ground.division(faces[0]) if faces else "") or ground.matches.place.get(code, "")
        zooms = float(row["min_label"]), float(row["max_label"])
        yield place, LabelRow("province", row["longitude"], row["latitude"], *zooms, int(row["labelrank"]))


def _waters(sources: Sources) -> Iterator[tuple[str, LabelRow]]:
    """Yield the seas and lakes: in their middle."""
    for name, area in sources.seas:
        if name:
            lon, lat, radius = _middle(area)
            least = float(np.clip(4.5 - np.log2(max(radius, 0.05)), 1.0, 9.0))
            yield ids.sea(name), LabelRow("sea", lon, lat, least, least + 5, 1 if radius > 10 else 4)
    for row in sources.lakes.itertuples():
        lon, lat, _ = _middle(row.geometry)
        yield ids.lake(int(row.ne_id)), LabelRow("lake", lon, lat, float(row.min_label), 14.0, int(row.scalerank))


def _middle(area: shapely.Geometry) -> tuple[float, float, float]:
    """Return the centre and radius in degrees of the largest circle in an area."""
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    simple = shapely.simplify(largest, 0.02)
    circle = shapely.maximum_inscribed_circle(simple, tolerance=0.02)
    (lon, lat), _ = shapely.get_coordinates(circle)
    return float(lon), float(lat), float(circle.length)

"""Points of NGA's GNS and USGS's GNIS that news has named, of PyPI ``gdeltforge``: names and positions, no kinds."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazetteer.packages import Packages

KEY: Final = "gdeltforge"
ROWS: Final = 1_023_013
"""Rows of the package."""
SAME_KM: Final = 12.0
"""A namesake so near is the same place."""
KNOWN: Final = 400
"""Importance from which another bearer of a name is the one that news means: a town of some ten thousand."""

_MEMBER = "gdeltforge/data/places.parquet"


class NewsPoint(NamedTuple):
    """A row of the package.

    Attributes
    ----------
    feature
        Its number in GNS or GNIS, as text.
    text
        Its name with what it lies in: "Nawa, Dar'a, Syria".
    lon, lat
        In degrees.
    wrong
        Whether the package doubts the position.
    """

    feature: str
    text: str
    lon: float
    lat: float
    wrong: bool

    @property
    def name(self) -> str:
        """The name alone."""
        return self.text.split(",")[0]

    @property
    def country(self) -> str:
        """What it says last that it lies in."""
        return self.text.rsplit(", ", 1)[-1]

    @property
    def is_numbered(self) -> bool:
        """Whether its number is one."""
        return self.feature.lstrip("-").isdigit()


class NewsPlace(NamedTuple):
    """A point of which the kind and the country are known."""

    feature: int
    name: str
    country: str
    lon: float
    lat: float
    feature_class: str
    feature_code: str


def news_points(packages: Packages) -> Iterator[NewsPoint]:
    """Yield all rows that have a name and a position."""
    from pyarrow import parquet

    columns = ["FeatureID", "place_name", "place_lon", "place_lat", "wrong_point"]
    table = parquet.read_table(io.BytesIO(packages.read(KEY, _MEMBER)), columns=columns)
    for feature, text, lon, lat, wrong in zip(*(table[c].to_pylist() for c in columns), strict=True):
        if text and lon is not None:
            yield NewsPoint(feature, text, lon, lat, bool(wrong))


def bearers_of(known: Iterable[Record]) -> dict[str, list[Record]]:
    """Return the places by each of their folded names."""
    bearers: dict[str, list[Record]] = defaultdict(list)
    for record in known:
        for text in {fold(record.name), *(fold(n.text) for n in record.names if not n.lookup_only)}:
            bearers[text].append(record)
    return bearers


def new_places(
    points: Iterable[NewsPlace],
    known: Iterable[Record],
    importance: int,
    refuses: Callable[[NewsPlace, Sequence[Record]], bool] = lambda *_: False,
) -> list[Record]:
    """Return the points that no known place stands for, and none of those before them.

    Parameters
    ----------
    points
        What may be a place.
    known
        All other places, those of the hand-kept tables too.
    importance
        What each new place gets.
    refuses
        Whether a point is left out, given the places that bear its name.
    """
    bearers = bearers_of(known)
    found: list[Record] = []
    for point in sorted(points):
        same = bearers[fold(point.name)]
        if any(_stands_for(other, point) for other in same) or refuses(point, same):
            continue
        record = Record(
            id=f"gns:{point.feature}",
            name=point.name,
            feature_class=point.feature_class,
            feature_code=point.feature_code,
            country_code=point.country,
            admin1_code="",
            lon=round(point.lon, 5),
            lat=round(point.lat, 5),
            importance=importance,
            source=KEY,
        )
        same.append(record)
        found.append(record)
    return found


def _stands_for(other: Record, point: NewsPlace) -> bool:
    """Tell whether a place of the name makes a point of that name one too many."""
    if distance_km(point.lon, point.lat, other.lon, other.lat) <= SAME_KM:
        return True
    return other.importance >= KNOWN or (other.feature_class == "A" and other.country_code == point.country)

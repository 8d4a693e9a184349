"""Universities, dams, power stations and refineries of NGA's GNS and USGS's GNIS, chosen by the word in their name.

PyPI ``gdeltforge`` has a million features that were met in news, without their kind. Where the name says it ("Ohio
State University", "Rapidan Dam") and no other feature of the country bears the same name, the point can be used.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from gazetteer.sources.gdelt import KEY, ROWS, news_points
from gazetteer.sources.places import RecordSource, SourcePlaces
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from gazetteer.packages import Packages
    from gazetteer.sources.places import KnownPlaces

_IMPORTANCE = 260
"""Below any hand-kept place and any town of a few hundred: a full name is what leads here, never a shared one."""
_SAME_KM = 15.0
"""Two points of one name that lie nearer than this are one feature."""
_REMOTE_KM = 150.0

_KINDS: Final = (
    ("UNIV", re.compile(r"(?:University of [A-Z].+|.+ University)$")),
    ("DAM", re.compile(r".+ Dam$")),
    ("PS", re.compile(r".+ (?:Power|Generating|Steam|Nuclear)(?: Electric| Power)? (?:Station|Plant)$")),
    ("OILR", re.compile(r".+ Refinery$")),
)
_PARTS: Final = re.compile(
    r"\b(?:School|Airport|Police|Library|Hospital|Court|Farm|Union|Square|Campus|Stadium|Hall|Museum|Field|Arena|"
    r"Laboratory|Department|Lab|Press|Church|Heights|Chapel|Observatory|Research|Institute|Bookstore|Number|Old|"
    r"Pond|Mill|Town|County|Diversion|Detention|Retarding|Tailings|Debris|Ranch|Creek Site|Center|Centre|"
    r"Arboretum|Building|The|Beaver|Power House)\b|\d"
)
"""Words of a name that is only part of a university or plant, or one of thousands of farm ponds."""
_STATION_DAMS: Final = frozenset(["western australia", "northern territory", "south australia"])
"""Where every sheep station's pond is a dam with a name."""
_SMALL: Final = re.compile(r"(?<= )(?:Of|The|At|And|In|For|On|De|Do|Del)(?= )")
_SCOTS: Final = re.compile(r"\bMc([a-z])")


class _Point(NamedTuple):
    """A row of the package that may be a venue, in degrees; ``code`` is what we make of it, ``feature`` its own."""

    name: str
    code: str
    country: str
    lon: float
    lat: float
    feature: str


def venues(known: KnownPlaces) -> SourcePlaces:
    """Return the features whose name says what they are and is theirs alone in their country."""
    units = _NearestUnits(known.settlements)
    # What the hand-kept tables have, they know better.
    kept = {(r.country_code, fold(n)) for r in known.curated for n in (r.name, *(x.text for x in r.names))}
    records = []
    for point in _alone(_points(known.sources.packages, known.countries)):
        unit = units.at(point)
        if unit is None or (point.country, fold(point.name)) in kept:
            continue
        records.append(
            Record(
                id=f"gdeltforge:{point.feature}",
                name=point.name,
                feature_class="S",
                feature_code=point.code,
                country_code=point.country,
                admin1_code=unit,
                lon=round(point.lon, 5),
                lat=round(point.lat, 5),
                importance=_IMPORTANCE,
                source=KEY,
                # A text that names a small university is about its town or state more often than about the university.
                primary_lookup_only=point.code == "UNIV",
            )
        )
    return SourcePlaces(records, {KEY: ROWS})


def usual_case(name: str) -> str:
    """Return a name as it is written in text: the source writes every word with a capital.

    >>> usual_case("University Of Texas At Austin"), usual_case("Mcneese State University")
    ('University of Texas at Austin', 'McNeese State University')
    """
    return _SCOTS.sub(lambda m: f"Mc{m[1].upper()}", _SMALL.sub(lambda m: m[0].lower(), name))


def _points(packages: Packages, countries: Mapping[str, str]) -> Iterator[_Point]:
    for written in news_points(packages):
        name, *within = written.text.split(", ")
        name = usual_case(name)
        code = next((code for code, pattern in _KINDS if pattern.match(name)), None)
        country = countries.get(fold(within[-1])) if within else None
        if code is None or country is None or _PARTS.search(name) or not 2 <= len(name.split()) <= 6:
            continue
        if code == "DAM" and fold(within[0]) in _STATION_DAMS:
            continue
        yield _Point(name, code, country, float(written.lon), float(written.lat), str(written.feature))


def _alone(points: Iterable[_Point]) -> Iterator[_Point]:
    """Yield the points whose name no other feature of their country bears."""
    named: dict[tuple[str, str], list[_Point]] = defaultdict(list)
    for point in points:
        named[point.country, fold(point.name)].append(point)
    for bearers in named.values():
        first = min(bearers, key=lambda p: p.feature)
        if all(distance_km(first.lon, first.lat, p.lon, p.lat) < _SAME_KM for p in bearers):
            yield first


class _NearestUnits:
    """The first-order unit of the nearest settlement of a point's country."""

    def __init__(self, cities: Sequence[Record]) -> None:
        self._cities: dict[str, list[Record]] = defaultdict(list)
        for city in cities:
            self._cities[city.country_code].append(city)
        self._trees: dict[str, cKDTree] = {}

    def at(self, point: _Point) -> str | None:
        """Return the unit's code at a point; None where no settlement of the country lies within 150 km."""
        cities = self._cities.get(point.country)
        if not cities:
            return None
        tree = self._trees.get(point.country)
        if tree is None:
            tree = self._trees[point.country] = cKDTree(_on_sphere([(c.lon, c.lat) for c in cities]))
        chord, nearest = tree.query(_on_sphere([(point.lon, point.lat)])[0])
        return cities[int(nearest)].admin1_code if chord * 6371 < _REMOTE_KM else None


def _on_sphere(points: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    lon, lat = np.radians(np.asarray(points, dtype=np.float64)).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


DECLARED = (RecordSource(venues, fills_in=True),)

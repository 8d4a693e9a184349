"""Parks, mountains, capes, passes and glaciers whose name says what they are, from the points that news has named.

The package gdeltforge has no kinds, but "Kanangra Boyd National Park" or "Cape Melville" need none. What a hand-kept
row or another source knows nearby, and what bears the name of a well-known place, is left out; so is, in the United
States, whatever else bears the name: "Mount Pleasant" is a town there, a school and twelve churches. The rest has the
lowest importance of its kind.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, NamedTuple

from sources_villages import PLACES, SAME_KM, bearers_of, stands_for

from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from packages import Packages

_IMPORTANCE = 150
_OTHER = re.compile(
    r"\b(Church|School|Cemetery|Chapel|Hospital|Academy|College|Estates|Mosque|Hotel|Station|Mine|Trail)\b"
)


class _Kind(NamedTuple):
    pattern: re.Pattern[str]
    feature_class: str
    feature_code: str
    in_us: bool = True


_Point = tuple[int, str, _Kind, str, float, float]
"""Feature id, name, kind, country code, longitude and latitude."""


_KINDS = (
    _Kind(re.compile(r" (National|State|Provincial|Regional) (Park|Monument|Seashore|Recreation Area)$"), "L", "PRK"),
    _Kind(re.compile(r" (National|State) Forest$"), "V", "FRST"),
    _Kind(
        re.compile(r" (Game|Nature|National|Wildlife|Forest|Biosphere|Tiger) (Reserve|Sanctuary|Refuge|Preserve)$"),
        "L",
        "RESV",
    ),
    _Kind(
        re.compile(r"^(Mount|Gunung|Jabal|Jebel|Jbel|Nevado|Cerro|Volcan|Volcán) | (Peak|Volcano|Mountain)$"), "T", "MT"
    ),
    _Kind(re.compile(r"^(Cape|Cap|Cabo|Ras|Ra's) "), "T", "CAPE"),
    _Kind(re.compile(r" Pass$"), "T", "PASS"),
    _Kind(re.compile(r" Peninsula$"), "T", "PEN"),
    _Kind(re.compile(r" Glacier$"), "H", "GLCR"),
    _Kind(re.compile(r" Desert$"), "T", "DSRT"),
    # In the United States a valley or falls is as often a settlement, a school's or a subdivision's name.
    _Kind(re.compile(r" Valley$"), "T", "VAL", in_us=False),
    _Kind(re.compile(r" (Falls|Waterfall)$"), "H", "FLLS", in_us=False),
)


def features(packages: Packages, known: Iterable[Record], countries: Mapping[str, str]) -> list[Record]:
    """Features by the kind that their name says.

    Parameters
    ----------
    packages
        Where gdeltforge is read from.
    known
        All other places, those of the hand-kept tables too.
    countries
        Country code by folded name.
    """
    bearers = bearers_of(known)
    points = sorted(_points(packages, countries), key=lambda point: (point[0], point[1], *point[4:]))
    several = _borne_twice(points)
    found: list[Record] = []
    for feature, name, kind, country, lon, lat in points:
        folded = fold(name)
        if any(stands_for(other, country, lon, lat) for other in bearers[folded]):
            continue
        if country == "US" and (bearers[folded] or folded in several):
            continue
        record = Record(
            id=f"gns:{feature}",
            name=name,
            feature_class=kind.feature_class,
            feature_code=kind.feature_code,
            country_code=country,
            admin1_code="",
            lon=round(lon, 5),
            lat=round(lat, 5),
            importance=_IMPORTANCE,
            source="gdeltforge",
        )
        bearers[folded].append(record)
        found.append(record)
    return found


def _borne_twice(points: Iterable[_Point]) -> set[str]:
    """Folded names that two places of the United States bear."""
    first: dict[str, tuple[float, float]] = {}
    several = set()
    for _, name, _, country, lon, lat in points:
        if country == "US" and distance_km(lon, lat, *first.setdefault(fold(name), (lon, lat))) > SAME_KM:
            several.add(fold(name))
    return several


def _points(packages: Packages, countries: Mapping[str, str]) -> Iterator[_Point]:
    """The points whose name says its kind."""
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(packages.read("gdeltforge", PLACES)))
    columns = ("FeatureID", "place_name", "place_lon", "place_lat", "wrong_point")
    for feature, text, lon, lat, wrong in zip(*(table[c].to_pylist() for c in columns), strict=True):
        if not text or wrong or not feature.lstrip("-").isdigit() or _OTHER.search(text):
            continue
        name = text.split(",")[0]
        kind = next((kind for kind in _KINDS if kind.pattern.search(name)), None)
        code = countries.get(fold(text.rsplit(", ", 1)[-1]), "")
        if kind is not None and code and (kind.in_us or code != "US"):
            yield int(feature), name, kind, code, lon, lat

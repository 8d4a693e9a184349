"""Parks, mountains, capes, passes and glaciers whose name says what they are, from the points that news has named.

The package gdeltforge has no kinds, but "Kanangra Boyd National Park" or "Cape Melville" need none. What a hand-kept
row or another source knows nearby, and what bears the name of a well-known place, is left out; so is, in the United
States, whatever else bears the name: "Mount Pleasant" is a town there, a school and twelve churches. The rest has the
lowest importance of its kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.sources.gdelt import KEY, ROWS, SAME_KM, NewsPlace, new_places, news_points
from gazetteer.sources.places import RecordSource, SourcePlaces
from geomap.gazetteer.names import fold
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazetteer.packages import Packages
    from gazetteer.sources.places import KnownPlaces
    from geomap.gazetteer.record import Record

_IMPORTANCE = 150
_OTHER = re.compile(
    r"\b(Church|School|Cemetery|Chapel|Hospital|Academy|College|Estates|Mosque|Hotel|Station|Mine|Trail)\b"
)


class _FeatureKind(NamedTuple):
    """An ending of names, the feature that it means, and whether it counts in the United States too."""

    pattern: re.Pattern[str]
    feature_class: str
    feature_code: str
    in_us: bool = True


_KINDS = (
    _FeatureKind(
        re.compile(r" (National|State|Provincial|Regional) (Park|Monument|Seashore|Recreation Area)$"), "L", "PRK"
    ),
    _FeatureKind(re.compile(r" (National|State) Forest$"), "V", "FRST"),
    _FeatureKind(
        re.compile(r" (Game|Nature|National|Wildlife|Forest|Biosphere|Tiger) (Reserve|Sanctuary|Refuge|Preserve)$"),
        "L",
        "RESV",
    ),
    _FeatureKind(
        re.compile(r"^(Mount|Gunung|Jabal|Jebel|Jbel|Nevado|Cerro|Volcan|Volcán) | (Peak|Volcano|Mountain)$"), "T", "MT"
    ),
    _FeatureKind(re.compile(r"^(Cape|Cap|Cabo|Ras|Ra's) "), "T", "CAPE"),
    _FeatureKind(re.compile(r" Pass$"), "T", "PASS"),
    _FeatureKind(re.compile(r" Peninsula$"), "T", "PEN"),
    _FeatureKind(re.compile(r" Glacier$"), "H", "GLCR"),
    _FeatureKind(re.compile(r" Desert$"), "T", "DSRT"),
    # In the United States a valley or falls is as often a settlement, a school's or a subdivision's name.
    _FeatureKind(re.compile(r" Valley$"), "T", "VAL", in_us=False),
    _FeatureKind(re.compile(r" (Falls|Waterfall)$"), "H", "FLLS", in_us=False),
)


def features(known: KnownPlaces) -> SourcePlaces:
    """Return the features by the kind that their name says."""
    points = list(_points(known.sources.packages, known.countries))
    several = _borne_twice(points)

    def is_doubtful(point: NewsPlace, bearers: Sequence[Record]) -> bool:
        return point.country == "US" and bool(bearers or fold(point.name) in several)

    return SourcePlaces(new_places(points, known.places, _IMPORTANCE, is_doubtful), {KEY: ROWS})


def _borne_twice(points: Iterable[NewsPlace]) -> set[str]:
    """Return the folded names that two places of the United States bear."""
    first: dict[str, tuple[float, float]] = {}
    several = set()
    for point in sorted(points):
        name, here = fold(point.name), (point.lon, point.lat)
        if point.country == "US" and distance_km(*here, *first.setdefault(name, here)) > SAME_KM:
            several.add(name)
    return several


def _points(packages: Packages, countries: Mapping[str, str]) -> Iterator[NewsPlace]:
    """Yield the points whose name says its kind."""
    for point in news_points(packages):
        if point.wrong or not point.is_numbered or _OTHER.search(point.text):
            continue
        kind = next((kind for kind in _KINDS if kind.pattern.search(point.name)), None)
        code = countries.get(fold(point.country), "")
        if kind is not None and code and (kind.in_us or code != "US"):
            feature = int(point.feature)
            yield NewsPlace(feature, point.name, code, point.lon, point.lat, kind.feature_class, kind.feature_code)


DECLARED = (RecordSource(features, fills_in=True),)

"""Villages of war zones and contested borders, which news names and GeoNames' settlements of 500 inhabitants lack.

The package gdeltforge lists points of NGA's GNS that news has named, without kind or population. For the whole world
they do more harm than good (README, "Villages: measured"); inside the regions of ``curated/village_regions.csv`` the
news is about villages. Each becomes a settlement of the lowest importance, so that it is found when its surroundings
speak for it, and none of those whose name is a word, a person's or a well-known place's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import shapely

from gazetteer.names.english_words import known_words, people_and_words, stop_words
from gazetteer.sources.gdelt import KEY, ROWS, NewsPlace, new_places, news_points
from gazetteer.sources.places import RecordSource, SourcePlaces
from gazetteer.tables import items, points, rows
from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazetteer.packages import Packages
    from gazetteer.sources.places import KnownPlaces

_IMPORTANCE = 120
"""Below that of a settlement with a hundred inhabitants: nothing is known of these but where they lie."""
_FEWEST_LETTERS = 4
_CODES = {
    "Syria": "SY", "Lebanon": "LB", "Gaza Strip": "PS", "West Bank": "PS", "Burkina Faso": "BF", "Mali": "ML",
    "Niger": "NE", "Benin": "BJ", "Nigeria": "NG", "Cameroon": "CM", "Chad": "TD", "Sudan": "SD", "South Sudan": "SS",
    "Central African Republic": "CF", "Ethiopia": "ET", "Eritrea": "ER", "Somalia": "SO", "Zaire": "CD",
    "Democratic Republic Of The Congo": "CD", "Mozambique": "MZ", "Yemen": "YE", "Iraq": "IQ", "Myanmar": "MM",
    "Ukraine": "UA", "Russia": "RU", "Armenia": "AM", "Azerbaijan": "AZ", "India": "IN", "Pakistan": "PK",
}  # fmt: skip
_NO_VILLAGE = re.compile(
    r"^(wadi|jabal|jebel|gebel|djebel|gunung|nahr|ra's|ras|bahr|khawr|khor|qada|nahiyat|muhafazat|mount|lake|oued|"
    r"jazirat|hawr|sabkhat|forêt|ko|koh) |"
    r" (school|mosque|church|hospital|university|college|ministry|company|plant|station|airport|airfield|aerodrome|"
    r"hotel|embassy|river|mountains?|hills?|range|island|islands|lake|dam|bridge|pass|district|province|rayon|oblast|"
    r"municipality|area|region|forest|valley|desert|park|tehsil|state|governorate|peninsula|canal|creek|prison|"
    r"headquarters|centre|center|sea|bay|gulf|swamp|reserve|shrjan|zone|council)$|^(ministry|embassy|university) of ",
    re.IGNORECASE,
)


def villages(known: KnownPlaces) -> SourcePlaces:
    """Return the villages of the regions that no known place stands for."""
    words, common = people_and_words(), known_words() | stop_words()
    named = (point for point in _points(known.sources.packages) if _is_name(point.name, words, common))
    return SourcePlaces(new_places(named, known.places, _IMPORTANCE), {KEY: ROWS})


def _is_name(name: str, words: frozenset[str], common: frozenset[str]) -> bool:
    """Tell whether a name can be a village's and means nothing else in a text."""
    folded = fold(name)
    if len(folded) < _FEWEST_LETTERS or folded in words or not folded.replace(" ", "").isalpha():
        return False
    # "Red Crescent", "New Market": words that mean something else in a text.
    return not common.issuperset(folded.split()) and not _NO_VILLAGE.search(name)


def _regions() -> Mapping[str, shapely.Polygon]:
    return {row["country"]: shapely.Polygon(points(",".join(items(row["corners"])))) for row in rows("village_regions")}


def _points(packages: Packages) -> Iterator[NewsPlace]:
    """Yield the points in the regions."""
    regions = _regions()
    for point in news_points(packages):
        region = regions.get(point.country) if point.is_numbered and not point.wrong else None
        if region is not None and shapely.contains_xy(region, point.lon, point.lat):
            code = _CODES[point.country]
            yield NewsPlace(int(point.feature), point.name, code, point.lon, point.lat, "P", "PPL")


DECLARED = (RecordSource(villages, fills_in=True),)

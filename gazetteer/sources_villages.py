"""Villages of war zones and contested borders, which news names and GeoNames' settlements of 500 inhabitants lack.

The package gdeltforge lists points of NGA's GNS that news has named, without kind or population. For the whole world
they do more harm than good (README, "Villages: measured"); inside the regions of ``curated/village_regions.csv`` the
news is about villages. Each becomes a settlement of the lowest importance, so that it is found when its surroundings
speak for it, and none of those whose name is a word, a person's or a well-known place's.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from packages import HERE
from sources_curated import items

from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from packages import Packages

PLACES = "gdeltforge/data/places.parquet"
"""Member of the package."""
_IMPORTANCE = 120
"""Below that of a settlement with a hundred inhabitants: nothing is known of these but where they lie."""
SAME_KM = 12.0
"""A namesake so near is the same place."""
KNOWN = 400
"""Importance from which another bearer of a name is the one that news means: a town of some ten thousand."""
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
_WORDS = "common_words.txt"
_PEOPLE = ("given_names.txt", "surnames.txt")


def villages(packages: Packages, known: Iterable[Record]) -> list[Record]:
    """Villages of the regions that no known place stands for.

    Parameters
    ----------
    packages
        Where gdeltforge is read from.
    known
        All other places, those of the hand-kept tables too.
    """
    bearers = bearers_of(known)
    words, common = people_and_words(), folded_lines(_WORDS) | stop_words()
    found: list[Record] = []
    for feature, name, country, lon, lat in sorted(_points(packages)):
        folded = fold(name)
        if len(folded) < _FEWEST_LETTERS or folded in words or not folded.replace(" ", "").isalpha():
            continue
        if common.issuperset(folded.split()):  # "Red Crescent", "New Market": words that mean something else in a text
            continue
        if _NO_VILLAGE.search(name) or any(stands_for(other, country, lon, lat) for other in bearers[folded]):
            continue
        record = Record(
            id=f"gns:{feature}",
            name=name,
            feature_class="P",
            feature_code="PPL",
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


def stands_for(other: Record, country: str, lon: float, lat: float) -> bool:
    """Whether a place of the name makes a village of that name one too many."""
    if distance_km(lon, lat, other.lon, other.lat) <= SAME_KM:
        return True
    return other.importance >= KNOWN or (other.feature_class == "A" and other.country_code == country)


def bearers_of(known: Iterable[Record]) -> dict[str, list[Record]]:
    """Places by each of their folded names."""
    bearers: dict[str, list[Record]] = defaultdict(list)
    for record in known:
        for text in {fold(record.name), *(fold(n.text) for n in record.names if not n.quiet)}:
            bearers[text].append(record)
    return bearers


def people_and_words() -> frozenset[str]:
    """Words and people's names, as the recognizer knows them."""
    return folded_lines(_WORDS, *_PEOPLE)


def folded_lines(*names: str) -> frozenset[str]:
    """The lines of the recognizer's lists of words, as names are folded."""
    folder = Path(HERE).parent / "geomap" / "language" / "en"
    lines = (line for name in names for line in (folder / name).read_text(encoding="utf-8").splitlines())
    return frozenset(fold(line) for line in lines)


def stop_words() -> frozenset[str]:
    """Words that ``curated/stop_names.csv`` keeps from being taken for a place."""
    with (HERE / "curated" / "stop_names.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(fold(row["name"]) for row in csv.DictReader(file))


def _regions() -> Mapping[str, shapely.Polygon]:
    with (HERE / "curated" / "village_regions.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["country"]: shapely.Polygon([tuple(map(float, corner.split())) for corner in items(row["corners"])])
            for row in csv.DictReader(file)
        }


def _points(packages: Packages) -> Iterator[tuple[int, str, str, float, float]]:
    """Feature id, name, country code, longitude and latitude of gdeltforge's points in the regions."""
    from pyarrow import parquet

    regions = _regions()
    table = parquet.read_table(io.BytesIO(packages.read("gdeltforge", PLACES)))
    columns = ("FeatureID", "place_name", "place_lon", "place_lat", "wrong_point")
    for feature, text, lon, lat, wrong in zip(*(table[c].to_pylist() for c in columns), strict=True):
        country = text.rsplit(", ", 1)[-1] if text else ""
        if (
            feature.lstrip("-").isdigit()
            and country in regions
            and not wrong
            and shapely.contains_xy(regions[country], lon, lat)
        ):
            yield int(feature), text.split(",")[0], _CODES[country], lon, lat

"""A world of one land: what a map asks of a gazetteer and a basemap, small enough to be checked by eye.

Nordia is the square from 10 to 20 degrees east and 40 to 50 north; west of it lies the Grey Sea. Farport is an ocean
away. All places are made up.
"""

from __future__ import annotations

import datetime
import re
from types import SimpleNamespace

from geomap.errors import UnknownPlaceError
from geomap.gazetteer.paths import encode_path
from geomap.model import Candidate, Document, Geoparse, Modifier, Name, Place, Resolution, Status, Toponym


def square(west, south, east, north):
    return [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]]


OUTLINES = {
    "t:nordia": square(10, 40, 20, 50),
    "t:hills": square(14, 41, 18, 44),
    "t:zone": square(12, 46, 12.6, 47.5),
    "t:sea": square(0, 40, 10, 50),
    "t:claimed": square(18, 46, 20, 48),
    # An island nation on both sides of the antimeridian.
    "t:isles": [*square(177, -19, 180, -16), *square(-180, -19, -178, -16)],
}

PLACES = {
    place.id: place
    for place in (
        Place("t:nordia", "Nordia", "A", "PCLI", "ND", "", 15, 45, population=5_000_000, has_footprint=True),
        Place("t:hills", "Hill Province", "A", "ADM1", "ND", "01", 16, 42.5, has_footprint=True),
        Place("t:zone", "Grey Zone", "L", "ZNB", "ND", "", 12.3, 46.7, has_footprint=True),
        Place("t:claimed", "East Heath", "L", "RGN", "ND", "", 19, 47, has_footprint=True),
        Place("t:sea", "Grey Sea", "H", "SEA", "", "", 5, 45, has_footprint=True),
        Place("t:alma", "Alma", "P", "PPLC", "ND", "01", 15, 43, population=900_000),
        Place("t:port", "Port Alma", "P", "PPL", "ND", "01", 11, 44, population=80_000),
        Place("t:base", "Port Alma Naval Base", "L", "NVB", "ND", "01", 10.6, 44.4),
        Place("t:bruck", "Bruck", "P", "PPL", "ND", "02", 13, 47.2, population=12_000),
        Place("t:bruck2", "Bruck", "P", "PPL", "FA", "", -68, 12, population=300),
        Place("t:farport", "Farport", "P", "PPLC", "FA", "", -70, 10, population=2_000_000),
        Place("t:faraway", "Faraway", "A", "PCLI", "FA", "", -70, 11),
        Place("t:isles", "The Isles", "A", "PCLI", "IS", "", 179, -17.5, has_footprint=True),
        Place("t:east", "East Isle", "P", "PPL", "IS", "", -179.2, -17, population=900),
        Place("t:west", "West Isle", "P", "PPL", "IS", "", 178.4, -18, population=900),
    )
}


def outline_of(place_id, _detail="region", _worldview="neutral"):
    polygons = OUTLINES.get(place_id)
    if polygons is None:
        return None
    xs = [x for rings in polygons for ring in rings for x, _ in ring]
    ys = [y for rings in polygons for ring in rings for _, y in ring]
    box = (min(xs), min(ys), max(xs), max(ys))
    return SimpleNamespace(
        polygons=polygons, lines=[], bbox=box, source="Tiny outlines", approximate=False, sketch=False
    )


class Footprints:
    """What maps ask of outlines, told from the outlines alone."""

    def __init__(self, get=outline_of):
        self.get = get

    def box(self, place_id, worldview="neutral"):
        found = self.get(place_id, "region", worldview)
        return found and found.bbox

    def part_boxes(self, place_id, detail="region", worldview="neutral"):
        found = self.get(place_id, detail, worldview)
        rings = [polygon[0] for polygon in found.polygons] if found else []
        return [(min(x for x, _ in r), min(y for _, y in r), max(x for x, _ in r), max(y for _, y in r)) for r in rings]

    def containing(self, _lon, _lat):
        return SimpleNamespace(country="", admin1="")

    def disputed(self, bbox):
        west, south, east, north = self.box("t:claimed")
        return ["t:claimed"] if west <= bbox[2] and east >= bbox[0] and south <= bbox[3] and north >= bbox[1] else []

    def owners(self, _place_id):
        return {}


class Gazetteer:
    """The part of the gazetteer that maps use."""

    footprints = Footprints()
    columns = None

    def __init__(self, places=None):
        self.places = dict(PLACES) | (places or {})

    def get(self, place_id):
        try:
            return self.places[place_id]
        except KeyError:
            raise UnknownPlaceError(place_id) from None

    def country(self, code):
        return next((p for p in self.places.values() if p.country_code == code and p.feature_code == "PCLI"), None)

    def admin1(self, country_code, code):
        found = (p for p in self.places.values() if p.feature_code == "ADM1")
        return next((p for p in found if (p.country_code, p.admin1_code) == (country_code, code)), None)

    def name_in(self, place, language):
        return {"fr": {"t:nordia": "Nordie", "t:sea": "Mer Grise"}}.get(language, {}).get(place.id, place.name)

    def names(self, place):
        return [Name(place.name, "en", "primary")]

    def lookup(self, name, **_):
        return [Candidate(p, "primary", p.name) for p in self.places.values() if p.name == name]

    def status(self, place):
        if place.id != "t:claimed":
            return None
        return Status(
            "Held by Faraway, claimed by Nordia.", ("ND", "FA"), "FA", "the treaty line", ("https://example.org/t",)
        )

    def note(self, place):
        return "Leased since 1971." if place.id == "t:base" else ""

    def attribution(self, _place):
        return SimpleNamespace(name="Tiny gazetteer", licence="CC0", url="https://example.org/")


class Basemap:
    """Nordia's land, one lake, one border."""

    def _level(self, detail, bbox, scale):
        unit = 10_000 // scale

        def path(points, closed=False):
            return encode_path(
                [int(x * 1e4) for x, _ in points], [int(y * 1e4) for _, y in points], unit, closed=closed
            )

        land = OUTLINES["t:nordia"][0][0]
        lake = square(16, 48, 17, 49)[0][0]
        return {
            "detail": detail,
            "zooms": {"world": [0, 22], "region": [5, 22], "local": [8, 22]}[detail],
            "bbox": list(bbox),
            "scale": scale,
            "land": [path(land, closed=True)],
            "lakes": [[0, path(lake, closed=True)]],
            "rivers": [[6, path([(15, 45), (10, 46)])]],
            "provinces": [[5, path([(10, 44), (20, 44)])]],
            "borders": [path([(10, 50), (20, 50)])],
            "disputed": [path([(18, 46), (18, 48)])],
            "zones": [],
        }

    def cut(self, _bbox, **_):
        return {"levels": [self._level("world", (-180, -90, 180, 90), 20)]}

    def level(self, detail, bbox):
        return self._level(detail, bbox, {"region": 500, "local": 5000}[detail])

    def layer(self, name, _detail, _bbox):
        coast = [[10.0, 50.0], [10.0, 40.0]]
        return [SimpleNamespace(rings=[coast], min_zoom=0)] if name == "coast" else []

    def labels(self, _bbox, **_):
        return [
            SimpleNamespace(place_id="t:nordia", kind="country", lon=15, lat=45, min_zoom=1, max_zoom=9, rank=1),
            SimpleNamespace(place_id="t:sea", kind="sea", lon=5, lat=45, min_zoom=2, max_zoom=9, rank=2),
            SimpleNamespace(place_id="t:gone", kind="sea", lon=5, lat=30, min_zoom=2, max_zoom=9, rank=2),
        ]


TEXT = (
    "Talks on the buffer zone began in Alma on May 3, 2024. Nordian envoys had come from Port Alma, where the naval "
    "base lies.\n\nIn Bruck and in Hill Province shops stayed shut in 1999. Farport sent a letter to Alma. Southern "
    "Nordia was calm, and East Heath is still claimed by two states. Nobody knows where Xanth lies."
)

# The same with two days of the story: a bare year is none.
TEXT_OF_DAYS = TEXT.replace("in 1999", "May 2nd")

NAMED = (
    ("buffer zone", "t:zone", "zone"),
    ("Port Alma", "t:port", "literal"),
    ("Alma", "t:alma", "literal"),
    ("Nordian", "t:nordia", "demonym"),
    ("naval base", "t:base", "facility"),
    ("Bruck", "t:bruck", "literal"),
    ("Hill Province", "t:hills", "literal"),
    ("Farport", "t:farport", "literal"),
    ("Nordia", "t:nordia", "literal"),
    ("East Heath", "t:claimed", "literal"),
    ("Xanth", None, "literal"),
)


def parse(text=TEXT, named=NAMED, gazetteer=None, **document):
    """Geoparse a text whose places are known: every occurrence of each name, longest names first."""
    places = (gazetteer or Gazetteer()).places
    document.setdefault("title", "Talks in Nordia")
    document.setdefault("source", "talks.txt")
    document.setdefault("date", datetime.date(2024, 5, 4))
    taken, resolutions = [], []
    for name, place_id, kind in named:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            span = match.span()
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            taken.append(span)
            modifier = None
            if text[: span[0]].endswith("Southern "):
                modifier = Modifier(span[0] - 9, span[0] - 1, "Southern", "south")
            place = places[place_id] if place_id else None
            rivals = tuple(
                Candidate(p, "primary", p.name, 0.2) for p in places.values() if p.name == name and p != place
            )
            confidence = 0.4 if name == "Bruck" else 0.95 if place else 0.0
            toponym = Toponym(*span, match[0], kind, name=name, modifier=modifier)
            resolutions.append(Resolution(toponym, place, confidence, (f"{name} is named here.",), rivals))
    resolutions.sort(key=lambda resolution: resolution.toponym.start)
    return Geoparse(Document(text, **document), tuple(resolutions))

"""The zones of the bundled data against published areas, towns that they must and must not hold, and statuses."""

from __future__ import annotations

from functools import cache

import pytest
import shapely
from pyproj import Geod

from geomap.gazetteer.gazetteer import Gazetteer

pytestmark = pytest.mark.slow

GEOD = Geod(ellps="WGS84")


@cache
def bundled():
    return Gazetteer.open()


@cache
def shape(place_id):
    return bundled().footprints.get(place_id, "local").to_shapely()


AREAS_KM2 = {
    # Published areas; English Wikipedia's page of each where nothing else is said.
    "naturalearth:SYR-5261": 235,
    "geomap:golan-heights": 1200,
    "geomap:shebaa-farms": 25,
    "geonames:281132": 365,
    "geonames:285153": 5655,
    "geomap:unifil-area": 1060,
    "geomap:korean-dmz": 907,
    "geomap:un-buffer-zone-in-cyprus": 346,
    "geomap:northern-cyprus": 3355,
    "geonames:2461445": 266_000,
    "geomap:abyei": 10_546,
    "geomap:kafia-kingi": 12_500,
    "geomap:halaib-triangle": 20_580,
    "geomap:bir-tawil": 2060,
    "geomap:ilemi-triangle": 10_320,
    "geomap:somaliland": 176_120,
    "geonames:703883": 27_000,
    "geomap:chernobyl-exclusion-zone": 2600,
    "geonames:858889": 4163,
    "geonames:6643410": 8665,
    "geomap:south-ossetia": 3900,
    "geomap:nagorno-karabakh": 4388,
    "geonames:831053": 10_887,
    "geomap:aksai-chin": 38_000,
    "geomap:shaksgam-valley": 5180,
    "geomap:kalapani": 335,
    "geomap:southern-kuril-islands": 5003,
    "geomap:kuril-islands": 10_503,
    "geomap:essequibo": 159_500,
    "geomap:tigri-area": 15_600,
    "geonames:2411586": 6.8,
    "geonames:3474414": 12_173,
}


@pytest.mark.parametrize(("place_id", "published"), AREAS_KM2.items())
def test_zone_is_as_large_as_published(place_id, published):
    area = abs(GEOD.geometry_area_perimeter(shape(place_id))[0]) / 1e6
    assert area == pytest.approx(published, rel=0.15)


INSIDE = [
    ("geomap:south-ossetia", (43.966, 42.225), (44.476, 42.477)),  # Tskhinvali; not Gudauri
    ("geomap:south-ossetia", (44.483, 42.127), (44.11, 41.984)),  # Akhalgori; not Gori
    ("geomap:sool-sanaag-cayn", (47.357, 8.477), (48.483, 8.406)),  # Las Anod; not Garowe
    ("geomap:puntland", (47.4308, 6.7697), (48.52, 5.35)),  # Galkayo; not Hobyo
    ("naturalearth:SYR-5261", (35.8246, 33.126), (35.7716, 33.2703)),  # Quneitra; not Majdal Shams
    ("geomap:nagorno-karabakh", (46.8164, 40.2108), (46.93, 40.344)),  # Martakert; not Tartar
    ("geomap:chernobyl-exclusion-zone", (30.05, 51.405), (29.9, 50.93)),  # Pripyat; not Ivankiv
    ("geomap:unifil-area", (35.14, 33.12), (35.484, 33.378)),  # Naqoura; not Nabatieh
    ("geomap:southern-kuril-islands", (146.75, 43.8), (145.575, 43.3236)),  # Shikotan; not Nemuro
]


@pytest.mark.parametrize(("place_id", "within", "beyond"), INSIDE)
def test_zone_holds_the_one_town_and_not_the_other(place_id, within, beyond):
    assert shapely.contains_xy(shape(place_id), *within)
    assert not shapely.contains_xy(shape(place_id), *beyond)


def test_demilitarised_zone_lies_along_the_border_of_the_map_four_kilometres_wide():
    border = shapely.intersection(shape("geonames:1835841").boundary, shape("geonames:1873107").boundary)
    zone = shape("geomap:korean-dmz")
    assert shapely.intersection(border, zone).length > 0.999 * border.length
    squeezed = [shapely.transform(g, lambda xy: xy * (0.7853, 1)) for g in (border, zone)]
    assert shapely.hausdorff_distance(shapely.boundary(squeezed[1]), squeezed[0]) * 111.195 < 2.3


def test_undof_zone_narrows_to_some_hundred_metres_at_its_south_end():
    across = shapely.LineString([(35.0, 32.752), (36.5, 32.752)])
    km = shapely.intersection(shape("naturalearth:SYR-5261"), across).length * 93.5
    assert 0.1 < km < 0.5


@pytest.mark.parametrize("number", ["lake-1159116693", "lake-1159118119"])
def test_lakes_bear_no_neighbours_name(number):
    place = bundled().get(f"naturalearth:{number}")
    assert place.name in {"Lake Maggiore", "Lake Bolsena"}


def test_stretches_of_one_river_hang_together():
    gazetteer = bundled()
    far = []
    for index in range(len(gazetteer)):
        if not gazetteer.columns.footprint[index]:
            continue
        place = gazetteer.place(index)
        if place.id.startswith("naturalearth:river-"):
            lines = shapely.get_parts(gazetteer.footprint(place, "local"))
            for i, line in enumerate(lines if len(lines) > 1 else ()):
                rest = shapely.union_all([other for k, other in enumerate(lines) if k != i])
                # A reservoir may lie between two stretches, of some hundred kilometres at most.
                if shapely.distance(line, rest) > 4:
                    far.append(place.id)
    assert far == []


STATUSES = [
    ("geonames:8199394", "PS", "West Bank"),  # Ariel
    ("geonames:2461874", "EH", "Western Sahara"),  # Smara
    ("geonames:2462881", "EH", "Western Sahara"),  # Laayoune
    ("geonames:443093", "SY", "Golan Heights"),  # Katzrin
    ("geonames:693805", "UA", "Crimea"),  # Simferopol
    ("geonames:146412", "CY", "Northern Cyprus"),  # Kyrenia
    ("geonames:6362987", "ES", "Ceuta"),
    ("geonames:2513947", "ES", "Melilla"),
    ("geonames:3426691", "FK", "Falkland Islands"),  # Stanley
    ("geonames:786714", "XK", "Kosovo"),  # Pristina
    ("geonames:1668341", "TW", "Taiwan"),  # Taipei
    ("geonames:281184", "IL", ""),  # Jerusalem: a status of its own
]


@pytest.mark.parametrize(("place_id", "country", "ground"), STATUSES)
def test_town_on_disputed_ground_has_its_status_whichever_code_its_source_has(place_id, country, ground):
    place = bundled().get(place_id)
    status = bundled().status(place)
    assert place.country_code == country
    assert status is not None
    assert status.within == ground
    assert status.checked >= "2026"


@pytest.mark.parametrize("name", ["Haifa", "Nazareth", "Larnaca", "Garowe", "Agadir", "Kharkiv", "Incheon", "Amritsar"])
def test_town_beyond_has_none(name):
    assert bundled().status(bundled().lookup(name, limit=1)[0].place) is None

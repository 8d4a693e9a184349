"""Which places and countries are named in a picture: promises on whole stories, some of them on disputed ground."""

from itertools import combinations

import pytest

import geomap
from geomap.maps.size import Size
from geomap.maps.style import Look
from geomap.maps.svg import picture
from geomap.samples import sample_text

FRONT = (
    "POKROVSK, Ukraine — Groups slipped through the fields between Pokrovsk and Myrnohrad on Tuesday. Crews near "
    "Dobropillia stopped two columns; Toretsk, Kostiantynivka and Chasiv Yar were shelled."
)
HEIGHTS = (
    "Sirens sounded in Katzrin and Majdal Shams on the Golan Heights. Israel struck Quneitra in Syria; schools in "
    "Kiryat Shmona and Safed were closed, and shells landed near Marjayoun in Lebanon."
)
PENINSULA = (
    "Drones struck Sevastopol, Simferopol and Dzhankoi in Crimea; Kerch lost power, said Russia. Ukraine denied it."
)
VALLEY = "India and Pakistan traded fire near Uri and Kupwara. Muzaffarabad and Srinagar were quiet, Kargil was not."
FLOOD = "Floods cut off Porto Alegre and Canoas. Boats left Guaíba and São Leopoldo for Novo Hamburgo in the night."


@pytest.fixture(scope="module")
def laid():
    """The view of a text and what its picture names: ``laid(text)``."""
    made = {}

    def lay(text):
        if text not in made:
            view = geomap.map_text(text, recognizer="lexicon").view
            drawn = picture._Picture(view, Size(), Look(view.style, "light"), "")
            made[text] = view, drawn._arranged()
        return made[text]

    return lay


def countries(plan):
    return {one.wish.country: one.area for one in plan.names if one.wish.is_country}


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("text", [FRONT, HEIGHTS, sample_text("county"), sample_text("korea")], ids="fhck")
def test_the_ten_most_prominent_are_named_and_no_name_lies_upon_another(laid, text):
    _, plan = laid(text)
    named = {one.wish.key for one in plan.names} | plan.composition.told()
    pins = [spot for spot in plan.composition.spots if spot.size]
    pins = sorted(pins, key=lambda spot: -spot.feature.prominence)[:10]
    assert len(pins) >= 5
    assert sum(spot.feature.key in named for spot in pins) >= 0.9 * len(pins)
    level = [one.area for one in plan.names if not one.wish.angle]
    assert not any(overlap(a, b) for a, b in combinations(level, 2))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (FRONT, {"Ukraine"}),
        (FLOOD, {"Brazil"}),
        (HEIGHTS, {"Israel", "Syria", "Lebanon"}),
        (sample_text("korea"), {"North Korea", "South Korea"}),
    ],
)
def test_the_countries_of_a_story_are_named_on_the_ground(laid, text, wanted):
    view, plan = laid(text)
    found = countries(plan)
    assert wanted <= found.keys()
    # In their visible part: the middle of the name lies in the country.
    from geomap.gazetteer import bundled

    gazetteer = bundled()
    for name in wanted:
        left, top, right, bottom = found[name]
        here = gazetteer.footprints.containing(
            *plan.composition.projection.degrees((left + right) / 2, (top + bottom) / 2)
        )
        assert gazetteer.get(here.country).name == name, view.viewport


@pytest.mark.parametrize(
    ("text", "ground"), [(HEIGHTS, "Golan Heights"), (PENINSULA, "Crimea"), (VALLEY, "Azad Kashmir")]
)
def test_no_country_s_name_claims_disputed_ground(laid, text, ground):
    from shapely.geometry import Polygon, box

    view, plan = laid(text)
    claim = next(claim for claim in view.claims if claim.name == ground)
    keeps = view.style.document["names"]["claims"] - 3
    met = 0
    for flat in (polygon[0] for polygon in claim.polygons):
        ring = [plan.composition.projection.point(lon, lat) for lon, lat in zip(flat[::2], flat[1::2], strict=True)]
        for name, area in countries(plan).items():
            met += 1
            assert Polygon(ring).buffer(0).distance(box(*area)) >= (keeps if name in claim.claimants else 0)
    assert met

"""A status holds for what lies on the ground, whichever country a place's source counts it to."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from geomap.gazetteer.details import Details
from geomap.gazetteer.footprints import Footprint
from geomap.gazetteer.statuses import LINE_OFF_KM, Statuses
from geomap.model import Place


def square(place_id, west, south, size):
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
    return Footprint(place_id, "local", [[ring]], [], (west, south, west + size, south + size), False, True, "")


OUTLINES = {
    "t:plateau": square("t:plateau", 10, 10, 2),
    "t:zone": square("t:zone", 10, 10, 0.5),
    "t:isle": square("t:isle", 50, 50, 0.1),
    "t:inside": square("t:inside", 10.8, 10.8, 0.4),
    "t:across": square("t:across", 11, 11, 4),
}
PLATEAU = Place("t:plateau", "Plateau", "L", "RGN", "AA", "", 11, 11, index=0, has_footprint=True)
ISLE = Place("t:isle", "Isle", "A", "PCLD", "II", "", 50, 50, index=3, has_footprint=True)
ZONE = Place("t:zone", "Zone", "A", "ZNB", "AA", "", 10.2, 10.2, index=1, has_footprint=True)


@pytest.fixture
def statuses():
    def row(text, *claimants, within=True):
        return {
            "text": text,
            "claimants": list(claimants),
            "administered_by": "",
            "line_source": "",
            "sources": ["https://example.org/"],
            "checked": "2026-11-29" if within else "2026-01-02",
            "within": within,
        }

    table = {
        "status": {
            "0": row("Held by BB.", "AA", "BB"),
            "1": row("Patrolled.", "AA"),
            "2": row("A line.", within=False),
            "3": row("Claimed by AA.", "AA", "II"),
        }
    }
    places = {3: ISLE, 0: PLATEAU, 1: ZONE, 2: Place("t:line", "Line", "A", "ZN", "", "", 11, 11, index=2)}
    footprints = SimpleNamespace(
        get=lambda place_id, _detail: OUTLINES.get(place_id),
        box=lambda place_id: OUTLINES[place_id].bbox if place_id in OUTLINES else None,
    )
    gazetteer = SimpleNamespace(
        footprints=footprints, place=places.__getitem__, country=lambda code: ISLE if code == "II" else None
    )
    return Statuses(Details(table), gazetteer)


def town(lon, lat, country="AA", *, feature_class="P", code="PPL", **more):
    return Place("t:town", "Town", feature_class, code, country, "", lon, lat, index=9, **more)


def test_town_takes_the_status_of_the_ground_and_says_whose_it_is(statuses):
    status = statuses.of(town(11.5, 11.5))
    assert (status.text, status.within) == ("Held by BB.", "Plateau")
    assert status.checked == "2026-11-29"
    assert statuses.of(town(13, 13)) is None


def test_smallest_territory_speaks(statuses):
    assert statuses.of(town(10.2, 10.2)).within == "Zone"


def test_own_status_is_not_overruled(statuses):
    assert statuses.of(ZONE).within == ""
    assert statuses.of(PLATEAU).text == "Held by BB."


def test_whatever_its_source_says_a_settlement_deep_inside_lies_there(statuses):
    assert statuses.of(town(11, 11, "BB")).within == "Plateau"


def test_town_of_a_neighbour_on_the_very_edge_does_not(statuses):
    off = LINE_OFF_KM / 111
    assert statuses.of(town(12 - 0.5 * off, 11, "CC")) is None
    assert statuses.of(town(12 - 2 * off, 11, "CC")).within == "Plateau"


def test_countries_ranges_and_rivers_are_not_of_the_ground_that_their_point_lies_on(statuses):
    assert statuses.of(town(11, 11, feature_class="A", code="PCLI")) is None
    assert statuses.of(town(11, 11, feature_class="T", code="MTS")) is None
    assert statuses.of(town(11, 11, feature_class="H", code="STM", has_footprint=True)) is None
    assert statuses.of(town(11, 11, feature_class="S", code="AIRB")).within == "Plateau"


def test_district_within_takes_it_and_a_province_that_reaches_beyond_does_not(statuses):
    inside = Place("t:inside", "Inside", "A", "ADM2", "AA", "", 11, 11, index=7, has_footprint=True)
    across = Place("t:across", "Across", "A", "ADM1", "AA", "", 11.9, 11.9, index=8, has_footprint=True)
    assert statuses.of(inside).within == "Plateau"
    assert statuses.of(across) is None


def test_harbour_before_the_drawn_shore_is_of_its_island(statuses):
    assert statuses.of(town(50.2, 50.2, "II")).within == "Isle"
    assert statuses.of(town(50.2, 50.2, "AA")) is None


def test_position_has_the_status_of_the_ground(statuses):
    assert statuses.at(11.5, 11.5).within == "Plateau"
    assert statuses.at(9, 9) is None


def test_oldest_check_comes_first(statuses):
    assert statuses.checks()[0] == ("2026-01-02", "Line")
    assert len(statuses.checks()) == 4

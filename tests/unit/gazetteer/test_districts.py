"""Counties and districts are areas: with their seats inside, their published size, and no overlap."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import shapely

from gazetteer.geometry.districts import coverage, match
from gazetteer.geometry.fit import area_km2
from gazetteer.sources.outlines import Outline
from gazetteer.sources.reading import Subdivision
from geomap.gazetteer.gazetteer import Gazetteer

pytestmark = pytest.mark.slow


def unit(code, name, number):
    return Subdivision(name=name, iso="", code=code, geonameid=number, alternatives=(), level=2)


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


def county(gazetteer, state, fips):
    return gazetteer.footprint(gazetteer.admin2("US", state, fips), "local")


@pytest.mark.parametrize(
    ("state", "fips", "seat", "land_km2"),
    [
        ("CA", "037", (-118.2437, 34.0522), 10_500),  # Los Angeles
        ("IL", "031", (-87.65, 41.87), 2_448),  # Cook: Chicago
        ("TX", "201", (-95.3698, 29.7604), 4_412),  # Harris: Houston
        ("MN", "137", (-92.45, 46.9), 16_180),  # Saint Louis
        ("VA", "059", (-77.3064, 38.853), 1_013),  # Fairfax, around a city that is none of it
        ("CO", "013", (-105.2705, 40.015), 1_881),  # Boulder
        ("AZ", "013", (-112.074, 33.4484), 23_828),  # Maricopa
    ],
)
def test_a_county_is_an_area_of_its_size(gazetteer, state, fips, seat, land_km2):
    shape = county(gazetteer, state, fips)
    assert shape.geom_type in ("Polygon", "MultiPolygon")
    assert area_km2(shape) == pytest.approx(land_km2, rel=0.08)
    # The seat of Fairfax County is the city of Fairfax, which lies in it as an island.
    assert shapely.distance(shape, shapely.Point(seat)) < 0.02


def test_nearly_all_units_of_the_countries_with_a_source_have_an_outline(units_of):
    for country, share in (("US", 0.99), ("BD", 0.95), ("NP", 0.8), ("GB", 0.85), ("IT", 0.95), ("FR", 0.95)):
        own = units_of("ADM2", country)
        assert sum(place.has_footprint for place in own) >= share * len(own), country


def test_neighbouring_counties_share_their_border(gazetteer, units_of):
    for state in ("CA", "IA", "VA"):
        own = [p for p in units_of("ADM2", "US") if p.admin1_code == state]
        for detail in ("local", "region"):
            shapes = np.array([s for p in own if (s := gazetteer.footprint(p, detail)) is not None])
            assert shapely.is_valid(shapes).all()
            together = shapely.union_all(shapes)
            assert shapely.area(shapes).sum() == pytest.approx(together.area, rel=1e-4 if detail == "local" else 5e-3)
            holes = sum(len(part.interiors) for part in shapely.get_parts(together))
            assert holes <= 1, state  # Falls Church, which the source is too coarse for


def test_the_page_carries_the_county_that_is_named():
    import geomap

    page = geomap.map_text("Sheriffs in Boulder County, Colorado, closed a road on Monday.").to_html()
    assert "by us-atlas (public domain)" in page
    assert len(page) < 700_000


def test_outlines_become_a_coverage():
    """A gap and an overlap of two surveys are gone, and an enclave is cut out of what is drawn around it."""
    shapes = np.array([shapely.box(0, 0, 1, 1), shapely.box(0.999, 0, 2, 1), shapely.box(0.4, 0.4, 0.6, 0.6)])
    made = coverage(shapes)
    assert shapely.coverage_is_valid(made)
    assert made[0].area == pytest.approx(0.96, abs=2e-3)
    assert made[2].area == pytest.approx(0.04, abs=1e-6)
    assert shapely.area(made).sum() == pytest.approx(2, abs=1e-6)


def test_a_name_counts_only_where_the_towns_agree():
    units = [unit("BD.1.1", "Alpha", 1), unit("BD.1.2", "Beta", 2), unit("BD.1.3", "Gamma", 3)]
    outlines = [Outline(shapely.box(0, 0, 1, 1), "Alpha"), Outline(shapely.box(1, 0, 2, 1), "Beta")]
    outlines += [Outline(shapely.box(2, 0, 3, 1), "Gama"), Outline(shapely.box(3, 0, 4, 1), "Delta")]
    votes = [Counter({"BD.1.1": 90, "BD.1.2": 10}), Counter({"BD.1.1": 80}), Counter({"BD.1.3": 70}), Counter()]
    total = Counter({"BD.1.1": 170, "BD.1.2": 100, "BD.1.3": 70})
    found, report = match(outlines, units, votes, total)
    assert {i: u.name for i, u in found.items()} == {0: "Alpha", 2: "Gamma"}
    assert len(report) == 2


def test_a_code_is_taken_unless_all_towns_lie_elsewhere():
    units = [unit("US.MI.005", "Allegan County", 1), unit("US.MI.139", "Ottawa County", 2)]
    outlines = [Outline(shapely.box(0, 0, 1, 1), "Allegan", "US.MI.005")]
    outlines += [Outline(shapely.box(1, 0, 2, 1), "Ottawa", "US.MI.139")]
    votes = [Counter({"US.MI.005": 20}), Counter({"US.MI.005": 60})]
    found, report = match(outlines, units, votes, Counter({"US.MI.005": 80, "US.MI.139": 50}))
    assert [u.code for u in found.values()] == ["US.MI.005"]
    assert len(report) == 1

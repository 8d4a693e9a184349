"""Outlines of units from settlements and known areas, and from packages of one country."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gazetteer.geometry import fit, polygon_cuts
from gazetteer.geometry.fit import Shared, area_km2, divide
from gazetteer.sources import outlines
from geomap.gazetteer.gazetteer import Gazetteer

pytestmark = pytest.mark.slow

SEEDS = [
    ((0.4, 0.5), "A"),
    ((1.0, 1.5), "A"),
    ((2.4, 0.6), "B"),
    ((3.4, 1.4), "B"),
    ((3.6, 0.3), "C"),
    ((5.5, 1.0), "C"),
]
LAND = shapely.box(0, 0, 6, 2)


def test_areas_are_those_that_are_published():
    whole = area_km2(LAND)
    wanted = {"A": 0.35 * whole, "B": 0.2 * whole, "C": 0.45 * whole}
    parts = divide(LAND, SEEDS, fit.fit([Shared(LAND, SEEDS)], wanted))
    for unit, area in wanted.items():
        assert area_km2(parts[unit]) == pytest.approx(area, rel=0.03)
    assert sum(part.area for part in parts.values()) == pytest.approx(LAND.area, rel=1e-6)
    assert shapely.intersection(parts["A"], parts["B"]).area < 1e-6


def test_no_weight_takes_a_neighbours_settlements():
    """A published area that cannot be true does not swallow the towns of others."""
    wanted = {"A": 0.9 * area_km2(LAND)}
    parts = divide(LAND, SEEDS, fit.fit([Shared(LAND, SEEDS)], wanted))
    for position, unit in SEEDS:
        assert shapely.dwithin(parts[unit], shapely.Point(position), 1e-6)


def test_a_single_town_of_known_area_is_a_circle_around_it():
    seeds = [*SEEDS, ((2.0, 1.2), "City")]
    parts = divide(LAND, seeds, fit.fit([Shared(LAND, seeds)], {"City": 300.0}))
    assert area_km2(parts["City"]) == pytest.approx(300, rel=0.02)
    assert shapely.distance(shapely.centroid(parts["City"]), shapely.Point(2.0, 1.2)) < 0.01


def test_pieces_of_one_unit_in_two_polygons_are_fitted_together():
    west, east = shapely.box(0, 0, 3, 2), shapely.box(3, 0, 6, 2)
    pieces = [Shared(west, [s for s in SEEDS if s[0][0] < 3]), Shared(east, [s for s in SEEDS if s[0][0] > 3])]
    wanted = {"B": 0.4 * area_km2(LAND)}
    fitted = fit.fit(pieces, wanted)
    total = sum(area_km2(divide(piece.land, piece.seeds, fitted)["B"]) for piece in pieces)
    assert total == pytest.approx(wanted["B"], rel=0.05)


def test_land_that_no_outline_covers_goes_to_the_nearest():
    parts = polygon_cuts.allot(LAND, {"A": shapely.box(0, 0.1, 2.9, 2), "B": shapely.box(3, 0.1, 5.9, 2)})
    assert sum(part.area for part in parts.values()) == pytest.approx(LAND.area, rel=1e-6)
    assert parts["A"].contains(shapely.Point(1, 0.05))
    assert parts["B"].contains(shapely.Point(5.95, 1))


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


def unit(gazetteer, country, code):
    return gazetteer.footprints.get(gazetteer.admin1(country, code).id, "local")


@pytest.mark.parametrize(
    ("country", "code", "lon", "lat"),
    [
        ("NP", "2", 84.88, 27.01),  # Birgunj, Madhesh
        ("NP", "1", 86.71, 27.80),  # Namche, Koshi
        ("NP", "6", 81.64, 28.60),  # Birendranagar, Karnali
        ("KR", "18", 126.85, 35.16),  # Gwangju
        ("KR", "10", 129.16, 35.16),  # Haeundae, Busan
        ("KR", "12", 126.45, 37.46),  # Yeongjong, Incheon
        ("KR", "15", 128.43, 35.77),  # Dalseong, Daegu
        ("MA", "06", -8.51, 33.25),  # El Jadida
        ("MA", "07", -9.24, 32.30),  # Safi
        ("MA", "05", -6.91, 32.88),  # Khouribga
        ("UA", "13", 30.25, 50.51),  # Irpin, Kyiv Oblast
        ("UA", "12", 30.52, 50.45),  # Kyiv
        ("MD", "57", 28.83, 47.01),  # Chișinău
        ("CI", "93", -4.02, 5.35),  # Abidjan
        ("DZ", "01", 3.06, 36.75),  # Algiers
        ("PR", "113", -66.61, 18.01),  # Ponce
        ("AO", "MLE", 22.90, -11.90),  # Cazombo
        ("LA", "28", 103.09, 18.91),  # Anouvong
        ("KG", "10", 72.80, 40.53),  # Osh
    ],
)
def test_towns_lie_in_their_unit_and_in_no_other(gazetteer, units_of, country, code, lon, lat):
    point = shapely.Point(lon, lat)
    assert unit(gazetteer, country, code).to_shapely().contains(point)
    others = [p for p in units_of("ADM1", country) if p.admin1_code != code]
    shapes = [gazetteer.footprints.get(p.id, "local") for p in others if p.admin1_code]
    assert not any(shape.to_shapely().contains(point) for shape in shapes if shape is not None)


def test_provinces_of_nepal_leave_no_gap(gazetteer):
    shapes = [unit(gazetteer, "NP", str(k)) for k in range(1, 8)]
    assert not any(shape.approximate for shape in shapes)
    whole = gazetteer.footprints.get(gazetteer.country("NP").id, "local").to_shapely()
    areas = np.array([shape.to_shapely() for shape in shapes])
    assert shapely.area(areas).sum() == pytest.approx(whole.area, rel=1e-4)
    assert shapely.coverage_is_valid(areas)


@pytest.mark.parametrize(
    ("country", "code", "km2"),
    [("KE", "49", 2564), ("CD", "16", 89683), ("CD", "20", 78219), ("UA", "12", 839), ("KR", "18", 501)],
)
def test_areas_are_near_the_published_ones(gazetteer, country, code, km2):
    """Tharaka-Nithi, Haut-Uélé and Kwilu were twice their size, Gwangju a quarter of its own."""
    assert area_km2(unit(gazetteer, country, code).to_shapely()) == pytest.approx(km2, rel=0.25)


def test_what_is_hardly_known_is_a_sketch_and_what_is_surveyed_is_not(gazetteer):
    assert unit(gazetteer, "TD", "27").sketch  # Ennedi-Est: one settlement in a fifth of Chad
    assert unit(gazetteer, "TD", "27").approximate
    assert not unit(gazetteer, "KR", "18").approximate
    assert not unit(gazetteer, "SY", "11").sketch


def test_burundi_has_its_five_provinces(units_of):
    provinces = units_of("ADM1", "BI")
    assert sorted(p.name for p in provinces) == ["Buhumuza", "Bujumbura Province", "Burunga", "Butanyerera", "Gitega"]
    assert all(p.has_footprint for p in provinces)


def test_a_district_goes_to_the_unit_that_it_has_since_become_part_of():
    city, province = shapely.box(0, 0, 1, 1), shapely.box(0, 0, 4, 4).difference(shapely.box(0, 0, 1, 1))
    # A slit of some 50 m between the two layers.
    district = shapely.box(0, 1.0005, 1, 2)
    units = {"XX.1": city, "XX.2": province}
    seats = [(0.5, 1.5, "XX.1"), (0.5, 0.5, "XX.1")]
    units = outlines.move(units, [shapely.box(2, 2, 3, 3), district], seats)
    assert units["XX.1"].area == pytest.approx(2, rel=0.001)
    assert units["XX.1"].contains(shapely.Point(0.5, 1.0002))
    assert units["XX.1"].area + units["XX.2"].area == pytest.approx(16, rel=1e-9)
    assert units["XX.1"].intersection(units["XX.2"]).area == pytest.approx(0, abs=1e-9)

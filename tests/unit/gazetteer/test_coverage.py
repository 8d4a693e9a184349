"""Borders that are shared stay shared: neighbours neither overlap nor gap, at any detail."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geomap.gazetteer.arcs import DETAILS, FILE_NAME, ArcFile
from geomap.gazetteer.footprints import Footprints
from geomap.gazetteer.layout import default_path

pytestmark = pytest.mark.slow

SYRIA = "geonames:163843"
SYRIAN_PROVINCES = [
    "geonames:173813", "geonames:173578", "geonames:173336", "geonames:172957", "geonames:172410", "geonames:170903",
    "geonames:170792", "geonames:170652", "geonames:170062", "geonames:170015", "geonames:169575", "geonames:169387",
    "geonames:167541", "geonames:163342",
]  # fmt: skip


@pytest.fixture(scope="module")
def footprints():
    return Footprints.open(default_path())


@pytest.fixture(scope="module")
def land():
    """Ids of the countries and of the disputed areas that belong to none: together all land."""
    file = ArcFile(default_path() / FILE_NAME)
    owned = {country for country, _, _ in file.header["territories"] if country}
    return sorted(owned), sorted({zone for _, zone, disputed in file.header["territories"] if zone and disputed})


def shapes(footprints, places, detail):
    found = [footprints.get(place, detail) for place in places]
    return np.array([f.to_shapely() for f in found if f is not None and f.detail == detail])


@pytest.mark.parametrize("detail", DETAILS)
def test_countries_neither_overlap_nor_gap(footprints, land, detail):
    countries = shapes(footprints, land[0], detail)
    assert len(countries) >= 245
    assert shapely.is_valid(countries).all()
    assert shapely.coverage_is_valid(countries)


@pytest.mark.parametrize("detail", DETAILS)
def test_disputed_areas_fill_the_gaps_between_countries(footprints, detail):
    golan = footprints.get("geomap:golan-heights", detail).to_shapely()
    around = shapes(footprints, [SYRIA, "geonames:294640", "geonames:272103", "geonames:248816"], detail)
    assert shapely.coverage_is_valid(np.array([golan, *around]))
    # All of its outline is somebody's border: nothing lies between.
    outline = golan.boundary
    shared = shapely.length(shapely.intersection(outline, shapely.union_all(shapely.boundary(around))))
    assert shared == pytest.approx(outline.length, rel=1e-6)


@pytest.mark.parametrize("detail", DETAILS)
def test_provinces_make_up_their_country(footprints, detail):
    country = footprints.get(SYRIA, detail).to_shapely()
    provinces = shapes(footprints, SYRIAN_PROVINCES, detail)
    assert len(provinces) == 14
    assert shapely.coverage_is_valid(provinces)
    assert shapely.area(provinces).sum() == pytest.approx(country.area, rel=1e-9)
    assert shapely.symmetric_difference(shapely.union_all(provinces), country).area < 1e-9


def test_simplification_moves_no_border_far(footprints):
    for place, most_deg in ((SYRIA, 0.05), ("geonames:690791", 0.06), ("geonames:294640", 0.05)):
        fine = footprints.get(place, "local").to_shapely()
        coarse = footprints.get(place, "region").to_shapely()
        assert fine.boundary.hausdorff_distance(coarse.boundary) < most_deg


def test_area_of_separation_lies_in_quneitra_province(footprints):
    zone = footprints.get("naturalearth:SYR-5261", "local").to_shapely()
    province = footprints.get("geonames:173336", "local").to_shapely()
    assert shapely.difference(zone, province).area < 1e-9


def test_koreas_share_one_line(footprints):
    north = footprints.get("geonames:1873107", "local").to_shapely()
    south = footprints.get("geonames:1835841", "local").to_shapely()
    assert shapely.intersection(north, south).area == 0
    border = shapely.intersection(north.boundary, south.boundary)
    # 238 km of demarcation line.
    assert 2.1 < border.length < 2.3

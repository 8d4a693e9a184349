"""What an outline says of itself where its area is not the published one."""

import csv

import pytest

from gazetteer.geometry.pack import APPROXIMATE, SKETCH
from gazetteer.geometry.quality import doubt_of_area
from gazetteer.sources.unit_areas import published
from gazetteer.tables import CURATED
from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.truth import areas, towns
from geomap.gazetteer.truth.report import TruthReport
from geomap.gazetteer.truth.tables import Atlas, read_table


@pytest.mark.parametrize(
    ("area", "flags"),
    [
        (1000, 0),
        (1070, 0),
        (930, 0),
        (1100, APPROXIMATE),
        (1340, APPROXIMATE),
        (760, APPROXIMATE),
        (1360, APPROXIMATE | SKETCH),
        (730, APPROXIMATE | SKETCH),
    ],
)
def test_an_outline_off_its_published_area_is_approximate_and_far_off_a_sketch(area, flags):
    assert doubt_of_area(area, 1000, 8) == flags


def test_the_build_measures_by_the_areas_that_the_truth_check_has():
    known = [(unit[:2], area) for unit, (area, _) in published().items()]
    rows = [row for row in read_table("areas") if row["place"].startswith("unit:") and row["quantity"] == "area_km2"]
    agree = [
        any(country == row["place"][5:7] and abs(area / float(row["value"]) - 1) < 0.03 for country, area in known)
        for row in rows
    ]
    # A few countries' tables differ by the year of the census.
    assert sum(agree) >= 0.99 * len(rows) > 900
    with (CURATED / "unit_areas.csv").open(encoding="utf-8", newline="") as file:
        assert all("http" in row["source"] for row in csv.DictReader(file))


class Soft:
    """An outline that is a sketch or approximate."""

    def __init__(self, drawn, *, sketch):
        self.sketch, self.approximate = sketch, True
        self.to_shapely = drawn.to_shapely


@pytest.fixture
def soft(monkeypatch):
    atlas = Atlas(open_gazetteer(None, user_places=False))

    def ask(module, function, rows, *, sketch):
        monkeypatch.setattr(
            atlas, "footprint", lambda place: Soft(atlas.gazetteer.footprints.get(place.id, "local"), sketch=sketch)
        )
        monkeypatch.setattr(module, "read_table", lambda _: rows)
        report = TruthReport()
        function(atlas, report)
        return report

    return ask


def test_the_truth_check_names_sketches_and_judges_approximate_units_by_a_wider_tolerance(soft):
    row = {
        "place": "unit:DE/Bavaria",
        "quantity": "area_km2",
        "at": "",
        "tolerance_percent": "5",
        "source": "",
        "note": "",
    }
    for value, sketch, fails in (("55000", False, False), ("45000", False, True), ("45000", True, False)):
        report = soft(areas, areas.check_areas, [{**row, "value": value}], sketch=sketch)
        assert len(report.failures) == fails
        assert any("Bavaria" in line for line in report.summary) != fails


def test_a_town_near_an_approximate_border_passes_and_one_far_from_it_does_not(soft):
    near = {"place": "unit:DE/Bavaria", "town": "", "lon": "10.05", "lat": "48.4", "inside": "yes", "reason": "test"}
    far = {**near, "lon": "9.18", "lat": "48.78"}
    assert soft(towns, towns.check_towns, [near], sketch=False).true
    assert len(soft(towns, towns.check_towns, [far], sketch=False).failures) == 1
    report = soft(towns, towns.check_towns, [far], sketch=True)
    assert report.true
    assert "Bavaria" in report.summary[0]

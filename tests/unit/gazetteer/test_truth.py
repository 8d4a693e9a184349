"""The checks that test the gazetteer's truth: what they find, and what they leave alone."""

import json
import os
import subprocess
import sys

import pytest
import shapely

from geomap.errors import InputError
from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.truth import areas, borders, statuses, subdivisions, towns, verify_truth
from geomap.gazetteer.truth.measures import across_km, area_km2, farthest_km, length_km, width_km
from geomap.gazetteer.truth.report import TruthReport
from geomap.gazetteer.truth.subdivisions import bare, spellings
from geomap.gazetteer.truth.tables import Atlas, read_table

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def atlas():
    return Atlas(open_gazetteer(None, user_places=False))


def area_row(place, value, tolerance="5", quantity="area_km2", at=""):
    row = {"place": place, "quantity": quantity, "at": at, "value": value, "tolerance_percent": tolerance}
    return {**row, "source": "test", "note": ""}


def town_row(place, town, inside, lon="", lat=""):
    return {"place": place, "town": town, "lon": lon, "lat": lat, "inside": inside, "reason": "test", "source": "test"}


def check(monkeypatch, module, function, atlas, rows):
    monkeypatch.setattr(module, "read_table", lambda name: rows if name != "known" else [])
    report = TruthReport()
    function(atlas, report)
    return report


def test_the_tables_are_large_and_every_row_has_a_source():
    rows = read_table("areas")
    assert len(rows) >= 1200
    assert all(row["source"].startswith("http") or "http" in row["source"] for row in rows)
    assert all(float(row["value"]) > 0 and float(row["tolerance_percent"]) >= 0 for row in rows)
    assert len({(row["place"], row["quantity"], row["at"]) for row in rows}) == len(rows)
    assert {row["quantity"] for row in rows} >= {"area_km2", "length_km", "width_km", "off_border_km", "across_km"}
    positions = read_table("towns")
    assert len(positions) >= 1200
    assert all(row["inside"] in {"yes", "no"} and row["reason"] and row["source"] for row in positions)
    assert min(sum(row["inside"] == word for row in positions) for word in ("yes", "no")) >= 400
    for name in ("explained", "known"):
        assert all(row["reason"] for row in read_table(name))


def test_areas_lengths_and_widths_are_those_of_the_ellipsoid():
    degree = shapely.box(10, 0, 11, 1)
    assert area_km2(degree) == pytest.approx(12_309, rel=0.001)
    strip = shapely.box(10, 0, 11, 0.01)
    assert length_km(strip) == pytest.approx(111.3, rel=0.01)
    assert width_km(strip) == pytest.approx(1.106, rel=0.01)
    assert across_km(strip, "lon 10.5") == pytest.approx(1.106, rel=0.01)
    assert across_km(degree, "lat 0.5") == pytest.approx(111.3, rel=0.01)
    assert farthest_km(strip, shapely.LineString([(10, 0), (11, 0)])) == pytest.approx(1.106, rel=0.01)


def test_a_right_area_passes_and_a_wrong_one_is_told_with_both_numbers(monkeypatch, atlas):
    rows = [area_row("country:CH", "41285"), area_row("unit:DE/Bavaria", "70550")]
    assert check(monkeypatch, areas, areas.check_areas, atlas, rows).true
    report = check(monkeypatch, areas, areas.check_areas, atlas, [area_row("country:CH", "60000")])
    assert len(report.failures) == 1
    assert "60,000 published" in report.failures[0].message
    assert "country:CH area_km2" in str(report.failures[0])


def test_a_place_that_is_missing_fails_and_does_not_pass_silently(monkeypatch, atlas):
    rows = [area_row("unit:CH/Atlantis", "100"), area_row("lake:Lake Nowhere", "100")]
    report = check(monkeypatch, areas, areas.check_areas, atlas, rows)
    assert [finding.message for finding in report.failures] == ["no place of that name, or several"] * 2


def test_the_number_of_units_of_a_country(monkeypatch, atlas):
    right = [area_row("country:CH", "26", "0", "first_order_units")]
    assert check(monkeypatch, areas, areas.check_areas, atlas, right).true
    wrong = [area_row("country:CH", "25", "0", "first_order_units")]
    assert (
        "26 in the gazetteer, 25 in fact"
        in check(monkeypatch, areas, areas.check_areas, atlas, wrong).failures[0].message
    )


def test_a_town_on_the_wrong_side_is_told_with_its_distance(monkeypatch, atlas):
    rows = [town_row("country:FR", "FR/Lyon", "yes"), town_row("country:FR", "CH/Geneva", "no")]
    assert check(monkeypatch, towns, towns.check_towns, atlas, rows).true
    rows = [town_row("country:FR", "FR/Lyon", "no"), town_row("country:FR", "CH/Bern", "yes")]
    inside, outside = check(monkeypatch, towns, towns.check_towns, atlas, rows).failures
    assert "km inside, and must not" in inside.message
    assert float(outside.message.split(" km")[0]) == pytest.approx(46, abs=10)
    point = [town_row("sea:Red Sea", "", "yes", "38", "20"), town_row("sea:Red Sea", "", "no", "39.17", "21.5")]
    assert check(monkeypatch, towns, towns.check_towns, atlas, point).true


def test_most_towns_lie_in_the_unit_of_their_code(atlas):
    report = TruthReport()
    towns.check_towns_of_units(atlas, report)
    assert report.checked["towns of units"] >= 3700
    share = float(report.summary[0].split(": ")[1].split(" %")[0])
    assert share >= 96.0
    assert "the worst" in report.summary[1]


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Altay, Respublika", "respublika altay"),
        ("Viangchan [Vientiane]", "vientiane"),
        ("Bolzano/Bozen", "bozen"),
    ],
)
def test_iso_names_in_all_their_writings(name, folded):
    assert folded in spellings(name)


def test_a_name_without_the_word_for_its_kind():
    assert bare("free state province") == "free"
    assert bare("saint george") == "saint george"


def test_a_unit_with_its_siblings_name_is_found(atlas):
    zug, bern = (next(unit for unit in atlas.units["CH"] if unit.name == name) for name in ("Zug", "Bern"))
    names = subdivisions.UnitNames(atlas, atlas.units["CH"])
    names.primary[zug.id] = "bern"
    report = TruthReport()
    subdivisions._same(names, "CH", {"CH-BE": ["bern"], "CH-ZG": ["zug"]}, report)
    subdivisions._owned(names, "CH", {"CH-BE": ["bern"], "CH-ZG": ["zug"]}, report)
    told = " ".join(map(str, report.failures))
    assert zug.id in told
    assert bern.id in told
    assert "another of its names is that of CH-ZG" in told


def test_a_unit_called_by_its_town_is_found_and_a_name_in_another_language_is_none(atlas):
    names = subdivisions.UnitNames(atlas, atlas.units["CH"])
    ticino = next(unit for unit in names.units if unit.name == "Ticino")
    object.__setattr__(ticino, "name", "Lugano")
    names.primary[ticino.id] = "lugano"
    report = TruthReport()
    try:
        subdivisions._called_by_seat(atlas, names, "CH", {"CH-TI": ["ticino"], "CH-GE": ["genf"]}, report)
    finally:
        object.__setattr__(ticino, "name", "Ticino")
    assert [finding.key for finding in report.failures] == [f"CH/{ticino.id}"]
    assert "ISO 3166-2 calls CH-TI ticino" in report.failures[0].message


def test_iso_3166_2_is_matched_one_to_one_and_what_is_missing_is_named(atlas):
    pytest.importorskip("pycountry")
    report = TruthReport()
    subdivisions.check_subdivisions(atlas, report)
    assert report.checked["ISO 3166-2"] >= 3500
    assert len(report.findings) <= 15
    names = subdivisions.UnitNames(atlas, atlas.units["CH"])
    matched = names.match({"CH-BE": ["bern", "berne"], "CH-XX": ["bern"]})
    assert list(matched) == ["CH-BE"]


def test_units_that_do_not_fill_their_country_are_told(atlas):
    report = TruthReport()
    units = [unit for unit in atlas.units["CH"] if unit.name != "Bern"]
    borders._fill(atlas, "CH", units, report)
    assert "belong to no unit" in report.findings[0].message
    report = TruthReport()
    borders._fill(atlas, "CH", atlas.units["CH"], report)
    assert not report.findings
    borders._arcs(atlas.gazetteer.footprints.arcs, [*atlas.units["CH"], atlas.units["CH"][0]], "CH", report)
    assert "overlaps" in report.findings[0].message


def test_a_status_needs_claimants_source_and_a_day_that_exists(atlas):
    assert statuses._is_date("2025-11-03")
    assert not statuses._is_date("2025-13-03")
    assert not statuses._is_date("November 2025")
    report = TruthReport()
    statuses.check_statuses(atlas, report)
    assert report.checked["statuses"] >= 100


def test_known_deviations_are_printed_with_their_reason_and_do_not_fail():
    report = TruthReport(known={("towns", "a b"): "the source is coarse", ("towns", "gone"): "no longer"})
    report.add("towns", "a b", "2.0 km outside")
    assert report.true
    assert str(report.findings[0]).endswith("[known: the source is coarse]")
    assert report.stale() == [("towns", "gone")]
    report.add("towns", "a c", "2.0 km outside")
    assert not report.true


def test_an_unknown_check_is_refused():
    with pytest.raises(InputError) as raised:
        verify_truth(open_gazetteer(None, user_places=False), only=["weather"])
    assert "no such check: weather" in str(raised.value)


def run(*arguments, path):
    environment = {**os.environ, "GEOMAP_DATA_DIR": str(path)}
    command = [sys.executable, "-m", "geomap", "gazetteer", "verify", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_the_command_says_what_fails_and_its_exit_status_says_whether(tmp_path):
    result = run("--truth", "--only", "statuses", "--json", path=tmp_path)
    found = json.loads(result.stdout)
    assert result.returncode == (0 if found["true"] else 1), result.stderr
    assert found["checks"]["statuses"]["failed"] == len(found["failures"])
    plain = run("--truth", "--only", "statuses", path=tmp_path)
    assert sum(line.startswith("statuses: ") for line in plain.stdout.splitlines()) >= len(found["failures"])
    wrong = run("--only", "statuses", path=tmp_path)
    assert wrong.returncode == 2
    assert "--truth" in wrong.stderr

"""How much a story is about each of its places, and why; made-up texts with places of the bundled gazetteer."""

from __future__ import annotations

import json

import pytest

import geomap
from geomap.prominence import prominences

FLOOD = """Flood cuts off Utiel

UTIEL, Spain — The river rose over the bridges of Utiel on Monday and reached Requena at noon.

People in Utiel were taken to a school. A baker, who was born in Bilbao, said that it had rained all night.

In 1957 the same river drowned Valencia.

Ministers in Paris and Rome sent their regards, and Norway offered pumps.
"""


@pytest.fixture(scope="module")
def parse():
    return geomap.geoparse(FLOOD)


@pytest.fixture(scope="module")
def measured(parse):
    found = prominences(parse)
    return {r.toponym.text: found[r.place.id] for r in parse.resolutions if r.place is not None}


def test_the_place_of_the_headline_comes_first(measured):
    assert measured["Utiel"].value == max(one.value for one in measured.values())
    assert measured["Utiel"].value > 0.85


def test_a_town_where_it_happens_goes_before_capitals_that_comment(measured):
    assert measured["Requena"].value > 0.5
    assert max(measured[name].value for name in ("Paris", "Rome", "Norway")) < 0.15


def test_where_a_witness_was_born_is_named_by_the_way(measured):
    assert measured["Bilbao"].value < 0.4
    assert "somebody comes from there or goes there" in measured["Bilbao"].reasons


def test_what_happened_long_ago_is_history(measured):
    assert measured["Valencia"].value < measured["Requena"].value
    assert "it is named in what happened long ago" in measured["Valencia"].reasons


def test_the_reasons_say_what_weighed_and_never_count_one_as_often(measured):
    assert "the headline names it" in measured["Utiel"].reasons
    assert any(reason.startswith("the text names it 4 times") for reason in measured["Utiel"].reasons)
    assert not any("1 times" in reason for one in measured.values() for reason in one.reasons)
    assert all(len(one.reasons) <= 4 for one in measured.values())


def test_every_place_has_a_value_from_0_to_1(measured):
    assert all(0.0 <= one.value <= 1.0 for one in measured.values())


def test_a_title_beside_the_text_is_its_headline():
    body = "A bridge fell in Homs. The mayor of Hama sent help, and Hama took in the wounded."
    plain = prominences(geomap.geoparse(geomap.Document(body)))
    titled = prominences(geomap.geoparse(geomap.Document(body, title="Homs mourns")))
    homs = next(r.place.id for r in geomap.geoparse(body) if r.place and r.toponym.text == "Homs")
    assert titled[homs].value > plain[homs].value


def test_every_table_has_it(parse, tmp_path):
    from geomap.export import write
    from geomap.export.table import read_table

    for suffix in ("csv", "json", "geojson", "gpkg", "kml", "parquet"):
        frame = read_table(write(parse, tmp_path / f"flood.{suffix}"))
        first = frame[frame.text == "Utiel"].iloc[0]
        assert first.prominence > 0.85, suffix
        assert "headline" in first.prominence_reasons, suffix
        assert frame[frame.text == "Paris"].iloc[0].prominence < 0.15, suffix


def test_what_has_no_place_has_no_prominence():
    rows = geomap.geoparse("Talks in Paris. Nobody knows where Xanthorrville lies.").to_records()
    assert [row["prominence"] is None for row in rows] == [row["place_id"] is None for row in rows]


def test_a_line_of_json_has_it(parse, tmp_path):
    from geomap.export import write

    document = json.loads(write(parse, tmp_path / "flood.jsonl").read_text("utf-8").splitlines()[0])
    assert document["toponyms"][0]["prominence"] > 0.85


def test_a_neighbouring_city_is_not_near_to_the_story_where_a_relative_lives():
    def bradford(sentence):
        text = f"Man charged over stabbing in Leeds\n\nA student was stabbed in Leeds on Sunday. {sentence}\n"
        parse = geomap.geoparse(text)
        (place,) = {r.place.id for r in parse.resolutions if r.place is not None and r.toponym.text == "Bradford"}
        return prominences(parse)[place].value

    assert bradford("He was staying with a cousin in Bradford.") < bradford("Police searched a flat in Bradford.") - 0.2

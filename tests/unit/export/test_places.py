"""The table that journalists want: a row a place, in every format, and as a sequence in Python."""

import json
import pickle
from dataclasses import replace

import geopandas
import pytest
from pandas.testing import assert_frame_equal

from geomap.errors import InputError
from geomap.export import PLACE_SCHEMA, ExportFormat, StoryPlaces, places_of, read_table
from geomap.export.formats import FORMATS
from geomap.model import Document, Geoparse, Place, Resolution, Toponym
from geomap.provenance import is_own

HOMS = Place("geonames:169577", "Homs", "P", "PPLA", "SY", "11", 36.72559, 34.72405, geonameid=169577)
SYRIA = Place("geonames:163843", "Syria", "A", "PCLI", "SY", "", 38.5, 35.0, geonameid=163843)
NAMES = [column.name for column in PLACE_SCHEMA]
TEXT = "Syrian troops left. Rain fell on Homs. Then =Zzz, and Homs was wet."


def mention(text, place, start, kind="literal", confidence=0.9):
    toponym = Toponym(start, start + len(text), text, kind=kind, name=text)
    return Resolution(toponym, place, confidence, ("Because.",))


@pytest.fixture
def story():
    return Geoparse(
        Document(TEXT, id="monday"),
        (
            mention("Syrian", SYRIA, 0, "demonym", 0.4),
            mention("Homs", HOMS, 33),
            mention("=Zzz", None, 44),
            mention("Homs", HOMS, 54, confidence=0.7),
        ),
    )


def test_a_place_is_one_row_with_its_count_and_where_it_comes_first(story):
    homs, syria = story.places
    assert (homs.place, homs.count, homs.first, homs.sentence) == (HOMS, 2, story[1], "Rain fell on Homs.")
    assert homs.confidence == pytest.approx(0.8)
    assert homs.prominence.value > syria.prominence.value
    assert (syria.count, syria.demonyms, syria.uncertain) == (1, 1, True)
    assert story.places.unplaced == ("=Zzz",)


def test_places_of_several_texts_are_counted_together(story):
    second = Geoparse(Document("Snow in Homs.", id="tuesday"), (mention("Homs", HOMS, 8),))
    row = places_of([story, second])[0]
    assert (row.count, len(row.documents), row.documents[0].id) == (3, 2, "monday")


def test_a_result_is_a_sequence_of_its_resolutions(story):
    assert story[0].toponym.text == "Syrian"
    assert story[-1] is story.resolutions[-1]
    assert story[1:3] == story.resolutions[1:3]
    assert story[1] in story
    assert mention("Hama", None, 3) not in story
    assert story.index(story[2]) == 2
    assert [one.toponym.text for one in reversed(story)] == ["Homs", "=Zzz", "Homs", "Syrian"]
    assert pickle.loads(pickle.dumps(story)) == story
    assert hash(replace(story, unread_language="xx")) != hash(story)


def test_what_speaks_geo_interface_takes_a_result_as_it_is(story):
    mentions = geopandas.GeoDataFrame.from_features(story, crs="EPSG:4326")
    assert list(mentions.text) == ["Syrian", "Homs", "=Zzz", "Homs"]
    places = geopandas.GeoDataFrame.from_features(story.places)
    assert list(zip(places.name, places.mentions, strict=True)) == [("Homs", 2), ("Syria", 1)]
    assert json.loads(story.to_geojson()) == story.__geo_interface__


def test_folium_takes_the_places_of_a_result():
    import folium

    import geomap

    made = folium.GeoJson(geomap.geoparse("Rain in Homs, sun in Hama.").places).get_bounds()
    assert made[0][0] == pytest.approx(34.72, abs=0.05)


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet", "geojson", "gpkg", "kml"])
def test_the_places_are_read_back_as_they_were(story, tmp_path, suffix):
    path = story.save(tmp_path / f"places.{suffix}", by="place")
    frame = read_table(path, by="place")
    assert list(frame.columns) == [*NAMES, "geometry"]
    assert_frame_equal(frame, story.places.to_geodataframe())
    assert len(frame) == 2


def test_a_geopackage_has_the_places_as_a_layer_of_their_own(story, tmp_path):
    path = story.save(tmp_path / "story.gpkg")
    assert list(geopandas.list_layers(path).name) == ["mentions", "places"]
    assert len(read_table(path)) == 4
    assert_frame_equal(read_table(path, by="place"), story.places.to_geodataframe())


def test_json_lines_have_a_line_a_place(story, tmp_path):
    lines = story.places.save(tmp_path / "places.jsonl").read_text().splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["Homs", "Syria"]


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "geojson", "kml"])
def test_no_run_reads_a_table_of_places_for_a_text(story, tmp_path, suffix):
    assert is_own(story.places.save(tmp_path / f"places.{suffix}"))


def test_every_format_of_tables_has_both(story):
    # What marks the words of a text has no rows.
    assert {form.name for form in FORMATS if not form.of_places} == {
        "tei",
        "brat",
        "webannotation",
        "linkedplaces",
        "labelstudio",
    }
    for form in (form for form in FORMATS if form.of_places):
        made = form.render(story.places)
        assert len(made if isinstance(made, (str, bytes)) else "".join(made)) > 200


def test_outlines_of_places_are_asked_for_as_those_of_mentions(story):
    from shapely import box

    frame = story.places.to_geodataframe(outline=lambda place: box(35, 32, 42, 37) if place is SYRIA else None)
    assert list(frame.geom_type) == ["Point", "Polygon"]
    assert json.loads(story.places.to_geojson(lambda _: box(35, 32, 42, 37)))["features"][0]["geometry"]["type"] == (
        "Polygon"
    )


def test_what_cannot_be_written_is_one_line(story, tmp_path):
    with pytest.raises(InputError, match="is a map, and this a table"):
        story.save(tmp_path / "story.html")
    with pytest.raises(InputError, match="a row is a mention or a place, not 'places'"):
        story.save(tmp_path / "story.csv", by="places")
    with pytest.raises(InputError, match="mine has no table of places; those that have are: json, jsonl"):
        ExportFormat("mine", (".mine",), "a:b").render(story.places)
    assert not list(tmp_path.iterdir())


def test_a_text_without_places_has_an_empty_table(tmp_path):
    nothing = Geoparse(Document("Nothing."))
    assert len(nothing.places) == 0
    frame = read_table(nothing.save(tmp_path / "a.gpkg"), by="place")
    assert list(frame.columns) == [*NAMES, "geometry"]
    assert isinstance(nothing.places[:3], StoryPlaces)

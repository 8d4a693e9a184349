"""Results as files: every format is read back by geopandas and GDAL, and says whom the places come from."""

import csv
import dataclasses
import io
import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import EntryPoint
from xml.etree import ElementTree as ET

import pytest
from packaging.version import Version
from pandas.testing import assert_frame_equal

from geomap.errors import InputError, MissingExtraError, OutputError
from geomap.export import SCHEMA, read_table, write
from geomap.export.csv import to_csv
from geomap.export.formats import FORMATS, ExportFormat, format_named, format_of
from geomap.export.geodataframe import to_geodataframe
from geomap.export.geopackage import to_geopackage
from geomap.export.geoparquet import to_geoparquet
from geomap.export.kml import to_kml
from geomap.export.records import iter_records
from geomap.model import Document, Geoparse

SPATIAL = ("geojson", "gpkg", "kml")
ALL = ("csv", "json", "parquet", *SPATIAL)
CREDIT = "GeoNames, CC BY 4.0"


@pytest.mark.parametrize("suffix", ALL)
def test_reading_back_gives_the_same_frame(geoparse, tmp_path, suffix):
    path = write([geoparse, geoparse], tmp_path / f"mentions.{suffix}")
    frame = read_table(path)
    assert_frame_equal(frame, to_geodataframe([geoparse, geoparse]))
    assert frame.crs.to_epsg() == 4326


@pytest.mark.parametrize("suffix", ALL)
def test_a_text_without_places_gives_an_empty_table(tmp_path, suffix):
    path = write(Geoparse(Document("Nothing.")), tmp_path / f"mentions.{suffix}")
    frame = read_table(path)
    assert len(frame) == 0
    assert list(frame.columns) == [*(column.name for column in SCHEMA), "geometry"]


@pytest.mark.parametrize("suffix", SPATIAL)
@pytest.mark.parametrize("count", [0, 2])
def test_gdal_opens_it_without_a_warning(geoparse, tmp_path, suffix, count):
    if shutil.which("ogrinfo") is None:
        pytest.skip("needs ogrinfo (Debian's gdal-bin)")
    parses = [geoparse] * count
    path = write(parses, tmp_path / f"mentions.{suffix}")
    result = subprocess.run(["ogrinfo", "-al", "-ro", path], capture_output=True, text=True, check=True)
    assert result.stderr == ""
    assert "Warning" not in result.stdout
    # A KML has a layer a place, a GeoPackage one of all places beside that of the mentions.
    counts = [int(number) for number in re.findall(r"Feature Count: (\d+)", result.stdout)]
    assert (sum(counts) if suffix == "kml" else counts[0]) == 2 * count
    if count:
        assert re.search(r"POINT \(38\.5\d* 35[ .\d]*\)", result.stdout)
        assert "=Xyz <b>" in result.stdout


@pytest.mark.parametrize("form", [form.name for form in FORMATS])
def test_the_same_input_gives_the_same_bytes(geoparse, form):
    def content():
        made = format_named(form).render([geoparse])
        return made if isinstance(made, (str, bytes)) else "".join(made)

    assert content() == content()


def test_the_sources_are_named_in_every_format_that_has_room(geoparse, tmp_path):
    import geopandas
    import pyogrio

    assert json.loads(write(geoparse, tmp_path / "a.geojson").read_text())["attribution"] == [
        f"Place names and positions: {CREDIT}"
    ]
    metadata = pyogrio.read_info(write(geoparse, tmp_path / "a.gpkg"), layer="mentions")["layer_metadata"]
    assert CREDIT in metadata["attribution"]
    assert CREDIT in metadata["DESCRIPTION"]
    root = ET.fromstring(write(geoparse, tmp_path / "a.kml").read_text())
    assert CREDIT in root.find("{*}Document/{*}description").text
    frame = geopandas.read_parquet(write(geoparse, tmp_path / "a.parquet"))
    if Version(geopandas.__version__) >= Version("1.2"):  # older ones drop what a frame says of itself
        assert CREDIT in frame.attrs["attribution"][0]


def test_geojson_is_as_rfc_7946_has_it(geoparse, tmp_path):
    collection = json.loads(write(geoparse, tmp_path / "a.geojson").read_text(encoding="ascii"))
    assert set(collection) == {"type", "generator", "attribution", "features"}  # no crs: it is WGS 84
    for feature in collection["features"]:
        assert set(feature) == {"type", "geometry", "properties"}
        if feature["geometry"]:
            lon, lat = feature["geometry"]["coordinates"]
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90


def test_kml_holds_text_that_xml_cannot(geoparse):
    wild = dataclasses.replace(geoparse.document, id="a\x00\x1b\ud800<&>\uffff")
    text = to_kml([dataclasses.replace(geoparse, document=wild)])
    root = ET.fromstring(text.encode())
    assert root.find(".//{*}SimpleData[@name='mention_document_id']").text == "a<&>"
    assert len(root.findall(".//{*}Placemark")) == 2
    assert len(root.findall(".//{*}Point")) == 1


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\u2028", "\v"])
def test_a_cell_never_begins_a_row_of_its_own(geoparse, end):
    """A spreadsheet ends a row at a bare carriage return too, and would then run what stands behind it."""
    wild = dataclasses.replace(geoparse.document, id=f"a{end}=HYPERLINK(1)")
    text = to_csv([dataclasses.replace(geoparse, document=wild)])
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(list(iter_records(geoparse)))
    assert {row["document_id"] for row in rows} == {f"a{end}=HYPERLINK(1)"}


def test_a_geopackage_of_half_a_character_is_written(geoparse):
    wild = dataclasses.replace(geoparse.document, id="a\ud800")
    assert to_geopackage([dataclasses.replace(geoparse, document=wild)]).startswith(b"SQLite format 3\0")


def test_a_missing_pyarrow_says_what_to_install(geoparse, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"install pyarrow: pip install 'geomap-news\[parquet\]'"):
        to_geoparquet([geoparse])


def test_the_suffix_says_the_format():
    assert format_of("a.b/STORY.GPKG").name == "gpkg"
    assert format_of("story.geoparquet").name == "parquet"
    assert format_of("story.ndjson").name == "jsonl"
    assert format_of("story") is None
    assert format_of("story.txt") is None


def test_an_unknown_format_is_said(geoparse, tmp_path):
    with pytest.raises(InputError, match=r"the suffix of .*story\.xyz names no format; there are: \.json, "):
        write(geoparse, tmp_path / "story.xyz")
    with pytest.raises(InputError, match="there is no format 'xyz'; there are: json, jsonl, csv"):
        write(geoparse, tmp_path / "story.gpkg", form="xyz")
    with pytest.raises(InputError, match="is of no format that can be read back"):
        read_table(tmp_path / "story.xyz")


def test_what_geomap_did_not_write_is_said(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match=r"a\.csv lacks the columns document_id, start, .*: geomap did not write it"):
        read_table(tmp_path / "a.csv")


def test_a_file_is_written_whole_or_not_at_all(geoparse, tmp_path):
    with pytest.raises(OutputError, match="the folder does not exist"):
        write(geoparse, tmp_path / "gone" / "a.gpkg")

    def broken():
        yield geoparse
        raise RuntimeError("stop")

    for suffix in ALL:
        with pytest.raises(RuntimeError, match="stop"):
            write(broken(), tmp_path / f"a.{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_a_package_can_add_a_format(geoparse, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "added", sys.modules[__name__])
    entry = EntryPoint("names", "added:NAMES", "geomap.exporters")
    monkeypatch.setattr("geomap.plugins._entries", lambda _: (entry,))
    assert write(geoparse, tmp_path / "a.names").read_text() == "Syria\n=Xyz <b>\n"
    assert format_named("names").suffixes == (".names",)


def to_names(geoparses):
    return "".join(f"{resolution.toponym.text}\n" for geoparse in geoparses for resolution in geoparse)


NAMES = ExportFormat("names", (".names",), "added:to_names")


HOLED = {
    "type": "MultiPolygon",
    "coordinates": [
        # Both rings run the wrong way round.
        [[[36, 32], [36, 37], [42, 37], [42, 32], [36, 32]], [[38, 33], [39, 33], [39, 34], [38, 34], [38, 33]]],
        [[[35, 30], [36, 30], [36, 31], [35, 30]]],
    ],
}


def outline(place):
    from shapely.geometry import shape

    return shape(HOLED) if place.name == "Syria" else None


@pytest.mark.parametrize("suffix", ["parquet", *SPATIAL])
def test_outlines_are_read_back_as_they_were(geoparse, tmp_path, suffix):
    path = write([geoparse, geoparse], tmp_path / f"areas.{suffix}", outline=outline)
    frame = read_table(path)
    assert frame.geometry[0].geom_type == "MultiPolygon"
    assert frame.geometry[1] is None
    assert_frame_equal(frame, to_geodataframe([geoparse, geoparse], outline))


@pytest.mark.parametrize("suffix", SPATIAL)
def test_gdal_opens_outlines_without_a_warning(geoparse, tmp_path, suffix):
    if shutil.which("ogrinfo") is None:
        pytest.skip("needs ogrinfo (Debian's gdal-bin)")
    path = write(geoparse, tmp_path / f"areas.{suffix}", outline=outline)
    result = subprocess.run(["ogrinfo", "-al", "-ro", path], capture_output=True, text=True, check=True)
    assert result.stderr == ""
    assert "Warning" not in result.stdout
    assert "MULTIPOLYGON" in result.stdout


def test_rings_of_outlines_follow_the_right_hand_rule(geoparse, tmp_path):
    from shapely.geometry import LinearRing

    path = write(geoparse, tmp_path / "areas.geojson", outline=outline)
    geometry = json.loads(path.read_text("utf-8"))["features"][0]["geometry"]
    outer, hole = geometry["coordinates"][0]
    assert LinearRing(outer).is_ccw
    assert not LinearRing(hole).is_ccw
    assert outer[0] == outer[-1]


def test_a_place_without_an_outline_is_a_point(geoparse):
    frame = geoparse.to_geodataframe(lambda _: None)
    assert_frame_equal(frame, geoparse.to_geodataframe())


def test_a_format_without_geometries_says_so(geoparse, tmp_path):
    with pytest.raises(InputError, match="csv holds no outlines; those that do are: geojson, kml, gpkg, parquet"):
        write(geoparse, tmp_path / "areas.csv", outline=outline)
    assert list(tmp_path.iterdir()) == []

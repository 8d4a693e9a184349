"""Every format says that geomap made it, and nothing of anybody else's is taken for it."""

import struct
import zlib

import pytest
from packaging.version import Version

import geomap
from geomap.export import write
from geomap.export.schema import LAYER, SCHEMA
from geomap.provenance import OWN_COLUMNS, is_own
from geomap.reading import read_documents

TEXT = "Aid reached Homs and Hama on Monday, the Syrian Red Crescent said in Damascus."


@pytest.fixture(scope="module")
def parse():
    return geomap.geoparse(TEXT, recognizer="lexicon")


@pytest.fixture(scope="module")
def page():
    return geomap.map_text(TEXT, recognizer="lexicon")


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "geojson", "kml"])
def test_a_table_is_known_as_ours_with_places_and_without(parse, tmp_path, suffix):
    assert is_own(write(parse, tmp_path / f"a.{suffix}"))
    assert is_own(write([parse] * 300, tmp_path / f"many.{suffix}"))
    if suffix not in {"json", "jsonl"}:  # which hold nothing then
        assert is_own(write([], tmp_path / f"empty.{suffix}"))


def test_a_document_without_places_is_known_as_ours(tmp_path):
    nothing = geomap.geoparse("Bread keeps best in a linen bag.", recognizer="lexicon")
    assert is_own(write(nothing, tmp_path / "a.jsonl"))


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["html", "svg", "png", "pdf"])
def test_a_map_is_known_as_ours(page, tmp_path, suffix):
    pytest.importorskip({"png": "resvg_py", "pdf": "typst"}.get(suffix, "geomap"), reason="needs geomap-news[pictures]")
    assert is_own(page.save(tmp_path / f"map.{suffix}"))


def test_pieces_of_a_page_are_known_as_ours_and_a_page_that_holds_one_is_not(page, tmp_path):
    for assets in (True, False):
        piece = page.to_fragment(assets=assets)
        (tmp_path / "piece.html").write_text(piece, encoding="utf-8")
        assert is_own(tmp_path / "piece.html")
        for inside in (piece, page.to_iframe()):
            article = f"<!DOCTYPE html>\n<html><head><title>Aid</title></head><body><p>{TEXT}</p>{inside}</body></html>"
            (tmp_path / "article.html").write_text(article, encoding="utf-8")
            assert not is_own(tmp_path / "article.html")


def test_a_picture_names_the_software_as_the_standard_has_it(page):
    pytest.importorskip("resvg_py", reason="needs geomap-news[pictures]")
    png = page.to_png()
    at = png.index(b"tEXt")
    (length,) = struct.unpack(">I", png[at - 4 : at])
    assert png[at : at + 4 + length] == b"tEXtSoftware\0geomap"
    assert struct.unpack(">I", png[at + 4 + length : at + 8 + length]) == (zlib.crc32(png[at : at + 4 + length]),)


def test_a_pdf_names_us_among_its_keywords(page, tmp_path):
    pytest.importorskip("typst", reason="needs geomap-news[pictures]")
    pypdf = pytest.importorskip("pypdf", reason="needs geomap-news[readers]")
    assert pypdf.PdfReader(page.save(tmp_path / "map.pdf")).metadata["/Keywords"] == "geomap"


def test_binary_tables_say_it_in_their_metadata(parse, tmp_path):
    pyogrio = pytest.importorskip("pyogrio")
    assert pyogrio.read_info(write(parse, tmp_path / "a.gpkg"), LAYER)["layer_metadata"]["generator"] == "geomap"
    pytest.importorskip("pyarrow", reason="needs geomap-news[parquet]")
    import geopandas

    frame = geopandas.read_parquet(write(parse, tmp_path / "a.parquet"))
    if Version(geopandas.__version__) >= Version("1.2"):  # older ones drop what a frame says of itself
        assert frame.attrs["generator"] == "geomap"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geomap is a program that draws maps.",
        b"text,date\nAid reached Homs.,2025-10-14\n",
        b"document_id,start,end,text\nd1,0,4,Homs\n",
        b'{"id": "d1", "text": "Homs.", "toponyms": [{"start": 0, "end": 4}]}\n',
        b'{"text": "It has \\"generator\\": \\"geomap\\" in it."}\n',
        b'{"names": {"Homs": false}}',
        b'<html><head><meta name="generator" content="WordPress"></head><body>geomap</body></html>',
        b'<html><head></head><body><pre><meta name="generator" content="geomap"></pre></body></html>',
        b"%PDF-1.7\n<</Title(geomap)/Keywords(maps, geomap)>>",
        b"start text kind place\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xfe\x00",
    ],
)
def test_what_somebody_else_wrote_is_not_ours(tmp_path, content):
    (tmp_path / "file").write_bytes(content)
    assert not is_own(tmp_path / "file")
    assert not is_own(tmp_path / "gone")


def test_the_columns_that_tell_are_columns():
    assert {column.name for column in SCHEMA} > OWN_COLUMNS


def test_what_we_wrote_into_a_folder_is_told_and_not_read(parse, page, tmp_path):
    (tmp_path / "a.txt").write_text("Hama.", encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text('{"text": "Idlib.", "toponyms": []}\n', encoding="utf-8")
    own = [write(parse, tmp_path / "b.csv"), write(parse, tmp_path / "c.jsonl"), page.save(tmp_path / "d.html")]
    told = []
    read = [document.text for document in read_documents(tmp_path, on_own=told.append)]
    assert read == ["Hama.", "Idlib."]
    assert told == own
    assert [document.text for document in read_documents(own[0], text_column="text")][:2] == ["Homs", "Hama"]

"""A user's own basemap: PMTiles files that are made here."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from click.testing import CliRunner

import geomap
from geomap.cli.main import cli
from geomap.errors import InputError
from geomap.maps import streets as streets_module

TEXT = "A man was stabbed in Neukölln in Berlin, police said. Another was arrested in Kreuzberg."
HOSTILE = '<a href="https://a.example">© Town Survey</a><script>alert(1)</script><img src=x onerror=alert(2)> & "co"'


def load(name):
    path = Path(__file__).parents[2] / "data" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TILES = load("street_tiles")


@pytest.fixture(scope="module")
def vector(tmp_path_factory):
    return TILES.vector_file(tmp_path_factory.mktemp("tiles") / "town.pmtiles", attribution=HOSTILE)


@pytest.fixture(scope="module")
def raster(tmp_path_factory):
    return TILES.raster_file(tmp_path_factory.mktemp("tiles") / "town.pmtiles")


@pytest.fixture(scope="module")
def mapped(vector):
    return geomap.map_text(TEXT, basemap=str(vector))


def test_streets_water_parks_and_houses_are_carried_and_nothing_unknown(mapped):
    levels = mapped.view.streets.levels
    kinds = {shape.kind for shape in levels[-1].shapes}
    assert kinds == {"ground", "green", "water", "building", "waterway", "minor", "major", "rail"}
    # Zoom 14 is the file's closest: there the surroundings of both quarters are carried.
    assert levels[-1].min_zoom == 13.5
    assert 12 <= len(levels[-1].shapes[0].paths) <= 60


def test_street_names_are_names_of_the_map(mapped):
    names = {label.text: label for label in mapped.view.labels if label.kind == "street"}
    assert names["Street Avenue"].min_zoom == 13
    assert abs(abs(names["Street Avenue"].angle) - 88) < 4


def test_the_attribution_is_plain_text_on_page_and_picture(mapped):
    assert mapped.view.streets.attribution == '© Town Survey & "co"'
    page = mapped.to_html()
    assert "alert(1)" not in page
    assert "onerror=alert" not in page
    assert "img-src data:;" in page
    assert "© Town Survey &amp;" in mapped.to_svg()


def test_pictures_are_carried_as_data_and_drawn_in_both(raster):
    news_map = geomap.map_text(TEXT, basemap=raster)
    images = news_map.view.streets.images
    assert {image.media_type for image in images} == {"image/png"}
    assert 10 <= len(images) <= 60
    assert news_map.to_html().count("data:image/png;base64,") >= len(images)
    assert news_map.to_svg(size="960").count("<image ") >= 2
    # A map's picture bears its own names.
    assert not [label for label in news_map.view.labels if label.kind in {"town", "quarter"}]


def test_the_picture_shows_the_streets(mapped):
    plain = geomap.map_text(TEXT).to_svg()
    assert mapped.to_svg().count("<path ") >= plain.count("<path ") + 4


def test_what_does_not_fit_is_left_out_and_said(vector, monkeypatch):
    monkeypatch.setattr(streets_module, "MOST_BYTES", 6_000)
    view = geomap.map_text(TEXT, basemap=vector).view
    carried = sum(len(p) for level in view.streets.levels for s in level.shapes[1:] for p in s.paths)
    assert carried <= 6_000
    assert any("left out" in note and "town.pmtiles" in note for note in view.notes)


def test_a_file_of_another_place_says_that_it_shows_nothing(tmp_path):
    paris = TILES.vector_file(tmp_path / "paris.pmtiles", zooms=(12, 12), box=(2.2, 48.8, 2.3, 48.9))
    view = geomap.map_text(TEXT, basemap=paris).view
    assert view.streets.levels == ()
    assert any("paris.pmtiles has no tile of this map" in note for note in view.notes)


def test_the_same_file_gives_the_same_bytes(vector, mapped):
    assert geomap.map_text(TEXT, basemap=str(vector)).to_html() == mapped.to_html()


def spoilt(tmp_path, vector, kind):
    path = tmp_path / f"{kind}.pmtiles"
    raw = bytearray(vector.read_bytes())
    if kind == "text":
        raw = bytearray(b"This is no map. " * 20)
    elif kind == "empty":
        raw = bytearray()
    elif kind == "short":
        raw = raw[:200]
    elif kind == "tiles":
        raw[-len(raw) // 2 :] = b"\xff" * (len(raw) - len(raw) // 2)
    if kind != "missing":
        path.write_bytes(raw)
    return path


@pytest.mark.parametrize("kind", ["text", "empty", "short", "tiles", "missing"])
def test_a_bad_file_gives_one_line(tmp_path, vector, kind):
    path = spoilt(tmp_path, vector, kind)
    with pytest.raises(InputError) as caught:
        geomap.map_text(TEXT, basemap=path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command_line_takes_a_basemap(tmp_path, vector):
    story = tmp_path / "story.txt"
    story.write_text(TEXT, "utf-8")
    page = tmp_path / "story.html"
    runner = CliRunner()
    done = runner.invoke(cli, ["map", str(story), "-o", str(page), "--basemap", str(vector)])
    assert done.exit_code == 0, done.output
    assert "Street Avenue" in page.read_text("utf-8")
    refused = runner.invoke(cli, ["map", str(story), "-o", str(tmp_path / "b.html"), "--basemap", str(story)])
    assert isinstance(refused.exception, InputError)
    assert "is no PMTiles file" in str(refused.exception)
    assert not (tmp_path / "b.html").exists()

"""The map has the greater part of a picture, and what stands around it can be moved or left out."""

import dataclasses
import re

import pytest
from click.testing import CliRunner

from geomap.cli.map import command
from geomap.errors import InputError
from geomap.maps.svg import to_svg
from geomap.maps.svg.raster import pixels

SIZES = ["600x338", "640x420", "1080x1080", "1080x1920", "1600x900", "420x740"]
CORNERS = ["top-left", "top-right", "bottom-left", "bottom-right"]


def crowded(view):
    """The same view with a legend of many kinds, and much that lies elsewhere or nowhere."""
    town = next(f for f in view.features if f.title == "Port Alma")
    kinds = (
        "capital",
        "air-base",
        "airport",
        "port",
        "camp",
        "crossing",
        "mountain",
        "island",
        "landform",
        "uncertain",
    )
    more = tuple(
        dataclasses.replace(town, key=f"t:{kind}", title=f"Kind {kind}", symbol=kind, lat=town.lat + 0.02 * i)
        for i, kind in enumerate(kinds)
    )
    away = tuple(dataclasses.replace(town, key=f"t:away-{i}", title=f"Far-off Town {i}", lon=-150) for i in range(9))
    nowhere = tuple(dataclasses.replace(view.unplaced[0], text=f"Nowhere in Particular {i}") for i in range(8))
    return dataclasses.replace(view, features=(*view.features, *more, *away), unplaced=nowhere)


def map_of(svg):
    """Return the map's rectangle, and the height of the whole, in the picture's own units."""
    window = re.search(r'-map"><rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"', svg)
    height = float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)[1])
    return [float(value) for value in window.groups()], height


def share(svg):
    (_, _, _, of_map), height = map_of(svg)
    return of_map / height


def legend_at(svg, words="naval base"):
    found = re.search(rf'<text x="([\d.]+)" y="([\d.]+)"[^>]*>{words}<', svg)
    return tuple(map(float, found.groups())) if found else None


@pytest.mark.parametrize("size", SIZES)
def test_the_map_has_the_greater_part_of_a_picture_for_review(view_of, size):
    assert share(to_svg(crowded(view_of()), size=size)) >= 0.55


@pytest.mark.parametrize("size", SIZES)
def test_the_map_has_four_fifths_of_a_published_picture_with_a_key(view_of, size):
    view = view_of(mode="publish", credit="Map: The Paper")
    svg = to_svg(view, size=size)
    assert legend_at(svg)
    assert share(svg) >= 0.8


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mode", ["review", "publish"])
def test_letters_can_be_read_at_every_size(view_of, mode, size):
    svg = to_svg(view_of(mode=mode), size=size)
    enlarged = pixels(svg)[0] / float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
    small = min(pixels(svg)[0], pixels(svg)[1])
    # Ten pixels where a picture is shown as it is, and their share of the shorter side where it is made smaller.
    smallest = min(float(found) for found in re.findall(r'font-size="([\d.]+)"', svg)) * enlarged
    assert smallest >= max(9.5, 0.0155 * small)


@pytest.mark.parametrize("corner", CORNERS)
def test_the_legend_stands_in_the_corner_that_is_asked_for(view_of, corner):
    svg = to_svg(view_of(furniture={"legend": corner}), size="900x700")
    (x, y, width, height), _ = map_of(svg)
    at = legend_at(svg)
    assert (at[0] - x > width / 2) == corner.endswith("right")
    assert (at[1] - y > height / 2) == corner.startswith("bottom")
    box = re.search(
        r'<rect fill="[^"]+" fill-opacity="0.92"[^>]*x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg
    )
    left, top, wide, high = map(float, box.groups())
    pins = re.findall(r'<g transform="translate\(([\d.]+) ([\d.]+)\) scale', svg[: svg.index(box[0])])
    assert len(pins) >= 3
    assert not any(left < float(px) + 6 < left + wide and top < float(py) + 6 < top + high for px, py in pins)


def test_the_legend_stands_below_or_nowhere_where_that_is_asked_for(view_of):
    svg = to_svg(view_of(furniture={"legend": "below"}), size="640x420")
    (_, y, _, height), _ = map_of(svg)
    assert legend_at(svg)[1] > y + height
    assert legend_at(to_svg(view_of(furniture={"legend": False}))) is None


@pytest.mark.parametrize("corner", CORNERS)
def test_the_locator_stands_in_the_corner_that_is_asked_for(view_of, corner):
    view = view_of(furniture={"locator": corner})
    lon, lat = view.viewport.centre
    near = dataclasses.replace(view.viewport, west=lon - 1, south=lat - 1, east=lon + 1, north=lat + 1)
    svg = to_svg(dataclasses.replace(view, viewport=near))
    (x, y, width, height), _ = map_of(svg)
    left, top = map(float, re.search(r'-locator"><rect x="([\d.]+)" y="([\d.]+)"', svg).groups())
    assert (left - x > width / 2) == corner.endswith("right")
    assert (top - y > height / 2) == corner.startswith("bottom")


@pytest.mark.parametrize(("part", "words"), [("elsewhere", "Farport"), ("not_located", "Xanth")])
def test_a_line_below_is_left_out(view_of, part, words):
    with_it, without = (re.sub(r"<desc.*?</desc>", "", to_svg(view_of(furniture={part: on}))) for on in (True, False))
    assert words in with_it
    assert words not in without


def test_numbers_and_their_key_are_left_out(view_of):
    view = view_of(furniture={"key": False})
    town = next(f for f in view.features if f.title == "Port Alma")
    crowd = [dataclasses.replace(town, key=f"t:{i}", title=f"Town {i}", lon=town.lon + i / 1000) for i in range(40)]
    svg = to_svg(dataclasses.replace(view, features=(*view.features, *crowd)))
    assert not re.search(r">\d+<", svg)
    assert " · " not in re.sub(r"<desc.*?</desc>", "", svg)


def test_a_place_that_no_legend_has_is_said(view_of):
    with pytest.raises(InputError, match=r"furniture\.legend: 'middle' is none of true, false, below, top-left"):
        view_of(furniture={"legend": "middle"})
    with pytest.raises(InputError, match=r"furniture\.locator: 1 is none of true"):
        view_of(furniture={"locator": 1})


def test_the_command_line_moves_and_leaves_out(tmp_path):
    text = tmp_path / "story.txt"
    text.write_text("Aid reached Homs and Hmeimim Air Base. Talks in Paris.", encoding="utf-8")
    drawn = []
    for options in ([], ["--legend", "top-left", "--no-elsewhere"], ["--legend", "none"]):
        target = tmp_path / "map.svg"
        made = CliRunner().invoke(command, [str(text), "-o", str(target), "-q", "--size", "900x700", *options])
        assert made.exit_code == 0, made.output
        drawn.append(re.sub(r"<desc.*?</desc>", "", target.read_text(encoding="utf-8")))
    plain, moved, none = drawn
    assert legend_at(plain, "air base")[1] > 500
    assert legend_at(moved, "air base")[1] < 350
    assert legend_at(none, "air base") is None
    assert "Elsewhere" in plain
    assert "Elsewhere" not in moved

"""The basemap: land where there is land, in few bytes and milliseconds."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer.basemap import Basemap
from geomap.gazetteer.clipping import clip_line, clip_ring
from geomap.gazetteer.layout import default_path
from geomap.gazetteer.paths import decode_path, encode_path, join_lines

LEVANT = (33.5, 31.0, 42.5, 37.5)
BOX = (0, 0, 100, 80)


@pytest.fixture(scope="module")
def basemap():
    return Basemap.open(default_path())


def is_land(level, lon, lat):
    inside = False
    for path in level["land"]:
        ring = decode_path(path, level["scale"])
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > lat) != (by > lat) and lon < ax + (bx - ax) * (lat - ay) / (by - ay):
                inside = not inside
    return inside


@pytest.fixture(scope="module")
def levant(basemap):
    return basemap.cut(LEVANT)


def test_a_page_gets_three_levels_from_coarse_to_fine(levant):
    assert [level["detail"] for level in levant["levels"]] == ["world", "region", "local"]
    assert levant["levels"][0]["bbox"] == [-180, -90, 180, 90]
    west, south, east, north = levant["levels"][2]["bbox"]
    assert west < 33.5
    assert south < 31
    assert east > 42.5
    assert north > 37.5


@pytest.mark.parametrize(
    ("lon", "lat", "land"),
    [
        (36.29, 33.51, True),
        (35.0, 32.6, True),
        (33.4, 35.1, True),
        (34.5, 34.0, False),
        (35.0, 36.0, False),
        (38.0, 35.0, True),
    ],
)
def test_land_is_land_and_sea_is_sea_at_every_level(levant, lon, lat, land):
    for level in levant["levels"]:
        assert is_land(level, lon, lat) is land, level["detail"]


@pytest.mark.parametrize(
    ("lon", "lat", "land"),
    [
        (0, 20, True), (100, 60, True), (-100, 40, True), (25, -30, True), (134, -25, True), (0, -85, True),
        (50.5, 42, False), (-40, 30, False), (-150, 0, False), (179.9, 70, False), (80, -30, False),
    ],
)  # fmt: skip
def test_the_world_is_right_side_out(levant, lon, lat, land):
    assert is_land(levant["levels"][0], lon, lat) is land


def test_page_of_a_region_stays_small(levant):
    assert len(json.dumps(levant, separators=(",", ":"))) < 150_000


def test_budget_is_kept_for_a_continent(basemap):
    europe = basemap.cut((-10, 36, 30, 60), limit_kb=150)
    assert len(json.dumps(europe, separators=(",", ":"))) < 155_000
    assert len(europe["levels"]) >= 2


def test_zooms_limit_the_levels(basemap):
    assert [level["detail"] for level in basemap.cut(LEVANT, zooms=(0, 4))["levels"]] == ["world"]


def test_view_across_the_antimeridian_has_both_sides(basemap):
    cut = basemap.cut((176, -20, -178, -15))
    local = [level for level in cut["levels"] if level["detail"] == "local"]
    assert len(local) == 2
    assert local[0]["bbox"][2] == 180
    assert local[1]["bbox"][0] == -180
    assert is_land(local[0], 179.3, -16.6)


def test_same_cut_gives_the_same_text(basemap, levant):
    assert json.dumps(basemap.cut(LEVANT)) == json.dumps(levant)


def test_paths_need_no_escape(levant):
    text = json.dumps(levant["levels"])
    assert not set(text) & set("<>&'\\`$")


def near(lines, lon, lat, most_deg):
    point = shapely.Point(lon, lat)
    return any(shapely.LineString(line).distance(point) < most_deg for line in lines)


def test_ceasefire_lines_are_disputed_and_the_jordan_border_is_not(basemap):
    box = (35.0, 32.0, 37.0, 34.0)
    disputed = [ring for shape in basemap.layer("disputed", "local", box) for ring in shape.rings]
    agreed = [ring for shape in basemap.layer("borders", "local", box) for ring in shape.rings]
    assert near(disputed, 35.80, 33.13, 0.05)
    assert near(disputed, 35.64, 33.0, 0.05)
    assert near(agreed, 36.2, 32.52, 0.1)
    assert not near(agreed, 35.80, 33.13, 0.03)
    zones = [ring for shape in basemap.layer("zones", "local", box) for ring in shape.rings]
    assert near(zones, 35.86, 33.1, 0.06)


@pytest.mark.parametrize(
    ("box", "lon", "lat"),
    [
        ((72, 31, 81, 37.5), 74.0, 34.0),
        ((32, 34.4, 34.8, 35.8), 33.36, 35.17),
        ((33, 45, 36, 46.5), 34.0, 46.1),
        ((124, 36, 130, 40), 127.0, 38.2),
        ((20, 42, 22, 44), 20.9, 43.1),
    ],
)
def test_lines_of_control_are_disputed(basemap, box, lon, lat):
    lines = [ring for shape in basemap.layer("disputed", "region", box) for ring in shape.rings]
    assert near(lines, lon, lat, 0.25)


def test_korean_zone_has_limits(basemap):
    zones = basemap.layer("zones", "local", (126, 37, 129, 39))
    assert len(zones) >= 2


def test_lakes_and_rivers_are_there(basemap):
    lakes = basemap.layer("lakes", "local", (35.4, 32.6, 35.8, 33.0))
    assert any(shapely.Polygon(s.rings[0]).covers(shapely.Point(35.6, 32.8)) for s in lakes)
    rivers = [ring for shape in basemap.layer("rivers", "local", (38, 34, 41, 37)) for ring in shape.rings]
    assert near(rivers, 39.0, 35.95, 0.1)


def test_coast_is_the_sea_side_only(basemap):
    coast = [ring for shape in basemap.layer("coast", "region", (35, 34, 38, 36)) for ring in shape.rings]
    assert near(coast, 35.88, 34.89, 0.05)
    assert not near(coast, 37.0, 35.0, 0.5)


def test_layer_stays_in_its_box(basemap):
    for name in ("land", "borders", "provinces", "lakes", "rivers"):
        for shape in basemap.layer(name, "region", (35.0, 33.0, 37.0, 36.0)):
            for ring in shape.rings:
                assert all(35.0 <= lon <= 37.0 and 33.0 <= lat <= 36.0 for lon, lat in ring)


def test_labels_name_what_a_view_shows(basemap):
    labels = basemap.labels((33, 30, 43, 38), max_zoom=9)
    by_kind = {kind: {label.place_id for label in labels if label.kind == kind} for kind in ("country", "province")}
    assert "geonames:163843" in by_kind["country"]
    assert "geonames:169575" in by_kind["province"]
    assert labels[0].kind == "country"
    ocean = basemap.labels((-180, -90, 180, 90), max_zoom=4)
    assert "naturalearth:sea-mediterranean-sea" in {label.place_id for label in ocean if label.kind == "sea"}


points = st.tuples(st.integers(-150, 250), st.integers(-150, 250))


@settings(max_examples=200)
@given(st.lists(points, min_size=3, max_size=12, unique=True))
def test_ring_is_cut_as_shapely_cuts_it(vertices):
    polygon = shapely.Polygon(vertices)
    if not polygon.is_valid:
        return
    xs, ys = clip_ring([*(x for x, _ in vertices), vertices[0][0]], [*(y for _, y in vertices), vertices[0][1]], BOX)
    area = shapely.Polygon(list(zip(xs, ys, strict=True))).area if xs else 0.0
    # Cuts are rounded to whole steps.
    assert area == pytest.approx(polygon.intersection(shapely.box(*BOX)).area, abs=12 * 140)


@settings(max_examples=200)
@given(st.lists(points, min_size=2, max_size=12))
def test_line_is_cut_as_shapely_cuts_it(vertices):
    pieces = clip_line([x for x, _ in vertices], [y for _, y in vertices], BOX)
    drawn = sum(shapely.LineString(list(zip(*piece, strict=True))).length for piece in pieces)
    segments = [shapely.LineString([a, b]) for a, b in pairwise(vertices)]
    expected = sum(s.intersection(shapely.box(*BOX)).length for s in segments)
    assert drawn == pytest.approx(expected, abs=2 * len(vertices))


@given(st.lists(st.tuples(st.integers(-1_800_000, 1_800_000), st.integers(-900_000, 900_000)), min_size=2, max_size=30))
def test_path_comes_back_as_it_went(vertices):
    distinct = [v for i, v in enumerate(vertices) if not i or v != vertices[i - 1]]
    path = encode_path([x for x, _ in vertices], [y for _, y in vertices], 1)
    assert [(int(x), int(y)) for x, y in decode_path(path, 1)] == (distinct if len(distinct) > 1 else [])


def test_lines_that_meet_become_one():
    joined = join_lines([([0, 1], [0, 0]), ([2, 1], [0, 0]), ([2, 3], [0, 0]), ([9, 8], [9, 9])])
    assert sorted(min(line[0]) for line in joined) == [0, 8]
    assert sorted(len(line[0]) for line in joined) == [2, 4]


def lies_on(shapes, lon, lat, deg=0.05):
    return any(shapely.LineString(ring).dwithin(shapely.Point(lon, lat), deg) for s in shapes for ring in s.rings)


@pytest.mark.parametrize(
    ("box", "lon", "lat", "worldview", "kind"),
    [
        # Perekop: between Crimea and Kherson.
        ((32.0, 45.0, 36.5, 47.0), 33.68, 46.15, "neutral", "disputed"),
        ((32.0, 45.0, 36.5, 47.0), 33.68, 46.15, "RU", "provinces"),
        ((32.0, 45.0, 36.5, 47.0), 33.68, 46.15, "UA", "provinces"),
        # Between the oblasts of Donetsk and Rostov: Russia has declared the former its own.
        ((37.0, 46.0, 39.5, 48.5), 38.3, 47.3, "neutral", "disputed"),
        ((37.0, 46.0, 39.5, 48.5), 38.3, 47.3, "RU", "provinces"),
        ((37.0, 46.0, 39.5, 48.5), 38.3, 47.3, "UA", "borders"),
        # Kosovo's line with Serbia, north of Podujevo.
        ((20.0, 42.0, 21.8, 43.4), 21.2, 43.01, "neutral", "disputed"),
        ((20.0, 42.0, 21.8, 43.4), 21.2, 43.01, "RS", "provinces"),
    ],
)
def test_borders_follow_the_worldview(box, lon, lat, worldview, kind):
    seen = Basemap.open(default_path(), worldview)
    for name in ("borders", "disputed", "provinces"):
        assert lies_on(seen.layer(name, "local", box), lon, lat, 0.06) == (name == kind), name


def test_a_government_without_a_say_sees_the_neutral_lines(basemap):
    assert Basemap.open(default_path(), "IS").cut(LEVANT) == basemap.cut(LEVANT)


def test_the_page_of_a_worldview_is_drawn_anew_from_the_coarsest_level_on(basemap):
    neutral, russian = basemap.cut(LEVANT)["levels"][0], Basemap.open(default_path(), "RU").cut(LEVANT)["levels"][0]
    assert neutral["land"] == russian["land"]
    assert neutral["borders"] != russian["borders"]


def test_labels_are_those_of_the_kinds_and_places_that_are_wanted(basemap):
    world = (-180, -90, 180, 90)
    every = basemap.labels(world)
    assert basemap.labels(world, kinds=("sea",)) == [label for label in every if label.kind == "sea"]
    wanted = {"geonames:163843", "naturalearth:sea-mediterranean-sea"}
    assert basemap.labels(world, place_ids=wanted) == [label for label in every if label.place_id in wanted]
    assert every == sorted(every, key=lambda label: (label.min_zoom, label.rank, label.place_id))


def test_what_was_cut_once_is_cut_the_same_again(basemap):
    assert basemap.level("local", LEVANT) == basemap.level("local", LEVANT)
    assert basemap.layer("land", "region", LEVANT) == basemap.layer("land", "region", LEVANT)

"""The recipes of the curated tables, followed on a world of four square faces."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
import shapely

from gazetteer import ids
from gazetteer.geometry.pack import ArcFootprint
from gazetteer.geometry.recipes import RecipeError, Recipes, recipes_of, wrap

SQUARES = [(0, 0), (10, 0), (0, 10), (10, 10)]


def make(rows=()):
    """Faces 0 to 3; the first two are country AA, the third is BB's, the fourth a part that AA only administers."""
    land = np.array([shapely.box(x, y, x + 10, y + 10) for x, y in SQUARES])
    having = {"part": {"cut": [3]}, "code": {"AAA-1": [0]}}
    ground = SimpleNamespace(
        land=land,
        references=ids.References({"AA": 1, "BB": 2}, {}, {}),
        partition=SimpleNamespace(having=lambda **k: next(having[kind].get(v, []) for kind, v in k.items())),
        territories=SimpleNamespace(
            of_face=[
                SimpleNamespace(country=c, neutral=n) for c, n in (("AA", "AA"), ("AA", "AA"), ("BB", "BB"), ("BB", ""))
            ]
        ),
    )
    return ground, Recipes(ground, dict(rows), {"geonames:1": ArcFootprint([], faces=(0, 1))})


def test_union_of_faces_stays_faces():
    _, recipes = make()
    shape = recipes.follow("union:country:BB|ne:AAA-1")
    assert shape.faces == (0, 2, 3)
    assert shape.geometry is None
    assert not shape.approximate


def test_country_of_a_region_includes_its_disputed_land():
    _, recipes = make()
    assert recipes.follow("country:BB").faces == (2, 3)


def test_difference_of_faces():
    _, recipes = make()
    assert recipes.follow("difference:country:BB-part:cut").faces == (2,)


def test_place_may_refer_to_another_row():
    _, recipes = make({"geomap:north": "union:country:BB", "geomap:all": "union:geomap:north|geonames:1"}.items())
    assert recipes.place("geomap:all").faces == (0, 1, 2, 3)


def test_circular_rows_are_an_error_not_a_loop():
    _, recipes = make({"geomap:a": "union:geomap:b", "geomap:b": "union:geomap:a"}.items())
    with pytest.raises(RecipeError):
        recipes.place("geomap:a")
    assert any("no footprint" in line for line in recipes.report)


def test_cut_keeps_one_side():
    _, recipes = make()
    shape = recipes.follow("cut:geonames:1:north of 4 and west of 15")
    assert shape.geometry.bounds == (0, 4, 15, 10)
    assert shape.approximate


def test_circle_has_its_radius_in_kilometres():
    _, recipes = make()
    west, south, east, north = recipes.follow("circle:10,60,111.195").geometry.bounds
    assert north - south == pytest.approx(2, abs=0.01)
    assert east - west == pytest.approx(4, abs=0.05)


def test_box_across_the_antimeridian_is_cut_there():
    _, recipes = make()
    geometry = recipes.follow("box:170,-20,-170,0").geometry
    assert geometry.bounds == (-180, -20, 180, 0)
    assert geometry.area == pytest.approx(400)


def test_polygon_across_the_antimeridian_is_cut_there():
    _, recipes = make()
    geometry = recipes.follow("polygon:175 0,-175 0,-175 10,175 10").geometry
    assert geometry.area == pytest.approx(100)
    assert len(shapely.get_parts(geometry)) == 2


def test_buffer_of_a_line():
    _, recipes = make()
    geometry = recipes.follow("buffer:0 0,10 0:111.195").geometry
    assert geometry.bounds == pytest.approx((-1, -1, 11, 1), abs=0.01)


def test_wrapping_leaves_what_lies_inside_alone():
    box = shapely.box(0, 0, 5, 5)
    assert wrap(box).equals(box)


@pytest.mark.parametrize(
    "recipe", ["country:ZZ", "part:none", "ne:XXX", "circle:1,2", "cut:geonames:1:up a bit", "geomap:no"]
)
def test_unreadable_recipe_is_named(recipe):
    _, recipes = make()
    with pytest.raises(RecipeError):
        recipes.follow(recipe)


def test_rows_without_recipe_are_the_union_of_their_members():
    rows = [{"id": "a", "members": "country:AA|country:BB"}, {"id": "geonames:9", "recipe": "ne:X"}, {"id": "b"}]
    assert recipes_of(rows) == {"geomap:a": "union:country:AA|country:BB", "geonames:9": "ne:X"}


def test_ids_are_plain():
    assert ids.sea("Golfo San Jorge") == "naturalearth:sea-golfo-san-jorge"
    assert ids.sea("Øresund") == "naturalearth:sea-oresund"
    assert ids.curated("sahel") == "geomap:sahel"
    assert ids.curated("geonames:1") == "geonames:1"


def test_what_is_drawn_by_hand_ends_at_the_border():
    _, recipes = make()
    shape = recipes.follow("polygon:-5 -5,5 -5,5 5,-5 5 in country:AA")
    assert shape.geometry.bounds == (0, 0, 5, 5)
    assert shape.approximate
    with pytest.raises(RecipeError):
        recipes.follow("polygon:-5 -5,-1 -5,-1 -1 in country:AA")


def test_each_shape_of_a_union_is_kept_to_a_land_of_its_own():
    _, recipes = make()
    shape = recipes.follow("union:ne:AAA-1|polygon:12 5,25 5,25 15,12 15 in country:BB")
    assert shape.faces == (0,)
    assert shape.geometry is None or shape.geometry.is_empty or shape.geometry.bounds[3] <= 20
    with pytest.raises(RecipeError):
        recipes.follow("union:polygon:30 30,31 30,31 31 in country:BB")


def test_strip_along_a_border_follows_it_and_has_its_width():
    ground, recipes = make()
    strip = recipes.follow("border:country:AA/country:BB:22.239")
    line = shapely.LineString([(0, 10), (20, 10)])
    assert shapely.intersection(strip.geometry, line).length == pytest.approx(20, abs=0.5)
    south, north = strip.geometry.bounds[1], strip.geometry.bounds[3]
    assert (south, north) == (pytest.approx(9.8, abs=0.01), pytest.approx(10.2, abs=0.01))
    # The border moves, and the strip with it.
    corners = [(0, 0), (10, 0), (0, 7), (10, 7)]
    ground.land = np.array([shapely.box(x, y, x + 10, 20 if y else 7) for x, y in corners])
    moved = Recipes(ground, {}, {}).follow("border:country:AA/country:BB:22.239").geometry.bounds
    assert moved[1] < 7 < moved[3] < 11


def test_places_without_a_common_border_have_no_strip():
    ground, _ = make()
    ground.land[2] = shapely.box(30, 30, 40, 40)
    ground.land[3] = shapely.box(50, 50, 60, 60)
    with pytest.raises(RecipeError, match="no border"):
        Recipes(ground, {}, {}).follow("border:country:AA/country:BB:2")


def test_islands_are_whole_and_none_of_a_neighbours():
    ground, _ = make()
    shores = [shapely.box(0, 0, 4, 4), shapely.box(6, 0, 9, 4), shapely.box(0, 6, 4, 9)]
    ground.land = np.array([*shores, ground.land[3]])
    recipes = Recipes(ground, {}, {})
    shape = recipes.follow("islands:country:AA:-1 1,10 1,10 8,-1 8")
    # The outline cuts the islands and takes in most of a neighbour's: it chooses, and does not clip.
    assert shape.geometry.bounds == (0, 0, 9, 4)
    assert shape.geometry.area == 4 * 4 + 3 * 4
    assert shape.shores

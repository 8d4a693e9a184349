"""The ground of local news, on the bundled gazetteer."""

from __future__ import annotations

import json
import zlib
from types import SimpleNamespace

import pytest

import geomap
from geomap.maps.base import BaseLabel, BasePatch, BaseShape
from geomap.maps.style import default_style
from geomap.maps.surroundings import Surroundings, slope
from geomap.maps.svg.placement import Wish, place
from geomap.maps.svg.places import town_areas
from geomap.maps.svg.projection import PixelRect, Projection
from geomap.maps.view import Box

LOCAL = {"town", "quarter", "river"}


@pytest.fixture(scope="module")
def crime():
    return geomap.map_text("A man was stabbed in Neukölln in Berlin, police said. Another was arrested in Kreuzberg.")


def local(news_map):
    return [label for label in news_map.view.labels if label.kind in LOCAL]


def test_a_crime_in_a_quarter_has_the_other_quarters_around_it(crime):
    quarters = {label.text for label in local(crime) if label.kind == "quarter"}
    assert {"Tempelhof", "Britz", "Schöneberg", "Friedrichshain"} <= quarters
    assert not quarters & {"Neukölln", "Kreuzberg", "Berlin"}


def test_tracts_of_a_census_are_no_names_on_the_ground():
    story = geomap.map_text("Police in Montreal searched a shop in Verdun. Two men from Longueuil were charged.")
    names = {label.text for label in local(story)}
    assert len(names) > 20
    assert not [name for name in names if "00" in name]


def test_names_begin_at_zoom_8_and_there_are_fewer_from_afar(crime):
    zooms = [label.min_zoom for label in local(crime)]
    assert min(zooms) >= 8
    near = {zoom: sum(1 for label in local(crime) if label.min_zoom <= zoom) for zoom in (8, 10, 12)}
    assert near[8] < 0.5 * near[12]
    assert all(label.min_zoom >= 10 for label in local(crime) if label.kind == "quarter")


def test_the_ground_of_a_story_adds_at_most_15_kb_packed(crime):
    added = json.dumps([[label.text, label.kind, label.lon, label.lat, label.min_zoom] for label in local(crime)])
    lines = "".join(p for patch in crime.view.patches for s in patch.shapes if s.kind == "admin2" for p in s.paths)
    assert len(local(crime)) >= 60
    assert len(zlib.compress((added + lines).encode())) <= 15_000


def test_the_same_story_gives_the_same_bytes():
    text = "Floods hit Drogheda and Ardee."
    assert geomap.map_text(text).to_html() == geomap.map_text(text).to_html()


def test_a_story_of_countries_carries_no_town_or_quarter():
    view = geomap.map_text("The presidents of Brazil and China met in India to talk about trade with Russia.").view
    assert not [label for label in view.labels if label.kind in LOCAL]


def test_a_river_is_named_on_its_line():
    news_map = geomap.map_text("Shells fell on Chuhuiv and Zmiiv in the Kharkiv region.")
    river = next(label for label in news_map.view.labels if label.kind == "river")
    assert river.text == "Siverskyi Donets"
    # The river runs past Chuhuiv; the name lies on it, within some ten kilometres of the town.
    assert abs(river.lon - 36.7) < 0.6
    assert abs(river.lat - 49.8) < 0.5


@pytest.mark.parametrize(
    ("points", "angle"), [([(0, 0), (1, 0)], 0), ([(1, 0), (0, 0)], 0), ([(0, 0), (1, 1)], -45), ([(0, 1), (1, 0)], 45)]
)
def test_a_name_along_a_line_never_stands_on_its_head(points, angle):
    assert slope(points, 0, reach_deg=5) == pytest.approx(angle, abs=0.5)


def square(left):
    ring = [[left, 0.0], [left + 0.5, 0.0], [left + 0.5, 0.5], [left, 0.5], [left, 0.0]]
    return SimpleNamespace(polygons=[[ring]], lines=[], approximate=False)


class Districts:
    """Three square districts side by side, the third of another first-order unit."""

    features = (("A", "ADM2"),)
    columns = SimpleNamespace(footprint=bytes([1, 1, 1]), feature=[0, 0, 0])
    lefts = (0.0, 0.5, 1.0)

    def index(self, place_id):
        return int(place_id)

    def place(self, row):
        return SimpleNamespace(id=str(row), country_code="XX", admin1_code="1" if row < 2 else "2", index=row)

    @property
    def footprints(self):
        return SimpleNamespace(
            touching=lambda _: ["0", "1", "2"],
            get=lambda key, *_: square(self.lefts[int(key)]),
        )


def feature():
    place = SimpleNamespace(id="p", feature_class="P")
    return SimpleNamespace(
        place_mentions=(1,),
        elsewhere=False,
        polygons=(),
        lines=(),
        lon=0.3,
        lat=0.2,
        place=place,
        key="p",
        title="P",
        also="P",
    )


def test_the_lines_of_districts_are_those_that_two_units_of_one_state_share():
    box = Box(-1.0, -1.0, 2.0, 1.0)
    patches = (
        BasePatch(None, 0.0, 0.0, 20, ()),
        BasePatch(box, 0.0, 7.0, 5_000, (BaseShape("land", 0.0, ("A",)), BaseShape("border", 0.0, ("A",)))),
    )
    world, fine = Surroundings(Districts(), None, box, [feature()], "en").districts(patches)
    assert world == patches[0]
    assert [shape.kind for shape in fine.shapes] == ["land", "admin2", "border"]
    lines = fine.shapes[1].lines(5_000)
    # The coast is the land's, and the line between the states is the basemap's own.
    assert [sorted(line) for line in lines] == [[(0.5, 0.0), (0.5, 0.5)]]
    assert fine.shapes[1].min_zoom == 8


def test_what_is_known_only_roughly_gets_no_line():
    gazetteer = Districts()
    rough = SimpleNamespace(**{**vars(square(0.0)), "approximate": True})
    source = SimpleNamespace(touching=gazetteer.footprints.touching, get=lambda *_: rough)
    gazetteer = SimpleNamespace(
        features=gazetteer.features,
        columns=gazetteer.columns,
        index=gazetteer.index,
        place=gazetteer.place,
        footprints=source,
    )
    box = Box(-1.0, -1.0, 2.0, 1.0)
    patches = (BasePatch(box, 0.0, 7.0, 5_000, ()),)
    assert Surroundings(gazetteer, None, box, [feature()], "en").districts(patches) == patches


def test_no_country_s_name_stands_upon_a_town_from_close_by():
    frame = PixelRect(0, 0, 900, 700)
    projection = Projection.fit(Box(36.0, 49.8, 36.5, 50.2), frame)
    view = SimpleNamespace(labels=(BaseLabel("Kharkiv", "city", 36.25, 50.0, 8.0, 20),), style=default_style())
    areas = town_areas(view, [], projection)
    x, y = projection.point(36.25, 50.0)
    assert place(default_style(), [Wish("UKRAINE", "base-country", x, y)], [], frame) != []
    assert place(default_style(), [Wish("UKRAINE", "base-country", x, y)], [], frame, towns=areas) == []

"""Which stories get small maps beside the first view, and which do not; told on texts of our own."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from click.testing import CliRunner

import geomap
from geomap.cli.main import cli
from geomap.maps.insets import MOST, choose_insets
from geomap.maps.svg.insets import arrange
from geomap.maps.svg.placement import overlap
from geomap.maps.svg.projection import PixelRect
from geomap.maps.view import Box

TWO = """Ceasefire talks resume in Doha as strikes hit Gaza City

GAZA CITY, May 3 - Israeli strikes killed at least 23 people in Gaza City and Khan Younis on Saturday, medics said, as
negotiators gathered in Doha for a new round of talks on a ceasefire. Hospitals in Deir al-Balah and Khan Younis had run
out of fuel. In Rafah, explosions were heard until dawn.

In Doha, mediators met both delegations. An official in Doha said the gaps were narrowing. A minister in Oslo hoped so.
"""

THREE = """Fiji votes as Samoa and London watch

SUVA, Oct 3 - Fiji votes on Saturday, with the largest crowds in Suva, Nadi and Lautoka. In Suva, queues formed at dawn.
In Apia, Samoa's capital, observers were watching. Apia's own election is due in March; in Apia, the prime minister
wished Suva well. In London, the Commonwealth Secretariat said a team had left London for Suva on Monday.
"""

ONE = """Fire guts historic market in Leeds

LEEDS, March 2 - A fire tore through a market hall in Leeds early on Sunday. Crews from Bradford, Wakefield and
Harrogate fought the flames until noon. Streets in the centre of Leeds stayed closed.

The owner, who was on holiday in Sydney, said he was devastated. The hall was designed by an architect who had studied
in Paris and died in New York.
"""

CITY = """Protests spread across Istanbul, Ankara and Izmir

ISTANBUL - Thousands marched in Istanbul on Sunday, from Kadikoy and Uskudar to Besiktas, Sisli and Fatih. In Kadikoy
shops closed. In Besiktas police fired tear gas, and in Sisli roads were blocked.

In Ankara 40 people were held. Izmir saw its largest march in years: in Izmir the port stood still; in Ankara crowds
filled the centre.
"""


FRAMES = {
    TWO: Box(34.15, 31.2, 34.6, 31.6),
    THREE: Box(177.2, -18.3, 178.6, -17.5),
    ONE: Box(-1.9, 53.6, -1.4, 54.1),
    CITY: Box(26.5, 37.7, 33.8, 41.4),
}
"""The first views that the stories have here, whatever the framing makes of them."""


@pytest.fixture(scope="module")
def view():
    views = {}

    def make(text):
        if text not in views:
            made, box = geomap.map_text(text, insets=False).view, FRAMES[text]
            features = tuple(
                replace(one, elsewhere=not box.grown(1.2).contains(one.lon, one.lat)) for one in made.features
            )
            insets = choose_insets(features, box, lambda code: {"QA": "Qatar", "GB": "United Kingdom"}.get(code, ""))
            views[text] = replace(made, features=features, viewport=box, insets=insets)
        return views[text]

    return make


def names(features):
    return {feature.title for feature in features}


def test_the_other_theatre_of_a_story_has_a_map_of_its_own_and_is_not_elsewhere(view):
    story = view(TWO)
    assert [(inset.kind, inset.title) for inset in story.insets] == [("theatre", "Doha, Qatar")]
    (doha,) = story.insets
    assert doha.box.contains(51.53, 25.29)
    assert not doha.box.touches(story.viewport)
    # As much as makes it known by its coasts, and no continent.
    assert 2 < doha.box.height_deg < 6
    assert "Doha" not in names(story.elsewhere)
    assert "Oslo" in names(story.elsewhere)


def test_two_more_theatres_have_two_across_the_date_line_too(view):
    story = view(THREE)
    assert {inset.title for inset in story.insets} == {"London, United Kingdom", "Apia"}
    samoa = next(inset for inset in story.insets if "Apia" in inset.title)
    # Beside Fiji, not a turn around the Earth away.
    assert 180 < samoa.box.west < 190
    keys = {feature.key: feature.title for feature in story.features}
    assert {"Apia", "Samoa"} <= {keys[key] for key in samoa.keys}


def test_what_is_named_by_the_way_has_none(view):
    assert view(ONE).insets == ()
    assert {"Sydney", "Paris"} <= names(view(ONE).elsewhere)


def test_a_citys_districts_in_a_wide_view_are_seen_from_close_by(view):
    story = view(CITY)
    assert [(inset.kind, inset.title) for inset in story.insets] == [("zoom", "Istanbul")]
    (city,) = story.insets
    keys = {feature.key: feature.title for feature in story.features}
    assert {"Kadikoy", "Besiktas", "Sisli", "Fatih"} <= {keys[key] for key in city.keys}
    assert story.viewport.width_deg > 10 * city.box.width_deg


def test_a_map_has_them_unless_somebody_wants_none(tmp_path):
    story = tmp_path / "story.txt"
    story.write_text(TWO, encoding="utf-8")
    # Framed on the one or on both, it has one: of the other, or of the crowd in Gaza.
    (inset,) = geomap.map_text(TWO).view.insets
    assert inset.title in {"Doha, Qatar", "Gaza City"}
    assert geomap.map_text(TWO, insets=False).view.insets == ()
    for option, drawn in (("--insets", True), ("--no-insets", False)):
        run = CliRunner().invoke(cli, ["map", str(story), "-o", str(tmp_path / "story.svg"), "-q", option])
        assert run.exit_code == 0, run.output
        assert ("-inset-0" in (tmp_path / "story.svg").read_text("utf-8")) is drawn


def at(view, title, lon, lat, *, named=3, prominence=0.9, confidence=0.9):
    """A town far from a story, as prominent as is said."""
    town = next(feature for feature in view.features if feature.title == "Doha")
    mentions = (town.mentions[0],) * named
    place = replace(town.place, country_code="")
    return replace(
        town, key=title, title=title, place=place, lon=lon, lat=lat,
        mentions=mentions, prominence=prominence, confidence=confidence,
    )  # fmt: skip


FOCUS = Box(34, 31, 35, 32)


def chosen(features, focus=FOCUS):
    return [inset.title for inset in choose_insets(features, focus, lambda code: code)]


@pytest.mark.parametrize(
    ("wrong", "least"),
    [
        ({"named": 1}, 1),
        ({"prominence": 0.3}, 1),
        ({"confidence": 0.2}, 1),
        ({"confidence": 0.4, "named": 2}, 1),
    ],
)
def test_one_mention_little_prominence_or_a_weak_guess_make_no_theatre(view, wrong, least):
    story = view(TWO)
    assert chosen([at(story, "Town", -70, 10)]) == ["Town"][:least]
    assert chosen([at(story, "Town", -70, 10, **wrong)]) == []


def test_at_most_three_and_none_of_a_list_or_of_the_world(view):
    story = view(TWO)
    towns = [at(story, f"Town {i}", -100 + 20 * i, 10, prominence=0.9 - i / 100) for i in range(7)]
    assert chosen(towns[:4]) == ["Town 0", "Town 1", "Town 2"]
    assert len(chosen(towns[:4])) == MOST
    assert chosen(towns) == []
    assert chosen(towns[:2], Box(-60, -50, 80, 60)) == []


def test_towns_close_to_one_another_are_one_theatre_named_after_the_first(view):
    story = view(TWO)
    first, second = at(story, "First", -70, 10), at(story, "Second", -69, 10.5, prominence=0.8)
    (inset,) = choose_insets([second, first], FOCUS, lambda code: code)
    assert inset.title == "First"
    assert inset.keys == ("Second", "First")


def test_a_crowd_that_the_story_is_not_about_is_not_enlarged(view):
    story = view(TWO)
    crowd = [replace(at(story, f"Quarter {i}", 10 + i / 12, 50, prominence=0.2), elsewhere=False) for i in range(5)]
    main = [replace(at(story, f"City {i}", 3 * i, 45), elsewhere=False) for i in range(6)]
    wide = Box(-5, 40, 20, 55)
    assert chosen([*crowd, *main], wide) == []
    near = [replace(one, prominence=0.95) for one in crowd]
    assert chosen([*near, *main[:2]], wide) == ["Quarter 0"]
    # It is called by the town, not by its quarter that is as prominent.
    town = replace(near[3], place=replace(near[3].place, population=10**7))
    assert chosen([*near[:3], town, near[4], *main[:2]], wide) == ["Quarter 3"]


def texts_of(svg):
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_picture_has_them_where_they_cover_no_place(view):
    for text in (TWO, THREE, CITY):
        for width, height in ((960, 560), (540, 540), (540, 900)):
            story = view(text)
            made = arrange(story, PixelRect(0, 0, width, height))
            assert len(made.panels) == len(story.insets), (text[:20], width)
            pins = [spot.covered for spot in made.spots if spot.size]
            assert pins
            for panel in made.panels:
                left, top, right, bottom = panel.area
                assert 0 <= left < right <= width
                assert 0 <= top < bottom <= height
                assert not any(overlap(panel.area, pin) for pin in pins)
                assert math.isclose((right - left) / (bottom - top), 1.5)


def test_a_picture_names_what_they_show_and_lists_the_rest(view):
    svg = geomap.NewsMap(view(TWO)).to_svg()
    written = texts_of(svg)
    assert {"Doha, Qatar", "Doha", "Gaza City"} <= set(written)
    (elsewhere,) = (line for line in written if line.startswith("Elsewhere"))
    assert "Oslo" in elsewhere
    assert "Doha" not in elsewhere
    city = texts_of(geomap.NewsMap(view(CITY)).to_svg())
    # Once each in the small map, as halo and letters; what that is called by is its title, and on the large map too.
    assert [city.count(name) for name in ("Kadikoy", "Besiktas", "Sisli", "Istanbul")] == [2, 2, 2, 5]
    assert "Izmir" in city


def test_a_small_picture_has_none_and_says_where_the_rest_is(view):
    svg = geomap.NewsMap(view(TWO)).to_svg(size="240")
    assert "Doha, Qatar" not in texts_of(svg)
    assert re.search(r"Elsewhere:[^<]*Doha", svg)

"""Annotations in a picture: shapes of their kind, words that keep off pins and stay inside, leaders that lead there."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from geomap.edits import to_corrections
from geomap.maps import NewsMap, ViewOptions, build_view

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn(world):
    """Draw the tiny world with annotations: ``drawn([…], size="640x480")``."""

    def draw(annotations, size="960x640", **said):
        frame = {"bounds": [8, 39, 21, 51]}
        corrections = to_corrections({"version": 2, "frame": frame, "annotations": annotations, **said})
        view = build_view(
            world.parse(), world.Gazetteer(), ViewOptions(), basemap=world.Basemap(), corrections=corrections
        )
        return NewsMap(view).to_svg(size=size)

    return draw


def texts(picture):
    """The words of a picture: where each stands, and by which end it is held there."""
    found = {}

    def walk(node, anchor):
        anchor = node.get("text-anchor") or anchor
        if node.tag == f"{SVG}text":
            found[node.text] = (float(node.get("x")), float(node.get("y")), anchor)
        for child in node:
            walk(child, anchor)

    walk(ET.fromstring(picture), "start")
    return found


def test_each_kind_is_drawn_as_the_style_says(drawn):
    picture = drawn(
        [
            {"kind": "area", "polygon": [[15, 46], [18, 46], [18, 48]], "colour": "#123456"},
            {"kind": "polygon", "polygon": [[11, 41], [13, 41], [13, 42]], "colour": "#234567"},
            {"kind": "line", "line": [[12, 49], [15, 49]], "colour": "#345678"},
            {"kind": "arrow", "line": [[11, 44], [15, 43]], "colour": "#456789"},
            {"kind": "area", "polygon": [[9, 49], [10, 49], [10, 50]], "symbol": "zone", "colour": "#56789a"},
            {"kind": "callout", "text": "Here", "point": [19, 44], "text_at": [18, 46], "colour": "#6789ab"},
        ]
    )
    paths = [path.attrib for path in ET.fromstring(picture).iter(f"{SVG}path")]
    area = [p for p in paths if p.get("fill") == "#123456"]
    assert [p["fill-opacity"] for p in area] == ["0.26"]
    assert [p["stroke-width"] for p in paths if p.get("stroke") == "#6789ab"] == ["1.2"]  # a callout's leader
    outline = [p for p in paths if p.get("stroke") == "#234567"]
    assert [p["stroke-width"] for p in outline] == ["2"]
    assert [p["fill"] for p in paths if p.get("stroke") == "#345678"] == ["none"]
    assert [p.get("fill") for p in paths if "#456789" in (p.get("stroke"), p.get("fill"))] == ["none", "#456789"]
    assert len([p for p in paths if "#56789a" in (p.get("stroke"), p.get("fill"))]) == 2  # hatched


def test_words_stand_beside_what_they_speak_of_and_a_long_text_is_broken(drawn):
    said = texts(
        drawn([{"kind": "callout", "text": "The bridge has been closed since the third of May", "point": [13, 49]}])
    )
    lines = [line for line in said if line in "The bridge has been closed since the third of May"]
    assert 2 <= len(lines) <= 4
    assert {said[line][2] for line in lines} == {"start"}
    left = texts(drawn([{"kind": "callout", "text": "Bridge", "point": [15, 45], "side": "left"}]))["Bridge"]
    right = texts(drawn([{"kind": "callout", "text": "Bridge", "point": [15, 45], "side": "right"}]))["Bridge"]
    assert (left[2], right[2]) == ("end", "start")
    assert right[0] - left[0] == pytest.approx(2 * 26, abs=0.1)
    assert left[1] == right[1]


def test_words_never_leave_the_picture_nor_cover_a_pin(drawn):
    picture = drawn(
        [{"kind": "callout", "text": "At the very edge of the map", "point": [20.9, 50.9], "side": "right"}]
    )
    x, y, anchor = next(place for text, place in texts(picture).items() if text and text.startswith("At the"))
    assert 0 < x < 960
    assert 0 < y < 640
    assert anchor in {"start", "end", "middle"}
    # Alma's pin stands just right of the point: the words go elsewhere.
    beside = texts(drawn([{"kind": "callout", "text": "Here it was", "point": [14.2, 43], "side": "right"}]))
    assert beside["Here it was"][2] != "start" or abs(beside["Here it was"][1] - beside["Alma"][1]) > 12


def test_hostile_words_stay_words_in_a_picture(drawn):
    words = "</text><script>alert(1)</script>{{ 7 * 7 }}"
    picture = drawn([{"kind": "callout", "text": words, "point": [13, 49]}], headline=words)
    assert "<script" not in picture
    assert not re.search(r"\s(?:on\w+|href)=", picture)
    ET.fromstring(picture)


def test_the_same_edits_give_the_same_picture(drawn):
    one = [{"kind": "arrow", "line": [[11, 44], [15, 43]], "text": "envoys"}]
    assert drawn(one) == drawn(one)

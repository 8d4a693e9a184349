"""What a person says of a map: names, drawings, what is hidden, frame, layers, words around it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from geomap.edits import to_corrections
from geomap.edits.apply import corrected
from geomap.errors import InputError
from geomap.maps import NewsMap, ViewOptions, build_view

FILE = Path(__file__).parents[2] / "data" / "corrections.json"
DRAWN = [
    {"kind": "callout", "text": "Here", "point": [12, 46]},
    {"kind": "area", "polygon": [[15, 46], [18, 46.5], [17, 48]], "colour": "#0c8a43"},
    {"kind": "arrow", "line": [[11, 44], [15, 43]]},
]


@pytest.fixture(scope="module")
def edited(world):
    """Make a view of the tiny world with what a person says: ``edited({"names": …}, mode="publish")``."""

    def make(said, **options):
        corrections = to_corrections(said if isinstance(said, Path) else {"version": 2, **said})
        parse = corrected(world.parse(), corrections, world.Gazetteer())
        options = ViewOptions(**options)
        return build_view(parse, world.Gazetteer(), options, basemap=world.Basemap(), corrections=corrections)

    return make


def titles(view):
    return {feature.title for feature in view.features}


def of(view, place_id):
    return next(feature for feature in view.features if feature.place.id == place_id)


def test_a_place_has_the_name_the_kind_the_drawing_and_the_colour_that_a_person_gives(edited):
    alma = of(edited(FILE), "t:alma")
    assert (alma.title, alma.what, alma.layer) == ("Alma-by-the-Sea", "port town", "sites")
    style = edited(FILE).style
    assert {style.palettes[theme][style.symbols[alma.symbol].colour] for theme in ("light", "dark")} == {"#b3261e"}
    assert style.symbols[alma.symbol].glyph == style.symbols["port"].glyph
    assert edited(FILE).texts[f"symbol.{alma.symbol}"] == "port"


def test_what_is_hidden_is_not_on_the_map_and_frames_no_view(edited):
    assert "Hill Province" not in titles(edited(FILE))
    assert "Hill Province" in titles(edited({}))
    assert "Farport" not in titles(edited({"names": {"Farport": {"hidden": True}}}))


def test_another_place_no_place_and_a_point(edited):
    view = edited(FILE)
    assert "t:bruck" not in {feature.place.id for feature in view.features}
    assert of(view, "t:bruck2").mentions[0].decided_by == "correction"
    assert "East Heath" not in titles(view)
    xanth = next(feature for feature in view.features if feature.place.source == "correction")
    assert (xanth.title, xanth.lon, xanth.lat, xanth.symbol, xanth.what) == (
        "Xanth camp", 12.5, 43.75, "camp", "place added by hand",
    )  # fmt: skip
    assert not view.unplaced
    farport = of(view, "t:farport")
    assert (farport.lon, farport.lat) == (-70.5, 10.25)


def test_marks_are_widened_and_split_and_never_land_on_other_words(edited, world):
    start = world.TEXT.index("Port Alma")
    wide = {"start": start - 5, "end": start + 9, "text": "from Port Alma", "place": "t:port"}
    assert [m.text for m in of(edited({"added": [wide]}), "t:port").mentions] == ["from Port Alma"]
    split = [
        {"start": start, "end": start + 4, "text": "Port", "place": "t:port"},
        {"start": start + 5, "end": start + 9, "text": "Alma", "place": "t:alma"},
    ]
    view = edited({"added": split})
    assert [m.text for m in of(view, "t:port").mentions] == ["Port"]
    assert [m.text for m in of(view, "t:alma").mentions] == ["Alma"] * 3
    moved = edited({"added": [wide | {"text": "from Port Anna"}]})
    assert [m.text for m in of(moved, "t:port").mentions] == ["Port Alma"]


def test_the_frame_is_what_a_person_chose(edited):
    box = edited(FILE).viewport
    assert (box.west, box.south, box.east, box.north) == (8, 39, 21, 51)
    across = edited({"frame": {"bounds": [170, -20, -170, -10]}}).viewport
    assert (across.west, across.east) == (170, 190)
    close = edited({"frame": {"centre": [15, 43], "zoom": 8}}).viewport
    assert close.centre[0] == pytest.approx(15)
    assert close.width_deg == pytest.approx(960 / 256 / 2**8 * 360)


def test_words_around_the_map_and_what_is_asked_of_it_by_itself_wins(edited):
    view = edited(FILE, mode="publish")
    assert (view.title, view.options.size, view.options.theme) == ("Talks by the sea", "16:9", "light")
    page = NewsMap(view).to_html()
    assert "Where the envoys met." in page
    assert "Map: The Paper" in page
    assert view.style.number("pins", "radius") == 6.5
    other = edited(FILE, mode="publish", title="Mine", size="1:1", style={"pins": {"growth": 3}})
    assert (other.title, other.options.size) == ("Mine", "1:1")
    assert (other.style.number("pins", "radius"), other.style.number("pins", "growth")) == (6.5, 3)


def test_layers_are_on_and_off_as_a_person_wants_and_a_picture_leaves_out_what_is_off(edited):
    view = edited({"layers": ["sites", "callouts"], "annotations": DRAWN})
    assert {layer.key for layer in view.layers if layer.shown} == {"sites", "callouts"}
    picture = NewsMap(view).to_svg()
    assert ">Here<" in picture
    assert "Port Alma Naval Base" in picture
    assert ">Bruck<" not in picture
    assert "#0c8a43" not in picture
    with pytest.raises(InputError, match="there is no layer 'citys'; did you mean cities"):
        edited({"layers": ["citys"]})


def test_annotations_are_layers_of_their_own_and_only_then_does_a_published_page_carry_what_draws_them(edited):
    view = edited({"annotations": DRAWN})
    assert [(layer.key, layer.count) for layer in view.layers[-2:]] == [("drawings", 2), ("callouts", 1)]
    assert len(view.annotations[2].line) > 40  # bent
    pages = [NewsMap(one).to_html() for one in (view, edited({}), edited({"annotations": DRAWN}, mode="publish"))]
    plain = NewsMap(edited({}, mode="publish")).to_html()
    for mark in ("annotation-area", "l-annotation", "layer.callouts"):
        assert all(mark in page for page in pages), mark
        assert mark not in plain
    # The script is packed where there are none yet.
    assert ["gm-words-of" in page for page in (*pages, plain)] == [True, False, True, False]


def test_places_of_one_group_are_a_layer_with_its_title_on_page_and_picture(edited):
    said = {"names": {"Alma": {"group": "Talks"}, "Port Alma": {"group": " Talks "}, "Bruck": {"group": "Closed"}}}
    said["mentions"] = [{"start": 0, "end": 5, "text": "gone", "group": "About nothing"}]
    view = edited(said)
    layers = {layer.key: layer for layer in view.layers if layer.group == "groups"}
    # Numbered over all titles, drawn or not, in the order of the titles.
    assert {key: (one.title, one.count) for key, one in layers.items()} == {
        "group-1": ("Closed", 1),
        "group-2": ("Talks", 2),
    }
    assert (of(view, "t:alma").layer, of(view, "t:port").layer, of(view, "t:bruck").layer) == (
        "group-2", "group-2", "group-1",
    )  # fmt: skip
    assert [layer.key for layer in view.layers].index("group-1") > [layer.key for layer in view.layers].index("zones")
    picture = NewsMap(view).to_svg()
    # Two drawings in the one group, one in the other.
    for words in (">Closed<", ">Talks: city, town<", ">Talks: capital<"):
        assert words in picture, words
    off = edited({**said, "layers": ["group-1"]})
    assert [layer.key for layer in off.layers if layer.shown] == ["group-1"]
    published = NewsMap(edited(said, mode="publish"))
    assert ">Closed<" in published.to_svg(size="960x600")
    with pytest.raises(InputError, match="there is no layer 'group-3'"):
        edited({**said, "layers": ["group-3"]})


def test_an_area_may_be_that_of_a_place(edited):
    area = {"kind": "area", "place": "t:hills", "text": "Curfew", "colour": "zone"}
    view = edited({"annotations": [area]})
    made = view.annotations[0]
    assert (made.layer, made.symbol, made.text) == ("drawings", "annotation-area-zone", "Curfew")
    assert made.polygons == of(view, "t:hills").polygons
    # A place that the text does not name has its outline as well, where the view is.
    isles = {"kind": "area", "place": "t:isles"}
    far = edited({"annotations": [isles], "frame": {"bounds": [170, -25, -170, -10]}}).annotations[0]
    assert {round(lon) for polygon in far.polygons for ring in polygon for lon in ring[::2]} == {177, 180, 182}
    assert "Curfew" in NewsMap(view).to_svg()
    with pytest.raises(InputError, match=r"there is no outline of Alma \(t:alma\); draw the area as a polygon"):
        edited({"annotations": [area | {"place": "t:alma"}]})
    with pytest.raises(InputError, match="t:nowhere"):
        edited({"annotations": [area | {"place": "t:nowhere"}]})


def test_rivals_tell_how_they_would_be_drawn_and_the_style_where_a_drawing_goes(edited):
    view = edited({})
    data = json.loads(NewsMap(view).to_html().split('id="gm-data">')[1].split("</script>")[0])
    rival = next(one for one in data["rivals"] if one[0] == "t:bruck2")
    assert rival[8:] == ["city", "cities"]
    of_symbol = data["style"]["layers"]["of"]
    assert (of_symbol["any"], of_symbol["mountain"]) == ("sites", "nature")
    assert of(edited({"names": {"Bruck": {"symbol": "mountain"}}}), "t:bruck").layer == "nature"
    own = {"style": {"layers": {"of": {"camp": "zones"}}}, "names": {"Bruck": {"symbol": "camp"}}}
    assert of(edited(own), "t:bruck").layer == "zones"
    with pytest.raises(InputError, match=r"layers.of.tent: there is no 'tent'"):
        edited({"style": {"layers": {"of": {"tent": "zones"}}}})


def test_a_page_for_review_tells_how_an_uncertain_place_would_be_drawn_and_what_a_mention_was_taken_for(world):
    parse = world.parse()
    one = next(r for r in parse.resolutions if r.toponym.text == "Bruck")
    doubted = replace(one, confidence=0.2, toponym=replace(one.toponym, name="Brücken"))
    parse = replace(parse, resolutions=tuple(doubted if r is one else r for r in parse.resolutions))
    for mode, sure, name in (("review", ("cities", "city"), "Brücken"), ("publish", None, "")):
        view = build_view(parse, world.Gazetteer(), ViewOptions(mode=mode), basemap=world.Basemap())
        bruck = of(view, "t:bruck")
        assert (bruck.layer, bruck.sure, bruck.mentions[0].name) == ("uncertain", sure, name)
    data = NewsMap(view).to_html()
    assert '"sure":[' not in data.split('id="gm-data">')[1].split("</script>")[0]
    assert of(view, "t:alma").sure is None


def test_a_tour_goes_in_the_order_that_a_person_wants(edited):
    assert [step.key for step in edited(FILE).tour] == ["t:port", "t:alma"]
    assert len(edited({}).tour) > 2
    assert [step.key for step in edited({"tour": ["t:farport", "t:gone", "t:hills"]}).tour] == ["t:farport", "t:hills"]


def test_a_shape_across_the_antimeridian_stays_in_one_piece(edited):
    line = [[179, -17], [-179, -18], [-178, -18]]
    view = edited({"frame": {"bounds": [170, -25, -170, -10]}, "annotations": [{"kind": "line", "line": line}]})
    assert view.annotations[0].line[::2] == (179, 181, 182)


def test_the_page_carries_what_it_was_made_with_and_a_published_one_does_not(edited):
    def data(view):
        page = NewsMap(view).to_html()
        return json.loads(page.split('id="gm-data">')[1].split("</script>")[0])

    assert data(edited(FILE))["corrections"] == FILE.read_text("utf-8")
    assert "corrections" not in data(edited(FILE, mode="publish"))
    assert NewsMap(edited(FILE)).corrections == to_corrections(FILE)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"names": {"Alma": {"symbol": "prot"}}}, "there is no symbol 'prot' in the style; did you mean port"),
        (
            {"names": {"Alma": {"colour": "militry"}}},
            "there is no colour 'militry' in the style; did you mean military",
        ),
        ({"annotations": [DRAWN[0] | {"symbol": "cloud"}]}, "there is no symbol 'cloud'"),
        ({"style": {"pinz": {}}}, "pinz"),
        ({"names": {"Alma": "t:gone"}}, "t:gone"),
    ],
)
def test_what_the_style_or_the_gazetteer_lacks_is_one_line(edited, said, line):
    with pytest.raises(InputError, match=line):
        edited(said)

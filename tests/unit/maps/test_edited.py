"""What a person says of a map: names, drawings, what is hidden, frame, layers, words around it."""

from __future__ import annotations

import json
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


def test_annotations_are_layers_of_their_own_and_only_then_does_a_page_carry_what_draws_them(edited):
    view = edited({"annotations": DRAWN})
    assert [(layer.key, layer.count) for layer in view.layers[-2:]] == [("drawings", 2), ("callouts", 1)]
    assert len(view.annotations[2].line) > 40  # bent
    page, plain = NewsMap(view).to_html(), NewsMap(edited({})).to_html()
    for mark in ("annotation-area", "l-annotation", "layer.callouts", "gm-words-of"):
        assert mark in page
        assert mark not in plain


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

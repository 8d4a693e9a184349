"""``geomap.apply``: what a person says, to a map or a geoparsed text that is there already."""

import json

import pytest

import geomap
from geomap.edits import Corrections
from geomap.errors import InputError
from geomap.maps import NewsMap

TEXT = "Aid reached Paris and Homs. The clinic near Tartus was closed."
SAID = {
    "version": 2,
    "headline": "Aid",
    "names": {
        "Paris": "geonames:4717560",
        "Homs": {"label": "Hims", "group": "Reached"},
        "Tartus": {"place": "geonames:163345", "point": [35.9, 34.8]},
    },
    "added": [{"start": 32, "end": 38, "text": "clinic", "point": [35.9, 34.9], "symbol": "site"}],
    "annotations": [{"kind": "callout", "text": "Here", "point": [36.7, 34.7]}],
}


@pytest.fixture(scope="module")
def made():
    return geomap.map_text(TEXT)


def seen(news):
    return [
        (f.key, f.title, f.layer, f.symbol, f.lon, f.lat, [m.text for m in f.mentions], f.mentions[0].decided_by)
        for f in news.view.features
    ]


def test_a_map_becomes_what_it_would_have_been_with_them(made):
    after = geomap.apply(made, SAID)
    assert seen(after) == seen(geomap.map_text(TEXT, corrections=Corrections.from_dict(SAID)))
    assert {feature.title for feature in after.view.features} == {"Paris", "Hims", "clinic", "Tartus"}
    assert after.view.title == "Aid"
    assert [one.text for one in after.view.annotations] == ["Here"]
    assert after.corrections == Corrections.from_dict(SAID)
    # What was made before stays as it was.
    assert made.view.title != "Aid"
    assert "Hims" not in {feature.title for feature in made.view.features}


def test_later_corrections_go_over_earlier_ones(made):
    first = geomap.apply(made, SAID)
    both = geomap.apply(first, {"version": 2, "names": {"Homs": {"label": "Emesa"}}})
    titles = {feature.title for feature in both.view.features}
    assert "Emesa" in titles
    assert "Hims" not in titles
    assert both.view.title == "Aid"
    # Nothing more is said: nothing changes.
    assert seen(geomap.apply(first, {"version": 2})) == seen(first)


def test_a_geoparsed_text_takes_a_table_or_the_path_of_a_file(tmp_path):
    parse = geomap.geoparse(TEXT)
    path = tmp_path / "corrections.json"
    path.write_text(json.dumps(SAID))
    for said in (SAID, path, str(path), Corrections.from_dict(SAID)):
        after = geomap.apply(parse, said)
        found = {one.toponym.text: one for one in after.resolutions}
        assert found["Paris"].place.id == "geonames:4717560"
        assert found["clinic"].place.source == "correction"
        assert found["Paris"].decided_by == "correction"
        assert (found["Tartus"].place.lon, found["Tartus"].place.lat) == (35.9, 34.8)
        assert found["Homs"] == next(one for one in parse.resolutions if one.toponym.text == "Homs")
    assert len(parse.resolutions) < len(after.resolutions)


def test_what_cannot_be_corrected_is_one_line(made):
    with pytest.raises(InputError, match="made from a view alone"):
        geomap.apply(NewsMap(made.view), SAID)
    with pytest.raises(TypeError, match="a Geoparse or a NewsMap is wanted, not str"):
        geomap.apply(TEXT, SAID)
    with pytest.raises(InputError, match="geonames:1"):
        geomap.apply(made, {"version": 2, "names": {"Paris": "geonames:1"}})

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pytest

from geomap.errors import InputError
from geomap.maps import build_view
from geomap.model import Place


def by_key(view):
    return {feature.key: feature for feature in view.features}


def test_each_kind_of_place_has_its_layer(view_of):
    features = by_key(view_of())
    layers = {key: feature.layer for key, feature in features.items()}
    assert layers == {
        "t:zone": "zones",
        "t:alma": "cities",
        "t:nordia": "countries",
        "t:port": "cities",
        "t:base": "sites",
        "t:bruck": "uncertain",
        "t:hills": "provinces",
        "t:farport": "cities",
        "t:nordia#south": "parts",
        "t:claimed": "zones",
    }
    assert features["t:alma"].symbol == "capital"
    assert features["t:base"].symbol == "naval-base"
    assert features["t:claimed"].symbol == "disputed"


def test_mentions_of_one_place_are_gathered_in_the_order_of_the_text(view_of, world):
    alma = by_key(view_of())["t:alma"]
    assert [world.TEXT[m.start : m.end] for m in alma.mentions] == ["Alma", "Alma"]
    assert alma.mentions[0].start < alma.mentions[1].start
    assert alma.mentions[1].quote == "Farport sent a letter to Alma."
    assert alma.mentions[1].quote[alma.mentions[1].quote_start :] == "Alma."


def test_a_demonym_is_marked_but_does_not_count(view_of):
    nordia = by_key(view_of())["t:nordia"]
    assert [(m.text, m.demonym) for m in nordia.mentions] == [("Nordian", True)]
    assert nordia.polygons == ()
    assert not nordia.elsewhere


def test_southern_nordia_is_the_south_of_nordia_and_says_that_it_is_approximate(view_of):
    south = by_key(view_of())["t:nordia#south"]
    assert south.title == "Southern Nordia"
    assert south.approximate
    lats = [lat for polygon in south.polygons for lat in polygon[0][1::2]]
    # A third of a square from 40 to 50 degrees north.
    assert min(lats) == pytest.approx(40, abs=0.01)
    assert max(lats) == pytest.approx(43.4, abs=0.05)


def test_the_first_view_frames_the_story_and_counts_what_is_far(view_of):
    view = view_of()
    assert [feature.title for feature in view.elsewhere] == ["Farport", "East Heath"]
    for name in ("t:alma", "t:port", "t:zone"):
        feature = by_key(view)[name]
        assert view.viewport.contains(feature.place.lon, feature.place.lat)
    assert not view.viewport.contains(-70, 10)
    assert view.viewport.width_deg < 14


def test_a_disputed_area_says_by_whom_and_whose_line_is_drawn(view_of):
    status = by_key(view_of())["t:claimed"].status
    assert status.claimants == ("Nordia", "Faraway")
    assert status.administered_by == "Faraway"
    assert status.line_source == "the treaty line"


def test_a_guess_keeps_its_rivals_with_the_distance(view_of):
    bruck = by_key(view_of())["t:bruck"]
    assert bruck.uncertain
    (rival,) = bruck.mentions[0].rivals
    assert (rival.place_id, rival.where) == ("t:bruck2", "Faraway")
    # From 13 E 47.2 N to 68 W 12 N, by the haversine formula.
    assert rival.distance_km == pytest.approx(8354.8, abs=0.2)


def test_a_name_without_a_place_is_kept_as_such(view_of):
    assert [unplaced.text for unplaced in view_of().unplaced] == ["Xanth"]


def test_sources_of_record_and_line_are_named(view_of):
    assert [credit.name for credit in by_key(view_of())["t:zone"].credits] == ["Tiny gazetteer", "Tiny outlines"]
    assert [credit.name for credit in by_key(view_of())["t:alma"].credits] == ["Tiny gazetteer"]


def test_names_are_in_the_language_of_the_map(view_of):
    view = view_of(language="fr")
    assert by_key(view)["t:port"].where == "Hill Province, Nordie"
    assert by_key(view)["t:alma"].what == "capitale"
    assert "Mer Grise" in [label.text for label in view.labels]


def test_dates_are_tied_to_the_mentions_of_their_sentence(view_of, world):
    view = view_of(world.parse(text=world.TEXT_OF_DAYS))
    assert [date.first for date in view.dates] == ["2024-05-02", "2024-05-03"]
    features = by_key(view)
    assert features["t:hills"].mentions[0].dates == (0,)
    assert features["t:zone"].mentions[0].dates == (1,)
    assert features["t:farport"].mentions[0].dates == ()


@pytest.mark.parametrize(("context", "quote"), [("none", ""), ("sentence", "Farport sent a letter to Alma.")])
def test_without_the_text_only_the_allowed_context_is_kept(view_of, context, quote):
    view = view_of(text=False, context=context)
    assert view.documents[0].text == ""
    assert by_key(view)["t:farport"].mentions[0].quote == quote


def test_full_context_is_the_paragraph(view_of, world):
    quote = by_key(view_of(context="full"))["t:farport"].mentions[0].quote
    assert quote == world.TEXT.split("\n\n")[1]


def test_a_story_across_the_antimeridian_stays_together(view_of, world):
    text = "The storm crossed The Isles from West Isle to East Isle."
    named = (
        ("The Isles", "t:isles", "literal"),
        ("West Isle", "t:west", "literal"),
        ("East Isle", "t:east", "literal"),
    )
    view = view_of(world.parse(text, named))
    features = by_key(view)
    assert abs(features["t:east"].lon - features["t:west"].lon) == pytest.approx(2.4)
    assert view.viewport.width_deg < 8
    assert not view.elsewhere
    lons = [lon for polygon in features["t:isles"].polygons for lon in polygon[0][::2]]
    assert max(lons) - min(lons) == pytest.approx(5, abs=0.01)


def test_several_documents_share_their_places(view_of, world):
    other = world.parse("Alma is quiet.", (("Alma", "t:alma", "literal"),), title="Second", source="b.txt")
    view = view_of([world.parse(), other])
    assert [document.title for document in view.documents] == ["Talks in Nordia", "Second"]
    assert [mention.document for mention in by_key(view)["t:alma"].mentions] == [0, 0, 1]


def test_a_text_without_places_shows_the_world(view_of, world):
    view = view_of(world.parse("Nothing happened.", ()))
    assert view.features == ()
    assert view.viewport.width_deg == 300


def test_an_unknown_language_is_one_clear_line(view_of):
    with pytest.raises(InputError, match=r"no interface texts in 'xx': choose one of en, fr, es, ar, ru, de"):
        view_of(language="xx")


def test_no_document_is_an_error(world):
    with pytest.raises(InputError, match="nothing to map"):
        build_view([], world.Gazetteer())


def test_a_view_is_frozen_and_the_same_each_time(view_of):
    view = view_of()
    assert view == view_of()
    with pytest.raises(dataclasses.FrozenInstanceError):
        view.title = "other"


def test_a_country_that_reaches_into_the_view_is_named_in_it_and_once():
    import geomap

    view = geomap.map_text("Aid reached Homs, Hama and Damascus.", recognizer="lexicon").view
    names = [label for label in view.labels if label.kind == "country" and label.text in {"Syria", "Lebanon"}]
    assert sorted(label.text for label in names) == ["Lebanon", "Syria"]
    syria = next(label for label in names if label.text == "Syria")
    assert view.viewport.contains(syria.lon, syria.lat)


def test_a_union_of_states_is_a_region_and_no_hatched_zone(world, view_of):
    """GeoNames files the European Union under the code of buffer zones."""
    union = Place("t:union", "Northern Union", "A", "ZN", "", "", 15, 45, has_footprint=True)
    gazetteer = world.Gazetteer({union.id: union})
    named = (("Northern Union", union.id, "literal"), ("buffer zone", "t:zone", "zone"))
    view = view_of(world.parse("The Northern Union spoke of the buffer zone.", named, gazetteer), gazetteer)
    drawn = {feature.key: (feature.layer, feature.symbol, feature.what) for feature in view.features}
    assert drawn[union.id] == ("provinces", "region", "world region")
    assert drawn["t:zone"] == ("zones", "zone", "buffer zone")


def test_the_capital_goes_before_the_small_state_around_it():
    import geomap

    view = geomap.map_text("Talks in Naples, Florence and Milan failed.", recognizer="lexicon").view
    names = [label.text for label in view.labels]
    assert names.index("Italy") < names.index("Rome") < names.index("Vatican")


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("Aid reached Alma.", "en", "ltr"),
        ("وصل وفد إلى القاهرة يوم الاثنين", "und-Arab", "rtl"),
        ("Вода пришла в Оренбург", "und-Cyrl", "ltr"),
        ("משלחת הגיעה לירושלים", "und-Hebr", "rtl"),
    ],
)
def test_a_text_that_nobody_gave_a_language_is_set_by_its_letters(world, view_of, text, language, direction):
    (document,) = view_of(world.parse(text, ())).documents
    assert (document.language, document.direction) == (language, direction)


def test_a_text_keeps_the_language_that_it_claims(world, view_of):
    (document,) = view_of(world.parse("Вода пришла в Оренбург", (), language="uk")).documents
    assert document.language == "uk"


@pytest.mark.parametrize(
    ("place_id", "symbol", "source"),
    [
        ("position:34.51,70.73", "site", "the text itself"),
        ("nominatim:1", "city", "OpenStreetMap contributors"),
        ("mine:1", "city", "the user's own places"),
    ],
)
def test_what_no_gazetteer_holds_is_credited_to_whom_it_comes_from(world, view_of, place_id, symbol, source):
    from geomap.gazetteer.details import source_outside

    spot = Place(place_id, "There", "", "", "", "", 15, 45)
    gazetteer = world.Gazetteer({spot.id: spot})
    gazetteer.attribution = source_outside
    (feature,) = view_of(world.parse("It lay There.", (("There", spot.id, "literal"),), gazetteer), gazetteer).features
    assert (feature.symbol, feature.credits[0].name) == (symbol, source)


def test_an_ocean_across_the_antimeridian_is_not_elsewhere_where_it_is_shown(world, view_of):
    """Its point lies on the other side of the date line than the story."""
    ocean = Place("t:ocean", "Wide Ocean", "H", "OCN", "", "", -150, -20, has_footprint=True)
    gazetteer = world.Gazetteer({ocean.id: ocean})
    outlines = [*world.square(170, -30, 180, -10), *world.square(-180, -30, -110, -10)]
    known = gazetteer.footprints.get

    def get(place_id, *how):
        if place_id != ocean.id:
            return known(place_id, *how)
        return SimpleNamespace(
            polygons=outlines,
            lines=[],
            bbox=(-180, -30, 180, -10),
            source="Tiny outlines",
            approximate=False,
            sketch=False,
        )

    gazetteer.footprints = world.Footprints(get)
    named = (("West Isle", "t:west", "literal"), ("Wide Ocean", ocean.id, "literal"))
    view = view_of(world.parse("West Isle lies in the Wide Ocean.", named, gazetteer), gazetteer)
    assert [feature.title for feature in view.elsewhere] == []

"""What a place is, in words, by its GeoNames code: a capital is what is one now, of its own order."""

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.maps.wording import languages, texts, what
from geomap.model import Place


def said(feature_class, code, language="en"):
    return what(Place("geonames:1", "Somewhere", feature_class, code, "SY", "", 0, 0), language)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("PPLC", "capital city"),
        ("PPLA", "provincial capital"),
        ("PPLA2", "county or district seat"),
        ("PPLA3", "local centre"),
        ("PPLA4", "local centre"),
        ("PPLA5", "local centre"),
        ("PPLCH", "former capital"),
        ("PPLG", "seat of government"),
        ("PPLQ", "former settlement"),
        ("PPLW", "former settlement"),
        ("PPLF", "village"),
        ("PPL", "city or town"),
        ("PPLS", "city or town"),
    ],
)
def test_a_town_is_called_what_it_is(code, words):
    assert said("P", code) == words


@pytest.mark.parametrize(("kind", "code"), [("S", "PRNQ"), ("S", "RSTNQ"), ("A", "ADM2H"), ("L", "RGNH")])
def test_what_is_gone_is_not_called_what_it_was(kind, code):
    assert said(kind, code) != said(kind, code[:-1])


@pytest.mark.parametrize("language", languages())
def test_of_all_codes_of_the_gazetteer_only_seats_of_provinces_are_their_capitals(language):
    features = set(open_gazetteer().features)
    assert len(features) > 100
    words = texts(language)
    for key in ("PPLA", "PPLC"):
        assert {code for kind, code in features if said(kind, code, language) == words[f"code.{key}"]} == {key}

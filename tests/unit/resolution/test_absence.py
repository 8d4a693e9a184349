"""The chance that the place that is meant is in no gazetteer."""

import pytest

import geomap
from geomap.gazetteer import bundled
from geomap.resolution.absence import absence, is_likelier_absent, thinness
from geomap.resolution.weights import bundled_weights


def _thin(code):
    gazetteer = bundled()
    return thinness(gazetteer)[list(gazetteer.country_codes).index(code)]


@pytest.mark.parametrize("code", ["IN", "ET", "NG", "SA", "EG"])
def test_a_land_of_many_people_and_few_known_places_is_thinly_covered(code):
    assert 0.4 < _thin(code) <= 1.5


@pytest.mark.parametrize("code", ["FR", "NO", "IT"])
def test_a_land_of_many_known_places_is_not(code):
    assert _thin(code) == 0.0


def test_what_speaks_for_a_missing_place():
    weights = bundled_weights().absence
    assert weights["small"] > 0
    assert weights["few people"] > 0
    assert weights["elsewhere"] > 0
    assert weights["unit share"] < 0
    # A hamlet in a land that the text does not speak of; a city beside the others that it names.
    hamlet = {"small": 0.8, "few people": 1.0, "share": 1.0, "only one": 1.0, "elsewhere": 1.0, "other name": 1.0}
    city = {"small": 0.0, "share": 1.0, "only one": 1.0, "within 100 km": 0.7, "within 300 km": 0.8, "unit share": 0.5}
    assert absence(hamlet, weights) > 0.5
    assert absence(city, weights) < 0.03


def test_the_unknown_competes_with_the_best_of_the_known():
    # One bearer, two times in ten right: eight in ten it is another, or none.
    assert is_likelier_absent(0.2, 1.0, 0.5)
    assert not is_likelier_absent(0.3, 1.0, 0.5)
    # Of four Springfields each is right two times in ten: the unknown has the other two.
    assert not is_likelier_absent(0.2, 0.25, 0.5)
    # A country is always known.
    assert not is_likelier_absent(0.1, 1.0, 0.0)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen on motorcycles killed twelve people in Doussa, officials in Niamey, Niger, said on Sunday.", "Doussa"),
        ("A mudslide buried the hamlet of Alto Perla, rescuers in Lima told Peruvian radio.", "Alto Perla"),
    ],
)
def test_a_village_that_the_gazetteer_lacks_is_no_certain_pin(text, name):
    found = [r for r in geomap.geoparse(text) if r.toponym.text == name]
    assert all(r.place is None or r.confidence < 0.5 for r in found)

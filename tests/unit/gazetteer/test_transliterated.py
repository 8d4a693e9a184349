"""Names in other scripts whose places stand in the gazetteer in Latin letters."""

import pytest

from geomap.gazetteer import bundled
from geomap.gazetteer.names import fold
from geomap.gazetteer.transliterated import consonants_of, sound_of, spellings, transliterated_names

FOUND = [
    ("حميميم", "geomap:hmeimim-air-base"),
    ("חמיימים", "geomap:hmeimim-air-base"),
    ("Хмеймим", "geomap:hmeimim-air-base"),
    ("מיניאפוליס", "geonames:5037649"),
    ("Кременчуг", "geonames:704147"),
    ("हिरोशिमा", "geonames:1862415"),
]


@pytest.mark.parametrize(("name", "place"), FOUND, ids=[place for _, place in FOUND])
def test_a_name_is_found_by_its_consonants(name, place):
    gazetteer = bundled()
    found = transliterated_names(gazetteer).find(fold(name))
    assert found[0].likeness >= 0.9
    assert gazetteer.id_of(gazetteer.bearers(found[0].name_id)[0][0]) == place


@pytest.mark.parametrize("word", ["محمد", "قال", "الأمر", "בית", "сказал", "किताब", "北京", "Homs"])
def test_what_may_be_anything_is_nothing(word):
    assert transliterated_names(bundled()).find(fold(word)) == []


def test_scripts_share_consonants():
    assert {consonants_of(s) for s in ("hmeimim", "khmeymim", "hmaymim")} == {"mmm", "kmmm"}
    assert sound_of("hmeimim") == "MiMiM"
    assert spellings("北京") == []


def test_lines_are_brought_to_consonants_as_names_by_themselves_are():
    names = ["al hammam", "barcelona", "scheessel", "são paulo", "aadd", "łódź"]
    assert consonants_of("\n".join(names)).split("\n") == list(map(consonants_of, names))

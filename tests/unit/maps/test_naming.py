"""A place is called on the map what the text calls it; its usual name stands beside."""

import pytest

import geomap
from geomap.maps import ViewOptions, build_view
from geomap.maps.naming import title
from geomap.model import Candidate, Document, Geoparse, Place, Resolution, Toponym


def names(text, **options):
    view = geomap.map_text(text, recognizer="lexicon", **options).view
    return {feature.title: feature.also for feature in view.features if feature.place_mentions}


@pytest.mark.parametrize(
    ("text", "word", "usual"),
    [
        ("The Rhine rose in Cologne on Friday.", "Cologne", "Köln"),
        ("Trains stopped in Bombay and in Pune.", "Bombay", "Mumbai"),
        ("Naypyidaw was quiet; the army left Mandalay, Myanmar.", "Naypyidaw", "Nay Pyi Taw"),
        ("Shells fell on Kostiantynivka and Toretsk in Ukraine.", "Kostiantynivka", "Kostyantynivka"),
    ],
)
def test_the_label_is_the_text_s_own_word_and_the_usual_name_stands_in_the_card(text, word, usual):
    found = names(text)
    assert found.get(word) == usual, found


def test_abbreviations_adjectives_and_bare_nouns_are_no_names():
    found = names("The UAE and the U.S. signed. Tankers left the Emirates for the Persian Gulf and stayed in the Gulf.")
    assert {"United Arab Emirates", "United States", "Persian Gulf"} <= found.keys()
    assert not {"UAE", "U.S.", "Emirates", "Gulf"} & found.keys()
    assert "DR Congo" in names("DR Congo closed the border. The DRC and the DRC alone, said Rwanda.")
    assert names("Thai troops left Bangkok.").keys() == {"Bangkok"}


def test_a_name_in_capitals_is_drawn_as_a_name():
    assert "Cologne" in names("COLOGNE, Germany — The Rhine rose over its banks in Bonn.")
    assert "Rio Grande do Sul" in names("RIO GRANDE DO SUL — Brazil sent boats to Porto Alegre.")
    place = Place("t:x", "Köln", "P", "PPL", "DE", "", 7.0, 51.0)

    class Knows:
        def lookup(self, name, **_):
            return [Candidate(place, "alternate", "NYC" if name == "NYC" else "Cologne")]

    assert title(place, "Köln", ["COLOGNE"], Knows()) == "Cologne"
    assert title(place, "Köln", ["NYC"], Knows()) == "Köln"
    assert title(place, "Köln", ["COLOGNE", "Cologne"], Knows()) == "Cologne"


def test_the_most_frequent_word_counts_and_of_two_as_frequent_names_the_usual_one():
    place = Place("t:x", "Mumbai", "P", "PPLA", "IN", "", 72.8, 19.0)
    assert title(place, "Mumbai", ["Bombay", "Mumbai", "Bombay"], None) == "Bombay"
    assert title(place, "Mumbai", ["Bombay", "Mumbai"], None) == "Mumbai"
    assert title(place, "Mumbai", ["Bombay", "Slum City"], None) == "Mumbai"
    assert title(place, "Kyiv", ["Kijev", "Kiev"], None) == "Kijev"
    assert title(place, "Mumbai", [], None) == "Mumbai"


def test_a_metonym_is_not_what_a_city_is_called():
    london = Place("t:l", "London", "P", "PPLC", "GB", "", -0.1, 51.5)
    said = Toponym(0, 12, "Fleet Street", kind="facility", name="Fleet Street")
    from geomap.maps.naming import word_of

    document = Document("Fleet Street said so.", language="en")
    assert word_of(Resolution(said, london, 0.9, match="alternate"), document) == ""
    base = Place("t:b", "Khmeimim Air Base", "S", "AIRB", "SY", "", 35.9, 35.4)
    named = Toponym(0, 7, "Hmeimim", name="Hmeimim", head="air base")
    for text, word in (("Hmeimim air base was hit.", "Hmeimim air base"), ("Hmeimim, the air base, was hit.", "")):
        assert word_of(Resolution(named, base, 0.9, match="alternate"), Document(text, language="en")) == word


def test_an_owner_s_ending_and_an_article_are_no_part_of_a_name():
    from geomap.maps.naming import word_of

    place = Place("t:x", "Köln", "P", "PPL", "DE", "", 7.0, 51.0)
    for written, word in (("Cologne's", "Cologne"), ("the Cologne", "Cologne"), ("Cologne’s", "Cologne")):
        said = Toponym(0, len(written), written, name=written)
        assert word_of(Resolution(said, place, 0.9, match="alternate"), Document(written, language="en")) == word


def test_a_map_in_another_language_than_the_text_has_that_language_s_names():
    found = names("The Rhine rose in Cologne on Friday.", language="fr")
    assert "Cologne" in found
    assert "Rhin" in found


def test_exports_and_the_data_keep_the_usual_name():
    parse = geomap.geoparse("The Rhine rose in Cologne on Friday.", recognizer="lexicon")
    assert isinstance(parse, Geoparse)
    assert {"Köln", "Rhine"} <= set(parse.to_geodataframe()["name"])


def test_what_a_person_corrected_keeps_the_text_s_word(world):
    place = world.PLACES["t:alma"]
    said = Resolution(Toponym(0, 8, "Old Alma", name="Old Alma"), place, 1.0, decided_by="correction")
    parse = Geoparse(Document("Old Alma was quiet.", language="en"), (said,))
    (feature,) = build_view(parse, world.Gazetteer(), ViewOptions(), basemap=world.Basemap()).features
    assert (feature.title, feature.also) == ("Old Alma", place.name)

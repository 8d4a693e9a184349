"""Tables for a notebook's screen."""

import re
from html import unescape

from geomap.integrations.tables import places_table
from geomap.model import Document, Geoparse, Place, Resolution, Toponym

HOMS = Place("geonames:169577", "Homs", "P", "PPLA", "SY", "11", 36.72559, 34.72405)


def shown(text, name):
    start = text.index(name)
    toponym = Toponym(start, start + len(name), name, name=name)
    table = places_table(Geoparse(Document(text), (Resolution(toponym, HOMS, 0.4),)).places)
    return [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", table)]


def test_a_place_is_shown_with_what_people_read():
    place, country, lat, lon, count, sentence, confidence, _ = shown("All is calm. Rain & snow in Homs.", "Homs")
    assert (place, country, lat, lon, count) == ("Homs", "SY", "34.7240", "36.7256", "1")
    assert (sentence, confidence) == ("Rain & snow in Homs.", "0.40 (uncertain)")


def test_of_a_long_sentence_there_are_whole_words_around_the_name():
    words = "wonderful " * 30
    cut = shown(f"{words}Homs {words}and no more.", "Homs")[5]
    assert re.fullmatch(r"…(wonderful )+Homs( wonderful)+…", cut)
    assert 60 < len(cut) <= 82
    assert shown(f"Homs {words}and no more.", "Homs")[5].startswith("Homs wonderful")
    assert shown(f"{words}and Homs.", "Homs")[5].endswith(" and Homs.")


def test_a_name_longer_than_the_cell_is_not_lost():
    name = "Llanfair" * 12
    assert name[:80] in shown(f"Rain fell in {name} and elsewhere in the land for days.", name)[5]


def test_what_has_no_place_is_named_below():
    toponym = Toponym(0, 5, "Zzyzx", name="Zzyzx")
    table = places_table(Geoparse(Document("Zzyzx is calm."), (Resolution(toponym, None, 0.0),)).places)
    assert table == "<p>No places.</p><p>Not located: Zzyzx.</p>"

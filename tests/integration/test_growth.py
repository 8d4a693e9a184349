"""The time of the whole way, text to places and map, grows with the text: no step goes over all pairs of its places."""

import pytest

import geomap
from geomap.gazetteer import bundled
from geomap.model import Document

SENTENCES = {
    "movements": "Rebels fled from Homs to Hama. ",
    "relatives": "A bomb fell 10 km north of Homs. ",
    "shared heads": "The cities of Homs and Hama were quiet. ",
    "rows of a table": "Homs | 41\n",
    "a dateline again and again": "HOMS, Syria (Own) - Talks began.\n",
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_one_sentence_many_times(kind, grows_linearly):
    head = "City | Cases\n" if kind == "rows of a table" else ""
    grows_linearly(geomap.geoparse, lambda count: head + SENTENCES[kind] * count, 60)


def test_the_names_of_a_document_with_a_number(grows_linearly):
    grows_linearly(geomap.geoparse, lambda count: Document("A mayor spoke in Homs. " * count, weight=3.0), 60)


def test_many_places_on_a_map(grows_linearly):
    gazetteer = bundled()
    towns = {place.name for place in gazetteer if place.feature_class == "P" and place.population > 60_000}
    towns = sorted(name for name in towns if name.isascii())[:1920]

    def mapped(text):
        geomap.map_text(text).to_html()

    grows_linearly(mapped, lambda count: "\n".join(f"The mayor of {town} spoke." for town in towns[:count]), 60)

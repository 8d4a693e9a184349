"""Search as one types: what is found is right, and it is quick."""

from __future__ import annotations

import random
from statistics import median

from geomap.gazetteer import bundled
from geomap.gazetteer.names import fold
from geomap.gazetteer.typeahead import typeahead
from tests.benchmarks.searching import scan_ms, took_ms, typed_so_far


def test_every_place_is_found_by_each_of_its_names():
    gazetteer, chance = bundled(), random.Random(3)
    search = typeahead(gazetteer)
    missed = []
    for index in (chance.randrange(len(gazetteer)) for _ in range(60)):
        place = gazetteer.place(index)
        for name in gazetteer.names(place):
            if len(fold(name.text)) > 2 and "," not in name.text:
                near, language = (place.lon, place.lat), name.language
                found = search.find(name.text, near=near, language=language, limit=60)
                if all(match.place != index for match in found):
                    missed.append((name.text, place.id))
    assert len(missed) <= 2, missed


def test_a_keystroke_takes_a_fraction_of_a_look_at_all_names():
    search = typeahead(bundled())
    took = took_ms(lambda typed: search.find(typed, near=(36.7, 34.7)), typed_so_far(20))
    scan = median(scan_ms() for _ in range(3))
    assert max(took) < 0.6 * scan
    assert sum(took) / len(took) < 0.1 * scan

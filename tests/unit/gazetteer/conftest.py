"""What several tests of the bundled gazetteer ask for."""

import pytest

from geomap.gazetteer import bundled


@pytest.fixture(scope="session")
def units_of():
    """Return a function that gives the units of an order in a country; all places are gone through once."""
    gazetteer, found = bundled(), {}
    columns, codes = gazetteer.columns, [code for _, code in gazetteer.features]
    for index, feature in enumerate(columns.feature):
        if codes[feature] in ("ADM1", "ADM2"):
            place = gazetteer.place(index)
            found.setdefault((codes[feature], place.country_code), []).append(place)
    return lambda order, country: found.get((order, country), [])

"""What a corpus is counted by: which unit a place belongs to, who lives there, and outlines that fit together."""

import json

import pytest

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.paths import decode_numbers
from geomap.maps.corpus.units import STEPS_PER_DEG, UnitAtlas


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


@pytest.fixture(scope="module")
def atlas(gazetteer):
    return UnitAtlas(gazetteer)


def unit_of(atlas, gazetteer, level, name, **wanted):
    place = gazetteer.lookup(name, limit=1, **wanted)[0].place
    found = atlas.of(level, place.feature_class, place.country_code, place.admin1_code, place.lon, place.lat)
    return atlas.unit(found).name if found else ""


@pytest.mark.parametrize(
    ("name", "country", "province"),
    [
        ("Munich", "Germany", "Bavaria"),
        ("Kyoto", "Japan", "Kyoto"),
        ("Texas", "United States", "Texas"),
        ("Brazil", "Brazil", ""),
        ("Sahel", "", ""),
        ("Baltic Sea", "", ""),
    ],
)
def test_a_place_is_counted_for_its_country_and_its_province(atlas, gazetteer, name, country, province):
    assert unit_of(atlas, gazetteer, "country", name) == country
    assert unit_of(atlas, gazetteer, "province", name) == province


def test_a_base_without_a_province_code_is_counted_where_it_stands(atlas):
    found = atlas.of("province", "S", "SY", "", 35.95, 35.40)
    assert atlas.unit(found).name == "Latakia"
    # The other side of the border is another country's, whatever the code says.
    assert atlas.of("province", "S", "LB", "", 35.95, 35.40) == ""


def test_a_country_has_all_its_people_and_a_province_those_of_its_towns(atlas, gazetteer):
    france = atlas.unit(gazetteer.country("FR").id)
    assert not france.of_towns
    assert france.population == pytest.approx(67e6, rel=0.05)
    bavaria = atlas.unit(gazetteer.admin1("DE", "02").id)
    assert bavaria.of_towns
    assert bavaria.population == pytest.approx(12.4e6, rel=0.05)


def test_a_unit_is_called_as_the_reader_calls_it(atlas, gazetteer):
    assert atlas.unit(gazetteer.country("SY").id, "ru").name == "Сирия"


def rings(unit):
    """The rings of a unit's data as lists of vertices in steps."""
    for polygon in unit["poly"]:
        numbers, at, x, y = decode_numbers(polygon), 0, 0, 0
        while at < len(numbers):
            end = at + 1 + 2 * numbers[at]
            ring = []
            for east, north in zip(numbers[at + 1 : end : 2], numbers[at + 2 : end : 2], strict=True):
                x, y = x + east, y + north
                ring.append((x, y))
            yield ring
            at = end


@pytest.mark.parametrize(("detail", "vertices"), [("world", 8), ("region", 60)])
def test_neighbours_share_their_border_vertex_by_vertex(atlas, gazetteer, detail, vertices):
    states = [gazetteer.admin1("DE", code).id for code in ("01", "02")]
    first, second = ({vertex for ring in rings(one) for vertex in ring} for one in atlas.to_data(states, detail=detail))
    shared = first & second
    assert len(shared) >= vertices
    assert max(y for _, y in shared) - min(y for _, y in shared) > 2 * STEPS_PER_DEG


def test_all_provinces_of_the_world_are_below_a_megabyte(atlas, gazetteer):
    numbers = {at for at, feature in enumerate(gazetteer.features) if feature == ("A", "ADM1")}
    rows = [row for row, number in enumerate(gazetteer.columns.feature.tolist()) if number in numbers]
    data = atlas.to_data(gazetteer.id_of(row) for row in rows)
    assert len(data) > 3700
    assert len(json.dumps(data, ensure_ascii=False)) < 1_000_000

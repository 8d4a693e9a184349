import json

import pytest

from geomap.errors import InputError
from geomap.gazetteer import layout
from geomap.gazetteer.compilation import compile_geonames
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.record import Record, RecordName
from geomap.gazetteer.verify import verify
from geomap.gazetteer.writer import Writer, checksums

# In the format of GeoNames' allCountries.txt and alternateNamesV2.txt; the places are invented.
DUMP = """\
1|Alpha|Alpha|Alfa,AAA|10.5|20.5|P|PPLA|XA||01||||70000||12|UTC|2024-01-01
11|Ḩaven|Haven|hvn,Hafen,Хавен|10.6|20.6|P|PPL|XA||01|0101|||9000||12|UTC|2024-01-01
12|Beacon Hill|Beacon||10.7|20.7|T|HLL|XA||01||||0|80|82|UTC|2024-01-01
13|Hamlet|Hamlet||10.8|20.8|P|PPL|XA||01||||30||12|UTC|2024-01-01
14|Old Fort|Old Fort||10.9|20.9|S|FT|XA||00||||0||12|UTC|2024-01-01
""".replace("|", "\t")
NAMES = """\
1001|11|en|Haven-on-Sea|1|||||
1002|11|de|Hafen||||||
1003|11||Port Royal||||1|1700|1800
1004|11|link|https://example.org/haven||||||
1005|99|en|Nowhere|1|||||
1006|12|fr|Colline du Phare||||||
""".replace("|", "\t")


@pytest.fixture
def bundle(tmp_path):
    out = tmp_path / "bundle"
    out.mkdir()
    records = [
        Record("geonames:1", "Alpha", "P", "PPLC", "XA", "01", 20.5, 10.5, geonameid=1, importance=500, source="own"),
        Record("geonames:8", "First", "A", "ADM1", "XA", "01", 20.5, 10.5, geonameid=8, importance=400, source="own"),
        Record("geonames:9", "Xa", "A", "PCLI", "XA", "", 20, 10, geonameid=9, importance=900, source="own",
               names=[RecordName("XA", kind=layout.ABBREVIATION, case_sensitive=True), RecordName("XAX", quiet=True)]),
    ]  # fmt: skip
    source = {"name": "Own", "licence": "CC0", "url": "https://example.org/", "attribution": "Own"}
    writer = Writer(records, [], {"geonames:1": [RecordName("Old Alpha", kind=layout.HISTORICAL)]})
    details = {"notes": {str(writer.index["geonames:1"]): "First."}, "phrases": [("zone", [0], 1)]}
    writer.write(out, details, {"sources": {"own": source}, "capitals": {"XA": writer.index["geonames:1"]}})
    return Gazetteer.open(out)


@pytest.fixture
def dump(tmp_path):
    path = tmp_path / "allCountries.txt"
    path.write_text(DUMP, encoding="utf-8")
    return path


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "alternateNamesV2.txt"
    path.write_text(NAMES, encoding="utf-8")
    return path


def test_the_dump_adds_what_the_bundle_lacks(bundle, dump, names, tmp_path):
    result = compile_geonames(dump, tmp_path / "out", bundle, alternate_names=names)
    assert (result.bundled, result.added, result.names, result.bad) == (3, 4, 4, [])
    gazetteer = Gazetteer.open(tmp_path / "out")
    haven = gazetteer.get("geonames:11")
    assert (haven.name, haven.lon, haven.lat, haven.population) == ("Haven-on-Sea", 20.6, 10.6, 9000)
    assert (haven.country_code, haven.admin1_code, haven.admin2_code) == ("XA", "01", "0101")
    assert [(n.text, n.language, n.kind) for n in gazetteer.names(haven)] == [
        ("Haven-on-Sea", "en", "primary"),
        ("Ḩaven", "", "alternate"),
        ("Hafen", "de", "alternate"),
        ("Хавен", "", "alternate"),
        ("Port Royal", "", "historical"),
    ]
    assert gazetteer.lookup("colline du phare")[0].place.id == "geonames:12"
    assert gazetteer.lookup("hvn") == []
    assert gazetteer.get("geonames:14").admin1_code == ""
    assert verify(gazetteer).problems == []


def test_the_bundled_places_keep_what_they_have(bundle, dump, tmp_path):
    compile_geonames(dump, tmp_path / "out", bundle)
    gazetteer = Gazetteer.open(tmp_path / "out")
    alpha = gazetteer.get("geonames:1")
    assert (gazetteer.note(alpha), gazetteer.capital_of("XA")) == ("First.", alpha)
    assert gazetteer.lookup("Old Alpha")[0].match == "historical"
    assert gazetteer.lookup("xa") == gazetteer.lookup("Xa")
    assert gazetteer.name_id("xax") == -1
    assert gazetteer.lookup("XAX")[0].place.id == "geonames:9"
    assert gazetteer.phrases() == (("zone", (gazetteer.index("geonames:9"),), alpha.index),)


def test_only_the_most_important_places_are_kept_if_asked(bundle, dump, tmp_path):
    result = compile_geonames(dump, tmp_path / "out", bundle, places=2)
    gazetteer = Gazetteer.open(tmp_path / "out")
    assert result.added == 2
    assert {place.id for place in gazetteer} == {f"geonames:{number}" for number in (1, 8, 9, 11, 12)}


def test_the_same_input_gives_the_same_bytes(bundle, dump, names, tmp_path):
    for out in ("a", "b"):
        compile_geonames(dump, tmp_path / out, bundle, alternate_names=names)
    assert checksums(tmp_path / "a") == checksums(tmp_path / "b")
    assert json.loads((tmp_path / "a" / "manifest.json").read_text())["files"] == checksums(tmp_path / "a")


def test_bad_lines_are_reported_and_left_out(bundle, dump, tmp_path):
    bad = "15\tNorth Pole\tNorth Pole\t\t95\t0\tP\tPPL\tXA" + "\t" * 10 + "\nbroken\n"
    dump.write_text(DUMP + bad, encoding="utf-8")
    result = compile_geonames(dump, tmp_path / "out", bundle)
    assert result.added == 4
    assert result.bad == [
        "allCountries.txt line 6: no name, no feature class or no such position",
        "allCountries.txt line 7: 1 columns, 19 expected",
    ]


def test_another_format_is_refused_at_once(bundle, names, tmp_path):
    with pytest.raises(InputError, match=r"V2\.txt line 1: 10 columns, 19 expected; is it one of"):
        compile_geonames(names, tmp_path / "out", bundle)
    with pytest.raises(InputError, match=r"cannot read .*missing\.txt: No such file"):
        compile_geonames(tmp_path / "missing.txt", tmp_path / "out", bundle)
    assert not (tmp_path / "out").exists()

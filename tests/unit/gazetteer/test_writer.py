import json

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import layout
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.record import Record, RecordName
from geomap.gazetteer.verify import verify
from geomap.gazetteer.writer import Writer, checksums

SOURCES = {"test": {"name": "Test", "licence": "CC0", "url": "https://example.org/", "attribution": "Test data"}}


def record(place_id, name, code, lon, lat, importance, *names, population=0, **more):
    return Record(
        id=place_id,
        name=name,
        feature_class="P" if code.startswith("PPL") else "A",
        feature_code=code,
        country_code="XA",
        admin1_code=more.pop("admin1", ""),
        lon=lon,
        lat=lat,
        population=population,
        geonameid=int(place_id[9:]) if place_id.startswith("geonames:") else 0,
        importance=importance,
        source="test",
        names=list(names),
        **more,
    )


def world():
    return [
        record("geonames:1", "Alphaland", "PCLI", 10, 10, 1000, RecordName("AL", kind=2, case_sensitive=True)),
        record("geonames:2", "Beta", "ADM1", 10, 11, 500, RecordName("Beta Province"), admin1="01"),
        record("geonames:3", "Beta", "PPLC", 10.1, 11.1, 700, RecordName("Бета"), population=600_000, admin1="01"),
        record("geonames:4", "Gâmma", "PPL", -179.9, 5, 300, RecordName("Beta"), RecordName("GMM", lookup_only=True)),
    ]


CURATED = [record("geomap:delta-base", "Delta Base", "PPL", 12, 12, 400, RecordName("Beta Base"))]
EXTRA = {"geonames:4": [RecordName("Old Beta", kind=layout.HISTORICAL)], "geonames:1": [RecordName("Beta", kind=4)]}


def write(out, *, curated=CURATED, extra=EXTRA):
    out.mkdir(exist_ok=True)
    writer = Writer(world(), curated, extra)
    details = {"notes": {str(writer.index["geonames:4"]): "A note."}, "stop_names": {"beta": "never"}}
    writer.write(out, details, {"sources": SOURCES, "capitals": {"XA": writer.index["geonames:3"]}})
    path = out / layout.MANIFEST
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({**manifest, "files": checksums(out)}))
    return out


@pytest.fixture
def gazetteer(tmp_path):
    return Gazetteer.open(write(tmp_path / "data"))


def found(gazetteer, name):
    return [(c.place.id, c.match) for c in gazetteer.lookup(name)]


def test_what_goes_in_comes_out(gazetteer):
    place = gazetteer.get("geonames:4")
    assert (place.name, place.lon, place.lat, place.feature_code) == ("Gâmma", -179.9, 5.0, "PPL")
    assert [p.id for p in gazetteer] == ["geonames:1", "geonames:3", "geonames:2", "geonames:4", "geomap:delta-base"]


def test_bearers_stand_by_importance_and_kind_of_match_in_both_layers(gazetteer):
    assert found(gazetteer, "beta") == [
        ("geonames:1", "demonym"),
        ("geonames:3", "primary"),
        ("geonames:2", "primary"),
        ("geonames:4", "alternate"),
    ]


def test_a_curated_name_is_found_with_its_kind_and_as_written(gazetteer):
    (candidate,) = gazetteer.lookup("OLD BETA")
    assert (candidate.place.id, candidate.match, candidate.name) == ("geonames:4", "historical", "Old Beta")
    assert found(gazetteer, "Beta Base") == [("geomap:delta-base", "alternate")]


def test_case_and_quiet_names(gazetteer):
    assert found(gazetteer, "AL") == [("geonames:1", "abbreviation")]
    assert found(gazetteer, "al") == []
    assert found(gazetteer, "GMM") == [("geonames:4", "alternate")]
    assert gazetteer.name_id("gmm") == -1
    assert found(gazetteer, "бета") == [("geonames:3", "alternate")]


def test_codes_capital_and_details(gazetteer):
    assert gazetteer.country("XA").id == "geonames:1"
    assert gazetteer.admin1("XA", "01").id == "geonames:2"
    assert gazetteer.capital_of("XA").id == "geonames:3"
    assert gazetteer.note(gazetteer.get("geonames:4")) == "A note."
    assert gazetteer.stop_names() == {"beta": "never"}


def test_without_shapes_a_point_gets_the_units_of_the_nearest_settlement(gazetteer):
    found = gazetteer.reverse(179.9, 5.0)
    assert (found.place.id, round(found.distance_km)) == ("geonames:4", 22)
    assert gazetteer.reverse(10.0, 11.0).admin1.id == "geonames:2"


def test_the_same_records_give_the_same_bytes(tmp_path):
    assert checksums(write(tmp_path / "a")) == checksums(write(tmp_path / "b"))


def test_a_new_curated_row_leaves_the_names_of_the_sources_alone(tmp_path):
    more = [*CURATED, record("geomap:epsilon", "Epsilon", "PPL", 1, 1, 100)]
    before, after = checksums(write(tmp_path / "a")), checksums(write(tmp_path / "b", curated=more))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"places.dat", "text.dat", "curated.latin.dat", "curated.latin.trie"}


def test_a_sound_gazetteer_passes(gazetteer):
    result = verify(gazetteer)
    assert result.problems == []
    assert result.checked["places"] == 5


def test_damage_is_found(tmp_path):
    out = write(tmp_path / "data")
    whole = (out / "written.dat").read_bytes()
    (out / "written.dat").write_bytes(whole[:-1] + b"\x00")
    (out / "text.dat").write_bytes((out / "text.dat").read_bytes() + b"x")
    assert verify(Gazetteer.open(out, checked=False)).problems == [
        "files: text.dat has 59 bytes, 58 expected",
        "files: written.dat has another checksum than the manifest says",
    ]


@pytest.mark.parametrize("file", ["places.dat", "base.latin.trie", "text.dat", "manifest.json"])
def test_a_missing_file_is_one_clear_error(tmp_path, file):
    out = write(tmp_path / "data")
    (out / file).unlink()
    with pytest.raises(GazetteerError, match=str(out)):
        Gazetteer.open(out)


def test_a_file_cut_short_is_an_error(tmp_path):
    out = write(tmp_path / "data")
    (out / "places.dat").write_bytes((out / "places.dat").read_bytes()[:100])
    with pytest.raises(GazetteerError, match="has 100 bytes"):
        Gazetteer.open(out)


def test_another_schema_is_an_error(tmp_path):
    out = write(tmp_path / "data")
    manifest = json.loads((out / "manifest.json").read_text())
    (out / "manifest.json").write_text(json.dumps({**manifest, "schema": 99}))
    with pytest.raises(GazetteerError, match="has schema 99, this geomap reads 1"):
        Gazetteer.open(out)

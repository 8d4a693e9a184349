"""A gazetteer compiled from GeoNames' dumps: what stands in it, and that it is what the writer would have written."""

import json
import random
import zipfile

import pytest

from geomap.errors import InputError
from geomap.gazetteer import layout
from geomap.gazetteer.compiler.dumps import Dump, read_places
from geomap.gazetteer.compiler.geonames import Dumps, compile_geonames
from geomap.gazetteer.compiler.joining import record_line, records_of, to_record
from geomap.gazetteer.compiler.sorting import SortedLines
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.record import Record, RecordName
from geomap.gazetteer.verify import verify
from geomap.gazetteer.writer import Writer, checksums

pytestmark = pytest.mark.slow

# In the formats of GeoNames' allCountries.txt, alternateNamesV2.txt, admin1CodesASCII.txt, admin2Codes.txt and
# countryInfo.txt; the places are invented.
DUMP = """\
1|Alpha|Alpha|Alfa,AAA|10.5|20.5|P|PPLA|XA||01||||70000||12|UTC|2024-01-01
11|Ḩaven|Haven|hvn,Hafen,Хавен|10.6|20.6|P|PPL|XA||01|0101|||9000||12|UTC|2024-03-01
12|Beacon Hill|Beacon||10.7|20.7|T|HLL|XA||01||||0|80|82|UTC|2024-01-01
13|Hamlet|Hamlet||10.8|20.8|P|PPL|XA||01||||30||12|UTC|2024-01-01
14|Old Fort|Old Fort||10.9|20.9|S|FT|XA||00||||0||12|UTC|2024-01-01
15|Chapel|Chapel||10.9|20.8|S|CH|XA||01||||0||12|UTC|2024-01-01
16|Second|Second||12|22|P|PPL|XB||07|||||0||12|UTC|2024-01-01
17|Province of Ten|Province of Ten||11|21|A|ADM1|XA||10||||120000||12|UTC|2024-01-01
""".replace("7|||||0", "7||||0").replace("|", "\t")
NAMES = """\
1001|11|en|Haven-on-Sea|1|||||
1002|11|de|Hafen||||||
1003|11||Port Royal||||1|1700|1800
1004|11|link|https://example.org/haven||||||
1005|99|en|Nowhere|1|||||
1006|12|fr|Colline du Phare||||||
1007|17|abbr|P10||||||
1008|1|en|Not taken|1|||||
1009|17|en|Ten|1|||||
""".replace("|", "\t")
ADMIN1 = "XA.10\tProvince of Ten\tProvince of Ten\t17\nXB.07\tSéven\tSeven\t71\nXB.09\tEmpty\tEmpty\t72\n"
ADMIN2 = "XA.01.0101\tHaven County\tHaven County\t81\n"
COUNTRIES = (
    "# comment\n#ISO\tISO3\n"
    "XB\tXBB\t999\tXB\tSecondia\tSecond\t10\t5000\tEU\t.xb\tXBC\tCrown\t1\t\t\ten\t70\t\t\n"
    "XA\tXAA\t998\tXA\tXa\tAlpha\t10\t5000\tEU\t.xa\tXAC\tCrown\t1\t\t\ten\t9\t\t\n"
)


@pytest.fixture
def bundle(tmp_path):
    out = tmp_path / "bundle"
    out.mkdir()
    records = [
        Record("geonames:1", "Alpha", "P", "PPLC", "XA", "01", 20.5, 10.5, geonameid=1, importance=500, source="own"),
        Record("geonames:8", "First", "A", "ADM1", "XA", "01", 20.5, 10.5, geonameid=8, importance=400, source="own"),
        Record("geonames:9", "Xa", "A", "PCLI", "XA", "", 20, 10, geonameid=9, importance=900, source="own",
               names=[RecordName("XA", kind=layout.ABBREVIATION, case_sensitive=True),
                      RecordName("XAX", lookup_only=True)]),
    ]  # fmt: skip
    curated = [Record("geomap:base", "Base", "S", "AIRB", "XA", "01", 20.1, 10.1, importance=300, source="own")]
    source = {"name": "Own", "licence": "CC0", "url": "https://example.org/", "attribution": "Own"}
    writer = Writer(
        records, curated, {"geonames:1": [RecordName("Old Alpha", kind=layout.HISTORICAL)]}, {"geomap:base"}
    )
    details = {
        "notes": {str(writer.index["geonames:1"]): "First."},
        "status": {str(writer.index["geomap:base"]): {"text": "Held."}},
        "members": {str(writer.index["geonames:9"]): [writer.index["geonames:8"]]},
        "phrases": [("zone", [writer.index["geonames:9"]], writer.index["geonames:1"])],
        "stop_names": {"xa": "never"},
    }
    writer.write(out, details, {"sources": {"own": source}, "capitals": {"XA": writer.index["geonames:1"]}})
    return Gazetteer.open(out)


@pytest.fixture
def dumps(tmp_path):
    files = {
        "allCountries.txt": DUMP,
        "alternateNamesV2.txt": NAMES,
        "admin1CodesASCII.txt": ADMIN1,
        "admin2Codes.txt": ADMIN2,
        "countryInfo.txt": COUNTRIES,
    }
    paths = []
    for name, text in files.items():
        paths.append(tmp_path / name)
        paths[-1].write_text(text, encoding="utf-8")
    return Dumps((paths[0],), *paths[1:])


def compiled(dumps, bundle, out, **options):
    result = compile_geonames(dumps, out, bundle, **options)
    return result, Gazetteer.open(out)


def test_the_dump_adds_what_the_bundle_lacks(bundle, dumps, tmp_path):
    result, gazetteer = compiled(dumps, bundle, tmp_path / "out")
    assert (result.bundled, result.added, result.names, result.bad, result.date) == (4, 10, 6, (), "2024-03-01")
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
    assert gazetteer.attribution(haven).attribution == "Place names and positions: GeoNames, CC BY 4.0"
    assert gazetteer.reverse(20.6, 10.61).place == haven
    assert verify(gazetteer).problems == []


def test_the_bundled_places_keep_what_they_have(bundle, dumps, tmp_path):
    _, gazetteer = compiled(dumps, bundle, tmp_path / "out")
    alpha, base, country = (gazetteer.get(i) for i in ("geonames:1", "geomap:base", "geonames:9"))
    assert (alpha.population, gazetteer.note(alpha), gazetteer.capital_of("XA")) == (0, "First.", alpha)
    assert gazetteer.lookup("Not taken") == []
    assert gazetteer.lookup("Old Alpha")[0].match == "historical"
    assert gazetteer.lookup("XA") != []
    assert gazetteer.lookup("xa") == gazetteer.lookup("Xa")
    assert gazetteer.name_id("xax") == -1
    assert gazetteer.lookup("XAX")[0].place == country
    assert gazetteer.country("XA") == country
    assert gazetteer.members(country) == (gazetteer.get("geonames:8"),)
    assert gazetteer.curated["status"] == {str(base.index): {"text": "Held."}}
    assert gazetteer.phrases() == (("zone", (country.index,), alpha.index),)
    assert gazetteer.stop_names() == {"xa": "never"}
    assert base.has_footprint
    assert not alpha.has_footprint


def test_units_and_countries_that_no_file_of_places_has_stand_in_the_middle_of_their_settlements(
    bundle, dumps, tmp_path
):
    _, gazetteer = compiled(dumps, bundle, tmp_path / "out")
    seven = gazetteer.admin1("XB", "07")
    assert (seven.id, seven.name, seven.lon, seven.lat) == ("geonames:71", "Séven", 22, 12)
    county = gazetteer.admin2("XA", "01", "0101")
    assert (county.id, county.name, county.lon, county.lat) == ("geonames:81", "Haven County", 20.6, 10.6)
    country = gazetteer.country("XB")
    assert (country.id, country.name, country.population) == ("geonames:70", "Secondia", 5000)
    assert gazetteer.lookup("XBB")[0].place == country
    assert gazetteer.lookup("xbb") == []
    assert gazetteer.index("geonames:72") == -1  # nothing says where it is
    ten = gazetteer.admin1("XA", "10")
    assert (ten.id, ten.name, ten.lon) == ("geonames:17", "Ten", 21)
    assert [c.match for c in gazetteer.lookup("P10")] == ["abbreviation"]


def test_sites_and_landforms_of_one_word_are_found_only_by_look_up(bundle, dumps, tmp_path):
    _, gazetteer = compiled(dumps, bundle, tmp_path / "out")
    assert gazetteer.lookup("Chapel")[0].place.id == "geonames:15"
    assert gazetteer.name_id("chapel") == -1
    assert gazetteer.name_id("old fort") >= 0
    assert gazetteer.name_id("hamlet") >= 0


def test_only_the_most_important_places_are_kept_if_asked(bundle, dumps, tmp_path):
    result, gazetteer = compiled(Dumps(dumps.places), bundle, tmp_path / "out", most=2)
    assert result.added == 2
    kept = {place.id for place in gazetteer} - {place.id for place in bundle}
    assert kept == {"geonames:17", "geonames:11"}


def test_the_same_input_gives_the_same_bytes_whatever_fits_into_memory(bundle, dumps, tmp_path):
    compile_geonames(dumps, tmp_path / "a", bundle)
    compile_geonames(dumps, tmp_path / "b", bundle, budget=200)
    assert checksums(tmp_path / "a") == checksums(tmp_path / "b")
    manifest = json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"] == checksums(tmp_path / "a")
    assert {path.name for path in (tmp_path / "a").iterdir()} == {*manifest["files"], "manifest.json"}


def test_archives_are_read_as_they_are_downloaded(bundle, dumps, tmp_path):
    packed = []
    for path in (dumps.places[0], dumps.alternate_names):
        packed.append(tmp_path / f"{path.stem}.zip")
        with zipfile.ZipFile(packed[-1], "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("iso-languagecodes.txt", "x" * 10_000)
            archive.write(path, path.name)
    plain = dumps._replace(admin1=None, admin2=None, countries=None)
    compile_geonames(plain, tmp_path / "a", bundle)
    compile_geonames(Dumps((packed[0],), packed[1]), tmp_path / "b", bundle)
    a, b = checksums(tmp_path / "a"), checksums(tmp_path / "b")
    assert a == b


def test_bad_lines_are_told_and_left_out(bundle, dumps, tmp_path):
    bad = (
        "99\tNorth Pole\tNorth Pole\t\t95\t0\tP\tPPL\tXA" + "\t" * 10 + "\nbroken\n98\tX\tX\t\teast" + "\t" * 14 + "\n"
    )
    with dumps.places[0].open("a", encoding="utf-8") as file:
        file.write(bad)
    result, _ = compiled(dumps, bundle, tmp_path / "out")
    assert result.added == 10
    assert result.bad == (
        "allCountries.txt line 9: no name, no feature class or no such position",
        "allCountries.txt line 10: 1 columns, 19 expected",
        "allCountries.txt line 11: could not convert string to float: 'east'",
    )


def test_another_format_is_refused_at_once_and_nothing_is_left(bundle, dumps, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(InputError, match=r"V2\.txt line 1: 10 columns, 19 expected; is it one of"):
        compile_geonames(Dumps((dumps.alternate_names,)), out, bundle)
    with pytest.raises(InputError, match=r"cannot read .*missing\.txt: No such file"):
        compile_geonames(Dumps((tmp_path / "missing.txt",)), out, bundle)
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(InputError, match=r"cannot read .*no\.zip"):
        compile_geonames(Dumps((tmp_path / "no.zip",)), out, bundle)
    assert list(out.iterdir()) == []


def test_a_dump_of_another_encoding_is_a_file_of_bad_lines(tmp_path):
    path = tmp_path / "binary.txt"
    path.write_bytes(b"\x00\xff\xfe" * 1000 + b"\n")
    with pytest.raises(InputError, match="1 columns, 19 expected"):
        list(read_places(Dump(path)))


def test_a_failure_leaves_what_was_compiled_before(bundle, dumps, tmp_path):
    compile_geonames(dumps, tmp_path / "out", bundle)
    before = checksums(tmp_path / "out")
    with pytest.raises(InputError):
        compile_geonames(Dumps((dumps.alternate_names,)), tmp_path / "out", bundle)
    assert checksums(tmp_path / "out") == before


def test_progress_is_told_by_stage(bundle, dumps, tmp_path):
    stages, steps = [], []

    class Told:
        def begin(self, stage, total):
            stages.append((stage, total))

        def advance(self, step):
            steps.append(step)

    compile_geonames(dumps, tmp_path / "out", bundle, progress=Told())
    sizes = {path.name: path.stat().st_size for path in (*dumps.places, *dumps[1:])}
    assert ("reading allCountries.txt", sizes["allCountries.txt"]) in stages
    assert sum(steps) == sum(sizes.values())
    assert [stage for stage, _ in stages][-4:] == [
        "joining places and names",
        "writing places",
        "writing names",
        "finishing",
    ]


def made_up(count):
    """Records of every kind, with namesakes, other scripts and names that need their case."""
    chance = random.Random(5)
    syllables = ["ka", "lo", "mi", "sha", "ter", "wen", "ost", "bur", "ham", "lin", "хо", "мс", "שם"]
    features = [("P", "PPL"), ("P", "PPLA"), ("A", "ADM1"), ("A", "ADM2"), ("A", "PCLI"), ("S", "AIRB"), ("P", "PPLQ")]
    for number in range(1, count + 1):
        words = ["".join(chance.choices(syllables, k=chance.randint(1, 2))).title() for _ in range(4)]
        feature_class, code = chance.choice(features)
        own = number % 7 == 0
        yield Record(
            id=f"geomap:place-{number}" if own else f"geonames:{number}",
            name=words[0],
            feature_class=feature_class,
            feature_code=code,
            country_code=(country := chance.choice(["XA", "XB", ""])),
            admin1_code=(admin1 := chance.choice(["", "01", "02"]) if country else ""),
            admin2_code=chance.choice(["", "0101"]) if admin1 else "",
            lon=round(chance.uniform(-180, 180), 5),
            lat=round(chance.uniform(-90, 90), 5),
            population=chance.choice([0, 100, 20_000, 3_000_000]),
            geonameid=0 if own else number,
            importance=chance.randint(1, 60),
            source="own",
            names=[
                RecordName(words[1], kind=layout.HISTORICAL),
                RecordName(words[2], "de", case_sensitive=number % 5 == 0),
                RecordName(words[3], lookup_only=number % 3 == 0),
            ],
            primary_lookup_only=number % 11 == 0,
        )


def test_in_little_memory_the_same_gazetteer_is_written(tmp_path):
    from geomap.gazetteer.compiler.namewriter import NameWriter
    from geomap.gazetteer.compiler.placewriter import CodeTables, PlaceWriter

    records = list(made_up(700))
    outs = tmp_path / "whole", tmp_path / "streamed"
    for out in outs:
        out.mkdir()
    source = {"own": {"name": "Own", "licence": "CC0", "url": "", "attribution": ""}}
    footprints = {"geonames:5", "geomap:place-7"}
    Writer(records, (), {}, footprints).write(outs[0], {}, {"sources": source})

    lines, tables = SortedLines(tmp_path, 2000), CodeTables()
    for record in records:
        tables.see(record)
        lines.add(record_line(record))
    tables.close()
    places, names = PlaceWriter(outs[1], tables, footprints), NameWriter(tmp_path, 2000)
    for line in lines:
        record, _ = to_record(line)
        names.add(places.add(record), record)
    entries, arrays, importances = places.close()
    counts, more = names.close(outs[1], importances)
    (outs[1] / layout.CURATED).write_text('{"names": {}}')
    manifest = {"schema": layout.SCHEMA, **entries, "names": counts, "arrays": {**arrays, **more}, "sources": source}
    (outs[1] / layout.MANIFEST).write_text(json.dumps(manifest))

    whole, streamed = map(Gazetteer.open, outs)
    assert list(streamed) == list(whole)
    assert [streamed.names(place) for place in streamed] == [whole.names(place) for place in whole]
    assert verify(streamed).problems == verify(whole).problems
    same = json.loads((outs[0] / layout.MANIFEST).read_text(encoding="utf-8"))
    for key in ("features", "countries", "country_place", "source_keys", "names", "places", "base_places"):
        assert json.loads(json.dumps(manifest[key])) == same[key]
    # Where a string lies in the text file is the affair of who gives the strings.
    for name, array in whole._store.arrays.items():
        if name not in ("name", "id", "admin1_code", "admin2_code"):
            assert streamed._store.arrays[name].tolist() == array.tolist(), name
    for file in ("base.latin", "base.other", "curated.latin", "curated.other"):
        assert (outs[1] / f"{file}.trie").read_bytes() == (outs[0] / f"{file}.trie").read_bytes()
        assert (outs[1] / f"{file}.dat").read_bytes() == (outs[0] / f"{file}.dat").read_bytes()


def test_a_record_comes_back_from_its_line():
    for record in made_up(50):
        record.primary_cased = record.geonameid % 2 == 0
        assert to_record(record_line(record, 7)) == (record, 7)


def test_the_bundled_places_come_back_as_records(bundle):
    records = {record.id: record for record in records_of(bundle)}
    assert [n[:5] for n in records["geonames:9"].names] == [
        # "Xa" is its name in any case, so "XA" needs none.
        ("XA", "", layout.ABBREVIATION, False, False),
        ("XAX", "", layout.ALTERNATE, False, True),
    ]
    assert records["geonames:1"].names[0].text == "Old Alpha"
    assert records["geomap:base"].importance == 300


def test_lines_come_back_sorted_from_many_runs(tmp_path):
    chance = random.Random(3)
    rows = [f"{chance.random():.12f}".encode() for _ in range(3000)]
    lines = SortedLines(tmp_path, budget=500)
    for row in rows:
        lines.add(row)
    for _ in range(2):
        assert [line.rstrip(b"\n") for line in lines] == sorted(rows)
    lines.clear()
    assert list(lines) == []
    assert [path for path in tmp_path.iterdir() if path.name.startswith("run-")] == []

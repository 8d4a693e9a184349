import sys

import pytest

from gazetteer import packages
from gazetteer.checks import disagreements
from gazetteer.ids import References
from gazetteer.names import links, spelling
from gazetteer.sources import curated, rivers
from geomap.gazetteer import cleaning, layout
from geomap.gazetteer.feature_kinds import kind_of, matches_kind
from geomap.gazetteer.record import Record, RecordName


def texts(names, *, lookup_only=None):
    return [n.text for n in names if lookup_only is None or n.lookup_only is lookup_only]


def test_transliterations_and_doubles_go_codes_and_short_names_are_quiet():
    kept = cleaning.alternates(
        "Homs", ["Homs", "hms", "huo mu si", "Hims", "HIMS", "QHS", "Ḩimş", "حمص", "12", "Ho"], "x"
    )
    assert texts(kept, lookup_only=False) == ["Hims", "حمص"]
    assert texts(kept, lookup_only=True) == ["QHS", "Ho"]


def test_saints_and_mounts_get_their_other_spelling():
    assert texts(cleaning.variants("St. Louis", [])) == ["Saint Louis"]
    assert texts(cleaning.variants("Mount Vernon", ["Mt. Vernon"])) == []
    assert texts(cleaning.variants("Fort Worth", [])) == ["Ft Worth"]
    listed = [RecordName("Saint Louis"), RecordName("Mound City")]
    assert [(n.text, n.kind) for n in cleaning.with_variants("St. Louis", listed)] == [
        ("Mound City", layout.ALTERNATE),
        ("Saint Louis", layout.PRIMARY),
    ]


def test_short_foreign_names_of_countries_are_quiet():
    kept = cleaning.translations("Italy", [("vi", "Ý"), ("de", "Italien"), ("en", "Italy")], "x")
    assert texts(kept, lookup_only=True) == ["Ý"]
    assert texts(kept, lookup_only=False) == ["Italien"]


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Homs Governorate", "homs"),
        ("Muhafazat Hims", "hims"),
        ("Emirate of Umm Al Quwain", "umm al quwain"),
        ("Al-Hasakah", "hasakah"),
        ("Hasaka (Al Haksa)", "hasaka"),
        ("County Donegal", "donegal"),
        ("Texas", "texas"),
    ],
)
def test_units_are_compared_by_what_tells_them_apart(name, core):
    assert links.core(name) == core


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ḩamāh", "Hamah"),
        ("Al Qunayţirah", "Al Qunaytirah"),
        ("Tver’", "Tver"),
        ("Aïn Témouchent", "Aïn Témouchent"),
        ("Ōtsu", "Otsu"),
    ],
)
def test_signs_of_transliteration_go_and_letters_of_languages_stay(name, plain):
    assert spelling.plain(name) == plain


def test_stretches_of_a_river_are_one_river():
    assert rivers.river_of("Donau (Danube)") == rivers.river_of("Danube") == rivers.River("Danube", bare=True)
    assert rivers.river_of("Rhne").name == "Rhône"
    assert rivers.river_of("Xyz?") is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [("P.PPLA", "city"), ("A.ADM1", "province"), ("S.AIRB", "air base"), ("H.STRT", "sea"), ("A.PCLH", "former state")],
)
def test_kinds_in_plain_words(code, kind):
    feature_class, feature_code = code.split(".")
    assert kind_of(feature_class, feature_code) == kind
    assert matches_kind(kind, feature_class, feature_code)
    assert matches_kind(feature_class, feature_class, feature_code)
    assert not matches_kind("lake", feature_class, feature_code)


@pytest.fixture
def tables(tmp_path):
    def write(name, *lines):
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def read():
        references = References({"SY": 163843}, {"SY.05": 172410})
        known = {"geonames:163843", "geonames:172410"}
        return curated.Reader(references, known.__contains__, (), tmp_path).read()

    return write, read


ALIASES = "name,place,language,kind,case_sensitive,source,note"
SITES = "id,name,alt_names,feature_class,feature_code,country_code,admin1_code,lon,lat,status,source,note"


def test_aliases_lead_to_what_they_refer_to(tables):
    write, read = tables
    write(
        "aliases",
        ALIASES,
        "Sweida,admin1:SY.05,en,alternate,0,https://x.example/,",
        "SAR,country:SY,en,abbreviation,1,x,",
    )
    found = read()
    assert found.errors == []
    assert found.extra["geonames:172410"] == [RecordName("Sweida", "en", source="curated")]
    assert found.extra["geonames:163843"][0].case_sensitive


def test_bad_rows_are_left_out_with_file_and_line(tables):
    write, read = tables
    write("aliases", ALIASES, "Nowhere,country:QQ,en,alternate,0,x,", "Odd,country:SY,en,nickname,0,x,")
    write(
        "sites",
        SITES,
        "far,Far Base,,S,AIRB,SY,,200,95,open,x,",
        "good,Good Base,Good,S,AIRB,SY,02,36,35,open,x,A base.",
        "good,Second,,S,AIRB,SY,02,36,35,open,x,",
        "nameless,,,S,AIRB,SY,02,36,35,open,x,",
        "unsourced,Base,,S,AIRB,SY,02,36,35,open,,",
        "wordy,Base,,S,AIRB,SY,02,x,35,open,x,",
    )
    found = read()
    assert list(found.records) == ["geomap:good"]
    assert found.errors == [
        "sites.csv line 2: no such position: 200.0, 95.0",
        "sites.csv line 4: a second row for geomap:good",
        "sites.csv line 5: no name",
        "sites.csv line 6: no source",
        "sites.csv line 7: could not convert string to float: 'x'",
        "aliases.csv line 2: no place 'country:QQ'",
        "aliases.csv line 3: kind 'nickname', case_sensitive '0'",
    ]


def test_tables_of_features_are_read_as_sites_are_and_may_say_how_known_a_place_is(tables, tmp_path):
    write, read = tables
    (tmp_path / "features").mkdir()
    write("features/mountains", f"{SITES},importance", "qasioun,Mount Qasioun,Qasioun,T,MT,SY,13,36.28,33.54,,x,,333")
    write("features/dams", SITES, "dam,Good Dam,,S,DAM,SY,04,38.5,35.9,,x,", "far,Far Dam,,S,DAM,SY,04,38.5,95,,x,")
    found = read()
    assert found.records["geomap:qasioun"].importance == 333
    assert found.records["geomap:dam"].importance > 0
    assert found.rows == {"features/mountains": 1, "features/dams": 2}
    assert found.errors == ["features/dams.csv line 3: no such position: 38.5, 95.0"]


def place(place_id, name, *names):
    return Record(place_id, name, "P", "PPL", "SY", "", 36.0, 35.0, source="x", names=[RecordName(n) for n in names])


def test_decisions_set_mute_merge_and_settle():
    base = {r.id: r for r in (place("a:1", "One", "Uno", "Eins"), place("a:2", "Two"), place("a:3", "Three"))}
    rows = ["set,a:1,name,First", "mute,a:1,,Eins", "merge,a:2,,a:1", "drop,a:3,,", "set,a:1,lat,35.5", "drop,a:9,,"]
    keys = ("action", "place", "field", "value")
    details = curated.Curated(decisions=[dict(zip(keys, row.split(","), strict=True)) for row in rows])
    open_ones = [
        disagreements.Disagreement("a:1", "position", "x", "y", "z"),
        disagreements.Disagreement("a:1", "country_code", "SY", "LB", "z"),
    ]
    decided = disagreements.decide(base, details, open_ones)
    assert list(decided.base) == ["a:1"]
    assert (decided.base["a:1"].name, decided.base["a:1"].lat) == ("First", 35.5)
    assert texts(decided.base["a:1"].names) == ["One", "Uno"]
    assert texts(decided.details.extra["a:1"]) == ["Two"]
    assert [d.field for d in decided.open] == ["country_code"]
    assert decided.details.errors == ["decisions.csv line 7: no place 'a:9'"]
    # What went in is as it was: a stage hands on its own tables.
    assert (len(base), len(open_ones), details.extra, details.errors) == (3, 2, {}, [])


def test_match_codes_are_those_of_the_layout():
    assert curated._KINDS["historical"] == layout.MATCH_KINDS.index("historical")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("raise SystemExit('ERROR: no matching distribution\\nhint: see above')", "no matching distribution"),
        ("pass", "left no thing-1.whl"),
    ],
)
def test_a_package_that_cannot_be_fetched_ends_the_build_with_one_line(tmp_path, monkeypatch, answer, said):
    asked = []
    monkeypatch.setattr(packages, "_command", lambda _: asked.append(1) or [sys.executable, "-c", answer])
    ours = packages.Packages(tmp_path)
    ours.table = {
        "thing": {"package": "thing", "version": "1", "file": "thing-1.whl", "registry": "pypi", "sha256": "0"}
    }
    with pytest.raises(packages.BuildError) as caught:
        ours.archive("thing")
    message = str(caught.value)
    assert said in message
    assert "thing-1.whl" in message
    assert "\n" not in message
    assert len(asked) == 1  # built once, run twice


def test_a_package_that_was_tampered_with_is_refused(tmp_path):
    (tmp_path / "thing-1.whl").write_bytes(b"not what it was")
    ours = packages.Packages(tmp_path)
    ours.table = {
        "thing": {"package": "thing", "version": "1", "file": "thing-1.whl", "registry": "pypi", "sha256": "0"}
    }
    with pytest.raises(packages.BuildError, match="SHA-256"):
        ours.archive("thing")

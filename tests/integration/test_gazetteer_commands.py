"""``geomap gazetteer`` and what the other commands take from it, as a user runs them."""

import hashlib
import json
import os
import subprocess
import sys

import pytest

TEXT = "Aid reached Camp Redwood near Homs on Monday, the Syrian Red Crescent said.\n"
TABLE = (
    "name,alt_names,kind,wkt,note\n"
    'Camp Redwood,Kamp Redwood,refugee camp,"POLYGON((36.5 34.5,36.6 34.5,36.6 34.6,36.5 34.6,36.5 34.5))",'
    "{{7*7}} <b>bold</b>\n"
)


@pytest.fixture
def run(tmp_path):
    def command(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "-m", "geomap", *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
            env={**os.environ, "GEOMAP_DATA_DIR": str(tmp_path / "data"), **environment},
        )

    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "camps.csv").write_text(TABLE, encoding="utf-8")
    return command


def test_places_of_one_s_own_for_a_run(run):
    result = run("places", "story.txt", "--places", "camps.csv", "--format", "csv")
    assert result.returncode == 0, result.stderr
    header, *rows = result.stdout.splitlines()
    row = dict(zip(header.split(","), next(r for r in rows if "Camp Redwood" in r).split(","), strict=False))
    assert row["place_id"] == "user:camp-redwood"
    assert (float(row["lon"]), float(row["lat"])) == (36.55, 34.55)
    without = run("places", "story.txt", "--format", "csv")
    assert "user:" not in without.stdout


def test_the_map_draws_the_polygon(run, tmp_path):
    result = run("map", "story.txt", "--places", "camps.csv", "-o", "story.html")
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "story.html").read_text(encoding="utf-8")
    start = page.index('{"key":"user:camp-redwood"')
    feature, _ = json.JSONDecoder().raw_decode(page[start:])
    assert feature["layer"] == "sites"
    assert len(feature["poly"]) == 1
    # The note is data: neither a template nor mark-up.
    assert feature["note"] == "{{7*7}} <b>bold</b>"
    assert "<b>bold</b>" not in page
    assert "49" not in feature["note"]


def test_places_are_kept_listed_used_and_removed(run, tmp_path):
    added = run("gazetteer", "add", "camps.csv")
    assert added.returncode == 0, added.stderr
    assert "user:camp-redwood" in added.stdout
    assert str(tmp_path / "data" / "places.geojson") in added.stdout.replace("\n", "")
    listed = run("gazetteer", "list", "--json")
    (kept,) = json.loads(listed.stdout)
    assert (kept["id"], kept["kind"], kept["country_code"], kept["outline"]) == (
        "user:camp-redwood", "S/CMPRF", "SY", "Polygon",
    )  # fmt: skip
    found = run("lookup", "Kamp Redwood", "--json")
    assert json.loads(found.stdout)[0]["place_id"] == "user:camp-redwood"
    assert run("lookup", "Kamp Redwood", "--no-user-places").returncode == 1
    assert run("lookup", "Kamp Redwood", GEOMAP_USER_PLACES="off").returncode == 1
    reverse = run("lookup", "--reverse", "34.51,36.51", "--json")
    assert json.loads(reverse.stdout)[0]["place_id"] == "user:camp-redwood"
    removed = run("gazetteer", "remove", "user:camp-redwood")
    assert removed.stdout == "removed user:camp-redwood (Camp Redwood)\n"
    assert run("lookup", "Kamp Redwood").returncode == 1
    assert run("gazetteer", "list").stdout.startswith("you keep no places")


def test_adding_again_replaces(run):
    run("gazetteer", "add", "camps.csv")
    again = json.loads(run("gazetteer", "add", "camps.csv", "--json").stdout)
    assert [row["what"] for row in again["places"]] == ["replaced"]
    assert len(json.loads(run("gazetteer", "list", "--json").stdout)) == 1


def test_bad_rows_are_told_in_one_line_and_nothing_is_kept(run, tmp_path):
    (tmp_path / "bad.csv").write_text("name,lon,lat\nGood,36,34\n,36,34\nFar,36,340\n")
    result = run("gazetteer", "add", "bad.csv")
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr == (
        "geomap: bad.csv: 2 of 3 places cannot be used, none was taken: row 3: it has no name (column name); "
        "row 4: latitude 340 is not in [-90, 90]\n"
    )
    assert not (tmp_path / "data").exists()
    result = run("places", "story.txt", "--places", "bad.csv")
    assert result.returncode == 1
    assert result.stderr.startswith("geomap: bad.csv: 2 of 3 places")


def test_removing_what_is_not_kept(run):
    result = run("gazetteer", "remove", "user:nowhere")
    assert result.returncode == 1
    assert result.stderr.startswith("geomap: no place with the id 'user:nowhere' is kept in ")


def test_a_folder_that_is_no_gazetteer(run, tmp_path):
    for command in (("places", "story.txt"), ("lookup", "Homs"), ("gazetteer", "info"), ("gazetteer", "verify")):
        result = run(*command, "--gazetteer", tmp_path)
        assert result.returncode == 1
        assert result.stderr.startswith(f"geomap: there is no gazetteer in {tmp_path}")


def test_info_tells_counts_sources_licences_version_and_size(run):
    told = json.loads(run("gazetteer", "info", "--json").stdout)
    assert told["places"] > 280_000
    assert told["footprints"] > 7_000
    assert len(told["version"]) == 12
    assert told["schema"] == 1
    assert told["kinds"]["city"] > 230_000
    assert told["kinds"]["country"] > 245
    assert sum(told["kinds"].values()) == told["places"]
    assert sum(source["places"] for source in told["sources"]) == told["places"]
    licences = {source["name"]: source["licence"] for source in told["sources"]}
    assert licences["GeoNames"] == "CC BY 4.0"
    assert licences["Natural Earth"] == "public domain"
    assert told["bytes"] == sum(told["files"].values()) > 40e6
    assert told["user_places"]["places"] == 0
    table = run("gazetteer", "info").stdout
    assert "GeoNames" in table
    assert "CC BY 4.0" in table
    assert f"{told['places']:,}" in table


def test_verify_tells_problems_by_line_and_by_exit_status(run, tmp_path):
    import shutil

    from geomap.gazetteer.layout import default_path

    copy = shutil.copytree(default_path(), tmp_path / "copy")
    text = (copy / "text.dat").read_bytes()
    (copy / "text.dat").write_bytes(text.replace(b"\0Homs\0", b"\0Hxms\0", 1))
    result = run("gazetteer", "verify", "--gazetteer", copy, "--no-shapes")
    assert result.returncode == 1
    # Nothing else is asked of files that are damaged.
    assert result.stdout == "files: text.dat has another checksum than the manifest says\n"
    assert result.stderr == ""
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["files"]["text.dat"]["sha256"] = hashlib.sha256((copy / "text.dat").read_bytes()).hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    result = run("gazetteer", "verify", "--gazetteer", copy, "--no-shapes")
    assert result.returncode == 1
    assert "is not found under its name 'Hxms'" in result.stdout


def test_the_help_shows_examples(run):
    for command in ((), ("info",), ("verify",), ("add",), ("remove",), ("list",), ("compile",)):
        result = run("gazetteer", *command, "--help")
        assert result.returncode == 0
        assert "Examples:\n    geomap gazetteer" in result.stdout


# In the format of GeoNames' dumps; the places are invented.
DUMP = """\
90000001|Qarnabad|Qarnabad|Karnabad|34.61|36.61|P|PPL|SY||11||||1200||500|Asia/Damascus|2024-05-01
90000002|Wadi Zumurrud|Wadi Zumurrud||34.62|36.62|H|WAD|SY||11||||0||500|Asia/Damascus|2024-05-02
169577|Ḩimş|Hims|Homs|34.72682|36.72339|P|PPLA|SY||11||||775404||508|Asia/Damascus|2024-05-03
""".replace("|", "\t")
NAMES = "1\t90000001\ten\tOld Qarnabad\t\t\t\t1\t\t\n"


def test_a_larger_gazetteer_is_compiled_and_used(run, tmp_path):
    (tmp_path / "SY.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "names.txt").write_text(NAMES, encoding="utf-8")
    result = run("gazetteer", "compile", "--geonames", "SY.txt", "--alternate-names", "names.txt", "-o", "large")
    assert result.returncode == 0
    assert result.stderr == ""  # no bar where nobody looks
    assert result.stdout.startswith("large: 2 places added to 3")
    told = json.loads(run("gazetteer", "info", "--gazetteer", "large", "--json").stdout)
    bundled = json.loads(run("gazetteer", "info", "--json").stdout)
    assert told["places"] == bundled["places"] + 2
    assert told["footprints"] == bundled["footprints"]
    assert told["kinds"]["city"] == bundled["kinds"]["city"] + 1

    (tmp_path / "news.txt").write_text(
        "Aid reached Qarnabad in Syria from Homs, near the UNDOF buffer zone on the Golan Heights."
    )
    plain = run("places", "news.txt", "--format", "csv").stdout
    assert "geonames:90000001" not in plain
    larger = run("places", "news.txt", "--gazetteer", "large", "--places", "camps.csv", "--format", "csv").stdout
    assert "geonames:90000001" in larger
    assert "geonames:169577" in larger
    assert "naturalearth:SYR-5261" in larger  # the curated phrases go with it
    (old,) = json.loads(run("lookup", "Old Qarnabad", "--gazetteer", "large", "--json").stdout)
    assert (old["place_id"], old["match"]) == ("geonames:90000001", "historical")
    homs = json.loads(run("lookup", "Homs", "--gazetteer", "large", "--limit", "1", "--json").stdout)
    assert homs == json.loads(run("lookup", "Homs", "--limit", "1", "--json").stdout)
    drawn = run("map", "news.txt", "--gazetteer", "large", "-o", "news.html")
    assert drawn.returncode == 0, drawn.stderr
    page = (tmp_path / "news.html").read_text(encoding="utf-8")
    start = page.index('{"key":"naturalearth:SYR-5261"')
    zone, _ = json.JSONDecoder().raw_decode(page[start:])
    assert zone["poly"]  # and so do the outlines
    assert zone["status"]


def test_compiling_what_is_no_dump(run):
    result = run("gazetteer", "compile", "--geonames", "story.txt", "-o", "large")
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr == "geomap: story.txt line 1: 1 columns, 19 expected; is it one of GeoNames' dumps?\n"

"""The commands as a user runs them: a process, its exit status, what it writes and where."""

import json
import re
import subprocess
import sys

import pytest

TEXT = "Aid reached Homs and Hama on Monday, the Syrian Red Crescent said in Damascus.\n"


def run(*arguments, text=None, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "geomap", *map(str, arguments)], input=text, capture_output=True, cwd=cwd, check=False
    )


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def assert_one_line(result, status, message):
    assert result.returncode == status
    assert result.stdout == b""
    lines = result.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("geomap: ")
    assert message in lines[0]


def test_a_map_is_written_and_the_command_says_so(story, tmp_path):
    result = run("map", story, "-o", tmp_path / "story.html")
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "story.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert len(page) < 600_000
    assert "story.html" in result.stdout.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Uruguay will vote.", "1 place from 1 mention; "),
        (TEXT, "3 places from 3 mentions; "),
        ("Bread keeps best in a linen bag.", "no place found; "),
    ],
)
def test_a_map_is_summed_up_in_words_that_agree_with_their_numbers(tmp_path, text, said):
    result = run("map", "-", "-o", tmp_path / "story.html", text=text.encode())
    assert said in result.stdout.decode()
    assert result.stderr == b""


@pytest.mark.parametrize("command", ["map", "places"])
def test_of_a_text_in_another_language_it_is_said_that_places_may_be_missing(tmp_path, command):
    story = tmp_path / "story.txt"
    story.write_text("Το νερό έφτασε στη Λάρισα, είπαν στην Αθήνα.", encoding="utf-8")
    result = run(command, story, "-o", tmp_path / ("out.html" if command == "map" else "out.csv"))
    assert result.returncode == 0
    said = result.stderr.decode().splitlines()
    assert said == ["geomap: story.txt is in Greek, which geomap does not read yet: most of its places may be missing"]


@pytest.mark.parametrize("jobs", [[], ["--jobs", "2"]])
def test_of_many_texts_in_other_languages_it_is_said_once(tmp_path, jobs):
    corpus = tmp_path / "corpus.jsonl"
    texts = ["Floods reached Homs on Monday, the governor said."] * 3
    texts += ["Η πλημμύρα έφτασε τη Δευτέρα στη Λάρισα, είπε ο υπουργός στην Αθήνα."] * 2
    texts += ["წყალდიდობამ ორშაბათს თბილისს მიაღწია, თქვა მინისტრმა."]
    corpus.write_text("\n".join(json.dumps({"id": str(i), "text": text}) for i, text in enumerate(texts)))
    result = run("places", corpus, "-o", tmp_path / "out.csv", *jobs)
    assert result.returncode == 0
    said = [line for line in result.stderr.decode().splitlines() if "does not read" in line]
    assert said == [
        (
            "geomap: 3 of 6 texts are in languages that geomap does not read yet (Greek 2, Georgian 1): most of their "
            "places may be missing"
        )
    ]


def test_the_language_of_a_text_can_be_told(tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("Das Hochwasser hat am Montag die Stadt Dresden erreicht, sagte der Minister.", encoding="utf-8")
    result = run("map", story, "--language", "en", "-o", tmp_path / "story.html")
    assert result.stderr == b""
    assert run("map", story, "--language", "Deutsch!", "-o", tmp_path / "story.html").returncode == 2


def test_the_table_says_in_words_what_a_place_is_and_where(story):
    table = run("places", story).stdout.decode()
    row = next(line for line in table.splitlines() if " Homs " in line)
    assert "provincial capital" in row
    assert "Homs, Syria" in row


def test_a_map_of_standard_input_goes_to_standard_output():
    result = run("map", "-", "-o", "-", text=TEXT.encode())
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(b"<!DOCTYPE html>")


def test_the_sample_is_mapped_after_a_plain_install(tmp_path):
    result = run("map", "--sample", "golan", "-o", tmp_path / "golan.html")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "golan.html").stat().st_size < 600_000


@pytest.mark.parametrize("form", ["json", "csv", "geojson", "jsonl", "table"])
def test_places_in_every_format(story, form):
    result = run("places", story, "--format", form)
    assert result.returncode == 0, result.stderr
    assert b"Homs" in result.stdout
    assert b"Hama" in result.stdout


@pytest.mark.parametrize("form", ["json", "csv", "geojson", "jsonl", "kml", "table"])
def test_places_by_place_in_every_format(story, form):
    result = run("places", story, "--by", "place", "--format", form)
    assert result.returncode == 0, result.stderr
    assert result.stdout.count(b"geonames:169577") == (form != "table")
    assert b"Homs" in result.stdout


def test_a_table_of_places_says_which_names_it_has_no_row_for(tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("Rain fell in Homs. He came from the village of Zzyzxqv. Homs was wet.", encoding="utf-8")
    for wanted in (("-o", tmp_path / "places.csv"), ("--format", "table")):
        result = run("places", story, "--by", "place", *wanted)
        assert result.returncode == 0
        assert result.stderr.decode().splitlines() == ["geomap: no place was found for Zzyzxqv"]
    row = next(line for line in result.stdout.decode().splitlines() if "Homs" in line)
    assert re.search(r" 2 +13: Homs ", row)


def test_a_corpus_gives_a_line_a_document(tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps({"id": i, "text": TEXT}) + "\n" for i in range(3)), encoding="utf-8")
    result = run("places", corpus, "--format", "jsonl")
    assert result.returncode == 0, result.stderr
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    assert [document["id"] for document in documents] == ["0", "1", "2"]
    assert all(document["text"] == TEXT for document in documents)
    for toponym in documents[0]["toponyms"]:
        assert TEXT[toponym["start"] : toponym["end"]] == toponym["text"]
    homs = next(t for t in documents[0]["toponyms"] if t["text"] == "Homs")
    assert (homs["geonameid"], homs["country_code"]) == (169577, "SY")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "story.txt is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "story.txt is not a text file"),
        (b"%PDF-1.7 but no more", "story.txt is a damaged PDF"),
    ],
)
@pytest.mark.parametrize("command", ["map", "places"])
def test_bad_input_gets_one_line_and_leaves_no_file(tmp_path, command, content, message):
    (tmp_path / "story.txt").write_bytes(content)
    result = run(command, "story.txt", "-o", "out.html" if command == "map" else "out.csv", cwd=tmp_path)
    assert_one_line(result, 1, message)
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


def test_a_text_in_an_old_encoding_is_read(tmp_path):
    (tmp_path / "story.txt").write_bytes("Aid came from Málaga.".encode("latin-1"))
    result = run("places", "story.txt", "--format", "json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert [row["text"] for row in json.loads(result.stdout)] == ["Málaga"]


def test_an_encoding_that_is_named_wins(tmp_path):
    (tmp_path / "story.txt").write_bytes("Málaga".encode("latin-1"))
    assert_one_line(run("places", "story.txt", "--encoding", "utf-8", cwd=tmp_path), 1, "story.txt is not utf-8")


def test_a_table_of_articles_and_a_folder(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.csv").write_text("lead,day\nAid reached Homs.,14 October 2025\n", encoding="utf-8")
    (tmp_path / "news" / "b.txt").write_bytes(b"")
    result = run("places", "news", "--text-column", "lead", "--date-column", "day", "--format", "json", cwd=tmp_path)
    assert result.returncode == 3, result.stderr
    assert [(row["document_id"], row["text"]) for row in json.loads(result.stdout)] == [("a.csv#1", "Homs")]
    assert result.stderr.decode().splitlines() == [
        "geomap: passed over: b.txt is empty",
        "geomap: 2 documents in, 1 out, 1 passed over",
    ]


@pytest.mark.parametrize("command", ["map", "places"])
def test_a_missing_file_gets_one_line(tmp_path, command):
    assert_one_line(run(command, "gone.txt", cwd=tmp_path), 1, "there is no file gone.txt")
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_cannot_be_written_gets_one_line(story, tmp_path):
    assert_one_line(run("map", story, "-o", tmp_path / "gone" / "story.html"), 1, "the folder does not exist")
    assert_one_line(run("map", story, "-o", tmp_path), 1, "it is a folder")
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["map"], "name a text file"),
        (["places", "--sample", "nowhere"], "there is no sample 'nowhere'; there are: antarctica, "),
        (
            ["places", "--format", "xml", "-"],
            "there is no format 'xml'; there are: json, jsonl, csv, geojson, kml, gpkg, parquet, csvw, tei, brat, ",
        ),
        (["fly"], "there is no command 'fly'"),
        (["places", "--date", "soon", "-"], "--date takes a day such as 2025-10-14"),
        (["lookup", ""], "give a NAME"),
    ],
)
def test_wrong_usage_gets_one_line(arguments, message):
    result = run(*arguments, text=b"Homs")
    assert_one_line(result, 1 if "--sample" in arguments else 2, message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["map", "-", "--home", "Nowhereville", "-o", "x.html"], "--home: the gazetteer knows no place called"),
        (["places", "-", "--home", "geonames:1"], "--home: the gazetteer knows no place called 'geonames:1'"),
        (["map", "-", "--theme", "dark", "-o", "x.html"], ".html takes no theme: that is of .svg, .png, .pdf"),
        (["map", "-", "--corrections", "gone.toml", "-o", "x.html"], "there is no file gone.toml"),
        (["lookup", "Tripoli", "--country", "zz"], "the gazetteer knows no place called 'Tripoli' in ZZ"),
        (["lookup", "Paris", "--kind", "nope"], "there is no kind 'nope'; there are: country, "),
        (["lookup", "Paris", "--kind", "river"], "the gazetteer knows no river called 'Paris'"),
        (["evaluate", "gone.jsonl"], "there is no file gone.jsonl"),
    ],
)
def test_what_does_not_exist_is_named_in_one_line(tmp_path, arguments, message):
    assert_one_line(run(*arguments, text=b"Homs", cwd=tmp_path), 1, message)
    assert list(tmp_path.iterdir()) == []


def test_a_corrected_name_that_the_text_does_not_have_is_told(story, tmp_path):
    corrections = tmp_path / "corrections.toml"
    corrections.write_text('[names]\n"Homs" = false\n"Hamma" = false\n', encoding="utf-8")
    result = run("map", story, "--corrections", corrections, "-o", tmp_path / "story.html")
    assert result.returncode == 0
    assert result.stderr.decode() == "geomap: corrections: no name in the text is 'hamma'\n"


@pytest.mark.parametrize("command", [[], ["gazetteer"]])
def test_the_command_alone_says_what_there_is(command):
    result = run(*command)
    assert result.returncode == 2
    lines = result.stderr.decode().splitlines()
    assert lines[0].startswith("Usage: ")
    assert "Commands:" in lines
    assert len(lines) > 15


def test_the_home_that_decides_is_taken_by_name_with_its_country():
    result = run("places", "-", "--home", "Amman, Jordan", "--format", "json", text=TEXT.encode())
    assert result.returncode == 0, result.stderr


def test_a_file_name_cannot_steer_the_terminal(tmp_path):
    result = run("places", "a\x1b[31m\nb.txt", cwd=tmp_path)
    assert_one_line(result, 1, "there is no file")
    assert b"\x1b" not in result.stderr


def test_help_shows_examples():
    for command in ([], ["map"], ["places"]):
        result = run(*command, "--help")
        assert result.returncode == 0
        assert b"Examples:" in result.stdout


def test_places_needs_neither_pandas_nor_folium(story):
    code = (
        "import sys; sys.argv = ['geomap', 'places', sys.argv[1], '--format', 'json']\n"
        "from geomap.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'geopandas', 'folium', 'shapely', 'requests'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    result = subprocess.run([sys.executable, "-c", code, story], capture_output=True, check=False)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(("suffix", "start"), [("svg", b"<svg "), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_the_suffix_says_what_picture_is_drawn(story, tmp_path, suffix, start):
    pytest.importorskip(
        {"svg": "geomap", "png": "resvg_py", "pdf": "typst"}[suffix], reason="needs geomap-news[pictures]"
    )
    result = run("map", story, "-o", tmp_path / f"story.{suffix}", "--size", "160mm")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / f"story.{suffix}").read_bytes().startswith(start)


def test_a_size_is_for_pictures_only(story, tmp_path):
    result = run("map", story, "-o", tmp_path / "story.html", "--size", "160mm")
    assert_one_line(result, 1, ".html takes no size")


@pytest.mark.parametrize("suffix", ["gpkg", "kml", "parquet", "geojson", "csv", "json", "jsonl"])
def test_the_suffix_says_the_format_of_places(story, tmp_path, suffix):
    result = run("places", story, "-o", tmp_path / f"story.{suffix}")
    assert result.returncode == 0, result.stderr
    assert b"Homs" in (tmp_path / f"story.{suffix}").read_bytes()


def test_a_fragment_is_a_piece_of_a_page_and_later_ones_bring_no_assets(story, tmp_path):
    first, later = tmp_path / "first.html", tmp_path / "later.html"
    assert run("map", story, "--fragment", "-o", first).returncode == 0
    assert run("map", story, "--fragment", "--no-assets", "-o", later).returncode == 0
    whole, piece = first.read_text("utf-8"), later.read_text("utf-8")
    assert whole.endswith(piece)
    assert piece.startswith("<geomap-map title=")
    assert len(whole) - len(piece) > 200_000
    assert_one_line(run("map", story, "--fragment", "-o", tmp_path / "a.png"), 2, "a fragment is HTML")
    assert_one_line(run("map", story, "--no-assets"), 2, "--no-assets goes with --fragment")
    assert not (tmp_path / "a.png").exists()


@pytest.mark.parametrize("command", ["map", "places"])
def test_a_text_is_never_written_over(story, tmp_path, command):
    (tmp_path / "link.txt").symlink_to(story)
    for name in (story, tmp_path / "link.txt"):
        result = run(command, story, "-o", name)
        assert_one_line(result, 1, "is the text that is read: name another file with -o")
        assert story.read_text(encoding="utf-8") == TEXT


def test_the_map_of_a_page_stands_beside_it_under_another_name(tmp_path):
    pytest.importorskip("trafilatura", reason="needs geomap-news[readers]")
    page = f"<html><head><title>Aid</title></head><body><article><p>{TEXT * 5}</p></article></body></html>"
    (tmp_path / "aid.html").write_text(page, encoding="utf-8")
    result = run("map", "aid.html", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "aid.html").read_text(encoding="utf-8") == page
    assert (tmp_path / "aid-map.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("command", "message"),
    [("map", "names no page and no picture; there are: .html, .htm, .svg"), ("places", "names no format; there are: ")],
)
def test_a_suffix_that_means_nothing_is_said(story, tmp_path, command, message):
    assert_one_line(run(command, story, "-o", tmp_path / "out.xyz"), 1, message)
    assert not (tmp_path / "out.xyz").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("plces", "story.txt"), "there is no command 'plces'; did you mean 'places'?"),
        (("story.txt",), "there is no command 'story.txt'; to map a text: geomap map story.txt"),
        (("qqq",), "there is no command 'qqq'; there are: map, edit, places"),
        (("map", "story.txt", "--titel", "x"), "--title"),
    ],
)
@pytest.mark.usefixtures("story")
def test_a_slip_gets_a_hint(tmp_path, arguments, message):
    assert_one_line(run(*arguments, cwd=tmp_path), 2, message)


def test_places_are_outlines_where_that_is_asked(story, tmp_path):
    story.write_text("Talks in Syria and in Homs.", encoding="utf-8")
    result = run("places", story, "--geometry", "footprint", "-o", tmp_path / "areas.geojson")
    assert result.returncode == 0, result.stderr
    features = json.loads((tmp_path / "areas.geojson").read_text("utf-8"))["features"]
    kinds = {feature["properties"]["text"]: feature["geometry"]["type"] for feature in features}
    assert kinds["Syria"] in {"Polygon", "MultiPolygon"}
    assert kinds["Homs"] == "Point"
    assert_one_line(run("places", story, "--geometry", "footprint"), 2, "a table has no outlines")
    message = "csv holds no outlines; those that do are: geojson"
    assert_one_line(run("places", story, "--geometry", "footprint", "--format", "csv"), 1, message)


def test_a_full_disk_gets_one_line(story):
    from pathlib import Path

    if not Path("/dev/full").is_char_device():
        pytest.skip("needs /dev/full")
    for command in ("map", "places"):
        message = "cannot write /dev/full: No space left on device"
        assert_one_line(run(command, story, "-o", "/dev/full"), 1, message)


def test_long_work_shows_no_bar_where_nobody_sees_it(tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps({"id": str(i), "text": TEXT}) + "\n" for i in range(5)), encoding="utf-8")
    for command, output in (("map", "week.html"), ("places", "places.csv")):
        result = run(command, corpus, "--recognizer", "lexicon", "-o", tmp_path / output)
        assert (result.returncode, result.stderr) == (0, b"")


GOLD = {
    "id": "1",
    "text": "Aid reached Homs and Qzwxyville, the Syrian Red Crescent said.",
    "toponyms": [
        {"start": 12, "end": 16, "lat": 34.73, "lon": 36.71, "geonameid": 169577},
        {"start": 21, "end": 31, "lat": None, "lon": None, "geonameid": None},
    ],
}


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    return path


def test_evaluate_scores_a_users_own_annotations(gold):
    result = run("evaluate", gold, "--json", "--errors")
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    (report,) = answer["reports"]
    assert report["gold_spans"] == 1
    assert report["scores"]["exact"]["accuracy"] == 1
    assert report["calibration_error"] is not None
    assert {mistake["kind"] for mistake in answer["mistakes"]} <= {"missed", "spurious", "wrong span"}
    shown = run("evaluate", gold, "--details")
    assert b"expected calibration error" in shown.stdout
    assert b"mine, by kind of place" in shown.stdout


def test_evaluate_scores_predictions_of_another_program(gold, tmp_path):
    other = GOLD | {"toponyms": [{"start": 12, "end": 16, "lat": 0.0, "lon": 0.0}]}
    path = tmp_path / "theirs.jsonl"
    path.write_text(json.dumps(other), encoding="utf-8")
    (report,) = json.loads(run("evaluate", gold, "--predictions", path, "--json").stdout)
    assert report["scores"]["exact"]["accuracy"] == 0
    assert report["scores"]["exact"]["recall"] == 0.5


def test_evaluate_says_in_one_line_what_is_wrong_with_a_corpus(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": 1}\n', encoding="utf-8")
    assert_one_line(run("evaluate", path), 1, "line 1: not an annotated document")


def test_json_is_asked_for_as_in_the_other_commands(story):
    assert json.loads(run("places", story, "--json").stdout) == json.loads(
        run("places", story, "--format", "json").stdout
    )
    refused = run("places", story, "--json", "--format", "csv")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert b"leave one out" in refused.stderr

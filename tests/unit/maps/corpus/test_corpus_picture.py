"""A corpus as a picture: what is drawn how large and in which colour, what it says, and the same bytes each time."""

import csv
import io
import json
import math
import re
import string
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pyarrow as pa
import pytest
from click.testing import CliRunner
from PIL import Image
from pyarrow import parquet

from geomap.cli.corpus_map import command
from geomap.corpus import map_corpus
from geomap.corpus.schema import DOCUMENTS, MENTIONS, PLACES
from geomap.errors import InputError
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.maps import corpus as package
from geomap.maps.corpus.bins import ends_of
from geomap.maps.corpus.drawing import RAMPS, CircleSizes
from geomap.maps.corpus.frames import WORLD, frame_of
from geomap.maps.corpus.measures import breaks_of, class_of, rounded
from geomap.maps.corpus.picturewords import digits, words_in

SVG = "{http://www.w3.org/2000/svg}"
MUNICH, BERLIN, PARIS, KYOTO = "geonames:2867714", "geonames:2950159", "geonames:2988507", "geonames:1857910"
GERMANY = "geonames:2921044"
# Which place is named in how many documents, in which language and month of 2023.
NAMED = [(MUNICH, 12, "de", 1), (BERLIN, 6, "de", 2), (PARIS, 3, "fr", 2), (KYOTO, 1, "en", 3), (GERMANY, 2, "en", 3)]


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


def write(folder, gazetteer, named, names=()):
    """Write the tables of a corpus in which each document names one place."""
    mentions, documents = [], []
    for place_id, count, language, month in named:
        place = gazetteer.get(place_id)
        for _ in range(count):
            key = f"d{len(documents)}"
            day = date(2023, month, 5)
            about = (place.feature_class, place.feature_code, place.country_code, place.admin1_code)
            mentions.append(
                (
                    key,
                    0,
                    5,
                    place.name,
                    "literal",
                    place_id,
                    place.name,
                    *about,
                    place.lon,
                    place.lat,
                    0.9,
                    0.5,
                    language,
                    day,
                )
            )
            documents.append((key, "a", len(documents), key, day, language, None, 20, 1, 1, len(documents)))
    rows = []
    for place_id, count, _, _ in named:
        place = gazetteer.get(place_id)
        name = dict(names).get(place_id, place.name)
        about = (place.feature_class, place.feature_code, place.country_code, place.admin1_code)
        rows.append((place_id, name, *about, place.lon, place.lat, place.population, count, count))
    for part, data, schema in (("mentions", mentions, MENTIONS), ("documents", documents, DOCUMENTS)):
        (folder / part).mkdir(parents=True)
        parquet.write_table(table(data, schema), folder / part / "part-00000.parquet")
    parquet.write_table(table(sorted(rows, key=lambda row: -row[-1]), PLACES), folder / "places.parquet")
    (folder / "corpus.json").write_text(json.dumps({"counts": {"rejected": 1}}))
    return folder


def table(rows, schema):
    columns = zip(*rows, strict=True)
    return pa.table([pa.array(one, field.type) for one, field in zip(columns, schema, strict=True)], schema=schema)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, gazetteer):
    return map_corpus(write(tmp_path_factory.mktemp("corpus") / "a", gazetteer, NAMED), gazetteer=gazetteer)


def texts(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def radii(svg):
    """Radii of the circles on the map, without the legend's."""
    return sorted(
        (
            float(one.get("r"))
            for one in ElementTree.fromstring(svg).iter(f"{SVG}circle")
            if one.get("cx") != one.get("r")
        ),
        reverse=True,
    )


def titled(svg):
    """Colours of areas by what they tell who points at them."""
    return {
        one.find(f"{SVG}title").text: one.get("fill")
        for one in ElementTree.fromstring(svg).iter(f"{SVG}path")
        if one.find(f"{SVG}title") is not None
    }


def test_the_area_of_a_circle_is_as_the_number_of_documents(corpus):
    first, second, third, fourth = radii(corpus.to_svg(country=None))[:4]
    assert first == pytest.approx(0.026 * 960, abs=0.1)
    assert [second / first, third / first, fourth / first] == pytest.approx(
        [math.sqrt(6 / 12), math.sqrt(3 / 12), math.sqrt(1 / 12)], abs=0.01
    )


def test_many_circles_together_leave_most_of_the_map_free():
    alike, steep = np.full(20_000, 3.0), 1000.0 / np.arange(1, 20_001)
    for values in (alike, steep):
        sizes = CircleSizes.of(values, 960)
        inked = sum(math.pi * sizes.radius_of(value) ** 2 for value in values.tolist())
        assert inked <= 0.151 * 960 * 960
    assert CircleSizes.of(np.array([5.0, 1.0]), 960).radius == pytest.approx(0.026 * 960)
    assert CircleSizes.of(np.zeros(3), 960).radius_of(0) == 0


def test_the_largest_places_are_named_and_the_legend_tells_its_denominator(corpus):
    written = texts(corpus.to_svg())
    assert {"Munich", "Berlin", "Paris", "Kyoto"} <= set(written)
    assert "Documents (of 24)" in written
    assert "Mentions (of 24)" in texts(corpus.to_svg(measure="mentions"))
    assert any("24 documents read, 1 rejected" in line for line in written)


def test_a_country_is_no_circle_unless_countries_are_chosen(corpus):
    assert "Germany" not in texts(corpus.to_svg())
    assert "Germany" in texts(corpus.to_svg(kind="country"))


def test_countries_have_the_colours_of_their_classes_and_others_none(corpus):
    colours = titled(corpus.to_svg(layer="countries"))
    assert set(colours) == {"Germany: 20", "France: 3", "Japan: 1"}
    assert colours["Germany: 20"] == RAMPS["light"][-1]
    assert colours["Japan: 1"] == RAMPS["light"][0]


def test_provinces_per_inhabitant_say_whose_these_are(corpus):
    svg = corpus.to_svg(layer="provinces", measure="inhabitants")
    told = {name.partition(":")[0]: name for name in titled(svg)}
    assert {"Bavaria", "Berlin", "Île-de-France", "Kyoto"} <= set(told)
    # Twelve documents, of 12.4 million people in Bavaria's towns.
    assert told["Bavaria"] == "Bavaria: 0.97 (12)"
    assert any(line.startswith("Inhabitants of provinces are those of their towns.") for line in texts(svg))
    assert "Documents per million inhabitants (of 24 documents)" in texts(svg)


def test_hexagons_have_no_inhabitants_but_colours(corpus):
    svg = corpus.to_svg(layer="hexagons")
    assert RAMPS["light"][0] in svg
    assert RAMPS["light"][-1] in svg
    with pytest.raises(InputError, match="hexagon"):
        corpus.to_svg(layer="hexagons", measure="inhabitants")


def test_a_part_of_the_corpus_has_a_denominator_of_its_own(corpus):
    february = texts(corpus.to_svg(first=date(2023, 2, 1), last=date(2023, 2, 28)))
    assert "Documents (of 9)" in february
    assert "2023-02-01 – 2023-02-28" in february
    assert "Munich" not in february
    assert "Documents (of 18)" in texts(corpus.to_svg(languages=["de"]))
    french = texts(corpus.to_svg(country="FR"))
    assert "France" in french
    assert "Berlin" not in french


def test_nothing_chosen_is_said(corpus):
    svg = corpus.to_svg(country="JP", first=date(2023, 1, 1), last=date(2023, 1, 31))
    assert "No place is named here." in texts(svg)
    assert not radii(svg)


def test_a_picture_is_the_same_each_time(corpus, tmp_path):
    for suffix in (".svg", ".png", ".pdf"):
        first, second = (corpus.save(tmp_path / f"{n}{suffix}", layer="countries", size="240") for n in (1, 2))
        assert first.read_bytes() == second.read_bytes()
        assert len(first.read_bytes()) > 10_000


def test_germany_is_dark_and_the_sea_is_not(corpus):
    picture = Image.open(io.BytesIO(corpus.to_png(layer="countries", scale=1.0, size="960x600"))).convert("RGB")
    colours = [one for _, one in sorted(picture.getcolors(1 << 20), reverse=True)]
    sea, dark = (217, 230, 236), tuple(bytes.fromhex(RAMPS["light"][-1][1:]))
    assert colours[0] == sea
    share = sum(count for count, one in picture.getcolors(1 << 20) if one == dark) / (960 * 600)
    assert 0.0005 < share < 0.02


def test_a_pdf_has_its_title_and_words(corpus):
    import pypdfium2

    document = pypdfium2.PdfDocument(corpus.to_pdf(title="A corpus"))
    assert document.get_metadata_dict()["Title"] == "A corpus"
    words = document[0].get_textpage().get_text_range()
    # A name and its rim are one text: who copies it has it once.
    assert words.count("Munich") == 1


def test_words_from_outside_stay_words(tmp_path, gazetteer):
    hostile = "<script>alert(1)</script>&\"'"
    folder = write(tmp_path / "hostile", gazetteer, NAMED, names=[(MUNICH, hostile)])
    svg = map_corpus(folder, title=hostile, gazetteer=gazetteer).to_svg()
    assert "<script" not in svg
    assert texts(svg).count(hostile) == 3  # headline, name, and the name's rim


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"layer": "streets"}, "no layer 'streets'"),
        ({"measure": "pages"}, "no measure 'pages'"),
        ({"theme": "pink"}, "no theme 'pink'"),
        ({"country": "SY"}, "no country 'SY'"),
        ({"languages": ["xx"]}, "no language 'xx'"),
        ({"language": "tlh"}, "no interface texts in 'tlh'"),
        ({"size": "huge"}, "a size is such as"),
        ({"color": "red"}, "no 'color'"),
    ],
)
def test_what_does_not_exist_is_said_in_a_line(corpus, wrong, line):
    with pytest.raises(InputError, match=line):
        corpus.to_svg(**wrong)


def test_a_page_takes_no_layer_and_a_file_of_another_kind_is_refused(corpus, tmp_path):
    with pytest.raises(InputError, match="a page takes no layer"):
        corpus.save(tmp_path / "a.html", layer="countries")
    with pytest.raises(InputError, match="no scale"):
        corpus.save(tmp_path / "a.svg", scale=2.0)
    with pytest.raises(InputError, match="names no page and no picture"):
        corpus.save(tmp_path / "a.docx")
    assert not list(tmp_path.iterdir())


def test_a_notebook_gets_the_page_in_a_frame_and_a_picture(corpus):
    bundle = corpus._repr_mimebundle_()
    assert bundle["text/html"].startswith("<iframe srcdoc=")
    assert 'sandbox="allow-scripts"' in bundle["text/html"]
    assert bundle["image/png"].startswith("iVBOR")


def test_a_corpus_across_the_antimeridian_is_not_drawn_as_the_world(tmp_path, gazetteer):
    suva, auckland = (gazetteer.lookup(name, limit=1)[0].place.id for name in ("Suva", "Auckland"))
    levuka = next(one.place.id for one in gazetteer.lookup("Labasa", country="FJ"))
    folder = write(tmp_path / "fiji", gazetteer, [(suva, 3, "en", 1), (auckland, 3, "en", 1), (levuka, 3, "en", 1)])
    view = map_corpus(folder, gazetteer=gazetteer).view
    assert frame_of(view, view.places.documents).width_deg < 20
    everywhere = map_corpus(
        write(tmp_path / "all", gazetteer, [(KYOTO, 3, "en", 1), (PARIS, 3, "en", 1)]), gazetteer=gazetteer
    )
    assert frame_of(everywhere.view, everywhere.view.places.documents) == WORLD


def test_classes_end_where_numbers_read_well():
    values = np.array([0, 1, 1, 2, 2, 3, 5, 8, 13, 40, 120, 400], float)
    # Of the eleven that are not 0 the fourth, seventh, ninth and tenth (2, 8, 40, 120), to 1, 2 or 5 and noughts.
    assert breaks_of(values, whole=True) == [2, 10, 50, 100]
    assert [rounded(value) for value in (0, 0.014, 3, 3.6, 7.4, 76)] == [0, 0.01, 2, 5, 5, 100]
    assert [class_of(value, [2, 10, 50]) for value in (1, 2, 9, 10, 50, 400)] == [0, 1, 1, 2, 3, 3]
    assert breaks_of(np.zeros(4), whole=True) == []


def test_every_language_has_all_words_with_the_same_slots():
    rows = list(csv.reader(Path(package.__file__).with_name("picture.csv").read_text("utf-8").splitlines()))
    slots = string.Formatter()
    for key, english, *others in rows[1:]:
        wanted = {slot for _, slot, _, _ in slots.parse(english) if slot}
        assert len(others) == 13, key
        for words in others:
            assert words, key
            assert {slot for _, slot, _, _ in slots.parse(words) if slot} == wanted, (key, words)
    assert words_in("de-AT")["nobody"] == "keine"


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (12345, "en", "12,345"),
        (12345, "fr", "12\u202f345"),
        (0.5, "de", "0,5"),
        (2.0, "en", "2"),
        (0.966, "en", "0.97"),
        (0, "en", "0"),
    ],
)
def test_numbers_are_written_as_a_language_does(value, language, written):
    assert digits(value, language) == written


@pytest.mark.parametrize("language", ["de", "ar", "zh"])
def test_a_picture_speaks_other_languages(corpus, language):
    svg = corpus.to_svg(language=language)
    munich = {"de": "München", "ar": "ميونخ", "zh": "慕尼黑"}[language]
    assert any(text and munich in text for text in texts(svg))
    assert f'lang="{language}"' in svg


def test_no_name_lies_upon_another(corpus):
    # As far as letters' widths are known without a font.
    boxes = []
    for text in ElementTree.fromstring(corpus.to_svg(layer="countries")).iter(f"{SVG}text"):
        if text.get("stroke") is None and text.text and text.get("x") and re.fullmatch(r"[A-Z][a-z]+", text.text):
            x, y = float(text.get("x")), float(text.get("y"))
            boxes.append((x - 3 * len(text.text), y - 10, x + 3 * len(text.text), y))
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :]]
    assert not [1 for a, b in pairs if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


@pytest.mark.parametrize(
    ("unit", "starts", "ends"),
    [
        ("day", ["2023-01-05"], ["2023-01-06"]),
        ("week", ["2023-01-30", "2023-02-01", "2023-02-06"], ["2023-02-01", "2023-02-06", "2023-02-13"]),
        ("month", ["2023-01-01", "2023-12-01"], ["2023-02-01", "2024-01-01"]),
        ("year", ["2023-01-01"], ["2024-01-01"]),
    ],
)
def test_a_stretch_of_time_ends_before_the_next_though_nothing_is_there(unit, starts, ends):
    first, after = (np.array(days, "datetime64[D]").astype(np.int64) for days in (starts, ends))
    assert ends_of(first, unit, 0).tolist() == after.tolist()


@pytest.fixture
def run(tmp_path, gazetteer):
    folder = write(tmp_path / "a", gazetteer, NAMED)
    return lambda name, *options: CliRunner().invoke(command, [str(folder), "-o", str(tmp_path / name), *options])


def test_the_command_writes_a_picture_and_says_what_it_counts(run, tmp_path):
    result = run("b.svg", "--layer", "countries", "--country", "de", "--from", "2023-01-01", "--title", "A year")
    assert result.exit_code == 0
    assert "24 documents" in result.output
    written = texts((tmp_path / "b.svg").read_text("utf-8"))
    assert {"A year", "Germany"} <= set(written)
    assert "France" not in written


@pytest.mark.parametrize(
    ("name", "options", "line"),
    [
        ("b.html", ["--layer", "countries"], "--layer is of a picture"),
        ("b.html", ["--to", "2023-01-01"], "--to is of a picture"),
        ("b.docx", [], "should end in .html, .svg, .png or .pdf"),
        ("b.svg", ["--from", "yesterday"], "a day such as 2025-10-14"),
        ("b.svg", ["--layer", "hexagons", "--measure", "inhabitants"], "how many live in a hexagon"),
        ("b.svg", ["--country", "xx"], "no country 'XX'"),
    ],
)
def test_the_command_says_what_does_not_go_together(run, tmp_path, name, options, line):
    result = run(name, *options)
    assert result.exit_code != 0
    assert line in (result.output + str(result.exception))
    assert not (tmp_path / name).exists()

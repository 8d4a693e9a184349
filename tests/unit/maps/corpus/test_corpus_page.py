"""The page of a corpus: whole, the same each time, and nothing in it that a document could make run."""

import base64
import csv
import hashlib
import json
import re
import zlib
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from geomap.gazetteer import open_gazetteer
from geomap.maps.corpus import bundle, wording
from geomap.maps.corpus.aggregate import aggregate
from geomap.maps.corpus.packing import Packer
from geomap.maps.corpus.page import BUILT, to_page


@pytest.fixture(scope="module")
def page(view):
    return to_page(view, open_gazetteer(), title="Sixty reports")


def unpacked(page):
    """Return the sections of a page by name, as the page's script reads them."""
    raw = zlib.decompress(base64.b64decode(re.search(r'id="gm-packed">([^<]*)<', page)[1]))
    head, _, rest = raw.partition(b"\n")
    made, at = {}, 0
    for name, (length, how, signed, size) in json.loads(head).items():
        made[name] = _read(rest[at : at + size], length, how, signed)
        at += size
    return made


def _read(raw, length, how, signed):
    if how == 2:
        return raw.decode().split("\n") if length else []
    numbers, number, shift = [], 0, 0
    for byte in raw:
        number |= (byte & 127) << shift
        shift += 7
        if not byte & 128:
            numbers.append((number >> 1) ^ -(number & 1) if signed else number)
            number = shift = 0
    assert len(numbers) == length
    return np.cumsum(numbers).tolist() if how == 1 else numbers


@pytest.mark.parametrize(
    ("values", "how"),
    [
        ([0, 1, 127, 128, 300, 2**31 - 1], {}),
        ([5, -3, 1 << 20, 0], {"signed": True}),
        ([9, 9, 4], {"steps": True, "signed": True}),
    ],
)
def test_numbers_come_out_as_they_went_in(values, how):
    packer = Packer()
    packer.numbers("some", values, **how)
    packer.texts("words", ["a\nb", "", "ü"])
    made = unpacked(f'id="gm-packed">{packer.packed()}<')
    assert made == {"some": values, "words": ["a b", "", "ü"]}


def test_the_page_carries_the_cube_that_was_counted(page, view):
    made = unpacked(page)
    assert sum(made["cube.documents"]) == int(view.cube.documents.sum())
    assert sum(made["slot"]) == 60
    assert made["place.name"] == view.places.names
    assert len(made["country.poly"]) == 3
    assert min(map(len, made["country.poly"])) > 100


def test_the_same_corpus_makes_the_same_page(page, folder):
    assert to_page(aggregate(folder), open_gazetteer(), title="Sixty reports") == page


def test_only_the_packages_own_scripts_may_run(page):
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts}
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert len(scripts) == 2
    assert rules["script-src"] == " ".join(sorted(f"'sha256-{one}'" for one in hashes))
    assert rules["default-src"] == "'none'"
    assert not re.search(r'<(?:link|img|iframe)\b|<script[^>]*\bsrc=|url\((?!data:|"data:|#)', page)


def test_hostile_names_titles_and_links_never_become_markup(corpus, tmp_path):
    made = [(corpus.FIRST, "en", [corpus.Mention("Paris")])] * 3
    links = ["javascript:alert(4)", "https://example.org/\"onclick='alert(5)'", "https://example.org/</script>"]
    folder = corpus.write(
        tmp_path, made, titles=[corpus.HOSTILE] * 3, links=links, names={"Paris": corpus.HOSTILE}, parts=1
    )
    page = to_page(aggregate(folder), open_gazetteer(), title=corpus.HOSTILE)
    assert page.count("<script") == 4
    assert "<img" not in page
    assert "javascript:" not in "".join(unpacked(page)["document.link"])
    first = json.loads(re.search(r'id="gm-first">(.*?)</script>', page, re.DOTALL)[1])
    assert first["title"] == corpus.HOSTILE
    assert first["first"][0][0] == corpus.HOSTILE


def test_readers_without_scripts_get_the_largest_places(page):
    table = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1]
    assert table.count("<tr>") == 9
    assert "<td>Paris</td>" in table


def test_the_first_view_frames_where_most_documents_are(corpus, tmp_path):
    made = [(corpus.FIRST, "en", [corpus.Mention("Damascus"), corpus.Mention("Homs")])] * 60
    made += [(corpus.FIRST, "en", [corpus.Mention("Berlin")])]
    page = to_page(aggregate(corpus.write(tmp_path, made)), open_gazetteer())
    west, south, east, north = json.loads(re.search(r'id="gm-first">(.*?)</script>', page)[1])["frame"]
    assert 35.5 < west <= 36.3
    assert 36.7 < east < 37.5
    assert 32.5 < south < 33.6
    assert 34.7 < north < 35.5


def test_a_corpus_without_a_place_is_a_page_too(corpus, tmp_path):
    view = aggregate(corpus.write(tmp_path, [(None, "en", []), (None, "en", [corpus.Mention(None)])], parts=1))
    assert view.totals.documents == 2
    assert 'id="gm-packed"' in to_page(view, open_gazetteer())


def test_every_language_has_every_text_with_its_values():
    rows = list(csv.reader((Path(wording.__file__).with_name("texts.csv")).read_text("utf-8").splitlines()))
    assert len(rows[0]) == 15
    values = re.compile(r"\{\w+\}")
    for key, english, *others in rows[1:]:
        for language, text in zip(rows[0][2:], others, strict=True):
            assert text, (key, language)
            assert sorted(values.findall(text)) == sorted(values.findall(english)), (key, language)


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_names_and_texts_are_in_the_language_of_the_page(view, language):
    page = to_page(view, open_gazetteer(), language=language)
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    assert {"ar": "باريس", "zh": "巴黎"}[language] in unpacked(page)["place.name"]


def test_what_pages_carry_is_made_of_the_scripts_that_are_there():
    assert (BUILT / "sources.txt").read_text("utf-8") == bundle.digest() + "\n", "python -m geomap.maps.corpus.bundle"


def test_the_command_writes_a_page_and_says_what_is_in_it(folder, tmp_path):
    from geomap.cli.main import cli

    target = tmp_path / "map.html"
    done = CliRunner().invoke(cli, ["corpus-map", str(folder), "-o", str(target), "--title", "Reports", "--json"])
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert (said["documents"], said["rejected"], said["places"]) == (60, 2, 8)
    assert said["mentions"] == said["drawn"] + said["uncertain"] + said["unplaced"]
    assert "<title>Reports</title>" in target.read_text("utf-8")


def test_another_suffix_is_refused_before_anything_is_counted(folder, tmp_path):
    from geomap.cli.main import cli

    done = CliRunner().invoke(cli, ["corpus-map", str(folder), "-o", str(tmp_path / "map.docx")])
    assert done.exit_code == 2
    assert not list(tmp_path.iterdir())

"""Corpora in other languages: their language, what they leave out, and what stands beside geomap."""

import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from geomap.cli.evaluate import command
from geomap.errors import InputError
from geomap.evaluation.corpus import Mention, by_language, in_language, read_corpus
from geomap.evaluation.kinds import LEFT_OUT, GoldKinds, read_manifest, without_kinds
from geomap.evaluation.others import LookUp, spacy_mentions, spacy_model
from geomap.gazetteer import bundled

GERMAN = "Der Zug fuhr von München nach Wien."
ROWS = [
    {"id": 1, "language": "de", "text": GERMAN, "toponyms": [{"start": 17, "end": 24, "lat": 48.14, "lon": 11.57}]},
    {"id": 2, "language": "fr-CH", "text": "Il pleut à Genève.", "toponyms": [{"start": 11, "end": 17}]},
    {"id": 3, "text": "Rain in Ghent.", "toponyms": []},
]


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "mixed.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_a_document_states_its_language_and_one_that_does_not_is_in_the_one_asked_for(corpus):
    documents = list(read_corpus(corpus))
    assert [d.document.language for d in documents] == ["de", "fr-CH", ""]
    assert [(d.document.id, d.document.language) for d in in_language(documents, "fr")] == [("2", "fr-CH"), ("3", "fr")]
    assert {tag: len(part) for tag, part in by_language(documents).items()} == {"de": 1, "fr": 1, "": 1}


def run(*arguments):
    return CliRunner().invoke(command, [*map(str, arguments), "--recognizer", "lexicon", "--no-user-places"])


def test_each_language_is_measured_by_itself_beside_what_else_reads_it(corpus):
    shown = run(corpus, "--beside", "--markdown")
    assert shown.exit_code == 0, shown.output
    assert [line for line in shown.output.splitlines() if line.startswith("**")] == [
        "**German**",
        "**French**",
        "**English**",
    ]
    systems = [line.split(" | ")[2] for line in shown.output.splitlines() if line.startswith("| mixed")]
    assert systems[:2] == ["geomap", "gazetteer look-up"]
    german = next(line for line in shown.output.splitlines() if "look-up" in line)
    assert german.strip("| ").endswith("1.000")  # Munich is where it is put, given its span


def test_a_language_that_no_document_is_in_is_one_clear_error(tmp_path):
    path = tmp_path / "de.jsonl"
    path.write_text(json.dumps(ROWS[0]) + "\n", encoding="utf-8")
    assert isinstance(run(path, "--language", "uk").exception, InputError)


def test_kinds_that_a_corpus_does_not_annotate_are_left_out_on_both_sides(tmp_path):
    predicted = [Mention(0, 6, type="demonym"), Mention(8, 12, type="literal"), Mention(15, 20, type="organisation")]
    assert without_kinds(predicted, ["demonyms", "organisations"]) == [predicted[1]]
    kinds = GoldKinds(bundled(), "de")
    assert kinds.is_demonym(Mention(0, 12, name="französische"))
    assert not kinds.is_demonym(Mention(0, 10, name="Frankreich"))
    manifest = tmp_path / "corpora.toml"
    manifest.write_text('[a]\nwithout = ["demonyms"]\n', encoding="utf-8")
    assert read_manifest(manifest) == {"a": ("demonyms",)}
    manifest.write_text('[a]\nwithout = ["rivers"]\n', encoding="utf-8")
    with pytest.raises(InputError, match="there are: demonyms"):
        read_manifest(manifest)


def test_the_manifest_of_the_readme_names_kinds_that_there_are():
    rows = read_manifest(Path(__file__).parents[2] / "benchmarks" / "corpora.toml")
    assert len(rows) >= 10
    assert {kind for kinds in rows.values() for kind in kinds} <= LEFT_OUT.keys()


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("de", GERMAN, ["München", "Wien"]),
        ("ru", "Москва и Париж", ["Москва", "Париж"]),
        ("zh", "他从北京飞往巴黎。", ["北京", "巴黎"]),
        ("ar", "سافر من باريس إلى دمشق", ["باريس", "دمشق"]),
    ],
)
def test_look_up_takes_the_longest_names_and_puts_them_where_the_most_important_bearer_is(language, text, names):
    found = LookUp(bundled(), language).mentions(text)
    assert set(names) <= {text[m.start : m.end] for m in found}
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.located for m in found)


def test_a_spacy_model_that_is_not_installed_is_left_out():
    assert (spacy_model("de"), spacy_model("zh")) == ("de_core_news_sm", "zh_core_web_sm")
    assert spacy_mentions(sys.executable, "xx_none_of_these_sm", [GERMAN], LookUp(bundled(), "de")) is None

import json

import pytest

from geomap.errors import InputError
from geomap.gazetteer import bundled
from geomap.model import Document
from geomap.recognition.lexicon import LexiconRecognizer
from geomap.resolution.corrections import CorrectedResolver, Corrections
from geomap.resolution.ranker import Ranker

TEXT = "Paris and Homs. Later Paris again."


def resolve(corrections, document=None):
    gazetteer = bundled()
    document = document or Document(TEXT)
    toponyms = LexiconRecognizer(gazetteer).recognize(document)
    resolver = CorrectedResolver(Ranker(gazetteer), corrections, gazetteer)
    return [(r.toponym.text, r.place and r.place.id, r.decided_by) for r in resolver.resolve(document, toponyms)]


def test_a_name_means_what_a_person_says_and_the_output_says_so():
    assert resolve(Corrections.from_dict({"names": {"PARIS": "geonames:4717560", "Homs": False}})) == [
        ("Paris", "geonames:4717560", "correction"),
        ("Homs", None, "correction"),
        ("Paris", "geonames:4717560", "correction"),
    ]


def test_a_mention_wins_over_a_name_and_can_be_tied_to_a_document():
    corrections = Corrections.from_dict(
        {"names": {"Paris": "geonames:4717560"}, "mentions": {"a:0-5": "geonames:2988507", "22-27": False}}
    )
    assert [r[1] for r in resolve(corrections, Document(TEXT, id="a"))][::2] == ["geonames:2988507", None]
    assert [r[1] for r in resolve(corrections, Document(TEXT, id="b"))][::2] == ["geonames:4717560", None]


def test_what_nobody_corrects_stays_as_it_was():
    assert {r[2] for r in resolve(Corrections())} == {"geomap"}


def test_corrections_are_read_from_toml_and_json(tmp_path):
    toml, as_json = tmp_path / "c.toml", tmp_path / "c.json"
    toml.write_text('[names]\n"Paris" = "geonames:4717560"\n[mentions]\n"6-10" = false\n')
    as_json.write_text(json.dumps({"names": {"Paris": "geonames:4717560"}, "mentions": {"6-10": None}}))
    assert Corrections.read(toml) == Corrections.read(as_json)
    assert Corrections.from_dict({"Paris": "geonames:1"}).names == {"paris": "geonames:1"}


@pytest.mark.parametrize(
    "text",
    ["[names", "[names]\nParis = 5", '[mentions]\n"here" = false', "names = 3"],
)
def test_a_bad_file_is_one_clear_error(tmp_path, text):
    path = tmp_path / "c.toml"
    path.write_text(text)
    with pytest.raises(InputError):
        Corrections.read(path)


def test_an_unknown_place_is_told_before_anything_runs():
    with pytest.raises(InputError, match="geonames:999999999"):
        CorrectedResolver(Ranker(bundled()), Corrections({"x": "geonames:999999999"}), bundled())

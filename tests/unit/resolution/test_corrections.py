import json

import pytest

from geomap.edits import Corrections
from geomap.errors import InputError
from geomap.gazetteer import bundled
from geomap.model import Document
from geomap.recognition.lexicon import LexiconRecognizer
from geomap.resolution.corrections import CorrectedRecognizer, CorrectedResolver
from geomap.resolution.ranker import Ranker

TEXT = "Paris and Homs. Later Paris again."


def resolve(corrections, document=None):
    gazetteer = bundled()
    document = document or Document(TEXT)
    toponyms = CorrectedRecognizer(LexiconRecognizer(gazetteer), corrections).recognize(document)
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


def test_a_mention_that_nobody_found_is_added_and_takes_the_room_of_what_it_overlaps():
    corrections = Corrections.from_dict({"mentions": {"16-27": "geonames:4717560", "0-2": False}})
    found = resolve(corrections)
    assert ("Later Paris", "geonames:4717560", "correction") in found
    assert [text for text, _, _ in found] == ["Paris", "Homs", "Later Paris"]


def page_file(rows):
    return {"format": "geomap-corrections", "version": 1, "corrections": rows}


def test_the_file_that_the_page_offers_is_understood():
    row = {"document": "talks.txt", "number": 0, "start": 0, "end": 5, "text": "Paris", "place": "geonames:4717560"}
    corrections = Corrections.from_dict(page_file([row, row | {"start": 10, "end": 14, "text": "Homs", "place": None}]))
    found = resolve(corrections, Document(TEXT, source="talks.txt"))
    assert [(place, by) for _, place, by in found[:2]] == [("geonames:4717560", "correction"), (None, "correction")]
    assert {by for _, _, by in resolve(corrections, Document(TEXT, source="other.txt"))} == {"geomap"}


def test_the_pages_file_never_lands_on_other_words():
    row = {"document": "", "number": 0, "start": 0, "end": 5, "text": "Rome", "place": "geonames:4717560"}
    assert {by for _, _, by in resolve(Corrections.from_dict(page_file([row])))} == {"geomap"}


@pytest.mark.parametrize("rows", [[{}], [3], 3, [{"document": "", "start": "x", "end": 5, "text": "", "place": None}]])
def test_a_damaged_file_of_the_page_is_one_clear_error(rows):
    with pytest.raises(InputError, match="a row of the page's file lacks"):
        Corrections.from_dict(page_file(rows))


def test_what_nobody_corrects_stays_as_it_was():
    assert {r[2] for r in resolve(Corrections())} == {"geomap"}


def test_corrections_are_read_from_toml_and_json(tmp_path):
    toml, as_json = tmp_path / "c.toml", tmp_path / "c.json"
    toml.write_text('[names]\n"Paris" = "geonames:4717560"\n[mentions]\n"6-10" = false\n')
    as_json.write_text(json.dumps({"names": {"Paris": "geonames:4717560"}, "mentions": {"6-10": None}}))
    assert Corrections.read(toml) == Corrections.read(as_json)
    assert Corrections.from_dict({"Paris": "geonames:1"}).folded["paris"].place_id == "geonames:1"


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


def test_a_table_of_another_name_is_told_from_a_place():
    with pytest.raises(InputError, match="'mention' is no table of such a file"):
        Corrections.from_dict({"mention": {"1-2": False}})


def test_a_row_may_only_accept_and_say_who_did():
    gazetteer = bundled()
    said = {
        "version": 2,
        "decided_by": "A. Reader",
        "names": {"Homs": {"place": "geonames:169577", "decided_by": "B. Editor"}, "Paris": "geonames:2988507"},
    }
    corrections = Corrections.from_dict(said)
    document = Document(TEXT)
    toponyms = CorrectedRecognizer(LexiconRecognizer(gazetteer), corrections).recognize(document)
    found = {}
    for ranker in (Ranker(gazetteer), CorrectedResolver(Ranker(gazetteer), corrections, gazetteer)):
        for one in ranker.resolve(document, toponyms):
            found.setdefault(one.toponym.text, []).append(one)
    before, after = found["Homs"]
    assert before.place == after.place  # geomap's own choice, accepted
    assert (before.decided_by, after.decided_by, after.confidence) == ("geomap", "correction", 1)
    assert "(B. Editor)" in after.reasons[0]
    assert "(A. Reader)" in found["Paris"][-1].reasons[0]

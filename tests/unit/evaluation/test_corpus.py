import json

import pytest

from geomap.errors import InputError
from geomap.evaluation import Mention, read_corpus, to_json
from geomap.model import Document, Toponym


def write(path, *rows):
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows), encoding="utf-8")
    return path


def test_a_line_becomes_a_document_with_its_mentions(tmp_path):
    row = {
        "id": 7,
        "text": "Rain in Ghent.",
        "domain": "example.org",
        "toponyms": [
            {"start": 8, "end": 13, "lat": 51.05, "lon": 3.72, "geonameid": "2797656", "fclass": "P", "fcode": "PPLA2"}
        ],
    }
    (gold,) = read_corpus(write(tmp_path / "c.jsonl", row, ""))
    assert (gold.document.id, gold.document.source) == ("7", "example.org")
    assert gold.mentions == (Mention(8, 13, 3.72, 51.05, 2797656, feature="P.PPLA2"),)


def test_documents_a_line_may_be_called_json(tmp_path):
    (gold,) = read_corpus(write(tmp_path / "c.json", {"id": 1, "text": "Homs", "toponyms": [{"start": 0, "end": 4}]}))
    assert [(m.start, m.end) for m in gold.mentions] == [(0, 4)]


@pytest.mark.parametrize(
    "bad", ["{", '{"id": 1}', '{"id": 1, "text": "x", "toponyms": [{"start": "a", "end": 1}]}', "[]"]
)
def test_a_line_of_another_form_is_named_by_its_number(tmp_path, bad):
    path = write(tmp_path / "c.jsonl", {"id": 1, "text": "", "toponyms": []}, bad)
    with pytest.raises(InputError, match="line 2"):
        list(read_corpus(path))


def test_a_missing_corpus_is_one_clear_error(tmp_path):
    with pytest.raises(InputError, match="there is no file"):
        list(read_corpus(tmp_path / "none.jsonl"))


def test_given_spans_win_over_what_a_recogniser_found_and_the_longer_over_the_shorter(tmp_path):
    row = {
        "id": 1,
        "text": "Lake Como and Milan and Turin",
        "toponyms": [{"start": 5, "end": 9}, {"start": 0, "end": 9}, {"start": 14, "end": 19}],
    }
    (gold,) = read_corpus(write(tmp_path / "c.jsonl", row))
    others = [Toponym(14, 29, "Milan and Turin"), Toponym(24, 29, "Turin")]
    assert [(t.start, t.end) for t in gold.toponyms()] == [(0, 9), (14, 19)]
    assert [t.text for t in gold.toponyms(others)] == ["Lake Como", "Milan", "Turin"]


def test_a_prediction_is_written_in_the_form_that_is_read(tmp_path):
    line = to_json(Document("Rain in Gänt", id="a"), (Mention(8, 12, 3.5, 51.0, 5, "Gänt", "literal"),))
    (gold,) = read_corpus(write(tmp_path / "p.jsonl", line))
    assert gold.mentions == (Mention(8, 12, 3.5, 51.0, 5, "Gänt", "literal"),)


def test_a_mark_that_only_says_which_place_it_means_gets_its_position(tmp_path):
    from geomap.evaluation.corpus import located
    from geomap.gazetteer import bundled

    (tmp_path / "a.txt").write_text("Rain in Homs, and in Nirgends.", encoding="utf-8")
    (tmp_path / "a.ann").write_text(
        "T1\tLOC 8 12\tHoms\n#1\tAnnotatorNotes T1\t169577\n"
        "T2\tLOC 21 29\tNirgends\n#2\tAnnotatorNotes T2\t999999999\n",
        encoding="utf-8",
    )
    homs, nowhere = next(located(read_corpus(tmp_path / "a.ann"), bundled())).mentions
    assert (round(homs.lon, 1), round(homs.lat, 1), homs.feature) == (36.7, 34.7, "P.PPLA")
    assert (nowhere.lon, nowhere.geonameid) == (None, 999999999)

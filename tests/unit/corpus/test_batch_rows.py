"""A batch of records yields what its texts yield one by one; a text that repeats is read once."""

import datetime

import pytest

from geomap.assembly import assemble_geoparser
from geomap.export.records import in_order
from geomap.model import Document
from geomap.prominence import prominence_values, prominences

pa = pytest.importorskip("pyarrow")

TEXTS = [
    "Floods closed the road from Leeds to York. Engineers from Norway helped in York.",
    "A convoy was hit 10 km north of Homs on Friday, in 2003 already.",
    "Nothing happened that day.",
    "Trams stopped in Lyon and Marseille, and a minister in Paris was sad.",
]


@pytest.fixture(scope="module")
def geoparser():
    return assemble_geoparser(recognizer="lexicon", user_places=False)


def tables(texts, geoparser):
    from geomap.corpus.batch import geoparse_batch
    from geomap.corpus.schema import RECORDS

    rows = [
        {"source": "a.jsonl", "record": n, "document_id": f"d{n}", "text": text, "date": datetime.date(2025, 3, 1 + n)}
        for n, text in enumerate(texts)
    ]
    return geoparse_batch(pa.Table.from_pylist(rows, RECORDS), geoparser)


def test_mentions_and_prominence_are_those_of_the_texts_one_by_one(geoparser):
    found = tables(TEXTS, geoparser)
    rows = found.mentions.to_pylist()
    for number, text in enumerate(TEXTS):
        own = [row for row in rows if row["document_id"] == f"d{number}"]
        parse = geoparser.geoparse(Document(text, date=datetime.date(2025, 3, 1 + number)))
        about = prominences(parse)
        assert [(row["start"], row["end"], row["text"], row["place_id"]) for row in own] == [
            (one.toponym.start, one.toponym.end, one.toponym.text, one.place and one.place.id)
            for one in in_order(parse)
        ]
        for row, one in zip(own, in_order(parse), strict=True):
            assert row["date"] == datetime.date(2025, 3, 1 + number)
            assert row["confidence"] == pytest.approx(one.confidence, abs=1e-6)
            assert row["prominence"] == pytest.approx(about[one.place.id].value, abs=1e-6)
    assert found.documents["mentions"].to_pylist()[2] == 0
    assert found.rejects.num_rows == 0


def test_a_text_that_repeats_is_read_once_and_has_a_row_each(geoparser, monkeypatch):
    read = []
    own = type(geoparser).geoparse_each
    monkeypatch.setattr(type(geoparser), "geoparse_each", lambda self, texts: read.extend(texts) or own(self, texts))
    from geomap.corpus.batch import geoparse_batch
    from geomap.corpus.schema import RECORDS

    rows = [
        {"source": "a.jsonl", "record": n, "document_id": f"d{n}", "text": TEXTS[n % 2], "date": None} for n in range(6)
    ]
    found = geoparse_batch(pa.Table.from_pylist(rows, RECORDS), geoparser)
    assert len(read) == 2
    mentions = found.mentions.to_pylist()
    first = [row | {"document_id": ""} for row in mentions if row["document_id"] == "d0"]
    last = [row | {"document_id": ""} for row in mentions if row["document_id"] == "d4"]
    assert first == last
    assert len(first) == len(list(in_order(geoparser.geoparse(TEXTS[0])))) >= 4
    assert found.documents.num_rows == 6


def test_values_are_those_of_the_prominences_with_reasons(geoparser):
    parse = geoparser.geoparse(TEXTS[3])
    assert prominence_values(parse) == {key: one.value for key, one in prominences(parse).items()}

"""What the texts of a stream name comes out soon after they came in."""

import datetime
import itertools
import threading

import pytest

from geomap.assembly import assemble_geoparser
from geomap.corpus import stream
from geomap.model import Document


@pytest.fixture(scope="module")
def geoparser():
    return assemble_geoparser(recognizer="lexicon")


def test_texts_documents_and_mappings_become_rows_with_their_ids(geoparser):
    feed = [
        "Aid left Homs.",
        Document("Aid left Hama.", id="x", date=datetime.date(2026, 3, 1)),
        {"id": 7, "text": "Парад в Москве.", "language": "ru", "date": "2026-05-09"},
        {"id": 8, "text": None},
        {"id": 9, "text": 5},
    ]
    rows = list(stream(feed, geoparser=geoparser))
    assert [(row["document_id"], row["text"], row["country_code"], row["language"], row["date"]) for row in rows] == [
        (0, "Homs", "SY", "en", None),
        ("x", "Hama", "SY", "en", datetime.date(2026, 3, 1)),
        (7, "Москве", "RU", "ru", datetime.date(2026, 5, 9)),
        (9, None, None, None, None),
    ]
    assert [row["reason"] for row in rows] == [None, None, None, "the text is no text but int"]


class Feed:
    """Some texts, and then silence until it is ended."""

    def __init__(self, *texts):
        self.texts = texts
        self.ended = threading.Event()

    def __iter__(self):
        yield from self.texts
        self.ended.wait(30)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_text_comes_out_though_no_other_comes_in(geoparser, workers):
    feed = Feed("Aid left Homs.", "Aid left Hama.")
    rows = stream(feed, geoparser=geoparser, workers=workers, delay_s=0.2)
    assert [next(rows)["name"], next(rows)["name"]] == ["Homs", "Hama"]
    assert not feed.ended.is_set()
    feed.ended.set()
    assert list(rows) == []


def test_an_endless_stream_is_read_only_some_way_ahead(geoparser):
    read = itertools.count()
    rows = stream(({"id": next(read), "text": "Aid left Homs."} for _ in itertools.count()), geoparser=geoparser)
    assert [row["document_id"] for row in itertools.islice(rows, 700)] == list(range(700))
    assert next(read) < 700 + 3 * 512
    threads = [thread for thread in threading.enumerate() if thread.name == "stream"]
    rows.close()
    for thread in threads:
        thread.join(5)
    assert not any(thread.is_alive() for thread in threads)


def test_where_a_stream_breaks_what_came_before_comes_out_first(geoparser):
    def broken():
        yield "Aid left Homs."
        raise ConnectionError("the wire is cut")

    rows = stream(broken(), geoparser=geoparser)
    assert next(rows)["name"] == "Homs"
    with pytest.raises(ConnectionError, match="the wire is cut"):
        next(rows)

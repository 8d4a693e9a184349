"""A query of DuckDB asks for the places of its texts."""

import pytest

from geomap.assembly import assemble_geoparser
from geomap.corpus import register

duckdb = pytest.importorskip("duckdb", reason="needs DuckDB")


@pytest.fixture(scope="module")
def geoparser():
    return assemble_geoparser(recognizer="lexicon")


@pytest.fixture
def connection(geoparser):
    with duckdb.connect() as made:
        register(made, geoparser=geoparser)
        made.execute("CREATE TABLE articles (id INTEGER, text VARCHAR, language VARCHAR)")
        texts = ["Aid reached Homs in Syria.", "Rain.", None, "Talks were held in Beirut."]
        made.executemany("INSERT INTO articles VALUES (?, ?, 'en')", list(enumerate(texts)))
        yield made


def test_unnest_makes_a_row_a_mention(connection):
    query = "SELECT id, m.text, m.country_code FROM articles, UNNEST(geoparse(text)) AS _(m) ORDER BY id, m.start"
    assert connection.execute(query).fetchall() == [(0, "Homs", "SY"), (0, "Syria", "SY"), (3, "Beirut", "LB")]


def test_a_null_text_gives_null_and_one_without_places_an_empty_list(connection):
    found = connection.execute("SELECT len(geoparse(text)) FROM articles ORDER BY id").fetchall()
    assert found == [(2,), (0,), (None,), (1,)]


def test_the_language_can_be_said(connection):
    found = connection.execute("SELECT geoparse(text, language)[1].language FROM articles WHERE id = 0").fetchall()
    assert found == [("en",)]
    russian = connection.execute("SELECT geoparse('Парад в Москве.', 'ru')").fetchone()[0]
    assert [(one["text"], one["country_code"], one["language"]) for one in russian] == [("Москве", "RU", "ru")]


def test_a_text_that_cannot_be_read_tells_the_reason(connection):
    found = connection.execute("SELECT geoparse(5)").fetchone()[0]
    assert [(one["reason"], one["start"]) for one in found] == [("the text is no text but int", None)]
    with pytest.raises(duckdb.Error, match=r"geoparse\(text \[, language\]\) takes one or two values, not 3"):
        connection.execute("SELECT geoparse('a', 'b', 'c')").fetchall()


def test_a_table_of_many_rows_is_asked_in_chunks(connection):
    connection.execute(
        "CREATE TABLE many AS SELECT i AS id, 'Report ' || i || ' came from Hama.' AS text FROM range(3000) t(i)"
    )
    query = "SELECT count(*), count(DISTINCT id), min(m.name), max(m.name) FROM many, UNNEST(geoparse(text)) AS _(m)"
    assert connection.execute(query).fetchone() == (3000, 3000, "Hama", "Hama")


def test_the_function_can_have_another_name(geoparser):
    with duckdb.connect() as connection:
        register(connection, name="places_in", geoparser=geoparser)
        assert connection.execute("SELECT places_in('Aid left Homs.')[1].name").fetchone() == ("Homs",)

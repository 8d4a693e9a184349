"""Data frames of articles become frames of mentions of the same kind, which join back by the id."""

import datetime

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from geomap.assembly import assemble_geoparser
from geomap.corpus import geoparse_frame
from geomap.corpus.frames.columns import COUNT, FRAME
from geomap.corpus.schema import MENTIONS
from geomap.errors import InputError

TEXTS = ["Aid reached Homs in Syria.", "Rain.", None, "Talks were held in Beirut."]
DAYS = [datetime.date(2026, 3, day) for day in (1, 2, 3, 4)]


@pytest.fixture(scope="module")
def geoparser():
    return assemble_geoparser(recognizer="lexicon")


@pytest.fixture(scope="module")
def table():
    return pa.table({"id": pa.array([10, 20, 30, 40], pa.int32()), "text": TEXTS, "date": DAYS})


def test_an_arrow_table_has_a_row_a_mention_and_the_ids_of_its_texts(table, geoparser):
    found = geoparse_frame(table, geoparser=geoparser)
    assert found.schema.names == [*MENTIONS.names, "reason"]
    assert found["document_id"].type == pa.int32()
    assert found.select(["document_id", "text", "country_code", "date"]).to_pylist() == [
        {"document_id": 10, "text": "Homs", "country_code": "SY", "date": DAYS[0]},
        {"document_id": 10, "text": "Syria", "country_code": "SY", "date": DAYS[0]},
        {"document_id": 40, "text": "Beirut", "country_code": "LB", "date": DAYS[3]},
    ]
    assert table.join(found, keys="id", right_keys="document_id", join_type="inner", right_suffix="_of").num_rows == 3


def test_pandas_and_polars_frames_say_the_same_as_arrow(table, geoparser):
    expected = geoparse_frame(table, geoparser=geoparser).to_pylist()
    polars = geoparse_frame(pl.from_arrow(table), geoparser=geoparser)
    assert isinstance(polars, pl.DataFrame)
    assert polars.schema["document_id"] == pl.Int32
    assert polars.to_dicts() == expected
    pandas = geoparse_frame(table.to_pandas(), geoparser=geoparser)
    assert isinstance(pandas, pd.DataFrame)
    assert pandas["document_id"].dtype == "int32"
    assert pandas["start"].dtype == "Int32"
    assert pa.Table.from_pandas(pandas, FRAME.set(0, pa.field("document_id", pa.int32()))).to_pylist() == expected
    assert pandas.merge(table.to_pandas(), left_on="document_id", right_on="id").shape[0] == 3


def test_without_ids_rows_are_known_by_pandas_index_and_else_by_their_number(table, geoparser):
    plain = table.drop_columns("id")
    assert geoparse_frame(plain, geoparser=geoparser)["document_id"].to_pylist() == [0, 0, 3]
    assert geoparse_frame(pl.from_arrow(plain), geoparser=geoparser)["document_id"].to_list() == [0, 0, 3]
    pandas = plain.to_pandas().set_index(pd.Index(list("abcd")))
    assert geoparse_frame(pandas, geoparser=geoparser)["document_id"].tolist() == ["a", "a", "d"]
    assert geoparse_frame(table.to_pandas(), id=None, geoparser=geoparser)["document_id"].tolist() == [0, 0, 3]
    levels = plain.to_pandas().set_index(pd.MultiIndex.from_product([["x", "y"], [1, 2]]))
    assert geoparse_frame(levels, geoparser=geoparser)["document_id"].tolist() == [("x", 1), ("x", 1), ("y", 2)]


def test_columns_of_other_names_are_read(geoparser):
    frame = pl.DataFrame(
        {
            "url": ["x"],
            "body": ["Парад в Москве."],
            "day": ["2026-05-09T10:00:00Z"],
            "lang": ["ru"],
            "headline": ["Парад"],
        }
    )
    found = geoparse_frame(
        frame, text="body", id="url", date="day", language="lang", title="headline", geoparser=geoparser
    )
    assert found.select("document_id", "text", "country_code", "language", "date").rows() == [
        ("x", "Москве", "RU", "ru", datetime.date(2026, 5, 9))
    ]


def test_a_text_that_cannot_be_read_has_a_row_with_the_reason(geoparser):
    frame = pd.DataFrame(
        {
            "id": list("abcd"),
            "text": ["Aid left Homs.", 7, "Aid left Hama.", np.nan],
            "date": ["2026-03-01", None, "soon", ""],
        }
    )
    found = geoparse_frame(frame, geoparser=geoparser)
    assert found["document_id"].tolist() == ["a", "b", "c"]
    assert found["reason"].isna().tolist() == [True, False, False]
    assert found["reason"].tolist()[1:] == [
        "the text is no text but int",
        "the date 'soon' is not of the form 2025-10-14",
    ]
    assert found["start"].isna().tolist() == [False, True, True]
    assert found["start"].dtype == "Int32"


def test_a_document_that_the_geoparser_fails_on_has_a_row_with_the_reason(geoparser, monkeypatch):
    def resolve(document, toponyms, before=geoparser.resolver.resolve):
        if "Hama" in document.text:
            raise RuntimeError("out of luck")
        return before(document, toponyms)

    monkeypatch.setattr(geoparser.resolver, "resolve", resolve)
    frame = pl.DataFrame({"id": [1, 2, 3], "text": ["Aid left Homs.", "Aid left Hama.", "Aid left Homs."]})
    found = geoparse_frame(frame, geoparser=geoparser)
    assert found["document_id"].to_list() == [1, 2, 3]
    assert found["reason"].to_list()[::2] == [None, None]
    assert "2: geomap failed on it (RuntimeError: out of luck)" in found["reason"][1]


def test_a_frame_without_rows_gives_one_without_rows(table, geoparser):
    for frame in (table.slice(0, 0), pl.from_arrow(table.slice(0, 0)), table.slice(0, 0).to_pandas()):
        found = geoparse_frame(frame, geoparser=geoparser)
        assert isinstance(found, type(frame))
        assert len(found) == 0
        names = found.column_names if isinstance(found, pa.Table) else list(found.columns)
        assert names == FRAME.names


def test_many_rows_in_several_processes_give_what_one_gives(geoparser):
    texts = [f"Aid number {i} left {('Homs', 'Hama', 'Beirut')[i % 3]}." for i in range(COUNT + 40)]
    frame = pl.DataFrame({"id": range(len(texts)), "text": texts})
    one = geoparse_frame(frame, geoparser=geoparser)
    assert one["document_id"].to_list() == list(range(len(texts)))
    assert geoparse_frame(frame, geoparser=geoparser, workers=2).equals(one)


def test_halves_of_characters_stop_nothing(geoparser):
    frame = pd.DataFrame({"id": ["\ud800", "b"], "text": ["Aid \ud83d left Homs.", "Aid left Hama."]}, dtype=object)
    assert geoparse_frame(frame, geoparser=geoparser)["text"].tolist() == ["Homs", "Hama"]


def test_what_is_no_such_frame_is_said(table, geoparser):
    with pytest.raises(InputError, match=r"the frame has no column 'body' for the text; there are: id, text, date"):
        geoparse_frame(table, text="body", geoparser=geoparser)
    with pytest.raises(InputError, match="the frame has no column 'url' for the id"):
        geoparse_frame(table, id="url", geoparser=geoparser)
    with pytest.raises(TypeError, match=r"a polars LazyFrame has no rows yet: geoparse_frame\(frame\.collect\(\)\)"):
        geoparse_frame(pl.from_arrow(table).lazy(), geoparser=geoparser)
    with pytest.raises(TypeError, match="a pandas or polars DataFrame, or an Arrow table, is wanted, not list"):
        geoparse_frame([{"text": "x"}], geoparser=geoparser)
    twice = pd.DataFrame([["a", "b"]], columns=["text", "text"])
    with pytest.raises(InputError, match="the frame has 2 columns 'text'"):
        geoparse_frame(twice, geoparser=geoparser)

"""Data frames of Dask become frames of mentions, partition by partition."""

import pandas as pd
import pytest

from geomap.assembly import assemble_geoparser
from geomap.corpus import geoparse_dask, geoparse_frame
from geomap.errors import InputError
from geomap.named import NamelessPartError

dataframe = pytest.importorskip("dask.dataframe", reason="needs Dask")

TOWNS = ("Homs", "Hama", "Beirut")


@pytest.fixture(scope="module")
def geoparser():
    return assemble_geoparser(recognizer="lexicon")


@pytest.fixture(scope="module")
def articles():
    texts = [f"Aid number {i} left {TOWNS[i % 3]}." for i in range(11)]
    return pd.DataFrame({"key": range(100, 111), "text": [*texts, None][:11], "date": "2026-03-01", "unused": 0.5})


@pytest.mark.parametrize("key", ["key", None])
def test_the_result_is_that_of_a_frame_in_memory(articles, geoparser, key):
    lazy = geoparse_dask(dataframe.from_pandas(articles, npartitions=3), id=key, geoparser=geoparser)
    expected = geoparse_frame(articles, id=key, geoparser=geoparser)
    assert lazy.dtypes.to_dict() == expected.dtypes.to_dict()
    found = lazy.compute(scheduler="threads").reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected)
    assert len(found) == 11


def test_what_cannot_work_is_said_before_anything_runs(articles, geoparser):
    frame = dataframe.from_pandas(articles, npartitions=2)
    with pytest.raises(InputError, match="the frame has no column 'body' for the text"):
        geoparse_dask(frame, text="body", geoparser=geoparser)
    nameless = assemble_geoparser(recognizer=geoparser.recognizer)
    with pytest.raises(NamelessPartError, match=r"its recogniser is an object \(LexiconRecognizer\)"):
        geoparse_dask(frame, id="key", geoparser=nameless)

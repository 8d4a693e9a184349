"""The examples of the functions for frames, streams and SQL show what they give."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("module", ["frames.table", "frames.dask", "frames.spark", "sql", "streams"])
def test_the_examples_run(module):
    found = doctest.testmod(importlib.import_module(f"geomap.corpus.{module}"))
    assert found.attempted > 0
    assert found.failed == 0

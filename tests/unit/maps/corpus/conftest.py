import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def corpus():
    path = Path(__file__).parents[3] / "data" / "tiny_corpus.py"
    spec = importlib.util.spec_from_file_location("tiny_corpus", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def folder(corpus, tmp_path_factory):
    return corpus.write(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="session")
def view(folder):
    from geomap.maps.corpus.aggregate import aggregate

    return aggregate(folder)

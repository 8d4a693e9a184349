"""The example notebook: it is the one that its script makes, it runs, and it shows pictures where no script may run."""

import base64
import importlib.util
import json
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def script():
    pytest.importorskip("nbclient", reason="needs nbclient")
    spec = importlib.util.spec_from_file_location("notebook", DOCS / "notebook.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_notebook_is_that_of_its_script(script):
    kept = json.loads((DOCS / "notebook.ipynb").read_text("utf-8"))
    assert ["".join(cell["source"]) for cell in kept["cells"]] == [source for _, source in script.CELLS]


def test_it_runs_and_shows_a_picture_and_a_table(script, tmp_path):
    pytest.importorskip("resvg_py", reason="needs geomap-news[pictures]")
    pytest.importorskip("typst", reason="needs geomap-news[pictures]")
    notebook = script.make()
    script.run(notebook, tmp_path)
    news_map, frame, why, files = (cell.outputs[0] for cell in notebook.cells if cell.cell_type == "code")
    assert base64.b64decode(news_map.data["image/png"]).startswith(b"\x89PNG")
    assert "text/html" not in news_map.data
    assert "Damascus" in frame.data["text/html"]
    assert why.text.startswith("Tripoli LB")
    assert files.data["text/plain"] == "['aid.html', 'aid.pdf']"

"""The example notebook: it is the one that its script makes, it runs, and it shows pictures where no script may run."""

import base64
import importlib.util
import io
import json
import re
import sys
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
    pytest.importorskip("resvg_py", reason="needs geomap[pictures]")
    pytest.importorskip("typst", reason="needs geomap[pictures]")
    notebook = script.make()
    script.run(notebook, tmp_path)
    news_map, frame, why, files = (cell.outputs[0] for cell in notebook.cells if cell.cell_type == "code")
    assert base64.b64decode(news_map.data["image/png"]).startswith(b"\x89PNG")
    assert "text/html" not in news_map.data
    assert "Damascus" in frame.data["text/html"]
    assert why.text.startswith("Tripoli LB")
    assert files.data["text/plain"] == "['aid.html', 'aid.pdf']"


@pytest.fixture(scope="module")
def five_maps():
    """A notebook with five maps, a result and its frame, as a kernel has run it."""
    nbformat = pytest.importorskip("nbformat", reason="needs nbclient")
    nbclient = pytest.importorskip("nbclient", reason="needs nbclient")
    pytest.importorskip("resvg_py", reason="needs geomap[pictures]")
    towns = ("Homs", "Leeds", "Lima", "Kyiv", "Hama")
    sources = [
        "import geomap",
        *(f"geomap.map_text('Rain fell in {town}.', recognizer='lexicon')" for town in towns),
        "geomap.geoparse('Rain fell in Homs.', recognizer='lexicon')",
        "_.to_geodataframe()",
    ]
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})
    client = nbclient.NotebookClient(notebook, timeout=300, record_timing=False)
    with client.setup_kernel():
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
        yield notebook, client


def html_of(cell):
    return cell.outputs[0].data["text/html"]


SHARED = 'class="geomap-shared"'


def test_five_maps_carry_what_they_share_once(five_maps):
    import nbformat

    notebook, _ = five_maps
    assert [SHARED in html_of(cell) for cell in notebook.cells[1:6]] == [True, False, False, False, False]
    # They took 4 MB when each was a whole page with a picture of all colours.
    assert len(nbformat.writes(notebook)) < 1_500_000
    assert max(len(html_of(cell)) for cell in notebook.cells[2:6]) < 280_000


def test_the_picture_has_few_colours_and_says_its_size_on_paper(five_maps):
    from PIL import Image

    picture = base64.b64decode(five_maps[0].cells[1].outputs[0].data["image/png"])
    with Image.open(io.BytesIO(picture)) as image:
        assert (image.mode, image.width) == ("P", 1200)
        assert image.info["dpi"][0] == pytest.approx(120, abs=0.1)
        assert image.info["Software"] == "geomap"
    assert len(picture) < 100_000


def test_a_cell_that_is_run_again_brings_what_it_had_brought(five_maps):
    notebook, client = five_maps
    first, second = notebook.cells[1], notebook.cells[2]
    client.execute_cell(second, 2)
    assert SHARED not in html_of(second)
    client.execute_cell(first, 1)
    assert SHARED in html_of(first)
    client.execute_cell(second, 2)
    assert SHARED not in html_of(second)


def test_a_map_in_markdown_is_its_picture_and_no_script_is_seen(five_maps):
    from markdown_it import MarkdownIt

    exporter = pytest.importorskip("nbconvert", reason="needs nbconvert").MarkdownExporter()
    markdown, _ = exporter.from_notebook_node(five_maps[0])
    page = MarkdownIt("commonmark", {"html": True}).render(markdown)
    assert len(re.findall(r'<p><img src="data:image/png;base64,[\w+/=]+" alt="Places: ', page)) == 5
    seen = re.sub(r"<script.*?</script>|<[^>]*>", "", page, flags=re.DOTALL)
    assert "Rain fell in Homs." in seen
    assert "use strict" not in seen
    assert len(seen) < 6_000


def test_an_exporter_that_takes_no_html_gets_the_picture(five_maps):
    exporter = pytest.importorskip("nbconvert", reason="needs nbconvert").LatexExporter()
    _, resources = exporter.from_notebook_node(five_maps[0])
    pictures = [name for name in resources["outputs"] if name.endswith(".png")]
    assert len(pictures) == 5


def test_a_result_and_its_frame_are_tables_of_what_people_read(five_maps):
    result, frame = (html_of(cell) for cell in five_maps[0].cells[6:8])
    assert "Rain fell in Homs." in result
    assert "28 columns; also" in frame
    assert frame.count("<th scope") == 7


def test_a_frame_of_fewer_columns_is_shown_by_pandas():
    import geomap

    frame = geomap.geoparse("Rain fell in Homs.", recognizer="lexicon").to_geodataframe()
    assert "columns; also" in frame.head(1)._repr_html_()
    assert "dataframe" in frame[["text", "name"]]._repr_html_()


@pytest.mark.parametrize("kind", ["colab", "code", "terminal"])
def test_where_outputs_do_not_share_a_page_each_map_brings_all(monkeypatch, kind):
    from geomap.integrations import output

    if kind == "colab":
        monkeypatch.setitem(sys.modules, "google.colab", object())
    if kind == "code":
        monkeypatch.setenv("VSCODE_PID", "7")
    assets = output._Assets()
    assert [assets.are_wanted(), assets.are_wanted()] == [True, True]

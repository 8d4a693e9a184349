"""A notebook in JupyterLab itself: as a colleague gets it, trusted, and run cell by cell."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest

nbformat = pytest.importorskip("nbformat", reason="needs nbclient")
nbclient = pytest.importorskip("nbclient", reason="needs nbclient")
pytest.importorskip("jupyterlab", reason="needs JupyterLab (60 MB, so in no extra): pip install jupyterlab")

pytestmark = pytest.mark.slow

TOWNS = ("Homs", "Leeds", "Hama")
LIVE = "[...document.querySelectorAll('geomap-output')].map((one) => Boolean(one.shadowRoot))"


def is_carrier(cell):
    """Whether a cell's output has what all maps share."""
    return 'class="geomap-shared"' in "".join(cell["outputs"][0]["data"]["text/html"])


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Serve a notebook with three maps that somebody else has run: its address, its path, and how to trust it."""
    folder = tmp_path_factory.mktemp("lab")
    sources = ["import geomap", *(f"geomap.map_text('Rain fell in {t}.', recognizer='lexicon')" for t in TOWNS)]
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})
    nbclient.NotebookClient(notebook, timeout=300, record_timing=False).execute()
    path = folder / "work" / "maps.ipynb"
    path.parent.mkdir()
    nbformat.write(notebook, path)
    own = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    environment = {**os.environ, **own}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", "--ServerApp.port_retries=0", "--IdentityProvider.token="]
    command = [sys.executable, "-m", "jupyterlab", *options, f"--port={port}", f"--ServerApp.root_dir={path.parent}"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.2)

        def trust():
            subprocess.run([sys.executable, "-m", "jupyter", "trust", str(path)], env=environment, check=True)

        yield f"http://127.0.0.1:{port}/lab/tree/maps.ipynb", path, trust
        server.terminate()
        server.wait(30)


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1300, "height": 1000})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()


def wait_for_maps(page, count):
    page.wait_for_function(f"(() => {{ const all = {LIVE}; return all.length == {count} && all.every(Boolean) }})()")


def test_what_a_colleague_has_run_is_a_picture_and_a_list_until_it_is_trusted(lab, page):
    address, _, trust = lab
    page.goto(address)
    page.wait_for_selector(".jp-OutputArea-output img >> nth=2", state="attached")
    widths = page.evaluate("[...document.querySelectorAll('.jp-OutputArea-output img')].map((one) => one.naturalWidth)")
    assert widths == [1200, 1200, 1200]
    assert page.locator(".jp-OutputArea-output li").count() == 3
    assert "once this notebook is trusted" in page.locator(".jp-OutputArea-output").nth(0).inner_text()
    assert page.locator(".jp-OutputArea-output iframe, geomap-output").count() == 0
    trust()
    page.goto("about:blank")
    page.goto(address)
    wait_for_maps(page, 3)
    frame = page.locator("geomap-output iframe").nth(0).element_handle().content_frame()
    frame.wait_for_selector("html[data-ready]")
    assert frame.locator(".gm-mark").all_inner_texts() == ["Homs"]
    assert page.errors == []


def test_cells_that_are_run_again_never_leave_a_map_without_its_scripts(lab, page):
    address, path, _ = lab
    page.goto(address)
    page.wait_for_selector(".jp-OutputArea-output")
    page.click('.lm-MenuBar-itemLabel:text-is("Run")')
    page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
    page.wait_for_selector('.jp-Notebook-cell:nth-child(4) .jp-InputPrompt:has-text("[4]")')
    wait_for_maps(page, 3)

    def run(number, text=""):
        cell = page.locator(".jp-CodeCell").nth(number)
        before = cell.locator(".jp-InputPrompt").first.inner_text()
        cell.locator(".cm-content").click()
        if text:
            page.keyboard.press("Control+a")
            page.keyboard.type(text)
        page.keyboard.press("Control+Enter")
        for _ in range(300):
            now = cell.locator(".jp-InputPrompt").first.inner_text()
            if now != before and "*" not in now:
                break
            page.wait_for_timeout(100)
        page.wait_for_timeout(500)
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1500)
        return json.loads(path.read_text())["cells"]

    assert [is_carrier(cell) for cell in run(2)[1:]] == [True, False, False]
    assert [is_carrier(cell) for cell in run(1)[1:]] == [True, False, False]
    run(1, "1 + 1")
    assert [is_carrier(cell) for cell in run(2)[2:]] == [True, False]
    page.goto("about:blank")
    page.goto(address)
    wait_for_maps(page, 2)
    assert page.errors == []

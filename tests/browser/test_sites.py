"""Maps in sites that swap their pages without loading them, each built by the real tool."""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.waiting import settle

CONFIG = """\
site_name: Report
site_url: http://127.0.0.1:{port}/
site_dir: out
theme: {{name: material, font: false, features: [navigation.instant]}}
markdown_extensions:
  - admonition
  - pymdownx.superfences
  - pymdownx.tabbed: {{alternate_style: true}}
  - geomap.integrations.markdown
nav: [index.md, maps.md]
"""
PAGE = """\
# Maps

``` {.geomap height=400 title=First}
Aid reached Homs and Hama.
```

!!! note

    ``` {.geomap height=300 title=Noted}
    Talks in Paris.
    ```

=== "Text"

    Nothing here.

=== "Map"

    ``` {.geomap file=aid.txt title=Tab}
    ```
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, *_):
        pass


@pytest.fixture
def site(tmp_path):
    """Build the site by a tool and serve it: ``site("mkdocs")`` is its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path / "out"))

    serving = threading.Thread(target=server.serve_forever, daemon=True)

    def build(tool):
        docs = tmp_path / "docs"
        docs.mkdir()
        (tmp_path / "mkdocs.yml").write_text(CONFIG.format(port=server.server_port), encoding="utf-8")
        (docs / "index.md").write_text("# Home\n\n[To the maps](maps.md)\n", encoding="utf-8")
        (docs / "maps.md").write_text(PAGE, encoding="utf-8")
        (docs / "aid.txt").write_text("Envoys met in Lima.", encoding="utf-8")
        command = [sys.executable, "-m", tool, "build"]
        result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
        serving.start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield build
    if serving.is_alive():
        server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("tool", "package"), [("mkdocs", "material"), ("zensical", "zensical")])
def test_maps_of_a_page_that_is_swapped_in_are_drawn_as_wide_as_the_text(chromium, site, tool, package):
    pytest.importorskip(package, reason=f"needs {package}")
    address = site(tool)
    context = chromium.new_context(viewport={"width": 1300, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.evaluate("window.isSame = true")
    page.click("article a:has-text('To the maps')")
    page.wait_for_url("**/maps/")
    for title in ("First", "Noted"):
        page.locator(f'geomap-map[title="{title}"] iframe').wait_for()
    page.click(".tabbed-labels label:has-text('Map')")
    for _ in range(100):
        ready = [frame for frame in page.frames[1:] if frame.query_selector("html[data-ready]")]
        if len(ready) == 3:
            break
        settle(page, 100)
    assert page.evaluate("window.isSame") is True
    widths = page.evaluate(
        "[...document.querySelectorAll('geomap-map')].map((map) =>"
        " [map.getBoundingClientRect().width, map.closest('figure').parentElement.getBoundingClientRect().width])"
    )
    assert [width for width, _ in widths] == [pytest.approx(room, abs=60) for _, room in widths]
    assert widths[0][0] == pytest.approx(widths[0][1], abs=1)
    assert errors == []
    context.close()

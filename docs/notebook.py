"""Rebuild the example notebook: ``python docs/notebook.py``; needs nbclient and resvg-py (the extra ``test``).

It is run as a reader would run it. Kept are the pictures, which sites that show notebooks take; the interactive maps,
which they do not, come back when the notebook is run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parent / "notebook.ipynb"

CELLS = (
    (
        "md",
        "# Places of a text in a notebook\n\nInstall with `pip install 'geomap-news[pictures]'`, then run the cells. Nothing "
        "here asks the network. The pictures below are what a site shows that lets no scripts run; in Jupyter, VS Code "
        "and on exported pages each of them is an interactive map.",
    ),
    (
        "code",
        "import geomap\n\ntext = (\n"
        '    "Aid reached Homs and Hama on Monday, the Syrian Red Crescent said in Damascus. "\n'
        '    "Two lorries came from Tripoli in Lebanon; in the buffer zone in the Golan Heights all was quiet."\n'
        ")\n"
        'geomap.map_text(text, title="Aid reaches Homs")',
    ),
    ("md", "The places as a table: one row a mention, with the confidence and the reasons."),
    (
        "code",
        "parse = geomap.geoparse(text)\n"
        'parse.to_geodataframe()[["text", "name", "feature_code", "country_code", "lon", "lat", "confidence"]]',
    ),
    ("md", "Why that Tripoli?"),
    (
        "code",
        'tripoli = next(resolution for resolution in parse if resolution.toponym.text == "Tripoli")\n'
        'print(tripoli.place.name, tripoli.place.country_code, f"{tripoli.confidence:.0%}")\n'
        "for reason in tripoli.reasons:\n"
        '    print("-", reason)',
    ),
    ("md", "A picture for a paper, and a page to send to somebody."),
    (
        "code",
        "from pathlib import Path\nfrom tempfile import mkdtemp\n\n"
        "folder = Path(mkdtemp())\n"
        'news_map = geomap.map_text(text, title="Aid reaches Homs")\n'
        'news_map.save(folder / "aid.pdf", size="170mm")\n'
        'news_map.save(folder / "aid.html")\n'
        "sorted(path.name for path in folder.iterdir())",
    ),
)


def make() -> Any:
    """Return the notebook, not yet run."""
    cells = []
    for number, (kind, source) in enumerate(CELLS):
        make_cell = nbformat.v4.new_markdown_cell if kind == "md" else nbformat.v4.new_code_cell
        # Identifiers that are drawn at random would differ in every build.
        cells.append(make_cell(source, id=f"cell-{number}"))
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})


def run(notebook: Any, folder: Path) -> None:
    """Run the cells, and leave of each result what a page without scripts can show."""
    NotebookClient(notebook, timeout=300, record_timing=False, resources={"metadata": {"path": str(folder)}}).execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", {}):
                output["data"].pop("text/html", None)
    notebook.metadata.pop("language_info", None)


if __name__ == "__main__":
    built = make()
    run(built, NOTEBOOK.parent)
    NOTEBOOK.write_text(nbformat.writes(built) + "\n", encoding="utf-8")

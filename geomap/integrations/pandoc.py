"""A Pandoc filter, and so one for Quarto: ``pandoc --filter geomap-pandoc report.md -o report.html``.

A fenced block of the class ``geomap`` becomes the interactive map in HTML, and a picture in all else. What all maps of
a page are drawn with stands there once::

    ```{.geomap caption="Where the talks are held" height=500}
    Envoys met in Paris; aid went to Homs.
    ```

Pictures stand in the folder ``geomap-files`` beside where Pandoc runs: PDF for LaTeX, SVG for Typst, PNG elsewhere.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from geomap.ending import Stopped, stoppable
from geomap.errors import GeomapError
from geomap.integrations.block import FOLDER, Block

_HTML = {"html", "html4", "html5", "chunkedhtml", "revealjs", "slidy", "slideous", "dzslides", "s5"}
_IN_PIECES = {"chunkedhtml"}
_PICTURES = {"latex": ".pdf", "beamer": ".pdf", "context": ".pdf", "pdf": ".pdf", "typst": ".svg"}


# From this version of its form on Pandoc has figures as such; before, an image whose title begins with "fig:" is one.
_FIGURES_SINCE = [1, 23]


def convert(document: dict[str, Any], target: str, folder: Path | None = None) -> dict[str, Any]:
    """Replace the blocks of a Pandoc document.

    Parameters
    ----------
    document
        Pandoc's own JSON; it is not changed.
    target
        The format that Pandoc writes.
    folder
        Where files and pictures are; the current folder without one.

    Raises
    ------
    GeomapError
        A block cannot be mapped.
    """
    maker = _Maker(target, folder or Path(), has_figures=document["pandoc-api-version"] >= _FIGURES_SINCE)
    changed: dict[str, Any] = maker.walk(document)
    return changed


class _Maker:
    """Walks a Pandoc document and puts a map, or its picture, in the place of each block."""

    def __init__(self, target: str, folder: Path, *, has_figures: bool) -> None:
        self._target = target
        self._folder = folder
        self._has_figures = has_figures
        self._has_assets = False

    def walk(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self.walk(item) for item in node]
        if isinstance(node, dict):
            if node.get("t") == "CodeBlock" and "geomap" in node["c"][0][1]:
                return self._block(node)
            return {key: self.walk(value) for key, value in node.items()}
        return node

    def _block(self, node: dict[str, Any]) -> dict[str, Any]:
        (identifier, _, pairs), text = node["c"]
        block = Block.of(text, dict(pairs))
        page = block.to_map(self._folder)
        if self._target in _HTML:
            # A document in pieces has several pages, and nobody knows here where one ends.
            raw = {"t": "RawBlock", "c": ["html", block.to_html(page, assets=not self._has_assets)]}
            self._has_assets = self._target not in _IN_PIECES
            return {"t": "Div", "c": [[identifier, ["geomap"], []], [raw]]}
        path = block.write_picture(page, _PICTURES.get(self._target, ".png"), self._folder / FOLDER)
        # A relative path, so that the document can be moved with its folder.
        return self._figure(identifier, path.as_posix(), block.caption, block.describe(page))

    def _figure(self, identifier: str, path: str, caption: str, description: str) -> dict[str, Any]:
        inner = identifier if not caption else ""
        if not caption or self._has_figures:
            image = {"t": "Image", "c": [[inner, [], []], _words(description), [path, ""]]}
            if not caption:
                return {"t": "Para", "c": [image]}
            below = [None, [{"t": "Plain", "c": _words(caption)}]]
            return {"t": "Figure", "c": [[identifier, [], []], below, [{"t": "Plain", "c": [image]}]]}
        # The words of an old figure's image are its caption: what it shows goes into the title.
        image = {"t": "Image", "c": [[identifier, [], []], _words(caption), [path, f"fig:{description}"]]}
        return {"t": "Para", "c": [image]}


def _words(text: str) -> list[dict[str, Any]]:
    pieces: list[dict[str, Any]] = []
    for word in text.split():
        pieces += [{"t": "Str", "c": word}, {"t": "Space"}]
    return pieces[:-1]


def main() -> None:
    """Run as a filter: Pandoc's JSON on standard input, the format as the first argument."""
    target = sys.argv[1] if len(sys.argv) > 1 else "html"
    try:
        with stoppable():
            changed = convert(json.loads(sys.stdin.buffer.read()), target)
    except Stopped as stop:
        raise SystemExit(stop.status) from None
    except GeomapError as error:
        sys.stderr.write(f"geomap-pandoc: {' '.join(str(error).split())}\n")
        raise SystemExit(1) from error
    sys.stdout.write(json.dumps(changed))


if __name__ == "__main__":
    main()

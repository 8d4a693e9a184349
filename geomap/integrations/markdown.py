"""A Python-Markdown extension, and so one for MkDocs: ``markdown.markdown(text, extensions=["geomap"])``.

A fenced block becomes the interactive map; what all maps of a page are drawn with stands there once::

    ```{.geomap caption="Where the talks are held" height=500}
    Envoys met in Paris; aid went to Homs.
    ```
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from geomap.integrations.block import Block

_OPENING = re.compile(r"^(?P<fence>`{3,}|~{3,})[ ]*(?:\{[ ]*\.geomap\b(?P<options>[^}]*)\}|geomap)[ ]*$")
_OPTION = re.compile(r"""([\w-]+)[ ]*=[ ]*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")


class _Blocks(Preprocessor):
    """Replaces the blocks of a page by figures; the first brings what all maps share."""

    def __init__(self, md: Any, folder: Path) -> None:
        super().__init__(md)
        self._folder = folder
        self._has_assets = False

    def run(self, lines: list[str]) -> list[str]:
        """Replace the blocks; what is made is kept from being read as Markdown."""
        done: list[str] = []
        self._has_assets = False
        waiting = list(reversed(lines))
        while waiting:
            line = waiting.pop()
            opening = _OPENING.match(line)
            if opening is None:
                done.append(line)
                continue
            inside: list[str] = []
            while waiting and waiting[-1].strip() != opening["fence"]:
                inside.append(waiting.pop())
            if waiting:
                waiting.pop()
            done += ["", self._figure("\n".join(inside), opening["options"] or ""), ""]
        return done

    def _figure(self, text: str, options: str) -> str:
        written = {name: double or single or bare for name, double, single, bare in _OPTION.findall(options)}
        block = Block.of(text, written)
        figure = block.to_html(block.to_map(self._folder), assets=not self._has_assets)
        self._has_assets = True
        stored: str = self.md.htmlStash.store(figure)
        return stored


class GeomapExtension(Extension):
    """Turns blocks of the class ``geomap`` into maps.

    Parameters
    ----------
    folder
        Where the files that blocks name are looked for; the current folder without one.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {"folder": ["", "where the files that blocks name are"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register with Python-Markdown, before its own reading of fenced code."""
        md.preprocessors.register(_Blocks(md, Path(self.getConfig("folder"))), "geomap", 28)


def makeExtension(**options: Any) -> GeomapExtension:  # noqa: N802 - the name is Python-Markdown's
    """Make the extension: what Python-Markdown calls."""
    return GeomapExtension(**options)

"""A Python-Markdown extension, and so one for MkDocs and Zensical: ``markdown.markdown(text, extensions=["geomap"])``.

A fenced block becomes the interactive map; what all maps of a page are drawn with stands there once::

    ```{.geomap caption="Where the talks are held" height=500}
    Envoys met in Paris; aid went to Homs.
    ```
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any, NoReturn

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape

from geomap.errors import GeomapError, wants_traceback
from geomap.integrations.block import Block

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
_OURS = re.compile(r"^[ ]*(?:\{[ ]*\.geomap\b(?P<options>[^}]*)\}|geomap)[ ]*$")
_OPTION = re.compile(r"""([\w-]+)[ ]*=[ ]*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")


class _Blocks(Preprocessor):
    """Puts a sign in the place of each block, as deep as it stood: in a list, an admonition or a tab."""

    def __init__(self, md: Any) -> None:
        super().__init__(md)
        self.found: dict[str, tuple[str, str, str]] = {}
        """By its sign a block's text, its options, and how it is written."""

    def run(self, lines: list[str]) -> list[str]:
        """Replace the blocks; those inside other blocks of code are code."""
        self.found.clear()
        return list(self._replaced(lines))

    def _replaced(self, lines: list[str]) -> Iterator[str]:
        at = 0
        while at < len(lines):
            opening = _FENCE.match(lines[at])
            end = _end_of(lines, at, opening["fence"]) if opening else None
            ours = _OURS.match(opening["info"]) if opening else None
            if opening is None or (ours is None and end is None):
                yield lines[at]
                at += 1
                continue
            stop = len(lines) if end is None else end
            if ours is None:
                yield from lines[at : stop + 1]
            else:
                written = dedent("\n".join(lines[at : stop + 1]))
                sign: str = self.md.htmlStash.store("")
                self.md.htmlStash.rawHtmlBlocks[-1] = sign
                self.found[sign] = dedent("\n".join(lines[at + 1 : stop])), ours["options"] or "", written
                yield from ("", opening["indent"] + sign, "")
            at = stop + 1


def _end_of(lines: list[str], start: int, fence: str) -> int | None:
    """Return the line that closes a fence, or None where none does."""
    for at in range(start + 1, len(lines)):
        line = lines[at].strip()
        if len(line) >= len(fence) and set(line) == {fence[0]}:
            return at
    return None


class _MapFigures(Treeprocessor):
    """Makes the maps, once it is known which signs are not in code; the first brings what all of them share."""

    def __init__(self, md: Any, blocks: _Blocks, folder: str) -> None:
        super().__init__(md)
        self._blocks = blocks
        self._folder = folder

    def run(self, root: Element) -> None:
        """Put the figures where Python-Markdown keeps what is HTML already."""
        found = dict(self._blocks.found)
        for code in root.iter("code"):
            for sign in [sign for sign in found if code.text and sign in code.text]:
                written = found.pop(sign)[2]
                code.text = AtomicString((code.text or "").replace(sign, code_escape(written)))
        has_assets = False
        for sign, (text, options, _) in found.items():
            place = self.md.htmlStash.rawHtmlBlocks.index(sign)
            self.md.htmlStash.rawHtmlBlocks[place] = self._figure(text, options, assets=not has_assets)
            has_assets = True

    def _figure(self, text: str, options: str, *, assets: bool) -> str:
        written = {name: double or single or bare for name, double, single, bare in _OPTION.findall(options)}
        page = page_of(self.md)
        folder = Path(self._folder) if self._folder else page.parent if page is not None else None
        try:
            block = Block.of(text, written)
            return block.to_html(block.to_map(folder), assets=assets)
        except GeomapError as error:
            _refuse(error, page)


def page_of(md: Any) -> Path | None:
    """Return the file that is read, where MkDocs or Zensical tells it."""
    if "relpath" in md.treeprocessors and (file := getattr(md.treeprocessors["relpath"], "file", None)) is not None:
        return Path(file.abs_src_path)
    if "rendering_context" in md.preprocessors:
        context = md.preprocessors["rendering_context"]
        return Path(context.config["docs_dir"], context.page.path)
    return None


def _refuse(error: GeomapError, page: Path | None) -> NoReturn:
    """Say in one line what is wrong with a block, and of which page."""
    if page is None:
        raise error
    message = f"geomap: {page}: {' '.join(str(error).split())}"
    if (mkdocs := sys.modules.get("mkdocs.exceptions")) is not None:
        # Of all other errors MkDocs prints a traceback.
        raise mkdocs.PluginError(message) from error
    if not wants_traceback():
        # Zensical prints that of every error, and ends.
        sys.tracebacklimit = 0
    raise type(error)(message) from None


class GeomapExtension(Extension):
    """Turns blocks of the class ``geomap`` into maps.

    Parameters
    ----------
    folder
        Where the files that blocks name are looked for. Without it that of the page, if the tool tells it (MkDocs and
        Zensical do), else the current folder.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {"folder": ["", "where the files that blocks name are"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register with Python-Markdown: before its own reading of fenced code, and before code is coloured."""
        blocks = _Blocks(md)
        md.preprocessors.register(blocks, "geomap", 28)
        md.treeprocessors.register(_MapFigures(md, blocks, self.getConfig("folder")), "geomap", 45)


def makeExtension(**options: Any) -> GeomapExtension:  # noqa: N802 - the name is Python-Markdown's
    """Make the extension: what Python-Markdown calls."""
    return GeomapExtension(**options)

"""A Sphinx directive: ``extensions = ["geomap.integrations.sphinx"]``.

::

    .. geomap::
       :caption: Where the talks are held
       :height: 500

       Envoys met in Paris; aid went to Homs.

HTML builders get the interactive map, LaTeX a PDF picture, all others a PNG.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from geomap import __version__
from geomap.errors import GeomapError
from geomap.integrations.block import FOLDER, OPTIONS, Block

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PICTURES = {"latex": ".pdf"}


class GeomapDirective(SphinxDirective):
    """Turns its content, or a file, into a map."""

    has_content = True
    option_spec: ClassVar[Any] = dict.fromkeys(OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Make the map or the picture that the builder can show."""
        source = Path(self.env.doc2path(self.env.docname))
        try:
            block = Block.of("\n".join(self.content), self.options)
            page = block.to_map(source.parent)
            made = self._html(block, page) if self._is_html() else self._picture(block, page, source.parent)
        except GeomapError as error:
            raise self.error(str(error)) from error
        if block.file:
            self.env.note_dependency(str(source.parent / block.file))
        return made

    def _is_html(self) -> bool:
        return self.env.app.builder.format == "html" and self.env.app.builder.name != "epub"

    @staticmethod
    def _html(block: Block, page: Any) -> list[nodes.Node]:
        return [nodes.raw("", block.to_html(page), format="html")]

    def _picture(self, block: Block, page: Any, folder: Path) -> list[nodes.Node]:
        suffix = _PICTURES.get(self.env.app.builder.name, ".png")
        path = block.write_picture(page, suffix, folder / FOLDER)
        image = nodes.image(uri=path.relative_to(folder).as_posix(), alt=block.describe(page))
        figure = nodes.figure("", image)
        if block.caption:
            figure += nodes.caption(block.caption, block.caption)
        return [figure]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive: what Sphinx calls."""
    app.add_directive("geomap", GeomapDirective)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}

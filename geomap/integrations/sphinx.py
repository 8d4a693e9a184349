"""A Sphinx directive: ``extensions = ["geomap.integrations.sphinx"]``.

::

    .. geomap::
       :caption: Where the talks are held
       :height: 500

       Envoys met in Paris; aid went to Homs.

HTML builders get the interactive map, what all maps of a page are drawn with once; LaTeX gets a PDF picture, all
others a PNG.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from geomap import __version__
from geomap.errors import GeomapError
from geomap.integrations.block import FOLDER, OPTIONS, Block

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PICTURES = {"latex": ".pdf"}


class geomap_node(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes so
    """Stands for a map until a builder says what it can show: documents are read once for all builders."""


class GeomapDirective(SphinxDirective):
    """Turns its content, or a file, into a map."""

    has_content = True
    option_spec: ClassVar[Any] = dict.fromkeys(OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Check the block, and keep it for the builder."""
        folder = Path(self.env.doc2path(self.env.docname)).parent
        text = "\n".join(self.content)
        try:
            block = Block.of(text, self.options)
            if block.file:
                self.env.note_dependency(str(folder / block.file))
            block.to_map(folder)
        except GeomapError as error:
            raise self.error(str(error)) from error
        return [geomap_node("", text=text, options=dict(self.options))]


class GeomapTransform(SphinxPostTransform):
    """Puts in the map or the picture that the builder can show."""

    default_priority = 5

    def run(self, **_: Any) -> None:
        """Replace the blocks of a document."""
        folder = Path(self.env.doc2path(self.env.docname)).parent
        for number, node in enumerate(list(self.document.findall(geomap_node))):
            block = Block.of(node["text"], node["options"])
            page = block.to_map(folder)
            if self.app.builder.format == "html" and self.app.builder.name != "epub":
                made: nodes.Node = nodes.raw("", block.to_html(page, assets=number == 0), format="html")
            else:
                made = self._picture(block, page, folder)
            node.replace_self(made)

    def _picture(self, block: Block, page: Any, folder: Path) -> nodes.figure:
        suffix = _PICTURES.get(self.app.builder.name, ".png")
        path = block.write_picture(page, suffix, folder / FOLDER)
        # From the source folder, as Sphinx knows pictures once a document is read.
        uri = path.relative_to(self.env.srcdir).as_posix()
        self.env.images.add_file(self.env.docname, uri)
        figure = nodes.figure("", nodes.image(uri=uri, candidates={"*": uri}, alt=block.describe(page)))
        if block.caption:
            figure += nodes.caption(block.caption, block.caption)
        return figure


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive: what Sphinx calls."""
    app.add_node(geomap_node)
    app.add_directive("geomap", GeomapDirective)
    app.add_post_transform(GeomapTransform)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}

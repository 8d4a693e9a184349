"""A map as a notebook's output: a picture and a list of places, which become the live map where scripts may run.

A notebook that somebody else has run is not trusted: until its reader trusts it, its scripts stay off and frames are
left out. So the picture is what the output holds, and a script (``output.js``) puts the live map in its place. Scripts
and styles are the same for all maps and come, packed, with the first one that a kernel shows.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import sys
import zlib
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import MissingExtraError
from geomap.maps.html.fragment import cut, shared_texts
from geomap.maps.html.frame import box_of
from geomap.maps.html.table import static_table
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from geomap.maps import NewsMap
    from geomap.maps.view import MapView

_SCALE = 1.25
"""Pixels of the picture to one of its size: it stands in while there is no map, and in papers."""

_FLAT, _MIXED = 48, 80
"""Colours of the picture: those that fill the most of it as they are, and so many that stand for all the rest."""

_DOTS_PER_INCH = 96
_MOST_PLACES = 20
_BEFORE_EACH_LINE = re.compile(r"^\s+|/\*(?:(?!\*/).)*\*/\s*", re.MULTILINE | re.DOTALL)


def to_bundle(made: NewsMap) -> dict[str, Any]:
    """Return what a notebook shows of a map, by media type.

    Parameters
    ----------
    made
        The map.
    """
    try:
        kind, picture = "image/png", base64.b64encode(_png(made)).decode("ascii")
        address = f"data:{kind};base64,{picture}"
    except MissingExtraError:
        kind, picture = "image/svg+xml", made.to_svg()
        address = f"data:{kind};base64,{base64.b64encode(picture.encode('utf-8', 'replace')).decode('ascii')}"
    html = to_output(made.view, made.to_html(), address, with_assets=_ASSETS.are_wanted())
    return {"text/html": html, "text/plain": repr(made), kind: picture}


def to_output(view: MapView, page: str, picture: str, *, with_assets: bool) -> str:
    """Return the HTML of an output; every text is escaped, and no line of it is empty, for Markdown's sake.

    Parameters
    ----------
    view
        What the map shows.
    page
        Its whole page.
    picture
        Address of its picture.
    with_assets
        Whether the scripts and styles that all maps share come with it.
    """
    from geomap.maps.svg.picture import describe

    shared = shared_texts()
    data = _packed(cut(page.replace(f"<noscript>{static_table(view)}</noscript>\n", ""), shared))
    common = ""
    if with_assets:
        packed = _packed_assets()
        name = hashlib.sha256(packed.encode()).hexdigest()[:16]
        common = f'<script type="text/plain" class="geomap-shared" data-name="{name}">{packed}</script>\n'
    title = _text(view.title)
    box, _ = box_of(view, None)
    return (
        f"{common}<script>\n{_script()}</script>\n"
        f'<geomap-output title="{title}" data-box="{box}" dir="{view.direction}">\n'
        f'<p><img src="{picture}" alt="{_text(describe(view))}" style="max-width:100%"></p>\n'
        f"{_list(view)}\n"
        f'<script type="text/plain" class="geomap-page">{data}</script>\n</geomap-output>\n'
    )


def _list(view: MapView) -> str:
    """Return the places as a list, and what to do for the live map."""
    texts = view.texts
    items = [
        f"<li><b>{_text(feature.title)}</b> {_text(', '.join(filter(None, (feature.what, feature.where))))}</li>"
        for feature in view.features[:_MOST_PLACES]
    ]
    if (left := len(view.features) - _MOST_PLACES) > 0:
        items.append(f"<li>{_text(texts['more'].replace('{n}', str(left)))}</li>")
    unplaced = ", ".join(dict.fromkeys(one.text for one in view.unplaced))
    return (
        (f"<ul>{''.join(items)}</ul>" if items else f"<p>{_text(texts['no-places'])}</p>")
        + (f"<p>{_text(texts['unplaced'])}: {_text(unplaced)}</p>" if unplaced else "")
        + f"<p><small>{_text(texts['note.trust'])}</small></p>"
    )


def _text(text: str) -> str:
    return escape(" ".join(text.split())).encode("utf-8", "replace").decode("utf-8")


@cache
def _script() -> str:
    text = Path(__file__).with_name("output.js").read_text("utf-8")
    return _BEFORE_EACH_LINE.sub("", text)


@cache
def _packed_assets() -> str:
    return _packed(shared_texts())


def _packed(value: object) -> str:
    """Return data deflated, in letters that no markup means anything by."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("ascii"), 9)).decode("ascii")


def _png(made: NewsMap) -> bytes:
    """Draw the picture in few colours where Pillow is there, which takes a third of the room."""
    try:
        from PIL import Image, PngImagePlugin
    except ImportError:
        return made.to_png(scale=1)
    with Image.open(io.BytesIO(made.to_png(scale=_SCALE))) as drawn:
        image = drawn.convert("RGB")
    counted: Any = image.getcolors(image.width * image.height)
    flat = [colour for _, colour in sorted(counted, key=lambda one: (-one[0], one[1]))[:_FLAT]]
    mixed = image.quantize(_MIXED, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in flat for value in colour] + mixed)
    said = PngImagePlugin.PngInfo()
    said.add_text("Software", GENERATOR)
    out = io.BytesIO()
    dots = _DOTS_PER_INCH * _SCALE
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True, pnginfo=said, dpi=(dots, dots)
    )
    return out.getvalue()


class _Assets:
    """Knows which cell of this kernel's notebook has shown what all maps share.

    That cell, run again, loses its output: the next map then brings it anew.
    """

    def __init__(self) -> None:
        self._carrier = ""
        self._watched: Any = None

    def are_wanted(self) -> bool:
        """Tell whether the map that is shown now has to bring them, and take it that it does."""
        shell = _shell()
        if shell is None:
            return True
        if self._watched is not shell:
            shell.events.register("pre_run_cell", self._forget)
            self._watched = shell
        if self._carrier:
            return False
        self._carrier = _cell_of(shell, shell.history_manager.input_hist_raw[-1])
        return True

    def _forget(self, info: Any) -> None:
        """Take note that a cell is run: if it was the one with the assets, its output goes."""
        shell = _shell()
        if shell is not None and self._carrier == _cell_of(shell, info.raw_cell):
            self._carrier = ""


_ASSETS = _Assets()


def _shell() -> Any:
    """Return IPython's shell in a kernel whose outputs stand in one page; None elsewhere."""
    if "IPython" not in sys.modules or "google.colab" in sys.modules or "VSCODE_PID" in os.environ:
        return None  # Colab's outputs are pages of their own, and VS Code draws one only when it is scrolled to
    from IPython import get_ipython

    shell: Any = get_ipython()
    return shell if hasattr(shell, "kernel") else None


def _cell_of(shell: Any, text: str | None) -> str:
    """Return the cell that runs: its id, where the notebook's program tells it, else its text."""
    try:
        told = shell.get_parent().get("metadata", {}).get("cellId", "")
    except (AttributeError, LookupError):
        told = ""
    return str(told or f"text: {(text or '').strip()}")

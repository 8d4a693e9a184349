"""The scripts and styles of the page: Leaflet's from its package, geomap's own from this one."""

from __future__ import annotations

import base64
import re
import zlib
from functools import cache
from importlib import import_module
from pathlib import Path

from geomap.errors import AssetError

STYLES_OF_EDITOR = ("editor.css", "marks.css", "keeping.css")

STYLES = ("page.css", "reading.css", "map.css", "times.css", "publish.css", "print.css")


def _leaflet_folder() -> Path:
    return Path(import_module("js_lib_leaflet").__path__[0]) / "static" / "js_lib_leaflet"


@cache
def leaflet(file: str) -> str:
    """Return one of Leaflet's own files, with its images inside.

    Raises
    ------
    AssetError
        The package that carries Leaflet is not installed as it should be.
    """
    try:
        text = (_leaflet_folder() / file).read_text("utf-8")
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise AssetError(f"{file} of Leaflet is missing: pip install django-js-lib-leaflet==1.9.4.1") from error
    if file.endswith(".js"):
        # The map of the source would be asked for by a browser's developer tools.
        return text.replace("//# sourceMappingURL=leaflet.js.map", "").rstrip() + "\n"
    for image in ("layers.png", "layers-2x.png", "marker-icon.png"):
        # The pictures of controls and markers that this page does not use.
        text = text.replace(f"url(images/{image})", "none")
    return _squeezed(text)


@cache
def image(file: str) -> str:
    """Return one of Leaflet's images as a ``data:`` address."""
    raw = (_leaflet_folder() / "images" / file).read_bytes()
    return "data:image/png;base64," + base64.b64encode(raw).decode("ascii")


# Comments that have lines of their own, and what lines are indented by: a tenth of what every map would carry. No
# string of ours spans lines.
_FOR_READERS = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n|^[ \t]+", re.MULTILINE | re.DOTALL)
# Types are told to the checker in comments.
_TYPES = re.compile(r"/\*\* @(?:type|param)\b(?:(?!\*/).)*\*/ ?", re.DOTALL)


@cache
def own(files: tuple[str, ...]) -> str:
    """Return files of this package, joined, without what only readers of the source need."""
    return "\n".join(map(plain, files)) + "\n"


BUILT = Path(__file__).with_name("built")
"""Where ``bundle.py`` puts the scripts that pages carry."""


@cache
def script() -> str:
    """Return the page's script."""
    return _built("page.js")


@cache
def inset_script() -> str:
    """Return what draws inset maps, to stand after the page's script."""
    return _built("insets.js")


@cache
def annotation_script() -> str:
    """Return what draws what a person has drawn, to stand after the page's script."""
    return _built("annotations.js")


@cache
def elsewhere_script() -> str:
    """Return what draws a map in another page than its own."""
    return _built("elsewhere.js")


@cache
def packed_editor() -> str:
    """Return the editor's script as a page for review carries it: deflated, in letters."""
    return _built("editor.txt").strip()


@cache
def editor_script() -> str:
    """Return the editor's script as a page unpacks it: see opener.js."""
    return zlib.decompress(base64.b64decode(packed_editor())).decode("utf-8")


def _built(name: str) -> str:
    return (BUILT / name).read_text("utf-8")


def plain(file: str) -> str:
    """Return a file of this package without what only readers of the source need."""
    text = (Path(__file__).with_name("assets") / file).read_text("utf-8")
    text = _FOR_READERS.sub("", _TYPES.sub("", text)).strip()
    return _squeezed(text) if file.endswith(".css") else text


def _squeezed(css: str) -> str:
    """Return a style sheet without comments and without the spaces that mean nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    return re.sub(r":\s+", ":", css).replace(";}", "}").strip() + "\n"

"""The scripts and styles of the page: Leaflet's from its package, geomap's own from this one."""

from __future__ import annotations

import base64
import json
import re
import zlib
from functools import cache
from importlib import import_module
from pathlib import Path

from geomap.errors import AssetError

SCRIPTS = (
    "codec.js",
    "geometry.js",
    "placing.js",
    "drawing.js",
    "wording.js",
    "roving.js",
    "grid.js",
    "cards.js",
    "data.js",
    "core.js",
    "symbols.js",
    "basemap.js",
    "streets.js",
    "countries.js",
    "labels.js",
    "places.js",
    "arrows.js",
    "many.js",
    "details.js",
    "story.js",
    "list.js",
    "legend.js",
    "controls.js",
    "measure.js",
    "times.js",
    "timeline.js",
    "strip.js",
    "slider.js",
    "tour.js",
    "key.js",
    "gestures.js",
    "publish.js",
    "snapshot.js",
    "save.js",
    "printing.js",
    "frame.js",
    "opener.js",
    "app.js",
)
"""The modules of the page, in the order in which they are joined: what is imported stands before who imports it."""

INSET_SCRIPTS = ("inset.js", "insets.js")
"""Modules that only a page with inset maps carries."""

ANNOTATION_SCRIPTS = ("annotations.js",)
"""Modules that only a page carries on which a person has drawn."""

EDITOR_SCRIPTS = (
    "annotations.js",
    "table.js",
    "finished.js",
    "form.js",
    "unrolled.js",
    "applied.js",
    "tints.js",
    "gridref.js",
    "position.js",
    "checked.js",
    "learnt.js",
    "edits.js",
    "corrections.js",
    "editor.js",
    "framing.js",
    "sketch.js",
    "sketching.js",
    "drawings.js",
    "handles.js",
    "setting.js",
    "shaped.js",
    "words.js",
    "seats.js",
    "picking.js",
    "finder.js",
    "adding.js",
    "moving.js",
    "card.js",
    "review.js",
    "checking.js",
    "changes.js",
    "keeping.js",
    "help.js",
    "desk.js",
)
"""Modules of the editor: only a page for review carries them, packed."""

EDITOR_STYLES = ("editor.css", "marks.css", "keeping.css")

STYLES = ("page.css", "reading.css", "map.css", "times.css", "publish.css", "print.css")

# What Folium names on every map, and what stands for it here. None: left out, since nothing on the page needs it.
_KNOWN = {
    "leaflet": "leaflet.js",
    "leaflet_css": "leaflet.css",
    "jquery": None,
    "bootstrap": None,
    "awesome_markers": None,
    "bootstrap_css": None,
    "glyphicons_css": None,
    "awesome_markers_font_css": None,
    "awesome_markers_css": None,
    "awesome_rotate_css": None,
}


def carried(name: str, url: str) -> str | None:
    """Return the text of an asset that Folium names, or None if the page does without it.

    Raises
    ------
    AssetError
        The package does not carry it.
    """
    if name not in _KNOWN:
        raise AssetError(
            f"the page cannot work offline: Folium asks for {url} ({name}), which geomap does not carry; "
            "remove the element that needs it"
        )
    file = _KNOWN[name]
    return None if file is None else leaflet(file)


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
_IMPORT = re.compile(r"^import \{([^}]*)\} from \"\./(\w+)\.js\";$", re.MULTILINE)
_EXPORT = re.compile(r"^export \{([^}]*)\};$", re.MULTILINE)


@cache
def own(files: tuple[str, ...]) -> str:
    """Return files of this package, joined, without what only readers of the source need."""
    return "\n".join(map(_plain, files)) + "\n"


@cache
def script() -> str:
    """Return the modules of the page as one script: each a function, what it exports its result."""
    modules = "\n".join(map(_module, SCRIPTS))
    return f'(function () {{\n"use strict";\n{modules}\n$.core.gm.modules = $;\n}})();\n'


@cache
def inset_script() -> str:
    """Return the modules that draw inset maps, to stand after the page's script."""
    return _further(INSET_SCRIPTS)


@cache
def annotation_script() -> str:
    """Return the modules that draw what a person has drawn, to stand after the page's script."""
    return _further(ANNOTATION_SCRIPTS)


@cache
def editor_script() -> str:
    """Return the modules of the editor with its style sheets, as the page unpacks them: see opener.js."""
    return f"geomap.css = {json.dumps(own(EDITOR_STYLES))};\n" + _further(EDITOR_SCRIPTS)


@cache
def packed_editor() -> str:
    """Return the editor's script as a page carries it: deflated, in letters."""
    return base64.b64encode(zlib.compress(editor_script().encode("utf-8"), 9)).decode("ascii")


def _further(files: tuple[str, ...]) -> str:
    modules = "\n".join(map(_module, files))
    return f'(function () {{\n"use strict";\nconst $ = geomap.modules;\n{modules}\n}})();\n'


def _plain(file: str) -> str:
    text = (Path(__file__).with_name("assets") / file).read_text("utf-8")
    text = _FOR_READERS.sub("", _TYPES.sub("", text)).strip()
    return _squeezed(text) if file.endswith(".css") else text


def _squeezed(css: str) -> str:
    """Return a style sheet without comments and without the spaces that mean nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    return re.sub(r":\s+", ":", css).replace(";}", "}").strip() + "\n"


def _module(file: str) -> str:
    text = _IMPORT.sub(lambda found: f"const {{{found[1]}}} = $.{found[2]};", _plain(file))
    text = _EXPORT.sub(lambda found: f"return {{{found[1]}}};", text)
    name = file.removesuffix(".js")
    first = "const $ = {};\n" if file == SCRIPTS[0] else ""
    # What draws annotations is there already where the page came with some.
    if file in ANNOTATION_SCRIPTS:
        return f"$.{name} ??= (() => {{\n{text}\nreturn true;\n}})();"
    return f"{first}$.{name} = (() => {{\n{text}\n}})();"

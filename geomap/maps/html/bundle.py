"""The page's scripts joined and minified, the editor's packed too: made when the package is, and kept in ``built``.

What a page carries is half as long as the modules in ``assets``, and a map is made without reading these. Whoever
changes one makes them anew by ``python -m geomap.maps.html.bundle``, which needs the tools of ``tests/page`` (by
``npm ci`` there); a test tells when that was forgotten, and ``--check`` compares what is made with what is there.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import zlib
from pathlib import Path

from geomap.maps.html.assets import BUILT, STYLES_OF_EDITOR, own, plain

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
    "renderer.js",
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

ELSEWHERE_SCRIPTS = ("codec.js", "elsewhere.js")
"""Modules that draw the map in another page than its own."""

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
    "resting.js",
    "review.js",
    "checking.js",
    "changes.js",
    "keeping.js",
    "help.js",
    "desk.js",
)
"""Modules of the editor: only a page for review carries them, packed."""

_IMPORT = re.compile(r"^import \{([^}]*)\} from \"\./(\w+)\.js\";$", re.MULTILINE)
_EXPORT = re.compile(r"^export \{([^}]*)\};$", re.MULTILINE)
_TOOLS = Path(__file__).parents[3] / "tests" / "page" / "node_modules" / ".bin"
_SOURCES = "sources.txt"


def joined() -> dict[str, str]:
    """Return the scripts by the names that they have in ``built``: each module a function, its exports its result."""
    return {
        "page.js": f'(function () {{\n"use strict";\n{_modules(SCRIPTS)}\n$.core.gm.modules = $;\n}})();\n',
        "insets.js": _further(INSET_SCRIPTS),
        "annotations.js": _further(ANNOTATION_SCRIPTS),
        "elsewhere.js": f'(function () {{\n"use strict";\n{_modules(ELSEWHERE_SCRIPTS)}\n}})();\n',
        "editor.js": f"geomap.css = {json.dumps(own(STYLES_OF_EDITOR))};\n" + _further(EDITOR_SCRIPTS),
    }


def digest() -> str:
    """Return what the joined scripts are told by: other sources have another."""
    return hashlib.sha256(json.dumps(joined()).encode()).hexdigest()


def _further(files: tuple[str, ...]) -> str:
    return f'(function () {{\n"use strict";\nconst $ = geomap.modules;\n{_modules(files)}\n}})();\n'


def _modules(files: tuple[str, ...]) -> str:
    return "\n".join(map(_module, files))


def _module(file: str) -> str:
    text = _IMPORT.sub(lambda found: f"const {{{found[1]}}} = $.{found[2]};", plain(file))
    text = _EXPORT.sub(lambda found: f"return {{{found[1]}}};", text)
    name = file.removesuffix(".js")
    first = "const $ = {};\n" if file == SCRIPTS[0] else ""
    # What draws annotations is there already where the page came with some.
    if file in ANNOTATION_SCRIPTS:
        return f"$.{name} ??= (() => {{\n{text}\nreturn true;\n}})();"
    return f"{first}$.{name} = (() => {{\n{text}\n}})();"


def _minified(script: str) -> str:
    command = [str(_TOOLS / "esbuild"), "--minify", "--target=es2022", "--charset=utf8"]
    made = subprocess.run(command, input=script.encode(), capture_output=True, check=False)  # noqa: S603 - our own tool
    if made.returncode:
        raise SystemExit(made.stderr.decode())
    return made.stdout.decode()


def _packed(script: str) -> str:
    return base64.b64encode(zlib.compress(script.encode(), 9)).decode("ascii") + "\n"


def main(arguments: list[str]) -> int:
    """Make the files, or with ``--check`` compare them."""
    made = {name: _minified(text) for name, text in joined().items()}
    if arguments == ["--check"]:
        # Deflated bytes differ among versions of zlib; what comes out of them does not.
        there = {name: (BUILT / name).read_text("utf-8") for name in made if name != "editor.js"}
        there["editor.js"] = zlib.decompress(base64.b64decode((BUILT / "editor.txt").read_text("ascii"))).decode()
        stale = [name for name, text in made.items() if there[name] != text]
        print(f"{len(made)} scripts, {len(stale)} differ{': ' if stale else ''}{', '.join(stale)}")
        return 1 if stale else 0
    BUILT.mkdir(exist_ok=True)
    made["editor.txt"] = _packed(made.pop("editor.js"))
    for name, text in {**made, _SOURCES: digest() + "\n"}.items():
        (BUILT / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

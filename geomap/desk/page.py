"""The desk's own page: one document, its script and style inside, with a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Final

from geomap.maps import wording
from geomap.maps.html.payload import escape_json

_ASSETS: Final = Path(__file__).with_name("assets")
_SCRIPTS: Final = ("elements.js", "service.js", "making.js", "start.js", "keeper.js", "editor.js", "main.js")
"""The modules, in the order in which they are joined: what is imported stands before who imports it."""

_IMPORT: Final = re.compile(r"^import \{([^}]*)\} from \"\./(\w+)\.js\";$", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export \{([^}]*)\};$", re.MULTILINE)


@cache
def render(language: str) -> tuple[str, str]:
    """Return the page and its Content-Security-Policy.

    Parameters
    ----------
    language
        Of the interface, if the browser's own is not asked.
    """
    script = f'(function () {{\n"use strict";\nconst $ = {{}};\n{"".join(map(_module, _SCRIPTS))}}})();\n'
    style = _colours() + _ASSETS.joinpath("desk.css").read_text("utf-8")
    given = {
        "language": language,
        "texts": _texts(),
        "rtl": [tag for tag in wording.languages() if wording.direction(tag) == "rtl"],
    }
    data = escape_json(json.dumps(given, ensure_ascii=False, separators=(",", ":")))
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; connect-src 'self'; "
        "frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    parts = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n',
        f"<title>geomap</title>\n<style>{style}</style>\n</head>\n<body>\n",
        '<div id="desk"></div>\n',
        f'<script type="application/json" id="desk-data">{data}</script>\n',
        f"<script>{script}</script>\n</body>\n</html>\n",
    )
    return "".join(parts), policy


def _module(file: str) -> str:
    """Return a module as a function, what it exports as its result, as the map's page has its own."""
    text = _ASSETS.joinpath(file).read_text("utf-8")
    text = _IMPORT.sub(lambda found: f"const {{{found[1]}}} = $.{found[2]};", text)
    text = _EXPORT.sub(lambda found: f"return {{{found[1]}}};", text)
    return f"$.{file.removesuffix('.js')} = (() => {{\n{text}}})();\n"


def _texts() -> dict[str, dict[str, str]]:
    return {
        language: {
            key.removeprefix("desk."): text for key, text in wording.texts(language).items() if key.startswith("desk.")
        }
        for language in wording.languages()
    }


def _colours() -> str:
    """Return the variables that the map's pages have, light and dark: fonts and colours of the style."""
    from geomap.maps.html.styling import to_css
    from geomap.maps.style import resolve_style

    rules = to_css(resolve_style(None, None), "").splitlines()
    return "".join(f"{rule}\n" for rule in rules if rule.startswith((":root{", "@media (prefers-color-scheme")))


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

"""The scripts and styles that Folium's elements ask for: carried by the page's package, by an extra, or by a user.

Folium names each by an address at a CDN. A page that works offline has them inside: what the page needs anyway, what
``NewsMap.add_asset`` was given, what the extra ``folium-plugins`` brings. With ``online_assets`` it asks for the rest.
"""

from __future__ import annotations

import ast
import base64
import mimetypes
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import AssetError, InputError, to_install
from geomap.maps.html.added import Asset

if TYPE_CHECKING:
    import os

# What Folium names on every map. Leaflet is on the page; the others only its icons need, which are drawn without.
ON_THE_PAGE = frozenset({"leaflet", "leaflet_css"})
NOT_NEEDED = frozenset(
    {
        "jquery",
        "bootstrap",
        "awesome_markers",
        "bootstrap_css",
        "glyphicons_css",
        "awesome_markers_font_css",
        "awesome_markers_css",
        "awesome_rotate_css",
    }
)

_CSS_ADDRESS = re.compile(r"""url\(\s*(["']?)(?!data:|#|%23)([^"')]+)\1\s*\)""")
_SOURCE_MAP = re.compile(r"^[ \t]*(?://[#@] ?sourceMappingURL=.*|/\*# ?sourceMappingURL=[^*]*\*/)[ \t]*$", re.MULTILINE)
_LONGEST_PATH = 4096


class AssetShelf:
    """Where a page finds what Folium's elements ask for.

    Parameters
    ----------
    online
        Whether the page may ask for what is not there, by the address that Folium names.
    """

    def __init__(self, *, online: bool = False) -> None:
        self.online = online
        self._added: dict[str, str] = {}

    def put(self, name: str, source: str | os.PathLike[str]) -> None:
        """Keep a user's asset; see ``geomap.maps.NewsMap.add_asset``."""
        path = _as_path(source)
        if path is None:
            self._added[name] = str(source)
            return
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = "it is no text in UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
            raise InputError(f"the asset {path} cannot be read: {reason}") from error
        self._added[name] = _with_pictures(text, path.parent) if path.suffix.lower() == ".css" else text

    def find(self, name: str, url: str, *, is_style: bool) -> Asset | None:
        """Return what an element asks for, or None where nobody has it."""
        for key in (name, url, url.rpartition("/")[2]):
            if key in self._added:
                return Asset(is_style, text=_clean(self._added[key], is_style=is_style, name=name))
        if url in (brought := _brought()):
            # What it names and the extra lacks, pictures of rare controls, is left out.
            text = _CSS_ADDRESS.sub("url(data:,)", brought[url]) if is_style else brought[url]
            return Asset(is_style, text=_clean(text, is_style=is_style, name=name))
        return Asset(is_style, url=url) if self.online else None

    def take(self, name: str, url: str, *, is_style: bool) -> Asset | None:
        """Return what an element asks for, or None where the page has it, or does without it.

        Raises
        ------
        AssetError
            Nobody has it.
        """
        if name in ON_THE_PAGE or (name in NOT_NEEDED and name not in self._added):
            return None
        found = self.find(name, url, is_style=is_style)
        if found is None:
            raise AssetError(
                f"the page cannot work offline: Folium asks for {url} ({name}), which geomap does not carry; "
                f"{to_install('folium-plugins')} brings those of Folium's plugins, "
                f"page.add_asset({name!r}, file) another, and online_assets=True lets the page ask for it"
            )
        return found


def _as_path(source: str | os.PathLike[str]) -> Path | None:
    """Return the file that is meant, or None where it is the asset's text: that has lines, or ends in no suffix."""
    if not isinstance(source, str):
        return Path(source)
    is_name = "\n" not in source and len(source) < _LONGEST_PATH and source.lower().endswith((".js", ".css"))
    return Path(source) if is_name else None


def _with_pictures(css: str, folder: Path) -> str:
    """Return a style sheet with the pictures and fonts that it names inside, read from beside its file."""

    def inside(found: re.Match[str]) -> str:
        path = folder / re.split(r"[?#]", found[2])[0]
        if re.match(r"[a-z]+:|//", found[2]) or not path.is_file():
            return "url(data:,)"
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return f"url(data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')})"

    return _CSS_ADDRESS.sub(inside, css)


def _clean(text: str, *, is_style: bool, name: str) -> str:
    """Return an asset as it can stand in a page: it asks for nothing, and cannot end its element."""
    text = _SOURCE_MAP.sub("", text).strip() + "\n"
    if not is_style:
        return in_script(text)
    if re.search(r"</style", text, re.IGNORECASE):
        raise AssetError(f"the asset {name} is no style sheet: it has a </style> in it")
    return _CSS_ADDRESS.sub("url(data:,)", text)


def in_script(text: str) -> str:
    """Return a script with nothing in it that would end its element."""
    return re.sub(r"<(?=/script|!--)", r"<\\", text, flags=re.IGNORECASE)


@cache
def _brought() -> dict[str, str]:
    """Return the assets of the extra ``folium-plugins`` by their addresses; none where it is not installed.

    The package is a copy of Folium that carries them in a module, which is read and not run: to import it takes as long
    as to import Folium.
    """
    spec = find_spec("offlinefolium")
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    file = Path(folders[0]) / "elements.py" if folders else None
    if file is None or not file.is_file():
        return {}
    found = {}
    for node in ast.parse(file.read_text("utf-8")).body:
        match node:
            case ast.Assign(
                targets=[ast.Subscript(slice=ast.Constant(value=str(url)))], value=ast.Constant(value=str(text))
            ):
                found[url] = text
    return found

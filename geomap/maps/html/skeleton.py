"""What Folium renders for every map, kept as data: a page can be written without loading Folium.

To import Folium takes longer than everything else that ``geomap map`` does, and for a map that nobody has added to,
what it renders depends on the layers and the middle of the view alone. So it is rendered once, when the package is
made, by ``python -m geomap.maps.html.skeleton``, cut into pieces, and put together here. A test holds both ways to the
same bytes.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.maps.html.document import to_page

if TYPE_CHECKING:
    from geomap.maps.view import MapView

_FILE = "skeleton.json"
_KEY, _CONTROL, _CENTRE = "@KEY@", "@CONTROL@", "@CENTRE@"


def keys_of(view: MapView) -> list[str]:
    """Return the keys of a map's feature groups, in order."""
    keys = [layer.key for layer in view.layers]
    if len(view.documents) > 1:
        keys += [f"document-{number}" for number in range(len(view.documents))]
    return keys


def centre_of(view: MapView) -> list[float]:
    """Return the map's centre before it is fitted to the view: ``[lat, lon]``."""
    lon, lat = view.viewport.centre
    return [round(lat, 4), round(lon, 4)]


def render(view: MapView) -> str:
    """Return the page of a map that nothing was added to."""
    keys = keys_of(view)
    parts = []
    for piece in _pieces()["script"]:
        if isinstance(piece, str):
            parts.append(piece)
        else:
            parts += [piece[0].replace(_KEY, key).replace("@N@", str(n)) for n, key in enumerate(keys, start=1)]
    script = "".join(parts).replace(_CONTROL, str(len(keys) + 1)).replace(_CENTRE, json.dumps(centre_of(view)))
    return to_page(view, script=script, body=_pieces()["body"], names={key: key for key in keys})


@cache
def _pieces() -> dict[str, Any]:
    raw = Path(__file__).with_name("assets").joinpath(_FILE).read_text("utf-8")
    pieces: dict[str, Any] = json.loads(raw)
    return pieces


def _cut(script: str) -> list[str | list[str]]:
    """Cut a script with one layer into what stands once and, as lists of one, what stands for each layer."""
    group = script.index("\n", script.index("});")) + len("\n        ")
    end = script.index(".addTo(", group)
    end = script.index("\n", script.index("\n", end) + 1)
    pieces: list[str | list[str]] = [script[:group], [script[group:end]]]
    rest = script[end:]
    while (at := rest.find(f'"{_KEY}"')) >= 0:
        start, stop = rest.rindex("\n", 0, at), rest.index("\n", at)
        pieces += [rest[:start], [rest[start:stop]]]
        rest = rest[stop:]
    pieces.append(rest)
    marked: list[str | list[str]] = []
    for piece in pieces:
        text = piece if isinstance(piece, str) else piece[0]
        text = text.replace("feature_group_geomap1", "feature_group_geomap@N@")
        text = text.replace("layer_control_geomap2", f"layer_control_geomap{_CONTROL}")
        marked.append(text if isinstance(piece, str) else [text])
    return marked


def make() -> str:
    """Render the pieces with the Folium that is installed."""
    from geomap.maps.html.figure import PageFigure
    from geomap.maps.html.page import story_map
    from geomap.maps.html.shelf import AssetShelf

    def pieces(rendered: Any) -> str:
        script = rendered.script.replace("[0.125, 0.25]", _CENTRE)
        return json.dumps({"script": _cut(script), "body": rendered.body}, indent=1) + "\n"

    story = story_map([0.125, 0.25], [_KEY])
    figure = PageFigure(None, AssetShelf())
    figure.add_child(story)
    return figure.rendering(pieces)


if __name__ == "__main__":
    Path(__file__).with_name("assets").joinpath(_FILE).write_text(make(), "utf-8")

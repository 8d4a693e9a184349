"""A map as plain Leaflet, for whoever takes Folium's map out of our page: Streamlit's component, a figure of yours."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.paths import encode_rings
from geomap.maps.html import assets
from geomap.maps.publish import for_readers
from geomap.maps.style.model import Look

if TYPE_CHECKING:
    from geomap.maps.arrows import Arrow
    from geomap.maps.view import Feature, MapView

_GROUND = ("land", "lake", "border", "disputed", "zone")
_ARROW_STEPS = 2000
_LONGEST = 240_000
# What ends a script, what Jinja and Python's templates take for theirs, and what Streamlit's component takes for ids.
_CODE = re.compile(r"[<>&{}$`'_%#\u2028\u2029\ud800-\udfff]")


def to_drawing(view: MapView) -> str:
    """Return a script that ends in the function which draws the places, of the map, its control and its layers."""
    look = Look(view.style, "light")
    shown = for_readers(view)
    box = view.viewport
    data = {
        "box": [box.west, box.south, box.east, box.north],
        "colours": {key: look[key] for key in ("sea", "land", "lake", "border")}
        | {"disputed": look["border"], "zone": look["border"]},
        "attribution": view.texts["attribution"],
        "base": _ground(view),
        "layers": [[layer.key, layer.title] for layer in view.layers],
        "features": [
            # The largest area first: what lies in it can be clicked.
            *(_feature(feature, look) for feature in sorted(shown.features, key=_extent, reverse=True)),
            *(_arrow(arrow, look) for arrow in shown.arrows if not arrow.uncertain),
        ],
    }
    return f"{assets.elsewhere_script()}window.geomapElsewhere({_plain(json.dumps(data, separators=(',', ':')))})"


def _plain(raw: str) -> str:
    """Return JSON with all escaped in its strings that the pages which it goes through could take for theirs."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', lambda found: _CODE.sub(lambda c: f"\\u{ord(c[0]):04x}", found[0]), raw)


def _ground(view: MapView) -> list[dict[str, Any]]:
    """Return land, water and borders, the coarsest first, as long as they are small: they are sent with each change."""
    made: list[dict[str, Any]] = []
    length = 0
    for patch in view.patches:
        shapes = [(shape.kind, list(shape.paths)) for shape in patch.shapes if shape.kind in _GROUND]
        length += sum(len(path) for _, paths in shapes for path in paths)
        if made and length > _LONGEST:
            break
        made.append({"shift": patch.shift_deg, "scale": patch.scale, "shapes": shapes})
    return made


def _extent(feature: Feature) -> float:
    """Return how large an area is, roughly, in degrees; 0 for a point."""
    lons = [lon for polygon in feature.polygons for lon in polygon[0][::2]]
    lats = [lat for polygon in feature.polygons for lat in polygon[0][1::2]]
    return (max(lons) - min(lons)) * (max(lats) - min(lats)) if lons else 0.0


def _feature(feature: Feature, look: Look) -> dict[str, Any]:
    made: dict[str, Any] = {
        "title": feature.title,
        "what": feature.what,
        "where": feature.where,
        "layer": feature.layer,
        "colour": look.of(feature.symbol),
        "lon": round(feature.lon, 4),
        "lat": round(feature.lat, 4),
        "steps": feature.steps_per_deg,
    }
    if feature.polygons:
        made["poly"] = [encode_rings(polygon, feature.steps_per_deg) for polygon in feature.polygons]
    if feature.lines:
        made["line"] = encode_rings(feature.lines, feature.steps_per_deg)
    return made


def _arrow(arrow: Arrow, look: Look) -> dict[str, Any]:
    return {
        "title": arrow.title,
        "what": arrow.what,
        "where": "",
        "layer": arrow.layer,
        "colour": look.of(arrow.symbol),
        "steps": _ARROW_STEPS,
        "line": encode_rings((arrow.line,), _ARROW_STEPS),
    }

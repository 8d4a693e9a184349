"""Folium's icons as pins of their colours, where the library that draws them elsewhere is not on the page."""

from __future__ import annotations

import json

from geomap.maps.html import assets

COLOURS = {
    "red": "#d63e2a",
    "orange": "#f69730",
    "green": "#72b026",
    "blue": "#38aadd",
    "purple": "#d252b9",
    "darkred": "#a23336",
    "darkblue": "#0067a3",
    "darkgreen": "#728224",
    "darkpurple": "#5b396b",
    "cadetblue": "#436978",
    "lightred": "#ff8e7f",
    "beige": "#ffcb92",
    "lightgreen": "#bbf970",
    "lightblue": "#8adaff",
    "pink": "#ff91ea",
    "white": "#fbfbfb",
    "lightgray": "#a3a3a3",
    "gray": "#575757",
    "black": "#303030",
}
"""The colours that ``folium.Icon`` knows, as near as can be to those of the library's own pictures."""


def pin_script() -> str:
    """Return the script that draws them."""
    return f"window.geomapPins = {json.dumps(COLOURS)};\n{assets.own(('pins.js',))}"

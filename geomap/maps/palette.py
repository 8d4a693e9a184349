"""Colours of the map, for light and dark screens and for paper.

The first two themes are those of the page (``html/assets/page.css``); a test keeps them the same.
"""

from __future__ import annotations

from typing import Literal

Theme = Literal["light", "dark", "print"]

LIGHT = {
    "paper": "#fffdf9", "ink": "#1d2530", "dim": "#59626e", "line": "#e2dcd0",
    "sea": "#d9e6ec", "land": "#f8f5ee", "lake": "#cfe0e9", "river": "#a9c6d6", "coast": "#9fb6c2",
    "border": "#a2917f", "admin1": "#d2c8b8",
    "halo": "#fbf8f2", "name-land": "#6f675a", "name-sea": "#55809a", "town": "#4c4a45",
    "city": "#0b5fa5", "military": "#c2410c", "site": "#00695c", "nature": "#7a5a2e", "guess": "#59626e",
    "zone": "#8a2f7c", "disputed": "#6d4aa8", "province": "#1f7a4d", "water": "#1d6f9f", "country": "#a87a12",
    "part": "#b4570f",
    "green": "#e6eddb", "built": "#f2ede3", "building": "#e6dfd2", "street": "#cfc4b2",
}  # fmt: skip

DARK = {
    "paper": "#161b21", "ink": "#e8e6e1", "dim": "#a5adb8", "line": "#323a44",
    "sea": "#10202b", "land": "#232a30", "lake": "#152a37", "river": "#2b4a5b", "coast": "#44606f",
    "border": "#7b7468", "admin1": "#3d4348",
    "halo": "#1b2127", "name-land": "#a39c8f", "name-sea": "#7fa5bb", "town": "#b7b3aa",
    "city": "#6db3ea", "military": "#f08a55", "site": "#4fc0ae", "nature": "#c9a36a", "guess": "#a5adb8",
    "zone": "#dc8fd0", "disputed": "#b49be6", "province": "#6bc496", "water": "#72b9e0", "country": "#d9b04e",
    "part": "#e39a5c",
    "green": "#233029", "built": "#282f35", "building": "#333a40", "street": "#4d545a",
}  # fmt: skip

# White paper, and land and sea that a grey printer still tells apart.
PRINT = LIGHT | {
    "paper": "#ffffff", "land": "#ffffff", "halo": "#ffffff", "sea": "#e3ebef", "lake": "#d6e3ea",
    "coast": "#7d929e", "border": "#7c6d5d", "admin1": "#bdb4a6", "line": "#cccccc", "ink": "#000000", "dim": "#444444",
}  # fmt: skip

THEMES: dict[Theme, dict[str, str]] = {"light": LIGHT, "dark": DARK, "print": PRINT}

COLOUR_OF_SYMBOL = {
    "city": "city", "capital": "city",
    "air-base": "military", "naval-base": "military", "base": "military",
    "airport": "site", "port": "site", "camp": "site", "crossing": "site", "site": "site",
    "mountain": "nature", "uncertain": "guess",
    "zone": "zone", "disputed": "disputed", "province": "province", "region": "province", "water": "water",
    "country": "country", "part": "part",
}  # fmt: skip
"""The palette's name of the colour that each drawing has."""

"""How much a story is about a place: one measure for the map, the tables and whoever asks.

``prominences`` works on a ``Geoparse`` alone; no map and no gazetteer is needed.
"""

from __future__ import annotations

from geomap.prominence.measure import NONE, Prominence, prominence_values, prominences

__all__ = ["NONE", "Prominence", "prominence_values", "prominences"]

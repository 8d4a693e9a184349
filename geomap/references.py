"""Places as other programs point to them: by an address of the semantic web, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from geomap.model import Place

_GEONAMES = re.compile(r"(?:\bgeonames\.org/|^geonames:|^gn:|^geonames/)\s*(\d{1,12})\b", re.IGNORECASE)
_POSITION = re.compile(r"^\s*\(?\s*(-?\d{1,3}(?:\.\d+)?)\s*(?:,\s*|\s+)(-?\d{1,3}(?:\.\d+)?)\s*\)?\s*$")


def to_uri(place: Place) -> str:
    """Return the address that means a place.

    A place of GeoNames has GeoNames' own, which Recogito and Pelagios use too; any other is meant by its id, which has
    the form of an address: ``naturalearth:SYR-5261``.

    Parameters
    ----------
    place
        The place.
    """
    if place.geonameid is not None:
        return f"https://sws.geonames.org/{place.geonameid}/"
    return quote(place.id, safe=":/?#@!$&'()*+,;=-._~")


def to_geonameid(reference: str) -> int | None:
    """Return the GeoNames identifier that an address or a short form of it means, None if it means none.

    Parameters
    ----------
    reference
        ``https://sws.geonames.org/170654/``, ``http://www.geonames.org/170654/homs.html``, ``geonames:170654`` …
    """
    found = _GEONAMES.search(reference)
    return int(found[1]) or None if found else None


def to_position(words: str) -> tuple[float, float] | None:
    """Return longitude and latitude of a position that is written as latitude and longitude, None of anything else.

    Parameters
    ----------
    words
        ``34.73 36.71`` or ``34.73, 36.71``.
    """
    found = _POSITION.match(words)
    if found is None:
        return None
    lat, lon = float(found[1]), float(found[2])
    return (lon, lat) if -90 <= lat <= 90 and -180 <= lon <= 180 else None

"""Place ids, and what the curated tables write for them.

The record builder and the geometry builder both name places by these rules, so that a footprint finds its place.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_KNOWN_PREFIX = re.compile(r"^(geonames|naturalearth|ourairports|geomap|gns):")


def geonames(geonameid: int) -> str:
    """Return the id of a place of GeoNames."""
    return f"geonames:{geonameid}"


def natural_earth(code: str) -> str:
    """Return the id of a Natural Earth admin-1 polygon by its ``adm1_code`` ("SYR-5261")."""
    return f"naturalearth:{code}"


def sea(name: str) -> str:
    """Return the id of a Natural Earth marine area, which has no code of its own: the name in plain letters.

    >>> sea("Golfe du Lion")
    'naturalearth:sea-golfe-du-lion'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return "naturalearth:sea-" + re.sub(r"[^a-z0-9]+", "-", plain.replace("ø", "o")).strip("-")


def lake(ne_id: int) -> str:
    """Return the id of a Natural Earth lake by its ``ne_id``."""
    return f"naturalearth:lake-{ne_id}"


def river(name: str) -> str:
    """Return the id of a Natural Earth river.

    The layer has no stable code, so the name in plain letters stands for it.
    """
    return sea(name).replace(":sea-", ":river-")


def curated(cell: str) -> str:
    """Return the id of a row of a curated table: a bare one is geomap's own."""
    return cell if _KNOWN_PREFIX.match(cell) else f"geomap:{cell}"


class References:
    """Turns what a curated table writes for a place into the place's id.

    Parameters
    ----------
    countries
        ISO 3166-1 alpha-2 code → GeoNames id.
    admin1
        GeoNames first-order code ("SY.09") → GeoNames id.
    polygons
        Natural Earth ``adm1_code`` → place id, for the polygons that are places.
    """

    def __init__(
        self, countries: Mapping[str, int], admin1: Mapping[str, int], polygons: Mapping[str, str] | None = None
    ) -> None:
        self._countries = countries
        self._admin1 = admin1
        self._polygons = polygons or {}

    def resolve(self, reference: str) -> str:
        """Return the id that ``country:SY``, ``admin1:SY.09``, ``ne:SYR-5261`` or an id itself stands for.

        Raises
        ------
        KeyError
            No such place.
        """
        kind, _, rest = reference.strip().partition(":")
        if kind == "country":
            return geonames(self._countries[rest])
        if kind == "admin1":
            return geonames(self._admin1[rest])
        if kind == "ne":
            return self._polygons.get(rest, natural_earth(rest))
        if not rest:
            return curated(kind)
        if not _KNOWN_PREFIX.match(reference.strip()):
            raise KeyError(reference)
        return reference.strip()

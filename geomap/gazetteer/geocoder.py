"""The gazetteer as a geopy geocoder: no network, no key, no rate limit.

It serves wherever geopy's geocoders do, ``geopandas.tools.geocode(names, provider=GazetteerGeocoder)`` among them.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Place

_MOST = 10


class GazetteerGeocoder(Geocoder):  # type: ignore[misc] # geopy carries no types
    """Geocodes place names offline, against geomap's gazetteer.

    Parameters
    ----------
    gazetteer
        The places to choose from; without one the bundled gazetteer, and the places that the user keeps.
    user_agent, timeout
        Taken for the sake of code that sets them for every geocoder; nothing is sent anywhere.

    Examples
    --------
    >>> from geomap.gazetteer.geocoder import GazetteerGeocoder
    >>> GazetteerGeocoder().geocode("Paris, Texas").address
    'Paris, Texas, United States'
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        user_agent: str | None = None,
        timeout: float | None = DEFAULT_SENTINEL,
    ) -> None:
        super().__init__(user_agent=user_agent, timeout=timeout)
        self._gazetteer = gazetteer if gazetteer is not None else open_gazetteer()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        country_codes: str | Iterable[str] | None = None,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """Find the place that a name means.

        Parameters
        ----------
        query
            A name in any script; what stands behind commas ("Paris, Texas") must contain the place.
        exactly_one
            Whether to return the likeliest place only, or a list with the likeliest first.
        country_codes
            ISO 3166-1 alpha-2 code or codes: only places in these countries.
        timeout
            Of no effect, for nothing is waited for.

        Returns
        -------
        geopy.location.Location, list of them, or None
            None where the gazetteer has no such place. ``raw`` holds the fields of ``geomap.Place``.
        """
        name, *containers = (part.strip() for part in query.split(","))
        codes = {country_codes} if isinstance(country_codes, str) else set(country_codes or ())
        wanted = {code.strip().upper() for code in codes}
        places = [
            candidate.place
            for candidate in self._gazetteer.lookup(name, fuzzy=True)
            if not wanted or candidate.place.country_code in wanted
        ]
        for container in filter(None, containers):
            places = self._within(places, container)
        return self._answer(places[:_MOST], exactly_one)

    def reverse(
        self,
        query: Point | str | tuple[float, float],
        *,
        exactly_one: bool = True,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """Find the populated place nearest to a point.

        Parameters
        ----------
        query
            A geopy point, ``(latitude, longitude)`` or a string of that order, as everywhere in geopy.
        exactly_one
            Whether to return the location itself, or a list of it.
        timeout
            Of no effect, for nothing is waited for.

        Raises
        ------
        ValueError
            The point is no point.
        """
        point = query if isinstance(query, Point) else Point(query)
        found = self._gazetteer.reverse(point.longitude, point.latitude).place
        return self._answer([found] if found else [], exactly_one)

    def _within(self, places: list[Place], container: str) -> list[Place]:
        """Return the places of a list that lie in a country or first-order division of that name or code."""
        countries: set[str] = set()
        divisions: set[tuple[str, str]] = set()
        for candidate in self._gazetteer.lookup(container):
            unit = candidate.place
            if unit.feature_class == "A" and unit.feature_code.startswith("PCL"):
                countries.add(unit.country_code)
            elif unit.feature_class == "A" and unit.feature_code.startswith("ADM1"):
                divisions.add((unit.country_code, unit.admin1_code))
        if len(fold(container)) == 2 and self._gazetteer.country(container) is not None:
            countries.add(container.upper())
        return [p for p in places if p.country_code in countries or (p.country_code, p.admin1_code) in divisions]

    def _answer(self, places: list[Place], exactly_one: bool) -> Location | list[Location] | None:
        if not places:
            return None
        locations = [
            Location(self._address(place), Point(place.lat, place.lon), dataclasses.asdict(place)) for place in places
        ]
        return locations[0] if exactly_one else locations

    def _address(self, place: Place) -> str:
        units = [place]
        if place.admin1_code:
            units.append(self._gazetteer.admin1(place.country_code, place.admin1_code) or place)
        if place.country_code:
            units.append(self._gazetteer.country(place.country_code) or place)
        return ", ".join(dict.fromkeys(unit.name for unit in units))

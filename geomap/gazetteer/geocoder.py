"""The gazetteer as a geopy geocoder: no network, no key, no rate limit.

It serves wherever geopy's geocoders do, ``geopandas.tools.geocode(names, provider=GazetteerGeocoder)`` among them.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Literal

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.queries import QueryReader, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Place

_MOST = 10
_CITY, _TOWN = 50_000, 10_000
"""Inhabitants of what is called so in an address."""


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
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        language: str | Literal[False] | None = None,
        addressdetails: bool = False,
        country_codes: str | Iterable[str] | None = None,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """Find the place that a name means.

        Parameters
        ----------
        query
            A name in any script; what stands behind commas ("Paris, Texas") must contain the place. Or a dictionary
            with ``amenity``, ``street``, ``city``, ``county``, ``state``, ``postalcode`` and ``country``. Of an address
            ("10 Baker Street, London") the town is known: ``raw["partial_match"]`` is then true.
        exactly_one
            Whether to return the likeliest place only, or a list with the likeliest first.
        limit
            At most so many; ten without it.
        language
            BCP 47 tag (``"de"``), of several the first: the address is in it where the gazetteer has the names.
        addressdetails
            Whether ``raw["address"]`` has the parts of the address by their kinds (``city``, ``state``, ``country``,
            ``country_code`` …).
        country_codes
            ISO 3166-1 alpha-2 code or codes: only places in these countries.
        timeout
            Of no effect, for nothing is waited for.

        Returns
        -------
        geopy.location.Location, list of them, or None
            None where the gazetteer has no such place. ``raw`` holds the fields of ``geomap.Place``, with
            ``partial_match``, ``matched`` and ``unmatched``: the words of the query that are known, and those that are
            not.

        Raises
        ------
        ValueError
            The limit is less than one, or a dictionary has other keys.
        """
        if limit is not None and limit < 1:
            raise ValueError("a limit is 1 or more")
        codes = [country_codes] if isinstance(country_codes, str) else country_codes or ()
        wanted = frozenset(code.strip().upper() for code in codes)
        answer = QueryReader(self._gazetteer, wanted).read(parts_of(query))
        if answer is None:
            return None
        said = {
            "partial_match": bool(answer.unmatched),
            "matched": answer.matched,
            "unmatched": list(answer.unmatched),
        }
        writer = AddressWriter(self._gazetteer, language or "", details=addressdetails)
        places = answer.places[: limit or _MOST]
        return _answer([writer.location(place, said) for place in places], exactly_one)

    def reverse(
        self,
        query: Point | str | tuple[float, float],
        *,
        exactly_one: bool = True,
        language: str | Literal[False] | None = None,
        addressdetails: bool = False,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """Find the populated place nearest to a point.

        Parameters
        ----------
        query
            A geopy point, ``(latitude, longitude)`` or a string of that order, as everywhere in geopy.
        exactly_one
            Whether to return the location itself, or a list of it.
        language, addressdetails
            As in ``geocode``.
        timeout
            Of no effect, for nothing is waited for.

        Raises
        ------
        ValueError
            The point is no point.
        """
        point = query if isinstance(query, Point) else Point(query)
        found = self._gazetteer.reverse(point.longitude, point.latitude).place
        writer = AddressWriter(self._gazetteer, language or "", details=addressdetails)
        return _answer([writer.location(found)] if found else [], exactly_one)


def _answer(locations: list[Location], exactly_one: bool) -> Location | list[Location] | None:
    if not locations:
        return None
    return locations[0] if exactly_one else locations


class AddressWriter:
    """Writes places as geopy's locations.

    Parameters
    ----------
    gazetteer
        Tells in what units a place lies.
    language
        BCP 47 tag of the address; ``""`` for the usual English names.
    details
        Whether the parts of the address are told by their kinds.
    """

    def __init__(self, gazetteer: Gazetteer, language: str, *, details: bool) -> None:
        self._gazetteer = gazetteer
        # "de,en;q=0.5": as a browser asks for it, and geopy's geocoders hand it on.
        self._language = language.split(",", maxsplit=1)[0].split(";", maxsplit=1)[0].strip()
        self._details = details

    def location(self, place: Place, said: Mapping[str, Any] | None = None) -> Location:
        """Return a place, with what is said of the match in ``raw``."""
        parts = self._parts(place)
        shown = [name for kind, name in parts.items() if kind != "county" or kind == _kind(place)]
        raw = dataclasses.asdict(place) | dict(said or {})
        if self._details:
            raw["address"] = parts | ({"country_code": place.country_code.lower()} if place.country_code else {})
        return Location(", ".join(dict.fromkeys(shown)), Point(place.lat, place.lon), raw)

    def _parts(self, place: Place) -> dict[str, str]:
        """Return the parts of an address by their kinds, the finest first, as Nominatim calls them."""
        units = {_kind(place): place}
        if place.admin2_code:
            units.setdefault("county", self._gazetteer.admin2(*_codes(place), place.admin2_code) or place)
        if place.admin1_code:
            units.setdefault("state", self._gazetteer.admin1(*_codes(place)) or place)
        if place.country_code:
            units.setdefault("country", self._gazetteer.country(place.country_code) or place)
        return {kind: self._name(unit) for kind, unit in units.items()}

    def _name(self, place: Place) -> str:
        return self._gazetteer.name_in(place, self._language) if self._language else place.name


def _codes(place: Place) -> tuple[str, str]:
    return place.country_code, place.admin1_code


def _kind(place: Place) -> str:
    """Return what Nominatim calls a place of this kind in an address."""
    if place.feature_class == "P":
        if place.feature_code == "PPLX":
            return "suburb"
        sizes = (("city", _CITY), ("town", _TOWN))
        return next((kind for kind, least in sizes if place.population >= least), "village")
    kinds = {"PCL": "country", "ADM1": "state", "ADM2": "county"}
    return next((kind for code, kind in kinds.items() if place.feature_code.startswith(code)), "place")

"""What a geocoder is asked ("Paris, Texas", "London UK", "10 Downing Street, London"), answered with what is known.

A gazetteer knows places and no addresses. What it cannot find is left out and said: of an address it knows the town. A
country or a first-order division alone answers nothing finer: better none than a point in the middle of nowhere. What
contradicts itself ("Paris, Japan") has no answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geomap.gazetteer.names import fold
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Place

_STRUCTURED = ("amenity", "street", "city", "county", "state", "postalcode", "country")
"""Keys of a query that is a dictionary, the finest first: those of geopy's ``Nominatim``."""

_AROUND_KM = 40.0
"""A place so far from a city counts as in it ("Brixton, London")."""

_CITY = 15_000
"""Inhabitants of what others can lie in."""

_LONGEST_CONTAINER = 3
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+\w?")
_STREET_BEHIND = re.compile(r"street|st|road|rd|avenue|ave|lane|drive|square|boulevard|blvd|way|highway", re.IGNORECASE)
_STREET = re.compile(
    rf"\b(?:{_STREET_BEHIND.pattern}|court|rue|via|viale|calle|avenida|rua|ulitsa|ulica|caddesi|sokak)\b"
    r"|(?:straße|strasse|gasse|allee|weg|platz|straat|laan|gatan|улица|ул\.|شارع|רחוב)",
    re.IGNORECASE,
)
"""What streets are called: before the name, behind it, or as its end."""


class Answer(NamedTuple):
    """What is known of a query.

    Attributes
    ----------
    places
        The likeliest first.
    matched, unmatched
        The words of the query that name them, and those that the gazetteer does not know.
    """

    places: list[Place]
    matched: str
    unmatched: tuple[str, ...] = ()


def parts_of(query: str | Mapping[str, str]) -> list[str]:
    """Return the parts of a query, the finest first.

    Parameters
    ----------
    query
        A text with commas, or a dictionary with keys of ``_STRUCTURED``.

    Raises
    ------
    ValueError
        The dictionary has other keys.
    """
    if isinstance(query, str):
        parts = query.split(",")
    else:
        if unknown := sorted(query.keys() - set(_STRUCTURED)):
            raise ValueError(f"a query has no {unknown[0]!r}; there are: {', '.join(_STRUCTURED)}")
        parts = [str(query[key]) for key in _STRUCTURED if query.get(key)]
    return [" ".join(part.split()) for part in parts if part.strip()]


class QueryReader:
    """Reads queries against a gazetteer.

    Parameters
    ----------
    gazetteer
        The places to choose from.
    countries
        ISO 3166-1 alpha-2 codes: only places in these; all without one.
    """

    def __init__(self, gazetteer: Gazetteer, countries: frozenset[str] = frozenset()) -> None:
        self._gazetteer = gazetteer
        self._countries = countries

    def read(self, parts: Sequence[str]) -> Answer | None:
        """Return what the parts of a query name, None where that is nothing."""
        for start in range(len(parts)):
            wanted, unknown = self._told(parts[start:])
            answer = self._whole(wanted) or self._near_miss(wanted) or self._trailing(wanted)
            left = (*parts[:start], *unknown)
            if answer is not None and (not left or self._is_fine(answer.places[0])):
                return answer._replace(unmatched=(*left, *answer.unmatched))
            if not self._may_be_left(parts[start]):
                return None  # a place, and nowhere that the rest allows: "Paris, Japan"
        return None

    def _told(self, parts: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
        """Leave out what stands behind the first part and names no place, such as a postal code."""
        known, unknown = [parts[0]], []
        for part in parts[1:]:
            bare = " ".join(word for word in part.split() if not _DIGIT.search(word))
            if self._is_place(part):
                known.append(part)
            elif bare != part and self._is_place(bare):
                known.append(bare)
                unknown.append(" ".join(word for word in part.split() if _DIGIT.search(word)))
            else:
                unknown.append(part)
        return known, tuple(unknown)

    def _may_be_left(self, part: str) -> bool:
        """Tell whether an answer without a part is one: a street, a number, a house that the gazetteer lacks."""
        return bool(_DIGIT.search(part) or _STREET.search(part)) or not self._is_place(part)

    def _is_place(self, part: str) -> bool:
        return bool(part) and (bool(self._gazetteer.lookup(part, limit=1)) or self._is_code(part))

    def _whole(self, parts: Sequence[str]) -> Answer | None:
        """Return what bears the name and lies in the rest: commas between, or none ("London UK")."""
        name, *containers = parts
        if places := self._named(name, containers):
            return Answer(places, ", ".join(parts))
        words = name.split()
        for count in range(min(_LONGEST_CONTAINER, len(words) - 1), 0, -1):
            inner, outer = " ".join(words[:-count]), " ".join(words[-count:])
            if places := self._named(inner, [outer, *containers]):
                return Answer(places, ", ".join(parts))
        return None

    def _near_miss(self, parts: Sequence[str]) -> Answer | None:
        places = self._named(parts[0], parts[1:], fuzzy=True)
        return Answer(places, ", ".join(parts)) if places else None

    def _trailing(self, parts: Sequence[str]) -> Answer | None:
        """Return the town beside a code or a street: "75001 Paris", "London SW1A 2AA", "10 Downing Street London"."""
        words = parts[0].split()
        if not _DIGIT.search(parts[0]):
            return None
        cuts = [(words[:at], words[at:]) for at in range(1, len(words)) if _ends_address(words[:at])]
        first = next(at for at, word in enumerate(words) if _DIGIT.search(word))
        for left, town in (*cuts, (words[first:], words[:first])):
            found = self._whole([" ".join(town), *parts[1:]]) if town and not _DIGIT.search(" ".join(town)) else None
            if found is not None and self._is_fine(found.places[0]) and found.places[0].population >= _CITY:
                return found._replace(unmatched=(" ".join(left),))
        return None

    @staticmethod
    def _is_fine(place: Place) -> bool:
        """Tell whether a place is small enough to stand for something in it: no country, region or sea."""
        return place.feature_class not in "AHTLVU" or place.feature_code.startswith(("ADM2", "ADM3", "ADM4", "ADM5"))

    def _is_code(self, part: str) -> bool:
        return len(fold(part)) == 2 and self._gazetteer.country(part) is not None

    def _named(self, name: str, containers: Sequence[str], *, fuzzy: bool = False) -> list[Place]:
        places = [
            candidate.place
            for candidate in self._gazetteer.lookup(name, fuzzy=fuzzy)
            if not self._countries or candidate.place.country_code in self._countries
        ]
        for container in containers:
            places = self._within(places, container)
        return places

    def _within(self, places: list[Place], container: str) -> list[Place]:
        """Return the places of a list that lie in a unit of that name or code, else those in a city of that name."""
        if not places:
            return places
        units = [candidate.place for candidate in self._gazetteer.lookup(container)]
        countries = {unit.country_code for unit in units if unit.feature_code.startswith("PCL")}
        if self._is_code(container):
            countries.add(container.upper())
        divisions = {
            (unit.country_code, unit.admin1_code, unit.admin2_code)
            for unit in units
            if unit.feature_class == "A" and unit.feature_code.startswith(("ADM1", "ADM2"))
        }
        inside = [place for place in places if place.country_code in countries or self._lies_in(place, divisions)]
        return inside or [place for place in places if any(self._is_around(place, unit) for unit in units)]

    @staticmethod
    def _lies_in(place: Place, divisions: set[tuple[str, str, str]]) -> bool:
        code, first, second = place.country_code, place.admin1_code, place.admin2_code
        return (code, first, "") in divisions or (code, first, second) in divisions

    @staticmethod
    def _is_around(place: Place, city: Place) -> bool:
        if city.feature_class != "P" or city.population < _CITY or city.population <= place.population:
            return False
        near = place.country_code == city.country_code and place.id != city.id
        return near and distance_km(place.lon, place.lat, city.lon, city.lat) <= _AROUND_KM


def _ends_address(words: Sequence[str]) -> bool:
    """Tell whether words are an address whose town comes next: "75001", "221B Baker Street", "5th Avenue"."""
    last = words[-1]
    if _DIGIT.search(last):
        return True
    # "5 Avenue Victoria" goes on.
    return bool(len(words) > 1 and _STREET_BEHIND.fullmatch(last) and not _NUMBER.fullmatch(words[-2]))

"""The places as columns: plain integers by place index, mapped into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Columns:
    """One memory view a column; the index is the place's.

    Attributes
    ----------
    lon_e5, lat_e5
        Degrees times 100,000 (EPSG:4326).
    population
        Inhabitants, 0 where unknown.
    geonameid
        GeoNames identifier, 0 where there is none.
    feature
        Row of ``Gazetteer.features``.
    country
        Row of ``Gazetteer.country_codes``.
    admin1, admin2
        Row of the table of first- and second-order codes, 0 where there is none.
    importance
        How likely the place is meant when nothing else is known: a number without unit, higher is likelier; 100 of it
        stand for a factor of ten in population.
    footprint
        1 where the place has a footprint.
    name, id
        Where the name and the id begin in the text file; an id of 0 stands for ``geonames:<geonameid>``.
    source
        Row of the table of sources.
    """

    __slots__ = (
        "admin1", "admin2", "country", "feature", "footprint", "geonameid", "id", "importance", "lat_e5", "lon_e5",
        "name", "population", "source",
    )  # fmt: skip

    admin1: memoryview
    admin2: memoryview
    country: memoryview
    feature: memoryview
    footprint: memoryview
    geonameid: memoryview
    id: memoryview
    importance: memoryview
    lat_e5: memoryview
    lon_e5: memoryview
    name: memoryview
    population: memoryview
    source: memoryview

    def __init__(self, arrays: Mapping[str, memoryview]) -> None:
        for name in self.__slots__:
            setattr(self, name, arrays[name])

"""The places as columns: plain integers by place index, mapped into memory."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
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
    name, id
        Where the name and the id begin in the text file; an id of 0 stands for ``geonames:<geonameid>``.
    source
        Row of ``Gazetteer.sources``.
    """

    lon_e5: memoryview
    lat_e5: memoryview
    population: memoryview
    geonameid: memoryview
    feature: memoryview
    country: memoryview
    admin1: memoryview
    admin2: memoryview
    importance: memoryview
    name: memoryview
    id: memoryview
    source: memoryview

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, memoryview]) -> Columns:
        """Columns out of the mapped arrays of the file of places."""
        return cls(**{field.name: arrays[field.name] for field in fields(cls)})

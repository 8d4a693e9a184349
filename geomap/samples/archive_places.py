"""Where the invented articles happen: towns drawn by their people, and what is named beside each."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Place

_LEAST_PEOPLE = 20_000
_ATTENTION = 0.65
"""Of a town with ten times the people there is written some four times as much."""

_NEAR_KM, _NEAR_MOST = 250.0, 8
_LETTERS = {"ru": re.compile(r"[\u0400-\u04ff][\u0400-\u04ff .\-]*")}
"""Languages in whose sentences a name in Latin letters would be nobody's."""

_PARTS_OF_TOWNS = ("PPLX", "PPLH", "PPLQ", "PPLW")


class Weighted(NamedTuple):
    """Places to draw from, with their running sum of weights."""

    rows: tuple[int, ...]
    sums: tuple[float, ...]

    def draw(self, rng: random.Random) -> int:
        """Return the row of a place, -1 where there is none."""
        return self.rows[draw(rng, self.sums)] if self.rows else -1


def draw(rng: random.Random, sums: Sequence[float]) -> int:
    """Return a position, each as likely as its weight.

    Parameters
    ----------
    rng
        What chance there is.
    sums
        Running sums of the weights.
    """
    # The last one takes what rounding leaves over.
    return min(bisect_right(sums, rng.random() * sums[-1]), len(sums) - 1)


class Settings:
    """Towns of a gazetteer, with what lies around them.

    Parameters
    ----------
    gazetteer
        Where they stand.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.place = lru_cache(maxsize=65_536)(gazetteer.place)
        self.near = lru_cache(maxsize=16_384)(self._near)
        self.name = lru_cache(maxsize=262_144)(self._name)
        self.neighbours = lru_cache(maxsize=512)(self._neighbours)

    @cached_property
    def _rows(self) -> list[int]:
        """Towns of some size that lie in a country and a first-order unit with names."""
        import numpy as np

        gazetteer, columns = self._gazetteer, self._gazetteer.columns
        town = np.array([cls == "P" and code not in _PARTS_OF_TOWNS for cls, code in gazetteer.features])
        country, admin1 = np.asarray(columns.country), np.asarray(columns.admin1)
        large = np.asarray(columns.population) >= _LEAST_PEOPLE
        rows = np.flatnonzero(large & town[np.asarray(columns.feature)] & (country > 0) & (admin1 > 0)).tolist()
        known: dict[tuple[int, int], bool] = {}
        for row in rows:
            unit = columns.country[row], columns.admin1[row]
            if unit not in known:
                known[unit] = self.country(row) >= 0 and self.province(row) >= 0
        return [row for row in rows if known[columns.country[row], columns.admin1[row]]]

    @cached_property
    def towns(self) -> Weighted:
        """All towns."""
        return self._weighted(self._rows)

    @cached_property
    def _by_unit(self) -> dict[tuple[int, int], list[int]]:
        columns = self._gazetteer.columns
        found: dict[tuple[int, int], list[int]] = {}
        for row in self._rows:
            found.setdefault((columns.country[row], columns.admin1[row]), []).append(row)
        return found

    @cached_property
    def _by_country(self) -> dict[int, Weighted]:
        rows: dict[int, list[int]] = {}
        for row in self._rows:
            rows.setdefault(self._gazetteer.columns.country[row], []).append(row)
        return {country: self._weighted(towns) for country, towns in rows.items()}

    def _weighted(self, rows: list[int]) -> Weighted:
        people = self._gazetteer.columns.population
        return Weighted(tuple(rows), tuple(accumulate(people[row] ** _ATTENTION for row in rows)))

    def elsewhere(self, row: int) -> Weighted:
        """Return the towns of the country of a town."""
        return self._by_country[self._gazetteer.columns.country[row]]

    def _near(self, row: int) -> Weighted:
        """Return the towns of the same unit that are nearest to a town, the larger the likelier."""
        columns, here = self._gazetteer.columns, self.place(row)
        others = [
            (distance_km(here.lon, here.lat, columns.lon_e5[at] / 1e5, columns.lat_e5[at] / 1e5), at)
            for at in self._by_unit[columns.country[row], columns.admin1[row]]
            if at != row
        ]
        return self._weighted([at for km, at in sorted(others)[:_NEAR_MOST] if km <= _NEAR_KM])

    def country(self, row: int) -> int:
        """Return the row of a town's country, -1 where it has none."""
        return _row(self._gazetteer.country(self.place(row).country_code))

    def province(self, row: int) -> int:
        """Return the row of a town's first-order unit, -1 where it has none."""
        here = self.place(row)
        return _row(self._gazetteer.admin1(here.country_code, here.admin1_code))

    def capital(self, row: int) -> int:
        """Return the row of the capital of a town's country, -1 where it has none."""
        return _row(self._gazetteer.capital_of(self.place(row).country_code))

    def _neighbours(self, country: int) -> tuple[int, ...]:
        """Return the rows of the countries that share a border with one."""
        return tuple(sorted(self._borders.get(country, ())))

    @cached_property
    def _borders(self) -> dict[int, set[int]]:
        footprints = self._gazetteer.footprints
        if footprints is None:
            return {}
        sharing: dict[int, list[int]] = {}
        for code in self._gazetteer.country_codes:
            place = self._gazetteer.country(code) if code else None
            if place is not None:
                for arc in footprints.arcs.ring_arcs(footprints.arcs.find(place.id)):
                    sharing.setdefault(max(arc, ~arc), []).append(place.index)
        found: dict[int, set[int]] = {}
        for rows in sharing.values():
            for one in rows:
                found.setdefault(one, set()).update(other for other in rows if other != one)
        return found

    def _name(self, row: int, language: str) -> str:
        """Return what a language calls a place, ``""`` where no name in its script is known."""
        place = self.place(row)
        if language == "en":
            return place.name
        name = self._gazetteer.name_in(place, language)
        return name if language not in _LETTERS or _LETTERS[language].fullmatch(name) else ""


def _row(place: Place | None) -> int:
    return place.index if place is not None else -1

"""A user's own places laid over a gazetteer: whoever asks the gazetteer sees them."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, cast

from geomap.gazetteer import layout, nametable
from geomap.gazetteer.columns import Columns
from geomap.gazetteer.details import OWN, Source
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.nameindex import NameIndex
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import RecordName
from geomap.gazetteer.reverse import Reverse, distance_km
from geomap.gazetteer.tiers import tier_of
from geomap.gazetteer.usershapes import OwnFootprints, box_of, contains
from geomap.model import Name, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.gazetteer.footprints import Footprints
    from geomap.gazetteer.userplaces import UserPlace

IMPORTANCE: Final = 1600
"""More than any bundled place has: the user named it, and the text will mean it where nothing else is said."""

TIER: Final = layout.TIER_500K
"""What the recogniser takes a user's name for: as good as that of a large city."""

_SHORT: Final = 5
"""Names in capitals with no more characters ("OP7") count only as they are written."""
_SETTLED: Final = frozenset("PS")
_KM_PER_DEG: Final = 111.0


def lay_over(gazetteer: Gazetteer, places: Iterable[UserPlace]) -> Gazetteer:
    """Return a gazetteer with a user's places over it; of those with one id the last counts.

    What a place does not say of its country and province, the gazetteer tells by its position.
    """
    own = {place.id: place for place in gazetteer.own} if isinstance(gazetteer, OverlaidGazetteer) else {}
    below = gazetteer.below if isinstance(gazetteer, OverlaidGazetteer) else gazetteer
    own |= {place.id: located(place, below) for place in places}
    return OverlaidGazetteer(below, tuple(own.values())) if own else below


def located(place: UserPlace, gazetteer: Gazetteer) -> UserPlace:
    """Return a place with its country and first-order code.

    A region or a water may lie in several and keeps what it has.
    """
    if not _is_spot(place) or (place.country_code and place.admin1_code):
        return place
    found = gazetteer.reverse(place.lon, place.lat)
    country = found.country.country_code if found.country is not None else ""
    if place.country_code not in ("", country):
        return place
    admin1 = found.admin1.admin1_code if found.admin1 is not None else ""
    return replace(place, country_code=country, admin1_code=place.admin1_code or admin1)


class _Chained:
    """A column that goes on behind the mapped one."""

    __slots__ = ("_below", "_count", "_own")

    def __init__(self, below: memoryview, own: list[int]) -> None:
        self._below = below
        self._count = len(below)
        self._own = own

    def __len__(self) -> int:
        return self._count + len(self._own)

    def __getitem__(self, index: int) -> int:
        if index < self._count:
            return int(self._below[index])
        return self._own[index - self._count]

    def __iter__(self) -> Iterator[int]:
        return chain(self._below, self._own)

    def tolist(self) -> list[int]:
        return [*self._below.tolist(), *self._own]


class OverlaidGazetteer(Gazetteer):
    """A gazetteer with a user's places behind its own rows, and their names before its own names.

    Parameters
    ----------
    below
        The gazetteer.
    own
        The user's places, each id once.
    """

    def __init__(self, below: Gazetteer, own: Sequence[UserPlace]) -> None:
        super().__init__(below._store)  # noqa: SLF001 -- the same files, seen with more rows
        self.below = below
        self.own = tuple(own)
        self._count = len(below)
        self._rows = {place.id: self._count + i for i, place in enumerate(self.own)}
        self.features = tuple(dict.fromkeys((*self.features, *((p.feature_class, p.feature_code) for p in self.own))))
        self.country_codes = tuple(dict.fromkeys((*self.country_codes, *(p.country_code for p in self.own))))
        self.columns = self._chain(below.columns)
        self._name_own()

    def __reduce__(self) -> tuple[Any, ...]:
        return OverlaidGazetteer, (self.below, self.own)

    def _chain(self, below: Columns) -> Columns:
        features = {feature: i for i, feature in enumerate(self.features)}
        countries = {code: i for i, code in enumerate(self.country_codes)}
        rows: dict[str, list[int]] = {name: [0] * len(self.own) for name in Columns.__slots__}
        for i, place in enumerate(self.own):
            rows["lon_e5"][i], rows["lat_e5"][i] = round(place.lon * 1e5), round(place.lat * 1e5)
            rows["population"][i] = place.population
            rows["feature"][i] = features[place.feature_class, place.feature_code]
            rows["country"][i] = countries[place.country_code]
            rows["admin1"][i] = self._admin1_row(place)
            rows["importance"][i] = IMPORTANCE
            rows["footprint"][i] = int(place.outline is not None)
        chained = {name: _Chained(getattr(below, name), own) for name, own in rows.items()}
        return Columns(cast("dict[str, memoryview]", chained))

    def _admin1_row(self, place: UserPlace) -> int:
        """Return the row of the table of first-order codes.

        That of the unit, 0 where the gazetteer has no such unit.
        """
        unit = self.below.admin1(place.country_code, place.admin1_code) if place.admin1_code else None
        return self.below.columns.admin1[unit.index] if unit is not None else 0

    def _name_own(self) -> None:
        """Put the user's names over the others: a name lists the gazetteer's places of that name too."""
        found = nametable.empty()
        for i, place in enumerate(self.own, self._count):
            for text, language, kind in _names(place):
                cased = text.isupper() and len(text) <= _SHORT
                # A name that the user wrote is one that texts use.
                name = RecordName(text, language, kind, cased, source=nametable.HAND_KEPT_SOURCE)
                nametable.bear(found, i, name)
        self._own_names = {}
        for script, bearers in found.items():
            for folded, known in bearers.items():
                for index in self._store.names[script]:
                    number = index.find(folded)
                    if number >= 0:
                        nametable.join(known, index.bearers(number))
                        break
            self._own_names[script] = NameIndex(*nametable.pack_names(bearers, self._importance, self._tier))
        self.name_indexes = (*self._own_names.values(), *self.name_indexes)
        names = self._own_names["latin"]
        self._layers = ((names, self._name_count), *self._layers)
        self._name_count += len(names)

    def _importance(self, index: int) -> int:
        return self.columns.importance[index]

    def _tier(self, index: int, code: int) -> int:
        if index >= self._count:
            return TIER
        columns = self.columns
        return tier_of(*self.features[columns.feature[index]], columns.population[index], code)

    # Places -----------------------------------------------------------------------------------------------------

    def index(self, place_id: str) -> int:
        """Return the index of the place with an id, -1 if there is none."""
        own = self._rows.get(place_id)
        return own if own is not None else super().index(place_id)

    def _own_at(self, index: int) -> UserPlace | None:
        """Return the user's place in a row, None for a row of the gazetteer below."""
        return self.own[index - self._count] if self._count <= index < len(self) else None

    def id_of(self, index: int) -> str:
        """Return the id of the place in a row."""
        own = self._own_at(index)
        return own.id if own is not None else super().id_of(index)

    def name_of(self, index: int) -> str:
        """Return the usual English name of the place in a row."""
        own = self._own_at(index)
        return own.name if own is not None else super().name_of(index)

    def place(self, index: int) -> Place:
        """Return the place in a row of the columns."""
        own = self._own_at(index)
        if own is None:
            return super().place(index)
        return Place(
            id=own.id,
            name=own.name,
            feature_class=own.feature_class,
            feature_code=own.feature_code,
            country_code=own.country_code,
            admin1_code=own.admin1_code,
            lon=own.lon,
            lat=own.lat,
            population=own.population,
            index=index,
            has_footprint=own.outline is not None,
        )

    # Names ------------------------------------------------------------------------------------------------------

    def indexes_of(self, folded: str, name_id: int = -1) -> Iterator[Sequence[tuple[int, int]]]:
        """Yield the bearers of a folded name in any script, as ``Gazetteer.indexes_of`` gives them."""
        for script in layout.SCRIPTS:
            if name_id >= 0 and script == layout.MATCHED:
                yield self.bearers(name_id)
                continue
            for index in (self._own_names[script], *self._store.names[script]):
                number = index.find(folded)
                if number >= 0:
                    yield index.bearers(number)
                    break

    def names(self, place: Place) -> list[Name]:
        """Return all names of a place, its usual one first."""
        own = self._own_at(place.index)
        if own is None:
            return super().names(place)
        return [Name(own.name, "", "primary"), *(Name(text, language) for text, language in own.names)]

    def written(self, index: int, folded: str) -> str:
        """Return the name with that folded form as the gazetteer or the user writes it for a place."""
        own = self._own_at(index)
        if own is None:
            return super().written(index, folded)
        texts = (own.name, *(text for text, _ in own.names))
        return next((text for text in texts if fold(text) == folded), own.name)

    # What is known besides ----------------------------------------------------------------------------------------

    def note(self, place: Place) -> str:
        """Return a sentence about the place."""
        own = self._own_at(place.index)
        return own.note if own is not None else super().note(place)

    def stop_names(self) -> dict[str, str]:
        """Return the names that are mostly something else in English, without those that the user gave a place."""
        own = self._own_names["latin"]
        return {name: rule for name, rule in super().stop_names().items() if own.find(name) < 0}

    def attribution(self, place: Place) -> Source:
        """Return the source of a place's record."""
        return OWN if self._own_at(place.index) is not None else super().attribution(place)

    @cached_property
    def footprints(self) -> Footprints | None:
        """All footprints, the user's outlines with them."""
        own = {place.id: place.outline for place in self.own if place.outline is not None}
        below = self.below.footprints
        return cast("Footprints", OwnFootprints(own, below)) if own else below

    # Position -----------------------------------------------------------------------------------------------------

    def reverse(self, lon: float, lat: float) -> Reverse:
        """Return what lies at a point; see ``Gazetteer.reverse``.

        A user's town or site counts as a populated place; inside its outline it is no distance off.
        """
        found = self.below.reverse(lon, lat)
        index, km = self._nearest_own(lon, lat, found.distance_km)
        return found._replace(place=self.place(index), distance_km=km) if index >= 0 else found

    @cached_property
    def _by_latitude(self) -> tuple[list[float], list[int], list[tuple[tuple[float, float, float, float], int]]]:
        """Latitudes and indices of towns and sites from south to north; boxes of those that have an outline."""
        settled = [(p.lat, i, p) for i, p in enumerate(self.own, self._count) if _is_spot(p)]
        settled.sort(key=lambda row: row[:2])
        boxes = [(box_of(p.outline), i) for _, i, p in settled if p.outline is not None]
        return [lat for lat, _, _ in settled], [i for _, i, _ in settled], boxes

    def _nearest_own(self, lon: float, lat: float, within_km: float) -> tuple[int, float]:
        """Return index and distance of the nearest own town or site no farther off than ``within_km``, else -1."""
        lats, indices, boxes = self._by_latitude
        for (west, south, east, north), index in boxes:
            outline = self.own[index - self._count].outline
            inside = west <= lon <= east and south <= lat <= north
            if inside and outline is not None and contains(outline, lon, lat):
                return index, 0.0
        reach = min(within_km / _KM_PER_DEG, 180.0)
        # A degree of longitude is shortest at the edge that is nearer to a pole.
        shrink = math.cos(math.radians(min(abs(lat) + reach, 89.0)))
        best = -1, within_km
        for at in range(bisect_left(lats, lat - reach), bisect_right(lats, lat + reach)):
            own = self.own[indices[at] - self._count]
            east = abs(own.lon - lon)
            if min(east, 360 - east) * shrink > reach:
                continue
            km = distance_km(lon, lat, own.lon, own.lat)
            if km <= best[1]:
                best = indices[at], km
        return best


def _is_spot(place: UserPlace) -> bool:
    """Tell whether a place is a town or a site, not a stretch of land or water."""
    return place.feature_class in _SETTLED or (place.feature_class == "L" and place.outline is None)


def _names(place: UserPlace) -> Iterator[tuple[str, str, int]]:
    """Yield the text, language and match kind of a place's names."""
    yield place.name, "", layout.PRIMARY
    for text, language in place.names:
        yield text, language, layout.ALTERNATE

"""The gazetteer: places by name, by id and by position."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from geomap.errors import InputError, UnknownPlaceError
from geomap.gazetteer import layout, lookup, naming
from geomap.gazetteer.codes import Codes
from geomap.gazetteer.details import Details, Source, source_outside
from geomap.gazetteer.fuzzy import neighbours
from geomap.gazetteer.reverse import Reverse, around, nearest, within
from geomap.gazetteer.soundness import damage
from geomap.gazetteer.store import Store
from geomap.model import Name, Place

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import geopandas
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.columns import Columns
    from geomap.gazetteer.exonyms import Exonyms
    from geomap.gazetteer.footprints import Footprints
    from geomap.gazetteer.nameindex import NameIndex
    from geomap.gazetteer.statuses import Statuses
    from geomap.model import Candidate, Status

Detail = Literal["world", "region", "local"]


class Gazetteer:
    """Places with their names, positions and footprints.

    Opening maps the files into memory and parses nothing; several processes share one copy.

    Parameters
    ----------
    store
        The opened files.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.columns: Columns = store.columns
        self.features: tuple[tuple[str, str], ...] = tuple((c, f) for c, f in store.manifest["features"])
        self.country_codes: tuple[str, ...] = tuple(store.manifest["countries"])
        self._codes = Codes(store)
        self.name_indexes: tuple[NameIndex, ...] = (*store.names["latin"], *store.names["other"])
        # A layer's names are complete with all their bearers, so the first that has a name is enough. Name ids run
        # through the layers, the last one (the sources') first.
        self._layers: tuple[tuple[NameIndex, int], ...] = ()
        self._name_count = 0
        for layer in reversed(store.names["latin"]):
            self._layers = ((layer, self._name_count), *self._layers)
            self._name_count += len(layer)

    @classmethod
    def open(cls, path: Path | None = None, *, checked: bool = True) -> Gazetteer:
        """Open a compiled gazetteer; without a path, the bundled one.

        Parameters
        ----------
        path
            Its folder.
        checked
            Whether files of another size and damaged tries are refused; ``verify`` finds them itself.

        Raises
        ------
        GazetteerError
            The data are missing, damaged or of another version.
        """
        return cls(Store(path or layout.default_path(), checked=checked))

    def __reduce__(self) -> tuple[Any, ...]:
        # Another process maps the same files.
        return Gazetteer.open, (self.path,)

    def with_places(self, places: str | os.PathLike[str] | geopandas.GeoDataFrame) -> Gazetteer:
        """Lay a user's own places over the gazetteer, which itself stays as it is.

        Parameters
        ----------
        places
            A file (GeoJSON, CSV, GeoPackage …) or a GeoDataFrame; see ``geomap.gazetteer.userplaces``.

        Raises
        ------
        UserPlacesError
            Some rows cannot be used; all of them are named, and no place is taken.
        InputError
            The file cannot be read at all.
        """
        from geomap.gazetteer.overlay import lay_over
        from geomap.gazetteer.userplaces import read_user_places

        return lay_over(self, read_user_places(places, countries=self.country_codes))

    @property
    def path(self) -> Path:
        """Directory of the files."""
        return self._store.path

    def damage(self) -> list[tuple[str, str]]:
        """Return the files that differ from the manifest, with what is wrong; all files are read for it."""
        return list(damage(self.path, self.manifest))

    @property
    def manifest(self) -> dict[str, Any]:
        """What the gazetteer was made from: schema, counts, sources with versions, checksums."""
        return self._store.manifest

    @property
    def curated(self) -> dict[str, Any]:
        """What the hand-kept tables say beyond names and positions, as the file has it."""
        return self._store.curated

    @property
    def name_count(self) -> int:
        """How many names the text matcher sees; name ids run from 0."""
        return self._name_count

    def __len__(self) -> int:
        return len(self.columns.lon_e5)

    def __iter__(self) -> Iterator[Place]:
        return map(self.place, range(len(self)))

    def index(self, place_id: str) -> int:
        """Return the index of the place with an id, -1 if there is none."""
        return self._codes.index(place_id)

    def get(self, place_id: str) -> Place:
        """Return the place with an id (``geonames:169577``).

        Raises
        ------
        UnknownPlaceError
            No place has that id.
        """
        index = self.index(place_id)
        if index < 0:
            raise UnknownPlaceError(f"no place has the id {place_id!r}")
        return self.place(index)

    def id_of(self, index: int) -> str:
        """Return the id of the place in a row."""
        at = self.columns.id[index]
        return self._store.text(at) if at else f"geonames:{self.columns.geonameid[index]}"

    def name_of(self, index: int) -> str:
        """Return the usual English name of the place in a row."""
        return self._store.text(self.columns.name[index])

    def place(self, index: int) -> Place:
        """Return the place in a row of the columns."""
        columns = self.columns
        if not 0 <= index < len(columns.lon_e5):
            raise UnknownPlaceError(f"no place has the index {index}")
        feature_class, feature_code = self.features[columns.feature[index]]
        return Place(
            self.id_of(index),
            self.name_of(index),
            feature_class,
            feature_code,
            self.country_codes[columns.country[index]],
            self._codes.admin1_code(columns.admin1[index]),
            columns.lon_e5[index] / 1e5,
            columns.lat_e5[index] / 1e5,
            self._codes.admin2_code(columns.admin2[index]),
            columns.population[index],
            columns.geonameid[index] or None,
            index,
            bool(columns.footprint[index]),
        )

    def country(self, country_code: str) -> Place | None:
        """Return the country with an ISO 3166-1 alpha-2 code."""
        return self._place_at(self._codes.country(country_code.upper()))

    def admin1(self, country_code: str, admin1_code: str) -> Place | None:
        """Return the first-order unit with a GeoNames code (``"SY", "11"``)."""
        return self._place_at(self._codes.admin1(country_code.upper(), admin1_code))

    def admin2(self, country_code: str, admin1_code: str, admin2_code: str) -> Place | None:
        """Return the second-order unit with a GeoNames code (``"US", "NY", "061"``)."""
        return self._place_at(self._codes.admin2(country_code.upper(), admin1_code, admin2_code))

    def capital_of(self, country_code: str) -> Place | None:
        """Return the capital of a country."""
        return self._place_at(self._codes.capital(country_code.upper()))

    def _place_at(self, index: int) -> Place | None:
        return self.place(index) if index >= 0 else None

    def lookup(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        kind: str | None = None,
        fuzzy: bool = False,
        limit: int | None = None,
        language: str = "",
    ) -> list[Candidate]:
        """Return the places that bear a name, the likeliest first.

        Parameters
        ----------
        name
            In any script and language; case and accents do not count.
        country
            ISO 3166-1 alpha-2 code: only places in it.
        near
            Longitude and latitude in degrees: nearer places come first.
        kind
            Only places of a kind: a word of ``geomap.gazetteer.feature_kinds.KINDS`` ("city", "province", "air base"),
            a GeoNames feature class ("P") or code ("PPLA"); an unknown one raises ``geomap.errors.InputError``.
        fuzzy
            Look one edit farther where no place bears the name as it is.
        limit
            At most so many.
        language
            BCP 47: what this language calls by the name comes first, and other languages' names do not count.
        """
        return lookup.lookup(self, name, lookup.LookupFilter(country, near, kind, fuzzy, limit, language))

    def prefixes(self, folded: str) -> list[tuple[int, int]]:
        """Return (length, name id) of the names that a folded text starts with, ending with a word; longest first."""
        found: list[tuple[int, int]] = []
        for layer, offset in reversed(self._layers):
            more = layer.prefixes(folded)
            if more and not found and not offset:
                found = more
            elif more:
                merged = dict(found)
                merged.update((length, number + offset) for length, number in more)
                found = sorted(merged.items())
        found.reverse()
        return found

    def name_id(self, folded: str) -> int:
        """Return the number of a folded name in Latin script, -1 if no place bears it."""
        for layer, offset in self._layers:
            number = layer.find(folded)
            if number >= 0:
                return number + offset
        return -1

    def bearers(self, name_id: int) -> Sequence[tuple[int, int]]:
        """Return (place index, match code) of a name's bearers, the likeliest first; see ``layout.MATCH_KINDS``."""
        for layer, offset in self._layers:
            if name_id >= offset:
                return layer.bearers(name_id - offset)
        raise IndexError(name_id)

    def tier(self, name_id: int) -> int:
        """Return what the name most notably stands for: 0 for no name, else a ``TIER_`` number of ``layout``."""
        for layer, offset in self._layers:
            if name_id >= offset:
                return layer.tier(name_id - offset)
        return layout.TIER_NONE

    def indexes_of(self, folded: str, name_id: int = -1) -> Iterator[Sequence[tuple[int, int]]]:
        """Yield the bearers of a folded name in any script, also by names that the text matcher does not see.

        ``name_id``, where it is known, spares the look-up of the name among those of the matcher.
        """
        for script in layout.SCRIPTS:
            if name_id >= 0 and script == layout.MATCHED:
                yield self.bearers(name_id)
                continue
            # A curated name lists all its bearers, so the base need not be asked after it.
            for index in self._store.names[script]:
                number = index.find(folded)
                if number >= 0:
                    yield index.bearers(number)
                    break

    @property
    def exonyms(self) -> Exonyms | None:
        """Names by language, None in a gazetteer without; the matcher of English texts does not see them."""
        return self._store.exonyms

    def candidates(self, name: str, language: str) -> list[tuple[int, int]]:
        """Return (place index, match code) of all that a text in a language can mean by a name, the likeliest first."""
        return lookup.candidates(self, name, language)

    def near_names(self, folded: str) -> Iterator[tuple[str, int]]:
        """Yield the names in Latin script that are one edit away, with their name ids."""
        for layer, offset in self._layers:
            for spelling, number in neighbours(folded, layer.trie):
                yield spelling, number + offset

    def names(self, place: Place) -> list[Name]:
        """Return all names of a place, in every script, its usual one first."""
        more = naming.names_of(self._store, place.index) if place.index >= 0 else ()
        return list(dict.fromkeys((Name(place.name, "en", "primary"), *more)))

    def name_in(self, place: Place, language: str) -> str:
        """Return a place's name in a language (BCP 47), its usual one where the gazetteer has none surely of it."""
        return naming.name_in(self.names(place), language)

    def written(self, index: int, folded: str) -> str:
        """Return the name with that folded form as the gazetteer writes it for a place."""
        return naming.written(self._store, index, self.name_of(index), folded)

    @cached_property
    def _details(self) -> Details:
        return Details(self._store.curated)

    def members(self, place: Place) -> tuple[Place, ...]:
        """Return the places that make up a region, or the successors of a former state."""
        return tuple(map(self.place, self._details.members(place.index)))

    @property
    def statuses(self) -> Statuses:
        """What is disputed, by place and by position, and when that was checked."""
        return self._details.statuses(self)

    def status(self, place: Place) -> Status | None:
        """Return what is disputed about a place, or about the ground that it lies on; None for neither."""
        return self.statuses.of(place)

    def note(self, place: Place) -> str:
        """Return a sentence about the place: what a site is, what became of a former state; or ``""``."""
        return self._details.note(place.index)

    def phrases(self) -> tuple[tuple[str, tuple[int, ...], int], ...]:
        """Return the descriptive phrases: heads with ``|`` between, places of which one must be near, place meant."""
        return self._details.phrases

    def stop_names(self) -> dict[str, str]:
        """Return the folded names that mostly mean no place in English: ``never`` or ``needs_context`` by name."""
        return self._details.stop_names

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Where the records come from, by the key of SOURCES.toml."""
        rows = self._store.manifest.get("sources", {})
        return {key: Source(row["name"], row["licence"], row["url"], row["attribution"]) for key, row in rows.items()}

    def attribution(self, place: Place) -> Source:
        """Return the source of a place's record."""
        if place.index < 0:
            return source_outside(place)
        key = self._store.manifest["source_keys"][self.columns.source[place.index]]
        return self.sources[key]

    @cached_property
    def footprints(self) -> Footprints | None:
        """All footprints, opened when first asked for; None in a gazetteer that was compiled without."""
        from geomap.gazetteer.arcs import FILE_NAME
        from geomap.gazetteer.footprints import Footprints

        return Footprints.open(self._store.path) if (self._store.path / FILE_NAME).exists() else None

    def footprint(self, place: Place, detail: Detail = "region", worldview: str = "neutral") -> BaseGeometry | None:
        """Return the outline of a place in degrees (EPSG:4326), None where it has none.

        Parameters
        ----------
        place
            A place of this gazetteer.
        detail
            For maps of the whole ``world``, of a ``region`` (a country or several), or ``local`` ones.
        worldview
            Whose borders; see ``Footprints.get``.
        """
        if not place.has_footprint or self.footprints is None:
            return None
        found = self.footprints.get(place.id, detail, worldview)
        return found.to_shapely() if found is not None else None

    def reverse(self, lon: float, lat: float) -> Reverse:
        """Return what lies at a point: nearest populated place, and the units that contain the point.

        A point at sea counts as on land where the shore is less than 5 km off.

        Parameters
        ----------
        lon, lat
            Degrees (EPSG:4326).

        Raises
        ------
        InputError
            The longitude is not in [-180, 180] or the latitude not in [-90, 90].
        """
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise InputError(f"no such position: longitude {lon}, latitude {lat}")
        index, km = nearest(self._store.arrays, lon, lat)
        place = self._place_at(index)
        return around(self, place, km) if self.footprints is None else within(self, place, km, lon, lat)

"""What a map asks of a gazetteer and of a basemap: small enough to be faked in a test."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geomap.gazetteer.details import Source
    from geomap.model import Candidate, Name, Place, Status


class PlaceSource(Protocol):
    """The part of ``geomap.gazetteer.Gazetteer`` that a map needs."""

    def country(self, country_code: str) -> Place | None:
        """Return a country by its ISO code."""
        ...

    def admin1(self, country_code: str, admin1_code: str) -> Place | None:
        """Return a first-order division by its codes."""
        ...

    def name_in(self, place: Place, language: str) -> str:
        """Return a place's name in a language, its usual name where there is none."""
        ...

    def names(self, place: Place) -> Sequence[Name]:
        """Return all names of a place, its usual one first."""
        ...

    def status(self, place: Place) -> Status | None:
        """Return what is disputed about a place."""
        ...

    def note(self, place: Place) -> str:
        """Return a sentence about a place, ``""`` where nothing else is known."""
        ...

    def get(self, place_id: str) -> Place:
        """Return a place by its id."""
        ...

    @property
    def footprints(self) -> Any:
        """All footprints, a ``FootprintSource``; None without, where no place has one."""
        ...

    def lookup(self, name: str, *, limit: int | None = None) -> Sequence[Candidate]:
        """Return the places that bear a name, the likeliest first."""
        ...

    @property
    def columns(self) -> Any:
        """All places as ``geomap.gazetteer.columns.Columns``, to be looked through; None where there is no such table.

        Without it a map has no towns, rivers or districts that its text does not name.
        """
        ...

    @property
    def features(self) -> Sequence[tuple[str, str]]:
        """Feature class and code by the numbers of ``columns.feature``."""
        ...

    def index(self, place_id: str) -> int:
        """Return the row of a place in the columns, -1 if there is none."""
        ...

    def place(self, index: int) -> Place:
        """Return the place in a row of the columns."""
        ...

    def attribution(self, place: Place) -> Source:
        """Return the source of the record: its name, licence and address."""
        ...


class FootprintSource(Protocol):
    """The part of ``geomap.gazetteer.footprints.Footprints`` that a map needs; boxes are west, south, east, north."""

    def get(self, place_id: str, detail: Any = ..., worldview: str = ...) -> Any:
        """Return polygons, lines and their source, or None."""
        ...

    def box(self, place_id: str, worldview: str = ...) -> tuple[float, float, float, float] | None:
        """Return the box of a footprint in degrees, or None."""
        ...

    def part_boxes(
        self, place_id: str, detail: Any = ..., worldview: str = ...
    ) -> Sequence[tuple[float, float, float, float]]:
        """Return the box of each of its polygons."""
        ...

    def touching(self, bbox: tuple[float, float, float, float]) -> Sequence[str]:
        """Return the ids of the places whose boxes touch a box."""
        ...

    def disputed(self, bbox: tuple[float, float, float, float]) -> Sequence[str]:
        """Return the ids of the disputed areas that touch a box."""
        ...

    def owners(self, place_id: str) -> dict[str, str]:
        """Return whose a disputed area is for each government."""
        ...

    def containing(self, lon: float, lat: float) -> Any:
        """Return what a point lies in: ``country``, ``admin1``."""
        ...


class BasemapSource(Hashable, Protocol):
    """The part of a basemap that a map needs."""

    def cut(self, bbox: tuple[float, float, float, float], *, zooms: tuple[int, int] = ...) -> dict[str, Any]:
        """Return ``{"levels": [level, …]}``, the world first."""
        ...

    def level(self, detail: Any, bbox: tuple[float, float, float, float]) -> dict[str, Any]:
        """Return one level, see ``geomap.gazetteer.basemap``."""
        ...

    def layer(self, name: Any, detail: Any, bbox: tuple[float, float, float, float]) -> Sequence[Any]:
        """Return pieces with ``rings`` of ``[lon, lat]``."""
        ...

    def labels(
        self,
        bbox: tuple[float, float, float, float],
        max_zoom: float = ...,
        kinds: Collection[str] = ...,
        place_ids: Collection[str] | None = ...,
    ) -> Sequence[Any]:
        """Return where names may stand: ``place_id``, ``kind``, ``lon``, ``lat``, ``min_zoom``, ``rank``."""
        ...

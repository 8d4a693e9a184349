"""What a map asks of a gazetteer and of a basemap: small enough to be faked in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Place, Status


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

    def status(self, place: Place) -> Status | None:
        """Return what is disputed about a place."""
        ...

    def note(self, place: Place) -> str:
        """Return what else is known."""
        ...

    def get(self, place_id: str) -> Place:
        """Return a place by its id."""
        ...

    @property
    def footprints(self) -> Any:
        """All footprints: ``get(place_id, detail, worldview)`` gives polygons, lines and their source, or None."""
        ...

    def attribution(self, place: Place) -> Any:
        """Return the source of the record: ``name``, ``licence``, ``url``."""
        ...


class BasemapSource(Protocol):
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

    def labels(self, bbox: tuple[float, float, float, float], max_zoom: float = ...) -> Sequence[Any]:
        """Return where names may stand: ``place_id``, ``kind``, ``lon``, ``lat``, ``min_zoom``, ``rank``."""
        ...

"""What the hand-kept tables say about places beyond names and positions, and whom to credit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.statuses import Statuses
    from geomap.model import Place


class Source(NamedTuple):
    """Where a record comes from, for an attribution."""

    name: str
    licence: str
    url: str
    attribution: str


OWN = Source("the user's own places", "", "", "")
_OPENSTREETMAP = Source(
    "OpenStreetMap contributors",
    "ODbL 1.0",
    "https://www.openstreetmap.org/copyright",
    "Places looked up online: © OpenStreetMap contributors, ODbL 1.0",
)
_OUTSIDE = {
    "position": Source("the text itself", "", "", ""),
    "correction": Source("a person's corrections", "", "", ""),
    "nominatim": _OPENSTREETMAP,
    "photon": _OPENSTREETMAP,
}


def source_outside(place: Place) -> Source:
    """Return the source of a place that no gazetteer holds.

    A position in the text, an answer of a service, a user's own place.
    """
    return _OUTSIDE.get(place.source, OWN)


class Details:
    """Members, statuses, notes, phrases and stop names, by place index.

    Parameters
    ----------
    table
        The parsed file of curated details.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self.phrases: tuple[tuple[str, tuple[int, ...], int], ...] = tuple(
            (pattern, tuple(near), place) for pattern, near, place in table.get("phrases", ())
        )
        self.stop_names: dict[str, str] = table.get("stop_names", {})
        self._statuses: Statuses | None = None

    def statuses(self, gazetteer: Gazetteer) -> Statuses:
        """Return the statuses of a gazetteer's places, by their own rows and by the ground that they lie on."""
        if self._statuses is None:
            from geomap.gazetteer.statuses import Statuses

            self._statuses = Statuses(self, gazetteer)
        return self._statuses

    def members(self, index: int) -> tuple[int, ...]:
        """Return the indices of the places that make up a region."""
        return tuple(self._table.get("members", {}).get(str(index), ()))

    def status(self, index: int) -> Status | None:
        """Return the status of a disputed area or zone."""
        row = self._table.get("status", {}).get(str(index))
        if row is None:
            return None
        return Status(
            text=row["text"],
            claimants=tuple(row["claimants"]),
            administered_by=row["administered_by"],
            line_source=row["line_source"],
            sources=tuple(row["sources"]),
            checked=row.get("checked", ""),
        )

    @property
    def territories(self) -> tuple[int, ...]:
        """Indices of the places whose status holds for all that lies in them."""
        return tuple(int(index) for index, row in self._table.get("status", {}).items() if row.get("within"))

    @property
    def checked(self) -> list[tuple[str, int]]:
        """Date of the last check of each status, and its place's index; the oldest first."""
        rows = self._table.get("status", {}).items()
        return sorted((row["checked"], int(index)) for index, row in rows if row.get("checked"))

    def note(self, index: int) -> str:
        """Return one sentence about the place, ``""`` if there is none."""
        note: str = self._table.get("notes", {}).get(str(index), "")
        return note

"""Whose a disputed place is for the government whose borders a map has, and how a place is drawn by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.maps.layers import Subject, layer_of

if TYPE_CHECKING:
    from geomap.maps.source import PlaceSource
    from geomap.model import Place, Status


class Ownership:
    """What a government says of places.

    Parameters
    ----------
    gazetteer
        Where statuses and countries are looked up.
    worldview
        Code of the government; ``"neutral"`` for none.
    """

    def __init__(self, gazetteer: PlaceSource, worldview: str = "neutral") -> None:
        self._gazetteer = gazetteer
        self._worldview = worldview
        self._drawings: dict[str, tuple[str, str]] = {}

    def owner(self, place: Place, status: Status | None) -> str:
        """Return the code of the country that has a disputed place for that government.

        ``""`` in the neutral view and where that government has no say.
        """
        view = self._worldview
        if status is None or view == "neutral":
            return ""
        owners = self._gazetteer.footprints.owners(place.id) if self._gazetteer.footprints is not None else {}
        return str(owners.get(view, view if view in status.claimants else ""))

    def is_settled(self, place: Place, status: Status | None) -> bool:
        """Tell whether that government sees a place in the hands of whom it belongs to.

        What it takes for its own and another holds stays hatched.
        """
        owner = self.owner(place, status)
        return bool(owner) and status is not None and owner == status.administered_by

    def is_claimed_capital(self, place: Place, status: Status | None) -> bool:
        """Tell whether a city is a capital for some and not for others: its own ground is disputed, not its country."""
        if place.feature_code != "PPLC" or status is None or len(status.claimants) < 2 or self.owner(place, status):
            return False
        country = self._gazetteer.country(place.country_code)
        return country is None or status.within != country.name

    def drawing(self, place: Place) -> tuple[str, str]:
        """Return symbol and layer that a place has by itself, whatever a text says of it."""
        if place.id not in self._drawings:
            status = self._gazetteer.status(place)
            subject = Subject(
                place=place,
                status=status,
                settled=self.is_settled(place, status),
                claimed_capital=self.is_claimed_capital(place, status),
            )
            spec = layer_of(subject)
            self._drawings[place.id] = (spec.symbol(subject), spec.key)
        return self._drawings[place.id]

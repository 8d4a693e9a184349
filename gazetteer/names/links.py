"""Which GeoNames unit a Natural Earth admin-1 polygon is.

Natural Earth carries GeoNames identifiers and ISO 3166-2 codes, but some are of older divisions and some are another
unit's. So a link counts only where a name agrees too; a unit of the same name in the same country is tried last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.sources.reading import Subdivision

HEADS = (
    "autonomous region|autonomous republic|autonomous okrug|autonomous oblast|autonomous province|autonomous community|"
    "special administrative region|metropolitan municipality|metropolitan region|metropolitan city|capital region|"
    "regional unit|union territory|federal territory|capital territory|special municipality|special region|"
    "governorate|province|district|county|region|department|state|prefecture|oblast|krai|kray|republic|municipality|"
    "parish|canton|rayon|raion|voivodeship|division|territory|emirate|borough|okrug|commune|atoll|kommune|kommun|"
    "aimag|aymag|okres|ostan|city|zone|sub region|subregion|island council|novads|shi|sheng|regency|circle|wilayah|"
    "fylke|maakond|judet|viloyati|oblasty|oblast|muhafazat|il|ili|vilayet"
)
_LEADS = (
    "city and borough of|city and county of|city of|county of|borough of|municipality of|province of|region of|"
    "republic of|state of|emirate of|district of|governorate of|department of|metropolitan borough of|royal borough of|"
    "commonwealth of|canton of|principality of|autonomous region of|autonomous community of|county|"
    "departamento de la|departamento del|departamento de|departamento|provincia de la|provincia del|provincia de|"
    "provincia di|provincia|estado de|estado do|estado da|region de la|region du|region des|region de|region|"
    "departement de la|departement du|departement des|departement de|distrito de|distrito|province de|province du|"
    "obcina|opstina|oblast|muhafazat|ostan e|changwat|judetul|comune di|commune de|landkreis|kreis|"
    "politischer bezirk|bezirk|powiat|okres|arrondissement de|arrondissement du|arrondissement|mkoa wa|wilaya de|"
    "wilayat|regierungsbezirk|concelho de|municipio de|comarca de|comarca|kabupaten|kota|kanton"
)
_HEAD = re.compile(rf"^(.{{3,}}?) (?:{HEADS})$")
_LEAD = re.compile(rf"^(?:{_LEADS}) (.{{3,}})$")


def core(name: str) -> str:
    """Return a unit's folded name without head noun, article or bracket ("Muhafazat Hims" → "hims")."""
    folded = fold(re.sub(r"\(.*?\)", "", name))
    folded = _LEAD.sub(r"\1", folded)
    folded = _HEAD.sub(r"\1", folded)
    return re.sub(r"^(?:al|as|ar|ad|an|az|el|the|la|le|les|los|las) (?=.{3})", "", folded)


def depth(unit: Subdivision) -> int:
    """Return 1 for a first-order unit of GeoNames, 2 for a second-order one."""
    return unit.code.count(".")


def unit_cores(unit: Subdivision) -> set[str]:
    """Return all names of a GeoNames unit, reduced to what tells it apart."""
    return {core(name) for name in (unit.name, *unit.alternatives)} - {""}


def polygon_names(row: dict[str, Any]) -> list[str]:
    """Return all Latin-script names that Natural Earth gives a polygon."""
    names = [row.get(key) or "" for key in ("name", "name_en", "name_local", "gn_name", "woe_name")]
    names += (row.get("name_alt") or "").split("|")
    names += re.findall(r"\((.*?)\)", row.get("name") or "")
    return [name.strip() for name in names if name and name.strip()]


def link_polygons(rows: Sequence[dict[str, Any]], units: Iterable[Subdivision]) -> dict[str, int]:
    """Return GeoNames identifiers by ``adm1_code``.

    Two polygons of one unit (Natural Earth cuts some in two) may both link to it.
    """
    by_id = {unit.geonameid: unit for unit in units}
    by_iso: dict[str, Subdivision] = {unit.iso: unit for unit in by_id.values() if unit.iso}
    by_name: dict[tuple[str, str], list[Subdivision]] = defaultdict(list)
    for unit in by_id.values():
        for name in unit_cores(unit):
            by_name[unit.country, name].append(unit)
    links = {}
    for row in rows:
        names = {core(name) for name in polygon_names(row)} - {""}
        pointed = [by_id.get(abs(row.get("gn_id") or 0)), by_iso.get(row.get("iso_3166_2") or "")]
        agreeing = [unit for unit in pointed if unit is not None and names & unit_cores(unit)]
        if not agreeing:
            country = (row.get("iso_3166_2") or "")[:2] or row.get("iso_a2") or ""
            same = {u.geonameid: u for name in sorted(names) for u in by_name.get((country, name), ())}
            # Level 1 before level 2; several of one level tell nothing.
            for level in (1, 2):
                found = [u for u in same.values() if depth(u) == level]
                if len(found) == 1:
                    agreeing = found
                    break
                if found:
                    break
        if agreeing:
            links[row["adm1_code"]] = agreeing[0].geonameid
    return links

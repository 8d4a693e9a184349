"""ISO 3166-2, complete or explained, and units that are named like a sibling."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.gazetteer.names import fold
from geomap.gazetteer.truth.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.gazetteer.truth.report import TruthReport
    from geomap.gazetteer.truth.tables import Atlas
    from geomap.model import Place

_ALIKE: Final = 0.8
"""Least likeness of two spellings of one name, without the words for its kind."""
_SAME_NAME: Final = 0.5
"""Least likeness of one name in two languages."""
_TOWN: Final = 2_000
"""Inhabitants of a town after which a unit may be called."""
_LARGE: Final = 50_000
"""Inhabitants of a town after which a unit is not called by mistake."""

_KIND_WORDS: Final = """
    province provincia provincie provinsi provinz region regiao regione regiunea regio state estado district
    distrikt districts distrito governorate gouvernorat muhafazat county counties comitat megye department
    departement departamento departament municipality municipalite municipiul municipio municipal opstina opcina
    obcina prefecture prefectures oblast oblasts voblasc voblast oblysy oblasty viloyati viloyat welayaty kraj krai
    kray kraje rayon raion raionul raoni rajonas savivaldybe miesto novads apskritis maakond vald linn landskap lan
    fylke wojewodztwo voivodeship canton kanton cantone land bundesland island islands isle isles ile iles city town
    metropolitan metropolis area capital ciudad municipalidad metropolitana autonomous autonoma autonome autonomnaya
    autonomny autonom republic respublika respublikasi republika okrug administrative division zone zoba wilayah
    wilaya wilayat emirate emirates parish commune rural urban special federal territory territories union community
    comunidad principado intendency dzongkhag changwat tinh thanh pho khoueng khet aimag aymag ken fu to do si gu
    sheng shi zizhiqu the of de del du des la le les el al ad an ar as ash at az da das dos di d l and et y e i und
    en og och ir ilu ili il sub regional council atoll grad gorod zupanija
    persekutuan teukbyeolsi gwangyeoksi teukbyeoljachido shaary
"""
_KINDS: Final = frozenset(_KIND_WORDS.split())
"""Words that say in some language what kind of unit a name is one of, folded."""


class Iso(NamedTuple):
    """A first-level subdivision of ISO 3166-2."""

    code: str
    name: str
    kind: str


def read_iso() -> dict[str, list[Iso]] | None:
    """Return the first-level subdivisions by country, from pycountry; None where it is not installed."""
    try:
        import pycountry
    except ImportError:
        return None
    found: dict[str, list[Iso]] = defaultdict(list)
    for subdivision in sorted(pycountry.subdivisions, key=lambda one: one.code):
        if subdivision.parent_code is None:
            found[subdivision.country_code].append(Iso(subdivision.code, subdivision.name, subdivision.type))
    return found


class UnitNames:
    """Names of a country's units: the usual one and the others, folded, and both without words for their kind."""

    def __init__(self, atlas: Atlas, units: list[Place]) -> None:
        self.units = units
        self.primary = {unit.id: fold(unit.name) for unit in units}
        self.all = {unit.id: {fold(name.text) for name in atlas.gazetteer.names(unit)} for unit in units}
        self.bare = {unit.id: {bare(name) for name in self.all[unit.id]} - {""} for unit in units}

    def match(self, wanted: dict[str, list[str]]) -> dict[str, Place]:
        """Return the units by ISO code, each for one code only: by their usual names first, by likeness last."""
        found: dict[str, Place] = {}
        free = {unit.id: unit for unit in self.units}
        for test in (self._usual, self._other, self._bare):
            for code, spelt in wanted.items():
                if code not in found and (unit := test(spelt, list(free.values()))) is not None:
                    found[code] = free.pop(unit.id)
        open_codes = {code: spelt for code, spelt in wanted.items() if code not in found}
        for _, code, unit_id in sorted(self._alike(open_codes, list(free.values())), reverse=True):
            if code not in found and unit_id in free:
                found[code] = free.pop(unit_id)
        return found

    def _usual(self, spelt: list[str], free: list[Place]) -> Place | None:
        return next((unit for unit in free if self.primary[unit.id] in spelt), None)

    def _other(self, spelt: list[str], free: list[Place]) -> Place | None:
        return self._likest(spelt, [unit for unit in free if self.all[unit.id] & set(spelt)])

    def _bare(self, spelt: list[str], free: list[Place]) -> Place | None:
        wanted = {bare(name) for name in spelt} - {""}
        return self._likest(spelt, [unit for unit in free if self.bare[unit.id] & wanted])

    def _likest(self, spelt: list[str], units: list[Place]) -> Place | None:
        """Return the unit whose usual name is likest to the ISO name: Altai the republic, not Altai the krai."""
        like = (SequenceMatcher(None, self.primary[unit.id], spelt[0]).ratio() for unit in units)
        return max(zip(like, units, strict=True), key=lambda pair: pair[0], default=(0.0, None))[1]

    def _alike(self, wanted: dict[str, list[str]], free: list[Place]) -> list[tuple[float, str, str]]:
        """Return the likeness, code and unit of all pairs that are alike enough."""
        found = []
        for code, spelt in wanted.items():
            stems = {bare(name) for name in spelt} - {""}
            for unit in free:
                pairs = [(name, stem) for name in self.bare[unit.id] for stem in stems if _close(name, stem)]
                score = max((SequenceMatcher(None, name, stem).ratio() for name, stem in pairs), default=0.0)
                if score > _ALIKE:
                    found.append((score, code, unit.id))
        return found


def _close(name: str, other: str) -> bool:
    return bool(name[:1] == other[:1] and 2 * min(len(name), len(other)) >= _ALIKE * (len(name) + len(other)))


def bare(folded: str) -> str:
    """Return a folded name without the words that say what kind of unit it is."""
    return " ".join(word for word in re.split(r"[^\w]+", folded) if word and word not in _KINDS)


def spellings(name: str) -> list[str]:
    """Return the folded spellings of an ISO name, which has variants in brackets and behind strokes."""
    parts = [name, re.sub(r"\s*[\[(][^\])]*[\])]", "", name), *re.findall(r"[\[(]([^\])]*)[\])]", name)]
    for part in list(parts):
        parts += [half.strip() for half in re.split(r"[/;]", part)]
        if "," in part:
            last, _, first = part.partition(",")
            parts += [f"{first.strip()} {last.strip()}", last.strip()]
    return list(dict.fromkeys(fold(part) for part in parts if part))


def check_subdivisions(atlas: Atlas, report: TruthReport) -> None:
    """Check that each first-level subdivision of ISO 3166-2 is a unit, or the table says why it is not."""
    iso = read_iso()
    if iso is None:
        report.skipped.append("ISO 3166-2: pycountry is not installed (pip install pycountry)")
        return
    reasons = {row["code"]: row["reason"] for row in read_table("explained")}
    used: set[str] = set()
    sums: Counter[str] = Counter()
    lines = []
    for country, wanted in sorted(iso.items()):
        spelt = {one.code: spellings(one.name) for one in wanted}
        matched = UnitNames(atlas, atlas.units.get(country, [])).match(spelt)
        counts = Counter({"all": len(wanted), "first": len(matched)})
        for one in wanted:
            if one.code in matched:
                continue
            if _elsewhere(atlas, country, spelt[one.code]):
                counts["second"] += 1
            elif row := explained_by(one, reasons):
                used.add(row)
                counts["explained"] += 1
            else:
                counts["missing"] += 1
                report.add("ISO 3166-2", one.code, f"{one.name} ({one.kind}) is no unit of the gazetteer")
        sums += counts
        if counts["explained"] or counts["missing"]:
            lines.append(f"ISO 3166-2, {country}: {_tell(counts)}")
    report.checked["ISO 3166-2"] = sums["all"]
    report.summary += [f"ISO 3166-2: {_tell(sums)}", *lines]
    for code in sorted(set(reasons) - used):
        report.summary.append(f"ISO 3166-2: {code} is explained, but not missing: the row may go")


def explained_by(one: Iso, reasons: Mapping[str, str]) -> str:
    """Return the row that says why a subdivision is no unit: of its code, of its kind in its country.

    ``""`` if none.
    """
    return next((key for key in (one.code, f"{one.code[:2]}:{one.kind}") if key in reasons), "")


def _tell(counts: Counter[str]) -> str:
    return (
        f"{counts['all']:,} subdivisions, {counts['first']:,} are first-order units, {counts['second']:,} second-order "
        f"units or countries, {counts['explained']:,} explained, {counts['missing']:,} missing"
    )


def _elsewhere(atlas: Atlas, country: str, spelt: list[str]) -> bool:
    """Tell whether a subdivision is a unit of the second order or a country of its own."""
    for name in dict.fromkeys([*spelt, *map(bare, spelt)]):
        for candidate in atlas.gazetteer.lookup(name, limit=30):
            place = candidate.place
            if place.feature_code == "ADM2" and place.country_code == country:
                return True
            if place.feature_code in {"PCLD", "PCLI"} and place.country_code != country:
                return True
    return False


def check_siblings(atlas: Atlas, report: TruthReport) -> None:
    """Check that no unit has the name of its sibling, of its country or of a large town elsewhere."""
    iso = read_iso() or {}
    reasons = {row["code"]: row["reason"] for row in read_table("explained")}
    number = 0
    for country, units in sorted(atlas.units.items()):
        names = UnitNames(atlas, units)
        number += len(units)
        spelt = {one.code: spellings(one.name) for one in iso.get(country, []) if not explained_by(one, reasons)}
        _same(names, country, spelt, report)
        _owned(names, country, spelt, report)
        _called_by_seat(atlas, names, country, spelt, report)
        _borne_by_sibling(names, country, report)
        _called_otherwise(atlas, names, country, spelt, report)
    report.checked["siblings"] = number


def _same(names: UnitNames, country: str, iso: Mapping[str, list[str]], report: TruthReport) -> None:
    """Report units of one name, also but for the word for their kind, where ISO 3166-2 has it once."""
    by_name: dict[str, list[Place]] = defaultdict(list)
    by_bare: dict[str, list[Place]] = defaultdict(list)
    for unit in names.units:
        by_name[names.primary[unit.id]].append(unit)
        by_bare[bare(names.primary[unit.id])].append(unit)
    for same in by_name.values():
        if len(same) > 1:
            ids = ", ".join(unit.id for unit in same)
            report.add("siblings", f"{country}/{same[0].name}", f"{len(same)} units have this name: {ids}")
    for stem, alike in by_bare.items():
        bearers = [code for code, spelt in iso.items() if stem in map(bare, spelt)]
        if stem and len({names.primary[unit.id] for unit in alike}) > len(bearers) > 0:
            listed = ", ".join(f"{unit.name} ({unit.id})" for unit in alike)
            report.add("siblings", f"{country}/{stem}", f"{listed}: ISO 3166-2 has {len(bearers)} of that name")


def _owned(names: UnitNames, country: str, iso: Mapping[str, list[str]], report: TruthReport) -> None:
    """Report units whose usual name is one ISO subdivision's while another of their names is a sibling's."""
    for unit in names.units:
        called = next((code for code, spelt in iso.items() if names.primary[unit.id] in spelt), "")
        stem = bare(names.primary[unit.id])
        if not called:
            continue
        for code, spelt in iso.items():
            if code == called or stem in map(bare, spelt) or not names.all[unit.id] & set(spelt):
                continue
            message = f"called {unit.name} ({called}), but another of its names is that of {code} ({spelt[0]})"
            report.add("siblings", f"{country}/{unit.id}", message)


def _called_by_seat(
    atlas: Atlas, names: UnitNames, country: str, iso: Mapping[str, list[str]], report: TruthReport
) -> None:
    """Report units whose usual name is a town's and another of whose names ISO 3166-2 has: Gagauzia as "Comrat"."""
    for unit in names.units:
        stem = bare(names.primary[unit.id])
        if any(stem in map(bare, spelt) for spelt in iso.values()):
            continue
        owned = [(code, spelt) for code, spelt in iso.items() if names.all[unit.id] & set(spelt)]
        if len(owned) != 1 or any(alike(stem, bare(name)) for name in owned[0][1]):
            continue
        code, spelt = owned[0]
        for candidate in atlas.gazetteer.lookup(unit.name, country=country, limit=20):
            town = candidate.place
            if town.feature_class != "P" or town.population < _TOWN:
                continue
            called = {bare(fold(name.text)) for name in atlas.gazetteer.names(town)} - {""}
            if not any(alike(one, bare(name)) for one in called for name in spelt):
                message = f"{unit.name} has the name of its town {town.name}; ISO 3166-2 calls {code} {spelt[0]}"
                report.add("siblings", f"{country}/{unit.id}", message)
            break


def alike(stem: str, other: str) -> bool:
    """Tell whether two bare names may be one name in two languages: Qabala and Qəbələ, Bukhara and Buxoro."""
    return SequenceMatcher(None, stem, other).ratio() > _SAME_NAME


def _borne_by_sibling(names: UnitNames, country: str, report: TruthReport) -> None:
    """Report units whose usual name a sibling of quite another name bears too: one of the two has it by mistake."""
    for unit in names.units:
        called = names.primary[unit.id]
        for sibling in names.units:
            other = names.primary[sibling.id]
            if sibling is unit or called not in names.all[sibling.id] or bare(called) == bare(other):
                continue
            report.add(
                "siblings", f"{country}/{unit.id}", f"{unit.name}: {sibling.name} ({sibling.id}) has this name too"
            )


def _called_otherwise(
    atlas: Atlas, names: UnitNames, country: str, iso: Mapping[str, list[str]], report: TruthReport
) -> None:
    """Report units called like their country, or like a large town elsewhere where ISO 3166-2 has no such name."""
    gazetteer = atlas.gazetteer
    state = gazetteer.country(country)
    for unit in names.units:
        if state is not None and fold(state.name) == names.primary[unit.id] and len(names.units) > 1:
            report.add("siblings", f"{country}/{unit.id}", f"{unit.name} has the name of its country")
            continue
        if any(names.primary[unit.id] in spelt for spelt in iso.values()):
            continue
        for candidate in gazetteer.lookup(unit.name, country=country, limit=40):
            town = candidate.place
            if town.feature_class != "P" or fold(town.name) != names.primary[unit.id] or town.population < _LARGE:
                continue
            if town.admin1_code != unit.admin1_code:
                other = gazetteer.admin1(country, town.admin1_code)
                where = other.name if other is not None else "no unit"
                report.add(
                    "siblings",
                    f"{country}/{unit.id}",
                    f"{unit.name} has the name of a town of {town.population:,} that lies in {where}",
                )
            break

"""What a unit is called: a name from one source counts only where no sibling owns it in another.

Natural Earth gives some polygons the name of a sibling, with its names in 26 languages; Unicode CLDR keeps names of ISO
3166-2 codes that have since been given to another unit. GeoNames' own name of a unit is that of ISO 3166-2.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from gazetteer.names.links import core
from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, MutableMapping

    from gazetteer.sources.reading import Subdivision
    from geomap.gazetteer.record import Record, RecordName

_HEADS = {
    "Province", "Governorate", "State", "Region", "County", "Department", "District", "Prefecture", "Oblast",
    "Canton", "Voivodship", "Republic", "Emirate", "Territory", "Division", "Parish", "Municipality",
}  # fmt: skip


_PREFIX = 4
_ALIKE = 0.65
"""Letters at the start, or share of all letters, that two spellings of a name have in common."""


class Owners:
    """Whose name a name is, among the units of one order in one country.

    Parameters
    ----------
    units
        GeoNames' units.
    english
        English names by ISO 3166-2 code, as CLDR writes it ("esct" for ES-CT).
    """

    def __init__(self, units: Iterable[Subdivision], english: Mapping[str, str]) -> None:
        self._english = english
        self._owners: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._own: dict[int, set[str]] = {}
        self._written: dict[int, set[str]] = {}
        for unit in units:
            self._written[unit.geonameid] = {fold(name) for name in (unit.name, *unit.alternatives)}
            self._own[unit.geonameid] = own = {core(unit.name)}
            listed = self.listed(unit)
            if listed and core(listed) in known(unit):
                own.add(core(listed))
            for name in own - {""}:
                self._owners[_family(unit), name].add(unit.geonameid)

    def listed(self, unit: Subdivision) -> str:
        """Return CLDR's English name."""
        return self._english.get(unit.iso.replace("-", "").lower(), "")

    def is_siblings(self, unit: Subdivision, name: str) -> bool:
        """Tell whether a name is a sibling's and not the unit's own."""
        bare = core(name)
        if bare in self._own[unit.geonameid]:
            return False
        return bool(self._owners.get((_family(unit), bare), set()) - {unit.geonameid})

    def bears_siblings(self, unit: Subdivision, name: str) -> bool:
        """Tell whether a usual name is a sibling's; "Kyiv Oblast" beside "Kyiv" is not, by its head noun."""
        if not self.is_siblings(unit, name):
            return False
        folded = fold(name)
        if folded == core(name):
            return True
        others = self._owners[_family(unit), core(name)] - {unit.geonameid}
        return any(folded in self._written[other] for other in others)

    def trusts(self, unit: Subdivision, row: Mapping[str, Any]) -> bool:
        """Tell whether the names of a Natural Earth polygon are the unit's, and no other place's.

        None of the two main ones may be a sibling's, and one must be known for the unit, or be CLDR's, or resemble one.
        """
        main = [name for key in ("name", "name_en") if (name := row.get(key) or "")]
        own = known(unit)
        others = {core(self.listed(unit))} | own
        return not any(self.is_siblings(unit, name) for name in main) and any(
            core(name) in others or _is_part(core(name), own) or any(_is_like(core(name), other) for other in own)
            for name in main
        )

    def usual_name(self, unit: Subdivision, rows: Iterable[Mapping[str, Any]]) -> str:
        """Return the usual English name: Natural Earth's or CLDR's where it is the unit's, else GeoNames' own."""
        own = known(unit)
        # A polygon of the unit's own name tells more than one that only carries its identifier.
        for row in sorted(rows, key=lambda row: core(row.get("name") or "") not in own):
            given = " ".join((row.get("name_en") or "").split())
            if given and core(given) in own | {core(row.get("name") or "")} and self.trusts(unit, row):
                return given
            full = headed(unit, given, _HEADS | {"City"}) if given else ""
            if full != given and core(given) in own and self.is_siblings(unit, given):
                return full
        listed = self.listed(unit)
        fits = _is_part(core(listed), own) or any(_is_like(core(listed), other) for other in own)
        if listed and fits and not self.is_siblings(unit, listed):
            return listed
        return unit.name.rstrip(" †")


def known(unit: Subdivision) -> set[str]:
    """Return GeoNames' names of a unit, without head nouns."""
    return {core(name) for name in (unit.name, *unit.alternatives)} - {""}


def headed(unit: Subdivision, bare: str, heads: Collection[str] = frozenset(_HEADS)) -> str:
    """Return the name with its head noun ("Kyiv Oblast"), where GeoNames knows one in plain letters."""
    for other in (unit.name, *unit.alternatives):
        if other.isascii() and other != bare and core(other) == core(bare) and other.split()[-1] in heads:
            return other
    return bare


def _family(unit: Subdivision) -> str:
    return unit.code.rpartition(".")[0]


def _is_part(name: str, own: Iterable[str]) -> bool:
    """Tell whether a name is one of the unit's, or its words stand in one ("Gagauzia")."""
    words = set(fold(name).split())
    return bool(words) and any(words <= set(other.split()) for other in own)


def _is_like(name: str, other: str) -> bool:
    """Tell whether two names may be one in two spellings or two cases ("Vologda", "Vologodskaya")."""
    return len(name) >= _PREFIX <= len(other) and (
        name[:_PREFIX] == other[:_PREFIX] or SequenceMatcher(None, name, other).ratio() >= _ALIKE
    )


def drop_siblings_names(
    records: Iterable[Record], units: Iterable[Subdivision], *tables: MutableMapping[str, list[RecordName]]
) -> list[str]:
    """Take from each first-order unit the names that a sibling owns; return one line for each.

    A sibling owns its usual name and its name in ISO 3166-2. Units that share a name but for the head noun (Kyiv and
    Kyiv Oblast) keep it both.

    Parameters
    ----------
    records
        Places; others than first-order units are left alone.
    units
        GeoNames' units with the names that ISO 3166-2 gives them.
    tables
        Further names by place id.
    """
    listed = {f"geonames:{unit.geonameid}": unit.name for unit in units if unit.iso}
    divisions = [record for record in records if record.feature_code == "ADM1"]
    owners: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in divisions:
        for name in {fold(record.name), fold(listed.get(record.id, record.name))}:
            owners[record.country_code, name].append(record)
    taken = []

    def keeps(record: Record, name: RecordName) -> bool:
        bearers = owners.get((record.country_code, fold(name.text)), [])
        return record in bearers or all(core(other.name) == core(record.name) for other in bearers)

    for record in divisions:
        lists = [record.names, *(table[record.id] for table in tables if record.id in table)]
        for names in lists:
            taken += [f"{record.id} {record.name}: {name.text}" for name in names if not keeps(record, name)]
            names[:] = [name for name in names if keeps(record, name)]
    return taken

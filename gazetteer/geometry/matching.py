"""Which GeoNames division is which Natural Earth polygon.

Three kinds of evidence: the codes that the polygon carries (ISO 3166-2, GeoNames id), its name, and the populated
places inside it, each of which knows its division. The towns decide to which first-order division a polygon belongs;
where Natural Earth's polygons are smaller (Italy, France, the United Kingdom), several make up one division.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.sources.reading import VILLAGE
from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazetteer.sources.reading import Sources, Subdivision

_MAJORITY = 0.6
"""Share of the townspeople that must live in one division before they decide."""

_OVERWHELMING = 0.85
"""The same, where code and name of the polygon agree on another division: then the polygon's attributes are swapped."""

# Natural Earth's own code → ISO 3166-1 alpha-2 where its table has none or another one than GeoNames.
_COUNTRY_OF_UNIT = {
    "KOS": "XK", "PSX": "PS", "SAH": "EH", "SOL": "SO", "CYN": "CY", "ESB": "CY", "WSB": "CY", "KAB": "KZ",
    "USG": "CU", "IOA": "CX", "NOR": "NO", "FRA": "FR", "CLP": "PF", "CSI": "AU", "ATC": "AU", "TWN": "TW", "ALD": "AX",
}  # fmt: skip

_GENERIC = frozenset(
    [
        "province",
        "region",
        "governorate",
        "district",
        "county",
        "department",
        "state",
        "prefecture",
        "municipality",
        "oblast",
        "krai",
        "republic",
        "autonomous",
        "of",
        "the",
        "de",
        "la",
        "provincia",
        "departamento",
        "parish",
        "city",
    ]
)


@dataclass(frozen=True)
class Matches:
    """What was matched.

    Attributes
    ----------
    place
        ``adm1_code`` → place id of the polygon itself.
    admin1
        ``adm1_code`` → GeoNames first-order code ("SY.09") that the polygon lies in.
    report
        What there is to say, a line each.
    """

    place: Mapping[str, str]
    admin1: Mapping[str, str]
    report: tuple[str, ...] = ()


def country_of(unit: str, iso: Any) -> str:
    """Return the ISO 3166-1 alpha-2 code, as GeoNames has it, of a Natural Earth unit; ``""`` where there is none."""
    code = _COUNTRY_OF_UNIT.get(unit, iso)
    return code if isinstance(code, str) and len(code) == 2 and code.isalpha() else ""


def _core(name: str) -> str:
    words = fold(name).split()
    return " ".join(word for word in words if word not in _GENERIC) or " ".join(words)


def _names(row: dict[str, Any]) -> set[str]:
    found = {row["name"], row["name_en"], row["gn_name"], row["woe_name"]} | set((row["name_alt"] or "").split("|"))
    return {_core(name) for name in found if name}


def _townspeople(sources: Sources, polygons: np.ndarray) -> list[Counter[str]]:
    """Return for each polygon how many people live in towns of which first-order division."""
    lons, lats, codes, people = zip(*sources.cities(), strict=True)
    votes: list[Counter[str]] = [Counter() for _ in polygons]
    points = shapely.points(np.array(lons), np.array(lats))
    for point, polygon in zip(*shapely.STRtree(polygons).query(points, "within"), strict=True):
        votes[polygon][codes[point]] += max(people[point], VILLAGE)
    return votes


class _Divisions:
    """GeoNames' divisions, by everything that a polygon may know of them."""

    def __init__(self, divisions: Iterable[Subdivision]) -> None:
        self.by_iso: dict[str, Subdivision] = {}
        self.by_id: dict[int, Subdivision] = {}
        self.by_code: dict[str, Subdivision] = {}
        self.by_name: dict[tuple[str, str], list[Subdivision]] = defaultdict(list)
        for division in sorted(divisions, key=lambda d: (d.level, d.geonameid)):
            if division.level not in (1, 2):
                continue
            if division.iso:
                self.by_iso.setdefault(division.iso, division)
            self.by_id.setdefault(division.geonameid, division)
            self.by_code.setdefault(division.code, division)
            for name in {_core(name) for name in (division.name, *division.alternatives)}:
                self.by_name[division.country, name].append(division)

    def of(self, row: dict[str, Any], country: str) -> tuple[Subdivision | None, bool]:
        """Return the division that the polygon's codes and names point to, and whether a code and a name agree."""
        names = _names(row)
        candidates = [
            self.by_iso.get(row["iso_3166_2"] or ""),
            self.by_id.get(row["gn_id"] or 0),
            self.by_code.get(row["gn_a1_code"] or ""),
        ]
        found = [d for d in candidates if d and d.country == country]
        for division in found:
            if names & {_core(name) for name in (division.name, *division.alternatives)}:
                return division, True
        for name in sorted(names):
            same = [d for d in self.by_name[country, name] if d.level == 1] or self.by_name[country, name]
            if len(same) == 1:
                return same[0], False
        return (found[0] if found else None), False


def match(sources: Sources) -> Matches:
    """Match every admin-1 polygon of Natural Earth to GeoNames."""
    divisions = _Divisions(sources.subdivisions)
    claims: dict[str, list[str]] = defaultdict(list)
    place: dict[str, str] = {}
    admin1: dict[str, str] = {}
    report = []
    for row, people in zip(sources.admin1, _townspeople(sources, sources.admin1_polygons), strict=True):
        code = row["adm1_code"]
        division, unit, said = _decide(row, people, divisions)
        report += said
        if unit:
            admin1[code] = unit
        if division:
            place[code] = f"geonames:{division.geonameid}"
            claims[place[code]].append(code)
    for claimed, codes in sorted(claims.items()):
        if len(codes) > 1:
            report.append(f"{claimed} is made up of {len(codes)} polygons: {', '.join(codes)}")
    return Matches(place, admin1, (*report, *_missing(set(admin1.values()), divisions)))


def _decide(
    row: dict[str, Any], people: Counter[str], divisions: _Divisions
) -> tuple[Subdivision | None, str, list[str]]:
    """Return what a polygon is: its division, the first-order code that it lies in, and what there is to report.

    Parameters
    ----------
    row
        Its attributes.
    people
        How many people in it live in towns of which first-order division.
    divisions
        GeoNames' divisions.
    """
    country = country_of(row["adm0_a3"], row["iso_a2"])
    division, sure = divisions.of(row, country)
    # Towns of another country lie in the polygon only because the two sources draw the border differently.
    near = (country, (row["iso_3166_2"] or "")[:2])
    counted = Counter({a: n for a, n in people.items() if a in divisions.by_code and a[:2] in near})
    admin1, agreeing = counted.most_common(1)[0] if counted else ("", 0)
    share = agreeing / counted.total() if counted else 0.0
    report = []
    if division and share > _MAJORITY and division.admin1 != admin1:
        swapped = not sure or share >= _OVERWHELMING
        report.append(
            f"{row['adm1_code']} {row['name']}: codes and name say {division.code} {division.name}, {share:.0%} of its "
            f"townspeople say {admin1} {divisions.by_code[admin1].name}: the {'towns' if swapped else 'codes'} win"
        )
        division, share = (None, share) if swapped else (division, 0.0)
    if share > _MAJORITY:
        return division, admin1, report
    return division, division.admin1 if division else "", report


def _missing(covered: set[str], divisions: _Divisions) -> Iterator[str]:
    """Yield the first-order divisions that no polygon is, a line a country."""
    by_country: dict[str, list[str]] = defaultdict(list)
    for division in divisions.by_id.values():
        if division.level == 1 and division.code not in covered:
            by_country[division.country].append(division.name)
    for country, names in sorted(by_country.items()):
        yield f"{country}: no polygon for {len(names)} first-order divisions: {', '.join(names)}"

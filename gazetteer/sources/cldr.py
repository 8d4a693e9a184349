"""Unicode CLDR: territories, first-order units and cities of time zones in the languages of the world."""

from __future__ import annotations

import re
import tarfile
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from gazetteer.names.links import core, depth, unit_cores
from geomap.gazetteer.cleaning import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.packages import Packages
    from gazetteer.sources.reading import Subdivision

KEY: Final = "cldr"
_FILE = re.compile(r"package/3rdparty/cldr/common/(main|subdivisions)/([a-z]{2,3}(?:_[A-Z][a-z]{3})?|pt_PT)\.xml$")
_LISTED: Final = (
    "ar bg zh zh_Hant hr sr sr_Latn cs nl en fi fr de he hi id it fa pl pt pt_PT ro ru sk sl es sv tr uk "
    "da no hu el ja ko vi ca et lv lt be mk bs sq eu gl ka hy az kk uz th ms bn ta ur sw is af fil te mr ne ps mn "
    "km my lo si am so ha ky tg cy ga ku ug"
)
_LANGUAGES: Final = frozenset(_LISTED.split())
_INHERITED: Final = "↑↑↑"
_ALIKE: Final = 0.8
"""Share of letters that two spellings of one unit have in common ("Mingachevir", "Mingəçevir")."""

_STEADY: Final = 0.25
"""Share of a country's codes that must agree by name before the code alone is trusted for the rest."""


@dataclass
class Cldr:
    """What CLDR says, by language.

    Attributes
    ----------
    territories
        By code of ISO 3166-1 or UN M49: (name, what kind of alternative it is or ``""``).
    units
        By ISO 3166-2 code as CLDR writes it ("esct").
    cities
        By time zone.
    """

    territories: dict[str, dict[str, list[tuple[str, str]]]] = field(default_factory=lambda: defaultdict(dict))
    units: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    cities: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))


def read(packages: Packages) -> Cldr:
    """Read the languages that geomap keeps, in one pass through the archive."""
    found = Cldr()
    with tarfile.open(packages.archive(KEY), "r|gz") as tar:
        for member in tar:
            match = _FILE.match(member.name)
            file = tar.extractfile(member) if match is not None and match[2] in _LANGUAGES else None
            if match is None or file is None:
                continue
            # The package is pinned by its checksum, so its XML is as harmless as when it was looked at.
            root = ET.fromstring(file.read())  # noqa: S314
            language = match[2].replace("_", "-")
            if match[1] == "main":
                _read_main(found, language, root)
            else:
                rows = root.iter("subdivision")
                found.units[language] = {row.attrib["type"]: _text(row) for row in rows if _text(row)}
    return found


def _read_main(found: Cldr, language: str, root: ET.Element) -> None:
    territories: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in root.iterfind("localeDisplayNames/territories/territory"):
        if _text(row):
            territories[row.attrib["type"]].append((_text(row), row.attrib.get("alt", "")))
    found.territories[language] = territories
    for zone in root.iterfind("dates/timeZoneNames/zone"):
        city = zone.find("exemplarCity")
        if city is not None and _text(city):
            found.cities[language][zone.attrib["type"]] = _text(city)


def _text(element: ET.Element) -> str:
    text = tidy(element.text or "")
    return "" if text == _INHERITED else text.rstrip("¹²³⁴")


def link_units(units: Iterable[Subdivision], english: Mapping[str, str]) -> dict[str, int]:
    """Return GeoNames identifiers by CLDR's code of a unit.

    Countries have shuffled their codes (Iran in 2020, Morocco in 2015), and the two sources follow at their own pace:
    so a code alone proves nothing, and the English name must agree.
    """
    by_country: dict[str, list[Subdivision]] = defaultdict(list)
    for unit in units:
        by_country[unit.country].append(unit)
    codes: dict[str, list[str]] = defaultdict(list)
    for code in sorted(english):
        codes[code[:2].upper()].append(code)
    links: dict[str, int] = {}
    for country, listed in sorted(codes.items()):
        links.update(_link_country(by_country[country], listed, english))
    return links


def _link_country(units: Sequence[Subdivision], codes: Sequence[str], english: Mapping[str, str]) -> dict[str, int]:
    cores = {unit.geonameid: unit_cores(unit) for unit in units}
    by_code = {unit.iso.replace("-", "").lower(): unit for unit in units if unit.iso}
    links: dict[str, int] = {}
    taken: set[int] = set()

    def link(code: str, unit: Subdivision) -> None:
        if code not in links and unit.geonameid not in taken:
            links[code] = unit.geonameid
            taken.add(unit.geonameid)

    for code in codes:
        unit = by_code.get(code)
        if unit is not None and core(english[code].rstrip("¹²³⁴")) in cores[unit.geonameid]:
            link(code, unit)
    agreed = len(links)
    for code in codes:
        name = core(english[code].rstrip("¹²³⁴"))
        same = [u for u in units if depth(u) == 1 and u.geonameid not in taken and name in cores[u.geonameid]]
        if len(same) == 1:
            link(code, same[0])
    # Where nearly all agree and none has moved, the code tells who is left ("Cherkasy Oblast", "Cherkaska Oblast").
    steady = agreed == len(links) and agreed >= _STEADY * len([code for code in codes if code in by_code])
    for code in codes:
        unit = by_code.get(code)
        if unit is not None and (steady or _alike(core(english[code]), cores[unit.geonameid])):
            link(code, unit)
    return links


def _alike(name: str, others: Iterable[str]) -> bool:
    return any(SequenceMatcher(None, name, other, autojunk=False).ratio() >= _ALIKE for other in others)

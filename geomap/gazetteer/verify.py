"""Checking a compiled gazetteer: that its files are whole, its tables agree and its names lead to places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geomap.errors import describe, show_traceback
from geomap.gazetteer import layout
from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.gazetteer.footprints import Footprints
    from geomap.gazetteer.gazetteer import Gazetteer

_MOST_SHOWN: Final = 20
_SUFFIXES: Final = frozenset({".dat", ".trie", ".bin"})
_NEAR_DEG: Final = 0.25
"""A place's point may lie this far outside its simplified footprint: a harbour city before its coast."""


@dataclass
class Verification:
    """What was checked and what was found.

    Attributes
    ----------
    checked
        How many things were looked at, by check.
    problems
        One line a problem; of one kind at most twenty are listed and the rest counted.
    """

    checked: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.problems

    def report(self, check: str, message: str) -> None:
        """Enter a problem."""
        self._counts[check] += 1
        if self._counts[check] <= _MOST_SHOWN:
            self.problems.append(f"{check}: {message}")
        elif self._counts[check] == _MOST_SHOWN + 1:
            self.problems.append(f"{check}: …")
        else:
            last = max(i for i, line in enumerate(self.problems) if line.startswith(f"{check}: …"))
            self.problems[last] = f"{check}: … and {self._counts[check] - _MOST_SHOWN} more"


def verify(gazetteer: Gazetteer, *, shapes: bool = True, progress: Callable[[str], None] | None = None) -> Verification:
    """Check a gazetteer.

    Parameters
    ----------
    gazetteer
        The gazetteer.
    shapes
        Whether to check the footprints too; this takes most of the time.
    progress
        Called with the name of each check when it begins.
    """
    found = Verification()
    checks: list[tuple[str, Callable[[Gazetteer, Verification], None]]] = [
        ("files", _files),
        ("places", _places),
        ("names", _names),
        ("exonyms", _exonyms),
        ("codes", _codes),
        ("tables", _tables),
    ]
    if shapes and gazetteer.footprints is not None:
        checks.append(("footprints", _footprints))
    for name, check in checks:
        if progress is not None:
            progress(name)
        try:
            check(gazetteer, found)
        except Exception as error:  # noqa: BLE001 - damaged data can do anything to who reads them; the other checks go on
            show_traceback(error)
            found.report(name, f"cannot be checked to the end ({describe(error)})")
        if name == "files" and not found.sound:
            # What reads damaged files finds no more than that they are damaged, and native code may break over them.
            break
    return found


def _files(gazetteer: Gazetteer, found: Verification) -> None:
    for name, problem in gazetteer.damage():
        found.report("files", f"{name} {problem}")
    named = gazetteer.manifest.get("files", {})
    for file in sorted(gazetteer.path.iterdir()):
        if file.suffix in _SUFFIXES and file.name not in named:
            found.report("files", f"{file.name} is not in the manifest, so that nothing tells whether it is whole")
    found.checked["files"] = len(named)


def _places(gazetteer: Gazetteer, found: Verification) -> None:
    columns = gazetteer.columns
    ids: set[str] = set()
    for i in range(len(gazetteer)):
        place_id = gazetteer.id_of(i)
        if place_id in ids:
            found.report("ids", f"{place_id} stands twice")
        ids.add(place_id)
        if gazetteer.index(place_id) != i:
            found.report("ids", f"{place_id} does not lead back to its row")
        if not (abs(columns.lon_e5[i]) <= 18_000_000 and abs(columns.lat_e5[i]) <= 9_000_000):
            found.report("positions", f"{place_id} lies at {columns.lon_e5[i] / 1e5}, {columns.lat_e5[i] / 1e5}")
        if columns.lon_e5[i] == 0 == columns.lat_e5[i]:
            found.report("positions", f"{place_id} lies at 0, 0")
        if not gazetteer.name_of(i):
            found.report("names", f"{place_id} has no name")
        if columns.feature[i] >= len(gazetteer.features) or columns.country[i] >= len(gazetteer.country_codes):
            found.report("columns", f"{place_id} points outside a table")
    found.checked["places"] = len(gazetteer)


def _names(gazetteer: Gazetteer, found: Verification) -> None:
    """Check that every name has bearers that exist, and that every place is found under its own name."""
    total = 0
    for number in range(gazetteer.name_count):
        bearers = gazetteer.bearers(number)
        total += 1
        if not bearers:
            found.report("aliases", f"name {number} leads to no place")
        for place, code in bearers:
            if place >= len(gazetteer) or code & layout.KIND_MASK > layout.DEMONYM:
                found.report("aliases", f"name {number} leads to place {place} with match code {code}")
        if not 1 <= gazetteer.tier(number) <= layout.TIER_DEMONYM:
            found.report("tiers", f"name {number} has tier {gazetteer.tier(number)}")
    for i in range(len(gazetteer)):
        folded = fold(gazetteer.name_of(i))
        if not any(place == i for index in gazetteer.indexes_of(folded) for place, _ in index):
            found.report("names", f"{gazetteer.id_of(i)} is not found under its name {gazetteer.name_of(i)!r}")
    found.checked["names"] = total


def _exonyms(gazetteer: Gazetteer, found: Verification) -> None:
    """Check that every name by language leads to a place that has the name among its own."""
    if gazetteer.exonyms is None:
        return
    own: dict[int, set[str]] = {}
    for folded in gazetteer.exonyms.trie.iterkeys():
        for bearer in gazetteer.exonyms.bearers(folded):
            if bearer.place >= len(gazetteer) or bearer.code & layout.KIND_MASK > layout.DEMONYM:
                found.report("exonyms", f"{folded!r} leads to place {bearer.place} with match code {bearer.code}")
                continue
            if bearer.place not in own:
                own[bearer.place] = {fold(text) for text, _, _ in gazetteer.exonyms.names(bearer.place)}
            if folded not in own[bearer.place]:
                found.report("exonyms", f"{gazetteer.id_of(bearer.place)} does not have its name {folded!r}")
    found.checked["exonyms"] = len(gazetteer.exonyms.trie)


def _codes(gazetteer: Gazetteer, found: Verification) -> None:
    """Check that countries have a record and a capital, and that settlements' first-order codes lead to a unit."""
    units: Counter[tuple[str, str]] = Counter()
    for i in range(len(gazetteer)):
        if gazetteer.features[gazetteer.columns.feature[i]][0] == "P":
            place = gazetteer.place(i)
            units[place.country_code, place.admin1_code] += 1
    missing = sum(count for (country, code), count in units.items() if code and gazetteer.admin1(country, code) is None)
    if missing * 100 > sum(units.values()):
        found.report("codes", f"{missing} settlements have a first-order code that leads to no unit")
    for country in sorted({country for country, _ in units}):
        if gazetteer.country(country) is None:
            found.report("codes", f"no country has the code {country!r}")
        capital = gazetteer.capital_of(country)
        if capital is not None and (capital.country_code, capital.feature_code) != (country, "PPLC"):
            found.report("codes", f"{capital.id} is no capital of {country}")
    found.checked["codes"] = len(units)


def _tables(gazetteer: Gazetteer, found: Verification) -> None:
    """Check that all places exist to which the hand-kept tables refer."""
    table = gazetteer.curated
    keys = [key for name in ("members", "notes", "status", "names") for key in table.get(name, {})]
    numbers = [int(key) for key in keys]
    numbers += [member for members in table.get("members", {}).values() for member in members]
    numbers += [n for _, near, place in table.get("phrases", ()) for n in (*near, place)]
    for number in numbers:
        if not 0 <= number < len(gazetteer):
            found.report("tables", f"a row refers to place {number}")
    found.checked["references"] = len(numbers)


def _footprints(gazetteer: Gazetteer, found: Verification) -> None:
    """Check that footprints are valid, in range, belong to a place and contain its point, or nearly."""
    import shapely

    footprints = gazetteer.footprints
    assert footprints is not None
    count = 0
    for i in range(len(gazetteer)):
        if not gazetteer.columns.footprint[i]:
            continue
        count += 1
        _footprint(gazetteer, footprints, i, found, shapely.Point)
    found.checked["footprints"] = count


def _footprint(
    gazetteer: Gazetteer, footprints: Footprints, index: int, found: Verification, point: Callable[..., object]
) -> None:
    place = gazetteer.place(index)
    footprint = footprints.get(place.id, "local")
    if footprint is None:
        found.report("footprints", f"{place.id} ({place.name}) has none, though its row says so")
        return
    shape = footprint.to_shapely()
    west, south, east, north = shape.bounds
    if shape.is_empty or west < -180 or south < -90 or east > 180 or north > 90:
        found.report("footprints", f"{place.id} ({place.name}) is empty or out of range")
    elif not shape.is_valid:
        found.report("footprints", f"{place.id} ({place.name}) is not valid")
    elif shape.distance(point(place.lon, place.lat)) > _NEAR_DEG:
        found.report("points", f"{place.id} ({place.name}) lies outside its footprint")

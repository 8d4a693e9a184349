"""Right, uncertain or wrong, by kind of trap: short texts of our own with what each of their names means.

``python tests/benchmarks/run.py kinds`` prints the table, ``python tests/benchmarks/kinds.py --list [KIND]...`` the
certain pins that are wrong. The texts stand in ``tests/data/kinds`` and ``tests/data/relative``, their form in the
``README.md`` there. The columns:

``texts``, ``all right``
    Texts, and those in which every expectation is met.
``names``
    Expectations: names, and words that only look like names.
``right``
    Met: a certain pin in the right place, or no certain pin where there is no place.
``uncertain``, ``unplaced``
    There should be a certain pin in the right place, and the map says that it does not know, or nothing.
``wrong``
    A certain pin, or an area, in the wrong place: the worst.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geomap.gazetteer.reverse import distance_km
from geomap.model import UNCERTAIN_BELOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.geoparser import Geoparser
    from geomap.model import Geoparse, Place, Resolution
    from geomap.relations import Relative

DATA = Path(__file__).parents[1] / "data"
Verdict = Literal["right", "uncertain", "unplaced", "wrong"]
_VERDICTS = ("right", "uncertain", "unplaced", "wrong")

WITHIN_KM = 161.0
"""How far from the truth a place may lie, where the expectation does not say: the usual measure, 100 miles."""

_COVERED = 0.75
"""Share of a relative expression's words that its resolution has to span: "some" and "the" may stand outside."""

_COARSE_DEG = 0.3
"""How far outside a coarse outline a point on the coast may lie."""

_LEAST_REACH_KM = 25.0
_TIMES_TOO_LARGE = 8.0
"""A relative expression's geometry may have so many times the square of what its point may be off."""

_RELATIONS = {
    "offset": {"offset", "outskirts", "stream", "across"},
    "within": {"within", "away", "outskirts"},
    "middle": {"middle", "between"},
    "coast": {"coast", "shore"},
    "along": {"along", "shore"},
    "side": {"side", "offset"},
}
"""Relations of geomap by the kinds of the expectations, where these are coarser."""

_NATURE = {"river": "H", "lake": "H", "mountains": "TL"}


@dataclass
class Tally:
    """What is counted of one kind.

    Attributes
    ----------
    texts, all_right
        Texts, and those without a fault.
    verdicts
        How often each verdict was given.
    pins
        Verdicts of the expectations on whose words a pin stands: right, uncertain and wrong.
    """

    texts: int = 0
    all_right: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    pins: Counter[str] = field(default_factory=Counter)

    def row(self, label: str) -> tuple[str, ...]:
        """The table's line."""
        names = sum(self.verdicts.values())
        counts = (
            self.texts,
            self.all_right,
            names,
            *(self.verdicts[v] for v in ("right", "uncertain", "unplaced", "wrong")),
        )
        return label, *(f"{count:9}" for count in counts), f"{self.verdicts['right'] / max(names, 1):9.0%}"


@dataclass(frozen=True)
class Judged:
    """One expectation with its verdict, and the pin that decided it."""

    text: str
    id: str
    expect: dict[str, Any] | None
    pin: Resolution | None
    verdict: Verdict


def read(folder: str) -> dict[str, list[dict[str, Any]]]:
    """The texts of a folder of ``tests/data``, by the name of their file."""
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in sorted((DATA / folder).glob("*.jsonl"))
    }


def span_of(text: str, expect: dict[str, Any]) -> tuple[int, int]:
    """Where the expectation's words stand, the ``nth`` time."""
    start = -1
    for _ in range(expect.get("nth", 1)):
        start = text.index(expect["span"], start + 1)
    return start, start + len(expect["span"])


# Names ------------------------------------------------------------------------------------------------------------


def judge(parse: Geoparse, expect: dict[str, Any]) -> tuple[Verdict, Resolution | None]:
    """Whether one expectation is met, and the pin that decides it."""
    start, end = span_of(parse.document.text, expect)
    pins = [r for r in parse if r.toponym.start < end and start < r.toponym.end and not is_relative(r)]
    placed = sorted((r for r in pins if r.place is not None), key=lambda r: -r.confidence)
    if not expect.keys().isdisjoint(("not_a_place", "unplaced", "approximate_in")):
        return judge_open(placed, expect)
    if not placed:
        return "unplaced", None
    pin = max(placed, key=lambda r: min(end, r.toponym.end) - max(start, r.toponym.start))
    if not is_certain(pin):
        return "uncertain", pin
    return ("right" if is_meant(parse, pin, expect) else "wrong"), pin


def judge_open(placed: Sequence[Resolution], expect: dict[str, Any]) -> tuple[Verdict, Resolution | None]:
    """The same where no certain pin is wanted, from the pins on the words, the surest first."""
    truth = expect.get("approximate_in", expect)
    strays = [pin for pin in placed if "lat" not in truth or not is_near(pin, truth)]
    if strays and is_certain(strays[0]):
        return "wrong", strays[0]
    if strays and "approximate_in" in expect:
        return "uncertain", strays[0]
    return "right", placed[0] if placed else None


def is_certain(pin: Resolution) -> bool:
    """Whether a pin is drawn as certain."""
    return pin.confidence >= UNCERTAIN_BELOW


def is_relative(resolution: Resolution) -> bool:
    """Whether a resolution is a geometry told from other places ("10 km north of Homs")."""
    return "relative" in (resolution.toponym.kind, getattr(resolution, "kind", ""), resolution.match)


def is_meant(parse: Geoparse, pin: Resolution, expect: dict[str, Any]) -> bool:
    """Whether a pin is of the kind, and in the place, that is expected; or covers the part that is."""
    if "part" in expect:
        return is_part(parse, span_of(parse.document.text, expect), expect["part"])
    assert pin.place is not None
    if not is_kind(pin, pin.place, expect.get("kind", "")):
        return False
    return "lat" not in expect or is_near(pin, expect)


def is_kind(pin: Resolution, place: Place, kind: str) -> bool:
    """Whether a place is a city, a region, a river …; of a ``whole`` the text means no part."""
    if kind == "city":
        return place.feature_class == "P"
    if kind == "region":
        return place.feature_class in "AL" and not place.feature_code.startswith("PCL")
    if kind == "whole":
        return pin.toponym.modifier is None
    return place.feature_class in _NATURE[kind] if kind else True


def is_near(pin: Resolution, truth: dict[str, Any]) -> bool:
    """Whether a place lies where it should; a river or a range, whether its course or outline comes by."""
    place = pin.place
    assert place is not None
    within_km = truth.get("within_km", WITHIN_KM)
    if distance_km(place.lon, place.lat, truth["lon"], truth["lat"]) <= within_km:
        return True
    outline = geoparser().gazetteer.footprint(place) if truth.get("kind") in _NATURE else None
    return outline is not None and _distance_km_to(outline, truth["lon"], truth["lat"]) <= within_km


def _distance_km_to(geometry: Any, lon: float, lat: float) -> float:
    """Kilometres from a point to a geometry in degrees."""
    from shapely.geometry import Point
    from shapely.ops import nearest_points

    nearest = nearest_points(geometry, Point(lon, lat))[0]
    return distance_km(nearest.x, nearest.y, lon, lat)


def is_part(parse: Geoparse, span: tuple[int, int], part: dict[str, Any]) -> bool:
    """Whether the area on the map covers the points that the part has, and none that it has not."""
    from shapely.geometry import Point, Polygon
    from shapely.ops import unary_union

    from geomap.maps import build_view

    view = build_view(parse, geoparser().gazetteer)
    drawn = [f for f in view.features if any(m.start < span[1] and span[0] < m.end for m in f.mentions)]
    rings = [list(zip(p[0][::2], p[0][1::2], strict=True)) for f in drawn for p in f.polygons]
    if not rings:
        return False
    area = unary_union([Polygon(ring).buffer(0) for ring in rings])
    covered = [area.distance(Point(lon, lat)) <= _COARSE_DEG for lat, lon in part["covers"]]
    strayed = [area.covers(Point(lon, lat)) for lat, lon in part["leaves"]]
    return all(covered) and not any(strayed)


# Relative expressions ---------------------------------------------------------------------------------------------


def judge_relative(parse: Geoparse, expect: dict[str, Any] | None) -> tuple[Verdict, Resolution | None]:
    """Whether a relative expression is found where it should, and nowhere else."""
    found = list(parse.relatives)
    if expect is None:
        return ("wrong", found[0]) if found else ("right", None)
    start, end = span_of(parse.document.text, expect)
    for pin in found:
        shared = min(end, pin.toponym.end) - max(start, pin.toponym.start)
        if shared >= _COVERED * (end - start):
            if not (lies_there(pin, expect) and is_told(pin, expect)):
                return ("wrong" if is_certain(pin) else "uncertain"), pin
            return "right", pin
    return "unplaced", None


def lies_there(pin: Relative, expect: dict[str, Any]) -> bool:
    """Whether a relative expression's geometry comes near the point that must lie in it, and is not far too large."""
    from geomap.resolution.plane import Plane

    area_km2 = Plane(pin.middle.lon, pin.middle.lat).to_plane(pin.geometry).area
    reach_km = max(expect["within_km"], 2 * expect.get("distance_km", 0.0), _LEAST_REACH_KM)
    if area_km2 > _TIMES_TOO_LARGE * reach_km**2:
        return False
    return bool(_distance_km_to(pin.geometry, expect["lon"], expect["lat"]) <= expect["within_km"])


def is_told(pin: Relative, expect: dict[str, Any]) -> bool:
    """Whether it is told from the same places, by a relation of the same kind, with the same distance and direction."""
    parts = [anchor.toponym.name or anchor.toponym.text for anchor in pin.anchors]
    named = [anchor.place.name for anchor in pin.anchors if anchor.place is not None]
    wanted = expect["anchors"]
    same = len(wanted) == len(parts) and all(
        any(a in (name, part) or part in a or name in a for name, part in zip(named, parts, strict=True))
        for a in wanted
    )
    km, bearing = expect.get("distance_km"), expect.get("bearing")
    far = km is None or pin.distance_km is None or abs(pin.distance_km - km) <= 0.02 * km + 0.1
    way = bearing is None or pin.bearing_deg is None or abs(pin.bearing_deg - bearing) < 1
    return same and far and way and pin.relation in _RELATIONS.get(expect["kind"], {expect["kind"]})


# The table --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def geoparser() -> Geoparser:
    """The default geoparser, opened once."""
    from geomap.assembly import assemble_geoparser

    return assemble_geoparser()


def judged(records: Sequence[dict[str, Any]]) -> Iterator[list[Judged]]:
    """The verdicts of each text."""
    parses = geoparser().geoparse_all(record["text"] for record in records)
    for record, parse in zip(records, parses, strict=True):
        if isinstance(record["expect"], list):
            outcomes = [(expect, judge(parse, expect)) for expect in record["expect"]]
        else:
            outcomes = [(record["expect"], judge_relative(parse, record["expect"]))]
        yield [Judged(record["text"], record["id"], e, pin, verdict) for e, (verdict, pin) in outcomes]


def tally(records: Sequence[dict[str, Any]]) -> Tally:
    """Count the verdicts of a kind."""
    counted = Tally()
    for text in judged(records):
        counted.texts += 1
        counted.all_right += all(one.verdict == "right" for one in text)
        for one in text:
            counted.verdicts[one.verdict] += 1
            if one.pin is not None:
                counted.pins[one.verdict if is_certain(one.pin) else "uncertain"] += 1
    return counted


def add(tallies: Sequence[Tally]) -> Tally:
    """All kinds together."""
    total = Tally()
    for one in tallies:
        total.texts += one.texts
        total.all_right += one.all_right
        total.verdicts += one.verdicts
        total.pins += one.pins
    return total


def sentence(pins: Counter[str]) -> str:
    """The pins in one plain sentence."""
    count = max(pins.total(), 1)
    right, uncertain = (round(100 * pins[name] / count) for name in ("right", "uncertain"))
    return f"of 100 pins: {right} right, {uncertain} marked as uncertain, {100 - right - uncertain} wrong"


def rows() -> Iterator[tuple[str, ...]]:
    """The table by kind."""
    heads = ("texts", "all right", "names", *_VERDICTS, "right")
    yield "", *(f"{head:>9}" for head in heads)
    tallies = []
    for kind, records in read("kinds").items():
        tallies.append(tally(records))
        yield tallies[-1].row(kind.replace("_", " "))
    total = add(tallies)
    yield total.row("all names")
    for kind, records in read("relative").items():
        yield tally(records).row(f"relative: {kind.replace('_', ' ')}")
    yield (sentence(total.pins),)


def print_wrong(kinds: Sequence[str]) -> None:
    """List the certain pins that are wrong, of some kinds or all."""
    for kind, records in (read("kinds") | read("relative")).items():
        for one in (one for text in judged(records) if not kinds or kind in kinds for one in text):
            if one.verdict == "wrong" and one.pin is not None:
                words = one.expect["span"] if one.expect else one.pin.toponym.text
                where = one.pin.place
                meant = f"{where.name} ({where.country_code} {where.feature_code})" if where else "no place"
                print(f"{one.id:20} {words!r} → {meant} {one.pin.confidence:.2f}\n{'':20} {one.text}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--list"]:
        print_wrong(sys.argv[2:])
    else:
        print(__doc__)

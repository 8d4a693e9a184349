"""How well the first view agrees with the one that a desk would choose: area of intersection over union.

``python tests/benchmarks/run.py prominence`` prints the table; ``python tests/benchmarks/prominence.py [--corpora DIR]
[--list]`` also measures texts of corpora, which are judged by their id, and lists each text with its view. The columns:
texts, the mean agreement, and the share of texts whose main country is in view or under "elsewhere".
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geomap.maps import ViewOptions, build_view
from geomap.training.prominence_fit import read_judgements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.geoparser import Geoparser
    from geomap.maps import MapView
    from geomap.training.prominence_fit import Judgement

DATA = Path(__file__).parents[1] / "data" / "prominence"

Sides = tuple[float, float, float, float]


class Outcome(NamedTuple):
    """A judged text, the view that it got, how well the two agree, and whether its main country can be found."""

    judged: Judgement
    view: Sides
    agreement: float
    has_country: bool


def agreement(a: Sides, b: Sides) -> float:
    """Area of intersection over union of two boxes in degrees, of which one may be a turn around the Earth away."""

    def area(box: Sides) -> float:
        return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])

    def shared(turn: float) -> float:
        return area((max(a[0], b[0] + turn), max(a[1], b[1]), min(a[2], b[2] + turn), min(a[3], b[3])))

    common = max(shared(turn) for turn in (-360.0, 0.0, 360.0))
    return common / (area(a) + area(b) - common)


def has_country(view: MapView, country_code: str, geoparser: Geoparser) -> bool:
    """Whether a country, or a place of it, is in the first view or named under "elsewhere"."""
    if any(feature.elsewhere and feature.place.country_code == country_code for feature in view.features):
        return True
    there = (feature for feature in view.features if feature.place.country_code == country_code)
    if any(view.viewport.contains(feature.lon, feature.lat) for feature in there):
        return True
    country = geoparser.gazetteer.country(country_code)
    lon, lat = view.viewport.centre
    return country is not None and geoparser.gazetteer.reverse((lon + 180) % 360 - 180, lat).country == country


def outcomes(geoparser: Geoparser, corpora: Path | None = None) -> Iterator[Outcome]:
    """Map every judged text."""
    for judged in read_judgements(DATA, corpora):
        view = build_view(geoparser.geoparse(judged.text), geoparser.gazetteer, ViewOptions(text=False))
        box = view.viewport
        sides = (box.west, box.south, box.east, box.north)
        found = has_country(view, judged.country, geoparser)
        yield Outcome(judged, sides, agreement(sides, judged.box), found)


def table(found: Sequence[Outcome]) -> Iterator[tuple[str, int, float, float]]:
    """Rows: each half, then each kind."""
    own = [one for one in found if one.judged.kind != "corpus"]
    groups = {
        "own texts, all": own,
        "own texts, learned on": [one for one in own if one.judged.learned],
        "own texts, held": [one for one in own if one.judged.half == "held"],
        "own texts, held, later": [one for one in own if one.judged.half == "later"],
        "corpora, learned on": [one for one in found if one.judged.kind == "corpus" and one.judged.learned],
        "corpora, held": [one for one in found if one.judged.kind == "corpus" and not one.judged.learned],
    }
    for kind in sorted({one.judged.kind for one in own}):
        groups[f"  {kind}"] = [one for one in own if one.judged.kind == kind]
    for name, group in groups.items():
        if group:
            share = sum(one.has_country for one in group) / len(group)
            yield name, len(group), sum(one.agreement for one in group) / len(group), share


def rows() -> Iterator[tuple[str, str, float, float]]:
    """The rows of the benchmark."""
    from geomap.assembly import assemble_geoparser

    yield "", "texts", *(f"{word:>10}" for word in ("agreement", "country"))  # type: ignore[misc]
    for name, count, mean, share in table([*outcomes(assemble_geoparser())]):
        yield name, f"{count:5}", mean, share


def main() -> None:
    """Print the table, and with ``--list`` each text."""
    from geomap.assembly import assemble_geoparser

    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    found = [*outcomes(assemble_geoparser(), given.corpora)]
    for name, count, mean, share in table(found):
        print(f"{name:28}{count:5}{mean:8.2f}{share:8.2f}")
    for one in sorted(found, key=lambda one: one.agreement) if given.list else ():
        view = " ".join(f"{side:.2f}" for side in one.view)
        judged = " ".join(f"{side:.2f}" for side in one.judged.box)
        lacks = "" if one.has_country else "no country! "
        print(f"{one.agreement:.2f} {lacks}{one.judged.id}: [{view}] for [{judged}]")


if __name__ == "__main__":
    main()

"""How many theatres of stories a map shows, in its first view or in an inset, and how many insets nobody wants.

``python tests/benchmarks/insets.py [--list]``: on the stories of ``tests/data/insets``, each with the places that an
editor would want to see, and on the judged texts of ``tests/data/prominence``, of which a desk frames each in one view.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.maps import ViewOptions, build_view
from geomap.training.prominence_fit import read_judgements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.geoparser import Geoparser
    from geomap.maps import MapView

DATA = Path(__file__).parents[1] / "data"


class Outcome(NamedTuple):
    """A story, the theatres that are wanted and shown, and its insets: all, and those that nobody wants."""

    id: str
    held: bool
    wanted: int
    shown: int
    insets: tuple[str, ...]
    unwanted: tuple[str, ...]


def stories() -> list[dict[str, Any]]:
    """Read the stories that are judged for insets."""
    found: list[dict[str, Any]] = tomllib.loads((DATA / "insets" / "stories.toml").read_text("utf-8"))["story"]
    return found


def judge(story: dict[str, Any], view: MapView) -> Outcome:
    """Compare the insets of a map with those that are wanted."""
    titles = {feature.key: feature.title for feature in view.features}
    seen = {feature.title for feature in view.features if feature.place_mentions and not feature.elsewhere}
    inside = [{titles[key] for key in inset.keys} for inset in view.insets]
    theatres, crowd = set(story["theatres"]), story.get("crowd", "")
    wanted = [inset for inset, held in zip(view.insets, inside, strict=True) if held & (theatres | {crowd})]
    return Outcome(
        story["id"],
        story["held"],
        len(theatres),
        len(theatres & seen.union(*inside)),
        tuple(f"{inset.kind}: {inset.title}" for inset in view.insets),
        tuple(inset.title for inset in view.insets if inset not in wanted),
    )


def outcomes(geoparser: Geoparser) -> Iterator[Outcome]:
    """Map every story, then every judged text of the first view, which wants no theatre beside its own."""
    # Neither depends on what is drawn beneath.
    options = ViewOptions(text=False, basemap=False)
    for story in stories():
        yield judge(story, build_view(geoparser.geoparse(story["text"].strip()), geoparser.gazetteer, options))
    for judged in read_judgements(DATA / "prominence", None):
        none = {"id": judged.id, "held": not judged.learned, "theatres": []}
        yield judge(none, build_view(geoparser.geoparse(judged.text), geoparser.gazetteer, options))


def table(found: Sequence[Outcome]) -> Iterator[tuple[str, int, int, int, int, int]]:
    """Rows: texts, theatres that are wanted and shown, insets, and insets that nobody wants."""
    groups = {
        "stories of theatres, made on": [one for one in found if one.wanted and not one.held],
        "stories of theatres, held": [one for one in found if one.wanted and one.held],
        "stories of one view": [one for one in found if not one.wanted],
    }
    for name, group in groups.items():
        yield (
            name,
            len(group),
            sum(one.wanted for one in group),
            sum(one.shown for one in group),
            sum(len(one.insets) for one in group),
            sum(len(one.unwanted) for one in group),
        )


def main() -> None:
    """Print the table, with ``--list`` also every story that has insets, or lacks a theatre."""
    from geomap.assembly import assemble_geoparser

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="each story with its insets")
    arguments = parser.parse_args()
    found = [*outcomes(assemble_geoparser())]
    if arguments.list:
        for one in found:
            if one.insets or one.shown < one.wanted:
                print(f"{one.id}: {one.shown} of {one.wanted}; {', '.join(one.insets)}; unwanted {one.unwanted}")
    print(f"{'':34}{'texts':>7}{'wanted':>8}{'shown':>7}{'insets':>8}{'unwanted':>10}")
    for name, *numbers in table(found):
        print(f"{name:34}{numbers[0]:7}{numbers[1]:8}{numbers[2]:7}{numbers[3]:8}{numbers[4]:10}")


if __name__ == "__main__":
    main()

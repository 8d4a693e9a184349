"""Fit the prominence: ``python -m geomap.training.prominence_fit --judgements DIR [--corpora DIR]``.

Every place of a judged text is an example: wanted if the first view must frame it, by name or because it is a town
inside the box that was judged; unwanted otherwise. A logistic regression is fitted on the half that is for learning and
measured on the other. With so few texts the weights start from what editors say (``EXPECTED``) and move as far as the
judgements pull them; a weight keeps its sign, so that no reason ever argues against itself.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize

from geomap.prominence.signals import gather, signals_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.geoparser import Geoparser
    from geomap.model import Geoparse
    from geomap.prominence.signals import NamedPlace

    Vector = NDArray[np.float64]

EXPECTED = {
    "headline": 1.0, "dateline": 0.8, "lead": 0.8, "said": 1.0, "weight": 1.5, "company": 1.0, "home": 1.0,
    "scene": 0.3, "actor": -1.0, "passing": -1.2, "history": -1.2, "quiet": -0.8, "around": -1.0, "organisation": -0.4,
    "doubtful": -0.5, "once": -0.3, "depth": -1.0, "late": -0.8, "abroad": -0.5, "alone": -0.5, "holds nothing": -0.5,
    "country": -1.0, "capital": -0.2, "vast": -1.0, "bias": -1.0,
}  # fmt: skip
"""What each signal should weigh, before any text has been judged."""

_ANY_SIGN = frozenset({"bias", "country", "unit", "water", "holds"})
_PULL = 3.0
"""How firmly the weights hold to what is expected: as much as so many examples."""

_WIDE_DEG = 8.0
"""In a box wider than this not every town is the story's."""

WEIGHTS = Path(__file__).parents[1] / "prominence" / "weights.json"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A text with the first view that a desk would choose.

    Attributes
    ----------
    id, kind, country
        Its name, what kind of story it is, and the country that it is mostly in.
    half
        ``"learn"`` if weights are learned on it; else it is only measured: ``"held"``, or ``"later"`` if it was written
        and judged after the measure had been made.
    box
        West, south, east, north in degrees; east beyond 180 across the date line.
    places
        Names that the view must frame.
    text
        The text.
    """

    id: str
    kind: str
    country: str
    half: str
    box: tuple[float, float, float, float]
    places: tuple[str, ...]
    text: str

    @property
    def learned(self) -> bool:
        """Whether weights are learned on it."""
        return self.half == "learn"


def read_judgements(folder: Path, corpora: Path | None = None) -> Iterator[Judgement]:
    """Read the judged texts: our own, and with a folder of corpora those that are judged by their id.

    Parameters
    ----------
    folder
        Where the judgements are, see its README.
    corpora
        Where the corpora are, a JSONL file each; those that are not there are passed over.
    """
    for half in ("learn", "held", "later"):
        for row in tomllib.loads((folder / f"stories-{half}.toml").read_text(encoding="utf-8"))["story"]:
            yield _judgement(row, _unbroken(row["text"]), row["kind"], half)
    if corpora is None:
        return
    rows = tomllib.loads((folder / "corpora.toml").read_text(encoding="utf-8"))["judgement"]
    for corpus in sorted({row["corpus"] for row in rows}):
        path = corpora / f"{corpus}.jsonl"
        if not path.exists():
            continue
        documents = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
        texts = {document["id"]: document["text"] for document in documents}
        for row in (row for row in rows if row["corpus"] == corpus):
            yield _judgement(row, texts[row["id"]], "corpus", row["half"])


def _unbroken(text: str) -> str:
    """A text with a line a paragraph."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def _judgement(row: dict[str, Any], text: str, kind: str, half: str) -> Judgement:
    west, south, east, north = row["box"]
    box = (west, south, east, north)
    return Judgement(row["id"], kind, row["country"], half, box, tuple(row["places"]), text)


def is_wanted(named: NamedPlace, judged: Judgement) -> bool:
    """Whether the view that was judged has a place, by its name or because it is a town in the box."""
    place = named.place
    names = {place.name.lower(), *(mention.toponym.text.lower() for mention in named.mentions)}
    if names & {name.lower() for name in judged.places}:
        return True
    west, south, east, north = judged.box
    if place.feature_class in "AL" or east - west > _WIDE_DEG:
        return False
    return south <= place.lat <= north and any(west <= lon <= east for lon in (place.lon, place.lon + 360.0))


def examples(parse: Geoparse, judged: Judgement) -> Iterator[tuple[dict[str, float], bool]]:
    """The signals of each place of a text, and whether the view must have it."""
    found = gather(parse)
    for key, signals in signals_of(parse, found).items():
        # What is told from others has no name of its own to judge by.
        if all(mention.toponym.kind != "relative" for mention in found[key].mentions):
            yield signals, is_wanted(found[key], judged)


def fit(rows: Sequence[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Weights that tell the wanted from the unwanted."""
    names = [*sorted(rows[0][0]), "bias"]
    table = np.array([[signals.get(name, 1.0) for name in names] for signals, _ in rows])
    wanted = np.array([float(is_true) for _, is_true in rows])
    expected = np.array([EXPECTED.get(name, 0.0) for name in names])

    def loss(weights: Vector) -> tuple[float, Vector]:
        total = table @ weights
        off = weights - expected
        slope = table.T @ (1.0 / (1.0 + np.exp(-total)) - wanted) + _PULL * off
        return float(np.sum(np.logaddexp(0.0, total) - wanted * total) + _PULL / 2.0 * off @ off), slope

    bounds = [_bounds(name) for name in names]
    found = minimize(loss, expected, jac=True, method="L-BFGS-B", bounds=bounds).x
    return {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True)}


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name in _ANY_SIGN:
        return None, None
    return (0.0, None) if EXPECTED[name] > 0 else (None, 0.0)


def ranking(rows: Sequence[tuple[dict[str, float], bool]], weights: dict[str, float]) -> float:
    """Probability that a wanted place is more prominent than an unwanted one (area under the ROC curve)."""
    from geomap.prominence.measure import value_of

    wanted, others = ([value_of(signals, weights) for signals, is_true in rows if is_true is w] for w in (True, False))
    pairs = [(a > b) + (a == b) / 2 for a in wanted for b in others]
    return sum(pairs) / len(pairs)


def all_examples(
    judgements: Sequence[Judgement], geoparser: Geoparser
) -> tuple[list[tuple[dict[str, float], bool]], list[tuple[dict[str, float], bool]]]:
    """The examples to learn from, and those to measure on."""
    halves: tuple[list[tuple[dict[str, float], bool]], list[tuple[dict[str, float], bool]]] = ([], [])
    for judged in judgements:
        halves[0 if judged.learned else 1].extend(examples(geoparser.geoparse(judged.text), judged))
    return halves


def main() -> None:
    """Fit, print what was found, and write the weights."""
    from geomap.assembly import assemble_geoparser

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judgements", type=Path, required=True)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    learned, held = all_examples([*read_judgements(given.judgements, given.corpora)], assemble_geoparser())
    weights = fit(learned)
    for name, weight in sorted(weights.items()):
        print(f"{name:16}{weight:7.2f}")
    for half, rows in (("learned", learned), ("held", held)):
        print(f"{half}: {len(rows)} places, wanted before unwanted {ranking(rows, weights):.3f}")
    given.output.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

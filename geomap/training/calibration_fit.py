"""Fit how far confidences come true by language: ``python -m geomap.training.calibration_fit --corpora DIR``.

Every resolution that a corpus can judge is an example: right if it lies within 161 km of the gold. First a line for all
languages together, each of which counts the same; then for each language that has enough one that is held to it. Every
second document is left out, and a line is kept where it makes the calibration error of those smaller; elsewhere the
confidence stays as it is. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.optimize import minimize

from geomap.evaluation.corpus import by_language, read_corpus
from geomap.evaluation.reliability import calibration_error, judge, to_bins
from geomap.language import DEFAULT
from geomap.resolution import calibration
from geomap.resolution.calibration import FILE, LogitLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.geoparser import Geoparser

_FEWEST: Final = 150
"""Judged places that a language must have for a line of its own."""
_HELD: Final = 20.0
"""How strongly a language is held to the line of all."""
_LANGUAGE_SIZE: Final = 500.0
_EDGE: Final = 0.001
_LEAST_GAIN: Final = 0.01
"""How much smaller the calibration error of the half that is left out must be, for a line to be kept."""


class JudgedLogit(NamedTuple):
    """A resolution: the document's number, the logit of its confidence as it is, and whether it is right."""

    document: int
    logit: float
    right: bool


def judged(path: Path, geoparser: Geoparser, most: int) -> dict[str, list[JudgedLogit]]:
    """Return the judged resolutions of a corpus by language, with confidences that no line has touched."""
    found: dict[str, list[JudgedLogit]] = {}
    for language, documents in by_language(list(read_corpus(path))[:most]).items():
        if language == DEFAULT or not any(m.located for d in documents for m in d.mentions):
            continue
        for number, gold in enumerate(documents):
            for row in judge(gold, geoparser.geoparse(gold.document)):
                sure = min(1 - _EDGE, max(_EDGE, row.confidence))
                found.setdefault(language, []).append(JudgedLogit(number, math.log(sure / (1 - sure)), row.right))
    return found


def fit(rows: Sequence[tuple[JudgedLogit, float]], held_to: LogitLine, held: float) -> LogitLine:
    """Return the line that fits weighted examples best, held to another."""
    x = np.array([row.logit for row, _ in rows])
    y = np.array([float(row.right) for row, _ in rows])
    weight = np.array([w for _, w in rows])

    def loss(w: np.ndarray) -> float:
        z = w[0] * x + w[1]
        value = (weight * (np.logaddexp(0, z) - y * z)).sum()
        return float(value + held * ((w - np.array(held_to)) ** 2).sum())

    slope, shift = minimize(loss, np.array(held_to), method="Nelder-Mead").x
    return LogitLine(round(float(slope), 3), round(float(shift), 3))


def fit_languages(rows: Mapping[str, Sequence[JudgedLogit]]) -> tuple[LogitLine, dict[str, LogitLine]]:
    """Return the line of all languages, and of each that has enough examples."""
    whole = [(row, _LANGUAGE_SIZE / max(_FEWEST, len(of))) for of in rows.values() for row in of]
    other = fit(whole, calibration.AS_IT_IS, 1.0)
    own = {name: of for name, of in rows.items() if len(of) >= _FEWEST}
    return other, {name: fit([(row, 1.0) for row in of], other, _HELD) for name, of in sorted(own.items())}


def error(rows: Sequence[JudgedLogit], line: LogitLine) -> float:
    """Return the calibration error of examples under a line."""
    pairs = [(1 / (1 + math.exp(-(line.slope * row.logit + line.shift))), row.right) for row in rows]
    return calibration_error(to_bins(pairs)) or 0.0


def main() -> None:
    """Fit the lines and write them to the file that confidence reads."""
    from geomap.assembly import assemble_geoparser

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--most", type=int, default=100, help="documents of each corpus")
    options = parser.parse_args()
    FILE.unlink(missing_ok=True)  # the confidences as they are
    calibration.line_of.cache_clear()
    geoparser = assemble_geoparser(user_places=False)
    rows: dict[str, list[JudgedLogit]] = {}
    for path in sorted(options.corpora.glob("*.jsonl")):
        for language, found in judged(path, geoparser, options.most).items():
            rows.setdefault(language, []).extend(found)
    half = fit_languages({name: [row for row in of if row.document % 2 == 0] for name, of in rows.items()})
    whole = fit_languages(rows)
    gains: list[float] = []
    for name, of in rows.items():
        rest = [row for row in of if row.document % 2]
        before, after = error(rest, calibration.AS_IT_IS), error(rest, half[1].get(name, half[0]))
        gains.append(before - after)
        print(f"{name}, {len(rest)} left out: error {before:.3f}, with the line {after:.3f}")
        if name in whole[1] and gains[-1] < _LEAST_GAIN:
            whole[1][name] = calibration.AS_IT_IS
    other = whole[0] if sum(gains) >= _LEAST_GAIN * len(gains) else calibration.AS_IT_IS
    about = "lines on the logit of the confidence: slope and shift, by language; the others' are rough"
    FILE.write_text(
        json.dumps({"about": about, "other": other, "languages": whole[1]}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()

"""Write how well the gazetteer covers each country: ``python -m geomap.training.coverage``.

Populated places per 10,000 inhabitants, as a decimal logarithm. A village of a thinly covered country is likelier to be
missing, and its namesake elsewhere likelier to be taken for it. To be run when the gazetteer is built anew.
"""

from __future__ import annotations

import json
import math

import numpy as np

from geomap.gazetteer import bundled
from geomap.resolution.absence import COVERAGE

_PER = 10_000


def coverage() -> dict[str, float]:
    """Return the coverage by country code, without countries whose inhabitants are not known."""
    gazetteer = bundled()
    columns = gazetteer.columns
    feature, country = np.asarray(columns.feature), np.asarray(columns.country)
    population = np.asarray(columns.population, dtype=float)
    is_settlement = np.array([feature_class == "P" for feature_class, _ in gazetteer.features])
    is_country = np.array([code.startswith("PCL") for _, code in gazetteer.features])
    size = len(gazetteer.country_codes)
    settlements = np.bincount(country[is_settlement[feature]], minlength=size)
    people = np.zeros(size)
    for index in np.flatnonzero(is_country[feature]):
        people[country[index]] = max(people[country[index]], population[index])
    return {
        code: round(math.log10((settlements[row] + 1) / people[row] * _PER), 2)
        for row, code in enumerate(gazetteer.country_codes)
        if code and people[row] > 0
    }


def main() -> None:
    """Write the file."""
    COVERAGE.write_text(json.dumps(coverage(), indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
